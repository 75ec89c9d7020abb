/*
 * Code spans; see markdown_text.h.
 */
#include "report/markdown_text.h"

#include <stdint.h>

/* clang-format off */
static const struct {
	size_t max;         /* characters */
	const char *around; /* NULL: a code span */
} styles[] = {
	[PROSE_TEXT]    = { SIZE_MAX,        "" },
	[PROSE_QUOTE]   = { PROSE_QUOTE_MAX, NULL },
	[PROSE_NAME]    = { PROSE_NAME_MAX,  NULL },
	[PROSE_IS]      = { PROSE_NAME_MAX,  NULL },
	[PROSE_BELONGS] = { PROSE_NAME_MAX,  NULL },
	[PROSE_ERROR]   = { SIZE_MAX,        "**" },
	[PROSE_WARNING] = { SIZE_MAX,        "**" },
	[PROSE_RIGHT]   = { SIZE_MAX,        "**" },
	[PROSE_NEXT]    = { 0,               "" },
};
/* clang-format on */

/* One more than the longest run of backticks in `text`. */
static size_t
fence_length(struct span text)
{
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < text.length; i++) {
		run = text.text[i] == '`' ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest + 1;
}

static void
add_fence(struct str *out, size_t length)
{
	while (length--)
		str_add_char(out, '`');
}

/* `text` is harmless already.  A blank within each fence is not shown. */
static void
add_code(struct str *out, struct span text)
{
	size_t fence = fence_length(text);

	if (span_trim(text).length == 0)
		return;
	add_fence(out, fence);
	if (fence > 1)
		str_add_char(out, ' ');
	str_add_span(out, text);
	if (fence > 1)
		str_add_char(out, ' ');
	add_fence(out, fence);
}

void
markdown_text_add_code(struct str *out, struct span text, size_t max)
{
	struct str safe = STR_INIT;

	prose_escape(&safe, text, max);
	add_code(out, str_span(&safe));
	str_release(&safe);
}

/* The runs of one style from run `i` on; returns the run after them. */
static size_t
add_runs(struct str *out, const struct prose *prose, size_t i)
{
	enum prose_style style = prose->runs[i].style;
	const char *around = styles[style].around;
	struct str safe = STR_INIT;

	for (; i < prose->count && prose->runs[i].style == style; i++) {
		struct span text =
		    span_make(str_text(&prose->text) + prose->runs[i].start,
			prose->runs[i].length);

		prose_escape(&safe, text, styles[style].max);
	}
	if (around)
		str_addf(out, "%s%s%s", around, str_text(&safe), around);
	else
		add_code(out, str_span(&safe));
	str_release(&safe);
	return i;
}

void
markdown_text_add_prose(struct str *out, const struct prose *prose,
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
