/*
 * An arena is a list of blocks; the newest is carved from front to back.
 * Blocks double up to BLOCK_MAX, so a document of any size costs a handful of
 * allocations.  A request larger than a block gets a block of its own, put
 * *behind* the newest one so that the room left there is not lost.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_MIN ((size_t)4096)
#define BLOCK_MAX ((size_t)1 << 20)

struct block {
	struct block *next;
	size_t size; /* of `bytes` */
	size_t used;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t next_size;
	size_t total;
};

struct arena *
arena_new(void)
{
	struct arena *arena = xcalloc(1, sizeof(*arena));

	arena->next_size = BLOCK_MIN;
	return arena;
}

void
arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *b = arena->newest; b;) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
	free(arena);
}

static struct block *
block_new(struct arena *arena, size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof(*b))
		bug("an arena block of %zu bytes", size);
	b = xcalloc(1, sizeof(*b) + size);
	b->size = size;
	arena->total += sizeof(*b) + size;
	return b;
}

static struct block *
find_room(struct arena *arena, size_t size)
{
	struct block *b = arena->newest;

	if (b && b->size - b->used >= size)
		return b;
	if (b && size > arena->next_size / 4) {
		struct block *own = block_new(arena, size);

		own->next = b->next;
		b->next = own;
		return own;
	}
	while (arena->next_size < size)
		arena->next_size *= 2;
	b = block_new(arena, arena->next_size);
	if (arena->next_size < BLOCK_MAX)
		arena->next_size *= 2;
	b->next = arena->newest;
	arena->newest = b;
	return b;
}

static void *
carve(struct arena *arena, size_t size, size_t align)
{
	struct block *b = arena->newest;
	void *memory;

	if (size > SIZE_MAX / 4)
		bug("an arena piece of %zu bytes", size);
	if (b)
		b->used += (align - b->used % align) % align;
	if (b && b->used > b->size)
		b->used = b->size;
	b = find_room(arena, size);
	memory = b->bytes + b->used;
	b->used += size;
	return memory;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return carve(arena, size, _Alignof(max_align_t));
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 4 / size)
		bug("an arena array of %zu elements", count);
	return arena_alloc(arena, count * size);
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	return arena_span(arena, span_of(text));
}

char *
arena_span(struct arena *arena, struct span text)
{
	char *copy = carve(arena, text.length + 1, 1);

	if (text.length)
		memcpy(copy, text.text, text.length);
	copy[text.length] = '\0';
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		bug("cannot format \"%s\"", format);
	text = carve(arena, (size_t)length + 1, 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

void *
arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity,
    size_t size)
{
	size_t wanted = *capacity ? *capacity * 2 : 8;
	void *larger;

	if (count < *capacity)
		return array;
	larger = arena_array(arena, wanted, size);
	if (count)
		memcpy(larger, array, count * size);
	*capacity = wanted;
	return larger;
}

size_t
arena_bytes(const struct arena *arena)
{
	return arena->total;
}
