/*
 * Lines of a terminal session: what is taken off them, and what never is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "parse/lines.h"

/* clang-format off */
static const struct { const char *given, *wanted; } cases[] = {
	{ "plain",                                 "plain" },
	{ "  indented ",                           "  indented " },
	{ "cr\r\n",                                "cr" },
	{ "two crs\r\r\n",                         "two crs" },
	{ " --More-- \b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\bnext", "next" },
	{ " --More-- \r          \rnext\r\n",      "next" },
	{ "\x1b[7m--More--\x1b[27m\r        \rnext", "next" },
	{ "--More-- \x1b[K\r\x1b[Knext",           "next" },
	{ "<--- More --->\r              \rnext",  "next" },
	{ "--More-- or (q)uit\rnext",              "next" },
	{ "--More-- (35%) \r               \rnext", "next" },
	{ "-- More --\r          \rnext",          "next" },
	{ "More: <space>,  Quit: q or CTRL+Z, One line: <return> \r"
	  "                                                      \rnext",
	  "next" },
	{ " --More--  --More-- \rnext",            "next" },
	{ "\b\b\b   \b\b\bnext",                   "next" },
	{ "\rnext",                                "next" },
	{ "\x1b[1;31mred\x1b[0m",                  "red" },
	{ "\x1b]0;title\x07name\x1b(B",            "name" },
	{ "\x1b]0;title\x1b\\name",                "name" },
	/* the indent of the line that follows stays */
	{ " --More-- \b\b\b   \b\b\b  next",       "  next" },
	{ " --More-- \r          \r    next",      "    next" },
	{ "--More-- \x1b[K\r\x1b[K  next",          "  next" },
	{ "---- More ----\r              \r\tnext", "\tnext" },
	{ "half \x1b",                             "half " },
	{ "half \x1b[12",                          "half " },
	/* what a neighbor sends does not overwrite what stands before it */
	{ "Device ID: a\rInterface: b",            "Device ID: a\rInterface: b" },
	{ "Device ID: a\b\b\bb",                   "Device ID: a\b\b\bb" },
	{ "Device ID: --More-- x",                 "Device ID: --More-- x" },
};
/* clang-format on */

static void
test_a_line_is_what_was_to_be_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena *arena = arena_new();
		struct line_reader reader;
		struct line line;

		line_reader_init(&reader, span_of(cases[i].given), arena);
		assert_true(line_reader_next(&reader, &line));
		if (!span_is(line.raw, cases[i].wanted))
			print_error("case %zu\n", i);
		assert_true(span_is(line.raw, cases[i].wanted));
		assert_true(span_equal(line.text, span_trim(line.raw)));
		assert_int_equal(line.number, 1);
		assert_false(line_reader_next(&reader, &line));
		arena_free(arena);
	}
}

static void
test_lines_are_counted_as_in_the_text(void **state)
{
	static const char text[] = "one\r\n\n --More-- \nfour\r\r\n--More--";
	struct arena *arena = arena_new();
	struct line_reader reader;
	struct line line;

	(void)state;
	line_reader_init(&reader, span_of(text), arena);
	assert_true(line_reader_next(&reader, &line));
	assert_true(span_is(line.text, "one"));
	assert_true(line.ended);
	assert_true(line_reader_next(&reader, &line));
	assert_true(span_is(line.text, ""));
	assert_int_equal(line.number, 2);
	assert_true(line_reader_next(&reader, &line));
	assert_true(span_is(line.text, "four"));
	assert_int_equal(line.number, 4);
	assert_false(reader.paused);
	assert_false(line_reader_next(&reader, &line));
	assert_true(reader.paused);
	arena_free(arena);
}

/* A pager stops before an empty line as before any other. */
static void
test_an_empty_line_behind_an_erased_mark_is_one(void **state)
{
	static const char *const texts[] = {
	    "--More-- \b\b\b   \b\b\b\nnext",
	    "--More--\r        \r\r\nnext",
	    "\x1b[7m--More--\x1b[27m\x1b[8D\x1b[K\r\x1b[K\nnext",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct arena *arena = arena_new();
		struct line_reader reader;
		struct line line;

		line_reader_init(&reader, span_of(texts[i]), arena);
		assert_true(line_reader_next(&reader, &line));
		assert_int_equal(line.text.length, 0);
		assert_int_equal(line.number, 1);
		assert_true(line_reader_next(&reader, &line));
		assert_true(span_is(line.text, "next"));
		assert_false(reader.paused);
		arena_free(arena);
	}
}

static void
test_a_line_without_end_is_marked(void **state)
{
	struct arena *arena = arena_new();
	struct line_reader reader;
	struct line_reader copy;
	struct line line;

	(void)state;
	line_reader_init(&reader, span_make("a\n\t b\0c", 7), arena);
	assert_true(line_reader_next(&reader, &line));
	/* A copy reads the same again. */
	copy = reader;
	assert_true(line_reader_next(&reader, &line));
	assert_false(line.ended);
	assert_int_equal(line.text.length, 3);
	assert_int_equal(line_indent(&line), 2);
	assert_true(line_reader_next(&copy, &line));
	assert_int_equal(line.number, 2);
	line_reader_init(&reader, SPAN_ABSENT, arena);
	assert_false(line_reader_next(&reader, &line));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_line_is_what_was_to_be_read),
	    cmocka_unit_test(test_lines_are_counted_as_in_the_text),
	    cmocka_unit_test(test_an_empty_line_behind_an_erased_mark_is_one),
	    cmocka_unit_test(test_a_line_without_end_is_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
