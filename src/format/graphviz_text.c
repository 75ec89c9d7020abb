/*
 * See graphviz_text.h.
 */
#include "format/graphviz_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"

/* Longer than any cut text that can be seen, in the worst encoding. */
#define INPUT_MAX ((size_t)4096)

#define ELLIPSIS "\342\200\246"

/* How many characters stand behind the ellipsis. */
#define TAIL 12

/* clang-format off */
static const struct {
	const char *from;
	const char *to;
} literal[] = {
	{ "\\",           "\342\210\226" },
	{ "&",            "\357\274\206" },
	{ "\357\277\276", "\357\277\275" }, /* U+FFFE and U+FFFF are not XML */
	{ "\357\277\277", "\357\277\275" },
};

static const struct {
	const char *from;
	const char *to;
} entities[] = {
	{ "<",  "&lt;" },
	{ ">",  "&gt;" },
	{ "\"", "&quot;" },
};
/* clang-format on */

static bool
is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t
count_characters(struct span text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++) {
		if (!is_inside(text.text[i]))
			count++;
	}
	return count;
}

/* The bytes that the first `count` characters take. */
static size_t
bytes_of(struct span text, size_t count)
{
	size_t i = 0;

	while (i < text.length) {
		if (!is_inside(text.text[i]) && count-- == 0)
			break;
		i++;
	}
	return i;
}

static void
add_literal(struct str *out, struct span text)
{
	while (text.length > 0) {
		size_t taken = 0;

		for (size_t i = 0; i < COUNT_OF(literal) && !taken; i++) {
			if (!span_starts(text, literal[i].from))
				continue;
			str_add(out, literal[i].to);
			taken = strlen(literal[i].from);
		}
		if (taken == 0) {
			str_add_char(out, text.text[0]);
			taken = 1;
		}
		text = span_skip(text, taken);
	}
}

void
graphviz_text_plain(struct str *out, const char *text, size_t max)
{
	struct str safe = STR_INIT;
	struct span all;
	size_t count;

	text_escape(&safe, span_make(text, strnlen(text, INPUT_MAX)));
	all = str_span(&safe);
	count = count_characters(all);
	if (count <= max) {
		add_literal(out, all);
	} else {
		size_t tail = max > 2 * TAIL ? TAIL : 0;
		size_t head = max - tail - 1;

		add_literal(out, span_make(all.text, bytes_of(all, head)));
		str_add(out, ELLIPSIS);
		add_literal(out, span_skip(all, bytes_of(all, count - tail)));
	}
	str_release(&safe);
}

void
graphviz_text_html(struct str *out, const char *text, size_t max)
{
	struct str plain = STR_INIT;

	graphviz_text_plain(&plain, text, max);
	for (const char *p = str_text(&plain); *p != '\0'; p++) {
		size_t i = 0;

		while (i < COUNT_OF(entities) && entities[i].from[0] != *p)
			i++;
		if (i < COUNT_OF(entities))
			str_add(out, entities[i].to);
		else
			str_add_char(out, *p);
	}
	str_release(&plain);
}

/* Those of DejaVu Sans, which is among the widest that machines have. */
static double
letter_width(unsigned char first)
{
	if (first >= 0xe1) /* beyond the first 4,000, most are square */
		return 1.0;
	if (strchr("mMwW@%", first) != NULL)
		return 1.0;
	if (strchr("ijlI.,:;/|!' -()[]", first) != NULL)
		return 0.4;
	return 0.66;
}

double
graphviz_text_width(const char *text, size_t max)
{
	struct str plain = STR_INIT;
	double width = 0;

	graphviz_text_plain(&plain, text, max);
	for (const char *p = str_text(&plain); *p != '\0'; p++) {
		if (!is_inside(*p))
			width += letter_width((unsigned char)*p);
	}
	str_release(&plain);
	return width;
}
