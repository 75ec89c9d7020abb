/*
 * lines -- the lines of a terminal session, as somebody at the terminal would
 * have read them.
 *
 * Takes off line ends (LF, CR LF, CR CR LF), the pager's mark together with
 * what erases it again (" --More-- " and backspaces, or a CR and blanks), and
 * colours (ANSI sequences).  A line that was only the pager's mark is not
 * returned; behind an erased mark even an empty one is the device's.  CR and
 * backspace elsewhere are left alone: obeying them would let a neighbor
 * overwrite what the device printed before.
 */
#ifndef PARSE_LINES_H
#define PARSE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/span.h"

struct line {
	struct span raw;  /* without line end, pager and colours */
	struct span text; /* the same, trimmed */
	size_t number;    /* in the original text, from 1 */
	bool ended;       /* false: the text stops before the line's end */
};

/*
 * A plain value: a copy of it reads the same lines again.  Lines borrow from
 * the text, or from the arena where something had to be taken out of them.
 */
struct line_reader {
	struct span rest;
	size_t number;
	bool paused; /* the text stops at a pager's mark */
	struct arena *arena;
	/* The next of each byte, or the text's end; NULL: not looked yet. */
	const char *escape;
	const char *backspace;
	const char *carriage_return; /* within a line */
	const char *control;         /* the first of these three */
};

void line_reader_init(struct line_reader *reader, struct span text,
    struct arena *arena);

/* What stood in front of a line. */
enum line_pager {
	PAGER_NONE,
	PAGER_MARK,
	PAGER_ERASED, /* a mark, and what erases it */
};

/*
 * For line_reader_next() alone, the steps that few lines need: finding the next
 * control bytes from `line` on; taking out of `line` what only a terminal would
 * see.
 */
void line_reader_look_ahead(struct line_reader *reader, struct span line);
enum line_pager line_reader_clean(const struct line_reader *reader,
    struct line *line);

/*
 * The front of what some pager prints.  No mark begins with more than four
 * dashes; a rule does, and there is one for each entry.
 */
static inline bool
line_may_be_pager(struct span s)
{
	return s.length >= 8 &&
	       ((s.text[1] == '-' &&
		    (s.text[0] == '<' ||
			(s.text[0] == '-' && s.text[4] != '-'))) ||
		   (s.text[0] == 'P' && s.text[2] == 'e') ||
		   (s.text[0] == 'M' && s.text[4] == ':'));
}

/* False at the end of the text. */
static inline bool
line_reader_next(struct line_reader *reader, struct line *line)
{
	while (reader->rest.length) {
		struct span raw = reader->rest;
		const char *end = memchr(raw.text, '\n', raw.length);
		enum line_pager pager;

		line->number = ++reader->number;
		line->ended = end != NULL;
		if (end)
			raw.length = (size_t)(end - raw.text);
		reader->rest = span_skip(reader->rest, raw.length + 1);
		while (raw.length && raw.text[raw.length - 1] == '\r')
			raw.length--;
		line->raw = raw;
		line->text = span_trim(raw);
		if (!reader->control || reader->control < raw.text)
			line_reader_look_ahead(reader, raw);
		if (reader->control >= raw.text + raw.length &&
		    !line_may_be_pager(line->text))
			return true;
		pager = line_reader_clean(reader, line);
		if (pager == PAGER_NONE || line->text.length)
			return true;
		reader->paused = reader->rest.length == 0;
		if (pager == PAGER_ERASED && !reader->paused)
			return true;
	}
	return false;
}

/* How many blanks and tabs the line begins with. */
static inline size_t
line_indent(const struct line *line)
{
	size_t indent = 0;

	while (indent < line->raw.length && (line->raw.text[indent] == ' ' ||
						line->raw.text[indent] == '\t'))
		indent++;
	return indent;
}

#endif
