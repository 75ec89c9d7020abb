/*
 * A look ahead from each full line; see fold.h.  What is passed over must never
 * be a line that looks ahead itself: a text of such would be read from each of
 * its lines to its end.
 */
#include "parse/fold.h"

#include "parse/chatter.h"

/* NX-OS breaks lines here on a terminal that is 80 columns wide. */
#define FOLD_WIDTH 80

bool
fold_is_full(const struct line *line, size_t indent)
{
	return line->raw.length == indent + FOLD_WIDTH;
}

static bool
is_label(const struct fold *fold, const struct line *line)
{
	return fold->is_label(fold->context, line->text);
}

/* A log line that is not a value itself, which a log's text may look like. */
static bool
is_passing_log(const struct fold *fold, const struct line *line)
{
	return line->text.length && chatter_is_log(line->text) &&
	       !is_label(fold, line);
}

/* Can `line` be the rest of a folded one? */
static bool
is_continuation(const struct fold *fold, const struct line *line)
{
	struct span command;
	struct span prompt;

	return line->text.length && !chatter_is_rule(line->text) &&
	       !is_label(fold, line) &&
	       !chatter_find_prompt(line->text, &prompt, &command);
}

void
fold_join(const struct fold *fold, struct line *line)
{
	struct line_reader ahead = *fold->reader;
	struct line next = *line;
	bool is_open = true;

	joined_start(fold->joined, span_skip(line->raw, line_indent(line)));
	while (is_open) {
		size_t blanks;

		if (!line_reader_next(&ahead, &next)) {
			/* Nobody knows whether more was to come. */
			line->ended = false;
			break;
		}
		if (is_passing_log(fold, &next))
			continue;
		if (!is_continuation(fold, &next)) {
			line->ended =
			    line->ended && (next.ended || next.text.length);
			break;
		}
		is_open = fold_is_full(&next, fold->indent);
		blanks = line_indent(&next);
		if (blanks > fold->indent)
			blanks = fold->indent;
		joined_add(fold->joined, span_skip(next.raw, blanks), "");
		*fold->reader = ahead;
		line->ended = next.ended;
	}
	line->text = span_trim(joined_finish(fold->joined, fold->arena));
}
