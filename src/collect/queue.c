/*
 * A queue of bytes in one block: bytes are taken from the front by moving
 * `start`, and the rest is moved down when room is needed at the end.
 */
#include "collect/queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Most packets fit, so a block of that size is kept for the next. */
#define LEAST ((size_t)256)

/* It held what was typed into a shell, at least. */
static void
wipe(struct queue *queue)
{
	if (queue->bytes)
		explicit_bzero(queue->bytes, queue->capacity);
}

void
queue_release(struct queue *queue)
{
	wipe(queue);
	free(queue->bytes);
	*queue = (struct queue){0};
}

/* Not by realloc(), which may leave the old block behind as it is. */
static void
move(struct queue *queue, size_t capacity)
{
	char *bytes = xmalloc(capacity);

	if (queue->length)
		memcpy(bytes, queue->bytes, queue->length);
	wipe(queue);
	free(queue->bytes);
	queue->bytes = bytes;
	queue->capacity = capacity;
}

static void
make_room(struct queue *queue, size_t more)
{
	size_t wanted = queue->capacity ? queue->capacity : LEAST;

	if (queue->start && queue->length)
		memmove(queue->bytes, queue->bytes + queue->start,
		    queue->length);
	queue->start = 0;
	while (wanted - queue->length < more)
		wanted *= 2;
	if (wanted > queue->capacity)
		move(queue, wanted);
}

void
queue_put(struct queue *queue, struct span bytes)
{
	if (bytes.length == 0)
		return;
	if (queue->capacity - queue->start - queue->length < bytes.length)
		make_room(queue, bytes.length);
	memcpy(queue->bytes + queue->start + queue->length, bytes.text,
	    bytes.length);
	queue->length += bytes.length;
}

struct span
queue_peek(const struct queue *queue)
{
	if (queue->length == 0)
		return span_of("");
	return span_make(queue->bytes + queue->start, queue->length);
}

void
queue_drop(struct queue *queue, size_t count)
{
	queue->start += count;
	queue->length -= count;
	if (queue->length)
		return;
	/* Most of a crowd waits for something at any time. */
	if (queue->capacity > LEAST) {
		queue_release(queue);
		return;
	}
	wipe(queue);
	queue->start = 0;
}
