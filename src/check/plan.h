/*
 * plan -- which plug to move where, in which order.
 */
#ifndef CHECK_PLAN_H
#define CHECK_PLAN_H

#include "check/component.h"

/*
 * Fills `plan`, whose steps go into the arena of the judgement, with a way
 * to turn the observed cables of a component into the desired ones.  The
 * component must not be contradictory.
 *
 * It takes min(d, o) plug moves, d - o new cables or o - d removed ones, and
 * no plan can do with less: a cable that is in neither set needs a plug moved,
 * and a plug moved makes one desired cable at most.
 */
void plan_make(const struct comparison *c, const struct component *component,
    struct plan *plan);

#endif
