/*
 * span -- a piece of text that belongs to somebody else.
 *
 * Device output is read in place: a span points into it and is valid as long
 * as the text it borrows from.  It is not NUL-terminated and may hold any
 * byte.  A span with text == NULL is "absent", which is not the same as empty:
 * an absent VTP domain was not printed, an empty one was printed as ''.
 *
 * What takes a few instructions stands here, so that reading a text costs no
 * call for each step along it.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *text;
	size_t length;
};

#define SPAN_ABSENT ((struct span){NULL, 0})

static inline struct span
span_make(const char *text, size_t length)
{
	return (struct span){text, length};
}

/* A span over a whole C string; the empty string is empty, not absent. */
static inline struct span
span_of(const char *text)
{
	return span_make(text, strlen(text));
}

static inline bool
span_is_absent(struct span s)
{
	return s.text == NULL;
}

/* Byte-wise equality, and equality without regard to ASCII case. */
static inline bool
span_equal(struct span a, struct span b)
{
	return a.length == b.length &&
	       (a.length == 0 || memcmp(a.text, b.text, a.length) == 0);
}

/* Bytes that are equal but for the case of ASCII letters, NULs included. */
static inline bool
span_same_letter(char a, char b)
{
	return a == b ||
	       ((a ^ b) == ' ' && (a | ' ') >= 'a' && (a | ' ') <= 'z');
}

static inline bool
span_same_letters(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!span_same_letter(a[i], b[i]))
			return false;
	}
	return true;
}

static inline bool
span_equal_nocase(struct span a, struct span b)
{
	return a.length == b.length &&
	       span_same_letters(a.text, b.text, a.length);
}

static inline bool
span_is(struct span s, const char *text)
{
	return span_equal(s, span_of(text));
}

static inline bool
span_is_nocase(struct span s, const char *text)
{
	return span_equal_nocase(s, span_of(text));
}

/* An empty prefix or suffix is none: the answer is false. */
static inline bool
span_starts(struct span s, const char *prefix)
{
	size_t length = strlen(prefix);

	return s.length >= length && length > 0 &&
	       memcmp(s.text, prefix, length) == 0;
}

static inline bool
span_starts_nocase(struct span s, const char *prefix)
{
	size_t length = strlen(prefix);

	return s.length >= length && length > 0 &&
	       span_same_letters(s.text, prefix, length);
}

bool span_ends(struct span s, const char *suffix);

/* The span without its first `count` bytes (empty if it is shorter). */
static inline struct span
span_skip(struct span s, size_t count)
{
	if (count > s.length)
		count = s.length;
	if (s.text)
		s.text += count;
	s.length -= count;
	return s;
}

/* Space, tab, CR, LF, VT or FF. */
static inline bool
span_is_blank_char(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The span without blanks at its ends. */
static inline struct span
span_trim(struct span s)
{
	while (s.length && span_is_blank_char(s.text[0])) {
		s.text++;
		s.length--;
	}
	while (s.length && span_is_blank_char(s.text[s.length - 1]))
		s.length--;
	return s;
}

/* The span without the blanks and tabs at its front. */
static inline struct span
span_skip_blanks(struct span s)
{
	while (s.length && (s.text[0] == ' ' || s.text[0] == '\t')) {
		s.text++;
		s.length--;
	}
	return s;
}

/* Where `needle` or `c` first stands in `s`, or NULL. */
const char *span_find(struct span s, const char *needle);

static inline const char *
span_find_char(struct span s, char c)
{
	return s.length ? memchr(s.text, c, s.length) : NULL;
}

/*
 * Takes the next line off the front of `rest`, without its line end (LF, and
 * any CRs before it).  Returns false when nothing is left.
 */
bool span_next_line(struct span *rest, struct span *line);

/*
 * Reads a whole span of decimal digits.  False when it is empty, holds
 * anything else, or is above `max`.
 */
bool span_to_number(struct span s, long max, long *number);

#endif
