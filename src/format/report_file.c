/*
 * Strict about the keys that are needed, and blind to all others: a later
 * release may add some.
 */
#include "format/report_file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define SCHEMA "cablecheck/verify/1"

static const char *
copy_text(struct arena *arena, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? arena_strdup(arena, text) : NULL;
}

static void
add_name(struct arena *arena, struct string_list *list, const json_t *name)
{
	const char *text = json_string_value(name);

	if (text)
		list->items[list->count++] = arena_strdup(arena, text);
}

/* The devices of {"a": {"device": ...}, "b": {"device": ...}} of a list. */
static void
add_ends(struct arena *arena, struct string_list *list, const json_t *cables)
{
	const json_t *cable;
	size_t i;

	json_array_foreach(cables, i, cable)
	{
		add_name(arena, list,
		    json_object_get(json_object_get(cable, "a"), "device"));
		add_name(arena, list,
		    json_object_get(json_object_get(cable, "b"), "device"));
	}
}

static void
read_names(struct arena *arena, const json_t *value, struct past_finding *past)
{
	const json_t *cables = json_object_get(value, "cables");
	const json_t *observed = json_object_get(value, "observed");
	const json_t *devices = json_object_get(value, "devices");
	const json_t *item;
	size_t i;

	past->cables.items = arena_array(arena, json_array_size(cables),
	    sizeof(*past->cables.items));
	past->devices.items = arena_array(arena,
	    json_array_size(devices) +
		2 * (json_array_size(cables) + json_array_size(observed)),
	    sizeof(*past->devices.items));
	json_array_foreach(cables, i, item)
	{
		add_name(arena, &past->cables, json_object_get(item, "id"));
	}
	json_array_foreach(devices, i, item)
	{
		add_name(arena, &past->devices, item);
	}
	add_ends(arena, &past->devices, cables);
	add_ends(arena, &past->devices, observed);
}

static bool
read_finding(struct arena *arena, const json_t *value,
    struct past_finding *past)
{
	past->id = copy_text(arena, value, "id");
	past->kind = copy_text(arena, value, "kind");
	past->severity = copy_text(arena, value, "severity");
	past->message = copy_text(arena, value, "message");
	read_names(arena, value, past);
	return past->id && past->kind && past->severity && past->message;
}

static bool
read_root(const json_t *root, const char *path, struct arena *arena,
    struct past_findings *past, struct err *err)
{
	const json_t *findings = json_object_get(root, "findings");
	const char *schema = json_string_value(json_object_get(root, "schema"));
	const json_t *value;
	size_t i;

	if (!schema || strcmp(schema, SCHEMA) != 0 || !json_is_array(findings))
		return err_set(err, ERR_INPUT,
		    "%s is no report of `verify --format json` (\"schema\": "
		    "\"%s\")",
		    path, SCHEMA);
	past->items =
	    arena_array(arena, json_array_size(findings), sizeof(*past->items));
	json_array_foreach(findings, i, value)
	{
		if (!read_finding(arena, value, &past->items[past->count++]))
			return err_set(err, ERR_INPUT,
			    "%s: finding %zu has no id, kind, severity or "
			    "message",
			    path, i + 1);
	}
	return true;
}

bool
report_file_read(const char *path, struct arena *arena,
    struct past_findings *past, struct err *err)
{
	json_error_t error;
	json_t *root;
	char *text = NULL;
	size_t length;
	bool ok;

	*past = (struct past_findings){arena_strdup(arena, path), NULL, 0};
	if (!file_read(path, REPORT_FILE_MAX, &text, &length, err))
		return false;
	root = json_loadb(text, length, 0, &error);
	if (root)
		ok = read_root(root, path, arena, past, err);
	else
		ok = err_set(err, ERR_INPUT, "%s:%d:%d: %s", path, error.line,
		    error.column, error.text);
	json_decref(root);
	free(text);
	return ok;
}
