/*
 * From drafts to findings.
 *
 * Findings are put in order by how bad they are, then by kind, then by their
 * lowest port, so that neither the order of the plan nor that of the
 * devices' answers shows in the result.
 */
#include "check/findings.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/desired.h"
#include "check/evidence.h"
#include "check/finding_id.h"
#include "check/observed.h"
#include "check/order.h"
#include "check/plan.h"
#include "check/scope.h"

/* --- drafts ------------------------------------------------------------ */

static const size_t *
copy_numbers(const struct comparison *c, const struct number_list *list)
{
	size_t *copy = arena_array(c->arena, list->count, sizeof(*copy));

	for (size_t i = 0; i < list->count; i++)
		copy[i] = list->items[i];
	return copy;
}

/* The lower end of all desired cables, or of all edges where there is none. */
static uint32_t
lowest_port(const struct comparison *c, const struct component *component)
{
	const struct number_list *cables = &component->cables;
	const struct number_list *edges = &component->edges;
	bool desired = cables->count > 0;
	size_t count = desired ? cables->count : edges->count;
	uint32_t lowest = NONE;

	for (size_t i = 0; i < 2 * count; i++) {
		uint32_t port = desired
				    ? c->ends[cables->items[i / 2]][i % 2]
				    : c->edges[edges->items[i / 2]].port[i % 2];

		if (lowest == NONE || order_compare_ports(c, port, lowest) < 0)
			lowest = port;
	}
	return lowest;
}

/*
 * A cable that should have been removed is no desired one, but it is what an
 * extra cable is about, and where the finding belongs in the plan's file.
 */
static void
name_removed_cable(const struct comparison *c, struct finding *finding)
{
	size_t edge = finding->observed[0];
	uint32_t cable = desired_removed_cable(c, (uint32_t)edge);
	size_t *cables;

	if (cable == NONE)
		return;
	cables = arena_array(c->arena, 1, sizeof(*cables));
	cables[0] = cable;
	finding->cables = cables;
	finding->cable_count = 1;
}

/* Between known devices: strangers' cables do not count. */
static size_t
count_known(const struct comparison *c, const struct finding *finding)
{
	size_t count = 0;

	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct edge *e = &c->edges[finding->observed[i]];

		count += c->ports.items[e->port[0]].device != NONE &&
			 c->ports.items[e->port[1]].device != NONE;
	}
	return count;
}

static struct finding *
add_cables(struct comparison *c, const struct component *component,
    enum finding_kind kind)
{
	struct draft *draft = comparison_add_finding(c, kind);
	struct finding *finding = &draft->finding;

	finding->cables = copy_numbers(c, &component->cables);
	finding->cable_count = component->cables.count;
	finding->observed = copy_numbers(c, &component->edges);
	finding->observed_count = component->edges.count;
	draft->place = order_place(c, lowest_port(c, component));
	return finding;
}

void
findings_add_component(struct comparison *c, const struct component *component,
    enum finding_kind kind)
{
	struct finding *finding = add_cables(c, component, kind);

	if (kind == FINDING_EXTRA)
		name_removed_cable(c, finding);
	if (!component->contradictory)
		plan_make(c, component, &finding->plan);
}

void
findings_add_run(struct comparison *c, const struct component *run,
    const struct plan *plan)
{
	add_cables(c, run, FINDING_SHIFTED)->plan = *plan;
}

void
findings_add_cable(struct comparison *c, enum finding_kind kind, size_t cable,
    uint32_t edge)
{
	struct draft *draft = comparison_add_finding(c, kind);
	size_t *numbers = arena_array(c->arena, 2, sizeof(*numbers));
	const uint32_t *ends = c->ends[cable];

	numbers[0] = cable;
	numbers[1] = edge;
	draft->finding.cables = &numbers[0];
	draft->finding.cable_count = 1;
	draft->finding.observed = &numbers[1];
	draft->finding.observed_count = 1;
	draft->place = order_place(c,
	    order_compare_ports(c, ends[0], ends[1]) < 0 ? ends[0] : ends[1]);
}

/* --- finishing --------------------------------------------------------- */

/* Observed cables in no finding about a desired one. */
static void
count_extra(struct comparison *c)
{
	for (size_t i = 0; i < c->draft_count; i++) {
		const struct finding *f = &c->drafts[i].finding;

		/* One that should have been removed is no desired cable. */
		if (!f->cable_count || f->kind == FINDING_EXTRA)
			c->judgement->summary.extra += count_known(c, f);
	}
}

static int
compare_drafts(const void *a, const void *b)
{
	const struct draft *da = a;
	const struct draft *db = b;

	if (da->finding.severity != db->finding.severity)
		return da->finding.severity > db->finding.severity ? -1 : 1;
	if (da->finding.kind != db->finding.kind)
		return da->finding.kind < db->finding.kind ? -1 : 1;
	return order_compare_places(&da->place, &db->place);
}

void
findings_finish(struct comparison *c)
{
	struct judgement *j = c->judgement;

	observed_write(c);
	if (c->draft_count)
		qsort(c->drafts, c->draft_count, sizeof(*c->drafts),
		    compare_drafts);
	finding_id_assign(c);
	scope_run(c);
	count_extra(c);
	j->findings =
	    arena_array(c->arena, c->draft_count, sizeof(*j->findings));
	j->finding_count = c->draft_count;
	for (size_t i = 0; i < c->draft_count; i++)
		j->findings[i] = c->drafts[i].finding;
	evidence_find(c);
}
