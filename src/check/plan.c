/*
 * Repairing a component is sliding plugs along it.
 *
 *   0 === 1 --- 2 === 3 --- 4        (ports; === desired, --- is there)
 *
 * Cable 1-2 keeps its plug in 1 and its other plug goes from 2 to 0, which
 * was free; now 2 is free, and the plug in 4 can go there.  So the order is
 * along the walk, away from a free port, and every target is free when its
 * plug comes.  What differs is where the free port comes from:
 *
 *   one of each at the ends:        the end of the desired cable is free
 *   a desired cable at both ends:   both ends are free, and plugs slide towards
 *                                   both; where they part, a cable is added
 *   an observed cable at both ends: one cable, any of them, is removed, and
 *                                   plugs slide to where it was from both sides
 *   a ring:                         a plug is taken in the hand
 *
 * Where there is a choice, plan_effort.c makes it.
 */
#include "check/plan.h"

#include <stdlib.h>

#include "check/observed.h"
#include "check/plan_effort.h"

/* Steps on their way into the plan, of a component's walk. */
struct writer {
	const struct comparison *c;
	const struct component *component;
	struct plan *plan;
};

static uint32_t
port_at(const struct writer *w, size_t i)
{
	return w->component->ports.items[i];
}

/* The desired, or observed, cable between ports `i` and `i + 1` of the walk. */
static uint32_t
cable_at(const struct writer *w, size_t i)
{
	return w->component->cables.items[i / 2];
}

static uint32_t
edge_at(const struct writer *w, size_t i)
{
	return w->component->edges.items[i / 2];
}

static size_t
count_links(const struct component *component)
{
	return component->cables.count + component->edges.count;
}

/* --- steps ---------------------------------------------------------------- */

/* `to` may be NONE, and `cable`. */
static void
add_step(struct writer *w, enum step_action action, uint32_t at, uint32_t to,
    uint32_t cable)
{
	struct plan_step *step = &w->plan->steps[w->plan->step_count++];

	*step = (struct plan_step){
	    .action = action,
	    .at = comparison_port(w->c, at),
	    .cable = cable == NONE ? SIZE_MAX : cable,
	};
	if (to != NONE)
		step->to = comparison_port(w->c, to);
	w->plan->cables_added += action == STEP_ADD;
	w->plan->cables_removed += action == STEP_REMOVE;
	/* Taking in the hand and plugging in are one move. */
	w->plan->plug_moves += action == STEP_MOVE || action == STEP_UNPLUG;
}

/*
 * The plug in port `from` of the walk goes two ports on or back and so makes
 * the desired cable that is link `cable`.
 */
static void
move_plug(struct writer *w, size_t from, size_t to, size_t cable)
{
	add_step(w, STEP_MOVE, port_at(w, from), port_at(w, to),
	    cable_at(w, cable));
}

/* From end a to end b, as the cable is shown. */
static void
remove_edge(struct writer *w, size_t link)
{
	uint32_t edge = edge_at(w, link);
	const uint32_t *ends = w->c->edges[edge].port;
	unsigned a = observed_first_end(w->c, edge);

	add_step(w, STEP_REMOVE, ends[a], ends[1 - a], NONE);
}

/* From end a to end b, as the plan has it. */
static void
add_cable(struct writer *w, size_t link)
{
	uint32_t cable = cable_at(w, link);

	add_step(w, STEP_ADD, w->c->ends[cable][0], w->c->ends[cable][1],
	    cable);
}

/* --- paths and rings ------------------------------------------------------ */

/* From the free port at the beginning as far as link `end`. */
static void
slide_to_start(struct writer *w, size_t end)
{
	for (size_t i = 0; i + 1 < end; i += 2)
		move_plug(w, i + 2, i, i);
}

/* Desired cables at both ends: link `pivot` is the one that is added. */
static void
mend_short(struct writer *w, size_t pivot)
{
	slide_to_start(w, pivot);
	for (size_t i = count_links(w->component); i > pivot + 2; i -= 2)
		move_plug(w, i - 2, i, i - 1);
	add_cable(w, pivot);
}

/* Observed cables at both ends: link `pivot` is the one that is removed. */
static void
mend_long(struct writer *w, size_t pivot)
{
	remove_edge(w, pivot);
	for (size_t i = pivot; i > 0; i -= 2)
		move_plug(w, i - 2, i, i - 1);
	for (size_t i = pivot + 1; i + 2 < w->component->ports.count; i += 2)
		move_plug(w, i + 2, i, i);
}

static void
mend_path(struct writer *w)
{
	const struct component *component = w->component;
	size_t links = count_links(component);

	/* A walk begins where a desired cable hangs free, if one does. */
	if (links % 2 == 0)
		slide_to_start(w, links);
	else if (component->starts_desired)
		mend_short(w, plan_effort_pivot(w->c, component));
	else
		mend_long(w, plan_effort_pivot(w->c, component));
}

/*
 * The plug in port `hole` is taken in the hand; the others follow one by one
 * into the hole that each leaves, and the one in the hand fills the last.
 */
static void
mend_ring(struct writer *w)
{
	struct plan_turn turn = plan_effort_turn(w->c, w->component);
	size_t count = w->component->ports.count - 1;
	size_t step = turn.backward ? count - 2 : 2;
	/* From port `to`, the link whose cable the plug that comes makes. */
	size_t link = turn.backward ? count - 1 : 0;
	size_t last = (turn.hole + count - step) % count;
	uint32_t held = cable_at(w, (last + link) % count);

	add_step(w, STEP_UNPLUG, port_at(w, turn.hole), NONE, held);
	for (size_t to = turn.hole; to != last; to = (to + step) % count)
		move_plug(w, (to + step) % count, to, (to + link) % count);
	add_step(w, STEP_PLUG, port_at(w, last), NONE, held);
}

void
plan_make(const struct comparison *c, const struct component *component,
    struct plan *plan)
{
	struct writer w = {c, component, plan};

	/* A ring has one step more than it has plugs to move. */
	plan->steps = arena_array(c->arena,
	    component->cables.count + component->edges.count + 1,
	    sizeof(*plan->steps));
	if (component->ring)
		mend_ring(&w);
	else
		mend_path(&w);
}
