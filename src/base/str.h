/*
 * str -- a string that grows.
 *
 * For building output whose length nobody knows beforehand.  The text is
 * always NUL-terminated.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"

/* Start with STR_INIT or zeroes; release with str_release(). */
struct str {
	char *text; /* owned; NULL until something was added */
	size_t length;
	size_t capacity;
};

#define STR_INIT                                                               \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void str_release(struct str *s);

/* Empties the string but keeps its memory. */
void str_clear(struct str *s);

void str_add(struct str *s, const char *text);
void str_add_char(struct str *s, char c);
void str_add_span(struct str *s, struct span text);
void str_addf(struct str *s, const char *format, ...) PRINTF_LIKE(2, 3);

/* The text so far; "" when nothing was added.  Valid until the next call. */
const char *str_text(const struct str *s);
struct span str_span(const struct str *s);

/* Hands the text to the caller, who frees it; the string is empty after. */
char *str_take(struct str *s);

#endif
