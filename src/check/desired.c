/*
 * The plan's side of the comparison.
 *
 *   installed   takes part
 *   planned     takes part once it is there, or where it was meant to go
 *   removed     never does; if it is there all the same, it is extra
 */
#include "check/desired.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"

/* So far ahead memory is asked for; see halves.c. */
#define AHEAD 8

/*
 * Between devices that nobody wanted to know of, and nothing was seen of: what
 * another plug in one of its ports says of it is a guess.
 */
static bool
is_unknown(const struct comparison *c, size_t cable)
{
	const struct cable *k = &c->topology->cables[cable];
	const struct observation *a = &c->observations->items[k->a.device];
	const struct observation *b = &c->observations->items[k->b.device];

	return a->out_of_scope && b->out_of_scope && !a->heard && !b->heard;
}

static bool
is_ignored(const struct comparison *c, size_t cable)
{
	return c->ports.items[c->ends[cable][0]].ignored ||
	       c->ports.items[c->ends[cable][1]].ignored;
}

/*
 * False when another cable has one of the ports.  Whoever reads the plan
 * refuses that; here the first one has it.
 */
static bool
take_ports(struct comparison *c, size_t cable)
{
	struct port_record *a = &c->ports.items[c->ends[cable][0]];
	struct port_record *b = &c->ports.items[c->ends[cable][1]];

	if (a->cable != NONE || b->cable != NONE)
		return false;
	a->cable = (uint32_t)cable;
	b->cable = (uint32_t)cable;
	return true;
}

/* End `end` (0 is a) of cable `cable`. */
static const struct endpoint *
cable_end(const struct comparison *c, size_t cable, size_t end)
{
	const struct cable *k = &c->topology->cables[cable];

	return end ? &k->b : &k->a;
}

/* Until number_ends(), `ends` holds the numbers of names. */
void
desired_name(struct comparison *c, uint32_t *mentions)
{
	size_t count = c->topology->cable_count;

	c->ends = xreallocarray(NULL, count + 1, sizeof(*c->ends));
	for (size_t i = 0; i < count; i++) {
		for (size_t end = 0; end < 2; end++) {
			const struct endpoint *e = cable_end(c, i, end);

			mentions[e->device]++;
			c->ends[i][end] =
			    names_intern(&c->ports.names, span_of(e->port))
				->number;
		}
	}
}

/*
 * Numbers the ports device by device, not cable by cable: every later stage
 * goes through the ports in order, and those of one device are looked up
 * together.  A counting sort by device puts the ends in order.
 */
static void
number_ends(struct comparison *c)
{
	size_t ends = 2 * c->topology->cable_count;
	uint32_t *sorted = xcalloc(ends + 1, sizeof(*sorted));
	size_t *next = xcalloc(c->topology->device_count + 1, sizeof(*next));

	for (size_t i = 0; i < ends; i++)
		next[cable_end(c, i / 2, i % 2)->device + 1]++;
	for (size_t i = 0; i < c->topology->device_count; i++)
		next[i + 1] += next[i];
	for (size_t i = 0; i < ends; i++)
		sorted[next[cable_end(c, i / 2, i % 2)->device]++] =
		    (uint32_t)i;
	for (size_t i = 0; i < ends; i++) {
		size_t cable = sorted[i] / 2;
		size_t end = sorted[i] % 2;
		const struct endpoint *e = cable_end(c, cable, end);

		/* Neighbors here may be far apart in the plan. */
		if (i + AHEAD < ends)
			__builtin_prefetch(
			    &c->topology->cables[sorted[i + AHEAD] / 2]);
		c->ends[cable][end] = ports_intern(&c->ports,
		    (uint32_t)e->device, c->ends[cable][end]);
	}
	free(next);
	free(sorted);
}

static void
find_first_ports(struct comparison *c)
{
	size_t devices = c->topology->device_count;
	uint32_t port = 0;

	c->plan_ports = c->ports.count;
	c->first_ports = xcalloc(devices + 1, sizeof(*c->first_ports));
	for (size_t i = 0; i < devices; i++) {
		c->first_ports[i] = port;
		while (port < c->plan_ports && c->ports.items[port].device == i)
			port++;
	}
	c->first_ports[devices] = port;
}

void
desired_place(struct comparison *c, const struct ignore *ignore)
{
	enum verdict *verdicts = c->judgement->verdicts;

	number_ends(c);
	find_first_ports(c);
	for (size_t i = 0; i < c->ports.count; i++) {
		struct port_record *port = &c->ports.items[i];

		port->ignored =
		    ignore_has_port(ignore, port->device, port->name);
	}
	for (size_t i = 0; i < c->topology->cable_count; i++) {
		verdicts[i] = VERDICT_NOT_JUDGED;
		if (c->topology->cables[i].state != CABLE_INSTALLED ||
		    is_unknown(c, i))
			continue;
		if (is_ignored(c, i) || !take_ports(c, i))
			verdicts[i] = VERDICT_UNVERIFIED;
	}
}

void
desired_withdraw(struct comparison *c, size_t cable, uint32_t port)
{
	for (size_t end = 0; end < 2; end++)
		c->ports.items[c->ends[cable][end]].cable = NONE;
	c->ports.items[port].ignored = true;
	c->judgement->verdicts[cable] = VERDICT_UNVERIFIED;
}

uint32_t
desired_removed_cable(const struct comparison *c, uint32_t edge)
{
	return edge < c->removed_count ? c->removed[edge] : NONE;
}

static bool
is_there(const struct comparison *c, size_t cable)
{
	return comparison_find_edge(c, c->ends[cable][0], c->ends[cable][1]) !=
	       NONE;
}

static void
find_removed(struct comparison *c)
{
	for (size_t i = 0; i < c->topology->cable_count; i++) {
		if (c->topology->cables[i].state != CABLE_REMOVED ||
		    !is_there(c, i))
			continue;
		if (!c->removed) {
			c->removed_count = c->edge_count;
			c->removed = xreallocarray(NULL, c->edge_count,
			    sizeof(*c->removed));
			memset(c->removed, 0xff, /* NONE */
			    c->edge_count * sizeof(*c->removed));
		}
		c->removed[comparison_find_edge(c, c->ends[i][0],
		    c->ends[i][1])] = (uint32_t)i;
	}
}

/*
 * True when the plan has another explanation for the edge: an installed cable
 * should be at one of its ports, or it is one that was to be removed.
 */
static bool
is_claimed(const struct comparison *c, uint32_t edge)
{
	if (desired_removed_cable(c, edge) != NONE)
		return true;
	for (size_t i = 0; i < 2; i++) {
		uint32_t cable = c->ports.items[c->edges[edge].port[i]].cable;

		if (cable != NONE &&
		    c->topology->cables[cable].state == CABLE_INSTALLED)
			return true;
	}
	return false;
}

static bool
has_unclaimed_edge(const struct comparison *c, uint32_t port)
{
	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port)) {
		if (!is_claimed(c, e))
			return true;
	}
	return false;
}

static bool
is_touched(const struct comparison *c, size_t cable)
{
	return has_unclaimed_edge(c, c->ends[cable][0]) ||
	       has_unclaimed_edge(c, c->ends[cable][1]);
}

static bool
may_come_in(const struct comparison *c, size_t cable)
{
	enum cable_state state = c->topology->cables[cable].state;

	return (state == CABLE_PLANNED ||
		   (state == CABLE_INSTALLED && is_unknown(c, cable))) &&
	       !is_ignored(c, cable);
}

/* Those that are there come first, so that no other can take their ports. */
void
desired_join_planned(struct comparison *c)
{
	static bool (*const passes[])(const struct comparison *, size_t) = {
	    is_there,
	    is_touched,
	};

	find_removed(c);
	for (size_t pass = 0; pass < COUNT_OF(passes); pass++) {
		for (size_t i = 0; i < c->topology->cable_count; i++) {
			if (may_come_in(c, i) && passes[pass](c, i))
				take_ports(c, i);
		}
	}
}

bool
desired_takes_part(const struct comparison *c, size_t cable)
{
	return c->ports.items[c->ends[cable][0]].cable == cable &&
	       c->ports.items[c->ends[cable][1]].cable == cable;
}
