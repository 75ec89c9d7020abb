/*
 * Numbering ports: an open hash table per device, all in one array.
 *
 *   starts[0]        starts[1]             starts[2]
 *   |  .  4  .  1  . | . . 2 . . 6 . . 3 . | ...          (port + 1)
 */
#include "check/ports.h"

#include <stdlib.h>

#include "base/mem.h"

void
ports_init(struct ports *ports, struct arena *arena)
{
	*ports = (struct ports){.starts = NULL};
	names_init(&ports->names, arena);
}

void
ports_make_room(struct ports *ports, const uint32_t *mentions,
    size_t device_count)
{
	size_t total = 0;

	ports->starts = xcalloc(device_count + 1, sizeof(*ports->starts));
	for (size_t i = 0; i < device_count; i++) {
		ports->starts[i] = total;
		/* A fifth of the slots stays free even in the worst case. */
		total += mentions[i] + mentions[i] / 4 + 1;
	}
	ports->starts[device_count] = total;
	ports->slots = xcalloc(total ? total : 1, sizeof(*ports->slots));
}

void
ports_reserve(struct ports *ports, size_t expected)
{
	if (expected <= ports->capacity)
		return;
	ports->capacity = expected;
	ports->items =
	    xreallocarray(ports->items, ports->capacity, sizeof(*ports->items));
}

void
ports_release(struct ports *ports)
{
	names_release(&ports->names);
	free(ports->items);
	free(ports->slots);
	free(ports->starts);
	*ports = (struct ports){.starts = NULL};
}

/* Grows by a quarter: doubling would cost more than the ports themselves. */
uint32_t
ports_add(struct ports *ports, uint32_t device, const char *name)
{
	if (ports->count == ports->capacity)
		ports_reserve(ports,
		    ports->capacity + ports->capacity / 4 + 16);
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
ports_intern(struct ports *ports, uint32_t device, uint32_t number)
{
	const struct name *name = ports->names.items[number];
	struct port_slot *slots = ports->slots + ports->starts[device];
	size_t size = ports->starts[device + 1] - ports->starts[device];
	/* The hash scaled to the size: a product is faster than a remainder. */
	size_t at = (size_t)((uint64_t)name->hash * size >> 32);

	while (slots[at].port) {
		if (slots[at].name == name->number)
			return slots[at].port - 1;
		at = at + 1 == size ? 0 : at + 1;
	}
	slots[at] = (struct port_slot){
	    ports_add(ports, device, name->text) + 1,
	    name->number,
	};
	return slots[at].port - 1;
}

void
ports_fetch(const struct ports *ports, uint32_t device)
{
	__builtin_prefetch(ports->slots + ports->starts[device]);
}

void
ports_seal(struct ports *ports)
{
	free(ports->slots);
	free(ports->starts);
	ports->slots = NULL;
	ports->starts = NULL;
}

uint32_t
ports_add_loose(struct ports *ports, uint32_t device, struct span name)
{
	return ports_add(ports, device,
	    names_intern(&ports->names, name)->text);
}
