/*
 * command -- the only things that are ever sent to a device.
 *
 * All of them only read.  Nothing else in this program can make up a command,
 * so this table is what a security review has to look at.
 */
#ifndef COLLECT_COMMAND_H
#define COLLECT_COMMAND_H

#include <stdbool.h>

#include "base/span.h"
#include "model/topology.h"

struct command_set {
	const char *ask;      /* what we want to know */
	const char *no_pager; /* typed into a shell first */
};

const struct command_set *command_set_of(enum platform platform);

/* A device that answers a command by saying no. */
struct refusal {
	const char *text;  /* how its line starts */
	bool shell_may_do; /* by exec only: the same may work in a shell */
};

/*
 * Whether `answer` is a refusal rather than an answer: short, and with a line
 * that starts as a row of the table.  `*line` is that line.
 */
const struct refusal *command_find_refusal(struct span answer,
    struct span *line);

#endif
