/*
 * Cables that come out somewhere and are wanted elsewhere.
 *
 * A cable fits where the plan asks for its type and its length.  What the plan
 * does not say of either may fit; what it says differently does not.  A cable
 * that leads to a stranger is somebody else's and is left alone.
 */
#include "check/work_order_jobs.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"

/* Freed cables that are alike, in the order in which they are told. */
struct pile {
	const char *type; /* these two: NULL when not known */
	const char *length;
	uint32_t *jobs; /* owned */
	size_t count;
	size_t capacity;
	size_t used;
};

struct piles {
	struct pile *items; /* owned */
	size_t count;
	size_t capacity;
};

/* Only a cable that the plan wants removed is known to it. */
static const struct cable *
freed_cable(const struct judgement *judgement, const struct work_job *job)
{
	const struct finding *f = &judgement->findings[job->finding];
	const struct cable *cable;

	if (f->kind != FINDING_EXTRA || f->cable_count != 1)
		return NULL;
	cable = &judgement->topology->cables[f->cables[0]];
	return cable->state == CABLE_REMOVED ? cable : NULL;
}

static bool
is_same(const char *a, const char *b)
{
	return a && b ? strcasecmp(a, b) == 0 : a == b;
}

static struct pile *
find_pile(struct piles *piles, const char *type, const char *length)
{
	for (size_t i = 0; i < piles->count; i++) {
		struct pile *pile = &piles->items[i];

		if (is_same(pile->type, type) && is_same(pile->length, length))
			return pile;
	}
	piles->items = grow_array(piles->items, piles->count, &piles->capacity,
	    sizeof(*piles->items));
	piles->items[piles->count] = (struct pile){
	    .type = type,
	    .length = length,
	};
	return &piles->items[piles->count++];
}

static void
pile_up(struct piles *piles, const struct work_jobs *jobs, uint32_t number)
{
	const struct cable *cable =
	    freed_cable(jobs->judgement, &jobs->items[number]);
	struct pile *pile = find_pile(piles, cable ? cable->type : NULL,
	    cable ? cable->length : NULL);

	pile->jobs = grow_array(pile->jobs, pile->count, &pile->capacity,
	    sizeof(*pile->jobs));
	pile->jobs[pile->count++] = number;
}

static bool
contradicts(const char *has, const char *wanted)
{
	return has && wanted && strcasecmp(has, wanted) != 0;
}

static bool
is_certain(const struct pile *pile, const struct cable *wanted)
{
	return pile->type && pile->length && wanted->type && wanted->length;
}

/* The first pile that surely fits, else the first that may. */
static struct pile *
choose_pile(struct piles *piles, const struct cable *wanted)
{
	struct pile *chosen = NULL;

	for (size_t i = 0; i < piles->count; i++) {
		struct pile *pile = &piles->items[i];

		if (pile->used == pile->count ||
		    contradicts(pile->type, wanted->type) ||
		    contradicts(pile->length, wanted->length))
			continue;
		if (is_certain(pile, wanted))
			return pile;
		if (!chosen)
			chosen = pile;
	}
	return chosen;
}

static void
use_cable(struct work_jobs *jobs, struct piles *piles, uint32_t number,
    bool certain_only)
{
	const struct plan_step *step = work_order_jobs_step(jobs, number);
	const struct cable *wanted;
	struct pile *pile;
	struct work_job *job = &jobs->items[number];
	uint32_t freed;

	if (step->cable == WORK_NONE || job->partner != JOB_NONE)
		return;
	wanted = &jobs->judgement->topology->cables[step->cable];
	pile = choose_pile(piles, wanted);
	if (!pile || (certain_only && !is_certain(pile, wanted)))
		return;
	freed = pile->jobs[pile->used++];
	job->fit = is_certain(pile, wanted) ? WORK_FIT_KNOWN : WORK_FIT_UNKNOWN;
	job->partner = freed;
	jobs->items[freed].partner = number;
	jobs->items[freed].fit = job->fit;
	work_order_jobs_link(jobs, freed, number);
}

static bool
is_stranger(struct port port)
{
	return port.device == DEVICE_FOREIGN;
}

static bool
does(const struct work_jobs *jobs, uint32_t number, enum step_action action)
{
	return !jobs->items[number].blocked &&
	       work_order_jobs_step(jobs, number)->action == action;
}

void
work_order_reuse(struct work_jobs *jobs)
{
	struct piles piles = {.items = NULL};

	for (uint32_t i = 0; i < jobs->count; i++) {
		if (does(jobs, i, STEP_REMOVE) &&
		    !is_stranger(jobs->items[i].ends[0]) &&
		    !is_stranger(jobs->items[i].ends[1]))
			pile_up(&piles, jobs, i);
	}
	/* What surely fits somewhere is not given away elsewhere. */
	for (uint32_t i = 0; i < jobs->count; i++) {
		if (does(jobs, i, STEP_ADD))
			use_cable(jobs, &piles, i, true);
	}
	for (uint32_t i = 0; i < jobs->count; i++) {
		if (does(jobs, i, STEP_ADD))
			use_cable(jobs, &piles, i, false);
	}
	for (size_t i = 0; i < piles.count; i++)
		free(piles.items[i].jobs);
	free(piles.items);
}
