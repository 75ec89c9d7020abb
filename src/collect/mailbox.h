/*
 * mailbox -- letters to an event loop, from any thread.
 *
 * Threads share next to nothing here: what one has to tell another it writes
 * into a letter, which then belongs to the other.  Letters are opened on the
 * loop that owns the box, in the order in which they were posted.
 */
#ifndef COLLECT_MAILBOX_H
#define COLLECT_MAILBOX_H

#include <stdbool.h>

#include <uv.h>

#include "base/attr.h"

/* The first member of what is sent. */
struct letter {
	struct letter *next; /* of the mailbox */
	/* Called on the other side, once; the letter is then its own. */
	void (*open)(struct letter *letter);
};

struct mailbox {
	uv_async_t bell;
	uv_mutex_t lock; /* of what follows */
	struct letter *first;
	struct letter *last;
	bool rung; /* the bell, for the letters that are there */
};

/* False when this machine has no descriptor left. */
MUST_CHECK bool mailbox_init(struct mailbox *box, uv_loop_t *loop);

/* Takes `letter`. */
void mailbox_post(struct mailbox *box, struct letter *letter);

/*
 * The same, but nobody is woken for it before mailbox_ring(): to wake a thread
 * costs as much as many letters.
 */
void mailbox_leave(struct mailbox *box, struct letter *letter);
void mailbox_ring(struct mailbox *box);

/*
 * Opens what is still in it and closes it, on its own loop, which must then
 * run until that is done.  Nobody may post any more.
 */
void mailbox_close(struct mailbox *box);

/* After it was closed. */
void mailbox_release(struct mailbox *box);

#endif
