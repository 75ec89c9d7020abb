/*
 * Rows of a spreadsheet as they come: with semicolons and tabs, comments and
 * blank rows, texts of several lines, and made to be too much.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "format/cabling_csv.h"

/* All rows: "LINE: field|field\n", and the trouble behind them. */
static void
assert_rows(struct span text, const char *wanted)
{
	struct cabling_csv *csv = cabling_csv_new(text);
	struct cabling_csv_row row;
	struct str all = STR_INIT;
	const char *trouble;
	unsigned line;

	while (cabling_csv_next(csv, &row)) {
		str_addf(&all, "%u: ", row.line);
		for (size_t i = 0; i < row.count; i++) {
			str_add(&all, i ? "|" : "");
			str_add_span(&all, row.fields[i]);
		}
		str_add_char(&all, '\n');
	}
	trouble = cabling_csv_trouble(csv, &line);
	if (trouble)
		str_addf(&all, "%u! %s\n", line, trouble);
	assert_string_equal(str_text(&all), wanted);
	str_release(&all);
	cabling_csv_free(csv);
}

static void
rows_are_split_at_what_the_first_one_has(void **state)
{
	(void)state;
	assert_rows(span_of("a,b;c\n1,2;3\n"), "1: a|b;c\n2: 1|2;3\n");
	assert_rows(span_of("a;b;c,d\n1;2;3,4"), "1: a|b|c,d\n2: 1|2|3,4\n");
	assert_rows(span_of("a\tb\n 1 \t\n\t2\n"), "1: a|b\n2: 1|\n3: |2\n");
	assert_rows(span_of("\"x;y;z\",b\n1,2\n"), "1: x;y;z|b\n2: 1|2\n");
	assert_rows(span_of("sep=;\na,b;c\n"), "2: a,b|c\n");
	assert_rows(span_of("SEP=,\r\na;b;c,d\r\n"), "2: a;b;c|d\n");
	assert_rows(span_of("lonely\nx\n"), "1: lonely\n2: x\n");
}

static void
lines_are_counted_as_an_editor_does(void **state)
{
	(void)state;
	assert_rows(span_of("a,b\r\n\r\n1,\"x\r\ny\r\nz\"\r\n2,3"),
	    "1: a|b\n3: 1|x\r\ny\r\nz\n6: 2|3\n");
	assert_rows(span_of("a,b\r1,2\r\r3,4\r"), "1: a|b\n2: 1|2\n4: 3|4\n");
	assert_rows(span_of("\n\n a , b \n\n\"\n\",2\n3,4\n"),
	    "3: a|b\n5: |2\n7: 3|4\n");
}

static void
comments_and_blank_rows_are_no_rows(void **state)
{
	(void)state;
	assert_rows(span_of("# one, two; three\n  # four\na,b\n#1,2\n,\n , \n"
			    "\"# five, six\",\n\"#7\",2\n3,\"#\"\n"),
	    "3: a|b\n8: #7|2\n9: 3|#\n");
	/* The number of a row, and the name of that column. */
	assert_rows(span_of("#,b\n1,2\n#,3\n"), "1: #|b\n2: 1|2\n3: #|3\n");
	assert_rows(span_of("# only"), "");
	assert_rows(span_of(""), "");
	assert_rows(span_of("a,b\n\"x\n# no comment\",2\n"),
	    "1: a|b\n2: x\n# no comment|2\n");
}

static void
quotes_hold_anything(void **state)
{
	(void)state;
	assert_rows(span_of("a,b\n\"say \"\"x\"\"\",\" in \"\n5\" x,y\"\n"),
	    "1: a|b\n2: say \"x\"|in\n3: 5\" x|y\"\n");
	assert_rows(span_of("a,b\n1,\"2\n3,4\n"),
	    "1: a|b\n2! a quote that is opened here is never closed\n");
	assert_rows(span_of("a,b\n1,\"2\""), "1: a|b\n2: 1|2\n");
	assert_rows(span_of("a,b\n1,"), "1: a|b\n2: 1|\n");
}

static void
what_is_too_much_is_refused(void **state)
{
	size_t length = 2 * CABLING_CSV_FIELD_MAX;
	char *text = malloc(length);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', length);
	memcpy(text, "a,b\n1,", 6);
	assert_rows(span_make(text, length),
	    "1: a|b\n2! a field has more than 64 KiB: is a quote missing?\n");
	memset(text, ',', length);
	assert_rows(span_make(text, length),
	    "1! a row has more than 256 fields\n");
	memset(text, '\n', length);
	assert_rows(span_make(text, length), "");
	free(text);
}

static void
names_of_columns_are_compared_as_people_do(void **state)
{
	(void)state;
	assert_true(cabling_csv_same_name(span_of("A-Node Name"),
	    span_of("a_node\nname ")));
	assert_true(cabling_csv_same_name(span_of("ID"), span_of("id")));
	assert_false(cabling_csv_same_name(span_of("port"), span_of("ports")));
	assert_false(cabling_csv_same_name(span_of("a"), span_of("")));
	assert_true(cabling_csv_same_name(span_of(" "), span_of("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_are_split_at_what_the_first_one_has),
	    cmocka_unit_test(lines_are_counted_as_an_editor_does),
	    cmocka_unit_test(comments_and_blank_rows_are_no_rows),
	    cmocka_unit_test(quotes_hold_anything),
	    cmocka_unit_test(what_is_too_much_is_refused),
	    cmocka_unit_test(names_of_columns_are_compared_as_people_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
