/*
 * The way through the lab.
 *
 * Standing somewhere, one does all that can be done without leaving: it costs
 * nothing, and it can only help what comes after.  Then a plug is carried to
 * another rack, if one has to be; else one goes where
 *
 *   - nothing waits for work elsewhere, so that one need not come back,
 *   - no plug has to be carried to later anyway,
 *   - the rack comes first in natural order.
 *
 * That is the best way wherever racks can be put in such an order, which is
 * nearly always.  Where they wait for each other in circles, finding the best
 * is as hard as puzzles get; work_order_search.c tries, where there is little
 * enough to do.
 */
#include "check/work_order_jobs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/work_order_search.h"

struct rack {
	uint32_t *ready; /* heap of ranks; a part of walk.ranks */
	size_t count;
	size_t waits;    /* of jobs here for jobs elsewhere */
	size_t arriving; /* jobs that lead here from elsewhere */
};

struct walk {
	struct work_jobs *jobs;
	struct rack *racks;   /* owned, one per place */
	uint32_t *ranks;      /* owned; room for the heaps */
	uint32_t *beginnings; /* owned; by rank: 2 * job + end */
	uint32_t *waits;      /* owned; what each job still waits for */
	bool *done;           /* owned */
	uint32_t here;        /* the place, or JOB_NONE before the first */
	uint32_t *sequence;
	size_t count;
};

/* --- heaps of what can be begun ------------------------------------------- */

static void
rack_push(struct rack *rack, uint32_t rank)
{
	size_t i = rack->count++;

	for (; i && rack->ready[(i - 1) / 2] > rank; i = (i - 1) / 2)
		rack->ready[i] = rack->ready[(i - 1) / 2];
	rack->ready[i] = rank;
}

static void
rack_pop(struct rack *rack)
{
	uint32_t rank = rack->ready[--rack->count];
	size_t i = 0;

	for (size_t child; (child = 2 * i + 1) < rack->count; i = child) {
		if (child + 1 < rack->count &&
		    rack->ready[child + 1] < rack->ready[child])
			child++;
		if (rack->ready[child] >= rank)
			break;
		rack->ready[i] = rack->ready[child];
	}
	rack->ready[i] = rank;
}

/* The job that comes first at a place, and its end there, or JOB_NONE. */
static uint32_t
first_ready(struct walk *walk, uint32_t place)
{
	struct rack *rack = &walk->racks[place];

	while (rack->count) {
		uint32_t beginning = walk->beginnings[rack->ready[0]];

		if (!walk->done[beginning / 2])
			return beginning;
		rack_pop(rack);
	}
	return JOB_NONE;
}

static void
make_ready(struct walk *walk, uint32_t number)
{
	const struct work_job *job = &walk->jobs->items[number];

	rack_push(&walk->racks[job->places[0]], job->ranks[0]);
	if (job->either_way)
		rack_push(&walk->racks[job->places[1]], job->ranks[1]);
}

/* --- keeping count -------------------------------------------------------- */

static bool
begins_at(const struct work_job *job, uint32_t place)
{
	return job->places[0] == place ||
	       (job->either_way && job->places[1] == place);
}

/* `later` waits for `earlier`, or (`add` being -1) does no more. */
static void
count_wait(struct walk *walk, const struct work_job *earlier,
    const struct work_job *later, int add)
{
	for (unsigned end = 0; end <= (unsigned)later->either_way; end++) {
		uint32_t place = later->places[end];

		if (!begins_at(earlier, place))
			walk->racks[place].waits += (size_t)add;
	}
}

static void
count_arrival(struct walk *walk, const struct work_job *job, int add)
{
	if (!job->either_way && job->places[0] != job->places[1])
		walk->racks[job->places[1]].arriving += (size_t)add;
}

static void
take(struct walk *walk, uint32_t beginning)
{
	struct work_jobs *jobs = walk->jobs;
	struct work_job *job = &jobs->items[beginning / 2];
	uint32_t link = job->first_after;

	walk->done[beginning / 2] = true;
	walk->sequence[walk->count++] = beginning / 2;
	job->turned = beginning % 2;
	walk->here = job->places[1 - beginning % 2];
	count_arrival(walk, job, -1);
	for (; link != JOB_NONE; link = jobs->links[link].next) {
		uint32_t after = jobs->links[link].job;

		count_wait(walk, job, &jobs->items[after], -1);
		if (--walk->waits[after] == 0 && !jobs->items[after].blocked)
			make_ready(walk, after);
	}
}

/* --- the whole ------------------------------------------------------------ */

static void
walk_init(struct walk *walk, struct work_jobs *jobs, uint32_t *sequence)
{
	size_t offset = 0;

	*walk = (struct walk){
	    .jobs = jobs,
	    .racks = xcalloc(jobs->place_count + 1, sizeof(*walk->racks)),
	    .ranks = xcalloc(2 * jobs->count + 1, sizeof(*walk->ranks)),
	    .beginnings =
		xcalloc(2 * jobs->count + 1, sizeof(*walk->beginnings)),
	    .waits = xcalloc(jobs->count + 1, sizeof(*walk->waits)),
	    .done = xcalloc(jobs->count + 1, sizeof(*walk->done)),
	    .here = JOB_NONE,
	    .sequence = sequence,
	};
	for (uint32_t i = 0; i < 2 * jobs->count; i++) {
		const struct work_job *job = &jobs->items[i / 2];

		walk->beginnings[job->ranks[i % 2]] = i;
		walk->racks[job->places[i % 2]].count++;
	}
	for (size_t i = 0; i < jobs->place_count; i++) {
		walk->racks[i].ready = walk->ranks + offset;
		offset += walk->racks[i].count;
		walk->racks[i].count = 0;
	}
}

static void
walk_release(struct walk *walk)
{
	free(walk->racks);
	free(walk->ranks);
	free(walk->beginnings);
	free(walk->waits);
	free(walk->done);
}

static void
count_all(struct walk *walk)
{
	struct work_jobs *jobs = walk->jobs;

	for (uint32_t i = 0; i < jobs->count; i++) {
		const struct work_job *job = &jobs->items[i];
		uint32_t link = job->first_after;

		walk->waits[i] = job->waits;
		if (job->blocked)
			continue;
		count_arrival(walk, job, 1);
		if (!job->waits)
			make_ready(walk, i);
		for (; link != JOB_NONE; link = jobs->links[link].next)
			count_wait(walk, job,
			    &jobs->items[jobs->links[link].job], 1);
	}
}

/* Where to go next, or JOB_NONE when all is done. */
static uint32_t
choose_place(struct walk *walk)
{
	uint32_t chosen = JOB_NONE;
	unsigned least = 4;

	for (uint32_t i = 0; i < walk->jobs->place_count; i++) {
		const struct rack *rack = &walk->racks[i];
		unsigned reluctance =
		    2u * (rack->waits > 0) + (rack->arriving > 0);

		if (reluctance < least && first_ready(walk, i) != JOB_NONE) {
			least = reluctance;
			chosen = i;
		}
	}
	return chosen;
}

size_t
work_order_changes(const struct work_jobs *jobs, const uint32_t *sequence,
    size_t count)
{
	uint32_t here = JOB_NONE;
	size_t changes = 0;

	for (size_t i = 0; i < count; i++) {
		const struct work_job *job = &jobs->items[sequence[i]];

		changes += job->changes;
		changes += here != JOB_NONE && here != job->places[job->turned];
		here = job->places[1 - job->turned];
	}
	return changes;
}

size_t
work_order_walk(struct work_jobs *jobs, uint32_t *sequence)
{
	struct walk walk;
	size_t count;

	walk_init(&walk, jobs, sequence);
	count_all(&walk);
	for (;;) {
		uint32_t next = walk.here == JOB_NONE
				    ? JOB_NONE
				    : first_ready(&walk, walk.here);
		uint32_t place;

		if (next == JOB_NONE) {
			place = choose_place(&walk);
			if (place == JOB_NONE)
				break;
			next = first_ready(&walk, place);
		}
		take(&walk, next);
	}
	count = walk.count;
	walk_release(&walk);
	if (count <= WORK_SEARCH_MAX)
		work_order_search(jobs, sequence, count);
	return count;
}
