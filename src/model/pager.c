/*
 * A table of marks; see pager.h.
 *
 *   --More--   -- More --   <--- More --->   --More-- (35%)
 *   More: <space>,  Quit: q or CTRL+Z, One line: <return>
 *
 * Vendors differ in blanks, capitals and percentages more than in words, so
 * these are left open in the patterns.  Lines without end that are no marks
 * ("Press any key to continue" is one in front of a log-in as well) are not
 * listed: what is here is taken off whatever text begins with it.
 */
#include "model/pager.h"

#include <ctype.h>
#include <stdbool.h>

#include "base/attr.h"

struct pager {
	const char *pattern;
	char key;
};

/* A blank: any number of them, or none.  '#': digits.  No case. */
/* clang-format off */
static const struct pager pagers[] = {
	{ "-- more --", ' ' },                     /* IOS, NX-OS, many others */
	{ "-- more -- (#%)", ' ' },
	{ "-- more (#%) --", ' ' },
	{ "-- more -- or (q)uit", ' ' },           /* AireOS */
	{ "-- more -- (q)uit", ' ' },
	{ "-- more or (q)uit --", ' ' },
	{ "-- more -- or (q)uit current module or <ctrl-z> to abort", ' ' },
	{ "-- more -- , next page: space, continue: g, quit: ^c", ' ' },
	{ "-- more -- , next page: space, next line: enter, quit: control-c",
	  ' ' },                                   /* ProCurve */
	{ "-- more -- , next page: space, next line: enter, quit: q", ' ' },
	{ "<--- more --->", ' ' },                 /* ASA */
	{ "---- more ----", ' ' },                 /* Comware */
	{ "---(more)---", ' ' },                   /* Junos */
	{ "---(more #%)---", ' ' },
	{ "more: <space>, quit: q or ctrl+z, one line: <return>", ' ' },
	{ "more: <space>, quit: q, one line: <return>", ' ' },
	{ "press enter to continue or <ctrl-z> to abort", '\r' }, /* AireOS */
};
/* clang-format on */

static size_t
run_length(struct span s, int (*belongs)(int c))
{
	size_t length = 0;

	while (length < s.length && belongs((unsigned char)s.text[length]))
		length++;
	return length;
}

static size_t
match(const char *pattern, struct span s)
{
	struct span rest = s;

	for (; *pattern; pattern++) {
		size_t digits;

		if (*pattern == ' ') {
			rest = span_skip(rest, run_length(rest, isblank));
			continue;
		}
		digits = *pattern == '#' ? run_length(rest, isdigit) : 0;
		if (digits) {
			rest = span_skip(rest, digits);
			continue;
		}
		if (rest.length == 0 ||
		    tolower((unsigned char)rest.text[0]) != *pattern)
			return 0;
		rest = span_skip(rest, 1);
	}
	return s.length - rest.length;
}

size_t
pager_mark_length(struct span s, char *key)
{
	size_t longest = 0;

	for (size_t i = 0; i < COUNT_OF(pagers); i++) {
		size_t length = match(pagers[i].pattern, s);

		if (length <= longest)
			continue;
		longest = length;
		if (key)
			*key = pagers[i].key;
	}
	return longest;
}
