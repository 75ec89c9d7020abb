/*
 * Values of neighbors; see values.h.
 */
#include "parse/values.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/str.h"

/* Larger than anything that is counted in these outputs. */
#define NUMBER_MAX 100000000L
/* A device has a handful of addresses; a hostile text may print a million. */
#define LIST_MAX 1024

/* Capabilities of more than one word. */
static const char *const long_words[] = {
    "CVTA phone port",
    "Two-port Mac Relay",
    "IGMP Filtering",
};

bool
value_is_not_there(struct span value)
{
	return span_is_nocase(value, "not advertised") ||
	       span_is_nocase(value, "- not advertised");
}

static bool
is_blank(char c)
{
	return isspace((unsigned char)c) != 0;
}

static struct span
first_word(struct span s)
{
	size_t length = 0;

	while (length < s.length && !is_blank(s.text[length]))
		length++;
	return span_make(s.text, length);
}

static void
add_item(struct span_list *list, struct arena *arena, struct span item)
{
	if (item.length && list->count < LIST_MAX)
		span_list_add(list, arena, item);
}

static void
add_words(struct span_list *list, struct arena *arena, struct span rest)
{
	while (rest.length) {
		struct span word = first_word(rest);

		for (size_t i = 0; i < COUNT_OF(long_words); i++) {
			size_t whole = strlen(long_words[i]);

			if (span_starts_nocase(rest, long_words[i]) &&
			    (rest.length == whole ||
				is_blank(rest.text[whole])))
				word.length = whole;
		}
		add_item(list, arena, word);
		rest = span_trim(span_skip(rest, word.length));
	}
}

static void
add_letters(struct span_list *list, struct arena *arena, struct span rest)
{
	size_t start = 0;

	if (span_is_nocase(rest, "N/A"))
		return;
	for (size_t i = 0; i <= rest.length; i++) {
		if (i < rest.length && rest.text[i] != ',' &&
		    !is_blank(rest.text[i]))
			continue;
		add_item(list, arena, span_make(rest.text + start, i - start));
		start = i + 1;
	}
}

static struct span
join_lines(struct arena *arena, struct span value)
{
	struct str joined = STR_INIT;
	struct span rest = value;
	struct span line;
	struct span result = value;

	if (!span_find_char(value, '\n'))
		return value;
	while (span_next_line(&rest, &line)) {
		if (joined.length)
			str_add_char(&joined, '\n');
		str_add_span(&joined, span_trim(line));
	}
	result = span_trim(str_span(&joined));
	result = span_make(arena_span(arena, result), result.length);
	str_release(&joined);
	return result;
}

static struct span
without_quotes(struct span value)
{
	if (value.length >= 2 && value.text[0] == '\'' &&
	    value.text[value.length - 1] == '\'')
		return span_trim(span_make(value.text + 1, value.length - 2));
	return value;
}

static void
set_number(int32_t *field, struct span value)
{
	struct span digits = span_make(value.text, 0);
	long number;

	while (digits.length < value.length &&
	       isdigit((unsigned char)value.text[digits.length]))
		digits.length++;
	if (*field == NEIGHBOR_NO_NUMBER &&
	    (digits.length == value.length ||
		is_blank(value.text[digits.length])) &&
	    span_to_number(digits, NUMBER_MAX, &number))
		*field = (int32_t)number;
}

static void
set_text(struct span *field, struct span value)
{
	if (span_is_absent(*field))
		*field = value;
}

static void
set_port(struct span *field, uint32_t *field_line, struct span value,
    size_t line)
{
	if (!span_is_absent(*field))
		return;
	*field = value;
	*field_line = (uint32_t)line;
}

void
value_set(struct neighbor *neighbor, struct arena *arena,
    const struct value_row *row, struct span value, size_t line)
{
	void *field = (char *)neighbor + row->offset;
	struct span_list *list = field;

	if (neighbor->protocol == NEIGHBOR_LLDP && value_is_not_there(value))
		return;
	switch (row->kind) {
	case VALUE_NONE:
		return;
	case VALUE_TEXT:
		set_text(field, value);
		return;
	case VALUE_LINES:
		set_text(field, join_lines(arena, value));
		return;
	case VALUE_QUOTED:
		set_text(field, without_quotes(value));
		return;
	case VALUE_NUMBER:
		set_number(field, value);
		return;
	case VALUE_LOCAL_PORT:
		set_port(&neighbor->local_port, &neighbor->local_port_line,
		    value, line);
		return;
	case VALUE_PORT_ID:
		set_port(&neighbor->port_id, &neighbor->port_id_line, value,
		    line);
		return;
	case VALUE_ITEM:
		add_item(list, arena, value);
		return;
	case VALUE_ADDRESS:
		add_item(list, arena, first_word(value));
		return;
	case VALUE_WORDS:
		if (!list->count)
			add_words(list, arena, value);
		return;
	case VALUE_LETTERS:
		if (!list->count)
			add_letters(list, arena, value);
		return;
	}
}

void
value_name_lldp_neighbor(struct neighbor *neighbor)
{
	struct span name = neighbor->system_name;

	if (!name.length || span_is(name, "null"))
		name = neighbor->chassis_id;
	set_text(&neighbor->device_id, name);
}
