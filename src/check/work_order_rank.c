/*
 * Where jobs are, and which comes first where several could.
 *
 * All that could be begun at a place is sorted once: what stays there before
 * what leads away, then as one meets it walking down the rack.  After that, a
 * number says which of two comes first.
 */
#include "check/work_order_jobs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/ifname.h"

/* A device, as far as where it stands is concerned. */
struct stand {
	const char *rack;   /* NULL: not known, so it is a place by itself */
	const char *device; /* "" when the rack is known */
	bool stranger;
	unsigned unit;
};

static struct stand
stand_of(const struct work_jobs *jobs, struct port port)
{
	const struct device *device;

	if (port.device == DEVICE_FOREIGN)
		return (struct stand){NULL, port.device_name, true, 0};
	device = &jobs->judgement->topology->devices[port.device];
	return (struct stand){
	    .rack = device->rack,
	    .device = device->rack ? "" : device->name,
	    .unit = device->unit,
	};
}

/* Racks in natural order, then devices without one, then strangers. */
static int
compare_stands(const struct stand *a, const struct stand *b)
{
	if (!a->rack != !b->rack)
		return a->rack ? -1 : 1;
	if (a->rack)
		return text_natural_compare(a->rack, b->rack);
	if (a->stranger != b->stranger)
		return a->stranger ? 1 : -1;
	return text_natural_compare(a->device, b->device);
}

/* One of the places of a job. */
struct stay {
	struct stand stand;
	uint32_t *place;
};

static int
compare_stays(const void *a, const void *b)
{
	const struct stay *sa = a;
	const struct stay *sb = b;

	return compare_stands(&sa->stand, &sb->stand);
}

static void
number_places(struct work_jobs *jobs)
{
	struct stay *stays = xcalloc(2 * jobs->count + 1, sizeof(*stays));
	uint32_t place = 0;

	for (size_t i = 0; i < 2 * jobs->count; i++) {
		struct work_job *job = &jobs->items[i / 2];

		stays[i].stand = stand_of(jobs, job->ends[i % 2]);
		stays[i].place = &job->places[i % 2];
	}
	if (jobs->count)
		qsort(stays, 2 * jobs->count, sizeof(*stays), compare_stays);
	for (size_t i = 0; i < 2 * jobs->count; i++) {
		if (i && compare_stays(&stays[i - 1], &stays[i]) != 0)
			place++;
		*stays[i].place = place;
	}
	jobs->place_count = jobs->count ? place + 1 : 0;
	free(stays);
}

/* Changes of place between the steps of one job, and within them. */
static uint32_t
count_changes(const struct work_jobs *jobs, const struct work_job *job)
{
	const struct plan *plan = &jobs->judgement->findings[job->finding].plan;
	struct stand here = stand_of(jobs, job->ends[0]);
	uint32_t changes = 0;

	for (size_t i = 0; i < job->count; i++) {
		const struct plan_step *step = &plan->steps[job->first + i];
		struct stand at = stand_of(jobs, plan_step_first_port(step));
		struct stand to = stand_of(jobs, plan_step_last_port(step));

		changes += compare_stands(&here, &at) != 0;
		changes += compare_stands(&at, &to) != 0;
		here = to;
	}
	return changes;
}

static int
compare_stand_items(const void *a, const void *b)
{
	return compare_stands(a, b);
}

size_t
work_order_places(const struct work_jobs *jobs, const uint32_t *sequence,
    size_t count)
{
	struct stand *stands = NULL;
	size_t capacity = 0;
	size_t places = 0;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const struct work_job *job = &jobs->items[sequence[i]];
		const struct plan_step *steps =
		    jobs->judgement->findings[job->finding].plan.steps;

		for (size_t k = 0; k < 2 * job->count; k++) {
			const struct plan_step *step =
			    &steps[job->first + k / 2];
			struct port port = k % 2 ? plan_step_last_port(step)
						 : plan_step_first_port(step);

			stands =
			    grow_array(stands, n, &capacity, sizeof(*stands));
			stands[n++] = stand_of(jobs, port);
		}
	}
	if (n)
		qsort(stands, n, sizeof(*stands), compare_stand_items);
	for (size_t i = 0; i < n; i++)
		places += !i || compare_stands(&stands[i - 1], &stands[i]) != 0;
	free(stands);
	return places;
}

/* A job, begun at one of its ends. */
struct beginning {
	struct port port;
	unsigned unit;
	uint32_t place;
	uint32_t goal; /* where it leads, or the place itself */
	uint32_t job;
	uint32_t *rank;
};

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

/* Units are counted from the floor, and read from the top. */
static int
compare_units(unsigned a, unsigned b)
{
	return a > b ? -1 : a < b;
}

static int
compare_beginnings(const void *a, const void *b)
{
	const struct beginning *ba = a;
	const struct beginning *bb = b;
	bool leads_a = ba->goal != ba->place;
	bool leads_b = bb->goal != bb->place;
	int order = compare_numbers(ba->place, bb->place);

	if (!order)
		order = leads_a - leads_b;
	if (!order)
		order = compare_numbers(ba->goal, bb->goal);
	if (!order)
		order = compare_units(ba->unit, bb->unit);
	if (!order)
		order = text_natural_compare(ba->port.device_name,
		    bb->port.device_name);
	if (!order)
		order = ifname_compare(ba->port.name, bb->port.name);
	return order ? order : compare_numbers(ba->job, bb->job);
}

void
work_order_jobs_rank(struct work_jobs *jobs)
{
	struct beginning *all = xcalloc(2 * jobs->count + 1, sizeof(*all));

	number_places(jobs);
	for (size_t i = 0; i < 2 * jobs->count; i++) {
		struct work_job *job = &jobs->items[i / 2];

		all[i] = (struct beginning){
		    .port = job->ends[i % 2],
		    .unit = stand_of(jobs, job->ends[i % 2]).unit,
		    .place = job->places[i % 2],
		    .goal = job->places[1 - i % 2],
		    .job = (uint32_t)(i / 2),
		    .rank = &job->ranks[i % 2],
		};
		job->changes = count_changes(jobs, job);
	}
	if (jobs->count)
		qsort(all, 2 * jobs->count, sizeof(*all), compare_beginnings);
	for (size_t i = 0; i < 2 * jobs->count; i++)
		*all[i].rank = (uint32_t)i;
	free(all);
}
