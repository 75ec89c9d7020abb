/*
 * ambiguous -- names that fit several devices of the plan, as findings.
 */
#ifndef CHECK_AMBIGUOUS_H
#define CHECK_AMBIGUOUS_H

#include "check/comparison.h"

/*
 * Adds one finding per set of devices that cannot be told apart, with all that
 * was heard of them.  The ambiguities have been noted: see halves_place().
 */
void ambiguous_run(struct comparison *c);

#endif
