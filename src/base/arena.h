/*
 * arena -- memory that is freed all at once.
 *
 * A document (a topology, the neighbors of one device, the findings of one
 * run) owns one arena; its nodes are carved out of it and are never freed
 * singly, so a half-built document is freed by the same one line as a whole
 * one.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"

struct arena; /* opaque */

struct arena *arena_new(void);

/* The same for what is known to become large: begins with a large page. */
struct arena *arena_new_large(void);

/*
 * The same where much was freed before: its blocks are small enough for
 * malloc() to make them from that.
 */
struct arena *arena_new_small(void);

/* Frees the arena and everything carved out of it.  `arena` may be NULL. */
void arena_free(struct arena *arena);

/* Zeroed memory, aligned for any type; lives as long as the arena. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The same for bytes that are about to be written: they may be anything. */
void *arena_room(struct arena *arena, size_t size);

/* NUL-terminated copies. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_span(struct arena *arena, struct span text);
char *arena_printf(struct arena *arena, const char *format, ...)
    PRINTF_LIKE(2, 3);

/*
 * As grow_array(), for an array that lives in the arena: the old array stays
 * where it was until the arena goes.  Doubling keeps that waste below the
 * size of the final array.
 */
void *arena_grow(struct arena *arena, void *array, size_t count,
    size_t *capacity, size_t size);

/* Bytes taken from the system so far: for limits and benchmarks. */
size_t arena_bytes(const struct arena *arena);

#endif
