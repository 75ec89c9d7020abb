/*
 * evidence -- the lines by which devices say what a finding claims.
 */
#ifndef CHECK_EVIDENCE_H
#define CHECK_EVIDENCE_H

#include "check/comparison.h"

/*
 * Gives every finding of the judgement the lines of those who hear its
 * observed cables: at most two for each, end a before end b.
 */
void evidence_find(struct comparison *c);

#endif
