/*
 * watch_plan -- the plan of a watch, which may be changed while it runs.
 *
 * People correct the plan while they plug: it is read again when it, or the
 * inventory, has other contents.  A mistake in it is told once, with its place,
 * and the last good plan stays in force.
 */
#ifndef CMD_WATCH_PLAN_H
#define CMD_WATCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "model/topology.h"

/* The plan and the inventory, as bytes; owned. */
struct watch_texts {
	char *text[2];
	size_t length[2];
};

struct watch_plan {
	const struct options *options;
	struct topology *topology; /* owned; the last good one */
	struct watch_texts good;
	struct watch_texts tried; /* what was wrong in it is told */
	char *unreadable;         /* owned; what was told of it, or NULL */
};

/*
 * Reads it for the first time.  EXIT_CLEAN, or the status of what is wrong,
 * which is told.  Start with zeroes.
 */
MUST_CHECK enum exit_status watch_plan_open(struct watch_plan *plan,
    const struct options *options);

/* Looks whether it has changed; true when there is another topology now. */
bool watch_plan_refresh(struct watch_plan *plan);

void watch_plan_release(struct watch_plan *plan);

#endif
