/*
 * help -- usage and help texts, made from the tables of commands and options.
 */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "base/str.h"
#include "cmd/command.h"

/* The list of commands and exit statuses: `cablecheck help`. */
void help_add_program(struct str *out);

/* Usage, details and every option: `cablecheck help COMMAND`. */
void help_add_command(struct str *out, const struct command *command);

/* What the program is for, in one sentence. */
extern const char help_purpose[];

/* What an exit status means. */
const char *help_status_meaning(enum exit_status status);

/* The one line "usage: cablecheck verify [OPTION]... TOPOLOGY\n". */
void help_add_usage(struct str *out, const struct command *command);

#endif
