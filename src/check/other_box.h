/*
 * other_box -- devices that are not the ones that the plan means.
 *
 * They have the right name, but by what their neighbors hear they are of
 * another platform, or have another serial number.
 */
#ifndef CHECK_OTHER_BOX_H
#define CHECK_OTHER_BOX_H

#include "check/comparison.h"

/* Looks at one entry about `device`; remembers that it does not fit. */
void other_box_look(struct comparison *c, uint32_t device,
    const struct neighbor *heard);

/* A finding for each device that does not fit. */
void other_box_run(struct comparison *c);

#endif
