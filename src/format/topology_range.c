/*
 * A text with brackets becomes parts: some plain text, then a list of items,
 * each a run of numbers, a run of letters or one word.  Name number i is found
 * as the digits of a number with mixed bases are: no list of all names is ever
 * made.  The number of items has a limit because they are looked through for
 * every name.
 */
#include "format/topology_range.h"

#include <string.h>

#define ITEMS_MAX 256
#define BRACKETS_MAX 16
#define NUMBER_MAX 999999999

enum item_kind {
	ITEM_WORD,
	ITEM_NUMBERS,
	ITEM_LETTERS,
};

struct item {
	enum item_kind kind;
	struct span word;
	long first; /* number or letter */
	long last;
	int width; /* with leading zeros: digits at least */
};

struct range_part {
	struct span before; /* plain text in front of the brackets */
	struct item *items; /* NULL in the last part: text only */
	size_t item_count;
	size_t count;
};

static size_t
item_count(const struct item *item)
{
	if (item->kind == ITEM_WORD)
		return 1;
	return (size_t)(item->last - item->first) + 1;
}

static bool
is_digits(struct span s)
{
	size_t i = 0;

	while (i < s.length && s.text[i] >= '0' && s.text[i] <= '9')
		i++;
	return s.length && i == s.length;
}

static bool
is_letter(struct span s)
{
	return s.length == 1 && ((s.text[0] >= 'a' && s.text[0] <= 'z') ||
				    (s.text[0] >= 'A' && s.text[0] <= 'Z'));
}

static bool
same_case(char a, char b)
{
	return (a >= 'a') == (b >= 'a');
}

/* "1-4", "a-d"; false when it is neither. */
static bool
read_run(struct item *item, struct span from, struct span to)
{
	if (span_to_number(from, NUMBER_MAX, &item->first) &&
	    span_to_number(to, NUMBER_MAX, &item->last)) {
		item->kind = ITEM_NUMBERS;
		if (from.text[0] == '0')
			item->width = (int)from.length;
		return true;
	}
	if (is_letter(from) && is_letter(to) &&
	    same_case(from.text[0], to.text[0])) {
		item->kind = ITEM_LETTERS;
		item->first = from.text[0];
		item->last = to.text[0];
		return true;
	}
	return false;
}

static enum range_result
read_item(struct item *item, struct span text)
{
	const char *dash = span_find_char(text, '-');
	struct span from;
	struct span to;

	*item = (struct item){.kind = ITEM_WORD, .word = text};
	if (!text.length || span_find_char(text, ' '))
		return RANGE_BAD_ITEM;
	if (!dash)
		return RANGE_OK;
	from = span_make(text.text, (size_t)(dash - text.text));
	to = span_skip(text, from.length + 1);
	if (read_run(item, from, to))
		return item->first <= item->last ? RANGE_OK : RANGE_BACKWARDS;
	/* "leaf-1" is a word; "1-x" and "-4" are slips of the finger. */
	if (is_digits(from))
		return is_digits(to) ? RANGE_TOO_LARGE : RANGE_BAD_ITEM;
	if (!from.length)
		return RANGE_BAD_ITEM;
	*item = (struct item){.kind = ITEM_WORD, .word = text};
	return RANGE_OK;
}

static enum range_result
read_items(struct range_part *part, struct span text, struct arena *arena)
{
	size_t commas = 0;

	for (size_t i = 0; i < text.length; i++)
		commas += text.text[i] == ',';
	if (commas >= ITEMS_MAX)
		return RANGE_TOO_LARGE;
	part->items = arena_array(arena, commas + 1, sizeof(*part->items));
	while (part->item_count <= commas) {
		const char *comma = span_find_char(text, ',');
		size_t length =
		    comma ? (size_t)(comma - text.text) : text.length;
		struct item *item = &part->items[part->item_count++];
		enum range_result result =
		    read_item(item, span_trim(span_make(text.text, length)));

		if (result != RANGE_OK)
			return result;
		part->count += item_count(item);
		if (part->count > RANGE_COUNT_MAX)
			return RANGE_TOO_LARGE;
		text = span_skip(text, length + 1);
	}
	/* "Slot[A]" is a name, if anything. */
	if (part->item_count == 1 && part->items[0].kind == ITEM_WORD)
		return RANGE_BAD_ITEM;
	return RANGE_OK;
}

/* Takes the next part off the front of `rest`. */
static enum range_result
read_part(struct range_part *part, struct span *rest, struct arena *arena)
{
	size_t start = 0;
	size_t end;

	while (start < rest->length && rest->text[start] != '[' &&
	       rest->text[start] != ']')
		start++;
	*part = (struct range_part){.before = {rest->text, start}};
	if (start == rest->length) {
		part->count = 1;
		*rest = span_skip(*rest, start);
		return RANGE_OK;
	}
	if (rest->text[start] == ']')
		return RANGE_BAD_BRACKETS;
	end = start + 1;
	while (end < rest->length && rest->text[end] != ']' &&
	       rest->text[end] != '[')
		end++;
	if (end == rest->length || rest->text[end] == '[')
		return RANGE_BAD_BRACKETS;
	*rest = span_skip(*rest, end + 1);
	return read_items(part,
	    span_make(part->before.text + start + 1, end - start - 1), arena);
}

static enum range_result
read_parts(struct range *range, struct arena *arena)
{
	struct span rest = range->text;
	size_t brackets = 0;
	size_t items = 0;

	for (size_t i = 0; i < rest.length; i++)
		brackets += rest.text[i] == '[';
	if (brackets > BRACKETS_MAX)
		return RANGE_TOO_LARGE;
	/* One part for each pair, one for the text behind the last. */
	range->parts = arena_array(arena, brackets + 1, sizeof(*range->parts));
	while (rest.length) {
		struct range_part *part = &range->parts[range->part_count];
		enum range_result result;

		result = read_part(part, &rest, arena);
		if (result != RANGE_OK)
			return result;
		range->part_count++;
		range->count *= part->count;
		items += part->item_count;
		if (range->count > RANGE_COUNT_MAX || items > ITEMS_MAX)
			return RANGE_TOO_LARGE;
	}
	return RANGE_OK;
}

enum range_result
range_read(struct range *range, struct span text, struct arena *arena)
{
	enum range_result result;

	*range = (struct range){.text = text, .count = 1};
	if (!span_find_char(text, '[') && !span_find_char(text, ']'))
		return RANGE_OK;
	result = read_parts(range, arena);
	if (result != RANGE_OK)
		*range = (struct range){.text = text, .count = 1};
	return result;
}

const char *
range_explain(enum range_result result)
{
	switch (result) {
	case RANGE_OK:
		return "a good range";
	case RANGE_BAD_BRACKETS:
		return "[ and ] do not pair up";
	case RANGE_BAD_ITEM:
		return "a range is written [1-4], [01-12], [a-d] or [1,3,5-8]";
	case RANGE_BACKWARDS:
		return "the range runs backwards";
	case RANGE_TOO_LARGE:
		return "the range is too large";
	}
	return "";
}

static void
add_item(const struct range_part *part, size_t i, struct str *out)
{
	const struct item *item = part->items;

	while (i >= item_count(item)) {
		i -= item_count(item);
		item++;
	}
	switch (item->kind) {
	case ITEM_WORD:
		str_add_span(out, item->word);
		return;
	case ITEM_NUMBERS:
		str_addf(out, "%0*ld", item->width, item->first + (long)i);
		return;
	case ITEM_LETTERS:
		str_add_char(out, (char)(item->first + (long)i));
		return;
	}
}

void
range_add_name(const struct range *range, size_t i, struct str *out)
{
	size_t below = range->count;

	if (!range->parts) {
		str_add_span(out, range->text);
		return;
	}
	for (size_t p = 0; p < range->part_count; p++) {
		const struct range_part *part = &range->parts[p];

		str_add_span(out, part->before);
		if (!part->items)
			continue;
		below /= part->count;
		add_item(part, i / below, out);
		i %= below;
	}
}
