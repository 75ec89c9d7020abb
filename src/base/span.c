/*
 * Spans: borrowed pieces of text.  Everything here is bounded by the span's
 * length and works on bytes; none of it depends on the locale.
 */
#include "base/span.h"

#include <string.h>

struct span
span_of(const char *text)
{
	return (struct span){text, strlen(text)};
}

struct span
span_make(const char *text, size_t length)
{
	return (struct span){text, length};
}

bool
span_is_absent(struct span s)
{
	return s.text == NULL;
}

bool
span_equal(struct span a, struct span b)
{
	return a.length == b.length &&
	       (a.length == 0 || memcmp(a.text, b.text, a.length) == 0);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Not strncasecmp(): that would stop at a NUL and call the rest equal. */
static bool
same_letters(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

bool
span_equal_nocase(struct span a, struct span b)
{
	return a.length == b.length && same_letters(a.text, b.text, a.length);
}

bool
span_is(struct span s, const char *text)
{
	return span_equal(s, span_of(text));
}

bool
span_is_nocase(struct span s, const char *text)
{
	return span_equal_nocase(s, span_of(text));
}

bool
span_starts(struct span s, const char *prefix)
{
	size_t length = strlen(prefix);

	return s.length >= length && length > 0 &&
	       memcmp(s.text, prefix, length) == 0;
}

bool
span_starts_nocase(struct span s, const char *prefix)
{
	size_t length = strlen(prefix);

	return s.length >= length && length > 0 &&
	       same_letters(s.text, prefix, length);
}

bool
span_ends(struct span s, const char *suffix)
{
	size_t length = strlen(suffix);

	return s.length >= length && length > 0 &&
	       memcmp(s.text + s.length - length, suffix, length) == 0;
}

struct span
span_skip(struct span s, size_t count)
{
	if (count > s.length)
		count = s.length;
	if (s.text)
		s.text += count;
	s.length -= count;
	return s;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span
span_trim(struct span s)
{
	while (s.length && is_blank(s.text[0])) {
		s.text++;
		s.length--;
	}
	while (s.length && is_blank(s.text[s.length - 1]))
		s.length--;
	return s;
}

const char *
span_find(struct span s, const char *needle)
{
	if (!s.length)
		return NULL;
	return memmem(s.text, s.length, needle, strlen(needle));
}

const char *
span_find_char(struct span s, char c)
{
	if (!s.length)
		return NULL;
	return memchr(s.text, c, s.length);
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
