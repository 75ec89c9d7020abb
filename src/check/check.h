/*
 * check -- holds what is desired against what was observed.
 *
 * The heart of the program, and the one part that decides what is right and
 * what is wrong.  It does no I/O and owns no globals, and takes time linear
 * in the number of cables and neighbors (times the logarithm, where things
 * are put in order).  How a finding is worded is none of its business.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/finding.h"
#include "model/observation.h"
#include "model/topology.h"

/*
 * Judges every cable of `topology`.  `observations` has one item per device
 * of it, in its order.  Both are borrowed by the result and must outlive it;
 * the caller frees the result with judgement_free().  Never NULL: whatever
 * devices say, there is something to be said about it.
 */
struct judgement *check_run(const struct topology *topology,
    const struct observations *observations);

#endif
