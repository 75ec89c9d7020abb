/*
 * Two lines, and an idle handle while somebody stands in them; see due.h.
 */
#include "lab/due.h"

#include <stddef.h>
#include <stdint.h>

#include <utlist.h>

#include "lab/session_state.h"

/* A few key exchanges. */
#define SPELL_NS ((uint64_t)2000000)

static struct session *
first_of(const struct due *due)
{
	for (unsigned line = 0; line < DUE_LINES; line++) {
		if (due->lines[line])
			return due->lines[line];
	}
	return NULL;
}

static void
on_idle(uv_idle_t *idle)
{
	struct due *due = idle->data;
	uint64_t end = uv_hrtime() + SPELL_NS;
	struct session *session;

	while ((session = first_of(due))) {
		due_remove(due, session);
		due->run(session);
		if (uv_hrtime() >= end)
			return;
	}
	uv_idle_stop(idle);
}

void
due_init(struct due *due, uv_loop_t *loop, void (*run)(struct session *session))
{
	*due = (struct due){.run = run};
	uv_idle_init(loop, &due->idle);
	due->idle.data = due;
}

void
due_add(struct due *due, struct session *session, enum due_line line)
{
	struct due_place *place = &session->due;

	place->waits = true;
	place->line = line;
	DL_APPEND2(due->lines[line], session, due.previous, due.next);
	uv_idle_start(&due->idle, on_idle);
}

void
due_remove(struct due *due, struct session *session)
{
	struct due_place *place = &session->due;

	if (!place->waits)
		return;
	place->waits = false;
	DL_DELETE2(due->lines[place->line], session, due.previous, due.next);
}

void
due_close(struct due *due)
{
	uv_close((uv_handle_t *)&due->idle, NULL);
}
