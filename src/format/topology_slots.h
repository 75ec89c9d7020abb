/*
 * topology_slots -- a hash table of numbers, for plans of a million cables.
 *
 * Ports and labels are looked up once for every cable.  What they are stands in
 * the topology already, so a table need only hold the number of a cable or of
 * its end: 8 bytes, where a map of copied names takes a hundred.
 */
#ifndef FORMAT_TOPOLOGY_SLOTS_H
#define FORMAT_TOPOLOGY_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct topology_slots; /* opaque */

struct topology_slots *topology_slots_new(void);
void topology_slots_free(struct topology_slots *slots);

/*
 * The hash of `text` without regard to case, together with a number.  It
 * differs from run to run, so that nobody can write a file whose names all
 * fall into one slot.
 */
uint32_t topology_slots_hash(const struct topology_slots *slots, size_t number,
    struct span text);

/* What is looked for: `same` says whether it is what `number` stands for. */
struct topology_sought {
	uint32_t hash;
	bool (*same)(uint32_t number, const void *context);
	const void *context;
};

bool topology_slots_find(const struct topology_slots *slots,
    const struct topology_sought *sought, uint32_t *number);

/* Adds a number below UINT32_MAX that is not there yet. */
void topology_slots_add(struct topology_slots *slots, uint32_t hash,
    uint32_t number);

#endif
