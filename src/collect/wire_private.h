/*
 * wire_private -- what the kinds of wires share with each other.
 */
#ifndef COLLECT_WIRE_PRIVATE_H
#define COLLECT_WIRE_PRIVATE_H

#include <stdbool.h>

#include <uv.h>

#include "base/str.h"
#include "collect/queue.h"
#include "collect/wire.h"

struct wire_ops {
	/* Steps of a visit; `resolve` NULL: nothing to do. */
	enum step_result (*resolve)(struct wire *, struct failure *);
	enum step_result (*connect)(struct wire *, struct failure *);
	int (*socket)(const struct wire *);
	/* Sends what it can of `out`, which is not empty. */
	void (*flush)(struct wire *);
	/* `in` was full and is not any more. */
	void (*make_room)(struct wire *);
	/*
	 * Closes everything, without a wake(); wire_release() once for what
	 * wire_init() has counted.
	 */
	void (*close)(struct wire *);
	/* The last one is gone: frees what the kind has.  May be NULL. */
	void (*destroy)(struct wire *);
};

/* The first member of every kind. */
struct wire {
	const struct wire_ops *ops;
	uv_loop_t *loop;
	char *host; /* these two: owned */
	char *name;
	unsigned port;
	void (*wake)(void *context);
	void *context;
	struct queue in;
	struct queue out;
	struct str early;
	bool early_wanted;
	bool ended;    /* nothing more will come in */
	int error;     /* the errno of that, or 0 */
	char *reason;  /* owned; more about it, or NULL */
	bool held;     /* it waits for others, which is not its fault */
	bool dead;     /* it is being closed: nobody is woken */
	unsigned open; /* handles and requests that still call back, and one */
};

void wire_init(struct wire *wire, const struct wire_ops *ops,
    const struct wire_place *place);

/* One handle less; the last one frees the wire. */
void wire_release(struct wire *wire);

/* Bytes that came in. */
void wire_receive(struct wire *wire, struct span bytes);

/* No more of them, please. */
bool wire_is_full(const struct wire *wire);

#endif
