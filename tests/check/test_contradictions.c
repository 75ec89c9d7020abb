/*
 * Entries that are old, hubs, and riddles: what is dropped, what is shown, and
 * what is judged all the same.
 */
#include "lab_notation.h"

/* --- hold times --------------------------------------------------------- */

static void
test_old_entry_beside_a_new_one_is_dropped(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "hears a:p1 c:p9 hold=41\n"
		   "wire a:p1 b:p1 hold=155\n",
	    "of 1: ok 1");
}

static void
test_old_entry_of_the_right_neighbor_does_not_hide_where_the_plug_went(
    void **state)
{
	(void)state;
	/* Both ends still tell of the old place. */
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "wire a:p1 b:p1 hold=35\n"
		   "wire a:p1 c:p9 hold=150\n",
	    "wrong-device a:p1=b:p1 | a:p1-c:p9 | move c:p9>b:p1;\n"
	    "of 1: miswired 1");
	/* b:p1 has another neighbor by now; a has not noticed yet. */
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "hears a:p1 b:p1 hold=35\n"
		   "wire b:p1 c:p9 hold=150\n",
	    "wrong-device a:p1=b:p1 | b:p1-c:p9 | move c:p9>a:p1;\n"
	    "of 1: miswired 1");
}

static void
test_old_entry_beside_a_stranger_is_dropped(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 core9:p9 hold=170\n"
		   "hears b:p1 a:p1 hold=20\n",
	    "wrong-device a:p1=b:p1 | a:p1>?core9:p9 | move ?core9:p9>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_stranger_on_the_same_port_shows_that_an_entry_is_old(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "hears a:p1 core9:p9 hold=170\n"
		   "hears a:p1 c:p2 hold=20\n",
	    "wrong-device a:p1=b:p1 | a:p1>?core9:p9 | move ?core9:p9>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_entries_within_one_period_are_both_alive(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "wire a:p1 b:p1 hold=120\n"
		   "wire a:p1 c:p9 hold=180\n",
	    "conflict a:p1=b:p1 | a:p1-b:p1 a:p1-c:p9\n"
	    "of 1: miswired 1");
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "wire a:p1 b:p1 hold=119\n"
		   "wire a:p1 c:p9 hold=180\n",
	    "wrong-device a:p1=b:p1 | a:p1-c:p9 | move c:p9>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_the_younger_of_two_entries_tells_how_old_a_cable_is(void **state)
{
	(void)state;
	/* b has just heard a: the cable is there, whatever a remembers. */
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "hears a:p1 b:p1 hold=20\n"
		   "hears b:p1 a:p1 hold=170\n"
		   "wire a:p1 c:p9 hold=175\n",
	    "conflict a:p1=b:p1 | a:p1-b:p1 a:p1-c:p9\n"
	    "of 1: miswired 1");
}

static void
test_hold_times_of_two_protocols_are_not_compared(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "wire a:p1 b:p1 hold=95 lldp\n"
		   "wire a:p1 c:p9 hold=180\n",
	    "conflict a:p1=b:p1 | a:p1-b:p1 a:p1-c:p9\n"
	    "of 1: miswired 1");
}

static void
test_entry_without_a_hold_time_is_never_old(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "hears a:p1 b:p1\n"
		   "wire a:p1 c:p9 hold=180\n",
	    "conflict a:p1=b:p1 | a:p1>b:p1 a:p1-c:p9\n"
	    "of 1: miswired 1");
}

static void
test_dropping_old_entries_keeps_what_was_to_be_removed(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "cable c:p2 d:p2 removed\n"
		   "hears a:p1 c:p9 hold=1\n"
		   "wire a:p1 b:p1 hold=155\n"
		   "wire c:p2 d:p2 hold=155\n"
		   "hears c:p2 stranger:p1 hold=155\n",
	    "extra c:p2=d:p2 | c:p2-d:p2 | remove c:p2>d:p2;\n"
	    "of 1: ok 1 extra 1");
}

/* --- what is cut out ---------------------------------------------------- */

static void
test_contradiction_leaves_the_rest_of_a_chain_to_be_judged(void **state)
{
	(void)state;
	/* h:p1 is a hub; beyond it the plugs of d and e are as clear as ever.
	 */
	lab_expect("cable h:p1 a:p1\n"
		   "cable b:p1 d:p1\n"
		   "device e\n"
		   "wire h:p1 a:p1\n"
		   "wire h:p1 b:p1\n"
		   "wire d:p1 e:p1\n",
	    "wrong-device b:p1=d:p1 | d:p1-e:p1 | move e:p1>b:p1;\n"
	    "conflict h:p1=a:p1 | h:p1-a:p1 b:p1-h:p1\n"
	    "of 2: miswired 2");
}

static void
test_cable_known_only_from_a_contradiction_is_part_of_it(void **state)
{
	(void)state;
	lab_expect("cable h:p1 a:p1\n"
		   "cable b:p1 d:p1\n"
		   "wire h:p1 a:p1\n"
		   "wire h:p1 b:p1\n",
	    "conflict h:p1=a:p1 b:p1=d:p1 | h:p1-a:p1 b:p1-h:p1\n"
	    "of 2: miswired 2");
}

static void
test_two_hubs_that_share_nothing_are_two_conflicts(void **state)
{
	(void)state;
	lab_expect("device a\ndevice b\ndevice c\n"
		   "wire a:p1 b:p1\nwire a:p1 c:p1\n"
		   "wire a:p2 b:p2\nwire a:p2 c:p2\n",
	    "conflict | a:p1-b:p1 a:p1-c:p1\n"
	    "conflict | a:p2-b:p2 a:p2-c:p2\n"
	    "of 0: extra 4");
}

static void
test_port_that_hears_itself_is_a_conflict(void **state)
{
	(void)state;
	lab_expect("device a\n"
		   "hears a:p1 a:p1\n",
	    "conflict | a:p1>a:p1\n"
	    "of 0: extra 1");
}

/* --- several on one port that are no contradiction ----------------------- */

static void
test_phone_beside_the_right_neighbor_is_ok_at_both_ends(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1 hold=130\n"
		   "hears a:p1 SEP001122334455:Port hold=170\n"
		   "hears b:p1 SEP001122334455:Port hold=170\n",
	    "of 1: ok 1");
}

static void
test_mac_address_of_a_port_is_no_second_neighbor(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "wire a:p1 b:p1\n"
		   "hears a:p1 b:0200.5e10.0001 lldp\n"
		   "hears b:p1 a:02:00:5e:10:00:02 lldp\n",
	    "of 1: ok 1");
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:0200.5e10.0001 lldp\n"
		   "wire a:p1 b:p7\n"
		   "hears b:p7 a:0200.5e10.0002 lldp\n",
	    "wrong-port a:p1=b:p1 | a:p1-b:p7 | move b:p7>b:p1;\n"
	    "of 1: miswired 1");
	/* Which port it is that is heard, only the other end tells. */
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:0200.5e10.0001 lldp\n"
		   "hears b:p1 a:p1 lldp\n",
	    "of 1: one-sided 1");
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 c:0200.5e10.0001 lldp\n"
		   "cable c:p5 d:p5\nhears c:p6 a:p1 lldp\n",
	    "wrong-device a:p1=b:p1 | a:p1<c:p6 | move c:p6>b:p1;\n"
	    "missing c:p5=d:p5 | add c:p5>d:p5;\n"
	    "of 2: missing 1 miswired 1");
}

static void
test_mac_address_alone_does_not_tell_the_port(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 b:0200.5e10.0001 lldp\n",
	    "of 1: unverified 1");
	/* But it does tell that there is a cable, and to which device. */
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\ncable c:p1 d:p1\nwire c:p1 d:p1\n"
		   "hears a:p1 d:0200.5e10.0001 lldp\n",
	    "wrong-device a:p1=b:p1 | a:p1>d:0200.5e10.0001 |"
	    " move d:0200.5e10.0001>b:p1;\n"
	    "device-dark b 0/1\n"
	    "of 2: ok 1 miswired 1");
	/* A plan may call a port so. */
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:0200.5e10.0001\n"
		   "hears a:p1 b:0200.5e10.0001 lldp\n",
	    "of 1: one-sided 1");
}

static void
test_subinterface_is_the_port_that_it_is_on(void **state)
{
	(void)state;
	lab_expect("cable a:Gi0/1 b:Gi0/2\n"
		   "wire a:Gi0/1 b:Gi0/2\n"
		   "hears a:Gi0/1.100 b:Gi0/2.100\n"
		   "hears a:Gi0/1 b:Gi0/2.200\n",
	    "of 1: ok 1");
	lab_expect("cable a:Gi0/1 b:Gi0/2\n"
		   "wire a:Gi0/1.100 b:Gi0/2.100\n",
	    "of 1: ok 1");
}

static void
test_subinterface_that_the_plan_names_is_a_port(void **state)
{
	(void)state;
	lab_expect("cable a:Gi0/1.100 b:Gi0/2\n"
		   "wire a:Gi0/1.100 b:Gi0/2\n",
	    "of 1: ok 1");
}

static void
test_member_and_bundle_are_one_neighbor(void **state)
{
	(void)state;
	lab_expect("cable a:Te0/0/0/1 b:Te0/0/0/2\n"
		   "wire a:Te0/0/0/1 b:Te0/0/0/2\n"
		   "hears a:Te0/0/0/1 b:Bundle-Ether7\n"
		   "hears a:Bundle-Ether5 b:Te0/0/0/2\n"
		   "wire a:Bundle-Ether5 b:Bundle-Ether7\n",
	    "of 1: ok 1");
}

static void
test_bundle_alone_does_not_tell_the_port(void **state)
{
	(void)state;
	/* The right device, but in which of its ports? */
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:Port-channel5\n",
	    "of 1: unverified 1");
	lab_expect("cable a:p1 b:p1\n"
		   "device c\n"
		   "hears a:p1 c:Port-channel5\n",
	    "wrong-device a:p1=b:p1 | a:p1>c:Port-channel5 |"
	    " move c:Port-channel5>b:p1;\n"
	    "of 1: miswired 1");
	/* Somebody is plugged in there: a:p1 is not a port without a cable. */
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:Bundle-Ether5 b:p1\n",
	    "of 1: unverified 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_old_entry_beside_a_new_one_is_dropped),
	    cmocka_unit_test(
		test_old_entry_of_the_right_neighbor_does_not_hide_where_the_plug_went),
	    cmocka_unit_test(test_old_entry_beside_a_stranger_is_dropped),
	    cmocka_unit_test(
		test_stranger_on_the_same_port_shows_that_an_entry_is_old),
	    cmocka_unit_test(test_entries_within_one_period_are_both_alive),
	    cmocka_unit_test(
		test_the_younger_of_two_entries_tells_how_old_a_cable_is),
	    cmocka_unit_test(test_hold_times_of_two_protocols_are_not_compared),
	    cmocka_unit_test(test_entry_without_a_hold_time_is_never_old),
	    cmocka_unit_test(
		test_dropping_old_entries_keeps_what_was_to_be_removed),
	    cmocka_unit_test(
		test_contradiction_leaves_the_rest_of_a_chain_to_be_judged),
	    cmocka_unit_test(
		test_cable_known_only_from_a_contradiction_is_part_of_it),
	    cmocka_unit_test(
		test_two_hubs_that_share_nothing_are_two_conflicts),
	    cmocka_unit_test(test_port_that_hears_itself_is_a_conflict),
	    cmocka_unit_test(
		test_phone_beside_the_right_neighbor_is_ok_at_both_ends),
	    cmocka_unit_test(test_mac_address_of_a_port_is_no_second_neighbor),
	    cmocka_unit_test(test_mac_address_alone_does_not_tell_the_port),
	    cmocka_unit_test(test_subinterface_is_the_port_that_it_is_on),
	    cmocka_unit_test(test_subinterface_that_the_plan_names_is_a_port),
	    cmocka_unit_test(test_member_and_bundle_are_one_neighbor),
	    cmocka_unit_test(test_bundle_alone_does_not_tell_the_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
