/*
 * chatter -- the lines of a session that no parser asked for.
 *
 * Prompts and echoed commands, log lines that burst in, dashed rules, refusals,
 * time stamps, legends.  One place knows how all of them look, whatever
 * command is being parsed.  Every function takes a trimmed line.
 */
#ifndef PARSE_CHATTER_H
#define PARSE_CHATTER_H

#include <stdbool.h>

#include "base/span.h"

/*
 * A log line, with or without a time in front:
 * "*Mar  1 00:01:02.123: %LINK-3-UPDOWN: Interface ...".
 */
bool chatter_is_log(struct span line);

/* Dashes and nothing else, be it one; a rule has five or more. */
bool chatter_is_dashes(struct span line);
bool chatter_is_rule(struct span line);

/*
 * "R1#show version", "RP/0/RP0/CPU0:xr1#", "(Cisco Controller) >", "sw1>
 * (enable) set length 0": fills the prompt up to its mark, and the command,
 * empty when there is none.
 */
bool chatter_find_prompt(struct span line, struct span *prompt,
    struct span *command);

/* A command that is echoed without a prompt: "show cdp entry *". */
bool chatter_is_echo(struct span line);

/* A command that people type on a device: "show ...", "terminal ...". */
bool chatter_is_command(struct span command);

enum chatter_command {
	COMMAND_ASKED,   /* a show command about `word` ("cdp") */
	COMMAND_FOREIGN, /* another known command: its output is not ours */
	COMMAND_UNKNOWN, /* an alias, perhaps: its output may be anything */
};

enum chatter_command chatter_command_of(struct span command, const char *word);

/* What a line says that is not part of any entry. */
enum chatter {
	CHATTER_OTHER,   /* something unknown */
	CHATTER_IDLE,    /* time stamps, legends, "^" under a mistake */
	CHATTER_TABLE,   /* the head of the brief table */
	CHATTER_REFUSAL, /* the device did not accept the command */
	CHATTER_OFF,     /* CDP is not enabled */
};

enum chatter chatter_of(struct span line);

#endif
