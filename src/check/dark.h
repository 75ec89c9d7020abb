/*
 * dark -- devices that nobody has seen.
 */
#ifndef CHECK_DARK_H
#define CHECK_DARK_H

#include "check/comparison.h"

/*
 * Adds a finding for each device that was wanted, was not reached, and that
 * no other device hears.  Verdicts must be final.
 */
void dark_run(struct comparison *c);

#endif
