/*
 * Desks; see desk.h.
 *
 * A thread is asked whether it is idle only while there is a visit that it
 * might have, and answers once: when it is.
 */
#include "collect/desk.h"

#include "collect/crew_private.h"

/*
 * Enough to keep a core computing while answers come at once, and few enough
 * for what they hold, 83 KB each, to stay near it in its caches.
 */
#define FIRST_WIDTH 32

static void
widen(struct desk *desk)
{
	desk->asked = false;
	desk->width *= 2;
	desk->on_room(desk->context);
}

static void
open_answer(struct letter *letter)
{
	widen((struct desk *)(void *)((char *)letter -
				      offsetof(struct desk, answer)));
}

/* On its thread. */
static void
on_idle(void *context)
{
	struct desk *desk = context;

	if (desk->worker)
		mailbox_leave(desk->worker->home, &desk->answer);
	else
		widen(desk);
}

/* On its thread. */
static void
open_question(struct letter *letter)
{
	struct desk *desk =
	    (struct desk *)(void *)((char *)letter -
				    offsetof(struct desk, question));

	turns_tell_idle(desk->turns, on_idle, desk);
}

void
desk_init(struct desk *desk, struct worker *worker, struct turns *turns,
    void (*on_room)(void *context), void *context)
{
	*desk = (struct desk){
	    .width = FIRST_WIDTH,
	    .worker = worker,
	    .turns = worker ? &worker->turns : turns,
	    .question.open = open_question,
	    .answer.open = open_answer,
	    .on_room = on_room,
	    .context = context,
	};
}

bool
desk_has_room(const struct desk *desk)
{
	return desk->running < desk->width;
}

void
desk_want_room(struct desk *desk)
{
	if (desk->asked)
		return;
	desk->asked = true;
	if (desk->worker)
		mailbox_leave(&desk->worker->box, &desk->question);
	else
		turns_tell_idle(desk->turns, on_idle, desk);
}
