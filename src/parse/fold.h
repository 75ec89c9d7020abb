/*
 * fold -- lines that a terminal of 80 columns has broken.
 *
 * NX-OS breaks long lines at column 80, in the middle of words.  A line that is
 * exactly full is joined with the lines behind it, as long as they are full as
 * well and begin nothing of their own.
 */
#ifndef PARSE_FOLD_H
#define PARSE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "parse/joined.h"
#include "parse/lines.h"

struct fold {
	struct line_reader *reader; /* behind the full line */
	struct joined *joined;      /* to put the whole together in */
	struct arena *arena;        /* where it lives then */
	size_t indent;              /* of the whole capture */
	bool (*is_label)(const void *context, struct span text);
	const void *context; /* of is_label */
};

/* A line as wide as the terminal, less the indent of the whole capture. */
bool fold_is_full(const struct line *line, size_t indent);

/*
 * Puts the continuations of a full line behind it; the reader then stands
 * behind them.  Log lines in between are passed over, but only when a
 * continuation follows them.
 */
void fold_join(const struct fold *fold, struct line *line);

#endif
