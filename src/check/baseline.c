/*
 * Two maps: the ids of then, and the cables of now by name.
 */
#include "check/baseline.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

struct comparing {
	struct judgement *judgement;
	struct map *cables; /* id: number */
	bool *still;        /* one per past finding: it is there now, too */
	bool partial;       /* a part of the lab is out of scope */
};

static bool
is_partial(const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->observations->count; i++) {
		if (judgement->observations->items[i].out_of_scope)
			return true;
	}
	return false;
}

static bool
is_in_scope(const struct comparing *c, const struct past_finding *past)
{
	const struct judgement *j = c->judgement;
	size_t device;

	for (size_t i = 0; i < past->devices.count; i++) {
		if (topology_find_device(j->topology,
			span_of(past->devices.items[i]), &device) &&
		    !j->observations->items[device].out_of_scope)
			return true;
	}
	return !c->partial;
}

/* Silence of whoever was meant to be asked. */
static bool
is_silent(const struct judgement *j, const char *name)
{
	const struct observation *seen;
	size_t device;

	if (!topology_find_device(j->topology, span_of(name), &device))
		return false;
	seen = &j->observations->items[device];
	return seen->status != VISIT_OK && !seen->not_wanted;
}

/* Could not be judged, or is in a part of the lab that nobody looked at. */
static bool
is_open(const struct comparing *c, size_t cable)
{
	const struct judgement *j = c->judgement;

	return j->verdicts[cable] == VERDICT_UNVERIFIED ||
	       (c->partial && j->verdicts[cable] == VERDICT_NOT_JUDGED &&
		   j->topology->cables[cable].state != CABLE_REMOVED);
}

/* A cable that the plan no longer has cannot be wrong any more. */
static bool
is_verified(const struct comparing *c, const struct past_finding *past)
{
	const struct judgement *j = c->judgement;
	size_t cable;

	for (size_t i = 0; i < past->cables.count; i++) {
		if (map_find(c->cables, span_of(past->cables.items[i]),
			&cable) &&
		    is_open(c, cable))
			return false;
	}
	for (size_t i = 0; !past->cables.count && i < past->devices.count;
	     i++) {
		if (is_silent(j, past->devices.items[i]))
			return false;
	}
	return true;
}

static void
mark_findings(struct comparing *c, const struct past_findings *past,
    struct baseline *baseline)
{
	struct map *ids = map_new();

	for (size_t i = 0; i < past->count; i++)
		map_add(ids, span_of(past->items[i].id), i, NULL);
	for (size_t i = 0; i < c->judgement->finding_count; i++) {
		struct finding *finding = &c->judgement->findings[i];
		size_t then;

		if (map_find(ids, span_of(finding->id), &then)) {
			finding->since = SINCE_KNOWN;
			c->still[then] = true;
			baseline->known_count++;
		} else {
			finding->since = SINCE_NEW;
			baseline->new_count++;
		}
	}
	map_free(ids);
}

static void
sort_gone(const struct comparing *c, const struct past_findings *past,
    struct baseline *baseline)
{
	struct arena *arena = c->judgement->arena;

	baseline->fixed =
	    arena_array(arena, past->count, sizeof(*baseline->fixed));
	baseline->unsure =
	    arena_array(arena, past->count, sizeof(*baseline->unsure));
	for (size_t i = 0; i < past->count; i++) {
		const struct past_finding *gone = &past->items[i];

		if (c->still[i] || !is_in_scope(c, gone))
			continue;
		if (is_verified(c, gone))
			baseline->fixed[baseline->fixed_count++] = gone;
		else
			baseline->unsure[baseline->unsure_count++] = gone;
	}
}

void
baseline_compare(struct judgement *judgement, const struct past_findings *past)
{
	struct baseline *baseline =
	    arena_alloc(judgement->arena, sizeof(*baseline));
	struct comparing c = {
	    .judgement = judgement,
	    .cables = map_new(),
	    .still = xcalloc(past->count + 1, sizeof(*c.still)),
	    .partial = is_partial(judgement),
	};

	baseline->source = past->source;
	for (size_t i = 0; i < judgement->topology->cable_count; i++)
		map_add(c.cables, span_of(judgement->topology->cables[i].id), i,
		    NULL);
	mark_findings(&c, past, baseline);
	sort_gone(&c, past, baseline);
	judgement->baseline = baseline;
	free(c.still);
	map_free(c.cables);
}
