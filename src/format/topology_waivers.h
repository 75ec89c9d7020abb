/*
 * topology_waivers -- the faults that a plan says are known and accepted.
 */
#ifndef FORMAT_TOPOLOGY_WAIVERS_H
#define FORMAT_TOPOLOGY_WAIVERS_H

#include "format/topology_dropped.h"
#include "format/yaml_fields.h"
#include "model/topology.h"

/* So many waivers, because each is held against every finding. */
#define TOPOLOGY_WAIVERS_MAX 1000u

/*
 * Fills topology->waivers from `waivers`, a list.  The cables that they name
 * must be there already; that one of the `dropped` is not found is no mistake
 * of the waiver.
 */
void topology_waivers_read(struct topology *topology,
    const struct yaml_reader *yaml, const struct yaml_node *waivers,
    const struct topology_dropped *dropped);

#endif
