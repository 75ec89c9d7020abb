/*
 * door -- whether a device takes a call at all.
 *
 * Devices have few VTY lines, count calls in a second, or lose some under
 * load.  The door only decides; time is passed in and chance follows from the
 * seed, so the same calls always find the same door.
 */
#ifndef LAB_DOOR_H
#define LAB_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/traits.h"

/* What the door remembers; starts with zeroes and `seed`. */
struct door {
	unsigned seed;     /* of this device */
	unsigned inside;   /* sessions that are alive */
	unsigned calls;    /* so far */
	unsigned accepted; /* in the second that began at `second` */
	uint64_t second;
};

/* True: the call is taken and counts as inside until door_leave(). */
bool door_enter(struct door *door, const struct traits *traits,
    uint64_t milliseconds);
void door_leave(struct door *door);

/* True when the next caller must not even be able to connect. */
bool door_is_shut(const struct door *door, const struct traits *traits);

#endif
