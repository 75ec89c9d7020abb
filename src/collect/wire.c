/*
 * What all wires have in common: queues of bytes, the end that is told only
 * after them, and the memory that goes with the last handle.  See wire.h;
 * wire_tcp.c, wire_command.c and hop.c are the kinds that there are.
 */
#include "collect/wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/wire_private.h"

#define IN_MAX ((size_t)1 << 20)     /* stop reading above this */
#define EARLY_MAX ((size_t)48 << 10) /* a greeting fits: RFC 4253, 6.1 */

void
wire_init(struct wire *wire, const struct wire_ops *ops,
    const struct wire_place *place)
{
	const char *host = place->host;
	unsigned port = place->port;

	wire->ops = ops;
	wire->loop = place->loop;
	wire->host = xstrdup(host);
	wire->port = port;
	wire->name = strchr(host, ':') ? str_printf("[%s]:%u", host, port)
				       : str_printf("%s:%u", host, port);
	wire->wake = place->wake;
	wire->context = place->context;
	wire->early_wanted = true;
	wire->open = 1;
}

void
wire_release(struct wire *wire)
{
	if (--wire->open > 0)
		return;
	if (wire->ops->destroy)
		wire->ops->destroy(wire);
	queue_release(&wire->in);
	queue_release(&wire->out);
	str_release(&wire->early);
	free(wire->reason);
	free(wire->host);
	free(wire->name);
	free(wire);
}

void
wire_free(struct wire *wire)
{
	wire->dead = true;
	wire->ops->close(wire);
}

const char *
wire_name(const struct wire *wire)
{
	return wire->name;
}

enum step_result
wire_resolve(struct wire *wire, struct failure *failure)
{
	return wire->ops->resolve ? wire->ops->resolve(wire, failure)
				  : STEP_DONE;
}

enum step_result
wire_connect(struct wire *wire, struct failure *failure)
{
	return wire->ops->connect(wire, failure);
}

bool
wire_is_held(const struct wire *wire)
{
	return wire->held;
}

int
wire_socket(const struct wire *wire)
{
	return wire->ops->socket(wire);
}

/* --- bytes ---------------------------------------------------------------- */

static void
keep_early(struct wire *wire, struct span bytes)
{
	size_t room = EARLY_MAX - wire->early.length;

	if (!wire->early_wanted)
		return;
	if (bytes.length > room)
		bytes.length = room;
	str_add_span(&wire->early, bytes);
}

void
wire_receive(struct wire *wire, struct span bytes)
{
	keep_early(wire, bytes);
	queue_put(&wire->in, bytes);
}

bool
wire_is_full(const struct wire *wire)
{
	return wire->in.length >= IN_MAX;
}

struct span
wire_peek(const struct wire *wire)
{
	return queue_peek(&wire->in);
}

void
wire_drop(struct wire *wire, size_t count)
{
	bool was_full = wire_is_full(wire);

	queue_drop(&wire->in, count);
	if (was_full && !wire_is_full(wire))
		wire->ops->make_room(wire);
}

bool
wire_has_ended(const struct wire *wire)
{
	return wire->ended;
}

int
wire_error(const struct wire *wire)
{
	return wire->error;
}

const char *
wire_reason(const struct wire *wire)
{
	return wire->reason;
}

struct span
wire_early(const struct wire *wire)
{
	return str_span(&wire->early);
}

void
wire_forget_early(struct wire *wire)
{
	wire->early_wanted = false;
	str_release(&wire->early);
}

void
wire_put(struct wire *wire, struct span bytes)
{
	queue_put(&wire->out, bytes);
}

void
wire_flush(struct wire *wire)
{
	if (wire->out.length)
		wire->ops->flush(wire);
}

bool
wire_is_flushed(const struct wire *wire)
{
	return wire->out.length == 0;
}
