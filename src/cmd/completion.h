/*
 * completion -- what the Tab key offers, for the shells that people use.
 *
 * A script for each shell, made from the tables of commands and options, so
 * that it can never know less than the program.
 */
#ifndef CMD_COMPLETION_H
#define CMD_COMPLETION_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/str.h"

/*
 * Appends the script for "bash", "zsh" or "fish"; false, appending nothing,
 * for any other shell.
 */
MUST_CHECK bool completion_add(struct str *out, const char *shell);

/* The names of those shells, for messages. */
extern const char completion_shells[];

#endif
