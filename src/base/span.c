/*
 * Spans: borrowed pieces of text.  Everything here is bounded by the span's
 * length and works on bytes; none of it depends on the locale.
 */
#include "base/span.h"

#include <string.h>

bool
span_ends(struct span s, const char *suffix)
{
	size_t length = strlen(suffix);

	return s.length >= length && length > 0 &&
	       memcmp(s.text + s.length - length, suffix, length) == 0;
}

const char *
span_find(struct span s, const char *needle)
{
	if (!s.length)
		return NULL;
	return memmem(s.text, s.length, needle, strlen(needle));
}

bool
span_next_line(struct span *rest, struct span *line)
{
	const char *end;

	if (!rest->length)
		return false;
	end = memchr(rest->text, '\n', rest->length);
	if (end) {
		*line = span_make(rest->text, (size_t)(end - rest->text));
		*rest = span_skip(*rest, line->length + 1);
	} else {
		*line = *rest;
		*rest = span_skip(*rest, rest->length);
	}
	while (line->length && line->text[line->length - 1] == '\r')
		line->length--;
	return true;
}

bool
span_to_number(struct span s, long max, long *number)
{
	long value = 0;

	if (!s.length)
		return false;
	for (size_t i = 0; i < s.length; i++) {
		int digit = s.text[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (digit > max || value > (max - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*number = value;
	return true;
}
