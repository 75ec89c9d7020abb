/*
 * From plans to jobs.
 *
 * One step waits for another for one reason only: a port takes one plug, so
 * whatever goes in waits for what comes out, be it a step of the same finding
 * or of another.  Something may also be in a port that no step takes out: a
 * cable that the devices contradict each other about, or a neighbor that an
 * ignore rule keeps silent about.  Then the step cannot be taken, nor can those
 * that wait for it.
 */
#include "check/work_order_jobs.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "check/work_order_names.h"
#include "check/work_order_ports.h"
#include "model/ifname.h"

/* What happens at one port. */
struct spot {
	struct port port;
	uint32_t freer;  /* the job that takes a plug out, or JOB_NONE */
	uint32_t filler; /* the job that puts one in, or JOB_NONE */
	bool occupied;
	const char *occupant; /* who is heard there */
};

struct spots {
	struct work_order_ports ports;
	struct spot *items; /* owned */
	size_t capacity;
};

const struct plan_step *
work_order_jobs_step(const struct work_jobs *jobs, uint32_t job)
{
	const struct work_job *j = &jobs->items[job];

	return &jobs->judgement->findings[j->finding].plan.steps[j->first];
}

void
work_order_jobs_link(struct work_jobs *jobs, uint32_t earlier, uint32_t later)
{
	jobs->links = grow_array(jobs->links, jobs->link_count,
	    &jobs->link_capacity, sizeof(*jobs->links));
	jobs->links[jobs->link_count] = (struct work_link){
	    .job = later,
	    .next = jobs->items[earlier].first_after,
	};
	jobs->items[earlier].first_after = (uint32_t)jobs->link_count++;
	jobs->items[later].waits++;
}

void
work_order_jobs_release(struct work_jobs *jobs)
{
	free(jobs->items);
	free(jobs->links);
}

/* --- jobs ---------------------------------------------------------------- */

/* How many steps, from the first on, are one job. */
static size_t
count_steps(const struct plan *plan, size_t first)
{
	size_t end = first;

	if (plan->steps[first].action != STEP_UNPLUG)
		return 1;
	while (end < plan->step_count && plan->steps[end].action != STEP_PLUG)
		end++;
	return (end < plan->step_count ? end + 1 : end) - first;
}

static void
add_job(struct work_jobs *jobs, size_t finding, size_t first)
{
	const struct plan *plan = &jobs->judgement->findings[finding].plan;
	const struct plan_step *step = &plan->steps[first];
	size_t count = count_steps(plan, first);
	struct work_job *job;

	jobs->items = grow_array(jobs->items, jobs->count, &jobs->capacity,
	    sizeof(*jobs->items));
	job = &jobs->items[jobs->count++];
	*job = (struct work_job){
	    .finding = finding,
	    .first = first,
	    .count = count,
	    .ends = {plan_step_first_port(step),
		plan_step_last_port(&plan->steps[first + count - 1])},
	    .first_after = JOB_NONE,
	    .partner = JOB_NONE,
	    .either_way =
		step->action == STEP_ADD || step->action == STEP_REMOVE,
	};
}

/* --- ports --------------------------------------------------------------- */

/* NULL for a port that cannot be free or taken. */
static struct spot *
spot_at(struct spots *spots, struct port port)
{
	size_t known = work_order_ports_count(&spots->ports);
	size_t number = work_order_ports_add(&spots->ports, port);

	if (number == WORK_ORDER_NO_PORT)
		return NULL;
	if (number == known) {
		spots->items = grow_array(spots->items, known, &spots->capacity,
		    sizeof(*spots->items));
		spots->items[number] = (struct spot){
		    .port = port,
		    .freer = JOB_NONE,
		    .filler = JOB_NONE,
		};
	}
	return &spots->items[number];
}

static void
free_spot(struct spots *spots, struct port port, uint32_t job)
{
	struct spot *spot = spot_at(spots, port);

	if (spot)
		spot->freer = job;
}

static void
fill_spot(struct spots *spots, struct port port, uint32_t job)
{
	struct spot *spot = spot_at(spots, port);

	if (spot) {
		spot->filler = job;
	}
}

static void
note_step(struct spots *spots, const struct plan_step *step, uint32_t job)
{
	switch (step->action) {
	case STEP_UNPLUG:
		free_spot(spots, step->at, job);
		break;
	case STEP_MOVE:
		free_spot(spots, step->at, job);
		fill_spot(spots, step->to, job);
		break;
	case STEP_PLUG:
		fill_spot(spots, step->at, job);
		break;
	case STEP_ADD:
		fill_spot(spots, step->at, job);
		fill_spot(spots, step->to, job);
		break;
	case STEP_REMOVE:
		free_spot(spots, step->at, job);
		free_spot(spots, step->to, job);
		break;
	case STEP_EXCHANGE:
	case STEP_RENAME:
		break;
	}
}

static void
collect_jobs(struct work_jobs *jobs, struct spots *spots)
{
	for (size_t i = 0; i < jobs->judgement->finding_count; i++) {
		const struct finding *finding = &jobs->judgement->findings[i];
		const struct plan *plan = &finding->plan;

		/* Somebody has said that it may stay as it is. */
		if (finding->waived)
			continue;
		for (size_t k = 0; k < plan->step_count;) {
			uint32_t number = (uint32_t)jobs->count;
			size_t count = count_steps(plan, k);

			add_job(jobs, i, k);
			for (size_t end = k + count; k < end; k++)
				note_step(spots, &plan->steps[k], number);
		}
	}
}

/* --- what is in the way --------------------------------------------------- */

static void
occupy(struct spots *spots, struct port port, const char *occupant)
{
	size_t number =
	    port.device == DEVICE_FOREIGN || !port.name
		? WORK_ORDER_NO_PORT
		: work_order_ports_find(&spots->ports, port.device, port.name);
	struct spot *spot;

	if (number == WORK_ORDER_NO_PORT)
		return;
	spot = &spots->items[number];
	spot->occupied = true;
	if (!spot->occupant)
		spot->occupant = occupant;
}

/* The cables that findings are about; all others are where they belong. */
static void
occupy_observed(struct work_order_names *names, struct spots *spots)
{
	const struct judgement *judgement = names->judgement;

	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *f = &judgement->findings[i];

		for (size_t k = 0; k < f->observed_count; k++) {
			struct port ends[2];

			work_order_names_ends(names,
			    &judgement->observed[f->observed[k]], ends);
			occupy(spots, ends[0], ends[1].device_name);
			occupy(spots, ends[1], ends[0].device_name);
		}
	}
}

/*
 * One of 64 bits for the last letter or digit of a name, which all its forms
 * share (see ifname.h); all of them for a name with another end.
 */
static uint64_t
tail_bits(struct span name)
{
	unsigned char last =
	    name.length ? (unsigned char)name.text[name.length - 1] : ' ';

	if (!isalnum(last) || name.length > IFNAME_MAX)
		return UINT64_MAX;
	return UINT64_C(1) << (tolower(last) % 64);
}

/*
 * Whatever a device hears on a port is plugged in there, even if an ignore
 * rule says that nobody wants to know; but not what it heard long ago.  Only
 * ports that end in one of `tails` are asked for.
 */
static void
occupy_heard(const struct work_order_names *names, size_t device,
    uint64_t tails, struct spots *spots, struct arena *arena)
{
	size_t voice = work_order_names_voice(names, device);
	const struct neighbor_list *heard =
	    names->judgement->observations->items[voice].heard;
	struct str name = STR_INIT;

	for (size_t i = 0; heard && i < heard->count; i++) {
		const struct neighbor *n = &heard->items[i];
		struct span who =
		    n->device_id.length ? n->device_id : n->system_name;
		size_t number;

		if (!(tail_bits(n->local_port) & tails) ||
		    judgement_is_outdated(names->judgement, n))
			continue;
		str_clear(&name);
		ifname_add_canonical(&name, n->local_port);
		number = work_order_ports_find(&spots->ports, device,
		    str_text(&name));
		if (number == WORK_ORDER_NO_PORT)
			continue;
		occupy(spots, spots->items[number].port,
		    arena_span(arena, who));
	}
	str_release(&name);
}

/* A port that gets a plug while no step takes one out of it. */
static bool
is_asked_for(const struct spot *spot)
{
	return spot->filler != JOB_NONE && spot->freer == JOB_NONE;
}

/* What their devices hear on such ports. */
static void
occupy_hidden(const struct work_order_names *names, struct spots *spots,
    struct arena *arena)
{
	const struct judgement *judgement = names->judgement;
	size_t count = work_order_ports_count(&spots->ports);
	uint64_t *tails =
	    xcalloc(judgement->topology->device_count + 1, sizeof(*tails));

	for (size_t i = 0; i < count; i++) {
		const struct spot *spot = &spots->items[i];

		if (is_asked_for(spot))
			tails[spot->port.device] |=
			    tail_bits(span_of(spot->port.name));
	}
	for (size_t i = 0; i < count; i++) {
		const struct spot *spot = &spots->items[i];
		size_t device = spot->port.device;

		if (!is_asked_for(spot) || !tails[device])
			continue;
		occupy_heard(names, device, tails[device], spots, arena);
		tails[device] = 0;
	}
	free(tails);
}

/* --- what cannot be done ------------------------------------------------- */

static void
block(struct work_jobs *jobs, uint32_t number, struct work_blocked why)
{
	struct work_job *job = &jobs->items[number];

	if (job->blocked)
		return;
	why.finding = job->finding;
	why.step = job->first;
	job->blocked = true;
	job->why = why;
}

/* What waits for a blocked job is blocked, too; `stack` has room for all. */
static void
block_those_after(struct work_jobs *jobs, uint32_t number, uint32_t *stack)
{
	size_t depth = 0;

	stack[depth++] = number;
	while (depth) {
		const struct work_job *job = &jobs->items[stack[--depth]];
		uint32_t link = job->first_after;

		for (; link != JOB_NONE; link = jobs->links[link].next) {
			uint32_t after = jobs->links[link].job;

			if (jobs->items[after].blocked)
				continue;
			block(jobs, after,
			    (struct work_blocked){
				.obstacle = WORK_WAITS,
				.port = jobs->items[after].ends[1],
				.waits_finding = job->finding,
				.waits_step = job->first,
			    });
			stack[depth++] = after;
		}
	}
}

static void
block_occupied(struct work_jobs *jobs, const struct spots *spots,
    uint32_t *stack)
{
	size_t count = work_order_ports_count(&spots->ports);

	for (size_t i = 0; i < count; i++) {
		const struct spot *spot = &spots->items[i];

		if (!is_asked_for(spot) || !spot->occupied)
			continue;
		block(jobs, spot->filler,
		    (struct work_blocked){
			.obstacle = WORK_OCCUPIED,
			.port = spot->port,
			.occupant = spot->occupant,
		    });
		block_those_after(jobs, spot->filler, stack);
	}
}

/* Jobs that are never free to begin wait for each other. */
static void
block_circles(struct work_jobs *jobs, uint32_t *stack)
{
	uint32_t *waits = xcalloc(jobs->count + 1, sizeof(*waits));
	size_t depth = 0;

	for (uint32_t i = 0; i < jobs->count; i++) {
		waits[i] = jobs->items[i].waits;
		if (!waits[i])
			stack[depth++] = i;
	}
	while (depth) {
		uint32_t link = jobs->items[stack[--depth]].first_after;

		for (; link != JOB_NONE; link = jobs->links[link].next) {
			uint32_t after = jobs->links[link].job;

			if (--waits[after] == 0)
				stack[depth++] = after;
		}
	}
	for (uint32_t i = 0; i < jobs->count; i++) {
		if (waits[i])
			block(jobs, i,
			    (struct work_blocked){
				.obstacle = WORK_CIRCLE,
				.port = jobs->items[i].ends[1],
			    });
	}
	free(waits);
}

static void
link_jobs(struct work_jobs *jobs, const struct spots *spots)
{
	size_t count = work_order_ports_count(&spots->ports);

	for (size_t i = 0; i < count; i++) {
		const struct spot *spot = &spots->items[i];

		if (spot->filler != JOB_NONE && spot->freer != JOB_NONE &&
		    spot->filler != spot->freer)
			work_order_jobs_link(jobs, spot->freer, spot->filler);
	}
}

/* The job that names a device last, as the jobs are collected. */
static void
wait_for_name(struct work_jobs *jobs, const uint32_t *named_by,
    struct port port, uint32_t job)
{
	uint32_t naming =
	    port.device == DEVICE_FOREIGN ? JOB_NONE : named_by[port.device];

	if (naming != JOB_NONE && naming != job)
		work_order_jobs_link(jobs, naming, job);
}

static void
wait_for_names(struct work_jobs *jobs, const uint32_t *named_by, uint32_t job)
{
	const struct work_job *j = &jobs->items[job];
	const struct plan_step *steps =
	    jobs->judgement->findings[j->finding].plan.steps;

	for (size_t i = 0; i < j->count; i++) {
		const struct plan_step *step = &steps[j->first + i];

		wait_for_name(jobs, named_by, step->at, job);
		if (step_action_has_to(step->action))
			wait_for_name(jobs, named_by, step->to, job);
	}
}

static bool
is_naming(const struct work_jobs *jobs, uint32_t job)
{
	enum step_action action = work_order_jobs_step(jobs, job)->action;

	return action == STEP_EXCHANGE || action == STEP_RENAME;
}

/*
 * Names are set right before plugs are moved: a step calls a port by its right
 * name.  Steps about the same device's name go by their order.
 */
static void
link_renamed(struct work_jobs *jobs)
{
	size_t devices = jobs->judgement->topology->device_count;
	uint32_t *named_by = xcalloc(devices + 1, sizeof(*named_by));

	for (size_t i = 0; i < devices; i++)
		named_by[i] = JOB_NONE;
	for (uint32_t i = 0; i < jobs->count; i++) {
		const struct work_job *job = &jobs->items[i];

		if (!is_naming(jobs, i))
			continue;
		wait_for_names(jobs, named_by, i);
		for (size_t end = 0; end < 2; end++) {
			if (job->ends[end].device != DEVICE_FOREIGN)
				named_by[job->ends[end].device] = i;
		}
	}
	for (uint32_t i = 0; i < jobs->count; i++) {
		if (!is_naming(jobs, i))
			wait_for_names(jobs, named_by, i);
	}
	free(named_by);
}

/* All steps of a blocked job are told, each as not to be done. */
static void
tell_blocked(const struct work_jobs *jobs, struct work_order *order)
{
	size_t capacity = 0;

	for (size_t i = 0; i < jobs->count; i++) {
		const struct work_job *job = &jobs->items[i];

		for (size_t k = 0; job->blocked && k < job->count; k++) {
			order->blocked = arena_grow(order->arena,
			    order->blocked, order->blocked_count, &capacity,
			    sizeof(*order->blocked));
			order->blocked[order->blocked_count] = job->why;
			order->blocked[order->blocked_count++].step += k;
		}
	}
}

void
work_order_jobs_collect(struct work_jobs *jobs,
    const struct judgement *judgement, struct work_order *order)
{
	struct spots spots = {.items = NULL};
	struct work_order_names names;
	uint32_t *stack;

	*jobs = (struct work_jobs){.judgement = judgement};
	work_order_ports_init(&spots.ports);
	collect_jobs(jobs, &spots);
	work_order_names_init(&names, judgement);
	occupy_observed(&names, &spots);
	occupy_hidden(&names, &spots, order->arena);
	work_order_names_release(&names);
	link_jobs(jobs, &spots);
	link_renamed(jobs);
	stack = xcalloc(jobs->count + 1, sizeof(*stack));
	block_occupied(jobs, &spots, stack);
	block_circles(jobs, stack);
	tell_blocked(jobs, order);
	free(stack);
	work_order_ports_release(&spots.ports);
	free(spots.items);
}
