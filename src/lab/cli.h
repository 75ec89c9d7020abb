/*
 * cli -- the command line of one device, without any connection under it.
 *
 * Bytes that a person or a program types go in, bytes that the device would
 * send come out: echo, prompt, pages, carets under what it did not understand.
 * It does no I/O, so tests can hold a whole conversation with it.
 */
#ifndef LAB_CLI_H
#define LAB_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "base/str.h"
#include "lab/cdp_text.h"
#include "lab/manners.h"

struct cli; /* opaque */

struct cli_options {
	const struct cdp_text *text; /* these four are borrowed */
	const struct manners *manners;
	const struct traits *traits;
	const char *enable;   /* the password that `enable` wants */
	const char *username; /* who may log in to a shell; NULL: anybody */
	const char *password; /* and with what */
	size_t device;        /* index into the topology's devices */
	unsigned width;       /* of the terminal; 0: 80 */
	unsigned height;      /* 0: 24 */
};

struct cli *cli_new(const struct cli_options *options);
void cli_free(struct cli *cli); /* NULL is fine */

/* Appends what a terminal sees first: a message, and mostly the prompt. */
void cli_start(struct cli *cli, struct str *out);

/* Takes what was typed and appends what the device sends. */
void cli_type(struct cli *cli, struct span typed, struct str *out);

/* True once somebody has typed `exit`: nothing more will be answered. */
bool cli_is_finished(const struct cli *cli);

/*
 * Runs one command as an exec channel does, without echo, prompt or pages:
 * appends what the device sends, and returns the exit status.
 */
int cli_run(struct cli *cli, struct span command, struct str *out);

#endif
