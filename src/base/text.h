/*
 * text -- small jobs on text: natural order, near misses, globs, and making
 * text from strangers harmless.
 *
 * Whatever a device says was typed by anybody who can plug a cable: a host
 * name may hold escape sequences that repaint the terminal, or letters that
 * turn the line around.  Everything that prints goes through here first.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "base/str.h"

/*
 * Orders as people do: runs of digits by value, letters without case.
 * "Eth1/2" < "Eth1/10", "leaf2" < "leaf10".  Names that differ only in case
 * or leading zeros are told apart last, so equal means identical.
 */
int text_natural_compare(const char *a, const char *b);

/*
 * Appends `text` so that it can be shown on a terminal: control bytes become
 * \xNN (a tab a blank), bytes that are not UTF-8 become \xNN, and
 * characters that reorder or hide text (bidi overrides, zero width, line
 * separators) become \u{NNNN}.  Since a terminal may be the log of a CI system,
 * what would be an order to it ("::error::", "##[group]") loses its first byte
 * to \xNN as well.
 */
void text_escape(struct str *out, struct span text);

/*
 * Appends `text` as valid UTF-8: a byte that is not UTF-8, and NUL, become
 * U+FFFD.  For JSON and XML, which have escapes of their own for the rest.
 */
void text_to_utf8(struct str *out, struct span text);

/* The length of the UTF-8 character at the front of `text`; 0 if there is none.
 */
size_t text_utf8_length(struct span text);

/*
 * How many columns of a terminal escaped text takes: two for each wide
 * character, none for an accent of its own.
 */
size_t text_width(struct span text);

/* How many characters it has, as an editor counts them. */
size_t text_characters(struct span text);

/*
 * text_escape(), at most `max` columns of it: a longer text is cut and ends in
 * "...".  Returns the columns taken.
 */
size_t text_escape_cut(struct str *out, struct span text, size_t max);

/*
 * The candidate closest to `word`, for "did you mean"; NULL when none is
 * close enough to be what was meant.  `next` returns candidate `i`, or NULL
 * when there are no more.
 */
const char *text_nearest(struct span word,
    const char *(*next)(size_t i, const void *context), const void *context);

/* Whole-name match of a shell pattern (* ? [..]), without regard to case. */
bool text_glob_match(const char *pattern, const char *name);

#endif
