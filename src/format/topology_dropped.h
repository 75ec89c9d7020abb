/*
 * topology_dropped -- the names of cables that a plan means to have, but whose
 * entries are mistaken.
 *
 * A waiver for a cable that is not there is a mistake, unless the cable is not
 * there because of another mistake, which has been told: who mends that one
 * must not be sent to the waiver.  So whatever is written in a mistaken entry
 * is remembered, and a name that occurs there is given the benefit of the
 * doubt.  It is no judge of what the entry would have been.
 */
#ifndef FORMAT_TOPOLOGY_DROPPED_H
#define FORMAT_TOPOLOGY_DROPPED_H

#include <stdbool.h>

#include "base/span.h"
#include "format/yaml_tree.h"
#include "model/topology.h"

struct topology_dropped; /* opaque */

/* Borrows the topology, whose devices are all there. */
struct topology_dropped *topology_dropped_new(struct topology *topology);
void topology_dropped_free(struct topology_dropped *dropped);

/* Takes note of an entry of `cables` of which something is missing now. */
void topology_dropped_add(struct topology_dropped *dropped,
    const struct yaml_node *entry);

/* Not even the entries are known: every name may be that of a cable. */
void topology_dropped_add_all(struct topology_dropped *dropped);

/* Whether there is none. */
bool topology_dropped_is_empty(const struct topology_dropped *dropped);

/* May a dropped cable be called `word`, by its label, its id or an end? */
bool topology_dropped_has(const struct topology_dropped *dropped,
    struct span word);

#endif
