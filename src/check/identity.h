/*
 * identity -- which device of the plan is meant by what a neighbor prints.
 *
 * Devices are named by people, and print their names cut, decorated with a
 * serial number or a domain, in any case.  A table of rules is tried in order;
 * the first that knows anybody decides.  A name that fits two devices is never
 * settled by luck: the caller gets all of them.
 */
#ifndef CHECK_IDENTITY_H
#define CHECK_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/finding.h"
#include "model/neighbor.h"
#include "model/topology.h"

/* More candidates than this are not listed: several is what matters. */
#define IDENTITY_CANDIDATES_MAX 16

/*
 * The devices that a neighbor may be, in natural order of their names: none
 * for a stranger, one for certain, more are an ambiguity (of very many, the
 * first in that order).  It depends on the plan and on the neighbor alone, not
 * on the order of the plan.
 */
struct identity_match {
	size_t candidates[IDENTITY_CANDIDATES_MAX];
	size_t count;
	enum matched_by by; /* MATCHED_BY_NOTHING for a stranger */
	bool again; /* one that was found before, printed just like this */
};

struct identity; /* opaque */

/*
 * Borrows both.  ranks[i] is the place of device i in natural order: see
 * order_rank_devices().  Never NULL.
 */
struct identity *identity_new(const struct topology *topology,
    const uint32_t *ranks);
void identity_free(struct identity *identity); /* NULL is fine */

void identity_find(struct identity *identity, const struct neighbor *heard,
    struct identity_match *match);

/*
 * What a neighbor is called: its device ID, or its system name where it prints
 * no device ID.
 */
struct span identity_printed_name(const struct neighbor *heard);

#endif
