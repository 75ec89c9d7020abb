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

/* Ways to ask the same thing; the last one is taken by every device. */
#define COMMAND_FORMS 2

struct command_form {
	const char *ask;
	const char *sign; /* a good answer holds it; NULL: anything may be */
};

struct command_set {
	struct command_form forms[COMMAND_FORMS]; /* best first */
	const char *no_pager;                     /* typed into a shell first */
};

const struct command_set *command_set_of(enum platform platform);

/* `form` is an index; one that is too high is the last. */
const struct command_form *command_form_of(const struct command_set *commands,
    unsigned form);
bool command_is_last_form(const struct command_set *commands, unsigned form);

/* Whether a whole answer to that form is one, and not a lack of such a form. */
bool command_is_answered(const struct command_set *commands, unsigned form,
    struct span answer);

/* A device that answers a command by saying no. */
struct refusal {
	const char *text;  /* how its line starts */
	bool shell_may_do; /* by exec only: the same may work in a shell */
};

/*
 * Whether `answer` is a refusal rather than an answer: it tells of no device,
 * and a line of it starts as a row of the table.  `*line` is that line.
 */
const struct refusal *command_find_refusal(struct span answer,
    struct span *line);

#endif
