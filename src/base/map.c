/*
 * An open hash table: the slots hold the hash beside the entry, so that looking
 * for what is not there touches one line of memory, and for what is there two.
 * Keys are folded to lower case when they go in and when they are looked for,
 * unless case counts; the folded copy of a short key lives on the stack.
 */
#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

#define SLOTS_AT_FIRST 16 /* a power of two, as ever after */

struct entry {
	size_t value;
	size_t length;
	char key[];
};

struct slot {
	struct entry *entry; /* NULL: free */
	uint32_t hash;
};

struct map {
	struct slot *slots; /* owned; half of them are free at least */
	size_t slot_count;
	size_t count;
	struct arena *arena;
	bool exact; /* case counts */
};

/* Eight bytes at a time; addresses look alike, and must not land together. */
static uint32_t
hash_of(const char *key, size_t length)
{
	uint64_t hash = length * UINT64_C(0x9e3779b97f4a7c15);

	while (length) {
		size_t step = length < 8 ? length : 8;
		uint64_t word = 0;

		memcpy(&word, key, step);
		hash = (hash ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
		hash ^= hash >> 32;
		key += step;
		length -= step;
	}
	return (uint32_t)(hash * UINT64_C(0x94d049bb133111eb) >> 32);
}

struct map *
map_new(void)
{
	struct map *map = xcalloc(1, sizeof(*map));

	map->arena = arena_new();
	map->slot_count = SLOTS_AT_FIRST;
	map->slots = xcalloc(map->slot_count, sizeof(*map->slots));
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
	free(map->slots);
	arena_free(map->arena);
	free(map);
}

#define SHORT_KEY 256

static char
fold_char(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* A key as it is looked for, and where that is. */
struct wanted {
	char buffer[SHORT_KEY];
	char *key; /* `buffer`, or owned */
	size_t length;
	uint32_t hash;
	struct slot *slot;
};

/* The slot of the key, or the free one where it would be. */
static struct slot *
find_slot(const struct map *map, const struct wanted *wanted)
{
	size_t mask = map->slot_count - 1;
	size_t at = wanted->hash & mask;

	for (; map->slots[at].entry; at = (at + 1) & mask) {
		const struct entry *entry = map->slots[at].entry;

		if (map->slots[at].hash == wanted->hash &&
		    entry->length == wanted->length &&
		    memcmp(entry->key, wanted->key, wanted->length) == 0)
			break;
	}
	return &map->slots[at];
}

static void
look_for(const struct map *map, struct span key, struct wanted *wanted)
{
	wanted->key =
	    key.length <= SHORT_KEY ? wanted->buffer : xmalloc(key.length);
	wanted->length = key.length;
	if (map->exact && key.length)
		memcpy(wanted->key, key.text, key.length);
	for (size_t i = 0; !map->exact && i < key.length; i++)
		wanted->key[i] = fold_char(key.text[i]);
	wanted->hash = hash_of(wanted->key, wanted->length);
	wanted->slot = find_slot(map, wanted);
}

static void
forget(struct wanted *wanted)
{
	if (wanted->key != wanted->buffer)
		free(wanted->key);
}

static void
grow(struct map *map)
{
	struct slot *old = map->slots;
	size_t old_count = map->slot_count;
	size_t mask = old_count * 2 - 1;

	map->slot_count = old_count * 2;
	map->slots = xcalloc(map->slot_count, sizeof(*map->slots));
	for (size_t i = 0; i < old_count; i++) {
		size_t at = old[i].hash & mask;

		if (!old[i].entry)
			continue;
		while (map->slots[at].entry)
			at = (at + 1) & mask;
		map->slots[at] = old[i];
	}
	free(old);
}

static void
insert(struct map *map, const struct wanted *wanted, size_t value)
{
	struct entry *entry =
	    arena_room(map->arena, sizeof(*entry) + wanted->length);

	entry->value = value;
	entry->length = wanted->length;
	if (wanted->length)
		memcpy(entry->key, wanted->key, wanted->length);
	*wanted->slot = (struct slot){entry, wanted->hash};
	if (++map->count > map->slot_count / 2)
		grow(map);
}

bool
map_add(struct map *map, struct span key, size_t value, size_t *old)
{
	struct wanted wanted;
	bool is_new;

	look_for(map, key, &wanted);
	is_new = wanted.slot->entry == NULL;
	if (is_new)
		insert(map, &wanted, value);
	else if (old)
		*old = wanted.slot->entry->value;
	forget(&wanted);
	return is_new;
}

void
map_set(struct map *map, struct span key, size_t value)
{
	struct wanted wanted;

	look_for(map, key, &wanted);
	if (wanted.slot->entry)
		wanted.slot->entry->value = value;
	else
		insert(map, &wanted, value);
	forget(&wanted);
}

bool
map_find(const struct map *map, struct span key, size_t *value)
{
	struct wanted wanted;
	bool found;

	look_for(map, key, &wanted);
	found = wanted.slot->entry != NULL;
	if (found)
		*value = wanted.slot->entry->value;
	forget(&wanted);
	return found;
}

size_t
map_count(const struct map *map)
{
	return map->count;
}
