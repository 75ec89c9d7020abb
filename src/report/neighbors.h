/*
 * neighbors -- what `parse` prints: the neighbors of one file or of several.
 */
#ifndef REPORT_NEIGHBORS_H
#define REPORT_NEIGHBORS_H

#include <stddef.h>

#include "base/str.h"
#include "model/neighbor.h"

/* What one file said.  Borrows both. */
struct report_neighbors_input {
	const char *file; /* as given; "-" for standard input */
	const struct neighbor_list *list;
};

/*
 * CONTRACT, section 5: {"neighbors": [...]} for one file; for several, an array
 * of such objects that begin with "file".
 */
void report_neighbors_json(const struct report_neighbors_input *files,
    size_t count, struct str *out);

/*
 * A table for people; behind it, whether the text was cut off or refused.  A
 * heading names the file where there are several.
 */
void report_neighbors_text(const struct report_neighbors_input *files,
    size_t count, struct str *out);

#endif
