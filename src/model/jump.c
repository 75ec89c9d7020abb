/*
 * Reading jumps; see jump.h.  What is accepted is what a host and a user can be
 * called, so that no option of a program and no shell's word gets through.
 */
#include "model/jump.h"

#include <ctype.h>
#include <string.h>

#define PORT_MAX 65535
#define LIST_MAX 16

/* Letters, digits and a few signs, and no dash in front. */
static bool
is_name(struct span text, const char *signs)
{
	if (text.length == 0 || text.length > 255 || text.text[0] == '-')
		return false;
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (!isalnum(c) && c < 0x80 && (!c || !strchr(signs, c)))
			return false;
	}
	return true;
}

static bool
read_port(struct span text, unsigned *port)
{
	long number = 0;

	if (!span_to_number(text, PORT_MAX, &number) || number < 1)
		return false;
	*port = (unsigned)number;
	return true;
}

/* "[2001:db8::1]:22" */
static bool
read_bracketed(struct arena *arena, struct span text, struct jump *jump)
{
	const char *end = span_find_char(text, ']');
	struct span host;
	struct span rest;

	if (!end)
		return false;
	host = span_make(text.text + 1, (size_t)(end - text.text) - 1);
	rest = span_skip(text, host.length + 2);
	jump->host = arena_span(arena, host);
	if (!is_name(host, ".:%-_"))
		return false;
	if (rest.length == 0)
		return true;
	return rest.text[0] == ':' &&
	       read_port(span_skip(rest, 1), &jump->port);
}

static bool
read_one(struct arena *arena, struct span text, struct jump *jump)
{
	const char *at = NULL;
	const char *colon;
	struct span host = text;

	*jump = (struct jump){NULL, NULL, 0};
	for (size_t i = 0; i < text.length; i++) {
		if (text.text[i] == '@')
			at = text.text + i;
	}
	if (at) {
		struct span user =
		    span_make(text.text, (size_t)(at - text.text));

		if (!is_name(user, "._-+@"))
			return false;
		jump->user = arena_span(arena, user);
		host = span_skip(text, user.length + 1);
	}
	if (span_starts(host, "["))
		return read_bracketed(arena, host, jump);
	colon = span_find_char(host, ':');
	if (colon) {
		size_t length = (size_t)(colon - host.text);

		if (!read_port(span_skip(host, length + 1), &jump->port))
			return false;
		host.length = length;
	}
	jump->host = arena_span(arena, host);
	return is_name(host, "._-");
}

bool
jump_list_read(struct arena *arena, struct span text, struct jump_list *list)
{
	struct jump *items = arena_array(arena, LIST_MAX, sizeof(*items));
	struct span rest = span_trim(text);
	size_t count = 0;

	*list = (struct jump_list){NULL, 0};
	if (span_is_nocase(rest, "none"))
		return true;
	while (count < LIST_MAX) {
		const char *comma = span_find_char(rest, ',');
		struct span one = rest;

		if (comma)
			one.length = (size_t)(comma - rest.text);
		if (!read_one(arena, span_trim(one), &items[count]))
			return false;
		count++;
		if (!comma) {
			*list = (struct jump_list){items, count};
			return true;
		}
		rest = span_skip(rest, one.length + 1);
	}
	return false;
}
