/*
 * When a suspicion stands.
 *
 * Two leafs in each other's place, or three in a ring:
 *
 *   place   votes for the box called
 *   leaf1   leaf2 (46)                      leaf1 -> leaf2 -> leaf1: a ring
 *   leaf2   leaf1 (45)
 *
 * The same symptoms, cable by cable, are 46 crossed pairs.  Which reading is
 * right is decided by how many mistakes it takes: crossed cables of one port
 * name are one mistake, however many devices are in the ring; the exchange of
 * the devices is one for all.  Cables that are right now would not be right any
 * more: each of their port names is one more mistake of the exchange.  So it
 * stands when
 *
 *   - it takes strictly fewer mistakes,
 *   - it explains at least four times as many cables as it breaks, and
 *   - more than are unverified, since what nobody has seen proves nothing.
 *
 * Two leafs with one uplink each that are crossed are therefore a swap of two
 * cables.  With two uplinks each, both crossed, they are two such swaps as soon
 * as the leafs have another cable that is right; when there is none, and all
 * that is known of the two fits, they are one exchange.
 *
 * A device that nobody hears by its own name, while its ports are heard under
 * another one, is misnamed, when more of its cables say so than say anything
 * else.  If it was reached at its own address, it must tell of the right
 * neighbors, or it is another one than they hear.  One cable alone is not
 * enough (it is as likely a plug in a stranger), unless the device itself tells
 * of it and, where the name is another device's, that one is in its place, or
 * the name is one that devices have when they leave the factory.
 */
#include "check/suspicion.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "check/address.h"
#include "check/places.h"
#include "check/votes.h"

#define NO_TALLY NONE

/* So many cables must be explained for each one broken. */
#define EXPLAINED_FOR_BROKEN 4

/* Rings are looked for again and again, each time with less to go by. */
enum evidence_wanted {
	WANTED_MOST, /* most of their cables agree on it */
	WANTED_FIRM, /* each of three or more is told of by two cables */
	WANTED_ANY,
};

struct search {
	const struct comparison *c;
	struct votes votes;
	struct suspicion *found;
	uint32_t *by_rank; /* all devices by name, as those found first count */
	uint32_t *best;    /* of each place: its strongest tally, or NO_TALLY */
	uint32_t *round;   /* in which each place was looked at; 0: not yet */
	uint32_t *ring;    /* of each device: the last that it was weighed in */
	uint32_t rings;
	bool *witness; /* devices that others' moving depends on */
	enum evidence_wanted wanted;
};

static const struct tally *
best_tally(const struct search *search, uint32_t place)
{
	uint32_t best = search->best[place];

	return best == NO_TALLY ? NULL : &search->votes.tallies[best];
}

/* The device of the plan that seems to be in a place, or NONE. */
static uint32_t
box_in(const struct search *search, uint32_t place)
{
	const struct tally *t = best_tally(search, place);

	return t ? t->votes->box : NONE;
}

/* Of two equally strong, the one whose name comes first. */
static bool
is_stronger(const struct search *search, const struct tally *a,
    const struct tally *b)
{
	const uint32_t *ranks = search->c->device_ranks;

	if (a->count != b->count)
		return a->count > b->count;
	if (a->votes->box == NONE || b->votes->box == NONE)
		return b->votes->box == NONE && a->votes->box != NONE;
	return ranks[a->votes->box] < ranks[b->votes->box];
}

static void
find_best(struct search *search)
{
	size_t devices = search->c->topology->device_count;

	memset(search->best, 0xff, devices * sizeof(*search->best));
	for (size_t i = 0; i < search->votes.tally_count; i++) {
		const struct tally *t = &search->votes.tallies[i];
		const struct tally *best = best_tally(search, t->votes->place);

		if (places_is_settled(search->c, t->votes->place) ||
		    (t->votes->box != NONE &&
			places_is_settled(search->c, t->votes->box)))
			continue;
		if (!best || is_stronger(search, t, best))
			search->best[t->votes->place] = (uint32_t)i;
	}
}

/* --- devices in a ring --------------------------------------------------- */

/* What becomes of the cables if the devices of a ring are where they seem. */
struct effect {
	size_t votes; /* so many may be explained, at most */
	size_t explained;
	size_t broken;
	size_t unverified;
	size_t miswired; /* ends of cables that say anything at all */
	size_t self;
	size_t places;
	bool thin; /* of some place only one cable tells who is there */
	const char *
	    *explained_ports; /* names, equal ones being equal pointers */
	const char **broken_ports;
};

static int
compare_pointers(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return *a < *b ? -1 : *a > *b;
}

static size_t
count_different(const char **names, size_t count)
{
	size_t different = 0;

	if (count)
		qsort(names, count, sizeof(*names), compare_pointers);
	for (size_t i = 0; i < count; i++)
		different += !i || names[i] != names[i - 1];
	return different;
}

/* The port of a device that has this name, which is in names.h; or NONE. */
static uint32_t
find_port(const struct comparison *c, uint32_t device, const char *name)
{
	size_t end = comparison_first_port(c, device + 1);

	for (size_t i = comparison_first_port(c, device); i < end; i++) {
		if (c->ports.items[i].name == name)
			return (uint32_t)i;
	}
	return NONE;
}

/*
 * True when the cable is right either way: it joins the two, port 5 to port 5,
 * or port 5 to port 6 where another joins port 6 to port 5.
 */
static bool
joins_pair(const struct search *search, uint32_t port, uint32_t far)
{
	const struct comparison *c = search->c;
	const struct port_record *a = &c->ports.items[port];
	const struct port_record *b = &c->ports.items[far];
	uint32_t twin;

	if (box_in(search, a->device) != b->device ||
	    box_in(search, b->device) != a->device)
		return false;
	if (a->name == b->name)
		return true;
	twin = find_port(c, b->device, a->name);
	if (twin == NONE || c->ports.items[twin].cable == NONE)
		return false;
	twin = comparison_cable_far(c, c->ports.items[twin].cable, twin);
	return c->ports.items[twin].device == a->device &&
	       c->ports.items[twin].name == b->name;
}

static void
add_effect_of_port(const struct search *search, uint32_t port,
    struct effect *effect)
{
	const struct comparison *c = search->c;
	uint32_t cable = c->ports.items[port].cable;

	if (cable == NONE)
		return;
	switch (c->judgement->verdicts[cable]) {
	case VERDICT_OK:
	case VERDICT_OK_ONE_SIDED:
	case VERDICT_ONE_WAY:
		if (!joins_pair(search, port,
			comparison_cable_far(c, cable, port)))
			effect->broken_ports[effect->broken++] =
			    c->ports.items[port].name;
		return;
	case VERDICT_UNVERIFIED:
		effect->unverified++;
		return;
	case VERDICT_MISWIRED:
		effect->miswired++;
		return;
	case VERDICT_MISSING:
	case VERDICT_NOT_JUDGED:
		return;
	}
}

static size_t
count_ports(const struct comparison *c, uint32_t device)
{
	return comparison_first_port(c, device + 1) -
	       comparison_first_port(c, device);
}

static bool
has_moved(const struct search *search, uint32_t device)
{
	const uint32_t *place_of = search->found->place_of;

	return place_of && place_of[device] != device;
}

/* Who moves as well is no witness of where others are. */
static bool
is_bystander(const struct search *search, uint32_t device)
{
	return search->ring[device] != search->rings &&
	       !has_moved(search, device);
}

/* It breaks too many cables, whatever is still to come. */
static bool
is_hopeless(const struct effect *effect)
{
	return EXPLAINED_FOR_BROKEN * effect->broken > effect->votes;
}

static void
add_effect_of_place(const struct search *search, uint32_t place,
    struct effect *effect)
{
	const struct comparison *c = search->c;
	const struct tally *t = best_tally(search, place);
	size_t first = comparison_first_port(c, place);
	size_t count = count_ports(c, place);
	size_t before = effect->explained;

	for (size_t i = 0; i < t->count; i++) {
		if (!is_bystander(search, t->votes[i].witness))
			continue;
		effect->explained_ports[effect->explained++] = t->votes[i].port;
		effect->self += t->votes[i].self;
	}
	effect->places++;
	effect->thin = effect->thin || effect->explained - before < 2;
	for (size_t i = 0; i < count && !is_hopeless(effect); i++)
		add_effect_of_port(search, (uint32_t)(first + i), effect);
}

/* Asked themselves, the devices say that they are in place. */
static bool
is_about_names(const struct effect *effect)
{
	return 2 * effect->self > effect->explained;
}

/* A long ring is easily made of accidents, one cable each. */
static bool
has_evidence(const struct search *search, const struct effect *effect)
{
	switch (search->wanted) {
	case WANTED_MOST:
		return 2 * effect->explained > effect->miswired;
	case WANTED_FIRM:
		return effect->places == 2 || !effect->thin ||
		       is_about_names(effect);
	case WANTED_ANY:
		return true;
	}
	return false;
}

static bool
is_simpler(const struct search *search, struct effect *effect)
{
	size_t crossed =
	    count_different(effect->explained_ports, effect->explained);
	size_t broken = count_different(effect->broken_ports, effect->broken);

	return has_evidence(search, effect) && crossed > 1 + broken &&
	       effect->explained >= EXPLAINED_FOR_BROKEN * effect->broken &&
	       effect->explained > effect->unverified;
}

static void
add_ring(struct search *search, uint32_t start, bool names_only)
{
	struct suspicion *found = search->found;
	size_t devices = search->c->topology->device_count;
	uint32_t place = start;

	if (!found->place_of) {
		found->place_of = xcalloc(devices, sizeof(*found->place_of));
		found->names_only =
		    xcalloc(devices, sizeof(*found->names_only));
		for (uint32_t i = 0; i < devices; i++)
			found->place_of[i] = i;
	}
	do {
		const struct tally *t = best_tally(search, place);

		found->place_of[box_in(search, place)] = place;
		found->names_only[place] = names_only;
		for (size_t i = 0; i < t->count; i++)
			search->witness[t->votes[i].witness] = true;
		place = box_in(search, place);
	} while (place != start);
}

/* `start` is one of a ring of places, each holding the box of the next. */
static void
weigh_ring(struct search *search, uint32_t start)
{
	struct effect effect = {.votes = 0};
	size_t ports = 0;
	uint32_t place = start;
	bool waits = false; /* for the next round: others depend on it */

	search->rings++;
	do {
		search->ring[place] = search->rings;
		effect.votes += best_tally(search, place)->count;
		ports += count_ports(search->c, place);
		waits = waits || search->witness[place];
		place = box_in(search, place);
	} while (place != start);
	if (waits)
		return;
	effect.explained_ports = xcalloc(effect.votes, sizeof(char *));
	effect.broken_ports = xcalloc(ports + 1, sizeof(char *));
	do {
		add_effect_of_place(search, place, &effect);
		place = box_in(search, place);
	} while (place != start && !is_hopeless(&effect));
	if (!is_hopeless(&effect) && is_simpler(search, &effect))
		add_ring(search, start, is_about_names(&effect));
	free(effect.explained_ports);
	free(effect.broken_ports);
}

/*
 * Follows the boxes from each place until they run in a ring, or out.  Where
 * most of a room has moved, only the first devices that are put in their place
 * show where the others are: so those that most of their cables agree on come
 * first, and the rest is looked at again after them.
 */
static void
find_rings(struct search *search, enum evidence_wanted wanted)
{
	search->wanted = wanted;
	memset(search->round, 0,
	    search->c->topology->device_count * sizeof(*search->round));
	for (size_t i = 0; i < search->c->topology->device_count; i++) {
		uint32_t place = search->by_rank[i];
		uint32_t round = (uint32_t)i + 1;

		if (!best_tally(search, place))
			continue;
		while (place != NONE && !search->round[place]) {
			search->round[place] = round;
			place = box_in(search, place);
		}
		if (place != NONE && search->round[place] == round &&
		    box_in(search, place) != NONE) {
			/* Every ring is closed once, in one of its places. */
			weigh_ring(search, place);
		}
	}
}

/* --- a wrong name -------------------------------------------------------- */

static bool
is_serial_number(struct span name)
{
	if (name.length != 11)
		return false;
	for (size_t i = 0; i < name.length; i++) {
		char ch = name.text[i];
		bool digit = ch >= '0' && ch <= '9';

		if (i < 3 && (ch < 'A' || ch > 'Z'))
			return false;
		if (i >= 3 && i < 7 && !digit)
			return false;
		if (i >= 7 && !digit && (ch < 'A' || ch > 'Z'))
			return false;
	}
	return true;
}

/* "Switch", "switch(FDO2151ABCD)", "Router.example.net", a MAC address. */
static bool
is_factory_name(const char *name)
{
	static const char *const names[] = {"switch", "router", "ios",
	    "localhost", "ciscoasa", "cisco", "host", "hostname", "wlc",
	    "firepower", "sonic", "eos", "amnesiac"};
	struct span whole = span_of(name);
	struct span head = span_make(name, strcspn(name, ".("));
	char mac[ADDRESS_SIZE];

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (span_is_nocase(head, names[i]))
			return true;
	}
	return is_serial_number(head) || address_from_mac(whole, mac);
}

/* How many cables of a device say something, and not what `tally` says. */
static size_t
count_others(const struct search *search, uint32_t place, size_t votes)
{
	const struct comparison *c = search->c;
	size_t first = comparison_first_port(c, place);
	size_t count = count_ports(c, place);
	size_t says = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t cable = c->ports.items[first + i].cable;

		says += cable != NONE &&
			c->judgement->verdicts[cable] == VERDICT_MISWIRED;
	}
	return says > votes ? says - votes : 0;
}

/*
 * Is the device that has the name in its place?  Both ends of its cable at that
 * port say so.
 */
static bool
is_confirmed(const struct search *search, uint32_t box, const char *port)
{
	const struct comparison *c = search->c;
	size_t first = comparison_first_port(c, box);
	size_t count = count_ports(c, box);

	for (size_t i = 0; i < count; i++) {
		const struct port_record *record = &c->ports.items[first + i];
		uint32_t edge;

		if (record->name != port || record->cable == NONE)
			continue;
		edge = comparison_find_edge(c, c->ends[record->cable][0],
		    c->ends[record->cable][1]);
		return edge != NONE && c->edges[edge].heard[0] &&
		       c->edges[edge].heard[1];
	}
	return false;
}

static bool
is_misnamed(const struct search *search, const struct tally *t)
{
	uint32_t place = t->votes->place;
	uint32_t box = t->votes->box;

	if (search->c->judgement->heard_as[place].times)
		return false;
	if (t->count <= count_others(search, place, t->count))
		return false;
	/* Asked itself, it must hear what others hear of it. */
	if (search->c->observations->items[place].status == VISIT_OK &&
	    2 * t->self <= t->count)
		return false;
	if (t->count > 1)
		return true;
	if (box != NONE)
		return t->self && is_confirmed(search, box, t->votes->port);
	return t->self || is_factory_name(t->votes->name);
}

static void
find_misnames(struct search *search)
{
	struct suspicion *found = search->found;

	for (size_t i = 0; i < search->votes.tally_count; i++) {
		const struct tally *t = &search->votes.tallies[i];
		const struct vote *vote = t->votes;

		if (search->best[vote->place] != i || !is_misnamed(search, t))
			continue;
		found->misnames =
		    grow_array(found->misnames, found->misname_count,
			&found->misname_capacity, sizeof(*found->misnames));
		found->misnames[found->misname_count++] = (struct misname){
		    .device = vote->place,
		    .name = vote->name
				? vote->name
				: search->c->topology->devices[vote->box].name,
		    .box = vote->box,
		    .names_only = 2 * t->self > t->count,
		};
	}
}

/* --- the whole ------------------------------------------------------------ */

bool
suspicion_find(const struct comparison *c, struct suspicion *suspicion)
{
	size_t devices = c->topology->device_count;
	struct search search = {.c = c, .found = suspicion};

	*suspicion = (struct suspicion){.place_of = NULL};
	votes_take(&search.votes, c);
	if (search.votes.count) {
		search.best = xcalloc(devices, sizeof(*search.best));
		search.round = xcalloc(devices, sizeof(*search.round));
		search.ring = xcalloc(devices, sizeof(*search.ring));
		search.witness = xcalloc(devices, sizeof(*search.witness));
		search.by_rank = xcalloc(devices, sizeof(*search.by_rank));
		for (uint32_t i = 0; i < devices; i++)
			search.by_rank[c->device_ranks[i]] = i;
		find_best(&search);
		find_rings(&search, WANTED_MOST);
		/* Who has moved has yet to be heard in the right place. */
		if (!suspicion->place_of)
			find_misnames(&search);
		if (!suspicion->place_of && !suspicion->misname_count)
			find_rings(&search, WANTED_FIRM);
		if (!suspicion->place_of && !suspicion->misname_count)
			find_rings(&search, WANTED_ANY);
	}
	votes_release(&search.votes);
	free(search.best);
	free(search.round);
	free(search.ring);
	free(search.witness);
	free(search.by_rank);
	return suspicion->place_of || suspicion->misname_count;
}

void
suspicion_release(struct suspicion *suspicion)
{
	free(suspicion->place_of);
	free(suspicion->names_only);
	free(suspicion->misnames);
}
