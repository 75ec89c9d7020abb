/*
 * topology_ends -- what is wrong with the cables of a plan taken together.
 *
 * A port holds one plug, and a label is worth nothing when two cables wear it.
 * Cables are shown to a struct topology_ends one after the other, in the order
 * of the file.
 */
#ifndef FORMAT_TOPOLOGY_ENDS_H
#define FORMAT_TOPOLOGY_ENDS_H

#include "format/topology_ports.h"
#include "format/yaml_fields.h"
#include "model/topology.h"

struct topology_ends; /* opaque */

/* Borrows all three; `ports` is empty, and filled here. */
struct topology_ends *topology_ends_new(struct topology *topology,
    struct topology_ports *ports, const struct yaml_reader *yaml);
void topology_ends_free(struct topology_ends *ends);

/*
 * Takes note of cable number `index`, the last so far: reports a port that has
 * another cable already.  A cable that is to be removed claims no port.
 */
void topology_ends_claim(struct topology_ends *ends, size_t index);

/* The same for one end of a cable whose other end is mistaken. */
void topology_ends_claim_one(struct topology_ends *ends, size_t index,
    enum cable_side side);

/*
 * Takes note of the cable's label, which stands at `at`.  Labels that are used
 * twice are reported, unless both come of the one entry `at` is part of.
 */
void topology_ends_label(struct topology_ends *ends, size_t index,
    const struct yaml_node *at);

/* When all cables are there: gives them their names and compares states. */
void topology_ends_finish(struct topology_ends *ends);

#endif
