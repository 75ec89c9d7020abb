/*
 * verdict -- what became of each desired cable, from what its two ends say.
 */
#ifndef CHECK_VERDICT_H
#define CHECK_VERDICT_H

#include "check/comparison.h"

/*
 * Sets judgement->verdicts of all cables that take part, and adds a finding
 * for each that is one-way.  Cables that are missing or miswired after this
 * become findings together with what is there instead: see component.h.
 */
void verdict_run(struct comparison *c);

#endif
