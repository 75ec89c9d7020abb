/*
 * Diagnostics: every mistake in its place, in order, harmless to print, and no
 * more of them than anybody reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/diag.h"
#include "base/mem.h"

static void
add(struct diag_list *list, const char *file, unsigned line, unsigned column,
    const char *text)
{
	diag_add(list, (struct place){file, line, column}, SEVERITY_ERROR, "%s",
	    text);
}

static void
assert_text(const struct diag_list *list, const char *wanted)
{
	struct str out = STR_INIT;

	diag_format_text(list, &out);
	assert_string_equal(str_text(&out), wanted);
	str_release(&out);
}

static void
test_texts_look_like_a_compilers(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;

	(void)state;
	diag_add(&list, (struct place){"lab.yaml", 21, 7}, SEVERITY_ERROR,
	    "unknown device '%s'", "leaf9");
	diag_add(&list, (struct place){"lab.yaml", 3, 0}, SEVERITY_WARNING,
	    "odd");
	diag_add(&list, (struct place){"lab.yaml", 0, 0}, SEVERITY_NOTE,
	    "empty");
	diag_add(&list, (struct place){NULL, 0, 0}, SEVERITY_ERROR, "nowhere");
	assert_int_equal(list.count, 4);
	assert_int_equal(list.errors, 2);
	assert_text(&list, "lab.yaml:21:7: error: unknown device 'leaf9'\n"
			   "lab.yaml:3: warning: odd\n"
			   "lab.yaml: note: empty\n"
			   "error: nowhere\n");
	diag_list_release(&list);
	assert_int_equal(list.count, 0);
	assert_text(&list, "");
}

static void
test_hostile_files_and_texts_are_shown_harmlessly(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;
	char longer[5000];

	(void)state;
	add(&list, "a\nb\x1b[2J", 1, 1, "x\ry\x1b[31m\xe2\x80\xae");
	assert_text(&list, "a\\x0ab\\x1b[2J:1:1: error: "
			   "x\\x0dy\\x1b[31m\\u{202e}\n");
	diag_list_release(&list);
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	add(&list, "f", 1, 1, longer);
	assert_true(strlen(list.items[0].text) <= 1024);
	diag_list_release(&list);
}

static void
test_sorting_is_by_place_and_stable(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;

	(void)state;
	add(&list, "b", 1, 1, "1");
	add(&list, "a", 10, 1, "2");
	add(&list, "a", 9, 5, "3");
	add(&list, "a", 9, 5, "4");
	add(&list, NULL, 0, 0, "5");
	add(&list, "a", 9, 4, "6");
	add(&list, "a", 9, 5, "4");
	add(&list, NULL, 0, 0, "0");
	diag_sort(&list);
	assert_text(&list,
	    "error: 5\nerror: 0\na:9:4: error: 6\na:9:5: error: 3\n"
	    "a:9:5: error: 4\na:9:5: error: 4\na:10:1: error: 2\n"
	    "b:1:1: error: 1\n");
	diag_list_release(&list);
}

/* Few places and many mistakes: their numbers must rise within each place. */
static void
test_sorting_many_keeps_the_order_of_adding(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;
	unsigned seed = 1;

	(void)state;
	for (int i = 0; i < 997; i++) {
		seed = seed * 1103515245 + 12345;
		diag_add(&list,
		    (struct place){seed & 0x10000 ? "a" : "b",
			(seed >> 17) % 5 + 1, (seed >> 20) % 3 + 1},
		    SEVERITY_WARNING, "%04d", i);
	}
	diag_sort(&list);
	assert_int_equal(list.count, 997);
	for (size_t i = 1; i < list.count; i++) {
		const struct diag *a = &list.items[i - 1];
		const struct diag *b = &list.items[i];
		int order = strcmp(a->file, b->file);

		if (order == 0)
			order = (int)a->line - (int)b->line;
		if (order == 0)
			order = (int)a->column - (int)b->column;
		if (order == 0)
			order = strcmp(a->text, b->text);
		assert_true(order < 0);
	}
	diag_list_release(&list);
}

static void
test_sorting_nothing(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;

	(void)state;
	diag_sort(&list);
	diag_sort_unique(&list);
	assert_int_equal(list.count, 0);
	diag_list_release(&list);
}

static void
test_the_same_is_said_once(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;

	(void)state;
	add(&list, "a", 2, 1, "x");
	add(&list, "a", 1, 1, "x");
	add(&list, "a", 1, 1, "y");
	add(&list, "a", 1, 1, "x");
	add(&list, "a", 2, 1, "x");
	diag_add(&list, (struct place){"a", 2, 1}, SEVERITY_NOTE, "x");
	diag_sort_unique(&list);
	assert_text(&list, "a:1:1: error: x\na:1:1: error: y\na:2:1: error: x\n"
			   "a:2:1: note: x\n");
	assert_int_equal(list.errors, 3);
	diag_list_release(&list);
}

static void
test_a_flood_is_counted_but_not_kept(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;
	struct str out = STR_INIT;

	(void)state;
	for (unsigned i = 1; i <= DIAG_MAX + 5; i++)
		add(&list, "junk", i, 1, "bad");
	assert_int_equal(list.count, DIAG_MAX);
	assert_int_equal(list.dropped, 5);
	/* An error is an error even when it is not kept. */
	assert_int_equal(list.errors, DIAG_MAX + 5);
	diag_format_text(&list, &out);
	assert_non_null(strstr(str_text(&out),
	    "junk:1000:1: error: bad\n... and 5 more\n"));
	str_release(&out);
	diag_list_release(&list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_texts_look_like_a_compilers),
	    cmocka_unit_test(test_hostile_files_and_texts_are_shown_harmlessly),
	    cmocka_unit_test(test_sorting_is_by_place_and_stable),
	    cmocka_unit_test(test_sorting_many_keeps_the_order_of_adding),
	    cmocka_unit_test(test_sorting_nothing),
	    cmocka_unit_test(test_the_same_is_said_once),
	    cmocka_unit_test(test_a_flood_is_counted_but_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
