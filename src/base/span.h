/*
 * span -- a piece of text that belongs to somebody else.
 *
 * Device output is read in place: a span points into it and is valid as long
 * as the text it borrows from.  It is not NUL-terminated and may hold any
 * byte.  A span with text == NULL is "absent", which is not the same as empty:
 * an absent VTP domain was not printed, an empty one was printed as ''.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
	const char *text;
	size_t length;
};

#define SPAN_ABSENT ((struct span){NULL, 0})

/* A span over a whole C string; the empty string is empty, not absent. */
struct span span_of(const char *text);
struct span span_make(const char *text, size_t length);

bool span_is_absent(struct span s);

/* Byte-wise equality, and equality without regard to ASCII case. */
bool span_equal(struct span a, struct span b);
bool span_equal_nocase(struct span a, struct span b);
bool span_is(struct span s, const char *text);
bool span_is_nocase(struct span s, const char *text);

bool span_starts(struct span s, const char *prefix);
bool span_starts_nocase(struct span s, const char *prefix);
bool span_ends(struct span s, const char *suffix);

/* The span without its first `count` bytes (empty if it is shorter). */
struct span span_skip(struct span s, size_t count);

/* The span without blanks (space, tab, CR, LF, VT, FF) at its ends. */
struct span span_trim(struct span s);

/* Where `needle` first stands in `s`, or NULL. */
const char *span_find(struct span s, const char *needle);
const char *span_find_char(struct span s, char c);

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
