/*
 * A ring of those who wait, and an idle handle that keeps the loop from
 * sleeping while there is one; see turns.h.
 */
#include "collect/turns.h"

#include <stdbool.h>
#include <stddef.h>

/* A few handshakes; far less than any network takes for an answer. */
#define SPELL_NS ((uint64_t)2000000)

/* Longer than a thread waits that has enough to do. */
#define IDLE_MS 2

/* One turn of so many is for whoever would wait longest. */
#define FAIR 8

/* NULL when nobody waits. */
static struct turn *
next_turn(struct turns *turns)
{
	bool fair = turns->taken % FAIR == FAIR - 1;

	for (unsigned i = 0; i < TURN_LEVELS; i++) {
		unsigned level = fair ? TURN_LEVELS - 1 - i : i;
		struct turn *line = &turns->lines[level];

		if (line->next != line)
			return line->next;
	}
	return NULL;
}

static void
on_idle(uv_idle_t *idle)
{
	struct turns *turns = idle->data;
	uint64_t end = uv_hrtime() + SPELL_NS;

	struct turn *turn;

	while ((turn = next_turn(turns))) {
		turns->taken++;
		turn_forget(turn);
		turn->take(turn);
		if (uv_hrtime() >= end)
			return;
	}
	uv_idle_stop(idle);
}

void
turns_init(struct turns *turns, uv_loop_t *loop)
{
	uv_idle_init(loop, &turns->idle);
	turns->idle.data = turns;
	turns->taken = 0;
	turns->asked = 0;
	uv_timer_init(loop, &turns->watch);
	turns->watch.data = turns;
	for (unsigned i = 0; i < TURN_LEVELS; i++) {
		struct turn *line = &turns->lines[i];

		line->next = line;
		line->previous = line;
	}
}

void
turns_ask(struct turns *turns, struct turn *turn, enum turn_level level)
{
	struct turn *line = &turns->lines[level];

	turns->asked++;
	if (level == TURN_NOW) {
		turn_forget(turn);
		turn->take(turn);
		return;
	}
	if (turn->next)
		return;
	turn->next = line;
	turn->previous = line->previous;
	line->previous->next = turn;
	line->previous = turn;
	uv_idle_start(&turns->idle, on_idle);
}

static void
on_watch(uv_timer_t *watch)
{
	struct turns *turns = watch->data;

	if (turns->asked == turns->asked_before && !next_turn(turns)) {
		turns->on_idle(turns->context);
		return;
	}
	turns->asked_before = turns->asked;
	uv_timer_start(watch, on_watch, IDLE_MS, 0);
}

void
turns_tell_idle(struct turns *turns, void (*call)(void *context), void *context)
{
	turns->on_idle = call;
	turns->context = context;
	turns->asked_before = turns->asked;
	uv_timer_start(&turns->watch, on_watch, IDLE_MS, 0);
}

void
turn_forget(struct turn *turn)
{
	if (!turn->next)
		return;
	turn->next->previous = turn->previous;
	turn->previous->next = turn->next;
	turn->next = NULL;
	turn->previous = NULL;
}

void
turns_close(struct turns *turns)
{
	uv_close((uv_handle_t *)&turns->idle, NULL);
	uv_close((uv_handle_t *)&turns->watch, NULL);
}
