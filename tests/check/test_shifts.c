/*
 * Rows of plugs that are off by a constant number of ports.
 */
#include "lab_notation.h"

static void
test_row_off_by_one_is_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "wire a:p1 s:p2\nwire b:p1 s:p3\nwire c:p1 s:p4\n",
	    "shifted a:p1=s:p1 b:p1=s:p2 c:p1=s:p3 |"
	    " a:p1-s:p2 b:p1-s:p3 c:p1-s:p4 |"
	    " move s:p2>s:p1; move s:p3>s:p2; move s:p4>s:p3;\n"
	    "of 3: miswired 3");
	/* The other way. */
	lab_expect("cable a:p1 s:p2\ncable b:p1 s:p3\ncable c:p1 s:p4\n"
		   "wire a:p1 s:p1\nwire b:p1 s:p2\nwire c:p1 s:p3\n",
	    "shifted c:p1=s:p4 b:p1=s:p3 a:p1=s:p2 |"
	    " c:p1-s:p3 b:p1-s:p2 a:p1-s:p1 |"
	    " move s:p3>s:p4; move s:p2>s:p3; move s:p1>s:p2;\n"
	    "of 3: miswired 3");
}

static void
test_row_off_by_more_than_its_length_is_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "wire a:p1 s:p11\nwire b:p1 s:p12\nwire c:p1 s:p13\n",
	    "shifted a:p1=s:p1 b:p1=s:p2 c:p1=s:p3 |"
	    " a:p1-s:p11 b:p1-s:p12 c:p1-s:p13 |"
	    " move s:p11>s:p1; move s:p12>s:p2; move s:p13>s:p3;\n"
	    "of 3: miswired 3");
}

static void
test_row_off_by_two_falls_apart_and_is_put_together(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "wire a:p1 s:p3\nwire b:p1 s:p4\nwire c:p1 s:p5\n",
	    "shifted a:p1=s:p1 c:p1=s:p3 b:p1=s:p2 |"
	    " a:p1-s:p3 c:p1-s:p5 b:p1-s:p4 |"
	    " move s:p3>s:p1; move s:p5>s:p3; move s:p4>s:p2;\n"
	    "of 3: miswired 3");
}

static void
test_row_may_leave_out_ports_that_have_no_cable(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p3\ncable c:p1 s:p5\n"
		   "wire a:p1 s:p2\nwire b:p1 s:p4\nwire c:p1 s:p6\n",
	    "shifted a:p1=s:p1 b:p1=s:p3 c:p1=s:p5 |"
	    " a:p1-s:p2 b:p1-s:p4 c:p1-s:p6 |"
	    " move s:p2>s:p1; move s:p4>s:p3; move s:p6>s:p5;\n"
	    "of 3: miswired 3");
}

static void
test_row_that_pushes_the_last_cable_out_is_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "cable d:p1 s:p4\n"
		   "wire a:p1 s:p2\nwire b:p1 s:p3\nwire c:p1 s:p4\n",
	    "shifted d:p1=s:p4 c:p1=s:p3 b:p1=s:p2 a:p1=s:p1 |"
	    " c:p1-s:p4 b:p1-s:p3 a:p1-s:p2 |"
	    " move s:p2>s:p1; move s:p3>s:p2; move s:p4>s:p3;"
	    " add d:p1>s:p4;\n"
	    "of 4: miswired 4");
}

static void
test_two_plugs_are_no_row(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\n"
		   "wire a:p1 s:p11\nwire b:p1 s:p12\n",
	    "wrong-port a:p1=s:p1 | a:p1-s:p11 | move s:p11>s:p1;\n"
	    "wrong-port b:p1=s:p2 | b:p1-s:p12 | move s:p12>s:p2;\n"
	    "of 2: miswired 2");
}

static void
test_right_cable_in_between_ends_a_row(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "cable d:p1 s:p4\n"
		   "wire a:p1 s:p11\nwire b:p1 s:p12\nwire c:p1 s:p3\n"
		   "wire d:p1 s:p14\n",
	    "wrong-port a:p1=s:p1 | a:p1-s:p11 | move s:p11>s:p1;\n"
	    "wrong-port b:p1=s:p2 | b:p1-s:p12 | move s:p12>s:p2;\n"
	    "wrong-port d:p1=s:p4 | d:p1-s:p14 | move s:p14>s:p4;\n"
	    "of 4: ok 1 miswired 3");
}

static void
test_missing_cable_in_between_does_not_end_a_row(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "cable d:p1 s:p4\ndevice c\n"
		   "wire a:p1 s:p11\nwire b:p1 s:p12\nwire d:p1 s:p14\n",
	    "shifted a:p1=s:p1 b:p1=s:p2 d:p1=s:p4 |"
	    " a:p1-s:p11 b:p1-s:p12 d:p1-s:p14 |"
	    " move s:p11>s:p1; move s:p12>s:p2; move s:p14>s:p4;\n"
	    "missing c:p1=s:p3 | add c:p1>s:p3;\n"
	    "of 4: missing 1 miswired 3");
}

static void
test_plugs_off_by_different_numbers_are_no_row(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "wire a:p1 s:p11\nwire b:p1 s:p12\nwire c:p1 s:p14\n",
	    "wrong-port a:p1=s:p1 | a:p1-s:p11 | move s:p11>s:p1;\n"
	    "wrong-port b:p1=s:p2 | b:p1-s:p12 | move s:p12>s:p2;\n"
	    "wrong-port c:p1=s:p3 | c:p1-s:p14 | move s:p14>s:p3;\n"
	    "of 3: miswired 3");
}

static void
test_plugs_on_different_cards_or_devices_are_no_row(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:Eth1/1\ncable b:p1 s:Eth1/2\n"
		   "cable c:p1 s:Eth2/3\ncable d:p1 t:Eth1/3\n"
		   "wire a:p1 s:Eth1/11\nwire b:p1 s:Eth1/12\n"
		   "wire c:p1 s:Eth2/13\nwire d:p1 t:Eth1/13\n",
	    "wrong-port a:p1=s:Ethernet1/1 | a:p1-s:Ethernet1/11 |"
	    " move s:Ethernet1/11>s:Ethernet1/1;\n"
	    "wrong-port b:p1=s:Ethernet1/2 | b:p1-s:Ethernet1/12 |"
	    " move s:Ethernet1/12>s:Ethernet1/2;\n"
	    "wrong-port c:p1=s:Ethernet2/3 | c:p1-s:Ethernet2/13 |"
	    " move s:Ethernet2/13>s:Ethernet2/3;\n"
	    "wrong-port d:p1=t:Ethernet1/3 | d:p1-t:Ethernet1/13 |"
	    " move t:Ethernet1/13>t:Ethernet1/3;\n"
	    "of 4: miswired 4");
}

static void
test_two_rows_of_one_device_are_two_findings(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "cable m:p1 s:p10\n"
		   "cable d:p1 s:p11\ncable e:p1 s:p12\ncable f:p1 s:p13\n"
		   "wire a:p1 s:p2\nwire b:p1 s:p3\nwire c:p1 s:p4\n"
		   "wire m:p1 s:p10\n"
		   "wire d:p1 s:p12\nwire e:p1 s:p13\nwire f:p1 s:p14\n",
	    "shifted a:p1=s:p1 b:p1=s:p2 c:p1=s:p3 |"
	    " a:p1-s:p2 b:p1-s:p3 c:p1-s:p4 |"
	    " move s:p2>s:p1; move s:p3>s:p2; move s:p4>s:p3;\n"
	    "shifted d:p1=s:p11 e:p1=s:p12 f:p1=s:p13 |"
	    " d:p1-s:p12 e:p1-s:p13 f:p1-s:p14 |"
	    " move s:p12>s:p11; move s:p13>s:p12; move s:p14>s:p13;\n"
	    "of 7: ok 1 miswired 6");
}

static void
test_row_whose_last_plug_went_to_the_front_is_rotated(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\ncable c:p1 s:p3\n"
		   "wire a:p1 s:p2\nwire b:p1 s:p3\nwire c:p1 s:p1\n",
	    "rotated a:p1=s:p1 c:p1=s:p3 b:p1=s:p2 |"
	    " c:p1-s:p1 b:p1-s:p3 a:p1-s:p2 |"
	    " unplug s:p1; move s:p2>s:p1; move s:p3>s:p2; plug s:p3;\n"
	    "of 3: miswired 3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_row_off_by_one_is_one_finding),
	    cmocka_unit_test(
		test_row_off_by_more_than_its_length_is_one_finding),
	    cmocka_unit_test(
		test_row_off_by_two_falls_apart_and_is_put_together),
	    cmocka_unit_test(test_row_may_leave_out_ports_that_have_no_cable),
	    cmocka_unit_test(
		test_row_that_pushes_the_last_cable_out_is_one_finding),
	    cmocka_unit_test(test_two_plugs_are_no_row),
	    cmocka_unit_test(test_right_cable_in_between_ends_a_row),
	    cmocka_unit_test(test_missing_cable_in_between_does_not_end_a_row),
	    cmocka_unit_test(test_plugs_off_by_different_numbers_are_no_row),
	    cmocka_unit_test(
		test_plugs_on_different_cards_or_devices_are_no_row),
	    cmocka_unit_test(test_two_rows_of_one_device_are_two_findings),
	    cmocka_unit_test(
		test_row_whose_last_plug_went_to_the_front_is_rotated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
