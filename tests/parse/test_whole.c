/*
 * What proves by itself that nothing is missing behind it: whole answers, and
 * the same ones cut at every byte, of which not one may pass.
 */
#include "captures.h"

#include "base/attr.h"
#include "parse/parse.h"
#include "parse/whole.h"

static struct neighbor_list *
parse_capture(struct span text)
{
	return parse_neighbors(text, PARSE_AUTO);
}

/* A copy that ends where its memory ends. */
static bool
is_whole(struct span text)
{
	char *copy = xmalloc(text.length ? text.length : 1);
	bool whole;

	if (text.length)
		memcpy(copy, text.text, text.length);
	whole = parse_is_whole(span_make(copy, text.length));
	free(copy);
	return whole;
}

/* The text of a fixture between a line that begins so and an end. */
static char *
read_answer(const char *name, const char *begin, const char *end)
{
	size_t length = 0;
	char *text = read_fixture(name, ".txt", &length);
	const char *from = strstr(text, begin);
	const char *to;
	char *answer;

	assert_non_null(from);
	to = strstr(from, end);
	assert_non_null(to);
	answer = xstrndup(from, (size_t)(to - from) + strlen(end));
	free(text);
	return answer;
}

/* Whole from its `least` bytes on, and never before. */
static void
check_cuts(const char *answer, size_t least)
{
	for (size_t cut = 0; cut <= strlen(answer); cut++) {
		if (is_whole(span_make(answer, cut)) != (cut >= least))
			fail_msg("cut at %zu of %zu: \"%.*s\"", cut,
			    strlen(answer), (int)cut, answer);
	}
}

/* The last line has no end on IOS, and a whole number of one figure. */
static void
test_a_count_that_fits_proves_a_listing(void **state)
{
	char *answer = read_answer("ios-total", "-------",
	    "Total cdp entries displayed : 3");
	char *longer = str_printf("\r\n%s\r\n", answer);

	(void)state;
	check_cuts(answer, strlen(answer));
	check_cuts(longer, strlen(longer) - 2);
	free(longer);
	free(answer);
}

static void
test_the_end_of_its_first_element_proves_xml(void **state)
{
	static const char *const names[] = {"nxos-xml", "nxos-xml-empty"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char *answer =
		    read_answer(names[i], "<?xml", "</nf:rpc-reply>\n]]>]]>");

		/* Of the mark behind it nothing may be lacking, either. */
		for (size_t cut = 0; cut <= strlen(answer); cut++) {
			size_t left = strlen(answer) - cut;
			bool whole = left == 0 || left == 6 || left == 7;

			assert_int_equal(is_whole(span_make(answer, cut)),
			    whole);
		}
		free(answer);
	}
}

#define ENTRY(n)                                                               \
	"-------------------------\nDevice ID: sw" n "\n"                      \
	"Interface: Gi1/0/" n ",  Port ID (outgoing port): Gi0/1\n"            \
	"Holdtime : 125 sec\n\nVersion :\nOS 1\n\n"                            \
	"advertisement version: 2\n\n"
#define TOTAL(n) "\nTotal cdp entries displayed : " n

static void
test_whatever_is_doubtful_proves_nothing(void **state)
{
	static const struct {
		const char *text;
		bool is_whole;
	} rows[] = {
	    {ENTRY("1") TOTAL("1"), true},
	    {TOTAL("0") "\n", true},
	    {ENTRY("1") ENTRY("2") TOTAL("2"), true},
	    {"", false},
	    {"\n", false},
	    {ENTRY("1"), false},
	    {ENTRY("1") TOTAL("2"), false},
	    {ENTRY("1") ENTRY("2") TOTAL("1"), false},
	    {ENTRY("1") TOTAL(""), false},
	    {ENTRY("1") TOTAL("one"), false},
	    {ENTRY("1") TOTAL("1") "\n" ENTRY("2"), false},
	    {ENTRY("1") TOTAL("1") "\nsw1#", false},
	    /* More than one count: one of them is a neighbor's. */
	    {ENTRY("1") TOTAL("1") "\n" ENTRY("2") TOTAL("1"), false},
	    {ENTRY("1") TOTAL("1") "\n" ENTRY("2") TOTAL("2"), false},
	    /* In a Version block it is the neighbor's as well. */
	    {"Device ID: sw1\nInterface: Gi1/0/1,  Port ID (outgoing port): "
	     "Gi0/1\nVersion :\nOS 1\n" TOTAL("1"),
		false},
	    /* An entry without its ports, and one that is no entry. */
	    {"Device ID: sw1\nHoldtime : 125 sec\n" TOTAL("1"), false},
	    {"% CDP is not enabled\n" TOTAL("0"), false},
	    {"It is a fine day.\n" TOTAL("0"), false},
	    /* A total of another command. */
	    {"System Name: sw1\n\nTotal entries displayed: 1", false},
	    {"<html><body></body></html>", false},
	    {"</nf:rpc-reply>", false},
	    {ENTRY("1") "</nf:rpc-reply>\n]]>]]>\n", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (is_whole(span_of(rows[i].text)) != rows[i].is_whole)
			fail_msg("\"%s\" is%s whole", rows[i].text,
			    rows[i].is_whole ? " not" : "");
	}
}

/* To look closely takes time, which others may wait for. */
static void
test_a_giant_answer_is_not_looked_at(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	str_add(&text, ENTRY("1"));
	while (text.length <= PARSE_WHOLE_MAX)
		str_add(&text, "\n");
	str_add(&text, TOTAL("1"));
	assert_false(parse_is_whole(str_span(&text)));
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_count_that_fits_proves_a_listing),
	    cmocka_unit_test(test_the_end_of_its_first_element_proves_xml),
	    cmocka_unit_test(test_whatever_is_doubtful_proves_nothing),
	    cmocka_unit_test(test_a_giant_answer_is_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
