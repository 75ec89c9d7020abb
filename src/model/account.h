/*
 * account -- all that was heard at the two ends of one cable of the plan.
 *
 * A finding quotes a line or two; whoever doubts it wants everything: each
 * neighbor that either port hears, by which rule its name was recognised, how
 * long its entry still holds.  check/ takes this down, report/ tells it.
 */
#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"
#include "model/neighbor.h"

/* A line of a device's output; `line` counts from 1, 0: there is none. */
struct quoted_line {
	size_t line;
	struct span text; /* borrows from the output; untrimmed */
};

/* One neighbor that a port hears. */
struct sighting {
	const struct neighbor *heard;
	struct span name; /* as printed */
	struct port far;  /* who that is, as far as anybody knows */
	enum matched_by matched_by;
	size_t candidates; /* more than one: it cannot be told which */
	bool ignored;      /* by a rule of the plan */
	/* Where the name, the local and the far port stand; each line once. */
	struct quoted_line quotes[3];
	size_t quote_count;
};

/* What one port says. */
struct port_account {
	struct port port;
	const struct observation *seen; /* NULL: a device outside the plan */
	bool alive;                     /* it answered, or others hear it */
	bool ignored;                   /* the port, by a rule of the plan */
	struct sighting *sightings;
	size_t sighting_count;
};

#endif
