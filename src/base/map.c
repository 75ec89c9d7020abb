/*
 * A map over uthash.  Keys are folded to lower case when they go in and
 * when they are looked for, unless case counts; the folded copy of a short key
 * lives on the stack.
 */
#include "base/map.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

/*
 * Eight bytes at a time: the hash that uthash brings goes byte by byte, and
 * puts ten thousand addresses that look alike into a few long chains.
 */
static unsigned
hash_of(const void *key, size_t length)
{
	uint64_t hash = length * UINT64_C(0x9e3779b97f4a7c15);
	const char *at = key;

	while (length) {
		size_t step = length < 8 ? length : 8;
		uint64_t word = 0;

		memcpy(&word, at, step);
		hash = (hash ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
		hash ^= hash >> 32;
		at += step;
		length -= step;
	}
	return (unsigned)(hash * UINT64_C(0x94d049bb133111eb) >> 32);
}

#define HASH_FUNCTION(key, length, hash) ((hash) = hash_of(key, length))

/* uthash's own answer to a failed allocation is exit(-1). */
#define uthash_fatal(message) bug("%s", message)
#include <uthash.h>

struct entry {
	UT_hash_handle hh;
	size_t value;
	size_t length;
	char key[];
};

struct map {
	struct entry *head;
	struct arena *arena;
	bool exact; /* case counts */
};

struct map *
map_new(void)
{
	struct map *map = xcalloc(1, sizeof(*map));

	map->arena = arena_new();
	return map;
}

struct map *
map_new_exact(void)
{
	struct map *map = map_new();

	map->exact = true;
	return map;
}

void
map_free(struct map *map)
{
	if (!map)
		return;
	HASH_CLEAR(hh, map->head);
	arena_free(map->arena);
	free(map);
}

#define SHORT_KEY 256

static char
fold_char(const struct map *map, char c)
{
	return map->exact ? c : (char)tolower((unsigned char)c);
}

/* Folds `key` into `buffer`, or into new memory when it does not fit. */
static char *
fold(const struct map *map, struct span key, char *buffer)
{
	char *folded = key.length <= SHORT_KEY ? buffer : xmalloc(key.length);

	for (size_t i = 0; i < key.length; i++)
		folded[i] = fold_char(map, key.text[i]);
	return folded;
}

static struct entry *
find(const struct map *map, struct span key)
{
	char buffer[SHORT_KEY];
	char *folded = fold(map, key, buffer);
	struct entry *entry = NULL;

	HASH_FIND(hh, map->head, folded, key.length, entry);
	if (folded != buffer)
		free(folded);
	return entry;
}

static void
insert(struct map *map, struct span key, size_t value)
{
	struct entry *entry =
	    arena_alloc(map->arena, sizeof(*entry) + key.length);

	entry->value = value;
	entry->length = key.length;
	for (size_t i = 0; i < key.length; i++)
		entry->key[i] = fold_char(map, key.text[i]);
	HASH_ADD_KEYPTR(hh, map->head, entry->key, entry->length, entry);
}

bool
map_add(struct map *map, struct span key, size_t value, size_t *old)
{
	struct entry *entry = find(map, key);

	if (entry) {
		if (old)
			*old = entry->value;
		return false;
	}
	insert(map, key, value);
	return true;
}

void
map_set(struct map *map, struct span key, size_t value)
{
	struct entry *entry = find(map, key);

	if (entry)
		entry->value = value;
	else
		insert(map, key, value);
}

bool
map_find(const struct map *map, struct span key, size_t *value)
{
	struct entry *entry = find(map, key);

	if (entry)
		*value = entry->value;
	return entry != NULL;
}

size_t
map_count(const struct map *map)
{
	return HASH_COUNT(map->head);
}
