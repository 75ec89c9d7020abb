/*
 * Comparing ways without walking them.
 *
 * A way is known by the ports whose plugs move or are added or taken out. Going
 * from one pivot of a path to the next changes two of these ports, so that
 * counting how many of them are in each rack and device finds the best pivot in
 * one pass, however long the path is.  Of two ways with as many racks and
 * devices, the one that has the lowest of the ports in which they differ has
 * the lower ports.
 */
#include "check/plan_effort.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/order.h"

/* The ports of the walk, their racks and devices being numbers from 0. */
struct places {
	const struct comparison *c;
	const uint32_t *ports;
	size_t count;
	size_t *racks;
	size_t *devices;
};

/* How many ports of a way are in each rack and on each device. */
struct tally {
	size_t *in_rack;
	size_t *on_device;
	size_t racks; /* these two: that have any */
	size_t devices;
};

/* --- numbering ------------------------------------------------------------ */

struct spot {
	const char *rack;
	struct place_key key;
	size_t port; /* of the walk */
};

static int
compare_devices(const struct spot *a, const struct spot *b)
{
	if (a->key.rank != b->key.rank)
		return a->key.rank < b->key.rank ? -1 : 1;
	return strcmp(a->key.device, b->key.device);
}

static int
compare_spots(const void *a, const void *b)
{
	const struct spot *sa = a;
	const struct spot *sb = b;
	int order = 0;

	if (!sa->rack != !sb->rack)
		return sa->rack ? -1 : 1;
	if (sa->rack)
		order = strcmp(sa->rack, sb->rack);
	return order ? order : compare_devices(sa, sb);
}

/* A device whose rack nobody knows may be anywhere: a rack of its own. */
static bool
is_same_rack(const struct spot *a, const struct spot *b)
{
	if (a->rack && b->rack)
		return strcmp(a->rack, b->rack) == 0;
	return !a->rack && !b->rack && compare_devices(a, b) == 0;
}

static struct spot
spot_of(const struct places *places, size_t i)
{
	const struct comparison *c = places->c;
	uint32_t port = places->ports[i];
	uint32_t device = c->ports.items[port].device;

	return (struct spot){
	    .rack = device == NONE ? NULL : c->topology->devices[device].rack,
	    .key = order_place(c, port),
	    .port = i,
	};
}

static void
places_init(struct places *places, const struct comparison *c,
    const struct component *component, size_t count)
{
	struct spot *spots = xcalloc(count + 1, sizeof(*spots));
	size_t rack = 0;
	size_t device = 0;

	*places = (struct places){
	    .c = c,
	    .ports = component->ports.items,
	    .count = count,
	    .racks = xcalloc(count + 1, sizeof(size_t)),
	    .devices = xcalloc(count + 1, sizeof(size_t)),
	};
	for (size_t i = 0; i < count; i++)
		spots[i] = spot_of(places, i);
	qsort(spots, count, sizeof(*spots), compare_spots);
	for (size_t i = 0; i < count; i++) {
		if (i) {
			rack += !is_same_rack(&spots[i - 1], &spots[i]);
			device +=
			    compare_devices(&spots[i - 1], &spots[i]) != 0;
		}
		places->racks[spots[i].port] = rack;
		places->devices[spots[i].port] = device;
	}
	free(spots);
}

static void
places_release(struct places *places)
{
	free(places->racks);
	free(places->devices);
}

/* --- tallies -------------------------------------------------------------- */

static void
tally_init(struct tally *tally, const struct places *places)
{
	*tally = (struct tally){
	    .in_rack = xcalloc(places->count + 1, sizeof(size_t)),
	    .on_device = xcalloc(places->count + 1, sizeof(size_t)),
	};
}

static void
tally_release(struct tally *tally)
{
	free(tally->in_rack);
	free(tally->on_device);
}

static void
tally_add(struct tally *tally, const struct places *places, size_t i)
{
	tally->racks += tally->in_rack[places->racks[i]]++ == 0;
	tally->devices += tally->on_device[places->devices[i]]++ == 0;
}

static void
tally_take(struct tally *tally, const struct places *places, size_t i)
{
	tally->racks -= --tally->in_rack[places->racks[i]] == 0;
	tally->devices -= --tally->on_device[places->devices[i]] == 0;
}

/* Below 0: fewer racks, or as many and fewer devices. */
static int
compare_tallies(const struct tally *a, const struct tally *b)
{
	if (a->racks != b->racks)
		return a->racks < b->racks ? -1 : 1;
	if (a->devices != b->devices)
		return a->devices < b->devices ? -1 : 1;
	return 0;
}

/* The lower of two ports of the walk; SIZE_MAX is higher than all. */
static size_t
lower(const struct places *places, size_t a, size_t b)
{
	if (a == SIZE_MAX || b == SIZE_MAX)
		return a == SIZE_MAX ? b : a;
	return order_compare_ports(places->c, places->ports[a],
		   places->ports[b]) <= 0
		   ? a
		   : b;
}

/* --- paths ---------------------------------------------------------------- */

size_t
plan_effort_pivot(const struct comparison *c, const struct component *component)
{
	size_t best = 0;
	size_t lost = SIZE_MAX;   /* these two: the lowest port that has been */
	size_t gained = SIZE_MAX; /* left, and got, since the best pivot */
	struct places places;
	struct tally tally;
	struct tally least;

	places_init(&places, c, component, component->ports.count);
	tally_init(&tally, &places);
	tally_add(&tally, &places, 0);
	for (size_t i = 1; i < places.count; i += 2)
		tally_add(&tally, &places, i);
	least = tally;
	for (size_t pivot = 2; pivot + 1 < places.count; pivot += 2) {
		int order;

		tally_take(&tally, &places, pivot - 1);
		tally_add(&tally, &places, pivot);
		lost = lower(&places, lost, pivot - 1);
		gained = lower(&places, gained, pivot);
		order = compare_tallies(&tally, &least);
		if (order > 0 ||
		    (order == 0 && lower(&places, lost, gained) == lost))
			continue;
		best = pivot;
		least = tally;
		lost = gained = SIZE_MAX;
	}
	tally_release(&tally);
	places_release(&places);
	return best;
}

/* --- rings ---------------------------------------------------------------- */

static bool
is_odd_better(const struct places *places)
{
	struct tally tallies[2];
	size_t lowest[2] = {SIZE_MAX, SIZE_MAX};
	int order;

	tally_init(&tallies[0], places);
	tally_init(&tallies[1], places);
	for (size_t i = 0; i < places->count; i++) {
		tally_add(&tallies[i % 2], places, i);
		lowest[i % 2] = lower(places, lowest[i % 2], i);
	}
	order = compare_tallies(&tallies[1], &tallies[0]);
	tally_release(&tallies[0]);
	tally_release(&tallies[1]);
	if (order != 0)
		return order < 0;
	return lower(places, lowest[0], lowest[1]) == lowest[1];
}

/*
 * Changes of rack when the plug of port `hole` is taken in the hand, compared
 * with those of other holes: a full turn around the ring has the same changes
 * wherever it begins, so what counts is where it is cut.  A walk goes
 *
 *   h  |  h+1 to h  |  h+2 to h+1  |  ...  |  h-1 to h-2  |  h-1
 *
 * counted in plugs.  `step` leads from a port to the one its next plug is in.
 */
static long
cut_changes(const struct places *places, size_t hole, size_t step)
{
	size_t n = places->count;
	size_t rack = places->racks[hole];
	size_t next = places->racks[(hole + step) % n];
	size_t last = places->racks[(hole + n - step) % n];
	size_t before = places->racks[(hole + 2 * (n - step)) % n];

	/* Not walked: h to h-1 at the cut, h-2 to h, h-1 to h+1. */
	return (long)(rack != next) + (long)(before != last) -
	       (long)(rack != last) - (long)(before != rack) -
	       (long)(last != next);
}

static size_t
choose_hole(const struct places *places, bool odd, size_t step)
{
	size_t best = odd;

	for (size_t i = (size_t)odd + 2; i < places->count; i += 2) {
		long more = cut_changes(places, i, step) -
			    cut_changes(places, best, step);

		if (more < 0 || (more == 0 && lower(places, i, best) == i))
			best = i;
	}
	return best;
}

struct plan_turn
plan_effort_turn(const struct comparison *c, const struct component *component)
{
	struct plan_turn turn;
	struct places places;
	bool odd;

	/* The first port stands at the end again. */
	places_init(&places, c, component, component->ports.count - 1);
	odd = is_odd_better(&places);
	turn.backward = odd == component->starts_desired;
	turn.hole =
	    choose_hole(&places, odd, turn.backward ? places.count - 2 : 2);
	places_release(&places);
	return turn;
}
