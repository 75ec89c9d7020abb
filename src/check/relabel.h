/*
 * relabel -- sightings as they would be if devices had their right names.
 */
#ifndef CHECK_RELABEL_H
#define CHECK_RELABEL_H

#include "check/comparison.h"
#include "check/suspicion.h"

/*
 * Rewrites the halves by what is suspected, and takes back all that was made
 * of them: edges, loose ports, planned cables that took part, verdicts of
 * those, and findings.
 */
void relabel_run(struct comparison *c, const struct suspicion *suspicion);

#endif
