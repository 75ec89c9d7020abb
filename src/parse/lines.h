/*
 * lines -- the lines of a terminal session, as somebody at the terminal would
 * have read them.
 *
 * Takes off line ends (LF, CR LF, CR CR LF), the pager's mark together with
 * what erases it again (" --More-- " and backspaces, or a CR and blanks), and
 * colours (ANSI sequences).  Lines of which nothing is left but the pager's
 * mark are not returned.  CR and backspace elsewhere are left alone: obeying
 * them would let a neighbor overwrite what the device printed before.
 */
#ifndef PARSE_LINES_H
#define PARSE_LINES_H

#include <stdbool.h>
#include <stddef.h>

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
	const char *escape; /* the next of each byte, or the text's end */
	const char *backspace;
	const char *carriage_return;
};

void line_reader_init(struct line_reader *reader, struct span text,
    struct arena *arena);

/* False at the end of the text. */
bool line_reader_next(struct line_reader *reader, struct line *line);

/* How many blanks and tabs the line begins with. */
size_t line_indent(const struct line *line);

#endif
