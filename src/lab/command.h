/*
 * command -- the commands that a lab device knows, as a table.
 *
 * Words may be cut short as on every Cisco device (`sh cdp nei det`); what is
 * not understood is refused in the words of the platform.
 */
#ifndef LAB_COMMAND_H
#define LAB_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "base/str.h"
#include "lab/cdp_text.h"
#include "lab/manners.h"

/* What a command may change. */
struct command_terminal {
	unsigned width;  /* 0: lines of any length */
	unsigned height; /* 0: no pages */
	bool finished;   /* `exit` */
	bool is_privileged;
	bool asks_enable; /* `enable` wants its password */
};

struct command_context {
	const struct cdp_text *text;
	const struct manners *manners;
	const struct traits *traits;
	size_t device;
	struct command_terminal *terminal;
	struct span prompt; /* what stands before the typed line */
};

/*
 * Appends the answer to a line typed at the prompt, its lines ended by LF: ""
 * for an empty line, a caret and a refusal for what it does not know.
 */
void command_answer(const struct command_context *context, struct span line,
    struct str *out);

/* As command_answer() in the manner of an exec; returns the exit status. */
int command_execute(const struct command_context *context, struct span line,
    struct str *out);

#endif
