/*
 * halves -- from what each device says to the cables that are there.
 *
 * A device only ever tells of one end: "on my port p I hear B's port q".  Two
 * such halves that agree are a cable that both ends confirm; a half alone is
 * a cable that one end tells of.  What a half is worth when the other device
 * says nothing or something else is not decided here: see verdict.c.
 */
#ifndef CHECK_HALVES_H
#define CHECK_HALVES_H

#include <stdint.h>

#include "check/comparison.h"
#include "check/ignore.h"

/*
 * Takes down every sighting and finds out who is meant and who is alive.
 * Until halves_place(), `near` and `far` are numbers of names, and `next` is
 * what settings_of() said.  Adds to mentions[i] how many ports of device i are
 * spoken of.
 */
void halves_hear(struct comparison *c, uint32_t *mentions);

/*
 * Finds the ports of the sightings, drops those that an ignore rule leaves out,
 * and hangs the others on their near ports.
 * Notes names that fit several devices.
 */
void halves_place(struct comparison *c, const struct ignore *ignore);

/* Hangs all halves on their near ports, in the order of printing. */
void halves_hang(struct comparison *c);

/*
 * Joins halves between known ports into edges.  Halves that give a MAC address
 * for the far port are taken for such as give none, `far` becoming NONE, where
 * the plan wants the device, and add nothing where its port is told.
 */
void halves_join(struct comparison *c);

/*
 * Looks at the desired ports that hear no known port but do hear somebody.  A
 * stranger there, or a device that is not the right one and does not name
 * its port, becomes an edge to a *loose* port that nobody else can be on.
 * Where it might as well be the right device, the port is marked murky.
 */
void halves_add_loose(struct comparison *c);

#endif
