/*
 * The one file that knows how jansson is to be treated; see tree.h.  Objects
 * keep the order in which their keys were set, which is what makes the output
 * the same from run to run.
 */
#include "report/tree.h"

#include "base/mem.h"
#include "base/text.h"

static json_t *
checked(json_t *value)
{
	if (!value)
		bug("no memory for JSON");
	return value;
}

json_t *
tree_object(void)
{
	return checked(json_object());
}

json_t *
tree_array(void)
{
	return checked(json_array());
}

json_t *
tree_span(struct span text)
{
	struct str utf8 = STR_INIT;
	json_t *value;

	if (span_is_absent(text))
		return json_null();
	text_to_utf8(&utf8, text);
	value = checked(json_stringn(str_text(&utf8), utf8.length));
	str_release(&utf8);
	return value;
}

json_t *
tree_string(const char *text)
{
	return text ? tree_span(span_of(text)) : json_null();
}

json_t *
tree_count(size_t count)
{
	return checked(json_integer((json_int_t)count));
}

json_t *
tree_place(size_t place)
{
	return place ? tree_count(place) : json_null();
}

/* Nobody visits a device for longer than this; and it fits a long long. */
#define SECONDS_MAX 1e9

json_t *
tree_seconds(double seconds)
{
	long long ms;

	if (!(seconds >= 0 && seconds <= SECONDS_MAX))
		return json_null();
	ms = (long long)(seconds * 1000 + 0.5);
	return checked(json_real((double)ms / 1000));
}

void
tree_set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		bug("no memory for JSON key %s", key);
}

void
tree_append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		bug("no memory for JSON");
}

static int
add_piece(const char *text, size_t length, void *out)
{
	str_add_span(out, span_make(text, length));
	return 0;
}

/* 15 digits are as many as a double always holds: 0.41 stays 0.41. */
#define PRECISION JSON_REAL_PRECISION(15)

static void
write_tree(json_t *root, size_t flags, struct str *out)
{
	if (json_dump_callback(root, add_piece, out, flags | PRECISION) != 0)
		bug("cannot write JSON");
	str_add_char(out, '\n');
	json_decref(root);
}

void
tree_write(json_t *root, struct str *out)
{
	write_tree(root, JSON_INDENT(2), out);
}

void
tree_write_line(json_t *root, struct str *out)
{
	write_tree(root, JSON_COMPACT, out);
}
