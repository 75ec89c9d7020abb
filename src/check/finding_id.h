/*
 * finding_id -- a short name for each finding, the same from run to run.
 */
#ifndef CHECK_FINDING_ID_H
#define CHECK_FINDING_ID_H

#include "check/comparison.h"

/*
 * Gives every draft its id.  The drafts are in their final order, and
 * judgement->observed is filled.
 */
void finding_id_assign(struct comparison *c);

#endif
