/*
 * A wire over a channel through a bastion.
 *
 * Bytes that come in are put into its queue by the link, whoever was woken for
 * them; bytes that go out are written to the channel as far as its window
 * goes, and the rest when the bastion has taken more.
 */
#include <stdlib.h>
#include <utlist.h>

#include "base/mem.h"
#include "collect/bastion_private.h"

#define READ_AT_ONCE 16384

static struct hop *
hop_of(struct wire *wire)
{
	return (struct hop *)wire;
}

/* --- what the link tells -------------------------------------------------- */

void
hop_note(struct hop *hop)
{
	if (hop->has_news)
		return;
	hop->has_news = true;
	DL_APPEND2(hop->bastion->news, hop, prev_news, next_news);
}

static void
forget_news(struct hop *hop)
{
	if (hop->has_news)
		DL_DELETE2(hop->bastion->news, hop, prev_news, next_news);
	hop->has_news = false;
}

void
hop_fail(struct hop *hop, enum visit_status status, enum remedy remedy,
    const char *text)
{
	hop->state = HOP_FAILED;
	hop->link = NULL;
	failure_set(&hop->failure, status, remedy, "%s", text);
	hop_note(hop);
}

void
hop_end(struct hop *hop, const char *reason)
{
	hop->link = NULL;
	hop->channel = NULL;
	hop->wire.ended = true;
	free(hop->wire.reason);
	hop->wire.reason = xstrdup(reason);
	hop_note(hop);
}

bool
hop_read(struct hop *hop)
{
	char buffer[READ_AT_ONCE];
	ssize_t got = LIBSSH2_ERROR_EAGAIN;

	if (hop->wire.ended)
		return true;
	while (!wire_is_full(&hop->wire)) {
		got =
		    libssh2_channel_read(hop->channel, buffer, sizeof(buffer));
		if (got <= 0)
			break;
		wire_receive(&hop->wire, span_make(buffer, (size_t)got));
		hop_note(hop);
	}
	if (got == 0 && libssh2_channel_eof(hop->channel) == 1) {
		hop->wire.ended = true;
		hop_note(hop);
	}
	return got >= 0 || got == LIBSSH2_ERROR_EAGAIN;
}

void
hop_write(struct hop *hop)
{
	struct ssh *ssh = hop->link->ssh;
	struct span waiting = queue_peek(&hop->wire.out);
	ssize_t put = 1;

	while (put > 0 && waiting.length) {
		/* The library may not read here: link_pump() does. */
		ssh->gate_open = false;
		put = libssh2_channel_write(hop->channel, waiting.text,
		    waiting.length);
		ssh->gate_open = true;
		if (put > 0)
			queue_drop(&hop->wire.out, (size_t)put);
		else if (put != LIBSSH2_ERROR_EAGAIN)
			/* It is closed: its last words are still to be read. */
			queue_drop(&hop->wire.out, waiting.length);
		waiting = queue_peek(&hop->wire.out);
	}
	wire_flush(ssh->wire);
}

/* --- what the visit asks -------------------------------------------------- */

static enum step_result
hop_connect(struct wire *wire, struct failure *failure)
{
	struct hop *hop = hop_of(wire);
	struct bastion *bastion = hop->bastion;
	const struct failure *closed = &bastion->failure;

	if (hop->state == HOP_NEW && closed->status != VISIT_OK)
		hop_fail(hop, closed->status, closed->remedy,
		    str_text(&closed->text));
	forget_news(hop);
	wire->held = false;
	switch (hop->state) {
	case HOP_NEW:
		hop->state = HOP_WAITING;
		DL_APPEND(bastion->waiting, hop);
		bastion_kick(bastion);
		wire->held = true;
		break;
	case HOP_WAITING:
		wire->held = true;
		break;
	case HOP_OPENING:
		break;
	case HOP_OPEN:
		return STEP_DONE;
	case HOP_FAILED:
		return failure_set(failure, hop->failure.status,
		    hop->failure.remedy, "%s", str_text(&hop->failure.text));
	}
	return STEP_WAIT;
}

/* The library wants a socket to look at, and never touches it. */
static int
hop_socket(const struct wire *wire)
{
	const struct hop *hop = (const struct hop *)wire;

	return hop->link ? wire_socket(hop->link->ssh->wire) : -1;
}

static void
hop_flush(struct wire *wire)
{
	struct hop *hop = hop_of(wire);

	if (hop->channel)
		hop_write(hop);
	else
		queue_drop(&wire->out, wire->out.length);
}

static void
hop_make_room(struct wire *wire)
{
	struct bastion *bastion = hop_of(wire)->bastion;

	bastion->wants_pump = true;
	bastion_kick(bastion);
}

static void
hop_close(struct wire *wire)
{
	struct hop *hop = hop_of(wire);
	struct link *link = hop->link;

	forget_news(hop);
	if (hop->state == HOP_WAITING)
		DL_DELETE(hop->bastion->waiting, hop);
	if (link && hop->state == HOP_OPENING)
		link->opening = NULL;
	if (link && hop->state == HOP_OPEN) {
		DL_DELETE(link->hops, hop);
		link->hop_count--;
		link_close_channel(link, hop->channel);
	}
	wire_release(wire);
}

static void
hop_destroy(struct wire *wire)
{
	failure_clear(&hop_of(wire)->failure);
}

static const struct wire_ops hop_ops = {
    .connect = hop_connect,
    .socket = hop_socket,
    .flush = hop_flush,
    .make_room = hop_make_room,
    .close = hop_close,
    .destroy = hop_destroy,
};

static struct hop *
hop_new(struct bastion *bastion, const struct wire_place *place)
{
	struct hop *hop = xcalloc(1, sizeof(*hop));

	wire_init(&hop->wire, &hop_ops, place);
	hop->bastion = bastion;
	return hop;
}

struct wire *
bastion_wire_new(struct bastions *bastions,
    const struct collect_target *bastion, const struct wire_place *place)
{
	return &hop_new(bastion_find(bastions, bastion), place)->wire;
}
