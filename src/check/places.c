/*
 * Who is where, as it becomes clear.
 *
 * One round of suspicions may hide the next: when two whole racks have been
 * exchanged, a server that is joined to nothing but its own rack's switch fits
 * nowhere until that switch has been put in its place.  So sightings are
 * rewritten and joined again until nothing more is found; a device that has
 * been settled once stays so, which ends it.
 *
 * From then on a port of the comparison is one of the device that belongs
 * there.  What is shown as observed is turned back into what devices print.
 */
#include "check/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/places_state.h"
#include "check/relabel.h"

/* More rounds than this are no lab but an attack. */
#define ROUNDS_MAX 16

static struct places *
places_new(const struct comparison *c)
{
	size_t devices = c->topology->device_count;
	size_t cables = c->topology->cable_count;
	struct places *p = xcalloc(1, sizeof(*p));

	p->device_count = devices;
	p->place_of = xcalloc(devices, sizeof(*p->place_of));
	p->box_in = xcalloc(devices, sizeof(*p->box_in));
	p->names_only = xcalloc(devices, sizeof(*p->names_only));
	p->misnames = xcalloc(devices, sizeof(*p->misnames));
	for (uint32_t i = 0; i < devices; i++) {
		p->place_of[i] = p->box_in[i] = i;
		p->misnames[i].device = NONE;
	}
	p->before = xcalloc(cables + 1, sizeof(*p->before));
	memcpy(p->before, c->judgement->verdicts, cables * sizeof(*p->before));
	return p;
}

void
places_free(struct places *places)
{
	if (!places)
		return;
	free(places->place_of);
	free(places->box_in);
	free(places->names_only);
	free(places->misnames);
	free(places->before);
	free(places);
}

bool
places_is_settled(const struct comparison *c, uint32_t device)
{
	const struct places *p = c->places;

	return p && (p->place_of[device] != device ||
			p->misnames[device].device != NONE);
}

/* Only devices that were in their place until now are moved. */
static void
settle(struct places *p, const struct suspicion *s)
{
	for (uint32_t i = 0; s->place_of && i < p->device_count; i++) {
		uint32_t place = s->place_of[i];

		if (place == i)
			continue;
		p->place_of[i] = place;
		p->box_in[place] = i;
		p->names_only[place] = s->names_only[place];
	}
	for (size_t i = 0; i < s->misname_count; i++)
		p->misnames[s->misnames[i].device] = s->misnames[i];
}

bool
places_find(struct comparison *c)
{
	struct suspicion suspicion;

	if ((c->places && c->places->rounds == ROUNDS_MAX) ||
	    !suspicion_find(c, &suspicion))
		return false;
	if (!c->places)
		c->places = places_new(c);
	c->places->rounds++;
	settle(c->places, &suspicion);
	relabel_run(c, &suspicion);
	suspicion_release(&suspicion);
	return true;
}

/* --- as it is heard --------------------------------------------------------
 */

static struct port
port_of_device(const struct comparison *c, uint32_t device, const char *name)
{
	return (struct port){
	    .device = device,
	    .device_name = c->topology->devices[device].name,
	    .name = name,
	};
}

/* A device that speaks for itself does so under its own name. */
struct port
places_port_as_heard(const struct comparison *c, uint32_t port,
    const struct neighbor *heard_there)
{
	const struct port_record *record = &c->ports.items[port];
	const struct misname *m;

	if (!c->places || record->device == NONE)
		return comparison_port(c, port);
	m = &c->places->misnames[record->device];
	if (m->device == NONE || heard_there)
		return port_of_device(c, c->places->box_in[record->device],
		    record->name);
	if (m->box != NONE)
		return port_of_device(c, m->box, record->name);
	return (struct port){
	    .device = DEVICE_FOREIGN,
	    .device_name = m->name,
	    .name = record->name,
	};
}

static bool
is_told_by(const struct comparison *c, size_t device,
    const struct neighbor *heard)
{
	const struct neighbor_list *list = c->observations->items[device].heard;
	uintptr_t at = (uintptr_t)heard;

	return list && at >= (uintptr_t)list->items &&
	       at < (uintptr_t)(list->items + list->count);
}

size_t
places_teller(const struct comparison *c, size_t device,
    const struct neighbor *heard)
{
	const struct places *p = c->places;

	if (!p || is_told_by(c, device, heard))
		return device;
	/* Names alone were exchanged: it is the one in that place. */
	if (is_told_by(c, p->place_of[device], heard))
		return p->place_of[device];
	/* It speaks for a device whose name nobody hears. */
	if (p->misnames[device].device != NONE &&
	    p->misnames[device].box != NONE &&
	    is_told_by(c, p->misnames[device].box, heard))
		return p->misnames[device].box;
	return device;
}
