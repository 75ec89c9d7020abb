/*
 * Old entries, and what cannot be told apart.
 *
 * A device repeats itself every 60 seconds, and is believed for 180: so what
 * is left of the hold time of a live neighbor is between 120 and 180 seconds,
 * whatever the port, and that of two live ones differs by 60 at most.  Somebody
 * moves the plug of leaf1 from port 3 to port 4 of the spine:
 *
 *   leaf1:49 hears spine:3, for another  41 s
 *   leaf1:49 hears spine:4, for another 163 s
 *   spine:4  hears leaf1:49, for another 155 s
 *
 * The first line is of the past, whether or not spine:3 still says the same:
 * each of the entries that make this cable is older by more than a whole
 * period than one about another cable at one of its ports.  LLDP has 30 and
 * 120 seconds, so the same margin does; entries of different protocols are not
 * compared, nor are those without a hold time.
 *
 * A hub keeps all entries young: nothing is dropped there.
 */
#include "check/contradiction.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* More than this between two entries: the older one has missed its turn. */
#define PERIOD 60

#define NO_AGE (-1L)

/*
 * What is left to the youngest entry of the edge that `protocol` brought;
 * NO_AGE when there is none, or when an entry does not say.
 */
static long
time_left(const struct edge *edge, enum neighbor_protocol protocol)
{
	long most = NO_AGE;

	for (size_t i = 0; i < 2; i++) {
		const struct neighbor *heard = edge->heard[i];

		if (heard && heard->protocol == protocol &&
		    heard->holdtime > most)
			most = heard->holdtime;
	}
	return most;
}

/* False when it is unknown how old some entry of the edge is. */
static bool
has_age(const struct edge *edge, enum neighbor_protocol *protocol)
{
	const struct neighbor *a = edge->heard[0];
	const struct neighbor *b = edge->heard[1];
	const struct neighbor *one = a ? a : b;

	if (!one || one->holdtime < 0 || (b && b->holdtime < 0) ||
	    (a && b && a->protocol != b->protocol))
		return false;
	*protocol = one->protocol;
	return true;
}

/* What is left to the youngest entry at `port`, strangers' included. */
static long
most_time_left(const struct comparison *c, uint32_t port,
    enum neighbor_protocol protocol)
{
	long most = NO_AGE;

	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port)) {
		long left = time_left(&c->edges[e], protocol);

		if (left > most)
			most = left;
	}
	for (uint32_t h = c->ports.items[port].first_half; h != NONE;
	     h = c->halves[h].next) {
		const struct neighbor *heard = c->halves[h].heard;

		if (heard->protocol == protocol && heard->holdtime > most)
			most = heard->holdtime;
	}
	return most;
}

/* Marks the edges at `port` that are older by more than a period. */
static void
find_old(const struct comparison *c, uint32_t port, bool **drop)
{
	const long youngest[] = {
	    [NEIGHBOR_CDP] = most_time_left(c, port, NEIGHBOR_CDP),
	    [NEIGHBOR_LLDP] = most_time_left(c, port, NEIGHBOR_LLDP),
	};

	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port)) {
		enum neighbor_protocol protocol;

		if (!has_age(&c->edges[e], &protocol) ||
		    youngest[protocol] - time_left(&c->edges[e], protocol) <=
			PERIOD)
			continue;
		if (!*drop)
			*drop = xcalloc(c->edge_count, sizeof(**drop));
		(*drop)[e] = true;
	}
}

/* --- dropping ---------------------------------------------------------- */

/* Nobody says so any more: the half is dead, and has no entry. */
static void
drop_half(struct comparison *c, struct half *half)
{
	struct judgement *j = c->judgement;

	j->outdated = arena_grow(c->arena, j->outdated, j->outdated_count,
	    &c->outdated_capacity, sizeof(struct neighbor *));
	j->outdated[j->outdated_count++] = half->heard;
	if (half->device < HALF_AMBIGUOUS)
		c->judgement->heard_as[half->device].times--;
	half->heard = NULL;
}

/* The ports of a dropped edge no longer hear each other. */
static void
forget_half(struct comparison *c, uint32_t port, uint32_t far)
{
	uint32_t *link = &c->ports.items[port].first_half;

	while (*link != NONE) {
		struct half *half = &c->halves[*link];

		if (half->far != far) {
			link = &half->next;
			continue;
		}
		*link = half->next;
		drop_half(c, half);
	}
}

static int
compare_addresses(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t) * (const struct neighbor *const *)left;
	uintptr_t b = (uintptr_t) * (const struct neighbor *const *)right;

	return a < b ? -1 : a > b;
}

/* Closes the gaps, and hangs the edges on their ports as they were. */
static void
drop_edges(struct comparison *c, const bool *drop)
{
	size_t count = c->edge_count;
	size_t known_removed = 0;

	for (size_t i = 0; i < count; i++) {
		c->ports.items[c->edges[i].port[0]].first_edge = NONE;
		c->ports.items[c->edges[i].port[1]].first_edge = NONE;
	}
	c->edge_count = 0;
	c->crowd.count = 0;
	for (size_t i = 0; i < count; i++) {
		struct edge old = c->edges[i];
		uint32_t e;

		if (drop[i]) {
			forget_half(c, old.port[0], old.port[1]);
			forget_half(c, old.port[1], old.port[0]);
			continue;
		}
		e = comparison_add_edge(c, old.port[0], old.port[1]);
		memcpy(c->edges[e].heard, old.heard, sizeof(old.heard));
		if (i < c->removed_count) {
			c->removed[e] = c->removed[i];
			known_removed = e + 1;
		}
	}
	c->removed_count = known_removed;
}

void
contradiction_drop_old(struct comparison *c)
{
	bool *drop = NULL;

	for (size_t i = 0; i < c->crowd.count; i++) {
		struct port_record *port = &c->ports.items[c->crowd.items[i]];

		/* A port of many edges is in the list as often. */
		if (!port->crowded)
			find_old(c, c->crowd.items[i], &drop);
		port->crowded = true;
	}
	for (size_t i = 0; i < c->crowd.count; i++)
		c->ports.items[c->crowd.items[i]].crowded = false;
	if (drop) {
		drop_edges(c, drop);
		qsort(c->judgement->outdated, c->judgement->outdated_count,
		    sizeof(struct neighbor *), compare_addresses);
	}
	free(drop);
}

/* --- what is left ------------------------------------------------------ */

void
contradiction_mark_crowded(struct comparison *c)
{
	for (size_t i = 0; i < c->crowd.count; i++) {
		uint32_t port = c->crowd.items[i];
		uint32_t e = comparison_first_edge(c, port);

		if (e != NONE && (comparison_next_edge(c, e, port) != NONE ||
				     comparison_edge_far(c, e, port) == port))
			c->ports.items[port].crowded = true;
	}
}

bool
contradiction_has_edge(const struct comparison *c, uint32_t edge)
{
	return c->ports.items[c->edges[edge].port[0]].crowded ||
	       c->ports.items[c->edges[edge].port[1]].crowded;
}

uint32_t
contradiction_trusted_edge(const struct comparison *c, uint32_t port)
{
	uint32_t e = comparison_first_edge(c, port);

	return e == NONE || contradiction_has_edge(c, e) ? NONE : e;
}
