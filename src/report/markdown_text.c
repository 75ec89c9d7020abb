/*
 * See markdown_text.h.
 */
#include "report/markdown_text.h"

#include "base/text.h"

/* The longest run of backticks. */
static size_t
longest_run(struct span text)
{
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < text.length; i++) {
		run = text.text[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

void
markdown_text_add_code(struct str *out, struct span text, size_t max)
{
	struct str safe = STR_INIT;
	size_t fence;

	if (!text.length)
		return;
	text_escape_cut(&safe, text, max);
	fence = longest_run(str_span(&safe)) + 1;
	for (size_t i = 0; i < fence; i++)
		str_add_char(out, '`');
	/* A backtick at an end would lengthen the fence. */
	str_add(out, fence > 1 ? " " : "");
	str_add_span(out, str_span(&safe));
	str_add(out, fence > 1 ? " " : "");
	for (size_t i = 0; i < fence; i++)
		str_add_char(out, '`');
	str_release(&safe);
}
