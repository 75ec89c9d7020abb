/*
 * Ranges: which names a text stands for, and which texts stand for none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "format/topology_range.h"

/* All names with blanks between them. */
static void
assert_names(const char *text, const char *expected)
{
	struct arena *arena = arena_new();
	struct str names = STR_INIT;
	struct range range;

	assert_int_equal(range_read(&range, span_of(text), arena), RANGE_OK);
	for (size_t i = 0; i < range.count; i++) {
		if (i)
			str_add_char(&names, ' ');
		range_add_name(&range, i, &names);
	}
	assert_string_equal(str_text(&names), expected);
	str_release(&names);
	arena_free(arena);
}

static void
assert_result(const char *text, enum range_result expected)
{
	struct arena *arena = arena_new();
	struct str name = STR_INIT;
	struct range range;

	assert_int_equal(range_read(&range, span_of(text), arena), expected);
	/* A text that is no range stands for itself. */
	assert_int_equal(range.count, 1);
	range_add_name(&range, 0, &name);
	assert_string_equal(str_text(&name), text);
	str_release(&name);
	arena_free(arena);
}

static void
test_numbers_letters_and_words_expand(void **state)
{
	(void)state;
	assert_names("leaf1", "leaf1");
	assert_names("leaf[1-4]", "leaf1 leaf2 leaf3 leaf4");
	assert_names("[9-11]x", "9x 10x 11x");
	assert_names("leaf[08-11]", "leaf08 leaf09 leaf10 leaf11");
	assert_names("leaf[099-101]", "leaf099 leaf100 leaf101");
	assert_names("r[a-c]", "ra rb rc");
	assert_names("s[1,3,5-6, core]", "s1 s3 s5 s6 score");
	assert_names("x[leaf-1,leaf-2]", "xleaf-1 xleaf-2");
	assert_names("x[7-7]", "x7");
}

static void
test_the_last_bracket_counts_fastest(void **state)
{
	(void)state;
	assert_names("[1-2]/[a-b]/[01-02]",
	    "1/a/01 1/a/02 1/b/01 1/b/02 2/a/01 2/a/02 2/b/01 2/b/02");
}

static void
test_what_is_no_range_says_why(void **state)
{
	(void)state;
	assert_result("a[1-2", RANGE_BAD_BRACKETS);
	assert_result("a1-2]", RANGE_BAD_BRACKETS);
	assert_result("a[[1-2]]", RANGE_BAD_BRACKETS);
	assert_result("a[]", RANGE_BAD_ITEM);
	assert_result("a[1,,2]", RANGE_BAD_ITEM);
	assert_result("a[1-]", RANGE_BAD_ITEM);
	assert_result("a[-4]", RANGE_BAD_ITEM);
	assert_result("a[1-x]", RANGE_BAD_ITEM);
	assert_result("a[A]", RANGE_BAD_ITEM);
	assert_result("a[4-1]", RANGE_BACKWARDS);
	assert_result("a[c-a]", RANGE_BACKWARDS);
	assert_result("a[1-100001]", RANGE_TOO_LARGE);
	assert_result("a[1-400][1-400]", RANGE_TOO_LARGE);
	assert_result("a[1-99999999999999999999]", RANGE_TOO_LARGE);
}

static void
test_the_largest_range_still_expands(void **state)
{
	struct arena *arena = arena_new();
	struct str name = STR_INIT;
	struct range range;

	(void)state;
	assert_int_equal(range_read(&range, span_of("x[1-100]y[1-1000]"),
			     arena),
	    RANGE_OK);
	assert_int_equal(range.count, RANGE_COUNT_MAX);
	range_add_name(&range, range.count - 1, &name);
	assert_string_equal(str_text(&name), "x100y1000");
	str_release(&name);
	arena_free(arena);
}

static void
test_too_many_words_or_brackets_are_too_large(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	str_add_char(&text, '[');
	for (size_t i = 0; i < 300; i++)
		str_add(&text, "a,");
	str_add(&text, "b]");
	assert_result(str_text(&text), RANGE_TOO_LARGE);
	str_clear(&text);
	for (size_t i = 0; i < 17; i++)
		str_add(&text, "[1-1]");
	assert_result(str_text(&text), RANGE_TOO_LARGE);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers_letters_and_words_expand),
	    cmocka_unit_test(test_the_last_bracket_counts_fastest),
	    cmocka_unit_test(test_what_is_no_range_says_why),
	    cmocka_unit_test(test_the_largest_range_still_expands),
	    cmocka_unit_test(test_too_many_words_or_brackets_are_too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
