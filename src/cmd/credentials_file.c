/*
 * Reading a credentials file; see credentials_file.h for what it looks like.
 */
#include "cmd/credentials_file.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

#define FILE_MAX_BYTES ((size_t)1 << 20)

enum key_kind {
	KEY_TEXT,
	KEY_PATH, /* "~/" is the home folder */
	KEY_AGENT,
	KEY_NUMBER,
	KEY_SECRET,
};

/* clang-format off */
static const struct {
	const char *name;
	enum key_kind kind;
	size_t offset;
} keys[] = {
	{ "username", KEY_TEXT,
	  offsetof(struct credentials_section, username) },
	{ "password", KEY_SECRET,
	  offsetof(struct credentials_section, password) },
	{ "password-command", KEY_TEXT,
	  offsetof(struct credentials_section, password_command) },
	{ "enable", KEY_SECRET,
	  offsetof(struct credentials_section, enable) },
	{ "identity", KEY_PATH,
	  offsetof(struct credentials_section, identity) },
	{ "passphrase", KEY_SECRET,
	  offsetof(struct credentials_section, passphrase) },
	{ "agent", KEY_AGENT,
	  offsetof(struct credentials_section, agent) },
	{ "logins", KEY_NUMBER,
	  offsetof(struct credentials_section, logins) },
};
/* clang-format on */

/* Where a line stands, for messages. */
struct place {
	const char *path;
	unsigned line;
	struct err *err;
};

static const char *
next_key(size_t i, const void *context)
{
	(void)context;
	return i < COUNT_OF(keys) ? keys[i].name : NULL;
}

static bool
fail_key(const struct place *place, struct span name)
{
	const char *near = text_nearest(name, next_key, NULL);
	struct str shown = STR_INIT;

	text_escape(&shown, name);
	if (near)
		err_set(place->err, ERR_INPUT,
		    "%s:%u: unknown key '%s'; did you mean %s?", place->path,
		    place->line, str_text(&shown), near);
	else
		err_set(place->err, ERR_INPUT,
		    "%s:%u: unknown key '%s'; there are username, password, "
		    "password-command, enable, identity, passphrase, agent "
		    "and logins",
		    place->path, place->line, str_text(&shown));
	str_release(&shown);
	return false;
}

static bool
fail(const struct place *place, const char *problem)
{
	return err_set(place->err, ERR_INPUT, "%s:%u: %s", place->path,
	    place->line, problem);
}

/* Quotes keep the blanks at the ends of a value. */
static struct span
unquote(struct span value)
{
	char quote = value.length >= 2 ? value.text[0] : '\0';

	if ((quote != '"' && quote != '\'') ||
	    value.text[value.length - 1] != quote)
		return value;
	return span_make(value.text + 1, value.length - 2);
}

static char *
copy_text(struct span value)
{
	return xstrndup(value.text, value.length);
}

static char *
copy_path(struct span value)
{
	const char *home = getenv("HOME");
	char *rest;
	char *path;

	if (!home || !span_starts(value, "~/"))
		return copy_text(value);
	rest = copy_text(span_skip(value, 1));
	path = str_printf("%s%s", home, rest);
	free(rest);
	return path;
}

static bool
set_key(struct credentials_section *section, size_t key, struct span value,
    const struct place *place)
{
	void *field = (char *)section + keys[key].offset;
	struct secret **secret = field;
	char **text = field;
	long number = 0;

	if (!value.length)
		return fail(place, "the value is empty");
	if (span_find_char(value, '\0'))
		return fail(place, "there is a zero byte in the value");
	if (keys[key].kind == KEY_SECRET ? *secret != NULL : *text != NULL)
		return fail(place, "this key stands twice in its section");
	switch (keys[key].kind) {
	case KEY_SECRET:
		*secret = secret_new(value);
		break;
	case KEY_TEXT:
		*text = copy_text(value);
		break;
	case KEY_PATH:
		*text = copy_path(value);
		break;
	case KEY_NUMBER:
		if (!span_to_number(value, 100000, &number) || number < 1)
			return fail(place,
			    "this is no number from 1 to 100000");
		*text = copy_text(value);
		break;
	case KEY_AGENT:
		*text = span_is(value, "no") ? xstrdup("") : copy_path(value);
		break;
	}
	return true;
}

static bool
take_setting(struct credentials_section *section, struct span line,
    const struct place *place)
{
	const char *equals = span_find_char(line, '=');
	struct span name;
	struct span value;

	if (!equals)
		return fail(place, "neither `[PATTERN...]` nor `key = value`");
	name = span_trim(span_make(line.text, (size_t)(equals - line.text)));
	value = unquote(
	    span_trim(span_skip(line, (size_t)(equals - line.text) + 1)));
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (span_is(name, keys[i].name))
			return set_key(section, i, value, place);
	}
	return fail_key(place, name);
}

static void
add_section(struct credentials_file *file, struct span patterns)
{
	struct credentials_section *section;

	file->sections = grow_array(file->sections, file->count,
	    &file->capacity, sizeof(*file->sections));
	section = &file->sections[file->count++];
	*section = (struct credentials_section){0};
	if (!span_is_absent(patterns))
		section->patterns = copy_text(patterns);
}

/* Names of devices hold no blanks where patterns can hold ranges. */
static bool
take_header(struct credentials_file *file, struct span line,
    const struct place *place)
{
	struct span inner;

	if (line.length < 2 || line.text[line.length - 1] != ']')
		return fail(place, "the section's `]` is missing");
	inner = span_trim(span_make(line.text + 1, line.length - 2));
	if (!inner.length)
		return fail(place, "a section needs a pattern: `[leaf*]`");
	add_section(file, inner);
	return true;
}

static bool
read_lines(struct credentials_file *file, struct span rest, struct place *place)
{
	struct span line;
	bool ok = true;

	while (ok && span_next_line(&rest, &line)) {
		place->line++;
		line = span_trim(line);
		if (!line.length || line.text[0] == '#' || line.text[0] == ';')
			continue;
		if (line.text[0] == '[')
			ok = take_header(file, line, place);
		else
			ok = take_setting(&file->sections[file->count - 1],
			    line, place);
	}
	return ok;
}

static bool
check_mode(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_errno_input(err, "cannot read the credentials %s",
		    path);
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		return true;
	return err_set(err, ERR_INPUT,
	    "others can read the credentials in %s (mode %04o): chmod 600 %s",
	    path, st.st_mode & 07777U, path);
}

bool
credentials_file_read(struct credentials_file *file, const char *path,
    struct err *err)
{
	struct place place = {path, 0, err};
	char *text = NULL;
	size_t length = 0;
	bool ok;

	if (!check_mode(path, err) ||
	    !file_read(path, FILE_MAX_BYTES, &text, &length, err))
		return false;
	add_section(file, SPAN_ABSENT);
	ok = read_lines(file, span_make(text, length), &place);
	secret_wipe(text, length);
	free(text);
	return ok;
}

void
credentials_file_release(struct credentials_file *file)
{
	for (size_t i = 0; i < file->count; i++) {
		struct credentials_section *section = &file->sections[i];

		free(section->patterns);
		free(section->username);
		free(section->identity);
		free(section->password_command);
		free(section->agent);
		free(section->logins);
		secret_free(section->password);
		secret_free(section->enable);
		secret_free(section->passphrase);
	}
	free(file->sections);
	*file = (struct credentials_file){NULL, 0, 0};
}

static bool
next_word(struct span *rest, struct span *word)
{
	*rest = span_trim(*rest);
	*word = *rest;
	word->length = 0;
	while (word->length < rest->length &&
	       !strchr(" \t,", rest->text[word->length]))
		word->length++;
	*rest = span_skip(*rest, word->length);
	while (rest->length && strchr(" \t,", rest->text[0]))
		*rest = span_skip(*rest, 1);
	return word->length > 0;
}

static bool
matches(const char *patterns, const char *device)
{
	struct span rest = span_of(patterns);
	struct span word;
	bool found = false;

	while (!found && next_word(&rest, &word)) {
		char *pattern = copy_text(word);

		found = text_glob_match(pattern, device);
		free(pattern);
	}
	return found;
}

size_t
credentials_file_find(const struct credentials_file *file, const char *device)
{
	for (size_t i = 1; i < file->count; i++) {
		if (matches(file->sections[i].patterns, device))
			return i;
	}
	return 0;
}

static bool
texts_equal(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
secrets_equal(const struct secret *a, const struct secret *b)
{
	return texts_equal(a ? secret_text(a) : NULL,
	    b ? secret_text(b) : NULL);
}

bool
credentials_file_equal(const struct credentials_file *a,
    const struct credentials_file *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct credentials_section *one = &a->sections[i];
		const struct credentials_section *other = &b->sections[i];

		if (!texts_equal(one->patterns, other->patterns) ||
		    !texts_equal(one->username, other->username) ||
		    !texts_equal(one->identity, other->identity) ||
		    !texts_equal(one->password_command,
			other->password_command) ||
		    !texts_equal(one->agent, other->agent) ||
		    !texts_equal(one->logins, other->logins) ||
		    !secrets_equal(one->password, other->password) ||
		    !secrets_equal(one->enable, other->enable) ||
		    !secrets_equal(one->passphrase, other->passphrase))
			return false;
	}
	return true;
}
