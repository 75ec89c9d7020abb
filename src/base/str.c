/*
 * A growing string: doubling, so appending n bytes costs O(n) all told.
 */
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
str_release(struct str *s)
{
	free(s->text);
	*s = (struct str)STR_INIT;
}

void
str_clear(struct str *s)
{
	s->length = 0;
	if (s->text)
		s->text[0] = '\0';
}

static void
reserve(struct str *s, size_t more)
{
	if (more > SIZE_MAX / 4 - s->length)
		bug("a string of %zu more bytes", more);
	if (s->length + more + 1 <= s->capacity)
		return;
	if (!s->capacity)
		s->capacity = 64;
	while (s->capacity < s->length + more + 1)
		s->capacity *= 2;
	s->text = xreallocarray(s->text, s->capacity, 1);
}

void
str_add_span(struct str *s, struct span text)
{
	reserve(s, text.length);
	if (text.length)
		memcpy(s->text + s->length, text.text, text.length);
	s->length += text.length;
	s->text[s->length] = '\0';
}

void
str_add(struct str *s, const char *text)
{
	str_add_span(s, span_of(text));
}

void
str_add_char(struct str *s, char c)
{
	reserve(s, 1);
	s->text[s->length++] = c;
	s->text[s->length] = '\0';
}

void
str_addf(struct str *s, const char *format, ...)
{
	va_list args;
	int length;

	/* There is room for most at once. */
	reserve(s, 1);
	va_start(args, format);
	length = vsnprintf(s->text + s->length, s->capacity - s->length, format,
	    args);
	va_end(args);
	if (length < 0)
		bug("cannot format \"%s\"", format);
	if ((size_t)length < s->capacity - s->length) {
		s->length += (size_t)length;
		return;
	}
	reserve(s, (size_t)length);
	va_start(args, format);
	vsnprintf(s->text + s->length, (size_t)length + 1, format, args);
	va_end(args);
	s->length += (size_t)length;
}

const char *
str_text(const struct str *s)
{
	return s->text ? s->text : "";
}

struct span
str_span(const struct str *s)
{
	return span_make(str_text(s), s->length);
}

char *
str_take(struct str *s)
{
	char *text = s->text ? s->text : xstrdup("");

	*s = (struct str)STR_INIT;
	return text;
}
