/*
 * Cleaning documents; see document.h.
 */
#include "parse/document.h"

#include <string.h>

#include "base/str.h"
#include "parse/chatter.h"
#include "parse/lines.h"

/* Bytes that neither XML nor JSON allows, but hostile names hold. */
static bool
is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t' && c != '\n' &&
		   c != '\r') ||
	       c == '\x7f';
}

/*
 * A log line, but none that goes on with the document: a neighbor must not be
 * able to hide a whole document that is on one line with its name.
 */
static bool
is_noise(struct span line)
{
	return line.length && !strchr("<>{}[]\"", line.text[0]) &&
	       chatter_is_log(line);
}

static bool
is_clean(struct span text)
{
	struct span rest = text;
	struct span line;

	for (size_t i = 0; i < text.length; i++) {
		if (is_control(text.text[i]))
			return false;
	}
	if (span_find(text, "More") && span_find(text, "--"))
		return false;
	while (span_next_line(&rest, &line)) {
		if (is_noise(span_trim(line)))
			return false;
	}
	return true;
}

static void
add_clean(struct str *out, struct span raw)
{
	for (size_t i = 0; i < raw.length; i++)
		str_add_char(out, is_control(raw.text[i]) ? '?' : raw.text[i]);
}

struct span
document_clean(struct span text, struct arena *arena)
{
	struct str out = STR_INIT;
	struct line_reader reader;
	struct line line;
	size_t number = 1;
	struct span result;

	if (is_clean(text))
		return text;
	line_reader_init(&reader, text, arena);
	while (line_reader_next(&reader, &line)) {
		for (; number < line.number; number++)
			str_add_char(&out, '\n');
		if (is_noise(line.text))
			str_add_char(&out, DOCUMENT_GAP);
		else
			add_clean(&out, line.raw);
	}
	str_add_char(&out, '\n');
	result = span_make(arena_span(arena, str_span(&out)), out.length);
	str_release(&out);
	return result;
}
