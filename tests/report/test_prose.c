/*
 * Sentences to lines.
 */
#include "report/prose.h"

#include "sample.h"

static void
expect_lines(const struct prose *prose, size_t width, const char *lead,
    const char *expected)
{
	struct prose_layout layout = {.width = width, .lead = lead};
	struct str out = STR_INIT;

	prose_wrap(prose, &layout, &out);
	assert_string_equal(str_text(&out), expected);
	str_release(&out);
}

static void
test_lines_hang_under_the_first_word(void **state)
{
	struct prose prose = PROSE_INIT;

	(void)state;
	prose_say(&prose, "move the plug to the other port");
	expect_lines(&prose, 20, "  10. ",
	    "  10. move the plug\n"
	    "      to the other\n"
	    "      port\n");
	expect_lines(&prose, 80, "", "move the plug to the other port\n");
	prose_release(&prose);
}

static void
test_a_line_is_filled_to_the_last_column(void **state)
{
	struct prose prose = PROSE_INIT;

	(void)state;
	prose_say(&prose, "1234 6789 1234");
	expect_lines(&prose, 9, "", "1234 6789\n1234\n");
	expect_lines(&prose, 8, "", "1234\n6789\n1234\n");
	prose_release(&prose);
}

static void
test_a_name_keeps_its_blanks_and_its_comma(void **state)
{
	struct prose prose = PROSE_INIT;

	(void)state;
	prose_say(&prose, "it is in ");
	prose_name(&prose, "sw1");
	prose_name(&prose, " ");
	prose_name(&prose, "Port 1");
	prose_say(&prose, ", not here");
	expect_lines(&prose, 16, "", "it is in\nsw1 Port 1, not\nhere\n");
	expect_lines(&prose, 4, "", "it\nis\nin\nsw1 Port 1,\nnot\nhere\n");
	prose_release(&prose);
}

static void
test_blanks_inside_a_quote_stay(void **state)
{
	struct prose prose = PROSE_INIT;

	(void)state;
	prose_add(&prose, PROSE_QUOTE, span_of("Interface: E1,  Port ID: E2"));
	expect_lines(&prose, 80, "> ", "> Interface: E1,  Port ID: E2\n");
	expect_lines(&prose, 18, "> ", "> Interface: E1,\n  Port ID: E2\n");
	prose_release(&prose);
}

static void
test_each_sentence_begins_a_line(void **state)
{
	struct prose prose = PROSE_INIT;
	struct str flat = STR_INIT;

	(void)state;
	prose_name(&prose, "leaf1");
	prose_say(&prose, " is here");
	prose_next(&prose);
	prose_name(&prose, "leaf2");
	prose_say(&prose, " too");
	prose_next(&prose);
	prose_say(&prose, "that is all");
	expect_lines(&prose, 80, "- ",
	    "- leaf1 is here\n- leaf2 too\n- that is all\n");
	prose_flatten(&prose, &flat);
	assert_string_equal(str_text(&flat),
	    "leaf1 is here. leaf2 too. That is all");
	prose_clear(&prose);
	prose_say(&prose, "nothing left of it");
	expect_lines(&prose, 80, "", "nothing left of it\n");
	str_release(&flat);
	prose_release(&prose);
}

static void
test_what_strangers_say_is_escaped_and_cut(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	assert_int_equal(prose_escape(&out, span_of("a\x1b[1mb"), 80), 9);
	assert_string_equal(str_text(&out), "a\\x1b[1mb");
	str_clear(&out);
	assert_int_equal(prose_escape(&out, span_of("0123456789"), 10), 10);
	assert_string_equal(str_text(&out), "0123456789");
	str_clear(&out);
	assert_int_equal(prose_escape(&out, span_of("0123456789a"), 10), 10);
	assert_string_equal(str_text(&out), "0123456...");
	str_clear(&out);
	/* Two bytes a letter: the cut falls between letters. */
	assert_int_equal(
	    prose_escape(&out,
		span_of("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9"), 4),
	    4);
	assert_string_equal(str_text(&out), "\xc3\xa4...");
	str_release(&out);
}

static void
test_colour_ends_with_the_name(void **state)
{
	struct prose_layout layout = {.width = 10, .color = true, .lead = ""};
	struct prose prose = PROSE_INIT;
	struct str out = STR_INIT;

	(void)state;
	prose_say(&prose, "is in ");
	prose_add(&prose, PROSE_IS, span_of("spine1"));
	prose_add(&prose, PROSE_IS, span_of(" E1"));
	prose_say(&prose, "; no");
	prose_wrap(&prose, &layout, &out);
	assert_string_equal(str_text(&out),
	    "is in\n\x1b[31mspine1 E1\x1b[0m;\nno\n");
	str_release(&out);
	prose_release(&prose);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines_hang_under_the_first_word),
	    cmocka_unit_test(test_a_line_is_filled_to_the_last_column),
	    cmocka_unit_test(test_a_name_keeps_its_blanks_and_its_comma),
	    cmocka_unit_test(test_blanks_inside_a_quote_stay),
	    cmocka_unit_test(test_each_sentence_begins_a_line),
	    cmocka_unit_test(test_what_strangers_say_is_escaped_and_cut),
	    cmocka_unit_test(test_colour_ends_with_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
