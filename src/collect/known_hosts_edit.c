/*
 * Editing known_hosts; see known_hosts_edit.h.
 *
 * First every old line is looked at, with those edits in mind that replace
 * something (there are few: they were confirmed one by one): it is kept, loses
 * a name, or goes.  Then the new lines are appended.
 */
#include "collect/known_hosts_edit.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "collect/kexinit.h"
#include "collect/known_hosts.h"
#include "collect/known_hosts_line.h"

/* While a text is being edited. */
struct edit {
	const char *path;
	char **replaced; /* owned; the names that lose their old keys */
	size_t replaced_count;
	bool hashed;
	struct str *out;
};

static bool
is_replaced(const struct edit *edit, struct span name)
{
	for (size_t i = 0; i < edit->replaced_count; i++) {
		if (known_hosts_names_match(name, edit->replaced[i]))
			return true;
	}
	return false;
}

/* The names of a line that stay. */
static struct str
keep_names(const struct edit *edit, struct span names)
{
	struct str kept = STR_INIT;
	struct span name;

	while (kexinit_next_name(&names, &name)) {
		if (is_replaced(edit, name))
			continue;
		if (kept.length)
			str_add_char(&kept, ',');
		str_add_span(&kept, name);
	}
	return kept;
}

/* A line that is about a host that gets another key. */
static bool
shorten_line(struct edit *edit, struct span text, struct span names,
    unsigned number, struct err *err)
{
	struct str kept = STR_INIT;

	if (span_starts(names, "|1|"))
		return true;
	if (!known_hosts_names_are_plain(names))
		return err_set(err, ERR_INPUT,
		    "%s:%u is a pattern that is about other hosts as well; "
		    "change this line by hand",
		    edit->path, number);
	kept = keep_names(edit, names);
	if (kept.length) {
		size_t before = (size_t)(names.text - text.text);

		str_add_span(edit->out, span_make(text.text, before));
		str_add_span(edit->out, str_span(&kept));
		str_add_span(edit->out, span_skip(text, before + names.length));
		str_add_char(edit->out, '\n');
	}
	str_release(&kept);
	return true;
}

static bool
copy_line(struct edit *edit, struct span text, unsigned number, struct err *err)
{
	struct known_hosts_line line;
	bool is_entry = known_hosts_line_read(text, &line);

	if (is_entry)
		edit->hashed = span_starts(line.names, "|1|");
	if (is_entry && line.marker == MARKER_NONE &&
	    is_replaced(edit, line.names))
		return shorten_line(edit, text, line.names, number, err);
	str_add_span(edit->out, text);
	str_add_char(edit->out, '\n');
	return true;
}

static bool
add_line(struct edit *edit, const struct known_hosts_edit *wanted,
    struct err *err)
{
	char *line = known_hosts_line_format(wanted->host, wanted->port,
	    wanted->key, edit->hashed);

	if (!line)
		return err_set(err, ERR_INPUT, "%s shows a damaged host key",
		    wanted->host);
	str_addf(edit->out, "%s\n", line);
	free(line);
	return true;
}

/* The next line as it is, a CR at its end included. */
static bool
next_line(struct span *rest, struct span *line)
{
	const char *end = span_find_char(*rest, '\n');

	if (rest->length == 0)
		return false;
	line->text = rest->text;
	line->length = end ? (size_t)(end - rest->text) : rest->length;
	*rest = span_skip(*rest, line->length + (end ? 1 : 0));
	return true;
}

bool
known_hosts_edit_text(struct span text, const char *path,
    const struct known_hosts_edit *edits, size_t count, struct str *out,
    struct err *err)
{
	struct edit edit = {.path = path, .out = out};
	struct span line;
	unsigned number = 0;
	bool ok = true;

	edit.replaced = xcalloc(count, sizeof(*edit.replaced));
	for (size_t i = 0; i < count; i++) {
		if (edits[i].replace)
			edit.replaced[edit.replaced_count++] =
			    known_hosts_spell(edits[i].host, edits[i].port);
	}
	while (ok && next_line(&text, &line))
		ok = copy_line(&edit, line, ++number, err);
	for (size_t i = 0; ok && i < count; i++) {
		if (edits[i].key.text)
			ok = add_line(&edit, &edits[i], err);
	}
	for (size_t i = 0; i < edit.replaced_count; i++)
		free(edit.replaced[i]);
	free(edit.replaced);
	return ok;
}

/* --- the file ------------------------------------------------------------- */

#define KNOWN_HOSTS_MAX ((size_t)64 << 20)

bool
known_hosts_edit_file(const char *path, const struct known_hosts_edit *edits,
    size_t count, struct err *err)
{
	bool is_new = access(path, F_OK) != 0 && errno == ENOENT;
	struct str out = STR_INIT;
	size_t length = 0;
	char *text = NULL;
	bool ok = false;

	if (is_new)
		known_hosts_make_folder(path);
	else if (!file_read(path, KNOWN_HOSTS_MAX, &text, &length, err))
		goto done;
	if (!known_hosts_edit_text(span_make(text, length), path, edits, count,
		&out, err))
		goto done;
	ok = file_write(path, str_span(&out), is_new ? 0600 : 0777, err);

done:
	str_release(&out);
	free(text);
	return ok;
}
