/*
 * snapshot.json looks like this, one device a line so that git shows what
 * changed:
 *
 *	{
 *	  "schema": "cablecheck/snapshot/1",
 *	  "taken_at": "2026-11-23T08:00:00Z",
 *	  "devices": {
 *	    "leaf1": {"status": "ok", "file": "leaf1.txt", "seconds": 0.410},
 *	    "leaf2": {"status": "dns", "error": "no such host"}
 *	  }
 *	}
 *
 * Reading is strict about the keys that are known, and passes over others: a
 * later release may add some.  It is written by hand and not by jansson, which
 * would print 0.41 with seventeen digits.
 */
#include "format/snapshot_index.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "format/snapshot.h"

#define SCHEMA "cablecheck/snapshot/1"

/* The file while it is being read. */
struct reading {
	const char *path;
	struct span text;
	struct visit_list *index;
	struct err *err;
};

/* Whether it says the same between quotes. */
static bool
is_plain(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	while (*p >= ' ' && *p < 0x7f && *p != '"' && *p != '\\')
		p++;
	return *p == '\0';
}

/* Adds a text as a JSON string. */
static void
add_quoted(struct str *out, const char *text)
{
	struct str utf8 = STR_INIT;
	json_t *string;
	char *quoted;

	if (is_plain(text)) {
		str_add_char(out, '"');
		str_add(out, text);
		str_add_char(out, '"');
		return;
	}
	text_to_utf8(&utf8, span_of(text));
	string = json_stringn(str_text(&utf8), utf8.length);
	quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
	if (!quoted)
		bug("out of memory");
	str_add(out, quoted);
	free(quoted);
	json_decref(string);
	str_release(&utf8);
}

static unsigned
line_of(struct span text, const char *position)
{
	unsigned line = 1;

	for (const char *p = text.text; p < position; p++)
		line += *p == '\n';
	return line;
}

/*
 * The line on which a device stands, or 0: jansson keeps no places, but the
 * name in quotes before a colon is found again.
 */
static unsigned
line_of_device(struct span text, const char *device)
{
	struct str quoted = STR_INIT;
	unsigned line = 0;
	struct span rest = text;
	const char *found;

	add_quoted(&quoted, device);
	while (!line && (found = span_find(rest, str_text(&quoted))) != NULL) {
		size_t before = (size_t)(found - rest.text);
		struct span after;

		rest = span_skip(rest, before + quoted.length);
		after = span_trim(rest);
		if (after.length && after.text[0] == ':')
			line = line_of(text, found);
	}
	str_release(&quoted);
	return line;
}

/* Fails with the place of a device; `problem` is about it. */
static bool
fail_device(const struct reading *r, const char *device, const char *problem)
{
	unsigned line = line_of_device(r->text, device);
	struct str name = STR_INIT;

	text_escape(&name, span_make(device, strnlen(device, 60)));
	if (line)
		err_set(r->err, ERR_INPUT, "%s:%u: device \"%s\": %s", r->path,
		    line, str_text(&name), problem);
	else
		err_set(r->err, ERR_INPUT, "%s: device \"%s\": %s", r->path,
		    str_text(&name), problem);
	str_release(&name);
	return false;
}

/* As fail_device(), for a word of the file that nobody knows. */
static bool
fail_word(const struct reading *r, const char *device, const char *key,
    const char *word)
{
	struct str problem = STR_INIT;

	str_addf(&problem, "unknown %s \"", key);
	text_escape(&problem, span_make(word, strnlen(word, 60)));
	str_add_char(&problem, '"');
	fail_device(r, device, str_text(&problem));
	str_release(&problem);
	return false;
}

/* False only when the key is there and holds no string. */
static bool
get_string(const json_t *object, const char *key, const char **value)
{
	const json_t *found = json_object_get(object, key);

	*value = NULL;
	if (!found || json_is_null(found))
		return true;
	*value = json_string_value(found);
	return *value != NULL;
}

static bool
file_is_inside(const char *file)
{
	return *file && !strchr(file, '/') && strcmp(file, ".") != 0 &&
	       strcmp(file, "..") != 0;
}

static bool
get_seconds(const json_t *object, double *seconds)
{
	const json_t *found = json_object_get(object, "seconds");

	*seconds = VISIT_NO_SECONDS;
	if (!found || json_is_null(found))
		return true;
	if (!json_is_number(found))
		return false;
	*seconds = json_number_value(found);
	return isfinite(*seconds) && *seconds >= 0;
}

static bool
read_words(const struct reading *r, const json_t *object, struct visit *visit)
{
	const char *platform;
	const char *status;

	if (!get_string(object, "status", &status) || !status)
		return fail_device(r, visit->device, "no status");
	if (!visit_status_from_name(span_of(status), &visit->status))
		return fail_word(r, visit->device, "status", status);
	if (!get_string(object, "platform", &platform))
		return fail_device(r, visit->device,
		    "the platform is no string");
	if (platform &&
	    !platform_from_name(span_of(platform), &visit->platform))
		return fail_word(r, visit->device, "platform", platform);
	return true;
}

/* clang-format off */
static const struct {
	const char *key;
	size_t offset; /* of a string in struct algorithms */
} algorithm_keys[] = {
	{ "kex",      offsetof(struct algorithms, kex) },
	{ "host_key", offsetof(struct algorithms, host_key) },
	{ "cipher",   offsetof(struct algorithms, cipher) },
	{ "mac",      offsetof(struct algorithms, mac) },
};
/* clang-format on */

static bool
read_algorithms(const struct reading *r, const json_t *object,
    struct visit *visit)
{
	const json_t *found = json_object_get(object, "algorithms");
	const char *value;

	if (!found || json_is_null(found))
		return true;
	for (size_t i = 0; i < COUNT_OF(algorithm_keys); i++) {
		char **field = (char **)(void *)((char *)&visit->algorithms +
						 algorithm_keys[i].offset);

		if (!json_is_object(found) ||
		    !get_string(found, algorithm_keys[i].key, &value))
			return fail_device(r, visit->device,
			    "the algorithms are no strings");
		if (value)
			*field = xstrdup(value);
	}
	return true;
}

static bool
read_device(const struct reading *r, const char *name, const json_t *object)
{
	struct visit *visit;
	const char *error;
	const char *file;

	if (!*name || !json_is_object(object))
		return fail_device(r, name, "not {\"status\": ...}");
	visit = visit_list_add(r->index, name);
	free(visit->file);
	visit->file = NULL;
	if (!read_words(r, object, visit))
		return false;
	if (!get_string(object, "error", &error) ||
	    !get_string(object, "file", &file))
		return fail_device(r, name,
		    "the error or the file is no string");
	if (!get_seconds(object, &visit->seconds))
		return fail_device(r, name,
		    "the seconds are no number from 0 on");
	if (file && !file_is_inside(file))
		return fail_device(r, name,
		    "the file is not the name of a file in the snapshot");
	if (visit->status == VISIT_OK && !file)
		return fail_device(r, name, "it answered, but has no file");
	if (visit->status != VISIT_OK && error)
		visit->error = xstrdup(error);
	if (file)
		visit->file = xstrdup(file);
	return read_algorithms(r, object, visit);
}

static bool
read_root(const struct reading *r, json_t *root)
{
	const char *schema;
	const char *taken_at;
	const char *name;
	json_t *devices;
	json_t *device;

	if (!json_is_object(root) || !get_string(root, "schema", &schema) ||
	    !schema || strcmp(schema, SCHEMA) != 0)
		return err_set(r->err, ERR_INPUT,
		    "%s:1: the schema is not \"" SCHEMA
		    "\": is this a snapshot of another program or release?",
		    r->path);
	if (!get_string(root, "taken_at", &taken_at))
		return err_set(r->err, ERR_INPUT,
		    "%s:1: \"taken_at\" is no string", r->path);
	devices = json_object_get(root, "devices");
	if (!json_is_object(devices))
		return err_set(r->err, ERR_INPUT,
		    "%s:1: \"devices\" is no object", r->path);
	json_object_foreach(devices, name, device)
	{
		if (!read_device(r, name, device))
			return false;
	}
	if (taken_at) {
		free(r->index->taken_at);
		r->index->taken_at = xstrdup(taken_at);
	}
	return true;
}

static bool
read_text(const struct reading *r)
{
	json_error_t problem;
	struct str words = STR_INIT;
	json_t *root;
	bool ok;

	root = json_loadb(r->text.text, r->text.length, JSON_REJECT_DUPLICATES,
	    &problem);
	if (!root) {
		text_escape(&words, span_of(problem.text));
		err_set(r->err, ERR_INPUT, "%s:%d:%d: no JSON: %s", r->path,
		    problem.line > 0 ? problem.line : 1,
		    problem.column > 0 ? problem.column : 1, str_text(&words));
		str_release(&words);
		return false;
	}
	ok = read_root(r, root);
	json_decref(root);
	return ok;
}

/* A link may lead anywhere, and a pipe never ends. */
static bool
find_index(const char *path, bool *found, struct err *err)
{
	struct stat st;

	*found = lstat(path, &st) == 0;
	if (!*found && errno != ENOENT) {
		err_errno(err, "cannot read %s", path);
		err->code = ERR_INPUT;
		return false;
	}
	if (*found && !S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT,
		    "cannot read %s: a snapshot holds plain files only", path);
	return true;
}

bool
snapshot_index_read(const char *folder, struct visit_list *index, bool *found,
    struct err *err)
{
	char *path = str_printf("%s/" SNAPSHOT_INDEX_NAME, folder);
	struct reading r = {path, SPAN_ABSENT, index, err};
	char *text = NULL;
	bool ok = false;

	if (!find_index(path, found, err))
		goto done;
	if (*found) {
		if (!file_read(path, SNAPSHOT_INDEX_MAX, &text, &r.text.length,
			err))
			goto done;
		r.text.text = text;
		if (!read_text(&r))
			goto done;
	}
	ok = true;

done:
	free(text);
	free(path);
	return ok;
}

/* A member of an object that is not its first. */
static void
add_string(struct str *out, const char *key, const char *value)
{
	str_add(out, ", ");
	add_quoted(out, key);
	str_add(out, ": ");
	add_quoted(out, value);
}

static void
format_algorithms(struct str *out, const struct algorithms *algorithms)
{
	bool any = false;

	for (size_t i = 0; i < COUNT_OF(algorithm_keys); i++) {
		const char *const *field =
		    (const void *)((const char *)algorithms +
				   algorithm_keys[i].offset);

		if (!*field)
			continue;
		str_add(out, any ? ", " : ", \"algorithms\": {");
		add_quoted(out, algorithm_keys[i].key);
		str_add(out, ": ");
		add_quoted(out, *field);
		any = true;
	}
	if (any)
		str_add_char(out, '}');
}

static void
format_visit(struct str *out, const struct visit *visit)
{
	char *file = visit_file_name(visit->device);

	str_add(out, "    ");
	add_quoted(out, visit->device);
	str_add(out, ": {\"status\": ");
	add_quoted(out, visit_status_name(visit->status));
	if (visit->error)
		add_string(out, "error", visit->error);
	if (visit_has_text(visit))
		add_string(out, "file", file);
	if (visit->platform != PLATFORM_AUTO)
		add_string(out, "platform", platform_name(visit->platform));
	if (visit->seconds >= 0)
		str_addf(out, ", \"seconds\": %.3f", visit->seconds);
	format_algorithms(out, &visit->algorithms);
	str_add_char(out, '}');
	free(file);
}

void
snapshot_index_format(struct str *out, const char *taken_at,
    const struct visit *const *visits, size_t count)
{
	str_add(out, "{\n  \"schema\": \"" SCHEMA "\",\n");
	if (taken_at) {
		str_add(out, "  \"taken_at\": ");
		add_quoted(out, taken_at);
		str_add(out, ",\n");
	}
	str_add(out, "  \"devices\": {");
	for (size_t i = 0; i < count; i++) {
		str_add(out, i ? ",\n" : "\n");
		format_visit(out, visits[i]);
	}
	str_add(out, count ? "\n  }\n}\n" : "}\n}\n");
}
