/*
 * Numbering ports: an open hash table per device, all in one array.
 *
 *   starts[0]        starts[1]             starts[2]
 *   |  .  4  .  1  . | . . 2 . . 6 . . 3 . | ...          (port + 1)
 *
 * A device prints its own ports in full and most others do so as well, so a
 * name is first looked up as it stands, without regard to case, and only put
 * into its canonical form when that finds nothing.
 */
#include "check/ports.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/ifname.h"

/* A port that is only observed has a copy of its name; no more than this. */
#define NAME_LIMIT IFNAME_MAX

void
ports_init(struct ports *ports, const uint32_t *mentions, size_t device_count,
    size_t expected)
{
	size_t total = 0;

	*ports = (struct ports){.starts = NULL};
	ports->starts = xcalloc(device_count + 1, sizeof(*ports->starts));
	for (size_t i = 0; i < device_count; i++) {
		ports->starts[i] = total;
		/* A third of the slots stays free even in the worst case. */
		total += mentions[i] + mentions[i] / 2 + 1;
	}
	ports->starts[device_count] = total;
	ports->slots = xcalloc(total ? total : 1, sizeof(*ports->slots));
	ports->capacity = expected ? expected : 1;
	ports->items = xcalloc(ports->capacity, sizeof(*ports->items));
}

void
ports_release(struct ports *ports)
{
	free(ports->items);
	free(ports->slots);
	free(ports->starts);
	str_release(&ports->canonical);
	*ports = (struct ports){.starts = NULL};
}

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : c;
}

/* FNV-1a over the lower-cased name, mixed so that every bit counts. */
static uint64_t
hash_name(struct span name)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < name.length; i++) {
		hash ^= lower((unsigned char)name.text[i]);
		hash *= 0x100000001b3U;
	}
	hash ^= hash >> 29;
	hash *= 0xbf58476d1ce4e5b9U;
	return hash ^ (hash >> 32);
}

static bool
names_equal(const char *canonical, struct span name)
{
	size_t i;

	for (i = 0; i < name.length; i++) {
		if (lower((unsigned char)canonical[i]) !=
			lower((unsigned char)name.text[i]) ||
		    canonical[i] == '\0')
			return false;
	}
	return canonical[i] == '\0';
}

/* The slot of `name`, or the free one where it would go. */
static uint32_t *
find_slot(const struct ports *ports, uint32_t device, struct span name)
{
	size_t start = ports->starts[device];
	size_t size = ports->starts[device + 1] - start;
	size_t at = (size_t)(hash_name(name) % size);

	for (;;) {
		uint32_t *slot = &ports->slots[start + at];

		if (!*slot || names_equal(ports->items[*slot - 1].name, name))
			return slot;
		at = at + 1 == size ? 0 : at + 1;
	}
}

/* Grows by a quarter: doubling would cost more than the ports themselves. */
static uint32_t
add_record(struct ports *ports, uint32_t device, const char *name)
{
	if (ports->count == ports->capacity) {
		ports->capacity += ports->capacity / 4 + 16;
		ports->items = xreallocarray(ports->items, ports->capacity,
		    sizeof(*ports->items));
	}
	if (ports->count >= NONE - 2)
		bug("more ports than can be numbered");
	ports->items[ports->count] = (struct port_record){
	    .name = name,
	    .device = device,
	    .cable = NONE,
	    .first_half = NONE,
	    .first_edge = NONE,
	};
	return (uint32_t)ports->count++;
}

uint32_t
ports_intern_canonical(struct ports *ports, uint32_t device, const char *name)
{
	uint32_t *slot = find_slot(ports, device, span_of(name));

	if (!*slot)
		*slot = add_record(ports, device, name) + 1;
	return *slot - 1;
}

uint32_t
ports_intern(struct ports *ports, struct arena *arena, uint32_t device,
    struct span name)
{
	uint32_t *slot;

	if (name.length > NAME_LIMIT)
		name.length = NAME_LIMIT;
	slot = find_slot(ports, device, name);
	if (*slot)
		return *slot - 1;
	str_clear(&ports->canonical);
	ifname_add_canonical(&ports->canonical, name);
	/* A NUL would end the name early and make two ports look the same. */
	name = span_of(str_text(&ports->canonical));
	slot = find_slot(ports, device, name);
	if (!*slot) {
		*slot = add_record(ports, device, arena_span(arena, name)) + 1;
	}
	return *slot - 1;
}

uint32_t
ports_add_loose(struct ports *ports, uint32_t device, const char *name)
{
	return add_record(ports, device, name);
}
