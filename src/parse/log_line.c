/*
 * Where a log message begins; see log_line.h.
 *
 * What may stand before the mark, in this order, each part or none:
 *
 *     000123:                        a sequence number of IOS
 *     RP/0/RP0/CPU0:                 where IOS-XR runs
 *     *Nov 23 08:00:01.953 UTC:      the time, or that since the start
 *     ifmgr[218]:                    the process, on IOS-XR
 *     leaf1                          the device, on NX-OS
 *     %$ VDC-1 %$                    and of what part of it
 */
#include "parse/log_line.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"

/* A name of a process or of a device. */
#define WORD_MAX 64

static bool
is_upper_word(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool
log_line_starts_mark(struct span s)
{
	bool has_severity = false;
	size_t i = 1;

	if (!s.length || s.text[0] != '%')
		return false;
	while (i < s.length && (is_upper_word(s.text[i]) || s.text[i] == '-')) {
		if (s.text[i] == '-' && i + 2 < s.length &&
		    s.text[i + 1] >= '0' && s.text[i + 1] <= '7' &&
		    s.text[i + 2] == '-')
			has_severity = true;
		i++;
	}
	while (i < s.length && s.text[i] == ' ')
		i++;
	return has_severity && i < s.length && s.text[i] == ':';
}

/* --- patterns ------------------------------------------------------------ */

/*
 * 9 a digit, ? a digit or none, M a month's name, Z letters of a time zone;
 * a blank is one or more; everything else is itself.
 */
static size_t
zone_length(struct span s)
{
	size_t length = 0;

	while (
	    length < s.length && s.text[length] >= 'A' && s.text[length] <= 'Z')
		length++;
	return length <= 5 ? length : 0;
}

static bool
starts_month(struct span s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	/* Few lines begin as any of them does. */
	if (s.length < 3 || !strchr("JFMASOND", s.text[0]))
		return false;
	for (size_t i = 0; i < sizeof(months) - 1; i += 3) {
		if (memcmp(s.text, months + i, 3) == 0)
			return true;
	}
	return false;
}

static bool
starts_digit(struct span s)
{
	return s.length && isdigit((unsigned char)s.text[0]);
}

/* How much of `s` one character of a pattern takes; false: it does not fit. */
static bool
take_one(char pattern, struct span s, size_t *taken)
{
	switch (pattern) {
	case '9':
		*taken = 1;
		return starts_digit(s);
	case '?':
		*taken = starts_digit(s) ? 1 : 0;
		return true;
	case 'M':
		*taken = 3;
		return starts_month(s);
	case 'Z':
		*taken = zone_length(s);
		return *taken > 0;
	case ' ':
		*taken = s.length - span_skip_blanks(s).length;
		return *taken > 0;
	default:
		*taken = 1;
		return s.length && s.text[0] == pattern;
	}
}

/* Steps over what fits the whole pattern; false, and nothing: it does not. */
static bool
skip(struct span *rest, const char *pattern)
{
	struct span s = *rest;

	for (; *pattern; pattern++) {
		size_t taken;

		if (!take_one(*pattern, s, &taken))
			return false;
		s = span_skip(s, taken);
	}
	*rest = s;
	return true;
}

static bool
skip_any(struct span *rest, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (skip(rest, patterns[i]))
			return true;
	}
	return false;
}

bool
log_line_starts_month(struct span s)
{
	return skip(&s, "M ");
}

bool
log_line_starts_time(struct span s)
{
	/* Asked of every line of a Version block, so step by step. */
	while (starts_digit(s))
		s = span_skip(s, 1);
	if (s.length && s.text[0] == ':')
		s = span_skip(s, 1);
	s = span_skip_blanks(s);
	if (s.length && (s.text[0] == '*' || s.text[0] == '.'))
		s = span_skip(s, 1);
	return starts_month(s) && skip(&s, "M 9? 99:99:");
}

/* --- what stands before the mark ----------------------------------------- */

static void
skip_place(struct span *rest)
{
	static const char *const cards[] = {"RP/", "LC/"};
	struct span s = *rest;
	size_t length = 0;

	if (!skip_any(&s, cards, COUNT_OF(cards)))
		return;
	while (length < s.length &&
	       (is_upper_word(s.text[length]) || s.text[length] == '/'))
		length++;
	s = span_skip(s, length);
	if (skip(&s, ":"))
		*rest = s;
}

static bool
skip_time(struct span *rest)
{
	static const char *const times[] = {
	    "9999 M 9? 99:99:99",
	    "*M 9? 9999 99:99:99",
	    "*M 9? 99:99:99",
	    "M 9? 9999 99:99:99",
	    "M 9? 99:99:99",
	    "99:99:99", /* since the start, as the next */
	    "9d99h",
	};
	struct span s = *rest;

	if (!skip_any(&s, times, COUNT_OF(times)))
		return false;
	if (skip(&s, ".9")) {
		while (skip(&s, "9"))
			;
	}
	skip(&s, " Z");
	*rest = s;
	return true;
}

/* "%$ VDC-1 %$ " */
static void
skip_part(struct span *rest)
{
	struct span s = *rest;

	if (!skip(&s, "%$ VDC-9"))
		return;
	while (skip(&s, "9"))
		;
	if (skip(&s, " %$ "))
		*rest = s;
}

/* A process or a device, and the blank before the mark. */
static bool
skip_name(struct span *rest)
{
	struct span s = span_skip_blanks(*rest);
	size_t length = 0;

	while (length < s.length && length < WORD_MAX &&
	       s.text[length] != ' ' && s.text[length] != '%')
		length++;
	if (!length)
		return false;
	s = span_skip(s, length);
	if (!skip(&s, " "))
		return false;
	skip(&s, ": ");
	*rest = s;
	return true;
}

/* Is `s` nothing but what may stand before a mark? */
static bool
is_prefix(struct span s)
{
	bool has_number = skip(&s, "999999: ");
	bool has_time;

	skip_place(&s);
	has_time = skip_time(&s);
	if (!has_time)
		return has_number && !s.length;
	skip(&s, " ");
	skip(&s, ":");
	s = span_skip_blanks(s);
	skip_part(&s);
	if (s.length)
		skip_name(&s);
	skip_part(&s);
	return !s.length;
}

/*
 * "Gi0/1" and "2w3d: %...": of a time without a fixed number of digits, or with
 * a dot in front, nobody knows which byte is whose.
 */
static bool
is_doubtful(struct span before, struct span message)
{
	size_t i = before.length;

	if (!i)
		return false;
	if (before.text[i - 1] == '.')
		return starts_month(message);
	/* What is left of "2w3d: " or "1y2w: " */
	if (i < 5 || before.text[i - 1] != ' ' || before.text[i - 2] != ':')
		return false;
	return (before.text[i - 3] == 'd' || before.text[i - 3] == 'w') &&
	       isdigit((unsigned char)before.text[i - 4]);
}

bool
log_line_find(struct span line, size_t *start, bool *doubtful)
{
	struct span rest = line;
	const char *found;

	while ((found = span_find_char(rest, '%')) != NULL) {
		size_t mark = (size_t)(found - line.text);
		size_t at = 0;

		rest = span_skip(line, mark);
		if (!log_line_starts_mark(rest)) {
			rest = span_skip(rest, 1);
			continue;
		}
		if (mark > LOG_LINE_PREFIX_MAX)
			at = mark - LOG_LINE_PREFIX_MAX;
		while (at < mark &&
		       !is_prefix(span_make(line.text + at, mark - at)))
			at++;
		*start = at;
		*doubtful =
		    is_doubtful(span_make(line.text, at), span_skip(line, at));
		return true;
	}
	return false;
}
