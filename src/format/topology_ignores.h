/*
 * topology_ignores -- the ignore rules of a plan.
 */
#ifndef FORMAT_TOPOLOGY_IGNORES_H
#define FORMAT_TOPOLOGY_IGNORES_H

#include "format/yaml_fields.h"
#include "model/topology.h"

/* So many rules, because each is held against every port. */
#define TOPOLOGY_IGNORES_MAX 1000u

/*
 * Fills topology->ignores from `ignores`, a list.  Warns of cables, which must
 * be there already, whose ports a rule covers: they would never be judged.
 */
void topology_ignores_read(struct topology *topology,
    const struct yaml_reader *yaml, const struct yaml_node *ignores);

#endif
