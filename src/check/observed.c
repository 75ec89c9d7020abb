/*
 * Observed cables as the outside sees them.
 *
 * Inside the comparison a cable has no direction.  People read "is in" beside
 * "belongs in", so the end that has its plug should stand on the same side in
 * both.
 */
#include "check/observed.h"

#include "check/desired.h"
#include "check/order.h"
#include "check/places.h"

/* True when `port` is end a of a desired (or removed) cable at `edge`. */
static bool
is_end_a(const struct comparison *c, uint32_t edge, uint32_t port)
{
	uint32_t cable = c->ports.items[port].cable;

	if (cable == NONE)
		cable = desired_removed_cable(c, edge);
	return cable != NONE && c->ends[cable][0] == port;
}

unsigned
observed_first_end(const struct comparison *c, uint32_t edge)
{
	const uint32_t *port = c->edges[edge].port;
	bool first = is_end_a(c, edge, port[0]);
	bool second = is_end_a(c, edge, port[1]);

	if (port[1] >= c->first_loose)
		return 0;
	if (first != second)
		return first ? 0 : 1;
	return order_compare_ports(c, port[0], port[1]) <= 0 ? 0 : 1;
}

static enum seen_by
seen_by(const struct observed_cable *o)
{
	if (o->heard_by_a && o->heard_by_b)
		return SEEN_BY_BOTH;
	return o->heard_by_a ? SEEN_BY_A : SEEN_BY_B;
}

void
observed_write(struct comparison *c)
{
	struct judgement *j = c->judgement;

	j->observed =
	    arena_array(c->arena, c->edge_count, sizeof(*j->observed));
	j->observed_count = c->edge_count;
	for (uint32_t i = 0; i < c->edge_count; i++) {
		const struct edge *e = &c->edges[i];
		struct observed_cable *o = &j->observed[i];
		unsigned a = observed_first_end(c, i);

		o->a = places_port_as_heard(c, e->port[a], e->heard[a]);
		o->b = places_port_as_heard(c, e->port[1 - a], e->heard[1 - a]);
		o->heard_by_a = e->heard[a];
		o->heard_by_b = e->heard[1 - a];
		o->seen_by = seen_by(o);
	}
}
