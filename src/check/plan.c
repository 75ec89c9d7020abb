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
 *   a desired cable at both ends:   one must be added, at the far end
 *   an observed cable at both ends: one is removed first, which frees its port
 *   one of each:                    the end of the desired cable is free
 *   a ring:                         a plug is taken in the hand
 *
 * All but the third can be done from either side.  Both ways are written
 * down, and the one is taken that sends people to fewer racks, then to fewer
 * devices, then to lower ports.
 */
#include "check/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/observed.h"
#include "check/order.h"

/* A plan_step with ports as numbers. */
struct move {
	enum step_action action;
	uint32_t at;
	uint32_t to; /* NONE where the action has none */
	uint32_t cable;
};

struct moves {
	struct move *items;
	size_t count;
	size_t capacity;
};

/*
 * The component, walked from one side or the other: port `i` of the walk, the
 * cable or edge between ports `i` and `i + 1`.
 */
struct way {
	const struct component *component;
	bool backward;
	size_t length; /* cables and edges */
	bool starts_desired;
};

static struct way
make_way(const struct component *component, bool backward)
{
	struct way way = {
	    .component = component,
	    .backward = backward,
	    .length = component->cables.count + component->edges.count,
	    .starts_desired = component->starts_desired,
	};

	/* An even walk starts and ends differently. */
	if (backward && way.length % 2 == 0)
		way.starts_desired = !way.starts_desired;
	return way;
}

static uint32_t
way_port(const struct way *way, size_t i)
{
	return way->component->ports.items[way->backward ? way->length - i : i];
}

/* The desired cable that is link `i` of the walk. */
static uint32_t
way_cable(const struct way *way, size_t i)
{
	size_t link = way->backward ? way->length - 1 - i : i;

	return way->component->cables.items[link / 2];
}

/* The observed cable that is link `i` of the walk. */
static uint32_t
way_edge(const struct way *way, size_t i)
{
	size_t link = way->backward ? way->length - 1 - i : i;

	return way->component->edges.items[link / 2];
}

static void
add_move(struct moves *moves, struct move move)
{
	moves->items = grow_array(moves->items, moves->count, &moves->capacity,
	    sizeof(*moves->items));
	moves->items[moves->count++] = move;
}

/*
 * Slides plugs from link `first`, which is observed, to the end of the walk:
 * each observed cable takes the place of the desired one before it.
 */
static void
slide(struct moves *moves, const struct way *way, size_t first)
{
	for (size_t i = first; i < way->length; i += 2) {
		add_move(moves,
		    (struct move){STEP_MOVE, way_port(way, i + 1),
			way_port(way, i - 1), way_cable(way, i - 1)});
	}
}

/* From end a to end b, as the cable is shown. */
static struct move
remove_edge(const struct comparison *c, uint32_t edge)
{
	const uint32_t *ends = c->edges[edge].port;
	unsigned a = observed_first_end(c, edge);

	return (struct move){STEP_REMOVE, ends[a], ends[1 - a], NONE};
}

/* From end a to end b, as the plan has it. */
static struct move
add_cable(const struct comparison *c, uint32_t cable)
{
	return (
	    struct move){STEP_ADD, c->ends[cable][0], c->ends[cable][1], cable};
}

static void
mend_path(const struct comparison *c, struct moves *moves,
    const struct way *way)
{
	size_t last = way->length - 1;

	if (way->starts_desired) {
		slide(moves, way, 1);
		if (last % 2 == 0) {
			add_move(moves, add_cable(c, way_cable(way, last)));
		}
		return;
	}
	add_move(moves, remove_edge(c, way_edge(way, 0)));
	slide(moves, way, 2);
}

/*
 * The plugs that move are in every second port.  The one in the lowest of
 * them, port `hole`, is taken in the hand; the others follow one by one into
 * the hole that each leaves, and the one in the hand fills the last.
 */
static void
mend_ring(const struct comparison *c, struct moves *moves,
    const struct way *way)
{
	size_t first = way->starts_desired ? 0 : 1;
	size_t hole = first;
	uint32_t last_cable;

	for (size_t i = first; i < way->length; i += 2) {
		if (order_compare_ports(c, way_port(way, i),
			way_port(way, hole)) < 0)
			hole = i;
	}
	/* The plug in the hand ends two ports before the hole. */
	last_cable = way_cable(way, (hole + way->length - 2) % way->length);
	add_move(moves,
	    (struct move){STEP_UNPLUG, way_port(way, hole), NONE, last_cable});
	for (size_t n = 2; n < way->length; n += 2) {
		size_t to = (hole + n - 2) % way->length;

		add_move(moves, (struct move){STEP_MOVE,
				    way_port(way, (to + 2) % way->length),
				    way_port(way, to), way_cable(way, to)});
	}
	add_move(moves,
	    (struct move){STEP_PLUG,
		way_port(way, (hole + way->length - 2) % way->length), NONE,
		last_cable});
}

/* --- which way is better ----------------------------------------------- */

struct effort {
	size_t racks;
	size_t devices;
	struct order_item *places; /* sorted */
	size_t count;
};

static const char *
rack_of(const struct comparison *c, uint32_t port)
{
	uint32_t device = c->ports.items[port].device;

	return device == NONE ? NULL : c->topology->devices[device].rack;
}

static int
compare_racks(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Devices whose rack nobody knows may be anywhere: each counts as one. */
static void
count_racks(const struct comparison *c, struct effort *effort)
{
	const char **racks = xcalloc(effort->count + 1, sizeof(*racks));
	size_t count = 0;

	for (size_t i = 0; i < effort->count; i++) {
		const struct place_key *now = &effort->places[i].low;
		const struct place_key *before =
		    i ? &effort->places[i - 1].low : NULL;
		const char *rack;

		if (before && before->rank == now->rank &&
		    strcmp(before->device, now->device) == 0)
			continue;
		effort->devices++;
		rack = rack_of(c, effort->places[i].value);
		if (rack)
			racks[count++] = rack;
		else
			effort->racks++;
	}
	qsort(racks, count, sizeof(*racks), compare_racks);
	for (size_t i = 0; i < count; i++) {
		if (!i || strcmp(racks[i - 1], racks[i]) != 0)
			effort->racks++;
	}
	free(racks);
}

static struct effort
measure(const struct comparison *c, const struct moves *moves)
{
	struct effort effort = {.racks = 0};

	effort.places = xcalloc(2 * moves->count + 1, sizeof(*effort.places));
	for (size_t i = 0; i < moves->count; i++) {
		const struct move *m = &moves->items[i];

		effort.places[effort.count++] =
		    order_make_item(c, m->at, m->at, m->at);
		if (m->to != NONE)
			effort.places[effort.count++] =
			    order_make_item(c, m->to, m->to, m->to);
	}
	order_sort(effort.places, effort.count);
	count_racks(c, &effort);
	return effort;
}

static bool
is_less_effort(const struct effort *a, const struct effort *b)
{
	if (a->racks != b->racks)
		return a->racks < b->racks;
	if (a->devices != b->devices)
		return a->devices < b->devices;
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int order =
		    order_compare_places(&a->places[i].low, &b->places[i].low);

		if (order != 0)
			return order < 0;
	}
	return a->count < b->count;
}

/* --- the plan ---------------------------------------------------------- */

static void
write_plan(const struct comparison *c, const struct moves *moves,
    struct plan *plan)
{
	plan->steps = arena_array(c->arena, moves->count, sizeof(*plan->steps));
	plan->step_count = moves->count;
	for (size_t i = 0; i < moves->count; i++) {
		const struct move *m = &moves->items[i];
		struct plan_step *step = &plan->steps[i];

		step->action = m->action;
		step->at = comparison_port(c, m->at);
		if (m->to != NONE)
			step->to = comparison_port(c, m->to);
		step->cable = m->cable == NONE ? SIZE_MAX : m->cable;
		plan->cables_added += m->action == STEP_ADD;
		plan->cables_removed += m->action == STEP_REMOVE;
		/* Taking in the hand and plugging in are one move. */
		plan->plug_moves +=
		    m->action == STEP_MOVE || m->action == STEP_UNPLUG;
	}
}

static void
mend(const struct comparison *c, struct moves *moves, const struct way *way)
{
	if (way->component->ring)
		mend_ring(c, moves, way);
	else
		mend_path(c, moves, way);
}

void
plan_make(const struct comparison *c, const struct component *component,
    struct plan *plan)
{
	struct way forward = make_way(component, false);
	struct way backward = make_way(component, true);
	struct moves one = {.count = 0};
	struct moves other = {.count = 0};
	bool both = component->ring || forward.length % 2 == 1;
	bool turn = false;

	mend(c, &one, &forward);
	/* A way of one link is the same from both sides. */
	if (both && forward.length > 1) {
		struct effort a = measure(c, &one);
		struct effort b;

		mend(c, &other, &backward);
		b = measure(c, &other);
		turn = is_less_effort(&b, &a);
		free(a.places);
		free(b.places);
	}
	write_plan(c, turn ? &other : &one, plan);
	free(one.items);
	free(other.items);
}
