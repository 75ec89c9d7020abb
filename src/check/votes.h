/*
 * votes -- what the miswired cables say about devices.
 *
 *   desired  leaf1:49 === spine1:3        there  leaf2:49 --- spine1:3
 *
 * Were leaf2 in the place of leaf1, this cable would be right: it votes for
 * that.  Votes are counted for each place and each name heard there.
 */
#ifndef CHECK_VOTES_H
#define CHECK_VOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/comparison.h"

/* One cable that would be right if `box` were in the place of `place`. */
struct vote {
	uint32_t place;
	uint32_t box;     /* NONE: a device that the plan does not know, */
	const char *name; /* called so; NULL otherwise */
	const char *port; /* of the device in question */
	uint32_t witness; /* the device at the other end */
	bool self;        /* the device `place` itself says it is in place */
};

/* All votes for one box in one place. */
struct tally {
	const struct vote *votes; /* in order of their ports */
	size_t count;
	size_t self; /* of them */
};

struct votes {
	struct vote *items;
	size_t count;
	size_t capacity;
	struct tally *tallies; /* by place */
	size_t tally_count;
	size_t tally_capacity;
};

void votes_take(struct votes *votes, const struct comparison *c);
void votes_release(struct votes *votes);

#endif
