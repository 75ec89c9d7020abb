/*
 * Right cables between ends that are set up differently, and right names on
 * boxes that are not the ones of the plan.
 */
#include "lab_notation.h"

static void
test_ends_with_different_duplex_are_a_warning(void **state)
{
	struct lab *lab = lab_new("cable a:p1 b:p1\n"
				  "hears a:p1 b:p1 duplex=full\n"
				  "hears b:p1 a:p1 duplex=half\n");
	char *shown = lab_show(lab);

	(void)state;
	assert_string_equal(shown, "duplex-mismatch a:p1=b:p1 | a:p1-b:p1\n"
				   "of 1: ok 1");
	assert_int_equal(lab->judgement->findings[0].severity,
	    SEVERITY_WARNING);
	assert_int_equal(lab->judgement->findings[0].evidence_count, 2);
	free(shown);
	lab_free(lab);
}

static void
test_ends_with_different_native_vlans_are_a_warning(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:p1 vlan=1\n"
		   "hears b:p1 a:p1 vlan=10\n",
	    "vlan-mismatch a:p1=b:p1 | a:p1-b:p1\n"
	    "of 1: ok 1");
}

static void
test_ends_that_differ_in_both_are_two_findings(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:p1 vlan=1 duplex=half\n"
		   "hears b:p1 a:p1 vlan=10 duplex=Full\n",
	    "duplex-mismatch a:p1=b:p1 | a:p1-b:p1\n"
	    "vlan-mismatch a:p1=b:p1 | a:p1-b:p1\n"
	    "of 1: ok 1");
}

static void
test_what_only_one_end_prints_is_no_disagreement(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:p1 vlan=1 duplex=full\n"
		   "hears b:p1 a:p1\n",
	    "of 1: ok 1");
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:p1 duplex=auto\n"
		   "hears b:p1 a:p1 duplex=half\n",
	    "of 1: ok 1");
}

static void
test_a_phone_on_the_port_is_not_taken_for_the_other_end(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 SEP001122334455:Port duplex=half vlan=99\n"
		   "wire a:p1 b:p1 duplex=full vlan=1\n",
	    "of 1: ok 1");
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:p1 duplex=half\n"
		   "hears a:p1 SEP001122334455:Port duplex=full\n"
		   "hears b:p1 a:p1 duplex=full\n",
	    "duplex-mismatch a:p1=b:p1 | a:p1-b:p1\n"
	    "of 1: ok 1");
}

static void
test_settings_of_a_wrong_cable_do_not_matter(void **state)
{
	(void)state;
	lab_expect("cable a:p1 b:p1\n"
		   "hears a:p1 b:p2 duplex=full\n"
		   "hears b:p2 a:p1 duplex=half\n",
	    "wrong-port a:p1=b:p1 | a:p1-b:p2 | move b:p2>b:p1;\n"
	    "of 1: miswired 1");
}

static void
test_device_of_another_platform_is_one_warning(void **state)
{
	struct lab *lab = lab_new("device b platform=nxos\n"
				  "cable a:p2 b:p1\ncable a:p1 b:p2\n"
				  "wire a:p2 b:p1 shows=WS-C3850-48T\n"
				  "wire a:p1 b:p2 shows=WS-C3850-48T\n");
	const struct finding *f = &lab->judgement->findings[0];
	char *shown = lab_show(lab);

	(void)state;
	assert_string_equal(shown, "platform-mismatch b\n"
				   "of 2: ok 2");
	assert_int_equal(f->mismatch_count, 1);
	assert_string_equal(f->mismatches[0].expected, "nxos");
	assert_true(span_is(f->mismatches[0].printed, "WS-C3850-48T"));
	assert_string_equal(f->mismatches[0].port, "p1");
	assert_int_equal(f->evidence_count, 1);
	free(shown);
	lab_free(lab);
}

static void
test_platforms_that_fit_or_are_unknown_are_right(void **state)
{
	(void)state;
	lab_expect("device a platform=iosxr\ndevice b platform=nxos\n"
		   "device c platform=ios\ndevice d\n"
		   "cable a:p1 b:p1\ncable c:p1 d:p1\n"
		   "hears a:p1 b:p1 shows=N9K-C93180YC-FX\n"
		   "hears b:p1 a:p1 shows=ASR9K\n"
		   "hears c:p1 d:p1 shows=N9K-C93180YC-FX\n"
		   "hears d:p1 c:p1 shows=brand-new-9999\n",
	    "of 2: ok 2");
}

static void
test_device_of_another_serial_number_is_one_warning(void **state)
{
	(void)state;
	lab_expect("device b serial=FDO2151ABCD\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 b(FDO2151ZZZZ):p1\n"
		   "hears b:p1 a:p1\n",
	    "platform-mismatch b\n"
	    "of 1: ok 1");
	lab_expect("device b serial=FDO2151ABCD\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 FDO2151ZZZZ(b):p1\n"
		   "hears b:p1 a:p1\n",
	    "platform-mismatch b\n"
	    "of 1: ok 1");
}

static void
test_right_serial_number_or_a_word_in_brackets_is_no_mismatch(void **state)
{
	(void)state;
	lab_expect("device b serial=FDO2151ABCD\ndevice c serial=FDO2151EFGH\n"
		   "cable a:p1 b:p1\ncable a:p2 c:p2\n"
		   "hears a:p1 b(fdo2151abcd):p1\n"
		   "hears a:p2 c(backup):p2\n"
		   "hears b:p1 a:p1\nhears c:p2 a:p2\n",
	    "of 2: ok 2");
}

static void
test_other_platform_and_serial_number_are_one_mistake(void **state)
{
	struct lab *lab = lab_new("device b serial=FDO2151ABCD platform=ios\n"
				  "cable a:p1 b:p1\n"
				  "hears a:p1 b(FDO2151ZZZZ):p1 shows=N9K-C1\n"
				  "hears b:p1 a:p1\n");

	(void)state;
	assert_int_equal(lab->judgement->finding_count, 1);
	assert_int_equal(lab->judgement->findings[0].mismatch_count, 2);
	lab_free(lab);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ends_with_different_duplex_are_a_warning),
	    cmocka_unit_test(
		test_ends_with_different_native_vlans_are_a_warning),
	    cmocka_unit_test(test_ends_that_differ_in_both_are_two_findings),
	    cmocka_unit_test(test_what_only_one_end_prints_is_no_disagreement),
	    cmocka_unit_test(
		test_a_phone_on_the_port_is_not_taken_for_the_other_end),
	    cmocka_unit_test(test_settings_of_a_wrong_cable_do_not_matter),
	    cmocka_unit_test(test_device_of_another_platform_is_one_warning),
	    cmocka_unit_test(test_platforms_that_fit_or_are_unknown_are_right),
	    cmocka_unit_test(
		test_device_of_another_serial_number_is_one_warning),
	    cmocka_unit_test(
		test_right_serial_number_or_a_word_in_brackets_is_no_mismatch),
	    cmocka_unit_test(
		test_other_platform_and_serial_number_are_one_mistake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
