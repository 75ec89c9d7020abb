/*
 * Lines as a person would see them; see screen.h.
 */
#include "collect/screen.h"

#include <string.h>
#include <strings.h>

#include "model/pager.h"

/* The length of an escape sequence at the front of `s`, or 0. */
size_t
screen_escape_length(struct span s)
{
	size_t i = 2;

	if (s.length < 2 || s.text[0] != '\x1b')
		return 0;
	if (s.text[1] != '[')
		return 2;
	while (i < s.length && (s.text[i] < '@' || s.text[i] > '~'))
		i++;
	return i < s.length ? i + 1 : i;
}

/*
 * What a line looks like on the screen: escape sequences and bells are gone,
 * a backspace takes a character back, a CR starts over.
 */
void
screen_clean_line(struct span line, struct str *out)
{
	str_clear(out);
	while (line.length) {
		size_t escape = screen_escape_length(line);
		char c = line.text[0];

		if (escape) {
			line = span_skip(line, escape);
			continue;
		}
		line = span_skip(line, 1);
		if (c == '\b' && out->length)
			out->text[--out->length] = '\0';
		else if (c == '\r' && line.length)
			str_clear(out);
		else if ((unsigned char)c >= ' ')
			str_add_char(out, c);
	}
}

bool
screen_contains(struct span text, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= text.length; i++) {
		if (strncasecmp(text.text + i, word, length) == 0)
			return true;
	}
	return false;
}

/* "<-- More -->": dashes around the word, in any number, and nothing else. */
static bool
is_word_in_dashes(struct span line)
{
	bool word = screen_contains(line, "more");

	if (!word || line.length > 40)
		return false;
	for (size_t i = 0; i < line.length; i++) {
		if (!strchr("-<> moreMORE", line.text[i]))
			return false;
	}
	return memchr(line.text, '-', line.length) != NULL;
}

char
screen_pager_key(struct span line)
{
	char key = 0;

	line = span_trim(line);
	if (line.length && pager_mark_length(line, &key) == line.length)
		return key;
	return is_word_in_dashes(line) ? ' ' : 0;
}

bool
screen_wants_password(struct span line)
{
	line = span_trim(line);
	return span_ends(line, ":") && screen_contains(line, "passw");
}

/* "User:", "Username:", "login:", and no more words than that. */
bool
screen_wants_user(struct span line)
{
	static const char *const names[] = {"user:", "username:", "user name:",
	    "login:", "login as:"};

	line = span_trim(line);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (span_is_nocase(line, names[i]))
			return true;
	}
	return false;
}

bool
screen_is_question(struct span line)
{
	line = span_trim(line);
	return span_ends(line, ":") || span_ends(line, "?");
}

struct span
screen_open_line(struct span text)
{
	const char *end =
	    text.length ? memrchr(text.text, '\n', text.length) : NULL;

	if (!end)
		return text;
	return span_skip(text, (size_t)(end - text.text) + 1);
}

#define PROMPT_MAX 80

bool
screen_waits_for_keys(struct span text)
{
	struct span raw = screen_open_line(text);
	struct str line = STR_INIT;
	struct span seen;
	bool waits;

	if (raw.length > (size_t)4 * PROMPT_MAX)
		return false;
	screen_clean_line(raw, &line);
	seen = span_trim(str_span(&line));
	waits = seen.length > 0 && seen.length <= PROMPT_MAX &&
		(screen_pager_key(seen) || screen_wants_password(seen) ||
		    span_ends(seen, "#") || span_ends(seen, ">"));
	str_release(&line);
	return waits;
}
