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

#include <stddef.h>

#include "model/neighbor.h"
#include "model/topology.h"

/* More candidates than this are not listed: several is what matters. */
#define IDENTITY_CANDIDATES_MAX 16

struct identity; /* opaque */

/* Borrows `topology`.  Never NULL. */
struct identity *identity_new(const struct topology *topology);
void identity_free(struct identity *identity); /* NULL is fine */

/*
 * Fills `candidates` with the devices that `heard` may be, in natural order
 * of their names, and returns how many: 0 is a stranger, 1 is certain, more
 * is an ambiguity.
 */
size_t identity_find(const struct identity *identity,
    const struct neighbor *heard, size_t candidates[IDENTITY_CANDIDATES_MAX]);

#endif
