/*
 * Every row of the table of verdicts, and what each device's status means.
 */
#include "lab_notation.h"

static void
test_cable_that_both_ends_hear_is_ok(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p2\n"
		   "wire a:p1 b:p2\n",
	    "of 1: ok 1");
}

static void
test_port_names_are_compared_in_their_long_form(void **state)
{
	(void)state;
	lab_expect("cable a:Eth1/1 b:Gi1/0/2\n"
		   "hears a:Ethernet1/1 B:GigabitEthernet1/0/2\n"
		   "hears b:gig1/0/2 A:eth1/1\n",
	    "of 1: ok 1");
}

static void
test_a_prefix_of_a_port_is_another_port(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p10\n",
	    "wrong-port a:p1=b:p1 | a:p1-b:p10 | move b:p10>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_uncollected_far_end_makes_ok_one_sided(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p2\n"
		   "wire a:p1 b:p2\n",
	    "of 1: one-sided 1");
}

static void
test_collected_but_silent_far_end_is_one_way(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p2\n"
		   "hears a:p1 b:p2\n",
	    "one-way a:p1=b:p2 | a:p1>b:p2\n"
	    "of 1: one-way 1");
	lab_expect("cable a:p1 b:p2\n"
		   "hears b:p2 a:p1\n",
	    "one-way a:p1=b:p2 | a:p1<b:p2\n"
	    "of 1: one-way 1");
}

static void
test_far_end_that_hears_somebody_else_is_a_conflict(void **state)
{
	(void)state;
	lab_expect("device c\n"
		   "cable a:p1 b:p2\n"
		   "hears a:p1 b:p2\n"
		   "hears b:p2 c:p3\n",
	    "conflict a:p1=b:p2 | a:p1>b:p2 b:p2>c:p3\n"
	    "of 1: miswired 1");
}

static void
test_far_end_that_hears_a_stranger_is_a_conflict(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p2\n"
		   "hears a:p1 b:p2\n"
		   "hears b:p2 phone:Port1\n",
	    "conflict a:p1=b:p2 | a:p1>b:p2 b:p2>?phone:Port1\n"
	    "of 1: miswired 1");
}

static void
test_silence_at_both_collected_ends_is_missing(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p2\n", "missing a:p1=b:p2 | add a:p1>b:p2;\n"
					"of 1: missing 1");
}

static void
test_silence_towards_an_uncollected_but_heard_device_is_missing(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "wire a:p2 b:p2\n",
	    "missing a:p1=b:p1 | add a:p1>b:p1;\n"
	    "of 2: one-sided 1 missing 1");
}

static void
test_silence_towards_an_unheard_device_is_unverified(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n",
	    "device-dark b 1/1 a:p1=b:p1\n"
	    "of 1: unverified 1");
}

static void
test_device_heard_where_no_other_bears_its_name_is_alive(void **state)
{
	(void)state;
	/* a hears b under the name of c, and e hears c itself. */
	lab_expect("device b status=timeout\ndevice c status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "cable d:p1 c:p1\ncable e:p1 c:p2\n"
		   "hears a:p1 c:p1\nhears a:p2 c:p2\nhears e:p1 c:p2\n",
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>c:p1 a:p2>c:p2 | rename c:>b:;\n"
	    "missing d:p1=c:p1 | add d:p1>c:p1;\n"
	    "of 4: one-sided 1 missing 1 unverified 2");
}

static void
test_two_uncollected_ends_are_unverified(void **state)
{
	(void)state;
	/* c hears both, so neither is dark; nobody can say more. */
	lab_expect("device a status=denied\n"
		   "device b status=denied\n"
		   "cable a:p1 b:p1\n"
		   "cable c:p1 a:p9\n"
		   "cable c:p2 b:p9\n"
		   "wire c:p1 a:p9\n"
		   "wire c:p2 b:p9\n",
	    "of 3: one-sided 2 unverified 1");
}

static void
test_a_device_does_not_prove_itself_alive(void **state)
{
	(void)state;
	lab_expect("device b status=truncated\n"
		   "cable a:p1 b:p1\n"
		   "hears b:p8 b:p9\n",
	    "extra | b:p8>b:p9 | remove b:p8>b:p9;\n"
	    "of 1: unverified 1 extra 1");
}

static void
test_sightings_of_a_truncated_answer_are_true(void **state)
{
	(void)state;
	lab_expect("device b status=truncated\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "hears b:p1 a:p1\n"
		   "hears a:p1 b:p1\n",
	    "missing a:p2=b:p2 | add a:p2>b:p2;\n"
	    "of 2: ok 1 missing 1");
	lab_expect("device b status=truncated\n"
		   "device a status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "hears b:p1 a:p1\n",
	    "of 1: one-sided 1");
}

static void
test_silence_of_a_truncated_answer_proves_nothing(void **state)
{
	(void)state;
	lab_expect("device a status=truncated\n"
		   "device b status=truncated\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "hears a:p1 b:p1\n",
	    "of 2: one-sided 1 unverified 1");
}

static void
test_an_entry_cut_in_its_port_is_no_sighting(void **state)
{
	(void)state;
	/* "p1" may be the beginning of "p12". */
	lab_expect("device a status=truncated\n"
		   "cable a:p1 b:p12\n"
		   "hears a:p1 b:p1 cut\n",
	    "of 1: unverified 1");
}

static void
test_an_entry_without_ports_makes_its_device_heard(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "device c status=truncated\n"
		   "cable a:p1 b:p1\n"
		   "hears c: b: cut\n",
	    "missing a:p1=b:p1 | add a:p1>b:p1;\n"
	    "of 1: missing 1");
	lab_expect("device b status=timeout\n"
		   "device c\n"
		   "cable a:p1 b:p1\n"
		   "hears c: b:p7\n",
	    "missing a:p1=b:p1 | add a:p1>b:p1;\n"
	    "of 1: missing 1");
}

static void
test_device_with_cdp_off_is_mute_and_not_dark(void **state)
{
	(void)state;
	lab_expect("device b status=cdp-off\n"
		   "cable a:p1 b:p1\n",
	    "of 1: unverified 1");
}

static void
test_absence_of_a_mute_device_proves_nothing(void **state)
{
	(void)state;
	/* Heard on one port, not yet timed out; the other says nothing. */
	lab_expect("device b status=cdp-off\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "hears a:p2 b:p2\n",
	    "of 2: one-sided 1 unverified 1");
}

static void
test_every_status_but_reached_ones_can_be_dark(void **state)
{
	static const struct {
		const char *status;
		bool dark;
	} rows[] = {
	    {"ok", false},
	    {"not-collected", true},
	    {"dns", true},
	    {"unreachable", true},
	    {"refused", true},
	    {"timeout", true},
	    {"closed", true},
	    {"algorithms", true},
	    {"host-key", true},
	    {"auth-failed", true},
	    {"denied", false},
	    {"cdp-off", false},
	    {"truncated", false},
	    {"unparsable", false},
	    {"limit", false},
	    {"cancelled", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *text = str_printf("device b status=%s\ndevice a\n",
		    rows[i].status);

		lab_expect(text,
		    rows[i].dark ? "device-dark b 0/0\nof 0:" : "of 0:");
		free(text);
	}
}

static void
test_unwanted_and_outside_devices_are_never_dark(void **state)
{
	(void)state;
	lab_expect("device b status=not-collected unwanted\n"
		   "device d status=not-collected outside\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 d:p1\n",
	    "of 2: unverified 2");
}

static void
test_dark_device_explains_all_its_cables(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "cable a:p10 b:p3\n"
		   "cable a:p3 c:p3\n"
		   "wire a:p3 c:p3\n",
	    "device-dark b 3/3 a:p1=b:p1 a:p2=b:p2 a:p10=b:p3\n"
	    "of 4: ok 1 unverified 3");
}

static void
test_cable_between_two_dark_devices_is_listed_once(void **state)
{
	(void)state;
	lab_expect("device leaf10 status=timeout\n"
		   "device leaf2 status=dns\n"
		   "cable leaf10:p1 leaf2:p1\n"
		   "cable leaf10:p2 a:p1\n",
	    "device-dark leaf2 1/1 leaf10:p1=leaf2:p1\n"
	    "device-dark leaf10 2/2 leaf10:p2=a:p1\n"
	    "of 2: unverified 2");
}

static void
test_alive_means_answered_or_heard(void **state)
{
	struct lab *lab = lab_new("device a\n"
				  "device b status=timeout\n"
				  "device c status=timeout\n"
				  "hears a:p1 b:p1\n");

	(void)state;
	assert_true(lab->judgement->alive[0]);
	assert_true(lab->judgement->alive[1]);
	assert_false(lab->judgement->alive[2]);
	assert_int_equal(lab->judgement->summary.devices, 3);
	assert_int_equal(lab->judgement->summary.devices_ok, 1);
	lab_free(lab);
}

static void
test_cable_from_a_device_to_itself_is_a_cable(void **state)
{
	(void)state;
	lab_expect("cable a:p1 a:p2\n"
		   "wire a:p1 a:p2\n",
	    "of 1: ok 1");
}

static void
test_port_that_hears_itself_is_a_conflict(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 a:p1\n",
	    "conflict a:p1=b:p1 | a:p1>a:p1\n"
	    "of 1: miswired 1");
}

static void
test_an_empty_lab_has_nothing_to_say(void **state)
{
	(void)state;
	lab_expect("", "of 0:");
	lab_expect("device a\n", "of 0:");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cable_that_both_ends_hear_is_ok),
	    cmocka_unit_test(test_port_names_are_compared_in_their_long_form),
	    cmocka_unit_test(test_a_prefix_of_a_port_is_another_port),
	    cmocka_unit_test(test_uncollected_far_end_makes_ok_one_sided),
	    cmocka_unit_test(test_collected_but_silent_far_end_is_one_way),
	    cmocka_unit_test(
		test_far_end_that_hears_somebody_else_is_a_conflict),
	    cmocka_unit_test(test_far_end_that_hears_a_stranger_is_a_conflict),
	    cmocka_unit_test(test_silence_at_both_collected_ends_is_missing),
	    cmocka_unit_test(
		test_silence_towards_an_uncollected_but_heard_device_is_missing),
	    cmocka_unit_test(
		test_silence_towards_an_unheard_device_is_unverified),
	    cmocka_unit_test(
		test_device_heard_where_no_other_bears_its_name_is_alive),
	    cmocka_unit_test(test_two_uncollected_ends_are_unverified),
	    cmocka_unit_test(test_a_device_does_not_prove_itself_alive),
	    cmocka_unit_test(test_sightings_of_a_truncated_answer_are_true),
	    cmocka_unit_test(test_silence_of_a_truncated_answer_proves_nothing),
	    cmocka_unit_test(test_an_entry_cut_in_its_port_is_no_sighting),
	    cmocka_unit_test(
		test_an_entry_without_ports_makes_its_device_heard),
	    cmocka_unit_test(test_device_with_cdp_off_is_mute_and_not_dark),
	    cmocka_unit_test(test_absence_of_a_mute_device_proves_nothing),
	    cmocka_unit_test(test_every_status_but_reached_ones_can_be_dark),
	    cmocka_unit_test(test_unwanted_and_outside_devices_are_never_dark),
	    cmocka_unit_test(test_dark_device_explains_all_its_cables),
	    cmocka_unit_test(
		test_cable_between_two_dark_devices_is_listed_once),
	    cmocka_unit_test(test_alive_means_answered_or_heard),
	    cmocka_unit_test(test_cable_from_a_device_to_itself_is_a_cable),
	    cmocka_unit_test(test_port_that_hears_itself_is_a_conflict),
	    cmocka_unit_test(test_an_empty_lab_has_nothing_to_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
