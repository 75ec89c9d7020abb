/*
 * The ids of findings: what they depend on, and what they must not depend on.
 *
 * People write an id into a ticket, waivers name it and baselines compare by
 * it, so it has to be the same tomorrow, when half the lab looks different.
 */
#include "lab_notation.h"

static const char FAULTS[] = "cable a:p1 b:p1\n"
			     "cable a:p2 b:p2\n"
			     "wire a:p1 b:p2\n"
			     "wire a:p2 b:p1\n"
			     "cable a:p3 c:p3\n"
			     "wire c:p9 b:p9\n"
			     "device d status=timeout\n"
			     "cable d:p1 a:p4\n";

#define FAULT_COUNT 4

static struct lab *
lab_of(const char *before, const char *after, char **text)
{
	*text = str_printf("%s%s%s", before, FAULTS, after);
	return lab_new(*text);
}

static bool
has_finding(const struct lab *lab, const struct finding *wanted)
{
	for (size_t i = 0; i < lab->judgement->finding_count; i++) {
		const struct finding *finding = &lab->judgement->findings[i];

		if (strcmp(finding->id, wanted->id) == 0)
			return finding->kind == wanted->kind;
	}
	return false;
}

/* All faults keep their ids when the lab has more of this before and after. */
static void
expect_same_ids(const char *before, const char *after)
{
	char *texts[2];
	struct lab *plain = lab_of("", "", &texts[0]);
	struct lab *other = lab_of(before, after, &texts[1]);

	assert_int_equal(plain->judgement->finding_count, FAULT_COUNT);
	for (size_t i = 0; i < FAULT_COUNT; i++) {
		if (!has_finding(other, &plain->judgement->findings[i]))
			fail_msg("%s has another id with\n%s%s",
			    finding_kind_name(
				plain->judgement->findings[i].kind),
			    before, after);
	}
	lab_free(plain);
	lab_free(other);
	free(texts[0]);
	free(texts[1]);
}

static void
test_ids_are_the_same_from_run_to_run(void **state)
{
	(void)state;
	expect_same_ids("", "");
}

static void
test_unrelated_cables_and_faults_change_no_id(void **state)
{
	(void)state;
	expect_same_ids("cable x:p1 y:p1\nwire x:p1 y:p1\n", "");
	expect_same_ids("", "cable x:p1 y:p1\nwire x:p1 y:p1\n");
	expect_same_ids("cable x:p1 y:p1\ncable x:p2 y:p2\n"
			"wire x:p1 y:p2\nwire x:p2 y:p1\n",
	    "cable x:p5 z:p5\n");
}

static void
test_other_faults_of_the_same_devices_change_no_id(void **state)
{
	(void)state;
	expect_same_ids("cable a:p7 b:p7\n", "");
	expect_same_ids("", "cable a:p8 c:p8\nwire a:p8 c:p7\n");
	/* More cables hang on the dark device. */
	expect_same_ids("cable d:p2 b:p6\n", "");
}

static void
test_order_of_plan_and_devices_changes_no_id(void **state)
{
	(void)state;
	expect_same_ids("device z\ndevice c\ndevice b\ndevice a\n", "");
}

static void
test_different_faults_have_different_ids(void **state)
{
	char *text;
	struct lab *lab =
	    lab_of("cable x:p1 y:p1\ncable x:p2 y:p2\n", "", &text);
	const struct judgement *j = lab->judgement;

	(void)state;
	assert_int_equal(j->finding_count, FAULT_COUNT + 2);
	for (size_t i = 0; i < j->finding_count; i++) {
		assert_int_equal(strlen(j->findings[i].id), 8);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(j->findings[i].id,
			    j->findings[k].id);
	}
	lab_free(lab);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ids_are_the_same_from_run_to_run),
	    cmocka_unit_test(test_unrelated_cables_and_faults_change_no_id),
	    cmocka_unit_test(
		test_other_faults_of_the_same_devices_change_no_id),
	    cmocka_unit_test(test_order_of_plan_and_devices_changes_no_id),
	    cmocka_unit_test(test_different_faults_have_different_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
