/*
 * What a judgement means for the exit status.
 */
#include "report/status.h"

#include "lab_of_faults.h"

static void
test_all_verified_is_0(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	assert_int_equal(report_exit_status(&s.judgement), 0);
	sample_device(&s, "leaf1", NULL, 0);
	s.judgement.summary.ok = 1;
	s.judgement.summary.ok_one_sided = 1;
	assert_int_equal(report_exit_status(&s.judgement), 0);
	sample_release(&s);
}

static void
test_a_fault_is_1_whatever_else_is_not_known(void **state)
{
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	assert_int_equal(report_exit_status(&s.judgement), 1);
	sample_release(&s);
}

static void
test_a_warning_alone_is_0(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	sample_finding(&s, FINDING_DEVICE_DARK);
	assert_int_equal(report_exit_status(&s.judgement), 0);
	sample_finding(&s, FINDING_MISSING);
	assert_int_equal(report_exit_status(&s.judgement), 1);
	sample_release(&s);
}

static void
test_an_unverified_cable_is_3(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	s.judgement.summary.unverified = 1;
	assert_int_equal(report_exit_status(&s.judgement), 3);
	sample_release(&s);
}

static void
test_an_ambiguous_name_is_3(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	s.judgement.ambiguity_count = 1;
	assert_int_equal(report_exit_status(&s.judgement), 3);
	sample_release(&s);
}

static void
test_every_status_but_ok_of_a_wanted_device_is_3(void **state)
{
	struct sample s;
	struct observation *seen;

	(void)state;
	sample_init(&s);
	sample_device(&s, "leaf1", NULL, 0);
	sample_device(&s, "leaf2", NULL, 0);
	seen = &s.observations.items[1];
	for (int status = VISIT_NOT_COLLECTED; status <= VISIT_CANCELLED;
	     status++) {
		seen->status = (enum visit_status)status;
		assert_int_equal(report_exit_status(&s.judgement), 3);
		seen->not_wanted = true;
		assert_int_equal(report_exit_status(&s.judgement), 0);
		seen->not_wanted = false;
		seen->out_of_scope = true;
		assert_int_equal(report_exit_status(&s.judgement), 0);
		seen->out_of_scope = false;
	}
	sample_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_verified_is_0),
	    cmocka_unit_test(test_a_fault_is_1_whatever_else_is_not_known),
	    cmocka_unit_test(test_a_warning_alone_is_0),
	    cmocka_unit_test(test_an_unverified_cable_is_3),
	    cmocka_unit_test(test_an_ambiguous_name_is_3),
	    cmocka_unit_test(test_every_status_but_ok_of_a_wanted_device_is_3),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
