/*
 * learned -- a first plan, made of what devices say.
 *
 * The cabling that is there, as if somebody had wanted it so, with what a
 * reader should know of it: which devices were never visited, what could not
 * become a cable and why.  check/ learns it, format/ writes it down.
 */
#ifndef MODEL_LEARNED_H
#define MODEL_LEARNED_H

#include <stdbool.h>
#include <stddef.h>

#include "model/topology.h"
#include "model/visit.h"

struct learned {
	struct topology *topology;   /* owned */
	const char **device_notes;   /* one per device; NULL: nothing to say */
	enum visit_status *statuses; /* one per device: how it was reached */
	const char **ignore_notes;   /* one per ignore rule */
	/*
	 * No cables of the plan, for only the device at `a` tells of them while
	 * that at `b` could as well: each is an ignore rule, too.
	 */
	struct cable *one_way;
	size_t one_way_count;
	/*
	 * Nor are these: at one of their ends several devices are heard, be it
	 * through a hub.
	 */
	struct cable *shared;
	size_t shared_count;
	struct string_list domains; /* that devices print behind names */
	/* Names that no plan can hold, or none: left out. */
	size_t nameless;
};

/* NULL is fine. */
void learned_free(struct learned *learned);

#endif
