/*
 * Natural order.  Devices are ranked once, so that sorting compares two
 * numbers nearly always, and two names of ports of one device otherwise.
 */
#include "check/order.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/ifname.h"

struct ranked {
	const char *name;
	size_t device;
};

static int
compare_names(const void *a, const void *b)
{
	const struct ranked *ra = a;
	const struct ranked *rb = b;

	return text_natural_compare(ra->name, rb->name);
}

uint32_t *
order_rank_devices(const struct topology *topology)
{
	size_t count = topology->device_count;
	struct ranked *ranked = xcalloc(count + 1, sizeof(*ranked));
	uint32_t *ranks = xcalloc(count + 1, sizeof(*ranks));

	for (size_t i = 0; i < count; i++) {
		ranked[i] = (struct ranked){
		    .name = topology->devices[i].name,
		    .device = i,
		};
	}
	qsort(ranked, count, sizeof(*ranked), compare_names);
	for (size_t i = 0; i < count; i++)
		ranks[ranked[i].device] = (uint32_t)i;
	free(ranked);
	return ranks;
}

struct place_key
order_place(const struct comparison *c, uint32_t port)
{
	const struct port_record *p = &c->ports.items[port];

	return (struct place_key){
	    .rank = p->device == NONE ? NONE : c->device_ranks[p->device],
	    .device = p->device == NONE
			  ? c->foreign_names[port - c->first_loose]
			  : "",
	    .port = p->name,
	};
}

int
order_compare_places(const struct place_key *a, const struct place_key *b)
{
	int order;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	order = text_natural_compare(a->device, b->device);
	return order ? order : ifname_compare(a->port, b->port);
}

int
order_compare_ports(const struct comparison *c, uint32_t a, uint32_t b)
{
	struct place_key pa = order_place(c, a);
	struct place_key pb = order_place(c, b);

	return order_compare_places(&pa, &pb);
}

struct order_item
order_make_item(const struct comparison *c, uint32_t a, uint32_t b,
    uint32_t value)
{
	struct order_item item = {
	    .low = order_place(c, a),
	    .high = order_place(c, b),
	    .value = value,
	};

	if (order_compare_places(&item.low, &item.high) > 0) {
		struct place_key low = item.high;

		item.high = item.low;
		item.low = low;
	}
	return item;
}

static int
compare_items(const void *a, const void *b)
{
	const struct order_item *ia = a;
	const struct order_item *ib = b;
	int order = order_compare_places(&ia->low, &ib->low);

	return order ? order : order_compare_places(&ia->high, &ib->high);
}

void
order_sort(struct order_item *items, size_t count)
{
	if (count)
		qsort(items, count, sizeof(*items), compare_items);
}
