/*
 * topology_ports -- the ports of a plan: their names, and which cable is in
 * each.
 *
 * A plan of a million cables has two million ends but only a few hundred
 * different port names, so a name is made canonical once and then remembered.
 */
#ifndef FORMAT_TOPOLOGY_PORTS_H
#define FORMAT_TOPOLOGY_PORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"
#include "model/topology.h"

struct topology_ports; /* opaque */

/* Borrows the topology, in whose arena the names are kept. */
struct topology_ports *topology_ports_new(struct topology *topology);
void topology_ports_free(struct topology_ports *ports);

/*
 * The canonical form of `name`; lives as long as the topology.  `*ambiguous`
 * says whether ifname_is_ambiguous() is true of it.
 */
const char *topology_ports_name(struct topology_ports *ports, struct span name,
    bool *ambiguous);

enum cable_side {
	CABLE_SIDE_A,
	CABLE_SIDE_B,
};

/*
 * Puts that side of cable number `cable` into its port.  False, with the number
 * of the other cable in `*other`, when the port has a cable.
 */
MUST_CHECK bool topology_ports_occupy(struct topology_ports *ports,
    size_t cable, enum cable_side side, size_t *other);

/* Which cable is in the port `end`? */
bool topology_ports_find(const struct topology_ports *ports,
    const struct endpoint *end, size_t *cable);

#endif
