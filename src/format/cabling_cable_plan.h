/*
 * cabling_cable_plan -- how a Cisco cable plan is written; what it is and how
 * it is read stands in cabling_cable_plan.c.
 */
#ifndef FORMAT_CABLING_CABLE_PLAN_H
#define FORMAT_CABLING_CABLE_PLAN_H

#include <stdbool.h>

#include "base/str.h"
#include "model/topology.h"

bool cable_plan_takes(const struct topology *topology,
    const struct cable *cable);

void cable_plan_write(const struct topology *topology, struct str *out);

#endif
