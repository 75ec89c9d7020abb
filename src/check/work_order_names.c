/*
 * Right names; see work_order_names.h.  Which of several devices under one
 * wrong name is meant, many a switch fresh from its box being called "Switch",
 * is told by the port that hears it, as in relabel.c.
 */
#include "check/work_order_names.h"

#include <stdlib.h>

#include "base/mem.h"

/* --- misnamed devices ----------------------------------------------------- */

static void
note_heard_at(struct work_order_names *names, const struct endpoint *end,
    size_t misname)
{
	struct port port = {
	    .device = end->device,
	    .device_name = "",
	    .name = end->port,
	};
	size_t known = work_order_ports_count(&names->ports);

	if (work_order_ports_add(&names->ports, port) != known)
		return;
	names->heard_at = grow_array(names->heard_at, known,
	    &names->heard_capacity, sizeof(*names->heard_at));
	names->heard_at[known] = misname;
}

static void
add_misname(struct work_order_names *names, const struct finding *finding,
    size_t *capacity)
{
	struct port at = finding->plan.steps[0].at;

	names->misnames = grow_array(names->misnames, names->misname_count,
	    capacity, sizeof(*names->misnames));
	names->misnames[names->misname_count++] = (struct work_order_misname){
	    .device = finding->devices[0],
	    .name = finding->heard_as,
	    .box = at.device == DEVICE_FOREIGN ? SIZE_MAX : at.device,
	};
}

/* The ports that the plan joins to a misnamed device. */
static void
list_ports(struct work_order_names *names)
{
	const struct topology *t = names->judgement->topology;
	size_t *misname_of;

	if (!names->misname_count)
		return;
	misname_of = xcalloc(t->device_count, sizeof(*misname_of));
	for (size_t i = 0; i < names->misname_count; i++)
		misname_of[names->misnames[i].device] = i + 1;
	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *k = &t->cables[i];

		if (k->state == CABLE_REMOVED)
			continue;
		if (misname_of[k->a.device])
			note_heard_at(names, &k->b,
			    misname_of[k->a.device] - 1);
		if (misname_of[k->b.device])
			note_heard_at(names, &k->a,
			    misname_of[k->b.device] - 1);
	}
	free(misname_of);
}

void
work_order_names_init(struct work_order_names *names,
    const struct judgement *judgement)
{
	size_t capacity = 0;

	*names = (struct work_order_names){.judgement = judgement};
	work_order_ports_init(&names->ports);
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *f = &judgement->findings[i];

		if (f->kind == FINDING_DEVICE_MISNAMED && f->plan.step_count)
			add_misname(names, f, &capacity);
	}
	list_ports(names);
}

void
work_order_names_release(struct work_order_names *names)
{
	work_order_ports_release(&names->ports);
	free(names->misnames);
	free(names->heard_at);
}

bool
work_order_names_are_right(const struct work_order_names *names)
{
	return !names->judgement->place_of && !names->misname_count;
}

static bool
is_called(const struct work_order_misname *misname, size_t device,
    struct span name)
{
	if (misname->box != SIZE_MAX)
		return device == misname->box;
	return device == SIZE_MAX && span_equal(misname->name, name);
}

/* The misnamed device that `near` hears under `name`, or SIZE_MAX. */
static size_t
find_misnamed(struct work_order_names *names, struct port near, size_t device,
    struct span name)
{
	size_t number =
	    near.device == DEVICE_FOREIGN
		? WORK_ORDER_NO_PORT
		: work_order_ports_find(&names->ports, near.device, near.name);
	size_t only = SIZE_MAX;

	if (number != WORK_ORDER_NO_PORT &&
	    is_called(&names->misnames[names->heard_at[number]], device, name))
		return names->misnames[names->heard_at[number]].device;
	for (size_t i = 0; i < names->misname_count; i++) {
		const struct work_order_misname *m = &names->misnames[i];

		if (m->box != SIZE_MAX || !is_called(m, device, name))
			continue;
		if (only != SIZE_MAX)
			return SIZE_MAX;
		only = m->device;
	}
	return only;
}

/* --- names --------------------------------------------------------------- */

static struct port
rename_port(const struct work_order_names *names, struct port port,
    size_t device)
{
	port.device = device;
	port.device_name = names->judgement->topology->devices[device].name;
	return port;
}

static struct port
put_in_place(const struct work_order_names *names, struct port port)
{
	const size_t *place_of = names->judgement->place_of;

	if (!place_of || port.device == DEVICE_FOREIGN)
		return port;
	return rename_port(names, port, place_of[port.device]);
}

void
work_order_names_ends(struct work_order_names *names,
    const struct observed_cable *cable, struct port ends[2])
{
	const struct neighbor *const heard[2] = {cable->heard_by_a,
	    cable->heard_by_b};

	ends[0] = put_in_place(names, cable->a);
	ends[1] = put_in_place(names, cable->b);
	for (size_t i = 0; names->misname_count && i < 2; i++) {
		size_t known = ends[i].device == DEVICE_FOREIGN
				   ? SIZE_MAX
				   : ends[i].device;
		size_t device;

		/* One that says so itself is called as the plan calls it. */
		if (heard[i] && known != SIZE_MAX)
			continue;
		device = find_misnamed(names, ends[1 - i], known,
		    span_of(ends[i].device_name));
		if (device != SIZE_MAX)
			ends[i] = rename_port(names, ends[i], device);
	}
}

size_t
work_order_names_voice(const struct work_order_names *names, size_t device)
{
	const size_t *voice_of = names->judgement->voice_of;

	return voice_of ? voice_of[device] : device;
}

bool
work_order_names_is_alive(const struct work_order_names *names, size_t device)
{
	const struct judgement *j = names->judgement;

	if (j->alive[device] || j->alive[work_order_names_voice(names, device)])
		return true;
	for (size_t i = 0; i < names->misname_count; i++) {
		if (names->misnames[i].device == device)
			return true;
	}
	return false;
}

size_t
work_order_names_heard(struct work_order_names *names,
    struct identity *identity, struct port near, const struct neighbor *heard)
{
	const size_t *place_of = names->judgement->place_of;
	struct identity_match match;
	size_t known = SIZE_MAX;
	size_t device = SIZE_MAX;

	identity_find(identity, heard, &match);
	if (match.count > 1)
		return SIZE_MAX;
	if (match.count == 1)
		known = match.candidates[0];
	if (names->misname_count)
		device = find_misnamed(names, near, known,
		    identity_printed_name(heard));
	if (device == SIZE_MAX && known != SIZE_MAX && place_of &&
	    place_of[known] != known)
		device = place_of[known];
	return device;
}
