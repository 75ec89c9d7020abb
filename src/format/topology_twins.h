/*
 * topology_twins -- devices of a plan that claim to be one and the same.
 *
 * An entry is copied and one of its values left as it was: then two devices are
 * read at one address, are known by one serial, or stand in one place.  All of
 * these are warnings, since the plan can be used, and some labs mean it: two
 * narrow devices side by side, or two contexts of one chassis.
 */
#ifndef FORMAT_TOPOLOGY_TWINS_H
#define FORMAT_TOPOLOGY_TWINS_H

#include "base/diag.h"
#include "model/topology.h"

/* To be called last: there may be many warnings, and the list has an end. */
void topology_twins_check(const struct topology *topology,
    struct diag_list *diags);

#endif
