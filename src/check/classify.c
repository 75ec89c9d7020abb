/*
 * Kinds of mistakes as a table: the first row that fits names the kind.  A new
 * kind (ports off by a constant number, two devices exchanged) is a row above
 * the more general ones and a function that knows it.
 */
#include "check/classify.h"

#include <stdint.h>

/* How many desired cables and edges a row wants. */
#define ANY_NUMBER SIZE_MAX

static bool
is_contradictory(const struct comparison *c, const struct component *component)
{
	(void)c;
	return component->contradictory;
}

static bool
is_ring(const struct comparison *c, const struct component *component)
{
	(void)c;
	return component->ring;
}

/*
 * The walk of 1 + 1 is: the empty port, the port that has its plug, the port
 * where the other plug is.  First and last are in one device.
 */
static bool
is_within_device(const struct comparison *c, const struct component *component)
{
	const uint32_t *ports = component->ports.items;

	return c->ports.items[ports[0]].device ==
	       c->ports.items[ports[2]].device;
}

/* clang-format off */
static const struct {
	size_t cables;
	size_t edges;
	bool (*fits)(const struct comparison *c,
	    const struct component *component); /* NULL: always */
	enum finding_kind kind;
} kinds[] = {
	{ ANY_NUMBER, ANY_NUMBER, is_contradictory, FINDING_CONFLICT },
	{ 1,          0,          NULL,             FINDING_MISSING },
	{ 0,          1,          NULL,             FINDING_EXTRA },
	{ 1,          1,          is_within_device, FINDING_WRONG_PORT },
	{ 1,          1,          NULL,             FINDING_WRONG_DEVICE },
	{ 2,          2,          is_ring,          FINDING_SWAPPED },
	{ ANY_NUMBER, ANY_NUMBER, is_ring,          FINDING_ROTATED },
	{ ANY_NUMBER, ANY_NUMBER, NULL,             FINDING_CHAIN },
};
/* clang-format on */

static bool
number_fits(size_t wanted, size_t count)
{
	return wanted == ANY_NUMBER || wanted == count;
}

enum finding_kind
classify_component(const struct comparison *c,
    const struct component *component)
{
	size_t row = 0;

	/* The last row fits everything. */
	while (!number_fits(kinds[row].cables, component->cables.count) ||
	       !number_fits(kinds[row].edges, component->edges.count) ||
	       (kinds[row].fits && !kinds[row].fits(c, component)))
		row++;
	return kinds[row].kind;
}
