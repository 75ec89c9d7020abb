/*
 * An open hash table.  Whoever invents spellings can make it long, but no
 * longer than the text they are printed in.
 */
#include "check/spellings.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define SLOTS_AT_FIRST 1024

void
spellings_init(struct spellings *spellings)
{
	*spellings = (struct spellings){
	    .texts = arena_new(),
	    .slot_count = SLOTS_AT_FIRST,
	};
	spellings->slots =
	    xcalloc(spellings->slot_count, sizeof(*spellings->slots));
}

void
spellings_release(struct spellings *spellings)
{
	arena_free(spellings->texts);
	free(spellings->items);
	free(spellings->slots);
	*spellings = (struct spellings){.texts = NULL};
}

/*
 * Eight letters at a time.  The bit that tells small letters from capital ones
 * is set in every byte: that makes some other characters look alike, too,
 * which costs nothing, because texts with the same hash are compared.
 */
static uint64_t
stir(uint64_t hash, uint64_t letters)
{
	hash = (hash ^ (letters | 0x2020202020202020U)) * 0xbf58476d1ce4e5b9U;
	return hash ^ hash >> 32;
}

uint32_t
spellings_hash(struct span text)
{
	uint64_t hash = text.length * 0x9e3779b97f4a7c15U;
	const char *at = text.text;
	size_t left = text.length;
	uint64_t letters;

	for (; left >= sizeof(letters); left -= sizeof(letters)) {
		memcpy(&letters, at, sizeof(letters));
		hash = stir(hash, letters);
		at += sizeof(letters);
	}
	letters = 0;
	for (size_t i = 0; i < left; i++)
		letters = letters << 8 | (unsigned char)at[i];
	return (uint32_t)(stir(hash, letters) * 0x94d049bb133111ebU >> 32);
}

static bool
is_spelled(const struct spelling *spelling, struct span text)
{
	struct span known = span_make(spelling->text, spelling->length);

	return span_equal(known, text) || span_equal_nocase(known, text);
}

static void
fill_slot(struct spellings *spellings, struct spelling_slot slot)
{
	size_t mask = spellings->slot_count - 1;
	size_t at = slot.hash & mask;

	while (spellings->slots[at].item)
		at = (at + 1) & mask;
	spellings->slots[at] = slot;
}

static void
grow_slots(struct spellings *spellings)
{
	struct spelling_slot *old = spellings->slots;
	size_t count = spellings->slot_count;

	spellings->slot_count *= 2;
	spellings->slots =
	    xcalloc(spellings->slot_count, sizeof(*spellings->slots));
	for (size_t i = 0; i < count; i++) {
		if (old[i].item)
			fill_slot(spellings, old[i]);
	}
	free(old);
}

const struct spelling *
spellings_find(const struct spellings *spellings, struct span text,
    uint32_t hash)
{
	const struct spelling_slot *slots = spellings->slots;
	size_t mask = spellings->slot_count - 1;
	size_t at = hash & mask;

	for (; slots[at].item; at = (at + 1) & mask) {
		const struct spelling *spelling =
		    &spellings->items[slots[at].item - 1];

		if (slots[at].hash == hash && is_spelled(spelling, text))
			return spelling;
	}
	return NULL;
}

void
spellings_add(struct spellings *spellings, struct span text, uint32_t hash,
    uint32_t number)
{
	if (spellings->count >= spellings->slot_count / 2)
		grow_slots(spellings);
	if (spellings->count >= UINT32_MAX - 1)
		bug("more spellings than can be numbered");
	spellings->items = grow_array(spellings->items, spellings->count,
	    &spellings->capacity, sizeof(*spellings->items));
	spellings->items[spellings->count++] = (struct spelling){
	    arena_span(spellings->texts, text),
	    (uint32_t)text.length,
	    number,
	};
	fill_slot(spellings,
	    (struct spelling_slot){(uint32_t)spellings->count, hash});
}
