/*
 * Small questions that several stages ask of the comparison: who is at the
 * other end, which of two ports comes first.
 *
 * The observed cables at a port are a list woven through the edges, since
 * nearly every port has none or one, and a list per port would cost more than
 * all the edges together.
 */
#include "check/comparison.h"

#include "base/mem.h"

void
number_list_add(struct number_list *list, uint32_t number)
{
	list->items = grow_array(list->items, list->count, &list->capacity,
	    sizeof(*list->items));
	list->items[list->count++] = number;
}

uint32_t
comparison_first_edge(const struct comparison *c, uint32_t port)
{
	return c->ports.items[port].first_edge;
}

uint32_t
comparison_next_edge(const struct comparison *c, uint32_t edge, uint32_t port)
{
	const struct edge *e = &c->edges[edge];

	return e->next[e->port[0] == port ? 0 : 1];
}

size_t
comparison_first_port(const struct comparison *c, uint32_t device)
{
	return c->first_ports[device];
}

uint32_t
comparison_edge_far(const struct comparison *c, uint32_t edge, uint32_t port)
{
	const struct edge *e = &c->edges[edge];

	return e->port[e->port[0] == port ? 1 : 0];
}

uint32_t
comparison_cable_far(const struct comparison *c, size_t cable, uint32_t port)
{
	return c->ends[cable][c->ends[cable][0] == port ? 1 : 0];
}

uint32_t
comparison_find_edge(const struct comparison *c, uint32_t a, uint32_t b)
{
	uint32_t e = comparison_first_edge(c, a);

	while (e != NONE && comparison_edge_far(c, e, a) != b)
		e = comparison_next_edge(c, e, a);
	return e;
}

uint32_t
comparison_add_edge(struct comparison *c, uint32_t a, uint32_t b)
{
	struct port_record *ports = c->ports.items;
	uint32_t number = (uint32_t)c->edge_count;
	struct edge *e;

	c->edges = grow_array(c->edges, c->edge_count, &c->edge_capacity,
	    sizeof(*c->edges));
	if (a == b || ports[a].first_edge != NONE)
		number_list_add(&c->crowd, a);
	if (ports[b].first_edge != NONE)
		number_list_add(&c->crowd, b);
	e = &c->edges[c->edge_count++];
	*e = (struct edge){
	    .port = {a, b},
	    .next = {ports[a].first_edge, ports[b].first_edge},
	};
	ports[a].first_edge = number;
	/* A port that hears itself has its edge in the list once. */
	ports[b].first_edge = number;
	return number;
}

struct port
comparison_port(const struct comparison *c, uint32_t port)
{
	const struct port_record *p = &c->ports.items[port];

	if (p->device != NONE) {
		return (struct port){
		    .device = p->device,
		    .device_name = c->topology->devices[p->device].name,
		    .name = p->name,
		};
	}
	return (struct port){
	    .device = DEVICE_FOREIGN,
	    .device_name = c->foreign_names[port - c->first_loose],
	    .name = p->name,
	};
}

bool
comparison_device_talks(const struct comparison *c, size_t device)
{
	return c->judgement->alive[device] &&
	       c->observations->items[device].status != VISIT_CDP_OFF;
}

struct draft *
comparison_add_finding(struct comparison *c, enum finding_kind kind)
{
	struct draft *draft;

	c->drafts = grow_array(c->drafts, c->draft_count, &c->draft_capacity,
	    sizeof(*c->drafts));
	draft = &c->drafts[c->draft_count++];
	*draft = (struct draft){
	    .finding =
		{
		    .kind = kind,
		    .severity = finding_kind_severity(kind),
		},
	};
	return draft;
}
