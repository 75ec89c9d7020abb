/*
 * An arena is a list of blocks; the newest is carved from front to back.
 * Blocks double up to BLOCK_MAX, so a document of any size costs a handful of
 * allocations.  A large request gets a block of its own, put *behind* the
 * newest one so that the room left there is not lost.
 *
 * Under AddressSanitizer the pieces stand apart and what is between them may
 * not be touched: an overflow out of one is then found, as it would be with
 * malloc().
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN
#endif
#endif

#ifdef WITH_ASAN
/* The sanitizer's own; its header is one more thing to install. */
void __asan_poison_memory_region(const volatile void *memory, size_t size);
void __asan_unpoison_memory_region(const volatile void *memory, size_t size);
#define GAP ((size_t)16)
#define TEXT_ALIGN GAP
#define FORBID(memory, size) __asan_poison_memory_region(memory, size)
#define PERMIT(memory, size) __asan_unpoison_memory_region(memory, size)
/* What the sanitizers are to follow comes from malloc(). */
#define PAGES_FROM SIZE_MAX
#else
#define GAP ((size_t)0)
#define TEXT_ALIGN ((size_t)1)
#define FORBID(memory, size) ((void)0)
#define PERMIT(memory, size) ((void)0)
#define PAGES_FROM LARGE_PAGE
#endif

#define BLOCK_MIN ((size_t)2048)
#define BLOCK_MAX ((size_t)8 << 20)
#define BLOCK_MAX_SMALL ((size_t)32 << 10)

/*
 * Large blocks come from the system, which clears each page when it is touched
 * first.  In small ones each piece is cleared when it is given out, so that
 * what a thousand small arenas never use costs nothing.
 */
#define BLOCK_CLEARED ((size_t)128 << 10)

struct block {
	struct block *next;
	size_t size; /* of `bytes` */
	size_t used;
	bool cleared;
	bool in_pages; /* not from malloc() */
	_Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t next_size;
	size_t largest; /* that blocks grow to */
	size_t total;
};

struct arena *
arena_new(void)
{
	struct arena *arena = xcalloc(1, sizeof(*arena));

	arena->next_size = BLOCK_MIN;
	arena->largest = BLOCK_MAX;
	return arena;
}

static void
block_free(struct block *b)
{
	if (b->in_pages)
		pages_free(b, sizeof(*b) + b->size);
	else
		free(b);
}

struct arena *
arena_new_large(void)
{
	struct arena *arena = arena_new();

	arena->next_size = LARGE_PAGE;
	return arena;
}

struct arena *
arena_new_small(void)
{
	struct arena *arena = arena_new();

	arena->largest = BLOCK_MAX_SMALL;
	return arena;
}

void
arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *b = arena->newest; b;) {
		struct block *next = b->next;

		block_free(b);
		b = next;
	}
	free(arena);
}

/* Room for `size` bytes and the head of the block, in whole large pages. */
static size_t
whole_pages(size_t size)
{
	return (size + sizeof(struct block) + LARGE_PAGE - 1) &
	       ~(LARGE_PAGE - 1);
}

static struct block *
block_new(struct arena *arena, size_t size)
{
	bool in_pages = size >= PAGES_FROM - sizeof(struct block);
	struct block *b;

	if (size > SIZE_MAX / 2)
		bug("an arena block of %zu bytes", size);
	if (in_pages)
		size = whole_pages(size) - sizeof(*b);
	if (in_pages)
		b = xpages(size + sizeof(*b));
	else if (size >= BLOCK_CLEARED)
		b = xcalloc(1, sizeof(*b) + size);
	else
		b = xmalloc(sizeof(*b) + size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	b->cleared = size >= BLOCK_CLEARED;
	b->in_pages = in_pages;
	FORBID(b->bytes, size);
	arena->total += sizeof(*b) + size;
	return b;
}

static struct block *
find_room(struct arena *arena, size_t size)
{
	struct block *b = arena->newest;

	if (b && b->size - b->used >= size)
		return b;
	if (size > arena->next_size / 4) {
		struct block *own = block_new(arena, size);
		struct block **behind = b ? &b->next : &arena->newest;

		own->next = *behind;
		*behind = own;
		return own;
	}
	b = block_new(arena, arena->next_size - sizeof(*b));
	if (arena->next_size < arena->largest)
		arena->next_size *= 2;
	b->next = arena->newest;
	arena->newest = b;
	return b;
}

static void *
carve(struct arena *arena, size_t size, size_t align, bool cleared)
{
	struct block *b = arena->newest;
	void *memory;

	if (size > SIZE_MAX / 4)
		bug("an arena piece of %zu bytes", size);
	if (b)
		b->used += (align - b->used % align) % align;
	if (b && b->used > b->size)
		b->used = b->size;
	/* A new block begins aligned for any type. */
	b = find_room(arena, size + GAP);
	memory = b->bytes + b->used;
	b->used += size + GAP;
	PERMIT(memory, size);
	if (cleared && !b->cleared)
		memset(memory, 0, size);
	return memory;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return carve(arena, size, _Alignof(max_align_t), true);
}

void *
arena_room(struct arena *arena, size_t size)
{
	return carve(arena, size, _Alignof(max_align_t), false);
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
	char *copy = carve(arena, text.length + 1, TEXT_ALIGN, false);

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
	text = carve(arena, (size_t)length + 1, TEXT_ALIGN, false);
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
