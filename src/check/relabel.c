/*
 * Rewriting sightings.
 *
 *   leaf1 and leaf2 exchanged       leaf2:49 hears spine1:3
 *                                   spine1:3 hears leaf2:49
 *   becomes                         leaf1:49 hears spine1:3
 *                                   spine1:3 hears leaf1:49
 *
 * Where devices that were asked at their own addresses say that they are in
 * place, it is only the names that others hear which are rewritten.
 *
 * A port of one device becomes the port of the same name of another, which
 * nobody may have spoken of yet.  Ports cannot be looked up by name any more at
 * this stage, so those of the devices concerned get a table of their own.
 */
#include "check/relabel.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "check/halves.h"
#include "check/settings.h"

#define SEVERAL SIZE_MAX

struct rewriting {
	struct comparison *c;
	const struct suspicion *suspicion;
	const struct misname **misname_of; /* by device; NULL: well named */
	struct map *ports;     /* device and name to port, of those concerned */
	struct map *strangers; /* misnames of no device: device, or SEVERAL */
};

/* --- ports by name -------------------------------------------------------- */

struct port_key {
	char bytes[sizeof(uint32_t) + sizeof(const char *)];
};

static struct span
make_key(struct port_key *key, uint32_t device, const char *name)
{
	memcpy(key->bytes, &device, sizeof(device));
	memcpy(key->bytes + sizeof(device), &name, sizeof(name));
	return span_make(key->bytes, sizeof(key->bytes));
}

static bool
is_concerned(const struct rewriting *r, uint32_t device)
{
	const uint32_t *place_of = r->suspicion->place_of;

	return (place_of && place_of[device] != device) ||
	       r->misname_of[device];
}

static void
list_ports(struct rewriting *r)
{
	const struct ports *ports = &r->c->ports;

	for (size_t i = 0; i < ports->count; i++) {
		const struct port_record *p = &ports->items[i];
		struct port_key key;

		if (is_concerned(r, p->device))
			map_add(r->ports, make_key(&key, p->device, p->name), i,
			    NULL);
	}
}

/* The port of `device` called `name`, which is an interned name. */
static uint32_t
find_port(struct rewriting *r, uint32_t device, const char *name, bool ignored)
{
	struct ports *ports = &r->c->ports;
	struct port_key key;
	size_t port = ports->count;

	if (map_add(r->ports, make_key(&key, device, name), port, &port)) {
		ports_add(ports, device, name);
		ports->items[port].ignored = ignored;
	}
	settings_forget(&ports->items[port]);
	return (uint32_t)port;
}

static uint32_t
same_port_of(struct rewriting *r, uint32_t port, uint32_t device)
{
	const struct port_record *p = &r->c->ports.items[port];

	return find_port(r, device, p->name, p->ignored);
}

/* Who is heard is the one who is meant, and no other. */
static void
hear_as(struct rewriting *r, struct half *half, uint32_t device)
{
	struct heard_names *names = r->c->judgement->heard_as;

	if (half->device < HALF_AMBIGUOUS)
		names[half->device].times--;
	names[device].times++;
	half->device = device;
}

/* --- exchanged devices ---------------------------------------------------- */

/* Where the device that is called so is; itself when that is its place. */
static uint32_t
place_of(const struct rewriting *r, uint32_t device)
{
	const uint32_t *places = r->suspicion->place_of;

	return places && device < HALF_AMBIGUOUS ? places[device] : device;
}

static void
put_in_place(struct rewriting *r, struct half *half)
{
	uint32_t near = r->c->ports.items[half->near].device;
	uint32_t place = place_of(r, near);

	if (place != near && !r->suspicion->names_only[place])
		half->near = same_port_of(r, half->near, place);
	place = place_of(r, half->device);
	if (place == half->device)
		return;
	hear_as(r, half, place);
	if (half->far != NONE)
		half->far = same_port_of(r, half->far, place);
}

/* --- misnamed devices ----------------------------------------------------- */

/* The device that the plan has at the other end of `port`, or NONE. */
static uint32_t
desired_device(const struct comparison *c, uint32_t port)
{
	uint32_t cable = c->ports.items[port].cable;

	return cable == NONE
		   ? NONE
		   : c->ports.items[comparison_cable_far(c, cable, port)]
			 .device;
}

static bool
is_called(const struct half *half, const struct misname *misname)
{
	struct span printed = identity_printed_name(half->heard);

	if (misname->box != NONE)
		return half->device == misname->box;
	return half->device == HALF_FOREIGN && span_is(printed, misname->name);
}

/*
 * The misnamed device that is heard, or NONE: the one that should be at the
 * other end, or else the only one of that name.
 */
static uint32_t
find_misnamed(const struct rewriting *r, const struct half *half)
{
	uint32_t right = desired_device(r->c, half->near);
	size_t only = SEVERAL;

	if (right != NONE && r->misname_of[right] &&
	    is_called(half, r->misname_of[right]))
		return right;
	if (half->device != HALF_FOREIGN ||
	    !map_find(r->strangers, identity_printed_name(half->heard), &only))
		return NONE;
	return only == SEVERAL ? NONE : (uint32_t)only;
}

static void
give_name(struct rewriting *r, struct half *half)
{
	struct comparison *c = r->c;
	uint32_t device = find_misnamed(r, half);
	struct span far;

	if (device == NONE)
		return;
	hear_as(r, half, device);
	c->judgement->alive[device] = true;
	far = neighbor_far_port(half->heard);
	half->far = far.length
			? find_port(r, device,
			      names_intern(&c->ports.names, far)->text, false)
			: NONE;
}

/* What a device says of itself under the name of another one. */
static void
give_voice(struct rewriting *r, struct half *half)
{
	const struct comparison *c = r->c;
	uint32_t right =
	    half->far == NONE ? NONE : desired_device(c, half->far);
	uint32_t cable;
	uint32_t near;

	if (right == NONE || !r->misname_of[right] ||
	    r->misname_of[right]->box != c->ports.items[half->near].device)
		return;
	cable = c->ports.items[half->far].cable;
	near = comparison_cable_far(c, cable, half->far);
	if (c->ports.items[near].name == c->ports.items[half->near].name)
		half->near = near;
}

/*
 * A device that others only seemed to hear, because another one bears its name,
 * is one that nobody hears.
 */
static void
silence_namesakes(const struct comparison *c, const struct suspicion *s)
{
	const struct judgement *j = c->judgement;

	for (size_t i = 0; i < s->misname_count; i++) {
		uint32_t box = s->misnames[i].box;

		if (box != NONE && !j->heard_as[box].times)
			j->alive[box] =
			    c->observations->items[box].status == VISIT_OK;
	}
}

/* --- the whole ------------------------------------------------------------ */

static void
rewriting_init(struct rewriting *r)
{
	const struct suspicion *s = r->suspicion;

	r->ports = map_new_exact();
	r->strangers = map_new_exact();
	r->misname_of = xcalloc(r->c->topology->device_count,
	    sizeof(const struct misname *));
	for (size_t i = 0; i < s->misname_count; i++) {
		const struct misname *m = &s->misnames[i];

		r->misname_of[m->device] = m;
		if (m->box == NONE &&
		    !map_add(r->strangers, span_of(m->name), m->device, NULL))
			map_set(r->strangers, span_of(m->name), SEVERAL);
	}
}

static void
rewriting_release(struct rewriting *r)
{
	map_free(r->ports);
	map_free(r->strangers);
	free(r->misname_of);
}

/* Ports as they were when nothing had been heard. */
static void
clear_ports(struct comparison *c)
{
	const struct cable *cables = c->topology->cables;

	for (size_t i = 0; i < c->ports.count; i++) {
		struct port_record *p = &c->ports.items[i];

		p->first_half = NONE;
		p->first_edge = NONE;
		p->murky = false;
		p->crowded = false;
		if (p->cable == NONE || cables[p->cable].state != CABLE_PLANNED)
			continue;
		c->judgement->verdicts[p->cable] = VERDICT_NOT_JUDGED;
		p->cable = NONE;
	}
}

static void
take_back(struct comparison *c)
{
	free(c->edges);
	free(c->removed);
	c->edges = NULL;
	c->removed = NULL;
	c->edge_count = 0;
	c->edge_capacity = 0;
	c->removed_count = 0;
	c->crowd.count = 0;
	c->draft_count = 0;
	clear_ports(c);
	halves_hang(c);
}

void
relabel_run(struct comparison *c, const struct suspicion *suspicion)
{
	struct rewriting r = {.c = c, .suspicion = suspicion};
	bool misnames = suspicion->misname_count > 0;

	c->ports.count = c->first_loose;
	rewriting_init(&r);
	list_ports(&r);
	for (size_t i = 0; i < c->half_count; i++) {
		if (!c->halves[i].heard)
			continue;
		put_in_place(&r, &c->halves[i]);
		if (misnames) {
			give_name(&r, &c->halves[i]);
			give_voice(&r, &c->halves[i]);
		}
	}
	silence_namesakes(c, suspicion);
	take_back(c);
	rewriting_release(&r);
}
