/*
 * command -- the commands of the program as a table.
 *
 * A command is one file and one struct command.  The table is the help, the
 * usage messages and the dispatch; adding a command is adding its row to the
 * list in command.c.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include <stddef.h>

#include "base/err.h"
#include "cmd/options.h"

/* CONTRACT section 2.  Every command returns one of these. */
enum exit_status {
	EXIT_CLEAN = 0,
	EXIT_FAULTS = 1,
	EXIT_USAGE = 2,
	EXIT_UNVERIFIED = 3,
	EXIT_TROUBLE = 4,
};

struct command {
	const char *name;
	const char *arguments; /* as shown in the usage line */
	const char *summary;   /* one line for the list of commands */
	const char *details;   /* paragraphs for `help COMMAND` */
	const char *formats;   /* of --format, the default first; or NULL */
	size_t least_arguments;
	size_t most_arguments;
	const struct option_group *const *groups; /* NULL-terminated */
	enum exit_status (*run)(const struct options *options);
	bool rewrites; /* -o may well be the file that it reads */
};

extern const struct command command_verify;
extern const struct command command_collect;
extern const struct command command_parse;
extern const struct command command_graph;
extern const struct command command_plan;
extern const struct command command_lint;
extern const struct command command_learn;
extern const struct command command_diff;
extern const struct command command_convert;
extern const struct command command_trust;
extern const struct command command_watch;

/* Reads argv, runs what it asks for, returns the exit status. */
int command_main(int argc, char **argv);

/* The status for an operation that failed: the user's fault or the machine's.
 */
enum exit_status command_status_of(const struct err *err);

/* For several inputs at once: the status that says the worse thing. */
enum exit_status command_worse(enum exit_status a, enum exit_status b);

/* Command `i` of the table, or NULL behind the last. */
const struct command *command_at(size_t i);

#endif
