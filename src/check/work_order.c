/*
 * A work order from the plans of all findings:
 *
 *   what is to be done, and what waits for what    work_order_jobs.c
 *   which freed cable is used where                work_order_reuse.c
 *   where it is, and which comes first there       work_order_rank.c
 *   in which order one goes there                  work_order_walk.c, _search.c
 *
 * The least number of plugs is moved, because no two findings share a port:
 * the least of all is the sum of the least of each (see plan.h).
 */
#include "check/work_order.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "check/work_order_jobs.h"

/* --- the id --------------------------------------------------------------- */

/* 64-bit FNV-1a; no text holds a NUL, so that "ab", "c" is not "a", "bc". */
static uint64_t
add_text(uint64_t hash, const char *text)
{
	for (const char *p = text ? text : ""; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 0x100000001b3U;
	return hash * 0x100000001b3U;
}

static void
write_id(struct work_order *order)
{
	uint64_t hash =
	    add_text(0xcbf29ce484222325U, order->judgement->topology->name);

	hash = add_text(hash, order->taken_at);
	for (size_t i = 0; i < order->step_count; i++) {
		const struct plan_step *step = work_order_step(order, i);

		hash = add_text(hash,
		    order->judgement->findings[order->steps[i].finding].id);
		hash = add_text(hash, step_action_name(step->action));
		hash = add_text(hash, step->at.device_name);
		hash = add_text(hash, step->at.name);
		hash = add_text(hash, step->to.device_name);
		hash = add_text(hash, step->to.name);
	}
	snprintf(order->id, sizeof(order->id), "%016" PRIx64, hash);
}

/* --- steps ---------------------------------------------------------------- */

static bool
is_unseen(const struct judgement *judgement, struct port port)
{
	return port.device != DEVICE_FOREIGN &&
	       judgement->observations->items[port.device].status != VISIT_OK;
}

/* True when the step plugs something in at a device that did not answer. */
static bool
fills_unseen(const struct judgement *judgement, const struct plan_step *step)
{
	switch (step->action) {
	case STEP_UNPLUG:
	case STEP_REMOVE:
	case STEP_EXCHANGE:
	case STEP_RENAME:
		return false;
	case STEP_PLUG:
		return is_unseen(judgement, step->at);
	case STEP_MOVE:
		return is_unseen(judgement, step->to);
	case STEP_ADD:
		return is_unseen(judgement, step->at) ||
		       is_unseen(judgement, step->to);
	}
	return false;
}

static void
count_step(struct work_order *order, const struct work_step *work)
{
	enum step_action action =
	    work_order_step(order, order->step_count)->action;

	/* Taking in the hand and plugging in are one move. */
	order->plug_moves += action == STEP_MOVE || action == STEP_UNPLUG;
	order->cables_added += action == STEP_ADD;
	order->cables_removed += action == STEP_REMOVE;
	order->cables_reused +=
	    action == STEP_ADD && work->partner != WORK_NONE;
}

/* `numbers` gets the number of each job's first step in the order. */
static void
write_steps(struct work_order *order, const struct work_jobs *jobs,
    const uint32_t *sequence, size_t *numbers)
{
	const struct judgement *judgement = order->judgement;

	for (size_t i = 0; i < order->step_count;) {
		const struct work_job *job = &jobs->items[*sequence];

		numbers[*sequence++] = i;
		for (size_t k = 0; k < job->count; k++) {
			const struct finding *f =
			    &judgement->findings[job->finding];
			const struct plan_step *step =
			    &f->plan.steps[job->first + k];

			order->steps[i++] = (struct work_step){
			    .finding = job->finding,
			    .step = job->first + k,
			    .turned = job->turned,
			    .partner = job->partner == JOB_NONE ? WORK_NONE
								: job->partner,
			    .fit = job->fit,
			    .unseen = fills_unseen(judgement, step),
			};
		}
	}
}

/* Partners are jobs so far; the reader wants steps. */
static void
name_partners(struct work_order *order, const size_t *numbers)
{
	size_t count = order->step_count;

	order->step_count = 0;
	while (order->step_count < count) {
		struct work_step *work = &order->steps[order->step_count];

		if (work->partner != WORK_NONE)
			work->partner = numbers[work->partner];
		count_step(order, work);
		order->step_count++;
	}
}

static void
write_walk(struct work_order *order, struct work_jobs *jobs)
{
	uint32_t *sequence = xcalloc(jobs->count + 1, sizeof(*sequence));
	size_t *numbers = xcalloc(jobs->count + 1, sizeof(*numbers));
	size_t count = work_order_walk(jobs, sequence);

	for (size_t i = 0; i < count; i++)
		order->step_count += jobs->items[sequence[i]].count;
	order->steps =
	    arena_array(order->arena, order->step_count, sizeof(*order->steps));
	write_steps(order, jobs, sequence, numbers);
	name_partners(order, numbers);
	order->rack_changes = work_order_changes(jobs, sequence, count);
	order->racks = work_order_places(jobs, sequence, count);
	free(numbers);
	free(sequence);
}

static void
list_open(struct work_order *order)
{
	const struct judgement *judgement = order->judgement;

	order->open = arena_array(order->arena, judgement->finding_count,
	    sizeof(*order->open));
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (!finding->plan.step_count || finding->waived)
			order->open[order->open_count++] = i;
	}
}

struct work_order *
work_order_make(const struct judgement *judgement, const char *taken_at)
{
	struct arena *arena = arena_new();
	struct work_order *order = arena_alloc(arena, sizeof(*order));
	struct work_jobs jobs;

	order->arena = arena;
	order->judgement = judgement;
	order->taken_at = taken_at ? arena_strdup(arena, taken_at) : NULL;
	work_order_jobs_collect(&jobs, judgement, order);
	work_order_reuse(&jobs);
	work_order_jobs_rank(&jobs);
	write_walk(order, &jobs);
	work_order_jobs_release(&jobs);
	list_open(order);
	write_id(order);
	return order;
}
