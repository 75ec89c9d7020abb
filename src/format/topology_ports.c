/*
 * Port names and port occupancy; see topology_ports.h.  Ends are numbered: end
 * a of cable n is 2n, end b is 2n + 1.
 */
#include "format/topology_ports.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "format/topology_slots.h"
#include "model/ifname.h"

#define NAMES_REMEMBERED 4096u /* a power of two */

struct known_name {
	struct span name; /* as written */
	const char *canonical;
	bool ambiguous;
};

struct topology_ports {
	struct topology *topology;
	struct topology_slots *ends;
	struct known_name names[NAMES_REMEMBERED];
};

struct topology_ports *
topology_ports_new(struct topology *topology)
{
	struct topology_ports *ports = xcalloc(1, sizeof(*ports));

	ports->topology = topology;
	ports->ends = topology_slots_new();
	return ports;
}

void
topology_ports_free(struct topology_ports *ports)
{
	topology_slots_free(ports->ends);
	free(ports);
}

const char *
topology_ports_name(struct topology_ports *ports, struct span name,
    bool *ambiguous)
{
	uint32_t hash = topology_slots_hash(ports->ends, 0, name);
	struct known_name *known = &ports->names[hash % NAMES_REMEMBERED];
	struct arena *arena = ports->topology->arena;
	const char *first;
	const char *second;

	if (!known->canonical || !span_equal(known->name, name)) {
		known->name = span_make(arena_span(arena, name), name.length);
		known->canonical = ifname_canonical(arena, name);
		known->ambiguous = ifname_is_ambiguous(name, &first, &second);
	}
	*ambiguous = known->ambiguous;
	return known->canonical;
}

static const struct endpoint *
end_number(const struct topology *topology, uint32_t number)
{
	const struct cable *cable = &topology->cables[number / 2];

	return number % 2 == CABLE_SIDE_A ? &cable->a : &cable->b;
}

/* A port that is looked for. */
struct wanted {
	const struct topology *topology;
	const struct endpoint *end;
};

static bool
is_wanted(uint32_t number, const void *context)
{
	const struct wanted *wanted = context;
	const struct endpoint *end = end_number(wanted->topology, number);

	return end->device == wanted->end->device &&
	       (end->port == wanted->end->port ||
		   strcasecmp(end->port, wanted->end->port) == 0);
}

static uint32_t
hash_end(const struct topology_ports *ports, const struct endpoint *end)
{
	return topology_slots_hash(ports->ends, end->device,
	    span_of(end->port));
}

bool
topology_ports_find(const struct topology_ports *ports,
    const struct endpoint *end, size_t *cable)
{
	struct wanted wanted = {ports->topology, end};
	struct topology_sought sought = {hash_end(ports, end), is_wanted,
	    &wanted};
	uint32_t number;

	if (!topology_slots_find(ports->ends, &sought, &number))
		return false;
	*cable = number / 2;
	return true;
}

bool
topology_ports_occupy(struct topology_ports *ports, size_t cable,
    enum cable_side side, size_t *other)
{
	uint32_t number = (uint32_t)(cable * 2 + side);
	const struct endpoint *end = end_number(ports->topology, number);

	if (topology_ports_find(ports, end, other))
		return false;
	topology_slots_add(ports->ends, hash_end(ports, end), number);
	return true;
}
