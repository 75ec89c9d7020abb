/*
 * The second lab is told as its devices would tell it, each what is at the
 * other end of its ports, and judged against the first.  So the code that finds
 * out which plug sits wrong also finds out which plug was moved.
 */
#include "check/compare_labs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/check.h"
#include "check/compare_labs_work.h"
#include "model/ifname.h"

/* --- devices ---------------------------------------------------------------
 */

static size_t
add_device(struct comparing *c, const struct device *device)
{
	struct topology *t = c->lab;

	t->devices = arena_grow(t->arena, t->devices, t->device_count,
	    &c->device_capacity, sizeof(*t->devices));
	t->devices[t->device_count] = *device;
	/* Here names are names: nobody is recognised by anything else. */
	t->devices[t->device_count].aliases.count = 0;
	t->devices[t->device_count].domains.count = 0;
	t->devices[t->device_count].serial = NULL;
	t->devices[t->device_count].host = device->name;
	t->devices[t->device_count].platform = PLATFORM_AUTO;
	map_set(t->by_name, span_of(device->name), t->device_count);
	return t->device_count++;
}

void
compare_labs_add_change(struct comparing *c, struct change change)
{
	struct difference *d = c->difference;

	d->changes = arena_grow(c->lab->arena, d->changes, d->change_count,
	    &c->change_capacity, sizeof(*d->changes));
	d->changes[d->change_count++] = change;
}

static const char *
name_device(struct comparing *c, const struct device *device)
{
	return arena_printf(c->lab->arena, "device %s", device->name);
}

static void
add_devices(struct comparing *c)
{
	size_t index;

	for (size_t i = 0; i < c->old->device_count; i++) {
		const struct device *device = &c->old->devices[i];

		add_device(c, device);
		if (!topology_find_device(c->new_, span_of(device->name),
			&index))
			compare_labs_add_change(c,
			    (struct change){
				.kind = CHANGE_REMOVED,
				.what = name_device(c, device),
				.old_place = device->place,
			    });
	}
	for (size_t i = 0; i < c->new_->device_count; i++) {
		const struct device *device = &c->new_->devices[i];

		if (topology_find_device(c->lab, span_of(device->name), &index))
			continue;
		add_device(c, device);
		compare_labs_add_change(c, (struct change){
					       .kind = CHANGE_ADDED,
					       .what = name_device(c, device),
					       .new_place = device->place,
					   });
	}
}

/* --- cables ----------------------------------------------------------------
 */

/* "leaf1 Ethernet1/49" as a key, without regard to case. */
static char *
end_key(const struct topology *t, const struct endpoint *end)
{
	return str_printf("%s %s", t->devices[end->device].name, end->port);
}

/* The end of a cable of either lab, among all devices. */
static struct endpoint
end_in_lab(const struct comparing *c, const struct topology *t,
    const struct endpoint *end)
{
	struct endpoint here = *end;

	if (!topology_find_device(c->lab, span_of(t->devices[end->device].name),
		&here.device))
		bug("a device is in neither lab");
	return here;
}

void
compare_labs_add_cable(struct comparing *c, struct cable cable, bool one_way)
{
	struct topology *t = c->lab;

	cable.state = CABLE_INSTALLED;
	cable.a = end_in_lab(c, c->old, &cable.a);
	cable.b = end_in_lab(c, c->old, &cable.b);
	c->difference->one_way_before[t->cable_count] = one_way;
	t->cables[t->cable_count++] = cable;
}

static size_t
count_one_way(const struct learned *learned)
{
	return learned ? learned->one_way_count : 0;
}

static void
add_cables(struct comparing *c)
{
	struct topology *t = c->lab;
	size_t one_way = count_one_way(c->old_learned);
	size_t shared = c->old_learned ? c->old_learned->shared_count : 0;
	size_t most = c->old->cable_count + one_way + shared;

	t->cables = arena_array(t->arena, most, sizeof(*t->cables));
	c->difference->one_way_before =
	    arena_array(t->arena, most, sizeof(*c->difference->one_way_before));
	for (size_t i = 0; i < c->old->cable_count; i++) {
		if (c->old->cables[i].state != CABLE_REMOVED)
			compare_labs_add_cable(c, c->old->cables[i], false);
	}
	for (size_t i = 0; i < one_way; i++)
		compare_labs_add_cable(c, c->old_learned->one_way[i], true);
	shared_add_cables(c);
	c->difference->before = t->cable_count;
}

static void
tell(struct comparing *c, const struct endpoint *near,
    const struct endpoint *far)
{
	struct observation *o = &c->observations.items[near->device];
	struct neighbor *n =
	    neighbor_list_add((struct neighbor_list *)(uintptr_t)o->heard);

	n->local_port = span_of(near->port);
	n->device_id = span_of(c->lab->devices[far->device].name);
	n->port_id = span_of(far->port);
}

void
compare_labs_tell_cable(struct comparing *c, const struct cable *cable)
{
	struct endpoint a = end_in_lab(c, c->new_, &cable->a);
	struct endpoint b = end_in_lab(c, c->new_, &cable->b);

	tell(c, &a, &b);
	tell(c, &b, &a);
	c->difference->after++;
}

/* Of a device that was not reached, silence says nothing. */
static enum visit_status
status_of(const struct comparing *c, size_t device)
{
	size_t index;

	if (!c->new_learned ||
	    !topology_find_device(c->new_,
		span_of(c->lab->devices[device].name), &index))
		return VISIT_OK;
	return c->new_learned->statuses[index];
}

static void
tell_one_way(struct comparing *c)
{
	for (size_t i = 0; i < count_one_way(c->new_learned); i++) {
		const struct cable *cable = &c->new_learned->one_way[i];
		char *a = end_key(c->new_, &cable->a);
		char *b = end_key(c->new_, &cable->b);

		compare_labs_tell_cable(c, cable);
		map_set(c->one_way, span_of(a), i);
		map_set(c->one_way, span_of(b), i);
		free(a);
		free(b);
	}
}

static void
tell_cables(struct comparing *c)
{
	size_t count = c->lab->device_count;

	c->observations.items =
	    xcalloc(count + 1, sizeof(*c->observations.items));
	c->observations.count = count;
	for (size_t i = 0; i < count; i++)
		c->observations.items[i] = (struct observation){
		    .status = status_of(c, i),
		    .not_wanted = true, /* who is dark, the statuses tell */
		    .file = "",
		    .heard = neighbor_list_new(),
		};
	for (size_t i = 0; i < c->new_->cable_count; i++) {
		if (c->new_->cables[i].state != CABLE_REMOVED)
			compare_labs_tell_cable(c, &c->new_->cables[i]);
	}
	tell_one_way(c);
	shared_tell_cables(c);
}

/* --- what is said of them --------------------------------------------------
 */

static void
compare_texts(struct comparing *c, struct change change)
{
	change.kind = CHANGE_CHANGED;
	if (!change.before)
		change.before = "";
	if (!change.after)
		change.after = "";
	if (strcmp(change.before, change.after) != 0)
		compare_labs_add_change(c, change);
}

static const char *
unit_text(struct comparing *c, unsigned unit)
{
	return unit ? arena_printf(c->lab->arena, "%u", unit) : "";
}

static void
compare_device(struct comparing *c, const struct device *a,
    const struct device *b)
{
	const struct {
		const char *key;
		const char *before;
		const char *after;
	} rows[] = {
	    {"host", a->host, b->host},
	    {"platform", platform_name(a->platform),
		platform_name(b->platform)},
	    {"rack", a->rack, b->rack},
	    {"unit", unit_text(c, a->unit), unit_text(c, b->unit)},
	    {"serial", a->serial, b->serial},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		compare_texts(c, (struct change){
				     .what = name_device(c, a),
				     .key = rows[i].key,
				     .before = rows[i].before,
				     .after = rows[i].after,
				     .old_place = a->place,
				     .new_place = b->place,
				 });
}

const char *
compare_labs_name_cable(struct comparing *c, const struct topology *t,
    const struct cable *cable)
{
	return arena_printf(c->lab->arena, "cable %s %s -- %s %s",
	    t->devices[cable->a.device].name, cable->a.port,
	    t->devices[cable->b.device].name, cable->b.port);
}

static void
compare_cable(struct comparing *c, const struct cable *a, const struct cable *b)
{
	static const char *const states[] = {
	    [CABLE_INSTALLED] = "installed",
	    [CABLE_PLANNED] = "planned",
	    [CABLE_REMOVED] = "removed",
	};
	const struct {
		const char *key;
		const char *before;
		const char *after;
	} rows[] = {
	    {"label", a->label, b->label},
	    {"state", states[a->state], states[b->state]},
	    {"color", a->color, b->color},
	    {"type", a->type, b->type},
	    {"length", a->length, b->length},
	    {"note", a->note, b->note},
	};
	const char *what = compare_labs_name_cable(c, c->old, a);

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		compare_texts(c, (struct change){
				     .what = what,
				     .key = rows[i].key,
				     .before = rows[i].before,
				     .after = rows[i].after,
				     .old_place = a->place,
				     .new_place = b->place,
				 });
}

static bool
is_end(const struct comparing *c, const struct endpoint *old,
    const struct endpoint *new_)
{
	char *a = end_key(c->old, old);
	char *b = end_key(c->new_, new_);
	bool same = span_is_nocase(span_of(a), b);

	free(a);
	free(b);
	return same;
}

static void
compare_attributes(struct comparing *c)
{
	struct map *ends = map_new();
	size_t index;

	for (size_t i = 0; i < c->old->device_count; i++) {
		const struct device *device = &c->old->devices[i];

		if (topology_find_device(c->new_, span_of(device->name),
			&index))
			compare_device(c, device, &c->new_->devices[index]);
	}
	for (size_t i = 0; i < 2 * c->new_->cable_count; i++) {
		const struct cable *cable = &c->new_->cables[i / 2];
		char *key = end_key(c->new_, i % 2 ? &cable->b : &cable->a);

		map_set(ends, span_of(key), i);
		free(key);
	}
	for (size_t i = 0; i < c->old->cable_count; i++) {
		const struct cable *cable = &c->old->cables[i];
		char *key = end_key(c->old, &cable->a);
		const struct cable *other;

		if (map_find(ends, span_of(key), &index)) {
			other = &c->new_->cables[index / 2];
			if (is_end(c, &cable->b,
				index % 2 ? &other->a : &other->b))
				compare_cable(c, cable, other);
		}
		free(key);
	}
	map_free(ends);
}

/* --- how they were seen ----------------------------------------------------
 */

static void
compare_statuses(struct comparing *c)
{
	size_t index;

	for (size_t i = 0; i < c->old->device_count; i++) {
		const struct device *device = &c->old->devices[i];

		if (!topology_find_device(c->new_, span_of(device->name),
			&index))
			continue;
		compare_texts(c, (struct change){
				     .what = name_device(c, device),
				     .key = "status",
				     .before = visit_status_name(
					 c->old_learned->statuses[i]),
				     .after = visit_status_name(
					 c->new_learned->statuses[index]),
				 });
	}
}

/* The one-way cable of the second lab at this port, or NULL. */
static const struct cable *
find_one_way(const struct comparing *c, const char *device, const char *port)
{
	char *key = str_printf("%s %s", device, port);
	size_t index;
	bool found = map_find(c->one_way, span_of(key), &index);

	free(key);
	return found ? &c->new_learned->one_way[index] : NULL;
}

static const char *
seen_text(struct comparing *c, const struct topology *t,
    const struct cable *one_way)
{
	return one_way ? arena_printf(c->lab->arena, "only by %s",
			     t->devices[one_way->a.device].name)
		       : "both ways";
}

#define AMONG_OTHERS "among others"

/* A cable that is in both may be seen in another way in one of them. */
static void
compare_seen(struct comparing *c)
{
	const struct judgement *j = c->difference->judgement;
	const struct topology *t = c->lab;

	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];
		const struct cable *after = find_one_way(c,
		    t->devices[cable->a.device].name, cable->a.port);
		struct change change = {
		    .key = "seen",
		    .old_place = cable->place,
		};

		if (j->verdicts[i] != VERDICT_OK)
			continue;
		change.what = compare_labs_name_cable(c, t, cable);
		change.before =
		    shared_has(c->shared_old, t, cable)
			? AMONG_OTHERS
			: seen_text(c, t,
			      c->difference->one_way_before[i] ? cable : NULL);
		change.after = shared_has(c->shared_new, t, cable)
				   ? AMONG_OTHERS
				   : seen_text(c, c->new_, after);
		compare_texts(c, change);
	}
}

static void
mark_one_way(struct comparing *c)
{
	struct difference *d = c->difference;
	const struct judgement *j = d->judgement;

	d->one_way_after = arena_array(c->lab->arena, j->observed_count,
	    sizeof(*d->one_way_after));
	for (size_t i = 0; i < j->observed_count; i++)
		d->one_way_after[i] =
		    find_one_way(c, j->observed[i].a.device_name,
			j->observed[i].a.name) != NULL;
}

struct difference *
compare_labs(const struct compared_lab *old, const struct compared_lab *new_)
{
	struct topology *lab = topology_new();
	struct difference *d = arena_alloc(lab->arena, sizeof(*d));
	struct comparing c = {
	    .old = old->topology,
	    .new_ = new_->topology,
	    .old_learned = old->learned,
	    .new_learned = new_->learned,
	    .one_way = map_new(),
	    .difference = d,
	    .lab = lab,
	};

	shared_begin(&c);
	d->lab = lab;
	lab->name = c.old->name;
	lab->file = c.old->file;
	add_devices(&c);
	add_cables(&c);
	tell_cables(&c);
	if (!old->learned && !new_->learned)
		compare_attributes(&c);
	if (old->learned && new_->learned)
		compare_statuses(&c);
	/* The judgement borrows the observations. */
	d->observations = c.observations;
	d->judgement = check_run(lab, &d->observations);
	d->same = d->judgement->summary.ok;
	d->unknown = d->judgement->summary.unverified;
	if (old->learned)
		unknown_drop(&c);
	compare_seen(&c);
	shared_compare(&c);
	mark_one_way(&c);
	shared_end(&c);
	map_free(c.one_way);
	return d;
}

void
compare_labs_free(struct difference *difference)
{
	if (!difference)
		return;
	judgement_free(difference->judgement);
	for (size_t i = 0; i < difference->observations.count; i++)
		neighbor_list_free(
		    (struct neighbor_list *)(uintptr_t)difference->observations
			.items[i]
			.heard);
	free(difference->observations.items);
	topology_free(difference->lab);
}
