/*
 * pace -- how fast connections are started: so many a second, not in step.
 *
 * A burst of a thousand connections looks like an attack to a firewall and is
 * one for an AAA server.  Each start is followed by a pause that varies by
 * half, so that a run does not beat in time with anything else.
 *
 * Pure bookkeeping: the time is passed in, in milliseconds.
 */
#ifndef COLLECT_PACE_H
#define COLLECT_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	uint64_t interval; /* microseconds; 0: no limit */
	uint64_t next;     /* microseconds: when the next may start */
	uint64_t random;
};

/* `rate` a second; 0: no limit.  Any `seed` will do. */
void pace_init(struct pace *pace, unsigned rate, uint64_t seed);

/* Whether one may be started now. */
bool pace_may(const struct pace *pace, uint64_t now);

/* Counts one that is started. */
void pace_take(struct pace *pace, uint64_t now);

/* When pace_may() is worth asking again. */
uint64_t pace_due(const struct pace *pace);

/* A number below `limit`, which is not 0. */
uint64_t pace_random(struct pace *pace, uint64_t limit);

#endif
