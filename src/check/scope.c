/*
 * Leaving out what nobody asked for; see scope.h.
 */
#include "check/scope.h"

#include <stdlib.h>

#include "base/mem.h"

static bool
is_inside(const struct comparison *c, size_t device)
{
	return device < c->topology->device_count &&
	       !c->observations->items[device].out_of_scope;
}

static bool
is_partial(const struct comparison *c)
{
	for (size_t i = 0; i < c->topology->device_count; i++) {
		if (!is_inside(c, i))
			return true;
	}
	return false;
}

static bool
cable_touches(const struct comparison *c, size_t cable)
{
	const struct cable *k = &c->topology->cables[cable];

	return is_inside(c, k->a.device) || is_inside(c, k->b.device);
}

static bool
edge_touches(const struct comparison *c, size_t edge)
{
	const uint32_t *ports = c->edges[edge].port;
	const struct observed_cable *told = &c->judgement->observed[edge];

	/* Of exchanged devices: that in the place, and that in the message. */
	return is_inside(c, c->ports.items[ports[0]].device) ||
	       is_inside(c, c->ports.items[ports[1]].device) ||
	       is_inside(c, told->a.device) || is_inside(c, told->b.device);
}

static bool
names_touch(const struct comparison *c, const struct finding *f)
{
	for (size_t i = 0; i < f->device_count; i++) {
		if (is_inside(c, f->devices[i]))
			return true;
	}
	for (size_t i = 0; i < f->ambiguity_count; i++) {
		const struct ambiguity *a =
		    &c->judgement->ambiguities[f->ambiguities[i]];

		if (is_inside(c, a->device))
			return true;
	}
	for (size_t i = 0; i < f->mismatch_count; i++) {
		if (is_inside(c, f->mismatches[i].device))
			return true;
	}
	return false;
}

static bool
finding_touches(const struct comparison *c, const struct finding *f)
{
	for (size_t i = 0; i < f->cable_count; i++) {
		if (cable_touches(c, f->cables[i]))
			return true;
	}
	for (size_t i = 0; i < f->observed_count; i++) {
		if (edge_touches(c, f->observed[i]))
			return true;
	}
	return names_touch(c, f);
}

static void
drop_drafts(struct comparison *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->draft_count; i++) {
		if (finding_touches(c, &c->drafts[i].finding))
			c->drafts[kept++] = c->drafts[i];
	}
	c->draft_count = kept;
}

/* Names that only devices outside have heard, and no finding is about. */
static void
drop_ambiguities(struct comparison *c)
{
	struct judgement *j = c->judgement;
	size_t *number = xcalloc(j->ambiguity_count + 1, sizeof(*number));
	bool *wanted = xcalloc(j->ambiguity_count + 1, sizeof(*wanted));
	size_t kept = 0;

	for (size_t i = 0; i < c->draft_count; i++) {
		const struct finding *f = &c->drafts[i].finding;

		for (size_t k = 0; k < f->ambiguity_count; k++)
			wanted[f->ambiguities[k]] = true;
	}
	for (size_t i = 0; i < j->ambiguity_count; i++) {
		if (!wanted[i] && !is_inside(c, j->ambiguities[i].device))
			continue;
		number[i] = kept;
		j->ambiguities[kept++] = j->ambiguities[i];
	}
	j->ambiguity_count = kept;
	for (size_t i = 0; i < c->draft_count; i++) {
		struct finding *f = &c->drafts[i].finding;
		size_t *numbers =
		    arena_array(c->arena, f->ambiguity_count, sizeof(*numbers));

		for (size_t k = 0; k < f->ambiguity_count; k++)
			numbers[k] = number[f->ambiguities[k]];
		f->ambiguities = numbers;
	}
	free(wanted);
	free(number);
}

static void
drop_verdicts(struct comparison *c)
{
	size_t count = c->topology->cable_count;
	bool *wanted = xcalloc(count + 1, sizeof(*wanted));

	for (size_t i = 0; i < c->draft_count; i++) {
		const struct finding *f = &c->drafts[i].finding;

		for (size_t k = 0; k < f->cable_count; k++)
			wanted[f->cables[k]] = true;
	}
	for (size_t i = 0; i < count; i++) {
		if (!wanted[i] && !cable_touches(c, i))
			c->judgement->verdicts[i] = VERDICT_NOT_JUDGED;
	}
	free(wanted);
}

void
scope_run(struct comparison *c)
{
	if (!is_partial(c))
		return;
	drop_drafts(c);
	drop_ambiguities(c);
	drop_verdicts(c);
}
