/*
 * Text that cannot leave its place; see html_text.h.
 */
#include "report/html_text.h"

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
	[PROSE_RIGHT]   = { SIZE_MAX,        "strong", "right" },
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

void
html_text_add(struct str *out, struct span text, size_t max)
{
	struct str safe = STR_INIT;
	const char *shown;

	prose_escape(&safe, text, max);
	shown = str_text(&safe);
	for (size_t i = 0; i < safe.length; i++) {
		const char *entity = entity_of(shown[i]);

		if (entity)
			str_add(out, entity);
		else
			str_add_char(out, shown[i]);
	}
	str_release(&safe);
}

/*
 * A name shorter than this is never broken: it fits on any screen.  A longer
 * one would widen the page.
 */
#define NAME_UNBROKEN 32

static void
open_element(struct str *out, enum prose_style style, size_t length)
{
	if (styles[style].element)
		str_addf(out, "<%s class=\"%s%s\">", styles[style].element,
		    styles[style].class, length > NAME_UNBROKEN ? " long" : "");
}

static void
close_element(struct str *out, enum prose_style style)
{
	if (styles[style].element)
		str_addf(out, "</%s>", styles[style].element);
}

void
html_text_add_styled(struct str *out, enum prose_style style, struct span text)
{
	open_element(out, style, text.length);
	html_text_add(out, text, styles[style].max);
	close_element(out, style);
}

/*
 * The runs of one style from run `i` on as one element: "spine1 Ethernet1/3" is
 * three runs but is read, and broken, as one.  Returns the run after them.
 */
static size_t
add_runs(struct str *out, const struct prose *prose, size_t i)
{
	const struct prose_run *runs = prose->runs;
	enum prose_style style = runs[i].style;
	size_t length = 0;
	size_t end = i;

	for (; end < prose->count && runs[end].style == style; end++)
		length += runs[end].length;
	open_element(out, style, length);
	for (; i < end; i++)
		html_text_add(out,
		    span_make(str_text(&prose->text) + runs[i].start,
			runs[i].length),
		    styles[style].max);
	close_element(out, style);
	return end;
}

void
html_text_add_prose(struct str *out, const struct prose *prose,
    const char *before, const char *after)
{
	size_t i = 0;

	while (i < prose->count) {
		str_add(out, before);
		while (i < prose->count && prose->runs[i].style != PROSE_NEXT)
			i = add_runs(out, prose, i);
		str_add(out, after);
		i++;
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
