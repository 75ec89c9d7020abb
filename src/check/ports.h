/*
 * ports -- every port that the plan or a device mentions, numbered.
 *
 * Here names become numbers, so that all later stages work on plain arrays.
 * One table of slots serves all devices; each device has a range of its own in
 * it, large enough from the start, so that looking up the ports of one device
 * stays within a few lines of cache.
 */
#ifndef CHECK_PORTS_H
#define CHECK_PORTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "check/names.h"

/* No port, no edge, no half, no device. */
#define NONE UINT32_MAX

/* What is known about one port; the lists are filled by later stages. */
struct port_record {
	const char *name;    /* canonical; "" when unknown */
	uint32_t device;     /* index; NONE when foreign */
	uint32_t cable;      /* the desired cable here, or NONE */
	uint32_t first_half; /* what the port hears, or NONE */
	uint32_t first_edge; /* observed cables here, or NONE */
	bool ignored;        /* by an ignore rule: never judged */
	bool murky;          /* it hears somebody, but who cannot be told */
	bool visited;        /* by the search for components */
	bool crowded;  /* in several observed cables: see contradiction.h */
	bool disputed; /* visited by the search for contradictions */
	uint8_t heard_duplex; /* these two: see settings.h */
	uint16_t heard_vlan;
};

/* Port and name side by side, so that looking needs no look at the port. */
struct port_slot {
	uint32_t port; /* + 1; 0 when free */
	uint32_t name; /* number */
};

struct ports {
	struct port_record *items;
	size_t count;
	size_t capacity;
	struct names names;
	struct port_slot *slots;
	size_t *starts; /* of each device's range; one more at the end */
};

/*
 * From here on names can be interned in ports->names; they live in `arena`, and
 * of several spellings of a name the first is the one that people will read.
 */
void ports_init(struct ports *ports, struct arena *arena);

/*
 * Makes room: device `i` will be asked for at most `mentions[i]` different
 * ports.
 */
void ports_make_room(struct ports *ports, const uint32_t *mentions,
    size_t device_count);
void ports_release(struct ports *ports);

/* Room for `expected` ports, more or less, at once. */
void ports_reserve(struct ports *ports, size_t expected);

/* The number of the port that `device` calls by name number `name`. */
uint32_t ports_intern(struct ports *ports, uint32_t device, uint32_t name);

/* Tells the processor that a port of `device` will soon be looked for. */
void ports_fetch(const struct ports *ports, uint32_t device);

/*
 * Gives back the memory that looking up takes: ports_intern() must not be
 * called any more.
 */
void ports_seal(struct ports *ports);

/* Adds a port that `device` has not; `name` is as in other ports' records. */
uint32_t ports_add(struct ports *ports, uint32_t device, const char *name);

/*
 * Adds a port that nobody can ask for again: the far end of a sighting whose
 * device is foreign (NONE) or whose port has no name.
 */
uint32_t ports_add_loose(struct ports *ports, uint32_t device,
    struct span name);

#endif
