/*
 * Open addressing: a number whose slot is taken goes into the next free one.
 * The hash stands beside the number, so that walking past a slot seldom has to
 * look at the name.
 */
#include "format/topology_slots.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"

#define SLOTS_MIN 1024u /* a power of two */

struct slot {
	uint32_t hash;
	uint32_t number; /* plus 1; 0: free */
};

struct topology_slots {
	struct slot *items;
	size_t count;
	size_t used;
};

struct topology_slots *
topology_slots_new(void)
{
	struct topology_slots *slots = xcalloc(1, sizeof(*slots));

	slots->count = SLOTS_MIN;
	slots->items = xcalloc(slots->count, sizeof(*slots->items));
	return slots;
}

void
topology_slots_free(struct topology_slots *slots)
{
	free(slots->items);
	free(slots);
}

/* FNV-1a from an address on, stirred because the low bits choose the slot. */
uint32_t
topology_slots_hash(const struct topology_slots *slots, size_t number,
    struct span text)
{
	uint64_t hash = 0xcbf29ce484222325u ^ (uintptr_t)slots ^
			(uint64_t)number * 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < text.length; i++) {
		hash ^= (unsigned char)tolower((unsigned char)text.text[i]);
		hash *= 0x100000001b3u;
	}
	return (uint32_t)(hash >> 32 ^ hash >> 11);
}

bool
topology_slots_find(const struct topology_slots *slots,
    const struct topology_sought *sought, uint32_t *number)
{
	size_t i = sought->hash & (slots->count - 1);

	for (; slots->items[i].number; i = (i + 1) & (slots->count - 1)) {
		const struct slot *slot = &slots->items[i];

		if (slot->hash != sought->hash ||
		    !sought->same(slot->number - 1, sought->context))
			continue;
		*number = slot->number - 1;
		return true;
	}
	return false;
}

static void
put(struct slot *items, size_t count, struct slot slot)
{
	size_t i = slot.hash & (count - 1);

	while (items[i].number)
		i = (i + 1) & (count - 1);
	items[i] = slot;
}

/* Half of the slots stay free, so walks are short. */
static void
grow(struct topology_slots *slots)
{
	size_t count = slots->count * 2;
	struct slot *items = xcalloc(count, sizeof(*items));

	for (size_t i = 0; i < slots->count; i++) {
		if (slots->items[i].number)
			put(items, count, slots->items[i]);
	}
	free(slots->items);
	slots->items = items;
	slots->count = count;
}

void
topology_slots_add(struct topology_slots *slots, uint32_t hash, uint32_t number)
{
	if (slots->used * 2 >= slots->count)
		grow(slots);
	put(slots->items, slots->count, (struct slot){hash, number + 1});
	slots->used++;
}
