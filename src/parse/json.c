/*
 * Scanning JSON for rows; see json.h.
 */
#include "parse/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/str.h"
#include "base/text.h"
#include "parse/rows.h"

/* One row: a version text and some dozens of small values. */
#define ROW_MAX ((size_t)4 << 20)

struct scan {
	struct span rest; /* not scanned yet */
	size_t line;      /* of rest.text, from 1 */
	size_t depth;
	struct rows rows;
	bool is_done;       /* the first value has ended */
	bool is_familiar;   /* a key was seen that devices use */
	const char *broken; /* about the first row that was not read, or NULL */
	const char *stop;   /* why the scan stopped early, or NULL */

	/* The row being copied: its bytes as jansson will have them. */
	struct str row;
	size_t whole; /* length up to the latest comma between its members */
};

/* --- bytes --------------------------------------------------------------- */

static char
take_byte(struct scan *scan)
{
	char c = scan->rest.text[0];

	scan->rest = span_skip(scan->rest, 1);
	scan->line += c == '\n';
	return c;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
skip_blanks(struct scan *scan)
{
	while (scan->rest.length && is_blank(scan->rest.text[0]))
		take_byte(scan);
}

/*
 * Copies the rest of a string, whose first quote is behind us, and its last
 * quote.  False when the text or the room for a row ends first.
 */
static bool
copy_string(struct scan *scan, struct str *out)
{
	while (scan->rest.length && out->length < ROW_MAX) {
		char c = take_byte(scan);

		str_add_char(out, c);
		if (c == '"')
			return true;
		if (c == '\\' && scan->rest.length)
			str_add_char(out, take_byte(scan));
	}
	return false;
}

/* Passes over a string and returns what is in it, escapes and all. */
static bool
skip_string(struct scan *scan, struct span *content)
{
	const char *start = scan->rest.text;

	while (scan->rest.length) {
		char c = take_byte(scan);

		if (c == '"') {
			*content = span_make(start,
			    (size_t)(scan->rest.text - start) - 1);
			return true;
		}
		if (c == '\\' && scan->rest.length)
			take_byte(scan);
	}
	return false;
}

/* --- one row ------------------------------------------------------------- */

/*
 * Copies an object, whose brace is behind us.  Each of its own keys gets its
 * line and a number in front, so that no two are alike: "12.3:capability".
 * False when it does not end.
 */
static bool
copy_row(struct scan *scan)
{
	struct str *out = &scan->row;
	size_t depth = 1;
	size_t keys = 0;
	bool is_key = true;

	str_clear(out);
	str_add_char(out, '{');
	scan->whole = out->length;
	while (scan->rest.length && out->length < ROW_MAX &&
	       depth <= ROWS_DEPTH_MAX) {
		char c;

		if (depth == 1 && scan->rest.text[0] == ',')
			scan->whole = out->length;
		c = take_byte(scan);
		str_add_char(out, is_blank(c) ? ' ' : c);
		if (c == '"') {
			if (depth == 1 && is_key)
				str_addf(out, "%zu.%zu:", scan->line, keys++);
			if (!copy_string(scan, out))
				return false;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			if (--depth == 0)
				return true;
		} else if (depth == 1 && (c == ',' || c == ':')) {
			is_key = c == ',';
		}
	}
	return false;
}

/* The text of a value that is neither an object nor an array. */
static bool
give_scalar(struct rows *rows, const json_t *value)
{
	char number[64];

	if (json_is_string(value))
		return rows_text(rows, span_make(json_string_value(value),
					   json_string_length(value)));
	if (json_is_integer(value))
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
		    json_integer_value(value));
	else if (json_is_real(value))
		snprintf(number, sizeof(number), "%g", json_real_value(value));
	else
		snprintf(number, sizeof(number), "%s",
		    json_is_true(value) ? "true" : "false");
	return rows_text(rows, span_of(number));
}

static bool give_member(struct rows *rows, struct span name, size_t line,
    const json_t *value);

/* Nesting is bounded: copy_row() has counted it. */
static bool
give_object(struct rows *rows, size_t line, const json_t *object)
{
	json_t *unlocked = (json_t *)(uintptr_t)object;
	const char *key;
	json_t *value;

	json_object_foreach(unlocked, key, value)
	{
		if (!give_member(rows, span_of(key), line, value))
			return false;
	}
	return true;
}

/* A member, or each element of an array under the same name. */
static bool
give_member(struct rows *rows, struct span name, size_t line,
    const json_t *value)
{
	bool ok = true;

	if (json_is_array(value)) {
		for (size_t i = 0; ok && i < json_array_size(value); i++)
			ok = give_member(rows, name, line,
			    json_array_get(value, i));
		return ok;
	}
	if (json_is_null(value))
		return true;
	if (!rows_open(rows, name, line))
		return false;
	ok = json_is_object(value) ? give_object(rows, line, value)
				   : give_scalar(rows, value);
	rows_close(rows);
	return ok;
}

/* Takes "12.3:" off the front of a key. */
static struct span
original_key(const char *key, size_t *line)
{
	char *end;

	*line = strtoul(key, &end, 10);
	end = strchr(end, ':');
	return span_of(end ? end + 1 : "");
}

static bool
give_row(struct rows *rows, json_t *row)
{
	const char *key;
	json_t *value;

	json_object_foreach(row, key, value)
	{
		size_t line;
		struct span name = original_key(key, &line);

		if (!give_member(rows, name, line, value))
			return false;
	}
	return true;
}

static void
note_broken(struct scan *scan, size_t line, const char *why)
{
	struct arena *arena = scan->rows.list->arena;
	struct str safe = STR_INIT;

	if (scan->broken)
		return;
	text_escape(&safe, span_of(why));
	scan->broken = arena_printf(arena,
	    "the entry on line %zu cannot be read: %s", line, str_text(&safe));
	str_release(&safe);
}

/* Reads the row whose brace is next. */
static void
take_row(struct scan *scan, struct span name)
{
	size_t line = scan->line;
	json_error_t error = {.text = ""};
	json_t *row;
	bool whole;

	take_byte(scan);
	whole = copy_row(scan);
	if (!whole) {
		/* Up to the last member that is there to its end. */
		scan->row.length = scan->whole;
		str_add_char(&scan->row, '}');
		scan->stop = scan->rest.length
				 ? "an entry of it is too large"
				 : "the JSON stops inside an entry";
	}
	row = json_loadb(scan->row.text, scan->row.length, JSON_ALLOW_NUL,
	    &error);
	if (!row) {
		note_broken(scan, line, error.text);
		return;
	}
	if (!rows_open(&scan->rows, name, line) || !give_row(&scan->rows, row))
		scan->stop = "it is larger than any device's";
	if (whole && !scan->stop)
		rows_close(&scan->rows);
	json_decref(row);
}

/* --- the document -------------------------------------------------------- */

/* The rows behind a row's name: one object, or an array of them. */
static void
take_rows(struct scan *scan, struct span name)
{
	bool is_array = scan->rest.length && scan->rest.text[0] == '[';

	if (is_array)
		take_byte(scan);
	for (;;) {
		skip_blanks(scan);
		if (!scan->rest.length || scan->rest.text[0] != '{')
			break;
		take_row(scan, name);
		skip_blanks(scan);
		if (scan->stop || !is_array || !scan->rest.length ||
		    scan->rest.text[0] != ',')
			break;
		take_byte(scan);
	}
	if (is_array && scan->rest.length && scan->rest.text[0] == ']')
		take_byte(scan);
	else if (is_array && !scan->stop)
		scan->stop = "the JSON stops between two entries";
}

/* The part of a key behind "module:", as RESTCONF writes it. */
static struct span
local_name(struct span key)
{
	const char *colon = span_find_char(key, ':');

	return colon ? span_skip(key, (size_t)(colon - key.text) + 1) : key;
}

static bool
is_familiar(struct span name)
{
	return rows_is_row(name) || span_is(name, "neigh_count") ||
	       span_starts(name, "TABLE_cdp_neighbor") ||
	       span_starts(name, "TABLE_nbor");
}

/*
 * Of a list that is spelt as its container is (see rows.c) only the array
 * holds rows.
 */
static bool
holds_rows(const struct scan *scan, struct span name)
{
	return rows_is_row(name) && scan->rest.length &&
	       (scan->rest.text[0] == '[' || !span_ends(name, "details"));
}

static void
take_string(struct scan *scan)
{
	struct span key;

	if (!skip_string(scan, &key)) {
		scan->stop = "the JSON stops inside a string";
		return;
	}
	key = local_name(key);
	if (!is_familiar(key))
		return;
	skip_blanks(scan);
	if (!scan->rest.length || scan->rest.text[0] != ':')
		return;
	scan->is_familiar = true;
	take_byte(scan);
	skip_blanks(scan);
	if (holds_rows(scan, key))
		take_rows(scan, key);
}

static void
scan_document(struct scan *scan)
{
	while (scan->rest.length && !scan->is_done && !scan->stop) {
		char c = take_byte(scan);

		if (c == '"') {
			take_string(scan);
		} else if (c == '{' || c == '[') {
			scan->depth++;
		} else if (c == '}' || c == ']') {
			scan->depth -= scan->depth > 0;
			scan->is_done = scan->depth == 0;
		}
	}
	if (!scan->is_done && !scan->stop)
		scan->stop = "the JSON stops early";
}

static void
judge(struct scan *scan, struct document *document)
{
	document->is_whole = scan->is_done;
	document->is_recognized = scan->is_familiar;
	document->state = NEIGHBORS_OK;
	if (!scan->is_familiar) {
		document->state = NEIGHBORS_NONE;
		document->explanation = "there are no neighbors in this JSON";
	} else if (scan->stop || scan->broken) {
		document->state = NEIGHBORS_TRUNCATED;
		document->explanation =
		    scan->broken ? scan->broken : scan->stop;
	}
}

struct document
json_read(struct span text, size_t lines, struct neighbor_list *list)
{
	struct document document = {.length = text.length};
	struct scan scan = {.line = lines + 1};
	struct str clean = STR_INIT;
	struct span rest = text;
	struct span line;

	document_clean_json(text, list->arena, &clean);
	scan.rest = str_span(&clean);
	rows_init(&scan.rows, list);
	scan_document(&scan);
	rows_finish(&scan.rows);
	judge(&scan, &document);
	/* The line on which it ends, whole. */
	for (size_t i = lines; i < scan.line && scan.is_done; i++) {
		if (!span_next_line(&rest, &line))
			break;
		document.length = text.length - rest.length;
	}
	rows_release(&scan.rows);
	str_release(&scan.row);
	str_release(&clean);
	return document;
}
