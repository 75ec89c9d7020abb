/*
 * Both spellings differ by two bytes.  As many blanks behind the string keep
 * what follows it in its column, so that mistakes are told at their place; see
 * yaml_json.h.
 */
#include "format/yaml_json.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ESCAPE_LENGTH 6 /* \ud83d */
#define PAIR_LENGTH ((size_t)2 * ESCAPE_LENGTH)
#define YAML_LENGTH 10 /* \U0001f50c */

/* One escape at the front whose number is from `first` to `first` + 0x3ff. */
static bool
read_half(struct span text, uint32_t first, uint32_t *code)
{
	*code = 0;
	if (text.length < ESCAPE_LENGTH || !span_starts(text, "\\u"))
		return false;
	for (size_t i = 2; i < ESCAPE_LENGTH; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (!isxdigit(c))
			return false;
		*code =
		    *code << 4 |
		    (uint32_t)(isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	*code -= first;
	return *code <= 0x3ff;
}

static bool
read_pair(struct span text, uint32_t *code)
{
	uint32_t high;
	uint32_t low;

	if (!read_half(text, 0xd800, &high) ||
	    !read_half(span_skip(text, ESCAPE_LENGTH), 0xdc00, &low))
		return false;
	*code = 0x10000 + (high << 10 | low);
	return true;
}

/* Rewrites `text`, of which `out` is a copy; the length stays. */
static void
rewrite(struct span text, char *out)
{
	bool quoted = false;
	size_t owed = 0; /* blanks */
	size_t used = 0;

	for (size_t i = 0; i < text.length;) {
		size_t step = quoted && text.text[i] == '\\' ? 2 : 1;
		char escape[YAML_LENGTH + 1];
		uint32_t code;

		if (quoted && read_pair(span_skip(text, i), &code)) {
			snprintf(escape, sizeof(escape), "\\U%08x",
			    (unsigned)code);
			memcpy(out + used, escape, YAML_LENGTH);
			used += YAML_LENGTH;
			owed += PAIR_LENGTH - YAML_LENGTH;
			i += PAIR_LENGTH;
			continue;
		}
		if (step > text.length - i)
			step = 1;
		memcpy(out + used, text.text + i, step);
		used += step;
		i += step;
		if (step > 1 || text.text[i - 1] != '"')
			continue;
		quoted = !quoted;
		memset(out + used, ' ', owed);
		used += owed;
		owed = 0;
	}
	/* A string that is never closed: its file will be refused. */
	memset(out + used, ' ', owed);
}

/* Does any escape stand in it that begins a pair? */
static bool
has_pair(struct span text)
{
	uint32_t code;

	for (const char *at = span_find(text, "\\u"); at;
	     at = span_find(text, "\\u")) {
		text = span_skip(text, (size_t)(at - text.text));
		if (read_pair(text, &code))
			return true;
		text = span_skip(text, 2);
	}
	return false;
}

struct span
yaml_from_json(struct span text, struct arena *arena)
{
	struct span front = span_trim(text);
	char *out;

	if ((!span_starts(front, "{") && !span_starts(front, "[")) ||
	    !has_pair(text))
		return text;
	out = arena_alloc(arena, text.length + 1);
	out[text.length] = '\0';
	rewrite(text, out);
	return span_make(out, text.length);
}
