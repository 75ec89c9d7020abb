/*
 * What pagers print, whole and in front of other text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/attr.h"
#include "model/pager.h"

/* clang-format off */
static const struct {
	const char *text;
	size_t length; /* of the mark at its front */
	char key;
} cases[] = {
	{ "--More--",                        8, ' ' },
	{ "--More-- ",                       8, ' ' },
	{ "-- MORE --",                     10, ' ' },
	{ "--More--(50%)",                  13, ' ' },
	{ "--More-- (5%)   Device ID: x",   13, ' ' },
	{ "--More-- (q)uit",                15, ' ' },
	{ "--More-- or (q)uit",             18, ' ' },
	{ "--More-- or (q)uit current module or <ctrl-z> to abort", 54, ' ' },
	{ "-- More --, next page: Space, continue: g, quit: ^C",    51, ' ' },
	{ "-- More -- , next page: Space, continue: g, quit: ^C",   52, ' ' },
	{ "<--- More --->",                 14, ' ' },
	{ "---- More ----",                 14, ' ' },
	{ "---(more 35%)---",               16, ' ' },
	{ "More: <space>,  Quit: q or CTRL+Z, One line: <return> ", 53, ' ' },
	{ "Press Enter to continue or <ctrl-z> to abort",           44, '\r' },
	{ "--More--Device ID: x",            8, ' ' },
	{ "--More-- (%) x",                  8, ' ' },
	{ "-------------------------",       0, 0 },
	{ "More than one",                   0, 0 },
	{ "More: ",                          0, 0 },
	{ "--Mor",                           0, 0 },
	{ "-- more",                         0, 0 },
	{ " --More--",                       0, 0 },
	{ "",                                0, 0 },
};
/* clang-format on */

static void
test_marks_are_known_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char key = 0;
		size_t length = pager_mark_length(span_of(cases[i].text), &key);

		if (length != cases[i].length || key != cases[i].key)
			fail_msg("\"%s\": %zu, %d", cases[i].text, length, key);
		assert_int_equal(pager_mark_length(span_of(cases[i].text),
				     NULL),
		    length);
	}
}

static void
test_a_mark_cut_anywhere_is_read_within_its_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		for (size_t n = 0; n < strlen(cases[i].text); n++)
			assert_true(
			    pager_mark_length(span_make(cases[i].text, n),
				NULL) <= n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_marks_are_known_and_nothing_else),
	    cmocka_unit_test(
		test_a_mark_cut_anywhere_is_read_within_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
