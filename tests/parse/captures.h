/*
 * captures -- reading and spoiling the captures of fixtures/parse.
 *
 * Each test says in parse_capture() which parser it is about.
 */
#ifndef TESTS_PARSE_CAPTURES_H
#define TESTS_PARSE_CAPTURES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "../light.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "neighbors_json.h"

#define FIXTURE_MAX ((size_t)1 << 20)

static struct neighbor_list *parse_capture(struct span text);

static inline char *
read_fixture(const char *name, const char *ending, size_t *length)
{
	struct err err = ERR_INIT;
	char *path = str_printf(FIXTURES "/parse/%s%s", name, ending);
	char *text = NULL;

	if (!file_read(path, FIXTURE_MAX, &text, length, &err))
		fail_msg("%s", err.text);
	free(path);
	return text;
}

/*
 * Parses a copy that ends where its memory ends, so that the sanitizers see
 * every step beyond it.  The caller frees the copy after the list.
 */
static inline struct neighbor_list *
parse_copy(struct span text, char **copy)
{
	*copy = xmalloc(text.length ? text.length : 1);
	if (text.length)
		memcpy(*copy, text.text, text.length);
	return parse_capture(span_make(*copy, text.length));
}

static inline void
add_parsed(struct str *out, struct span text, bool with_lines)
{
	char *copy;
	struct neighbor_list *list = parse_copy(text, &copy);

	json_add_list_of_neighbors(out, list, with_lines);
	neighbor_list_free(list);
	free(copy);
}

/*
 * fixtures/parse/NAME.txt gives NAME.json, which CABLECHECK_BLESS=1 in the
 * environment writes.
 */
static inline void
check_fixture(const char *name, const char *shows)
{
	struct str found = STR_INIT;
	size_t length = 0;
	char *text = read_fixture(name, ".txt", &length);
	char *wanted;

	add_parsed(&found, span_make(text, length), true);
	if (getenv("CABLECHECK_BLESS")) {
		char *path = str_printf(FIXTURES "/parse/%s.json", name);
		struct err err = ERR_INIT;

		if (!file_write(path, str_span(&found), 0644, &err))
			fail_msg("%s", err.text);
		free(path);
	}
	wanted = read_fixture(name, ".json", &length);
	if (strcmp(str_text(&found), wanted) != 0)
		print_error("%s (%s)\n", name, shows);
	assert_string_equal(str_text(&found), wanted);
	str_release(&found);
	free(wanted);
	free(text);
}

/* `text` gives what `wanted` says, line numbers apart. */
static inline void
expect_parsed(struct span text, const struct str *wanted, const char *what)
{
	struct str found = STR_INIT;

	add_parsed(&found, text, false);
	if (strcmp(str_text(&found), str_text(wanted)) != 0)
		print_error("%s:\n%.*s\n", what, (int)text.length, text.text);
	assert_string_equal(str_text(&found), str_text(wanted));
	str_release(&found);
}

/*
 * The line start in `text` that is `lines` further on, the one behind the last
 * line end included.
 */
static inline bool
next_line_start(struct span text, size_t *at, size_t lines)
{
	for (size_t i = 0; i < lines && *at < text.length; i++) {
		const char *end =
		    memchr(text.text + *at, '\n', text.length - *at);

		if (!end)
			return false;
		*at = (size_t)(end - text.text) + 1;
		if (i + 1 == lines)
			return true;
	}
	return false;
}

/*
 * `noise` before each line, and behind the last one if `at_end`, changes
 * nothing in what `wanted` says of `text`.
 */
static inline void
check_noise(struct span text, const char *noise, bool at_end,
    const struct str *wanted)
{
	size_t at = 0;

	do {
		struct str noisy = STR_INIT;

		if (!at_end && !span_trim(span_skip(text, at)).length)
			break;
		str_add_span(&noisy, span_make(text.text, at));
		str_add(&noisy, noise);
		str_add_span(&noisy, span_skip(text, at));
		expect_parsed(str_span(&noisy), wanted, noise);
		str_release(&noisy);
	} while (next_line_start(text, &at, light(1, 7)));
}

/* Any of `lines` between any two lines of a fixture changes nothing. */
static inline void
check_lines_between(const char *name, const char *const *lines, size_t count)
{
	struct str wanted = STR_INIT;
	size_t length = 0;
	char *text = read_fixture(name, ".txt", &length);

	add_parsed(&wanted, span_make(text, length), false);
	for (size_t i = 0; i < count; i++) {
		char *line = str_printf("%s\r\n", lines[i]);

		check_noise(span_make(text, length), line, true, &wanted);
		free(line);
	}
	str_release(&wanted);
	free(text);
}

/* What a terminal would not show, or would erase again. */
/* clang-format off */
static const char *const unseen[] = {
	" --More-- \b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b",
	" --More-- \r          \r",
	" --More-- \n",
	"--More--\r\r\n",
	"\x1b[7m--More--\x1b[27m\r        \r",
	"--More-- \x1b[K\r\x1b[K",
	"--More-- or (q)uit\r                  \r",
	"<--- More --->\r              \r",
	"---- More ----\r\x1b[2K",
	" --More--  --More-- \r          \r",
	"Press Enter to continue or <ctrl-z> to abort\r\n",
	"\x1b[0m",
	"\x1b[1;32m\x1b[K",
	"\x1b]0;a title\x07",
	"\x1b(B",
};
/* clang-format on */

#endif
