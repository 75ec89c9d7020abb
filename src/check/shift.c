/*
 * Which plugs are one row.
 *
 *   desired  leaf1 === 1   leaf2 === 2   leaf3 === 3   leaf4 === 4
 *   there    leaf1 --- 2   leaf2 --- 3   leaf3 --- 4   leaf4 --- 5
 *
 * Two plugs belong to the same run when they are off by the same number of
 * ports of the same device and card, and no cable that is in its right place
 * lies between the ports where they belong.  Three or more plugs make a run;
 * two in a row may as well be two mistakes.  A component is never torn apart:
 * if one of its plugs is in a run, all of it is.
 *
 * The number of a port is what stands at the end of its name, and the card
 * what stands before: Ethernet1/9 and Ethernet1/10 are neighbors, Ethernet1/48
 * and Ethernet2/1 are not.
 */
#include "check/shift.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/classify.h"
#include "check/findings.h"
#include "check/order.h"
#include "check/plan.h"

#define RUN_LEAST 3

/* A plug that sits in the wrong port of the right device. */
struct misfit {
	uint32_t device;
	uint32_t path; /* index of its component in `paths` */
	struct span card;
	long number; /* of the port where it belongs */
	long offset; /* from there to where it is */
};

/* A component, so that it can be walked again. */
struct path {
	uint32_t start;
	uint32_t links;
	uint32_t run; /* another path of the same run, or itself: the first */
	uint32_t misfits;
	uint32_t place; /* of its first misfit, once they are in order */
};

struct shifts {
	struct misfit *misfits;
	size_t misfit_count;
	size_t misfit_capacity;
	struct path *paths;
	size_t path_count;
	size_t path_capacity;
};

struct shifts *
shifts_new(void)
{
	return xcalloc(1, sizeof(struct shifts));
}

void
shifts_free(struct shifts *shifts)
{
	free(shifts->misfits);
	free(shifts->paths);
	free(shifts);
}

/* --- what may be part of a run ------------------------------------------ */

/* Numbers longer than this count nothing. */
#define DIGITS_MAX 9

/* Divides "Ethernet1/49" into "Ethernet1/" and 49. */
static bool
divide_name(const char *name, struct span *card, long *number)
{
	size_t length = strlen(name);
	size_t digits = 0;

	while (digits < length && name[length - digits - 1] >= '0' &&
	       name[length - digits - 1] <= '9')
		digits++;
	if (!digits || digits > DIGITS_MAX)
		return false;
	*card = span_make(name, length - digits);
	*number = strtol(name + length - digits, NULL, 10);
	return true;
}

/* The plug that belongs in one port and is in the other. */
static bool
measure(const struct comparison *c, uint32_t belongs, uint32_t is,
    struct misfit *misfit)
{
	const struct port_record *right = &c->ports.items[belongs];
	const struct port_record *wrong = &c->ports.items[is];
	struct span card;
	long number;

	if (right->device == NONE || right->device != wrong->device ||
	    !divide_name(right->name, &misfit->card, &misfit->number) ||
	    !divide_name(wrong->name, &card, &number) ||
	    !span_equal(card, misfit->card))
		return false;
	misfit->device = right->device;
	misfit->offset = number - misfit->number;
	return true;
}

/*
 * Walks a path from a free end: each plug belongs two ports before where it
 * is.  False, with nothing added, when they are not all off by the same.
 */
static bool
add_misfits(struct shifts *shifts, const struct comparison *c,
    const struct component *component, bool backward)
{
	const struct number_list *ports = &component->ports;
	size_t before = shifts->misfit_count;

	for (size_t i = 0; i < component->edges.count; i++) {
		size_t at = backward ? ports->count - 1 - 2 * i : 2 * i;
		struct misfit *m;

		shifts->misfits =
		    grow_array(shifts->misfits, shifts->misfit_count,
			&shifts->misfit_capacity, sizeof(*shifts->misfits));
		m = &shifts->misfits[shifts->misfit_count];
		if (!measure(c, ports->items[at],
			ports->items[backward ? at - 2 : at + 2], m) ||
		    (i && (m->device != m[-1].device ||
			      m->offset != m[-1].offset ||
			      !span_equal(m->card, m[-1].card)))) {
			shifts->misfit_count = before;
			return false;
		}
		m->path = (uint32_t)shifts->path_count;
		shifts->misfit_count++;
	}
	return true;
}

bool
shifts_take(struct shifts *shifts, const struct comparison *c,
    const struct component *component)
{
	size_t desired = component->cables.count;
	size_t there = component->edges.count;
	uint32_t path = (uint32_t)shifts->path_count;

	if (component->ring || component->contradictory ||
	    !component->starts_desired || !there || desired > there + 1)
		return false;
	/* With a free port at both ends, the plugs may go either way. */
	if (!add_misfits(shifts, c, component, false) &&
	    (desired == there || !add_misfits(shifts, c, component, true)))
		return false;
	shifts->paths = grow_array(shifts->paths, path, &shifts->path_capacity,
	    sizeof(*shifts->paths));
	shifts->paths[path] = (struct path){
	    .start = component->ports.items[0],
	    .links = (uint32_t)(desired + there),
	    .run = path,
	    .misfits = (uint32_t)there,
	};
	shifts->path_count++;
	return true;
}

/* --- rows --------------------------------------------------------------- */

static int
compare_cards(struct span a, struct span b)
{
	size_t common = a.length < b.length ? a.length : b.length;
	int order = memcmp(a.text, b.text, common);

	if (order != 0)
		return order;
	return a.length < b.length ? -1 : a.length > b.length;
}

static int
compare_misfits(const void *left, const void *right)
{
	const struct misfit *a = left;
	const struct misfit *b = right;
	int order;

	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	order = compare_cards(a->card, b->card);
	if (order != 0)
		return order;
	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

static bool
is_same_card(const struct misfit *a, const struct misfit *b)
{
	return a->device == b->device && span_equal(a->card, b->card);
}

/* Ports of one card whose cables are where they belong, in order. */
struct right_ports {
	const struct misfit *of; /* any of that card; NULL: none yet */
	long *numbers;
	size_t count;
	size_t capacity;
};

static int
compare_numbers(const void *a, const void *b)
{
	const long *na = a;
	const long *nb = b;

	return *na < *nb ? -1 : *na > *nb;
}

static bool
is_in_place(const struct comparison *c, uint32_t port)
{
	uint32_t cable = c->ports.items[port].cable;
	enum verdict v;

	if (cable == NONE)
		return false;
	v = c->judgement->verdicts[cable];
	return v == VERDICT_OK || v == VERDICT_OK_ONE_SIDED ||
	       v == VERDICT_ONE_WAY;
}

static void
find_right_ports(const struct comparison *c, const struct misfit *of,
    struct right_ports *right)
{
	size_t first = comparison_first_port(c, of->device);

	if (right->of && is_same_card(right->of, of))
		return;
	right->of = of;
	right->count = 0;
	for (size_t i = first;
	     i < c->plan_ports && c->ports.items[i].device == of->device; i++) {
		struct span card;
		long number;

		if (!is_in_place(c, (uint32_t)i) ||
		    !divide_name(c->ports.items[i].name, &card, &number) ||
		    !span_equal(card, of->card))
			continue;
		right->numbers = grow_array(right->numbers, right->count,
		    &right->capacity, sizeof(*right->numbers));
		right->numbers[right->count++] = number;
	}
	if (right->count)
		qsort(right->numbers, right->count, sizeof(*right->numbers),
		    compare_numbers);
}

/* True when no cable in its right place lies between the two. */
static bool
is_next(const struct right_ports *right, long number, long other)
{
	size_t low = 0;
	size_t high = right->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (right->numbers[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low == right->count || right->numbers[low] > other;
}

static uint32_t
find_run(const struct shifts *shifts, uint32_t path)
{
	while (shifts->paths[path].run != path) {
		struct path *p = &shifts->paths[path];

		p->run = shifts->paths[p->run].run;
		path = p->run;
	}
	return path;
}

static void
join_runs(struct shifts *shifts, uint32_t a, uint32_t b)
{
	a = find_run(shifts, a);
	b = find_run(shifts, b);
	if (a == b)
		return;
	shifts->paths[b].run = a;
	shifts->paths[a].misfits += shifts->paths[b].misfits;
}

/* Joins the paths of neighboring misfits: `count` on one card, off alike. */
static void
join_neighbors(struct shifts *shifts, const struct comparison *c,
    const struct misfit *misfits, size_t count, struct right_ports *right)
{
	if (count < RUN_LEAST)
		return;
	find_right_ports(c, misfits, right);
	for (size_t i = 1; i < count; i++) {
		if (is_next(right, misfits[i - 1].number, misfits[i].number))
			join_runs(shifts, misfits[i - 1].path, misfits[i].path);
	}
}

static void
find_runs(struct shifts *shifts, const struct comparison *c)
{
	const struct misfit *all = shifts->misfits;
	size_t count = shifts->misfit_count;
	struct right_ports right = {.of = NULL};

	if (count)
		qsort(shifts->misfits, count, sizeof(*all), compare_misfits);
	for (size_t i = count; i-- > 0;)
		shifts->paths[all[i].path].place = (uint32_t)i;
	for (size_t from = 0, to; from < count; from = to) {
		to = from + 1;
		while (to < count && is_same_card(&all[from], &all[to]) &&
		       all[from].offset == all[to].offset)
			to++;
		join_neighbors(shifts, c, all + from, to - from, &right);
	}
	free(right.numbers);
}

/* --- findings ------------------------------------------------------------ */

static void
add_numbers(struct number_list *to, const struct number_list *from)
{
	for (size_t i = 0; i < from->count; i++)
		number_list_add(to, from->items[i]);
}

/* A run, put together path by path. */
struct row {
	struct component whole;
	struct component part;
	struct plan plan;
	size_t step_capacity;
};

static void
add_part(const struct comparison *c, const struct path *path, struct row *row)
{
	struct plan *plan = &row->plan;
	struct plan part = {.plug_moves = 0};

	component_walk(c, &row->part, path->start, path->links);
	add_numbers(&row->whole.cables, &row->part.cables);
	add_numbers(&row->whole.edges, &row->part.edges);
	plan_make(c, &row->part, &part);
	for (size_t i = 0; i < part.step_count; i++) {
		plan->steps =
		    arena_grow(c->arena, plan->steps, plan->step_count,
			&row->step_capacity, sizeof(*plan->steps));
		plan->steps[plan->step_count++] = part.steps[i];
	}
	plan->plug_moves += part.plug_moves;
	plan->cables_added += part.cables_added;
	plan->cables_removed += part.cables_removed;
}

static void
row_start(struct row *row)
{
	row->whole.cables.count = 0;
	row->whole.edges.count = 0;
	row->plan = (struct plan){.plug_moves = 0};
	row->step_capacity = 0;
}

static void
row_release(struct row *row)
{
	component_release(&row->whole);
	component_release(&row->part);
}

/* Paths of a run side by side, along the ports. */
struct ranked_path {
	uint32_t run;
	uint32_t place;
	uint32_t path;
};

static int
compare_paths(const void *left, const void *right)
{
	const struct ranked_path *a = left;
	const struct ranked_path *b = right;

	if (a->run != b->run)
		return a->run < b->run ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static struct ranked_path *
rank_paths(const struct shifts *shifts)
{
	size_t count = shifts->path_count;
	struct ranked_path *ranked = xcalloc(count + 1, sizeof(*ranked));

	for (size_t i = 0; i < count; i++) {
		ranked[i] = (struct ranked_path){
		    .run = find_run(shifts, (uint32_t)i),
		    .place = shifts->paths[i].place,
		    .path = (uint32_t)i,
		};
	}
	if (count)
		qsort(ranked, count, sizeof(*ranked), compare_paths);
	return ranked;
}

/* Too short for a run: a component like any other. */
static void
add_component(struct comparison *c, const struct path *path, struct row *row)
{
	component_walk(c, &row->part, path->start, path->links);
	findings_add_component(c, &row->part,
	    classify_component(c, &row->part));
}

void
shifts_finish(struct shifts *shifts, struct comparison *c)
{
	struct row row = {.step_capacity = 0};
	struct ranked_path *ranked;
	size_t count = shifts->path_count;

	find_runs(shifts, c);
	ranked = rank_paths(shifts);
	for (size_t from = 0, to; from < count; from = to) {
		uint32_t run = ranked[from].run;
		bool is_run = shifts->paths[run].misfits >= RUN_LEAST;

		row_start(&row);
		for (to = from; to < count && ranked[to].run == run; to++) {
			uint32_t path = ranked[to].path;

			if (is_run)
				add_part(c, &shifts->paths[path], &row);
			else
				add_component(c, &shifts->paths[path], &row);
		}
		if (is_run)
			findings_add_run(c, &row.whole, &row.plan);
	}
	row_release(&row);
	free(ranked);
}
