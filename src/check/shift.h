/*
 * shift -- runs of cables that sit off by a constant number of ports.
 *
 * Whoever begins one port too high plugs in the whole row one port too high.
 * That is one mistake, though by ports it may fall into many components: off
 * by two, or into ports that were free, no cable takes another's place.
 */
#ifndef CHECK_SHIFT_H
#define CHECK_SHIFT_H

#include <stdbool.h>

#include "check/component.h"

struct shifts; /* opaque */

struct shifts *shifts_new(void);
void shifts_free(struct shifts *shifts);

/*
 * Takes a component whose plugs are all off by the same number of ports of one
 * device, for it may be part of a run; false for any other.
 */
bool shifts_take(struct shifts *shifts, const struct comparison *c,
    const struct component *component);

/* Makes findings of all that were taken: one for each run, and the others. */
void shifts_finish(struct shifts *shifts, struct comparison *c);

#endif
