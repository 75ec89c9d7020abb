/*
 * crew_private -- what crew.c (threads) shares with errand.c (what they do).
 */
#ifndef COLLECT_CREW_PRIVATE_H
#define COLLECT_CREW_PRIVATE_H

#include <uv.h>

#include "collect/crew.h"
#include "collect/keyring.h"
#include "collect/mailbox.h"
#include "collect/names.h"
#include "collect/turns.h"

/*
 * All letters to and from a worker are left in their box; each loop rings for
 * what it has written before it looks at its sockets.
 *
 * All is its own, except for `home` and what its errands borrow.
 */
struct worker {
	struct ssh_run ssh;
	uv_loop_t *loop;
	struct names *names;
	struct algorithm_memory *algorithms;
	struct keyring *keyring;
	struct mailbox box;
	struct turns turns;
	struct mailbox *home; /* the scheduler's */
	uv_prepare_t postman; /* rings there before the thread sleeps */
	uv_thread_t thread;
	struct letter farewell; /* the last one it gets */
};

static inline struct worker *
worker_of_farewell(struct letter *letter)
{
	return (struct worker *)(void *)((char *)letter -
					 offsetof(struct worker, farewell));
}

#endif
