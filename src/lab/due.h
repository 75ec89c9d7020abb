/*
 * due -- answers whose time has come, given a few at a time.
 *
 * A device of a real lab has a processor of its own: while others exchange keys
 * it notices what arrives, and its answer to a password is not kept waiting by
 * their arithmetic.  Here all share one.  So what is due waits in line, in
 * between the lab looks at its sockets and clocks again, and whoever still has
 * to exchange keys, which takes longest by far, goes after all others.
 */
#ifndef LAB_DUE_H
#define LAB_DUE_H

#include <stdbool.h>

#include <uv.h>

struct session;

enum due_line {
	DUE_TALK,
	DUE_KEYS,
	DUE_LINES,
};

/* Of one session; start with zeroes. */
struct due_place {
	struct session *next;
	struct session *previous;
	bool waits;
	enum due_line line;
};

struct due {
	uv_idle_t idle;
	struct session *lines[DUE_LINES];
	void (*run)(struct session *session);
};

/* `run` is called when it is a session's turn, once for each due_add(). */
void due_init(struct due *due, uv_loop_t *loop,
    void (*run)(struct session *session));

/* A session that does not wait in line. */
void due_add(struct due *due, struct session *session, enum due_line line);

/* It gets no turn; fine for one that does not wait. */
void due_remove(struct due *due, struct session *session);

/* Nobody may wait; the loop must run until it is closed. */
void due_close(struct due *due);

#endif
