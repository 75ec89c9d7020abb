/*
 * Spans: nothing reads past their ends, a NUL is a byte like any other, and
 * absent is not the same as empty.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/span.h"

static void
test_absent_is_not_empty(void **state)
{
	(void)state;
	assert_true(span_is_absent(SPAN_ABSENT));
	assert_false(span_is_absent(span_of("")));
	assert_true(span_equal(SPAN_ABSENT, span_of("")));
	assert_true(span_is_absent(span_trim(SPAN_ABSENT)));
	assert_true(span_is_absent(span_skip(SPAN_ABSENT, 3)));
	assert_null(span_find(SPAN_ABSENT, "a"));
	assert_null(span_find_char(SPAN_ABSENT, '\0'));
}

static void
test_equality_is_byte_by_byte(void **state)
{
	struct span a = span_make("a\0b", 3);
	struct span b = span_make("a\0c", 3);

	(void)state;
	assert_true(span_equal(a, a));
	assert_false(span_equal(a, b));
	assert_true(span_equal_nocase(a, span_make("A\0B", 3)));
	assert_false(span_equal_nocase(a, b));
	assert_false(span_is(a, "a"));
	assert_false(span_is_nocase(a, "a"));
	assert_true(span_is_nocase(span_of("LEAF1"), "leaf1"));
	assert_false(span_is_nocase(span_of("leaf1"), "leaf"));
	assert_false(span_is_nocase(span_of("leaf"), "leaf1"));
}

/* Only letters have a case: '@' and '`', '[' and '{' stand 32 apart too. */
static void
test_case_is_a_matter_of_ascii_letters(void **state)
{
	(void)state;
	for (int c = 1; c < 256; c++) {
		char one[2] = {(char)c, '\0'};
		char other[2] = {(char)(c ^ 0x20), '\0'};
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		assert_true(span_is_nocase(span_of(one), one));
		if (other[0])
			assert_int_equal(span_is_nocase(span_of(one), other),
			    letter);
	}
}

static void
test_prefix_and_suffix_stay_inside(void **state)
{
	struct span s = span_make("Eth1/1xyz", 6);

	(void)state;
	assert_true(span_starts(s, "Eth1/1"));
	assert_false(span_starts(s, "Eth1/1x"));
	assert_false(span_starts(s, "eth"));
	assert_true(span_starts_nocase(s, "eTH1"));
	assert_false(span_starts_nocase(s, "Eth1/1xy"));
	assert_true(span_ends(s, "1/1"));
	assert_false(span_ends(s, "xyz"));
	assert_false(span_ends(span_of("1"), "11"));
}

static void
test_skip_and_trim(void **state)
{
	(void)state;
	assert_true(span_is(span_skip(span_of("abc"), 1), "bc"));
	assert_true(span_is(span_skip(span_of("abc"), 3), ""));
	assert_true(span_is(span_skip(span_of("abc"), SIZE_MAX), ""));
	assert_true(span_is(span_trim(span_of(" \t\r\n\v\f a b \r\n")), "a b"));
	assert_true(span_is(span_trim(span_of(" \t ")), ""));
	assert_false(span_is_absent(span_trim(span_of("  "))));
	/* NUL and a no-break space are not blanks. */
	assert_int_equal(span_trim(span_make("\0", 1)).length, 1);
	assert_int_equal(span_trim(span_of("\xc2\xa0")).length, 2);
}

static void
test_find_stays_inside(void **state)
{
	const char *text = "one\0two";
	struct span s = span_make(text, 7);

	(void)state;
	assert_ptr_equal(span_find(s, "two"), text + 4);
	assert_null(span_find(span_make(text, 6), "two"));
	assert_null(span_find(s, "three"));
	assert_ptr_equal(span_find_char(s, '\0'), text + 3);
	assert_null(span_find_char(span_make(text, 3), '\0'));
}

static void
test_lines_are_told_apart(void **state)
{
	static const char *const wanted[] = {"a", "", "b", "c\rd", "", "end"};
	struct span rest = span_of("a\n\nb\r\nc\rd\r\r\n\r\nend");
	struct span line;
	size_t count = 0;

	(void)state;
	while (span_next_line(&rest, &line)) {
		assert_true(count < COUNT_OF(wanted));
		assert_true(span_is(line, wanted[count]));
		count++;
	}
	assert_int_equal(count, COUNT_OF(wanted));
	assert_false(span_next_line(&rest, &line));
	rest = SPAN_ABSENT;
	assert_false(span_next_line(&rest, &line));
	/* A final line end does not make another line. */
	rest = span_of("x\n");
	assert_true(span_next_line(&rest, &line));
	assert_false(span_next_line(&rest, &line));
}

static void
test_numbers_within_a_limit(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text;
		long max;
		bool good;
		long number;
	} rows[] = {
		{ "0",    0,        true,  0 },
		{ "1",    0,        false, 0 },
		{ "5",    5,        true,  5 },
		{ "6",    5,        false, 0 },
		{ "9",    5,        false, 0 },
		{ "10",   5,        false, 0 },
		{ "005",  5,        true,  5 },
		{ "007",  5,        false, 0 },
		{ "4094", 4094,     true,  4094 },
		{ "4095", 4094,     false, 0 },
		{ "4100", 4094,     false, 0 },
		{ "",     9,        false, 0 },
		{ "-1",   9,        false, 0 },
		{ "+1",   9,        false, 0 },
		{ " 1",   9,        false, 0 },
		{ "1 ",   9,        false, 0 },
		{ "0x1",  9,        false, 0 },
		{ "1.0",  9,        false, 0 },
		{ "\xb2", 9,        false, 0 },
		{ "9223372036854775807", LONG_MAX, true, LONG_MAX },
		{ "9223372036854775808", LONG_MAX, false, 0 },
		{ "99999999999999999999999999", LONG_MAX, false, 0 },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		long number = -7;

		assert_int_equal(span_to_number(span_of(rows[i].text),
				     rows[i].max, &number),
		    rows[i].good);
		assert_int_equal(number, rows[i].good ? rows[i].number : -7);
	}
}

/* Every number up to a limit, and none above it, for each small limit. */
static void
test_every_small_limit_holds(void **state)
{
	char text[8];

	(void)state;
	for (long max = 0; max <= 120; max++) {
		for (int n = 0; n <= 1300; n++) {
			long number = -1;

			snprintf(text, sizeof(text), "%d", n);
			assert_int_equal(span_to_number(span_of(text), max,
					     &number),
			    n <= max);
			assert_int_equal(number, n <= max ? n : -1);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_absent_is_not_empty),
	    cmocka_unit_test(test_equality_is_byte_by_byte),
	    cmocka_unit_test(test_case_is_a_matter_of_ascii_letters),
	    cmocka_unit_test(test_prefix_and_suffix_stay_inside),
	    cmocka_unit_test(test_skip_and_trim),
	    cmocka_unit_test(test_find_stays_inside),
	    cmocka_unit_test(test_lines_are_told_apart),
	    cmocka_unit_test(test_numbers_within_a_limit),
	    cmocka_unit_test(test_every_small_limit_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
