/*
 * Text that cannot leave its place; see html_text.h.
 */
#include "report/html_text.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A name is a <bdi>: one written from right to left must not turn around what
 * stands beside it.
 */
/* clang-format off */
static const struct {
	size_t max;          /* characters */
	const char *element; /* NULL: plain text */
	const char *class;
} styles[] = {
	[PROSE_TEXT]    = { SIZE_MAX,        NULL,     NULL },
	[PROSE_QUOTE]   = { PROSE_QUOTE_MAX, "bdi",    "said" },
	[PROSE_NAME]    = { PROSE_NAME_MAX,  "bdi",    "name" },
	[PROSE_IS]      = { PROSE_NAME_MAX,  "bdi",    "name is" },
	[PROSE_BELONGS] = { PROSE_NAME_MAX,  "bdi",    "name belongs" },
	[PROSE_ERROR]   = { SIZE_MAX,        "strong", "error" },
	[PROSE_WARNING] = { SIZE_MAX,        "strong", "warning" },
	[PROSE_NEXT]    = { 0,               NULL,     NULL },
};
/* clang-format on */

static const char *
entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* U+FFFE and U+FFFF, valid in UTF-8, stand in no XML document. */
static bool
is_noncharacter(const char *text, size_t left)
{
	return left >= 3 && text[0] == '\xef' && text[1] == '\xbf' &&
	       (text[2] == '\xbe' || text[2] == '\xbf');
}

void
html_text_add(struct str *out, struct span text, size_t max)
{
	struct str safe = STR_INIT;
	const char *shown;

	prose_escape(&safe, text, max);
	shown = str_text(&safe);
	for (size_t i = 0; i < safe.length; i++) {
		const char *entity = entity_of(shown[i]);

		if (entity) {
			str_add(out, entity);
		} else if (is_noncharacter(&shown[i], safe.length - i)) {
			str_add(out, "\xef\xbf\xbd");
			i += 2;
		} else {
			str_add_char(out, shown[i]);
		}
	}
	str_release(&safe);
}

void
html_text_add_name(struct str *out, const char *name)
{
	str_add(out, "<bdi class=\"name\">");
	html_text_add(out, span_of(name ? name : ""), PROSE_NAME_MAX);
	str_add(out, "</bdi>");
}

/* Opens or closes the element of `style`; plain text has none. */
static void
add_tag(struct str *out, enum prose_style style, bool open)
{
	if (!styles[style].element)
		return;
	if (open)
		str_addf(out, "<%s class=\"%s\">", styles[style].element,
		    styles[style].class);
	else
		str_addf(out, "</%s>", styles[style].element);
}

/*
 * One sentence, beginning with run `i`; returns the run after its last.  Runs
 * of one style are one element: "spine1 Ethernet1/3" is three runs but is read,
 * and broken, as one.
 */
static size_t
add_sentence(struct str *out, const struct prose *prose, size_t i)
{
	enum prose_style on = PROSE_TEXT;

	for (; i < prose->count && prose->runs[i].style != PROSE_NEXT; i++) {
		const struct prose_run *run = &prose->runs[i];
		const char *text = str_text(&prose->text) + run->start;

		if (run->style != on) {
			add_tag(out, on, false);
			add_tag(out, run->style, true);
			on = run->style;
		}
		html_text_add(out, span_make(text, run->length),
		    styles[on].max);
	}
	add_tag(out, on, false);
	return i;
}

void
html_text_add_prose(struct str *out, const struct prose *prose,
    const char *before, const char *after)
{
	for (size_t i = 0; i < prose->count; i++) {
		str_add(out, before);
		i = add_sentence(out, prose, i);
		str_add(out, after);
	}
}

/* Three bytes, or what is left of them, as four digits of base64. */
static void
add_group(struct str *out, struct span rest)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t group = 0;

	for (size_t i = 0; i < 3; i++) {
		group <<= 8;
		if (i < rest.length)
			group |= (unsigned char)rest.text[i];
	}
	for (size_t i = 0; i < 4; i++) {
		str_add_char(out,
		    i <= rest.length ? digits[group >> 18 & 0x3f] : '=');
		group <<= 6;
	}
}

void
html_text_add_data(struct str *out, const char *type, struct span file)
{
	str_addf(out, "data:%s;base64,", type);
	for (size_t i = 0; i < file.length; i += 3)
		add_group(out, span_skip(file, i));
}
