/*
 * What the plan leaves open: planned and removed cables, ignore rules, and
 * devices outside the scope of a run.
 */
#include "lab_notation.h"

/* --- planned ------------------------------------------------------------ */

static void
test_absent_planned_cable_is_not_judged(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 planned\n", "of 0:");
}

static void
test_present_planned_cable_is_ok_and_counted(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 planned\n"
		   "wire a:p1 b:p1\n",
	    "of 1: ok 1");
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1 planned\n"
		   "wire a:p1 b:p1\n",
	    "of 1: one-sided 1");
	lab_expect("cable a:p1 b:p1 planned\n"
		   "hears a:p1 b:p1\n",
	    "one-way a:p1=b:p1 | a:p1>b:p1\n"
	    "of 1: one-way 1");
}

static void
test_planned_cable_with_a_wrong_plug_is_miswired(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 planned\n"
		   "wire a:p1 b:p2\n",
	    "wrong-port a:p1=b:p1 | a:p1-b:p2 | move b:p2>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_installed_cable_has_the_first_claim_on_a_plug(void **state)
{
	(void)state;
	/* c:p1 was plugged into the port that is reserved for b. */
	lab_expect("cable a:p1 b:p1 planned\n"
		   "cable a:p2 c:p1\n"
		   "wire a:p1 c:p1\n",
	    "wrong-port a:p2=c:p1 | a:p1-c:p1 | move a:p1>a:p2;\n"
	    "of 1: miswired 1");
}

static void
test_two_planned_cables_in_one_wrong_plug_are_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 planned\n"
		   "cable c:p1 d:p1 planned\n"
		   "wire a:p1 c:p1\n",
	    "chain a:p1=b:p1 c:p1=d:p1 | a:p1-c:p1 |"
	    " move a:p1>d:p1; add a:p1>b:p1;\n"
	    "of 2: miswired 2");
}

static void
test_stranger_on_a_planned_port_is_nobodys_business(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 planned\n"
		   "hears a:p1 old-switch:1\n",
	    "of 0:");
}

/* --- removed ------------------------------------------------------------ */

static void
test_absent_removed_cable_is_not_judged(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 removed\n", "of 0:");
}

static void
test_present_removed_cable_is_extra_and_named(void **state)
{
	(void)state;
	lab_expect("cable b:p1 a:p1 removed\n"
		   "wire a:p1 b:p1\n",
	    "extra b:p1=a:p1 | b:p1-a:p1 | remove b:p1>a:p1;\n"
	    "of 0: extra 1");
}

/* Nobody has begun: the devices are where they were, and so are the cables. */
static void
test_cables_that_are_to_move_exchange_no_devices(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 removed\ncable a:p2 b:p2 removed\n"
		   "cable a:p3 c:p3 removed\ncable a:p4 c:p4 removed\n"
		   "cable a:p1 c:p1\ncable a:p2 c:p2\n"
		   "cable a:p3 b:p3\ncable a:p4 b:p4\n"
		   "cable a:p9 b:p9\nwire a:p9 b:p9\n"
		   "wire a:p1 b:p1\nwire a:p2 b:p2\n"
		   "wire a:p3 c:p3\nwire a:p4 c:p4\n",
	    "wrong-device a:p1=c:p1 | a:p1-b:p1 | move b:p1>c:p1;\n"
	    "wrong-device a:p2=c:p2 | a:p2-b:p2 | move b:p2>c:p2;\n"
	    "wrong-device a:p3=b:p3 | a:p3-c:p3 | move c:p3>b:p3;\n"
	    "wrong-device a:p4=b:p4 | a:p4-c:p4 | move c:p4>b:p4;\n"
	    "of 5: ok 1 miswired 4");
}

static void
test_removed_cable_does_not_hide_what_replaced_it(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 removed\n"
		   "cable a:p1 c:p1\n"
		   "wire a:p1 c:p1\n",
	    "of 1: ok 1");
	lab_expect("cable a:p1 b:p1 removed\n"
		   "cable a:p1 c:p1\n"
		   "wire a:p1 b:p1\n",
	    "wrong-device a:p1=c:p1 | a:p1-b:p1 | move b:p1>c:p1;\n"
	    "of 1: miswired 1");
}

static void
test_removed_cable_that_is_still_there_is_no_planned_one_gone_wrong(
    void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1 removed\n"
		   "cable a:p1 c:p1 planned\n"
		   "wire a:p1 b:p1\n",
	    "extra a:p1=b:p1 | a:p1-b:p1 | remove a:p1>b:p1;\n"
	    "of 0: extra 1");
}

/* --- ignore ------------------------------------------------------------- */

static void
test_cable_at_an_ignored_port_is_unverified_without_a_finding(void **state)
{
	(void)state;
	lab_expect("cable a:mgmt0 b:p1\n"
		   "cable a:p1 b:p2\n"
		   "wire a:p1 b:p2\n"
		   "wire a:mgmt0 b:p9\n"
		   "ignore device=A* port=MGMT0\n",
	    "of 2: ok 1 unverified 1");
}

static void
test_ignored_port_is_not_heard_from_the_other_side(void **state)
{
	(void)state;
	lab_expect("device a\ndevice b\n"
		   "hears b:p9 a:mgmt0\n"
		   "ignore device=a port=mgmt0\n",
	    "of 0:");
}

static void
test_ignored_port_counts_for_no_darkness(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:mgmt0 b:p1\n"
		   "cable a:p1 b:p2\n"
		   "ignore port=mgmt0\n",
	    "device-dark b 1/2 a:p1=b:p2\n"
	    "of 2: unverified 2");
}

static void
test_ignored_neighbor_is_not_heard(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "hears a:p2 SEP00112233:Port1\n"
		   "ignore neighbor=sep*\n",
	    "missing a:p2=b:p2 | add a:p2>b:p2;\n"
	    "of 2: ok 1 missing 1");
}

/* Whoever hides a device of the plan is not told that its cable is gone. */
static void
test_ignored_neighbor_of_the_plan_is_not_missing(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "cable a:p2 c:p2\n"
		   "wire a:p2 c:p2\n"
		   "ignore neighbor=b\n",
	    "of 2: ok 1 unverified 1");
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "ignore device=a neighbor=b\n",
	    "of 1: unverified 1");
}

/* Of the far port no rule says anything: whoever is heard there is somebody. */
static void
test_hidden_neighbor_hides_no_other_plug_in_its_port(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\ncable c:p7 d:p1\n"
		   "wire a:p1 b:p5\nwire c:p7 b:p1\n"
		   "ignore device=a neighbor=b\n",
	    "wrong-device c:p7=d:p1 | c:p7-b:p1 | move b:p1>d:p1;\n"
	    "of 2: miswired 1 unverified 1");
}

static void
test_ignored_capability_is_not_heard(void **state)
{
	(void)state;
	lab_expect("cable a:p2 b:p2\n"
		   "hears a:p2 x:1 cap=Phone\n"
		   "ignore capability=Phone\n",
	    "missing a:p2=b:p2 | add a:p2>b:p2;\n"
	    "of 1: missing 1");
}

static void
test_all_keys_of_a_rule_must_match(void **state)
{
	(void)state;
	lab_expect("cable a:p2 b:p2\n"
		   "hears a:p2 x:1 cap=Phone\n"
		   "ignore device=b capability=Phone\n"
		   "ignore port=p1 neighbor=x\n"
		   "ignore neighbor=xy capability=Phone\n"
		   "ignore neighbor=x capability=Router\n",
	    "wrong-device a:p2=b:p2 | a:p2>?x:1 | move ?x:1>b:p2;\n"
	    "of 1: miswired 1");
	lab_expect("cable a:p2 b:p2\n"
		   "hears a:p2 x:1 cap=Phone\n"
		   "ignore device=[ab] port=p? neighbor=x capability=P*\n",
	    "missing a:p2=b:p2 | add a:p2>b:p2;\n"
	    "of 1: missing 1");
}

static void
test_port_patterns_match_canonical_names(void **state)
{
	(void)state;
	lab_expect("cable a:Eth1/1 b:Eth1/1\n"
		   "ignore port=Ethernet1/*\n",
	    "of 1: unverified 1");
}

static void
test_ignored_sightings_still_show_who_is_alive(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "hears a:mgmt0 b:mgmt0\n"
		   "ignore port=mgmt0\n",
	    "missing a:p1=b:p1 | add a:p1>b:p1;\n"
	    "of 1: missing 1");
}

/* --- scope -------------------------------------------------------------- */

static void
test_cables_with_both_ends_outside_are_not_judged(void **state)
{
	(void)state;
	lab_expect("device a outside\n"
		   "device b outside\n"
		   "cable a:p1 b:p1\n"
		   "cable a:p2 c:p2\n"
		   "wire a:p2 c:p2\n",
	    "of 1: ok 1");
}

static void
test_sightings_between_outsiders_are_left_out(void **state)
{
	(void)state;
	lab_expect("device a outside\n"
		   "device b outside\n"
		   "wire a:p1 b:p1\n"
		   "hears a:p2 stranger:1\n",
	    "of 0:");
}

static void
test_outsiders_that_hold_a_judged_plug_are_kept(void **state)
{
	(void)state;
	lab_expect("device a outside\n"
		   "device b outside\n"
		   "cable a:p1 c:p1\n"
		   "wire a:p1 b:p1\n",
	    "wrong-device a:p1=c:p1 | a:p1-b:p1 | move b:p1>c:p1;\n"
	    "of 1: miswired 1");
}

static void
test_extra_cable_into_the_scope_is_extra(void **state)
{
	(void)state;
	lab_expect("device a outside\n"
		   "device c\n"
		   "wire a:p1 c:p1\n",
	    "extra | a:p1-c:p1 | remove a:p1>c:p1;\n"
	    "of 0: extra 1");
}

/* Nobody has looked at its own port, but the plan has one for it. */
static void
test_outsider_s_plug_in_the_scope_is_misplaced(void **state)
{
	(void)state;
	lab_expect("device a outside status=not-collected\n"
		   "device b outside status=not-collected\n"
		   "device c\n"
		   "cable a:p1 b:p1\n"
		   "hears c:p9 a:p1\n",
	    "wrong-device a:p1=b:p1 | a:p1<c:p9 | move c:p9>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_devices_outside_are_not_counted(void **state)
{
	struct lab *lab = lab_new("device a outside\n"
				  "device b unwanted status=not-collected\n"
				  "device c\n");

	(void)state;
	assert_int_equal(lab->judgement->summary.devices, 2);
	assert_int_equal(lab->judgement->summary.devices_ok, 1);
	lab_free(lab);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_absent_planned_cable_is_not_judged),
	    cmocka_unit_test(test_present_planned_cable_is_ok_and_counted),
	    cmocka_unit_test(test_planned_cable_with_a_wrong_plug_is_miswired),
	    cmocka_unit_test(
		test_installed_cable_has_the_first_claim_on_a_plug),
	    cmocka_unit_test(
		test_two_planned_cables_in_one_wrong_plug_are_one_finding),
	    cmocka_unit_test(
		test_stranger_on_a_planned_port_is_nobodys_business),
	    cmocka_unit_test(test_absent_removed_cable_is_not_judged),
	    cmocka_unit_test(test_present_removed_cable_is_extra_and_named),
	    cmocka_unit_test(test_cables_that_are_to_move_exchange_no_devices),
	    cmocka_unit_test(test_removed_cable_does_not_hide_what_replaced_it),
	    cmocka_unit_test(
		test_removed_cable_that_is_still_there_is_no_planned_one_gone_wrong),
	    cmocka_unit_test(
		test_cable_at_an_ignored_port_is_unverified_without_a_finding),
	    cmocka_unit_test(
		test_ignored_port_is_not_heard_from_the_other_side),
	    cmocka_unit_test(test_ignored_port_counts_for_no_darkness),
	    cmocka_unit_test(test_ignored_neighbor_is_not_heard),
	    cmocka_unit_test(test_ignored_neighbor_of_the_plan_is_not_missing),
	    cmocka_unit_test(
		test_hidden_neighbor_hides_no_other_plug_in_its_port),
	    cmocka_unit_test(test_ignored_capability_is_not_heard),
	    cmocka_unit_test(test_all_keys_of_a_rule_must_match),
	    cmocka_unit_test(test_port_patterns_match_canonical_names),
	    cmocka_unit_test(test_ignored_sightings_still_show_who_is_alive),
	    cmocka_unit_test(test_cables_with_both_ends_outside_are_not_judged),
	    cmocka_unit_test(test_sightings_between_outsiders_are_left_out),
	    cmocka_unit_test(test_outsiders_that_hold_a_judged_plug_are_kept),
	    cmocka_unit_test(test_extra_cable_into_the_scope_is_extra),
	    cmocka_unit_test(test_outsider_s_plug_in_the_scope_is_misplaced),
	    cmocka_unit_test(test_devices_outside_are_not_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
