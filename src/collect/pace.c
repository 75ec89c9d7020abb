/*
 * The pace of starts; see pace.h.  Timers go off late, by a millisecond or by
 * ten; what was missed by that is made up for, and no more.
 */
#include "collect/pace.h"

#define SECOND 1000000
#define CATCH_UP 20000

void
pace_init(struct pace *pace, unsigned rate, uint64_t seed)
{
	*pace = (struct pace){
	    .interval = rate ? SECOND / rate : 0,
	    .random = seed | 1,
	};
}

/* xorshift: spreads things, nothing more. */
uint64_t
pace_random(struct pace *pace, uint64_t limit)
{
	pace->random ^= pace->random << 13;
	pace->random ^= pace->random >> 7;
	pace->random ^= pace->random << 17;
	return pace->random % limit;
}

bool
pace_may(const struct pace *pace, uint64_t now)
{
	return !pace->interval || pace->next <= now * 1000;
}

void
pace_take(struct pace *pace, uint64_t now)
{
	uint64_t here = now * 1000;
	uint64_t pause;

	if (!pace->interval)
		return;
	if (pace->next + CATCH_UP < here)
		pace->next = here - CATCH_UP;
	pause = pace->interval / 2 + pace_random(pace, pace->interval + 1);
	pace->next += pause;
}

uint64_t
pace_due(const struct pace *pace)
{
	return (pace->next + 999) / 1000;
}
