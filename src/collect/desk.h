/*
 * desk -- a thread as the scheduler sees it: how many visits it has under way,
 * and how many it may have.
 *
 * As many as keep it busy.  A visit holds some eighty kilobytes of the SSH
 * library, and a crowd of them costs more time for the memory alone than one
 * that takes over what another has just left; it also greets every device at
 * once and then lets most of them wait.  But where devices take their time, too
 * few leave a core idle.  So a desk begins with a few visits, and whenever its
 * thread has heard of none of them for a moment, it gets twice as many.
 *
 * The functions are the scheduler's, and so is all of a desk; its thread only
 * answers a letter.
 */
#ifndef COLLECT_DESK_H
#define COLLECT_DESK_H

#include <stdbool.h>
#include <stddef.h>

#include "collect/crew.h"
#include "collect/mailbox.h"
#include "collect/turns.h"

struct desk {
	size_t running; /* the scheduler counts them */
	size_t width;   /* how many it may have */
	struct worker *worker;
	struct turns *turns;
	bool asked;             /* whether it is idle; it has not answered */
	struct letter question; /* sent while `asked` */
	struct letter answer;
	void (*on_room)(void *context);
	void *context;
};

/*
 * `worker` is NULL for the scheduler's own thread, whose turns are `turns`.
 * `on_room` is called, on the scheduler's thread, when a desk that had no room
 * has more of it.  A desk may not move.
 */
void desk_init(struct desk *desk, struct worker *worker, struct turns *turns,
    void (*on_room)(void *context), void *context);

/* Whether it may have one more visit. */
bool desk_has_room(const struct desk *desk);

/* There is a visit that it has no room for: on_room() is to follow. */
void desk_want_room(struct desk *desk);

#endif
