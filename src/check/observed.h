/*
 * observed -- how an observed cable is shown: which end is `a`.
 */
#ifndef CHECK_OBSERVED_H
#define CHECK_OBSERVED_H

#include <stdint.h>

#include "check/comparison.h"

/*
 * Which end of the edge, 0 or 1, is shown as `a`: the one that is a desired
 * cable's end a, so that both can be read side by side; else the lower one.
 * The end that hears a stranger comes before the stranger.
 */
unsigned observed_first_end(const struct comparison *c, uint32_t edge);

/* Fills judgement->observed, which has the numbers of the edges. */
void observed_write(struct comparison *c);

#endif
