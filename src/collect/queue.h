/*
 * queue -- bytes that wait to be taken, in order.
 *
 * Between the socket and libssh2 stand two of these.  An empty queue holds next
 * to no memory, because a thousand idle sessions each have two, and nothing of
 * what went through it.
 */
#ifndef COLLECT_QUEUE_H
#define COLLECT_QUEUE_H

#include <stddef.h>

#include "base/span.h"

/* Start with zeroes. */
struct queue {
	char *bytes; /* owned */
	size_t start;
	size_t length;
	size_t capacity;
};

void queue_release(struct queue *queue);

void queue_put(struct queue *queue, struct span bytes);

/* What waits; valid until the next call. */
struct span queue_peek(const struct queue *queue);

/* Drops `count` bytes off the front; at most what is there. */
void queue_drop(struct queue *queue, size_t count);

#endif
