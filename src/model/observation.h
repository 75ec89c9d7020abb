/*
 * observation -- what was learnt of each device of the plan, in one place.
 *
 * The command layer joins a visit (status, text) with the neighbors parsed
 * from its text; the judging in check/ starts from here and never sees how
 * any of it was obtained.
 */
#ifndef MODEL_OBSERVATION_H
#define MODEL_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "model/neighbor.h"
#include "model/visit.h"

struct observation {
	enum visit_status status;
	const char *error; /* borrowed; NULL when there is none */
	double seconds;    /* VISIT_NO_SECONDS where nobody measured */
	const char *file;  /* borrowed; what evidence quotes: "leaf1.txt" */
	struct span text;  /* borrowed; the raw text, for quoting lines */
	/*
	 * Borrowed; NULL when there is no text.  With a status other than OK
	 * (a truncated answer, a hang-up in mid output) these are still true
	 * sightings, but what they do *not* mention proves nothing.
	 */
	const struct neighbor_list *heard;
	/*
	 * Outside --limit or --rack, or `collect: false`: nobody meant to
	 * visit it, so not having reached it is no trouble.
	 */
	bool not_wanted;
	/* Outside --limit or --rack: what touches no other device is not told.
	 */
	bool out_of_scope;
};

/* items[i] is about topology->devices[i]. */
struct observations {
	struct observation *items;
	size_t count;
	const char *taken_at; /* borrowed; when that was, or NULL: unknown */
};

#endif
