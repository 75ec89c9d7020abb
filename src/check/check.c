/*
 * The story of a comparison, top to bottom.
 *
 *   who said what       identity.c, ignore.c, halves.c
 *   what is there       halves.c: half-links become observed cables
 *   what should be      desired.c: the plan, as far as it applies
 *   cable by cable      verdict.c: the table of verdicts; settings.c
 *   who is where        places.c, then all of this once more
 *   mistake by mistake  component.c, classify.c, plan.c
 *   device by device    ambiguous.c, other_box.c, dark.c
 *   in order, quoted    findings.c, finding_id.c, scope.c, evidence.c
 *
 * Ports are numbered once (ports.c), and everything after works on numbers.
 */
#include "check/check.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/ambiguous.h"
#include "check/comparison.h"
#include "check/contradiction.h"
#include "check/dark.h"
#include "check/desired.h"
#include "check/findings.h"
#include "check/halves.h"
#include "check/identity.h"
#include "check/ignore.h"
#include "check/order.h"
#include "check/other_box.h"
#include "check/places.h"
#include "check/verdict.h"

static struct judgement *
new_judgement(const struct topology *topology,
    const struct observations *observations)
{
	struct arena *arena = arena_new();
	struct judgement *j = arena_alloc(arena, sizeof(*j));

	j->arena = arena;
	j->topology = topology;
	j->observations = observations;
	j->verdicts =
	    arena_array(arena, topology->cable_count, sizeof(*j->verdicts));
	j->alive =
	    arena_array(arena, topology->device_count, sizeof(*j->alive));
	j->heard_as =
	    arena_array(arena, topology->device_count, sizeof(*j->heard_as));
	for (size_t i = 0; i < topology->device_count; i++)
		j->alive[i] = observations->items[i].status == VISIT_OK;
	return j;
}

/* Sightings and plan meet here: both are put on the same numbered ports. */
static void
take_down(struct comparison *c)
{
	const struct topology *t = c->topology;
	struct ignore *ignore = ignore_new(t);
	uint32_t *mentions = xcalloc(t->device_count + 1, sizeof(*mentions));

	ports_init(&c->ports, c->arena);
	desired_name(c, mentions);
	halves_hear(c, mentions);
	ports_make_room(&c->ports, mentions, t->device_count);
	/* Some cables are where the plan has none. */
	ports_reserve(&c->ports, 2 * t->cable_count + t->cable_count / 8);
	desired_place(c, ignore);
	halves_place(c, ignore);
	ports_seal(&c->ports);
	free(mentions);
	ignore_free(ignore);
}

/* From sightings to cables, and to what becomes of each desired one. */
static void
join_up(struct comparison *c)
{
	halves_join(c);
	contradiction_drop_old(c);
	desired_join_planned(c);
	halves_add_loose(c);
	contradiction_drop_old(c);
	verdict_run(c);
}

static void
count_verdicts(struct judgement *j)
{
	struct summary *s = &j->summary;
	size_t not_judged = 0;
	size_t *const buckets[] = {
	    [VERDICT_OK] = &s->ok,
	    [VERDICT_OK_ONE_SIDED] = &s->ok_one_sided,
	    [VERDICT_MISSING] = &s->missing,
	    [VERDICT_MISWIRED] = &s->miswired,
	    [VERDICT_ONE_WAY] = &s->one_way,
	    [VERDICT_UNVERIFIED] = &s->unverified,
	    [VERDICT_NOT_JUDGED] = &not_judged,
	};

	for (size_t i = 0; i < j->topology->cable_count; i++)
		++*buckets[j->verdicts[i]];
	s->cables = j->topology->cable_count - not_judged;
	s->findings = j->finding_count;
}

static void
count_devices(struct judgement *j)
{
	for (size_t i = 0; i < j->topology->device_count; i++) {
		const struct observation *o = &j->observations->items[i];

		if (o->out_of_scope)
			continue;
		j->summary.devices++;
		j->summary.devices_ok += o->status == VISIT_OK;
	}
}

static void
comparison_release(struct comparison *c)
{
	identity_free(c->identity);
	ports_release(&c->ports);
	free(c->first_ports);
	free(c->ends);
	free(c->device_ranks);
	free(c->halves);
	places_free(c->places);
	free(c->other_boxes);
	free(c->edges);
	free(c->crowd.items);
	free(c->removed);
	free(c->drafts);
}

struct judgement *
check_run(const struct topology *topology,
    const struct observations *observations)
{
	struct judgement *judgement;
	struct comparison c = {
	    .topology = topology,
	    .observations = observations,
	};

	if (observations->count != topology->device_count)
		bug("%zu observations of %zu devices", observations->count,
		    topology->device_count);
	if (topology->cable_count >= NONE / 2)
		bug("more cables than can be numbered");
	judgement = new_judgement(topology, observations);
	c.judgement = judgement;
	c.arena = judgement->arena;
	c.device_ranks = order_rank_devices(topology);
	c.identity = identity_new(topology, c.device_ranks);
	take_down(&c);
	do
		join_up(&c);
	while (places_find(&c));
	component_run(&c);
	places_report(&c);
	ambiguous_run(&c);
	other_box_run(&c);
	dark_run(&c);
	/* Nobody asks for sightings any more, and a million take their room. */
	free(c.halves);
	c.halves = NULL;
	findings_finish(&c);
	count_verdicts(judgement);
	count_devices(judgement);
	comparison_release(&c);
	return judgement;
}
