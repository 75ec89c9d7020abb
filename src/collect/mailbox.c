/*
 * A line of letters under a lock, and a bell; see mailbox.h.
 *
 * The bell is rung once for all letters that are there: whoever empties the box
 * takes all there is.
 */
#include "collect/mailbox.h"

#include <stddef.h>

#include "base/mem.h"

/* The lock is held to take them, not to open them. */
static void
open_all(struct mailbox *box)
{
	struct letter *letter;

	uv_mutex_lock(&box->lock);
	letter = box->first;
	box->first = NULL;
	box->last = NULL;
	box->rung = false;
	uv_mutex_unlock(&box->lock);
	while (letter) {
		struct letter *next = letter->next;

		letter->open(letter);
		letter = next;
	}
}

static void
on_bell(uv_async_t *bell)
{
	open_all(bell->data);
}

bool
mailbox_init(struct mailbox *box, uv_loop_t *loop)
{
	if (uv_async_init(loop, &box->bell, on_bell) != 0)
		return false;
	if (uv_mutex_init(&box->lock) != 0)
		bug("no lock to be had");
	box->bell.data = box;
	box->first = NULL;
	box->last = NULL;
	box->rung = false;
	return true;
}

void
mailbox_leave(struct mailbox *box, struct letter *letter)
{
	letter->next = NULL;
	uv_mutex_lock(&box->lock);
	if (box->first)
		box->last->next = letter;
	else
		box->first = letter;
	box->last = letter;
	uv_mutex_unlock(&box->lock);
}

void
mailbox_ring(struct mailbox *box)
{
	bool ring;

	uv_mutex_lock(&box->lock);
	ring = box->first && !box->rung;
	box->rung = box->rung || ring;
	uv_mutex_unlock(&box->lock);
	if (ring)
		uv_async_send(&box->bell);
}

void
mailbox_post(struct mailbox *box, struct letter *letter)
{
	mailbox_leave(box, letter);
	mailbox_ring(box);
}

void
mailbox_close(struct mailbox *box)
{
	open_all(box);
	uv_close((uv_handle_t *)&box->bell, NULL);
}

void
mailbox_release(struct mailbox *box)
{
	uv_mutex_destroy(&box->lock);
}
