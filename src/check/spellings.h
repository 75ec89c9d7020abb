/*
 * spellings -- texts as devices print them, each with a number.
 *
 * The same few names are printed again and again: a port by every neighbor of
 * its kind, a device by all around it.  What such a text means is found out
 * once and remembered here.  Spellings that differ only in case are one.
 */
#ifndef CHECK_SPELLINGS_H
#define CHECK_SPELLINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

struct spelling {
	const char *text;
	uint32_t length;
	uint32_t number;
};

/* The hash is beside the number, so that few items are looked at in vain. */
struct spelling_slot {
	uint32_t item; /* + 1; 0 when free */
	uint32_t hash;
};

struct spellings {
	/* Copies lie side by side; the texts of all devices are far apart. */
	struct arena *texts;
	struct spelling *items;
	size_t count;
	size_t capacity;
	struct spelling_slot *slots;
	size_t slot_count;
};

void spellings_init(struct spellings *spellings);
void spellings_release(struct spellings *spellings);

/* The same for all spellings that are one. */
uint32_t spellings_hash(struct span text);

/* `text`, whose hash is `hash`, or NULL when it is not there. */
const struct spelling *spellings_find(const struct spellings *spellings,
    struct span text, uint32_t hash);

/* Adds a copy of `text`, which must not be there yet. */
void spellings_add(struct spellings *spellings, struct span text, uint32_t hash,
    uint32_t number);

#endif
