/*
 * habit -- what the devices of one kind do, learned from the first of them.
 *
 * Where a kind of device refuses to run commands by exec, or knows no XML, the
 * others are spared the try.  A kind is a platform together with what the
 * device's SSH calls itself.  What works is counted against what does not, so
 * that one odd device among many does not send them all another way.
 *
 * Visits on several threads learn from each other: each function below holds
 * a lock, for as long as it takes to find a kind and no longer.
 */
#ifndef COLLECT_HABIT_H
#define COLLECT_HABIT_H

#include <stdbool.h>

#include "base/span.h"
#include "model/topology.h"

struct habits; /* opaque; of a whole run */

struct habits *habits_new(void);
void habits_free(struct habits *habits); /* NULL is fine */

/* Above 0: it works more often than not; below: the other way round. */
struct habit {
	int exec;
	int first_form; /* of the command, see command.h */
	int password;   /* the method of that name lets in */
	int probes;     /* devices that are or were asked in that form */
};

/*
 * So many devices of a kind are asked in a form that may not work; the others
 * follow when it does, and are not kept waiting for that.
 */
#define HABIT_PROBES 3

/* What is known of a kind. */
struct habit habits_read(struct habits *habits, enum platform platform,
    struct span ident);

/* Adds to what is known of it. */
void habits_count(struct habits *habits, enum platform platform,
    struct span ident, const struct habit *change);

/* Whether the device is one of the probes; it counts as one then. */
bool habits_take_probe(struct habits *habits, enum platform platform,
    struct span ident);

#endif
