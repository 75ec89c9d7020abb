/*
 * plan_effort -- which of the ways to mend a component is the least trouble.
 *
 * All need the same number of plugs.  The best is the one that sends people to
 * fewer racks, then to fewer devices, then to lower ports.
 */
#ifndef CHECK_PLAN_EFFORT_H
#define CHECK_PLAN_EFFORT_H

#include "check/component.h"

/*
 * A path that has the same kind of cable, desired or observed, at both ends:
 * which of these cables to add, or to remove, by the number of its first port
 * in the walk (an even one).  Plugs in even ports up to there, and in odd ports
 * beyond, are the ones that move.
 */
size_t plan_effort_pivot(const struct comparison *c,
    const struct component *component);

/*
 * How to turn a ring: either the plugs in its even ports move, or those in its
 * odd ports, each into the place of the one before.
 */
struct plan_turn {
	/*
	 * The plug that goes into a port comes from two ports back in the walk,
	 * not from two ports ahead.
	 */
	bool backward;
	size_t hole; /* the port whose plug is taken in the hand */
};

struct plan_turn plan_effort_turn(const struct comparison *c,
    const struct component *component);

#endif
