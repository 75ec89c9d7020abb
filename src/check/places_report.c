/*
 * Findings about devices out of place.
 *
 * A cable that is right only because its devices were put in their places
 * belongs to the finding about them: it counts as miswired when they carry each
 * other's cables, and stays unverified when one has a wrong name, since a guess
 * never makes an ok.  One that is right under both readings is right.  What is
 * wrong under the new reading as well has findings of its own.
 */
#include "check/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/order.h"
#include "check/places_state.h"

/* Devices that one finding is about, and their cables. */
struct group {
	const uint32_t *devices;
	size_t count;
	struct order_item *cables; /* that the finding explains */
	size_t cable_count;
	size_t cable_capacity;
	size_t explained;
	size_t judged; /* cables of the devices */
};

struct reporter {
	struct comparison *c;
	const struct places *places;
	uint32_t *group_of; /* by device: of the current group; 0: none */
	uint32_t groups;
};

static bool
is_ok(enum verdict verdict)
{
	return verdict == VERDICT_OK || verdict == VERDICT_OK_ONE_SIDED;
}

/* True when the cable at `port` has been met at its other end already. */
static bool
is_met(const struct reporter *r, uint32_t port, uint32_t far)
{
	uint32_t near_device = r->c->ports.items[port].device;
	uint32_t far_device = r->c->ports.items[far].device;

	return r->group_of[far_device] == r->groups &&
	       (far_device < near_device ||
		   (far_device == near_device && far < port));
}

static void
add_cable(struct reporter *r, struct group *group, uint32_t port,
    enum verdict verdict)
{
	struct comparison *c = r->c;
	uint32_t cable = c->ports.items[port].cable;
	enum verdict now;

	if (cable == NONE ||
	    is_met(r, port, comparison_cable_far(c, cable, port)))
		return;
	now = c->judgement->verdicts[cable];
	if (now == VERDICT_NOT_JUDGED)
		return;
	group->judged++;
	if (!is_ok(now) || is_ok(r->places->before[cable]))
		return;
	group->explained++;
	c->judgement->verdicts[cable] = verdict;
	group->cables = grow_array(group->cables, group->cable_count,
	    &group->cable_capacity, sizeof(*group->cables));
	group->cables[group->cable_count++] =
	    order_make_item(c, c->ends[cable][0], c->ends[cable][1], cable);
}

static void
gather_cables(struct reporter *r, struct group *group, enum verdict verdict)
{
	const struct comparison *c = r->c;

	r->groups++;
	for (size_t i = 0; i < group->count; i++)
		r->group_of[group->devices[i]] = r->groups;
	for (size_t i = 0; i < group->count; i++) {
		uint32_t device = group->devices[i];
		size_t end = comparison_first_port(c, device + 1);

		for (size_t k = comparison_first_port(c, device); k < end; k++)
			add_cable(r, group, (uint32_t)k, verdict);
	}
	order_sort(group->cables, group->cable_count);
}

static struct finding *
add_finding(struct reporter *r, struct group *group, enum finding_kind kind)
{
	struct comparison *c = r->c;
	struct draft *draft = comparison_add_finding(c, kind);
	struct finding *f = &draft->finding;
	size_t *devices = arena_array(c->arena, group->count, sizeof(*devices));
	size_t *cables =
	    arena_array(c->arena, group->cable_count, sizeof(*cables));
	size_t *observed =
	    arena_array(c->arena, group->cable_count, sizeof(*observed));

	for (size_t i = 0; i < group->count; i++)
		devices[i] = group->devices[i];
	for (size_t i = 0; i < group->cable_count; i++) {
		uint32_t cable = group->cables[i].value;

		cables[i] = cable;
		observed[i] = comparison_find_edge(c, c->ends[cable][0],
		    c->ends[cable][1]);
	}
	f->devices = devices;
	f->device_count = group->count;
	f->has_explains = true;
	f->explains_cables = group->explained;
	f->explains_of = group->judged;
	f->cables = cables;
	f->cable_count = group->cable_count;
	f->observed = observed;
	f->observed_count = group->cable_count;
	draft->place = (struct place_key){
	    .rank = c->device_ranks[group->devices[0]],
	    .device = "",
	    .port = "",
	};
	return f;
}

static struct port
whole_device(const struct comparison *c, uint32_t device)
{
	return (struct port){
	    .device = device,
	    .device_name = c->topology->devices[device].name,
	    .name = "",
	};
}

static void
add_step(struct finding *f, enum step_action action, struct port at,
    struct port to)
{
	f->plan.steps[f->plan.step_count++] = (struct plan_step){
	    .action = action,
	    .at = at,
	    .to = to,
	    .cable = SIZE_MAX,
	};
}

/* --- in each other's place -------------------------------------------------
 */

/* One ring of devices; each is where the next one should be. */
struct ring {
	uint32_t *devices;
	size_t count;
	uint32_t rank;       /* of the first device, the lowest by name */
	const char *rack[2]; /* of a pair that is in two known racks */
};

static void
find_racks(const struct comparison *c, struct ring *ring)
{
	const struct device *devices = c->topology->devices;
	const char *a = devices[ring->devices[0]].rack;
	const char *b = devices[ring->devices[1]].rack;

	if (ring->count != 2 || !a || !b || strcmp(a, b) == 0)
		return;
	ring->rack[0] = strcmp(a, b) < 0 ? a : b;
	ring->rack[1] = strcmp(a, b) < 0 ? b : a;
}

/* The lowest by name comes first. */
static struct ring
trace_ring(const struct comparison *c, uint32_t start)
{
	const struct places *p = c->places;
	struct ring ring = {.count = 0};
	uint32_t first = start;
	uint32_t device = start;

	do {
		if (c->device_ranks[device] < c->device_ranks[first])
			first = device;
		ring.count++;
		device = p->place_of[device];
	} while (device != start);
	ring.devices = xcalloc(ring.count, sizeof(*ring.devices));
	device = first;
	for (size_t i = 0; i < ring.count; i++) {
		ring.devices[i] = device;
		device = p->place_of[device];
	}
	ring.rank = c->device_ranks[first];
	find_racks(c, &ring);
	return ring;
}

static int
compare_texts(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int
compare_rings(const void *left, const void *right)
{
	const struct ring *a = left;
	const struct ring *b = right;

	for (size_t i = 0; i < 2; i++) {
		int order = compare_texts(a->rack[i], b->rack[i]);

		if (order != 0)
			return order;
	}
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static bool
is_same_racks(const struct ring *a, const struct ring *b)
{
	return a->rack[0] && b->rack[0] &&
	       strcmp(a->rack[0], b->rack[0]) == 0 &&
	       strcmp(a->rack[1], b->rack[1]) == 0;
}

static struct ring *
list_rings(const struct comparison *c, size_t *count)
{
	const struct places *p = c->places;
	bool *met = xcalloc(p->device_count + 1, sizeof(*met));
	struct ring *rings = NULL;
	size_t capacity = 0;

	*count = 0;
	for (uint32_t i = 0; i < p->device_count; i++) {
		struct ring ring;

		if (p->place_of[i] == i || met[i])
			continue;
		ring = trace_ring(c, i);
		for (size_t k = 0; k < ring.count; k++)
			met[ring.devices[k]] = true;
		rings = grow_array(rings, *count, &capacity, sizeof(*rings));
		rings[(*count)++] = ring;
	}
	free(met);
	if (*count)
		qsort(rings, *count, sizeof(*rings), compare_rings);
	return rings;
}

/* True when a cable shows that the device is where it belongs. */
static bool
is_in_place(const struct comparison *c, uint32_t device)
{
	size_t end = comparison_first_port(c, device + 1);

	if (c->places->place_of[device] != device)
		return false;
	for (size_t i = comparison_first_port(c, device); i < end; i++) {
		uint32_t cable = c->ports.items[i].cable;

		if (cable != NONE && is_ok(c->judgement->verdicts[cable]))
			return true;
	}
	return false;
}

/* True when no device of the two racks is known to have stayed in place. */
static bool
is_whole_racks(const struct comparison *c, const struct ring *ring)
{
	for (uint32_t i = 0; i < c->places->device_count; i++) {
		const char *rack = c->topology->devices[i].rack;

		if (rack &&
		    (strcmp(rack, ring->rack[0]) == 0 ||
			strcmp(rack, ring->rack[1]) == 0) &&
		    is_in_place(c, i))
			return false;
	}
	return true;
}

/* How many of the rings, from the first on, are one finding. */
static size_t
count_together(const struct comparison *c, const struct ring *rings,
    size_t count)
{
	size_t together = 1;

	while (together < count && is_same_racks(&rings[0], &rings[together]))
		together++;
	return together > 1 && is_whole_racks(c, rings) ? together : 1;
}

/*
 * Any ring is undone by exchanging the first with each of the others in turn:
 * the one called so after each step is the one that the next step is about.
 */
static void
plan_ring(struct comparison *c, const struct ring *ring, struct finding *f)
{
	for (size_t i = 1; i < ring->count; i++)
		add_step(f, STEP_EXCHANGE, whole_device(c, ring->devices[0]),
		    whole_device(c, ring->devices[i]));
}

static void
report_rings(struct reporter *r, const struct ring *rings, size_t count)
{
	struct comparison *c = r->c;
	struct group group = {.count = 0};
	struct finding *f;
	uint32_t *devices;
	size_t *places;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		group.count += rings[i].count;
	devices = xcalloc(group.count, sizeof(*devices));
	places = arena_array(c->arena, group.count, sizeof(*places));
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < rings[i].count; k++) {
			devices[n] = rings[i].devices[k];
			places[n] = r->places->place_of[devices[n]];
			n++;
		}
	}
	group.devices = devices;
	gather_cables(r, &group, VERDICT_MISWIRED);
	f = add_finding(r, &group, FINDING_DEVICE_SWAPPED);
	f->places = places;
	f->names_only = r->places->names_only[devices[0]];
	f->plan.steps = arena_array(c->arena, n, sizeof(*f->plan.steps));
	for (size_t i = 0; i < count; i++)
		plan_ring(c, &rings[i], f);
	free(devices);
	free(group.cables);
}

static void
report_exchanged(struct reporter *r)
{
	size_t count;
	struct ring *rings = list_rings(r->c, &count);
	size_t *together = xcalloc(count + 1, sizeof(*together));

	/* Before any verdict changes. */
	for (size_t i = 0; i < count; i += together[i])
		together[i] = count_together(r->c, rings + i, count - i);
	for (size_t i = 0; i < count; i += together[i])
		report_rings(r, rings + i, together[i]);
	for (size_t i = 0; i < count; i++)
		free(rings[i].devices);
	free(rings);
	free(together);
}

/* --- under a wrong name ----------------------------------------------------
 */

static struct port
as_called(const struct comparison *c, const struct misname *m)
{
	if (m->box != NONE)
		return whole_device(c, m->box);
	return (struct port){
	    .device = DEVICE_FOREIGN,
	    .device_name = m->name,
	    .name = "",
	};
}

static void
report_misname(struct reporter *r, const struct misname *m)
{
	struct comparison *c = r->c;
	struct group group = {.devices = &m->device, .count = 1};
	struct finding *f;

	gather_cables(r, &group, VERDICT_UNVERIFIED);
	f = add_finding(r, &group, FINDING_DEVICE_MISNAMED);
	f->heard_as = span_of(m->name);
	f->names_only = m->names_only;
	f->plan.steps = arena_array(c->arena, 1, sizeof(*f->plan.steps));
	add_step(f, STEP_RENAME, as_called(c, m), whole_device(c, m->device));
	free(group.cables);
}

static void
tell_places(struct comparison *c)
{
	const struct places *p = c->places;
	size_t *place_of =
	    arena_array(c->arena, p->device_count, sizeof(*place_of));
	size_t *voice_of =
	    arena_array(c->arena, p->device_count, sizeof(*voice_of));

	for (size_t i = 0; i < p->device_count; i++) {
		place_of[i] = p->place_of[i];
		voice_of[i] = p->names_only[i] ? i : p->box_in[i];
	}
	c->judgement->place_of = place_of;
	c->judgement->voice_of = voice_of;
}

void
places_report(struct comparison *c)
{
	struct reporter r = {.c = c, .places = c->places};

	if (!c->places)
		return;
	r.group_of = xcalloc(c->places->device_count, sizeof(*r.group_of));
	tell_places(c);
	report_exchanged(&r);
	for (size_t i = 0; i < c->places->device_count; i++) {
		if (c->places->misnames[i].device != NONE)
			report_misname(&r, &c->places->misnames[i]);
	}
	free(r.group_of);
}
