/*
 * logical -- ports that no plug fits into.
 *
 * Some devices tell of a neighbor once more for each sub-interface, or for the
 * bundle that the port is in.  The plug is in the port below.
 */
#ifndef CHECK_LOGICAL_H
#define CHECK_LOGICAL_H

#include <stddef.h>

#include "base/span.h"
#include "check/comparison.h"

/*
 * The length of the name of the port that a sub-interface is on; 0 for any
 * other name.
 */
size_t logical_parent_length(struct span name);

/*
 * Brings the sightings down to real ports.  Ports from `known` on are not in
 * the plan; one that the plan names is real, whatever its name.  A half that
 * is about bundles alone gets NONE as its near port: it is to be dropped.
 */
void logical_lay_down(struct comparison *c, size_t known);

#endif
