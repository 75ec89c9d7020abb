/*
 * turns -- the visits of one thread that have something to do, in order.
 *
 * A handshake is a third of a millisecond of computing.  With a thousand of
 * them at hand a thread would see nothing else for a long time: no time limit,
 * no Ctrl-C, and not the answer to the one password that all others wait for.
 * So what a socket has brought waits here, and between two short spells of work
 * the loop looks at its sockets and clocks again.
 */
#ifndef COLLECT_TURNS_H
#define COLLECT_TURNS_H

#include <uv.h>

/* A member of what takes turns; start with zeroes. */
struct turn {
	struct turn *next; /* of the line */
	struct turn *previous;
	/* Called when it is its turn. */
	void (*take)(struct turn *turn);
};

struct turns {
	uv_idle_t idle;
	struct turn line; /* its ends; a ring */
};

void turns_init(struct turns *turns, uv_loop_t *loop);

/* It goes to the end of the line, unless it stands in it. */
void turns_ask(struct turns *turns, struct turn *turn);

/* It wants no turn, and may be freed. */
void turn_forget(struct turn *turn);

/* Nobody gets a turn any more; the loop must run until this is closed. */
void turns_close(struct turns *turns);

#endif
