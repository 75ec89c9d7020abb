/*
 * joined -- a value that the device printed on several lines.
 *
 * As long as the lines stand behind each other in the text the value simply
 * borrows all of them; only when something had to be left out in between
 * (a CR, a log line, a fold) it is put together elsewhere.
 */
#ifndef PARSE_JOINED_H
#define PARSE_JOINED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

/* Start with zeroes; may be used again after joined_finish(). */
struct joined {
	struct span value; /* borrowed; absent: nothing was added */
	bool is_copied;    /* the value is in `copy` instead */
	struct str copy;   /* owned */
};

void joined_release(struct joined *joined);

/* Begins a value with `line`, forgetting what was there. */
void joined_start(struct joined *joined, struct span line);

/* Appends `line`, after `separator` unless that is ""; at most one byte. */
void joined_add(struct joined *joined, struct span line, const char *separator);

/* The value; a copy lives in `arena`.  Absent when nothing was added. */
struct span joined_finish(struct joined *joined, struct arena *arena);

#endif
