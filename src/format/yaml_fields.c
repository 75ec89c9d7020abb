/*
 * Typed values out of a YAML tree; see yaml_fields.h.
 *
 * The tree says nothing of numbers and truth values: 12 is a text of two
 * characters until somebody asks for a number.  That keeps a rack called 07 a
 * rack called 07, and a platform called no from becoming false.
 */
#include "format/yaml_fields.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "format/yaml_secrets.h"

#define QUOTED_MAX 60

struct yaml_quote
yaml_quote(struct span text)
{
	bool cut = text.length > QUOTED_MAX;
	struct yaml_quote quote = {""};
	struct str safe = STR_INIT;
	size_t length;

	if (cut) {
		text.length = QUOTED_MAX;
		/* Not in the middle of a character. */
		while (text.length && (text.text[text.length] & 0xc0) == 0x80)
			text.length--;
	}
	text_escape(&safe, text);
	length = safe.length;
	if (length > sizeof(quote.text) - 4) {
		length = sizeof(quote.text) - 4;
		while (length && (safe.text[length] & 0xc0) == 0x80)
			length--;
		cut = true;
	}
	snprintf(quote.text, sizeof(quote.text), "%.*s%s", (int)length,
	    str_text(&safe), cut ? "..." : "");
	str_release(&safe);
	return quote;
}

struct span
yaml_span(const struct yaml_node *text)
{
	return span_make(text->text, text->length);
}

struct place
yaml_place(const struct yaml_reader *r, const struct yaml_node *node)
{
	return (struct place){r->file, node->line, node->column};
}

struct yaml_line_words
yaml_line_words(const struct place *line, const char *here)
{
	struct yaml_line_words words;

	if (strcmp(line->file, here) == 0)
		snprintf(words.text, sizeof(words.text), "line %u", line->line);
	else
		snprintf(words.text, sizeof(words.text), "line %u of %s",
		    line->line, yaml_quote(span_of(line->file)).text);
	return words;
}

bool
yaml_is_null(const struct yaml_node *node)
{
	static const char *const words[] = {"", "~", "null", "Null", "NULL"};

	if (node->kind != YAML_KIND_TEXT || node->quoted)
		return false;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (span_is(yaml_span(node), words[i]))
			return true;
	}
	return false;
}

static void
complain(const struct yaml_reader *r, const struct yaml_node *at,
    enum severity severity, const char *format, va_list args)
{
	char text[1024];

	vsnprintf(text, sizeof(text), format, args);
	diag_add(r->diags, yaml_place(r, at), severity, "%s", text);
}

void
yaml_error(const struct yaml_reader *r, const struct yaml_node *at,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(r, at, SEVERITY_ERROR, format, args);
	va_end(args);
}

void
yaml_warning(const struct yaml_reader *r, const struct yaml_node *at,
    const char *format, ...)
{
	va_list args;

	/* Warnings must not take the room of errors. */
	if (r->diags->count >= DIAG_MAX / 2) {
		r->diags->dropped++;
		return;
	}
	va_start(args, format);
	complain(r, at, SEVERITY_WARNING, format, args);
	va_end(args);
}

bool
yaml_expect(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, enum yaml_kind kind)
{
	static const char *const names[] = {
	    [YAML_KIND_TEXT] = "a text",
	    [YAML_KIND_LIST] = "a list",
	    [YAML_KIND_MAP] = "a map",
	};

	if (node->kind == kind && !yaml_is_null(node))
		return true;
	if (!yaml_is_null(node))
		yaml_error(r, node, "%s must be %s, not %s", what, names[kind],
		    names[node->kind]);
	else if (what[0] == '`')
		yaml_error(r, node,
		    "%s has no value: give it one, or leave the key out", what);
	else
		yaml_error(r, node, "%s is missing here", what);
	return false;
}

static const char *
next_key(size_t i, const void *context)
{
	const struct yaml_keys *keys = context;

	return i < keys->count ? keys->names[i] : NULL;
}

/* "`a`, `b`, `c`" */
static char *
list_words(const struct yaml_keys *keys)
{
	struct str list = STR_INIT;

	for (size_t i = 0; i < keys->count; i++)
		str_addf(&list, "%s`%s`", i ? ", " : "", keys->names[i]);
	return str_take(&list);
}

void
yaml_report_word(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, const struct yaml_keys *words)
{
	struct yaml_quote quote = yaml_quote(yaml_span(node));
	const char *near = text_nearest(yaml_span(node), next_key, words);
	char *list;

	if (near) {
		yaml_error(r, node, "%s cannot be \"%s\": did you mean `%s`?",
		    what, quote.text, near);
		return;
	}
	list = list_words(words);
	yaml_error(r, node, "%s cannot be \"%s\": there are %s", what,
	    quote.text, list);
	free(list);
}

static void
report_unknown(const struct yaml_reader *r, const struct yaml_node *key,
    const struct yaml_keys *keys)
{
	const char *near;
	char *list;

	if (r->secrets_told && yaml_key_is_secret(yaml_span(key)))
		return;
	near = text_nearest(yaml_span(key), next_key, keys);
	if (near) {
		yaml_error(r, key, "unknown key `%s`: did you mean `%s`?",
		    yaml_quote(yaml_span(key)).text, near);
		return;
	}
	list = list_words(keys);
	yaml_error(r, key, "unknown key `%s`: %s has %s",
	    yaml_quote(yaml_span(key)).text, keys->what, list);
	free(list);
}

static size_t
find_key(const struct yaml_keys *keys, struct span name)
{
	size_t i = 0;

	while (i < keys->count && !span_is(name, keys->names[i]))
		i++;
	return i;
}

static void
report_twice(const struct yaml_reader *r, const struct yaml_node *map,
    const struct yaml_node *key)
{
	const struct yaml_node *first = map->first;

	while (first->kind != YAML_KIND_TEXT ||
	       !span_equal(yaml_span(first), yaml_span(key)))
		first = first->next->next;
	yaml_error(r, key, "`%s` stands here twice: first on line %u",
	    yaml_quote(yaml_span(key)).text, first->line);
}

static void
report_key(const struct yaml_reader *r, const struct yaml_node *map,
    const struct yaml_keys *keys, const struct yaml_node *key)
{
	if (r->diags->count >= DIAG_MAX)
		yaml_error(r, key, "wrong key"); /* counted only */
	else if (key->kind != YAML_KIND_TEXT)
		yaml_error(r, key, "a key of %s must be a text", keys->what);
	else if (find_key(keys, yaml_span(key)) < keys->count)
		report_twice(r, map, key);
	else
		report_unknown(r, key, keys);
}

bool
yaml_read_keys(const struct yaml_reader *r, const struct yaml_node *map,
    const struct yaml_keys *keys, const struct yaml_node **values)
{
	bool ok = true;

	memset(values, 0, keys->count * sizeof(*values));
	for (const struct yaml_node *key = map->first; key;
	     key = key->next->next) {
		size_t i = keys->count;

		if (key->kind == YAML_KIND_TEXT)
			i = find_key(keys, yaml_span(key));
		if (i < keys->count && !values[i]) {
			values[i] = key->next;
			continue;
		}
		report_key(r, map, keys, key);
		ok = false;
	}
	return ok;
}

static bool
has_control(struct span text, bool lines_allowed)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (lines_allowed && (c == '\n' || c == '\t'))
			continue;
		if (c < 0x20 || c == 0x7f)
			return true;
	}
	return false;
}

static bool
check_text(const struct yaml_reader *r, const struct yaml_node *at,
    const char *what, size_t max, struct span text)
{
	if (!span_trim(text).length) {
		yaml_error(r, at, "%s is empty", what);
		return false;
	}
	if (text.length > max) {
		yaml_error(r, at, "%s has %zu bytes: more than %zu", what,
		    text.length, max);
		return false;
	}
	if (has_control(text, max > YAML_NAME_MAX)) {
		yaml_error(r, at, "%s holds a control character: \"%s\"", what,
		    yaml_quote(text).text);
		return false;
	}
	return true;
}

bool
yaml_check_name(const struct yaml_reader *r, const struct yaml_node *at,
    const char *what, struct span name)
{
	return check_text(r, at, what, YAML_NAME_MAX, name);
}

bool
yaml_read_text(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, size_t max, const char **text)
{
	struct span value;

	if (!yaml_expect(r, node, what, YAML_KIND_TEXT))
		return false;
	value = span_trim(yaml_span(node));
	if (!check_text(r, node, what, max, value))
		return false;
	*text = arena_span(r->arena, value);
	return true;
}

bool
yaml_read_bool(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, bool *value)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
	    {"true", true},
	    {"false", false},
	    {"yes", true},
	    {"no", false},
	    {"on", true},
	    {"off", false},
	};

	if (!yaml_expect(r, node, what, YAML_KIND_TEXT))
		return false;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (span_is_nocase(yaml_span(node), words[i].word)) {
			*value = words[i].value;
			return true;
		}
	}
	yaml_error(r, node, "%s must be true or false, not \"%s\"", what,
	    yaml_quote(yaml_span(node)).text);
	return false;
}

bool
yaml_read_number(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, struct yaml_limits limits, unsigned *number)
{
	long value;

	if (!yaml_expect(r, node, what, YAML_KIND_TEXT))
		return false;
	if (!span_to_number(yaml_span(node), (long)limits.most, &value) ||
	    value < (long)limits.least) {
		yaml_error(r, node,
		    "%s must be a number from %u to %u, not \"%s\"", what,
		    limits.least, limits.most,
		    yaml_quote(yaml_span(node)).text);
		return false;
	}
	*number = (unsigned)value;
	return true;
}

static bool
read_items(const struct yaml_reader *r, const struct yaml_node *item,
    const char *what, struct string_list *list)
{
	char *each = str_printf("an item of %s", what);
	bool ok = true;

	for (; item; item = item->next) {
		if (yaml_read_text(r, item, each, YAML_NAME_MAX,
			&list->items[list->count]))
			list->count++;
		else
			ok = false;
	}
	free(each);
	return ok;
}

bool
yaml_read_texts(const struct yaml_reader *r, const struct yaml_node *node,
    const char *what, struct string_list *list)
{
	struct string_list read = {NULL, 0};
	bool ok;

	if (node->kind == YAML_KIND_TEXT) {
		read.items = arena_array(r->arena, 1, sizeof(*read.items));
		read.count = 1;
		ok = yaml_read_text(r, node, what, YAML_NAME_MAX,
		    &read.items[0]);
	} else {
		if (!yaml_expect(r, node, what, YAML_KIND_LIST))
			return false;
		read.items =
		    arena_array(r->arena, node->length, sizeof(*read.items));
		ok = read_items(r, node->first, what, &read);
	}
	if (ok)
		*list = read;
	return ok;
}
