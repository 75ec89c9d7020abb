/*
 * Names of ports as a hash table from spellings to names.
 *
 *   "Ethernet1/49"  -.
 *   "Eth1/49"       --+-->  the name "Ethernet1/49"
 *   "ethernet 1/49" -'
 *
 * Spellings that differ only in case are one.  Whoever invents spellings can
 * make this table long, but no longer than the text they are printed in.
 */
#include "check/names.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/ifname.h"

struct spelling {
	const char *text;
	uint32_t length;
	uint32_t hash;
	const struct name *name;
};

#define SLOTS_AT_FIRST 1024

void
names_init(struct names *names, struct arena *arena)
{
	*names = (struct names){.arena = arena, .slot_count = SLOTS_AT_FIRST};
	names->slots = xcalloc(names->slot_count, sizeof(*names->slots));
}

void
names_release(struct names *names)
{
	free(names->spellings);
	free(names->slots);
	str_release(&names->canonical);
	*names = (struct names){.arena = NULL};
}

static unsigned char
lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* FNV-1a over the lower-cased text, mixed so that every bit counts. */
static uint32_t
hash_text(struct span text)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ lower(text.text[i])) * 0x100000001b3U;
	hash ^= hash >> 29;
	hash *= 0xbf58476d1ce4e5b9U;
	return (uint32_t)(hash >> 32);
}

static bool
is_spelled(const struct spelling *spelling, struct span text, uint32_t hash)
{
	if (spelling->hash != hash || spelling->length != text.length)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (lower(spelling->text[i]) != lower(text.text[i]))
			return false;
	}
	return true;
}

/* The slot of a spelling, or the free one where it would go. */
static uint32_t *
find_slot(const struct names *names, struct span text, uint32_t hash)
{
	size_t mask = names->slot_count - 1;
	size_t at = hash & mask;

	while (names->slots[at] &&
	       !is_spelled(&names->spellings[names->slots[at] - 1], text, hash))
		at = (at + 1) & mask;
	return &names->slots[at];
}

static void
grow_slots(struct names *names)
{
	size_t mask = names->slot_count * 2 - 1;

	free(names->slots);
	names->slot_count *= 2;
	names->slots = xcalloc(names->slot_count, sizeof(*names->slots));
	for (size_t i = 0; i < names->count; i++) {
		size_t at = names->spellings[i].hash & mask;

		while (names->slots[at])
			at = (at + 1) & mask;
		names->slots[at] = (uint32_t)i + 1;
	}
}

static void
add_spelling(struct names *names, struct spelling spelling)
{
	if (names->count >= names->slot_count / 2)
		grow_slots(names);
	if (names->count >= UINT32_MAX - 1)
		bug("more names of ports than can be numbered");
	names->spellings = grow_array(names->spellings, names->count,
	    &names->capacity, sizeof(*names->spellings));
	names->spellings[names->count] = spelling;
	*find_slot(names, span_make(spelling.text, spelling.length),
	    spelling.hash) = (uint32_t)++names->count;
}

static const struct name *
find(const struct names *names, struct span text, uint32_t hash)
{
	uint32_t slot = *find_slot(names, text, hash);

	return slot ? names->spellings[slot - 1].name : NULL;
}

static const struct name *
intern_canonical(struct names *names, struct span text)
{
	uint32_t hash = hash_text(text);
	const struct name *found = find(names, text, hash);
	struct name *name;

	if (found)
		return found;
	name = arena_alloc(names->arena, sizeof(*name));
	name->text = arena_span(names->arena, text);
	name->hash = hash;
	add_spelling(names,
	    (struct spelling){name->text, (uint32_t)text.length, hash, name});
	return name;
}

const struct name *
names_intern(struct names *names, struct span printed)
{
	const struct name *name;
	uint32_t hash;

	if (printed.length > IFNAME_MAX)
		printed.length = IFNAME_MAX;
	hash = hash_text(printed);
	name = find(names, printed, hash);
	if (name)
		return name;
	str_clear(&names->canonical);
	ifname_add_canonical(&names->canonical, printed);
	/* A NUL would end the name early and make two ports look the same. */
	name = intern_canonical(names, span_of(str_text(&names->canonical)));
	if (!*find_slot(names, printed, hash)) {
		add_spelling(names,
		    (struct spelling){arena_span(names->arena, printed),
			(uint32_t)printed.length, hash, name});
	}
	return name;
}
