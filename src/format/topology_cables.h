/*
 * topology_cables -- the cables of a plan.
 */
#ifndef FORMAT_TOPOLOGY_CABLES_H
#define FORMAT_TOPOLOGY_CABLES_H

#include <stdbool.h>

#include "format/topology_dropped.h"
#include "format/yaml_fields.h"
#include "model/topology.h"

/*
 * Fills topology->cables from `cables`, a list.  The devices must be there;
 * with `devices_known` false they could not be read, and an unknown device is
 * not worth a message.  Entries of which no cable, or no label, came about go
 * to `dropped`.
 */
void topology_cables_read(struct topology *topology,
    const struct yaml_reader *yaml, const struct yaml_node *cables,
    bool devices_known, struct topology_dropped *dropped);

#endif
