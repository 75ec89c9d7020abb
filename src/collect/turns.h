/*
 * turns -- the visits of one thread that have something to do, in order.
 *
 * A handshake is a third of a millisecond of computing.  With a thousand of
 * them at hand a thread would see nothing else for a long time: no time limit,
 * no Ctrl-C, and not the answer to the one password that all others wait for.
 * So what a socket has brought waits here, and between two short spells of work
 * the loop looks at its sockets and clocks again.
 *
 * Whoever has furthest to go goes first.  Behind each step lies an answer that
 * takes its time, and only the calculating of others can fill it: with the
 * first steps done early, the last device has long been asked when all that is
 * left is to read what has come.  (How much memory a crowd takes is not decided
 * here, see desk.h.)  Now and then it is the other way round, so that nobody
 * waits for devices that never stop talking.
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

enum turn_level {
	TURN_NOW,      /* does not wait */
	TURN_BEGINS,   /* connects, and sends its greeting */
	TURN_COMPUTES, /* exchanges keys */
	TURN_ASKS,     /* sends the next request */
	TURN_READS,    /* has asked for everything */
	TURN_LEVELS
};

struct turns {
	uv_idle_t idle;
	struct turn lines[TURN_LEVELS]; /* rings; these are their ends */
	unsigned taken;
	unsigned asked;
	uv_timer_t watch; /* over whether the thread is idle */
	unsigned asked_before;
	void (*on_idle)(void *context);
	void *context;
};

void turns_init(struct turns *turns, uv_loop_t *loop);

/* It goes to the end of the line of its level, unless it waits already. */
void turns_ask(struct turns *turns, struct turn *turn, enum turn_level level);

/*
 * Calls `call`, once, when nobody has asked for a turn for a moment: the thread
 * only waits for sockets.
 */
void turns_tell_idle(struct turns *turns, void (*call)(void *context),
    void *context);

/* It wants no turn, and may be freed. */
void turn_forget(struct turn *turn);

/* Nobody gets a turn any more; the loop must run until this is closed. */
void turns_close(struct turns *turns);

#endif
