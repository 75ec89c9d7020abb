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
#include "model/ifname.h"

struct comparing {
	const struct topology *old;
	const struct topology *new_;
	struct difference *difference;
	struct topology *lab;
	struct observations observations; /* owned; so is each list */
	size_t device_capacity;
	size_t change_capacity;
};

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

static void
add_change(struct comparing *c, struct change change)
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
			add_change(c, (struct change){
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
		add_change(c, (struct change){
				  .kind = CHANGE_ADDED,
				  .what = name_device(c, device),
				  .new_place = device->place,
			      });
	}
}

/* --- cables ----------------------------------------------------------------
 */

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

static void
add_cables(struct comparing *c)
{
	struct topology *t = c->lab;

	t->cables =
	    arena_array(t->arena, c->old->cable_count + 1, sizeof(*t->cables));
	for (size_t i = 0; i < c->old->cable_count; i++) {
		struct cable cable = c->old->cables[i];

		if (cable.state == CABLE_REMOVED)
			continue;
		cable.state = CABLE_INSTALLED;
		cable.a = end_in_lab(c, c->old, &cable.a);
		cable.b = end_in_lab(c, c->old, &cable.b);
		t->cables[t->cable_count++] = cable;
	}
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

static void
tell_cables(struct comparing *c)
{
	size_t count = c->lab->device_count;

	c->observations.items =
	    xcalloc(count + 1, sizeof(*c->observations.items));
	c->observations.count = count;
	for (size_t i = 0; i < count; i++)
		c->observations.items[i] = (struct observation){
		    .status = VISIT_OK,
		    .file = "",
		    .heard = neighbor_list_new(),
		};
	for (size_t i = 0; i < c->new_->cable_count; i++) {
		const struct cable *cable = &c->new_->cables[i];
		struct endpoint a = end_in_lab(c, c->new_, &cable->a);
		struct endpoint b = end_in_lab(c, c->new_, &cable->b);

		if (cable->state == CABLE_REMOVED)
			continue;
		tell(c, &a, &b);
		tell(c, &b, &a);
		c->difference->after++;
	}
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
		add_change(c, change);
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
	const char *what = arena_printf(c->lab->arena, "cable %s %s -- %s %s",
	    c->old->devices[a->a.device].name, a->a.port,
	    c->old->devices[a->b.device].name, a->b.port);

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

/* "leaf1 Ethernet1/49" as a key, without regard to case. */
static char *
end_key(const struct topology *t, const struct endpoint *end)
{
	return str_printf("%s %s", t->devices[end->device].name, end->port);
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

struct difference *
compare_labs(const struct topology *old, const struct topology *new_,
    bool attributes)
{
	struct topology *lab = topology_new();
	struct difference *d = arena_alloc(lab->arena, sizeof(*d));
	struct comparing c = {
	    .old = old,
	    .new_ = new_,
	    .difference = d,
	    .lab = lab,
	};

	d->lab = lab;
	lab->name = old->name;
	lab->file = old->file;
	add_devices(&c);
	add_cables(&c);
	tell_cables(&c);
	if (attributes)
		compare_attributes(&c);
	/* The judgement borrows the observations. */
	d->observations = c.observations;
	d->judgement = check_run(lab, &d->observations);
	d->same = d->judgement->summary.ok;
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
