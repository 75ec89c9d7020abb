/*
 * One finding for each physical mistake, of the right kind, with its plan.
 */
#include "lab_notation.h"

static void
test_plug_in_another_port_of_the_right_device(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p7\n",
	    "wrong-port a:p1=b:p1 | a:p1-b:p7 | move b:p7>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_plug_in_another_device(void **state)
{
	(void)state;
	lab_expect("device c\n"
		   "cable a:p1 b:p1\n"
		   "wire a:p1 c:p1\n",
	    "wrong-device a:p1=b:p1 | a:p1-c:p1 | move c:p1>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_wrong_device_is_certain_when_the_right_one_is_dark(void **state)
{
	(void)state;
	/* a says where its plug is; nobody needs b for that. */
	lab_expect("device b status=timeout\n"
		   "device c\n"
		   "cable a:p1 b:p1\n"
		   "wire a:p1 c:p1\n",
	    "wrong-device a:p1=b:p1 | a:p1-c:p1 | move c:p1>b:p1;\n"
	    "device-dark b 0/1\n"
	    "of 1: miswired 1");
	/* c says where b's plug is, though nobody asked b. */
	lab_expect("device b status=timeout\n"
		   "device c\n"
		   "cable a:p1 b:p1\n"
		   "hears c:p4 b:p1\n",
	    "wrong-device a:p1=b:p1 | b:p1<c:p4 | move c:p4>a:p1;\n"
	    "of 1: miswired 1");
}

static void
test_swapped_cables_give_one_finding(void **state)
{
	(void)state;
	lab_expect("cable leaf:p49 spine:p3\n"
		   "cable leaf2:p50 spine:p4\n"
		   "wire leaf:p49 spine:p4\n"
		   "wire leaf2:p50 spine:p3\n",
	    "swapped leaf:p49=spine:p3 leaf2:p50=spine:p4 |"
	    " leaf2:p50-spine:p3 leaf:p49-spine:p4 |"
	    " unplug spine:p3; move spine:p4>spine:p3; plug spine:p4;\n"
	    "of 2: miswired 2");
}

static void
test_swap_is_mended_in_the_device_that_holds_both_plugs(void **state)
{
	(void)state;
	/* As above with a and z exchanged: the side decides, not the name. */
	lab_expect("cable a:p1 y:p1\n"
		   "cable a:p2 z:p1\n"
		   "wire a:p1 z:p1\n"
		   "wire a:p2 y:p1\n",
	    "swapped a:p1=y:p1 a:p2=z:p1 | a:p2-y:p1 a:p1-z:p1 |"
	    " unplug a:p1; move a:p2>a:p1; plug a:p2;\n"
	    "of 2: miswired 2");
}

static void
test_swap_is_mended_within_one_rack_rather_than_two(void **state)
{
	(void)state;
	lab_expect("device a rack=R1\ndevice b rack=R2\n"
		   "device y rack=R3\ndevice z rack=R3\n"
		   "cable a:p1 y:p1\n"
		   "cable b:p1 z:p1\n"
		   "wire a:p1 z:p1\n"
		   "wire b:p1 y:p1\n",
	    "swapped a:p1=y:p1 b:p1=z:p1 | b:p1-y:p1 a:p1-z:p1 |"
	    " unplug y:p1; move z:p1>y:p1; plug z:p1;\n"
	    "of 2: miswired 2");
}

static void
test_swap_is_mended_at_the_lower_ports_when_all_else_is_equal(void **state)
{
	(void)state;
	lab_expect("cable a:p10 b:p3\n"
		   "cable a:p9 b:p4\n"
		   "wire a:p10 b:p4\n"
		   "wire a:p9 b:p3\n",
	    "swapped a:p9=b:p4 a:p10=b:p3 | a:p10-b:p4 a:p9-b:p3 |"
	    " unplug a:p9; move a:p10>a:p9; plug a:p10;\n"
	    "of 2: miswired 2");
}

static void
test_three_plugs_in_a_ring_are_rotated(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\n"
		   "cable b:p1 s:p2\n"
		   "cable c:p1 s:p3\n"
		   "wire a:p1 s:p2\n"
		   "wire b:p1 s:p3\n"
		   "wire c:p1 s:p1\n",
	    "rotated a:p1=s:p1 c:p1=s:p3 b:p1=s:p2 |"
	    " c:p1-s:p1 b:p1-s:p3 a:p1-s:p2 |"
	    " unplug s:p1; move s:p2>s:p1; move s:p3>s:p2; plug s:p3;\n"
	    "of 3: miswired 3");
}

static void
test_open_sequence_is_a_chain_with_one_move_each(void **state)
{
	(void)state;
	/* All plugs one port too high; the last has pushed nobody out. */
	lab_expect("cable a:p1 s:p1\n"
		   "cable b:p1 s:p2\n"
		   "wire a:p1 s:p2\n"
		   "wire b:p1 s:p3\n",
	    "chain a:p1=s:p1 b:p1=s:p2 | a:p1-s:p2 b:p1-s:p3 |"
	    " move s:p2>s:p1; move s:p3>s:p2;\n"
	    "of 2: miswired 2");
}

static void
test_chain_with_a_cable_too_few_adds_it(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\n"
		   "cable b:p1 s:p2\n"
		   "wire a:p1 s:p2\n",
	    "chain b:p1=s:p2 a:p1=s:p1 | a:p1-s:p2 |"
	    " move s:p2>s:p1; add b:p1>s:p2;\n"
	    "of 2: miswired 2");
}

static void
test_chain_with_a_cable_too_many_removes_it_first(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "device c\ndevice d\n"
		   "wire a:p1 c:p1\n"
		   "wire b:p1 d:p1\n",
	    "chain a:p1=b:p1 | a:p1-c:p1 b:p1-d:p1 |"
	    " remove a:p1>c:p1; move d:p1>a:p1;\n"
	    "of 1: miswired 1");
}

static void
test_cable_that_nobody_asked_for_is_extra(void **state)
{
	(void)state;
	lab_expect("device a\ndevice b\n"
		   "wire b:p1 a:p1\n",
	    "extra | a:p1-b:p1 | remove a:p1>b:p1;\n"
	    "of 0: extra 1");
}

static void
test_extra_cable_on_a_path_belongs_to_its_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "cable c:p1 d:p1\n"
		   "device e\n"
		   "wire a:p1 c:p1\n"
		   "wire d:p1 e:p5\n",
	    "chain a:p1=b:p1 c:p1=d:p1 | a:p1-c:p1 d:p1-e:p5 |"
	    " move c:p1>b:p1; move e:p5>c:p1;\n"
	    "of 2: miswired 2");
}

static void
test_faults_without_a_common_port_are_findings_of_their_own(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "cable a:p2 b:p2\n"
		   "cable a:p3 b:p3\n"
		   "cable a:p4 b:p4\n"
		   "wire a:p1 b:p1\n"
		   "wire a:p3 b:p13\n",
	    "wrong-port a:p3=b:p3 | a:p3-b:p13 | move b:p13>b:p3;\n"
	    "missing a:p2=b:p2 | add a:p2>b:p2;\n"
	    "missing a:p4=b:p4 | add a:p4>b:p4;\n"
	    "of 4: ok 1 missing 2 miswired 1");
}

static void
test_wrong_cable_seen_from_one_end_is_the_same_fault(void **state)
{
	(void)state;
	lab_expect("device c status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 c:p2\n",
	    "wrong-device a:p1=b:p1 | a:p1>c:p2 | move c:p2>b:p1;\n"
	    "of 1: miswired 1");
}

/* --- strangers ---------------------------------------------------------- */

static void
test_strangers_on_ports_of_no_cable_are_nobodys_business(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "hears a:p2 SEP001122334455:Port1\n"
		   "hears b:p2 ap:eth0\n",
	    "of 1: ok 1");
}

static void
test_stranger_beside_the_right_neighbor_is_ok(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "hears a:p1 hypervisor:vmnic2\n",
	    "of 1: ok 1");
}

static void
test_stranger_instead_of_the_right_neighbor_is_wrong_device(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 core9:Te1/1\n",
	    "wrong-device a:p1=b:p1 |"
	    " a:p1>?core9:TenGigabitEthernet1/1 |"
	    " move ?core9:TenGigabitEthernet1/1>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_of_several_strangers_the_lowest_holds_the_plug(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 esx10:vmnic0\n"
		   "hears a:p1 esx9:vmnic0\n",
	    "wrong-device a:p1=b:p1 | a:p1>?esx9:vmnic0 |"
	    " move ?esx9:vmnic0>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_strangers_at_both_ends_are_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 x:1\n"
		   "hears b:p1 y:1\n",
	    "chain a:p1=b:p1 | a:p1>?x:1 b:p1>?y:1 |"
	    " remove a:p1>?x:1; move ?y:1>a:p1;\n"
	    "of 1: miswired 1");
}

static void
test_way_with_fewer_racks_is_taken_and_a_stranger_counts_as_one(void **state)
{
	(void)state;
	/* Nobody knows where x is; b and c are in one rack. */
	lab_expect("device a rack=R1\ndevice b rack=R2\ndevice c rack=R2\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 x:1\n"
		   "wire b:p1 c:p1\n",
	    "chain a:p1=b:p1 | b:p1-c:p1 a:p1>?x:1 |"
	    " remove b:p1>c:p1; move ?x:1>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_right_device_without_a_port_proves_nothing(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:\n",
	    "of 1: unverified 1");
}

static void
test_wrong_device_without_a_port_is_still_wrong(void **state)
{
	(void)state;
	lab_expect("device c\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 c:\n",
	    "wrong-device a:p1=b:p1 | a:p1>c: | move c:>b:p1;\n"
	    "of 1: miswired 1");
}

/* --- contradictions ----------------------------------------------------- */

static void
test_port_that_hears_two_known_devices_is_one_conflict(void **state)
{
	(void)state;
	lab_expect("device c\n"
		   "cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "wire a:p1 c:p1\n",
	    "conflict a:p1=b:p1 | a:p1-b:p1 a:p1-c:p1\n"
	    "of 1: miswired 1");
}

static void
test_hub_without_desired_cables_is_a_conflict_of_extra_cables(void **state)
{
	(void)state;
	lab_expect("device a\ndevice b\ndevice c\n"
		   "wire a:p1 b:p1\n"
		   "wire b:p1 c:p1\n"
		   "wire c:p1 a:p1\n",
	    "conflict | a:p1-b:p1 a:p1-c:p1 b:p1-c:p1\n"
	    "of 0: extra 3");
}

static void
test_ends_that_contradict_each_other_are_one_conflict(void **state)
{
	(void)state;
	/* b's entry for c is stale, or a's for b: no way to tell. */
	lab_expect("cable a:p1 b:p1\n"
		   "cable b:p2 c:p1\n"
		   "hears a:p1 b:p1\n"
		   "hears b:p1 c:p1\n",
	    "conflict a:p1=b:p1 b:p2=c:p1 | a:p1>b:p1 b:p1>c:p1\n"
	    "of 2: miswired 2");
}

static void
test_two_that_claim_one_uncollected_port_are_a_conflict(void **state)
{
	(void)state;
	lab_expect("device s status=timeout\n"
		   "cable a:p1 s:p1\n"
		   "device b\n"
		   "hears a:p1 s:p1\n"
		   "hears b:p1 s:p1\n",
	    "conflict a:p1=s:p1 | a:p1>s:p1 b:p1>s:p1\n"
	    "of 1: miswired 1");
}

static void
test_neighbor_listed_twice_counts_once(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "hears a:p1 B:P1\n",
	    "of 1: ok 1");
}

static void
test_hub_of_many_devices_takes_no_time(void **state)
{
	struct str text = STR_INIT;
	struct lab *lab;

	(void)state;
	for (int i = 0; i < 300; i++)
		str_addf(&text, "device d%d\n", i);
	for (int i = 0; i < 300; i++) {
		for (int k = 0; k < i; k++)
			str_addf(&text, "wire d%d:mgmt d%d:mgmt\n", i, k);
	}
	lab = lab_new(str_text(&text));
	assert_int_equal(lab->judgement->finding_count, 1);
	assert_int_equal(lab->judgement->findings[0].kind, FINDING_CONFLICT);
	assert_int_equal(lab->judgement->summary.extra, 300 * 299 / 2);
	lab_free(lab);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plug_in_another_port_of_the_right_device),
	    cmocka_unit_test(test_plug_in_another_device),
	    cmocka_unit_test(
		test_wrong_device_is_certain_when_the_right_one_is_dark),
	    cmocka_unit_test(test_swapped_cables_give_one_finding),
	    cmocka_unit_test(
		test_swap_is_mended_in_the_device_that_holds_both_plugs),
	    cmocka_unit_test(
		test_swap_is_mended_within_one_rack_rather_than_two),
	    cmocka_unit_test(
		test_swap_is_mended_at_the_lower_ports_when_all_else_is_equal),
	    cmocka_unit_test(test_three_plugs_in_a_ring_are_rotated),
	    cmocka_unit_test(test_open_sequence_is_a_chain_with_one_move_each),
	    cmocka_unit_test(test_chain_with_a_cable_too_few_adds_it),
	    cmocka_unit_test(test_chain_with_a_cable_too_many_removes_it_first),
	    cmocka_unit_test(test_cable_that_nobody_asked_for_is_extra),
	    cmocka_unit_test(
		test_extra_cable_on_a_path_belongs_to_its_one_finding),
	    cmocka_unit_test(
		test_faults_without_a_common_port_are_findings_of_their_own),
	    cmocka_unit_test(
		test_wrong_cable_seen_from_one_end_is_the_same_fault),
	    cmocka_unit_test(
		test_strangers_on_ports_of_no_cable_are_nobodys_business),
	    cmocka_unit_test(test_stranger_beside_the_right_neighbor_is_ok),
	    cmocka_unit_test(
		test_stranger_instead_of_the_right_neighbor_is_wrong_device),
	    cmocka_unit_test(
		test_of_several_strangers_the_lowest_holds_the_plug),
	    cmocka_unit_test(test_strangers_at_both_ends_are_one_finding),
	    cmocka_unit_test(
		test_way_with_fewer_racks_is_taken_and_a_stranger_counts_as_one),
	    cmocka_unit_test(test_right_device_without_a_port_proves_nothing),
	    cmocka_unit_test(test_wrong_device_without_a_port_is_still_wrong),
	    cmocka_unit_test(
		test_port_that_hears_two_known_devices_is_one_conflict),
	    cmocka_unit_test(
		test_hub_without_desired_cables_is_a_conflict_of_extra_cables),
	    cmocka_unit_test(
		test_ends_that_contradict_each_other_are_one_conflict),
	    cmocka_unit_test(
		test_two_that_claim_one_uncollected_port_are_a_conflict),
	    cmocka_unit_test(test_neighbor_listed_twice_counts_once),
	    cmocka_unit_test(test_hub_of_many_devices_takes_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
