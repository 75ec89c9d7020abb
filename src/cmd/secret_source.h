/*
 * secret_source -- where secrets come from: the terminal, a command, the
 * environment.  Never from argv.  They are in a struct secret from the first
 * byte on.
 */
#ifndef CMD_SECRET_SOURCE_H
#define CMD_SECRET_SOURCE_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"

/*
 * Shows `prompt` on the terminal and takes one line without showing it.  An
 * empty line is NULL.  Fails with ERR_INPUT; `hint` says what to do where
 * there is no terminal.
 */
MUST_CHECK bool secret_ask(const char *prompt, const char *hint,
    struct secret **secret, struct err *err);

/* Whether there is a terminal to ask on. */
bool secret_can_ask(void);

/* A shell command that prints a secret; all is borrowed. */
struct secret_command {
	const char *line;
	const char *source; /* names it in messages: "the --password-command" */
	unsigned seconds;   /* that it may take; 0: any */
};

#define SECRET_LINE_MAX 1024

/*
 * The first line that it prints.  When its time is up, or a signal is to end
 * this program, it is ended with all that it has started, and the signal then
 * takes its usual course.
 */
MUST_CHECK bool secret_from_command(const struct secret_command *command,
    struct secret **secret, struct err *err);

/*
 * Takes a variable out of the environment and wipes it where it stood, so that
 * no child process inherits it and /proc does not show it.  NULL when it is
 * not set or empty.
 */
struct secret *secret_take_variable(const char *name);

/* Fails unless `line` can be a password; `source` is as above. */
MUST_CHECK bool secret_from_line(struct span line, const char *source,
    struct secret **secret, struct err *err);

#endif
