/*
 * From symptoms to mistakes.
 *
 * The plan is a matching on ports: a port takes one plug.  So is the cabling
 * that is really there.  Lay one over the other and take away the cables that
 * are the same in both; what is left falls apart into paths and rings, in
 * which desired (===) and observed (---) cables take turns:
 *
 *   leaf1:49 === spine1:3                          missing
 *
 *   leaf1:49 --- spine1:4                          extra
 *
 *   leaf1:49 === spine1:3                          wrong-port: the plug that
 *       |                                          belongs in port 3 sits in
 *       '------- spine1:4                          port 4
 *
 *   leaf1:49 === spine1:3                          swapped: a ring of 2 + 2;
 *       |           |                              n + n is rotated
 *   spine1:4 === leaf1:50
 *
 *   a:1 === b:1 --- c:1 === d:1 --- e:1 === f:1    chain: the one in the middle
 *                                                  explains both its sides
 *
 * There is nothing to guess: every desired cable and every observed one is in
 * exactly one component, and all are found by walking each port once.
 *
 * The cabling that is there is a matching only as long as the devices tell the
 * truth.  A port that hears two devices (a hub), or that others claim while it
 * hears somebody else, would make a fork.  What is observed at such a port
 * (contradiction.c) is a contradiction to be shown, not resolved; it is cut
 * out first, with the desired cables that nothing else is known of, and what
 * is left is judged as if it were not there.
 */
#include "check/component.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/classify.h"
#include "check/contradiction.h"
#include "check/desired.h"
#include "check/findings.h"
#include "check/order.h"
#include "check/shift.h"

static void
forget_members(struct component *component)
{
	component->ports.count = 0;
	component->cables.count = 0;
	component->edges.count = 0;
}

static void
component_clear(struct component *component)
{
	forget_members(component);
	component->starts_desired = false;
	component->ring = false;
	component->contradictory = false;
}

void
component_release(struct component *component)
{
	free(component->ports.items);
	free(component->cables.items);
	free(component->edges.items);
}

/* The desired cable at a port, as far as it is not where it belongs. */
static uint32_t
open_cable(const struct comparison *c, uint32_t port)
{
	uint32_t cable = c->ports.items[port].cable;
	enum verdict verdict;

	if (cable == NONE)
		return NONE;
	verdict = c->judgement->verdicts[cable];
	return verdict == VERDICT_MISSING || verdict == VERDICT_MISWIRED ? cable
									 : NONE;
}

/* True when the edge is a desired cable, and nothing speaks against it. */
static bool
is_settled(const struct comparison *c, uint32_t edge)
{
	uint32_t a = c->edges[edge].port[0];
	uint32_t b = c->edges[edge].port[1];

	return c->ports.items[a].cable != NONE &&
	       c->ports.items[a].cable == c->ports.items[b].cable &&
	       open_cable(c, a) == NONE;
}

/* --- gathering --------------------------------------------------------- */

static void
reach(struct comparison *c, struct component *component, uint32_t port)
{
	if (c->ports.items[port].visited)
		return;
	c->ports.items[port].visited = true;
	number_list_add(&component->ports, port);
}

/* What is at one port.  Each cable and edge is taken at its first end. */
static void
gather_port(struct comparison *c, struct component *component, uint32_t port)
{
	uint32_t cable = open_cable(c, port);
	uint32_t e = contradiction_trusted_edge(c, port);

	if (cable != NONE) {
		if (c->ends[cable][0] == port)
			number_list_add(&component->cables, cable);
		reach(c, component, comparison_cable_far(c, cable, port));
	}
	if (e != NONE) {
		if (c->edges[e].port[0] == port)
			number_list_add(&component->edges, e);
		reach(c, component, comparison_edge_far(c, e, port));
	}
}

static void
gather(struct comparison *c, struct component *component, uint32_t port)
{
	component_clear(component);
	reach(c, component, port);
	for (size_t i = 0; i < component->ports.count; i++)
		gather_port(c, component, component->ports.items[i]);
}

/* --- gathering contradictions ------------------------------------------ */

static bool
is_disputed(const struct comparison *c, uint32_t port)
{
	uint32_t e = comparison_first_edge(c, port);

	return e != NONE && contradiction_has_edge(c, e);
}

/*
 * The open cable at a port that nothing but contradictions is known of.  With
 * an observed cable at its other end there is more to say about it.
 */
static uint32_t
lost_cable(const struct comparison *c, uint32_t port)
{
	uint32_t cable = open_cable(c, port);

	if (cable == NONE ||
	    contradiction_trusted_edge(c, c->ends[cable][0]) != NONE ||
	    contradiction_trusted_edge(c, c->ends[cable][1]) != NONE ||
	    (!is_disputed(c, c->ends[cable][0]) &&
		!is_disputed(c, c->ends[cable][1])))
		return NONE;
	return cable;
}

static void
reach_disputed(struct comparison *c, struct component *component, uint32_t port)
{
	if (c->ports.items[port].disputed)
		return;
	c->ports.items[port].disputed = true;
	number_list_add(&component->ports, port);
}

static void
gather_disputed_port(struct comparison *c, struct component *component,
    uint32_t port)
{
	uint32_t cable = lost_cable(c, port);

	if (cable != NONE) {
		if (c->ends[cable][0] == port)
			number_list_add(&component->cables, cable);
		reach_disputed(c, component,
		    comparison_cable_far(c, cable, port));
	}
	for (uint32_t e = comparison_first_edge(c, port); e != NONE;
	     e = comparison_next_edge(c, e, port)) {
		if (!contradiction_has_edge(c, e))
			continue;
		if (c->edges[e].port[0] == port)
			number_list_add(&component->edges, e);
		reach_disputed(c, component, comparison_edge_far(c, e, port));
	}
}

static void
gather_disputed(struct comparison *c, struct component *component,
    uint32_t port)
{
	component_clear(component);
	component->contradictory = true;
	reach_disputed(c, component, port);
	for (size_t i = 0; i < component->ports.count; i++)
		gather_disputed_port(c, component, component->ports.items[i]);
}

/* --- walking ----------------------------------------------------------- */

static bool
is_path_end(const struct comparison *c, uint32_t port)
{
	return (open_cable(c, port) == NONE) !=
	       (contradiction_trusted_edge(c, port) == NONE);
}

/*
 * Where to start: at the end where a desired cable hangs free, if there is
 * one, else at the lower end; in a ring at the lowest port.
 */
static uint32_t
choose_start(const struct comparison *c, struct component *component)
{
	uint32_t start = NONE;
	uint32_t lowest = NONE;

	for (size_t i = 0; i < component->ports.count; i++) {
		uint32_t port = component->ports.items[i];
		bool free_cable = open_cable(c, port) != NONE;

		if (lowest == NONE || order_compare_ports(c, port, lowest) < 0)
			lowest = port;
		if (!is_path_end(c, port))
			continue;
		if (start == NONE ||
		    free_cable > (open_cable(c, start) != NONE) ||
		    (free_cable == (open_cable(c, start) != NONE) &&
			order_compare_ports(c, port, start) < 0))
			start = port;
	}
	component->ring = start == NONE;
	return component->ring ? lowest : start;
}

/* From `port` on, cables and edges by turns. */
static void
walk_from(const struct comparison *c, struct component *component,
    uint32_t port, size_t links)
{
	bool desired = open_cable(c, port) != NONE;

	forget_members(component);
	component->starts_desired = desired;
	number_list_add(&component->ports, port);
	for (size_t i = 0; i < links; i++, desired = !desired) {
		uint32_t taken = desired ? open_cable(c, port)
					 : contradiction_trusted_edge(c, port);

		number_list_add(desired ? &component->cables
					: &component->edges,
		    taken);
		port = desired ? comparison_cable_far(c, taken, port)
			       : comparison_edge_far(c, taken, port);
		number_list_add(&component->ports, port);
	}
}

static void
walk(const struct comparison *c, struct component *component)
{
	walk_from(c, component, choose_start(c, component),
	    component->cables.count + component->edges.count);
}

void
component_walk(const struct comparison *c, struct component *component,
    uint32_t start, size_t links)
{
	component_clear(component);
	walk_from(c, component, start, links);
}

/* A contradiction has no walk; natural order is what is left. */
static void
sort_numbers(const struct comparison *c, struct number_list *list, bool edges)
{
	struct order_item *items = xcalloc(list->count + 1, sizeof(*items));

	for (size_t i = 0; i < list->count; i++) {
		uint32_t n = list->items[i];
		const uint32_t *ends = edges ? c->edges[n].port : c->ends[n];

		items[i] = order_make_item(c, ends[0], ends[1], n);
	}
	order_sort(items, list->count);
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = items[i].value;
	free(items);
}

/* --- the whole --------------------------------------------------------- */

/* All that becomes of one port after the other. */
struct search {
	struct comparison *c;
	struct component component;
	struct shifts *shifts;
};

static void
add_mistake(struct search *search, uint32_t port)
{
	struct comparison *c = search->c;
	struct component *component = &search->component;

	gather(c, component, port);
	walk(c, component);
	if (!shifts_take(search->shifts, c, component))
		findings_add_component(c, component,
		    classify_component(c, component));
}

static void
add_contradiction(struct search *search, uint32_t port)
{
	struct component *component = &search->component;

	gather_disputed(search->c, component, port);
	sort_numbers(search->c, &component->cables, false);
	sort_numbers(search->c, &component->edges, true);
	findings_add_component(search->c, component, FINDING_CONFLICT);
}

/* A port may be part of a contradiction, and of a mistake beside it. */
static void
look_at(struct search *search, uint32_t port)
{
	const struct comparison *c = search->c;
	const struct port_record *p = &c->ports.items[port];
	bool lost = lost_cable(c, port) != NONE;

	if (!p->disputed && (lost || is_disputed(c, port)))
		add_contradiction(search, port);
	if (!p->visited && !lost &&
	    (open_cable(c, port) != NONE ||
		contradiction_trusted_edge(c, port) != NONE))
		add_mistake(search, port);
}

void
component_run(struct comparison *c)
{
	struct search search = {.c = c, .shifts = shifts_new()};

	contradiction_mark_crowded(c);
	for (size_t i = 0; i < c->topology->cable_count; i++) {
		uint32_t port = c->ends[i][0];

		if (open_cable(c, port) == i)
			look_at(&search, port);
	}
	for (uint32_t e = 0; e < c->edge_count; e++) {
		if (!is_settled(c, e))
			look_at(&search, c->edges[e].port[0]);
	}
	shifts_finish(search.shifts, c);
	shifts_free(search.shifts);
	component_release(&search.component);
}
