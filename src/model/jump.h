/*
 * jump -- a machine in between, as people write it: "netops@gateway:2222".
 *
 * The same words stand in a plan (`jump:`), on the command line (--jump) and
 * in ssh's configuration (ProxyJump).
 */
#ifndef MODEL_JUMP_H
#define MODEL_JUMP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"

struct jump {
	const char *user; /* NULL: not said */
	const char *host; /* a name, an address, or a device of the plan */
	unsigned port;    /* 0: not said */
};

/* In the order in which they are passed; the first is reached from here. */
struct jump_list {
	const struct jump *items;
	size_t count;
};

/*
 * Reads "[USER@]HOST[:PORT]", or several of them with commas between; "none"
 * is an empty list.  An IPv6 address stands in brackets.  What it makes lives
 * in `arena`.  False when it is nothing of the kind.
 */
bool jump_list_read(struct arena *arena, struct span text,
    struct jump_list *list);

#endif
