/*
 * A cell is harmless in a spreadsheet, and nothing of it is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/csv_cell.h"

static void
assert_cell(const char *text, const char *wanted)
{
	struct str cell = STR_INIT;

	csv_cell_add(&cell, span_of(text));
	assert_string_equal(str_text(&cell), wanted);
	str_release(&cell);
}

static void
a_cell_is_quoted_where_it_must_be(void **state)
{
	(void)state;
	assert_cell("", "");
	assert_cell("leaf1", "leaf1");
	assert_cell("a,b", "\"a,b\"");
	assert_cell("a;b", "\"a;b\"");
	assert_cell("a\tb", "\"a\tb\"");
	assert_cell("5\" rack", "\"5\"\" rack\"");
	assert_cell("two\nlines", "\"two\nlines\"");
	assert_cell("#7", "\"#7\"");
	assert_cell("no #7", "no #7");
}

static void
no_cell_is_a_formula(void **state)
{
	(void)state;
	assert_cell("=1+1", "'=1+1");
	assert_cell(" @x", "' @x");
	assert_cell("a;-2", "\"a;'-2\"");
	assert_cell("a; +2", "\"a;' +2\"");
	assert_cell("'=1", "''=1");
	assert_cell("it's", "it's");
	assert_cell("'quoted'", "'quoted'");
}

static void
a_cell_comes_back_as_it_was(void **state)
{
	static const char *const texts[] = {"", "leaf1", "=1", "'=1", "''=1",
	    "'", "' =1", "'x", "-", "a;=b;'@c", ";",
	    ";;=", "';'=", "=;=", "' '=", "+\xc3\xa9"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct str quoted = STR_INIT;
		struct str text = STR_INIT;
		struct span bare;

		csv_cell_add(&quoted, span_of(texts[i]));
		bare = str_span(&quoted);
		/* None of these holds a quote, so these are all there are. */
		if (span_starts(bare, "\""))
			bare = span_make(bare.text + 1, bare.length - 2);
		csv_cell_restore(&text, bare);
		assert_string_equal(str_text(&text), texts[i]);
		str_release(&quoted);
		str_release(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_cell_is_quoted_where_it_must_be),
	    cmocka_unit_test(no_cell_is_a_formula),
	    cmocka_unit_test(a_cell_comes_back_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
