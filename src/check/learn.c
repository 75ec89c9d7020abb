/*
 * Learning a plan.
 *
 *   who was visited                   the devices, as they are called there
 *   "leaf1.example.net" beside leaf1  a domain
 *   who is heard besides              devices that nobody visited
 *   what is heard, both ways          the cables
 *
 * Who is who and which sightings make a cable is found out by the very code
 * that verifies; so what is learned is what `verify` will see again.  A cable
 * is only taken where nothing speaks against it.
 */
#include "check/learn.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check/check.h"
#include "check/identity.h"
#include "check/order.h"
#include "check/port_counts.h"
#include "model/ifname.h"

/* No plan holds longer names. */
#define NAME_MAX_BYTES 255

#define NOT_VISITED "not visited: it was only heard"

struct learning {
	struct learned *learned;
	struct topology *topology; /* learned->topology */
	const struct topology *base;
	size_t device_capacity;
	size_t domain_capacity;
	size_t cable_capacity;
	size_t ignore_capacity;
	size_t one_way_capacity;
	size_t shared_capacity;
	struct observations observations; /* one per device; owned */
	size_t observation_capacity;
	struct map *domains;
	struct map *twice;    /* serial numbers that differ: device */
	struct map *left_out; /* ports: an ignore rule each */
};

/* --- names ---------------------------------------------------------------- */

/* "leaf1(FDO2151ABCD)" is called leaf1. */
static struct span
bare_name(struct span name)
{
	const char *open = span_find_char(name, '(');

	if (open && open > name.text && name.text[name.length - 1] == ')')
		name.length = (size_t)(open - name.text);
	return span_trim(name);
}

/*
 * What a plan can hold: UTF-8 of a sensible length, nothing invisible, and no
 * brackets, which stand for ranges.
 */
static bool
is_usable(struct span name)
{
	size_t at = 0;

	if (!name.length || name.length > NAME_MAX_BYTES)
		return false;
	while (at < name.length) {
		unsigned char c = (unsigned char)name.text[at];
		size_t length = text_utf8_length(span_skip(name, at));

		if (c < 0x20 || c == 0x7f || c == '[' || c == ']' || !length)
			return false;
		at += length;
	}
	return true;
}

/* --- devices -------------------------------------------------------------- */

static void
copy_from_base(struct learning *l, struct device *device)
{
	struct arena *arena = l->topology->arena;
	const struct device *known;
	size_t index;

	if (!l->base ||
	    !topology_find_device(l->base, span_of(device->name), &index))
		return;
	known = &l->base->devices[index];
	device->host = arena_strdup(arena, known->host);
	device->port = known->port;
	device->unit = known->unit;
	if (known->rack)
		device->rack = arena_strdup(arena, known->rack);
	if (known->username)
		device->username = arena_strdup(arena, known->username);
	if (known->serial)
		device->serial = arena_strdup(arena, known->serial);
	if (known->platform != PLATFORM_AUTO)
		device->platform = known->platform;
}

static size_t
add_device(struct learning *l, struct span name, const struct observation *seen)
{
	struct topology *t = l->topology;
	struct device *device;

	t->devices = arena_grow(t->arena, t->devices, t->device_count,
	    &l->device_capacity, sizeof(*t->devices));
	l->observations.items =
	    grow_array(l->observations.items, l->observations.count,
		&l->observation_capacity, sizeof(*l->observations.items));
	device = &t->devices[t->device_count];
	*device = (struct device){
	    .name = arena_span(t->arena, name),
	    .port = 22,
	    .collect = seen->status == VISIT_OK,
	};
	device->host = device->name;
	copy_from_base(l, device);
	map_set(t->by_name, name, t->device_count);
	l->observations.items[l->observations.count] = *seen;
	l->observations.items[l->observations.count++].not_wanted =
	    !device->collect;
	return t->device_count++;
}

/* The last visit to a device counts. */
static void
add_sources(struct learning *l, const struct learn_source *sources,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct span name = span_of(sources[i].device);
		size_t device;

		if (!is_usable(name)) {
			l->learned->nameless++;
			continue;
		}
		if (!topology_find_device(l->topology, name, &device))
			device = add_device(l, name, &sources[i].seen);
		l->observations.items[device] = sources[i].seen;
		l->topology->devices[device].collect =
		    sources[i].seen.status == VISIT_OK;
		if (sources[i].platform != PLATFORM_AUTO)
			l->topology->devices[device].platform =
			    sources[i].platform;
	}
}

/* --- domains -------------------------------------------------------------- */

static void
learn_domain(struct learning *l, struct span name)
{
	struct string_list *domains = &l->learned->domains;
	struct arena *arena = l->topology->arena;
	size_t unused;

	for (size_t i = 1; i + 1 < name.length; i++) {
		struct span tail = span_skip(name, i + 1);

		if (name.text[i] != '.' ||
		    !topology_find_device(l->topology, span_make(name.text, i),
			&unused) ||
		    !is_usable(tail) ||
		    !map_add(l->domains, tail, domains->count, NULL))
			continue;
		domains->items =
		    arena_grow(arena, domains->items, domains->count,
			&l->domain_capacity, sizeof(*domains->items));
		domains->items[domains->count++] = arena_span(arena, tail);
	}
}

/* Calls `visit` for all that the first `count` devices hear. */
static void
for_each_heard(struct learning *l, size_t count,
    void (*visit)(struct learning *l, const struct neighbor *heard,
	void *context),
    void *context)
{
	for (size_t i = 0; i < count; i++) {
		const struct neighbor_list *list =
		    l->observations.items[i].heard;

		for (size_t k = 0; list && k < list->count; k++)
			visit(l, &list->items[k], context);
	}
}

static void
note_domain(struct learning *l, const struct neighbor *heard, void *context)
{
	struct span name = bare_name(identity_printed_name(heard));
	size_t device;

	(void)context;
	if (!topology_find_device(l->topology, name, &device))
		learn_domain(l, name);
}

static void
give_domains(struct learning *l)
{
	for (size_t i = 0; i < l->topology->device_count; i++)
		l->topology->devices[i].domains = l->learned->domains;
}

/* --- who else is there ---------------------------------------------------- */

static bool
is_phone(const struct neighbor *heard)
{
	for (size_t i = 0; i < heard->capabilities.count; i++) {
		struct span word = heard->capabilities.items[i];

		if (span_is_nocase(word, "Phone") ||
		    span_is_nocase(word, "Telephone") ||
		    (heard->protocol == NEIGHBOR_LLDP && span_is(word, "T")))
			return true;
	}
	return false;
}

static void
add_ignore(struct learning *l, struct ignore_rule rule, const char *note)
{
	struct topology *t = l->topology;
	size_t capacity = l->ignore_capacity;

	t->ignores = arena_grow(t->arena, t->ignores, t->ignore_count,
	    &l->ignore_capacity, sizeof(*t->ignores));
	l->learned->ignore_notes =
	    arena_grow(t->arena, l->learned->ignore_notes, t->ignore_count,
		&capacity, sizeof(*l->learned->ignore_notes));
	t->ignores[t->ignore_count] = rule;
	l->learned->ignore_notes[t->ignore_count++] = note;
}

/* A stranger in the domain of all the others is called as they are. */
static struct span
without_domain(const struct learning *l, struct span name)
{
	size_t unused;

	for (size_t i = 1; i + 1 < name.length; i++) {
		if (name.text[i] == '.' &&
		    map_find(l->domains, span_skip(name, i + 1), &unused))
			return span_make(name.text, i);
	}
	return name;
}

static void
add_stranger(struct learning *l, const struct neighbor *heard, void *context)
{
	static const struct observation unseen = {
	    .status = VISIT_NOT_COLLECTED,
	    .seconds = VISIT_NO_SECONDS,
	    .not_wanted = true,
	};
	struct span name =
	    without_domain(l, bare_name(identity_printed_name(heard)));
	struct identity_match match;
	size_t device;

	identity_find(context, heard, &match);
	if (match.count || is_phone(heard) || !heard->local_port.length ||
	    !heard->port_id.length)
		return;
	if (!is_usable(name))
		l->learned->nameless++;
	else if (!topology_find_device(l->topology, name, &device))
		add_device(l, name, &unseen);
}

static void
note_phone(struct learning *l, const struct neighbor *heard, void *context)
{
	bool *phones = context;

	if (!*phones && is_phone(heard)) {
		*phones = true;
		add_ignore(l, (struct ignore_rule){.capability = "Phone"},
		    "phones come and go");
	}
}

/* --- what they are -------------------------------------------------------- */

static enum platform
platform_of(const struct neighbor *heard)
{
	/* clang-format off */
	static const struct {
		const char *word;
		enum platform platform;
	} words[] = {
		{ "NX-OS",  PLATFORM_NXOS },
		{ "IOS XR", PLATFORM_IOSXR },
		{ "IOS-XR", PLATFORM_IOSXR },
		{ "IOS",    PLATFORM_IOS },
	};
	/* clang-format on */

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (heard->version.length &&
		    memmem(heard->version.text, heard->version.length,
			words[i].word, strlen(words[i].word)))
			return words[i].platform;
	}
	return PLATFORM_AUTO;
}

/* The part of "leaf1(FDO2151ABCD)" that is not the name. */
static struct span
serial_of(const struct neighbor *heard, enum matched_by by)
{
	struct span id = heard->device_id;
	const char *open = span_find_char(id, '(');
	struct span serial;

	if (!open || id.text[id.length - 1] != ')')
		return SPAN_ABSENT;
	serial = by == MATCHED_BY_NAME_SERIAL
		     ? span_skip(id, (size_t)(open - id.text) + 1)
		     : span_make(id.text, (size_t)(open - id.text));
	if (by == MATCHED_BY_NAME_SERIAL)
		serial.length--;
	return serial;
}

static void
learn_serial(struct learning *l, size_t index, struct span serial)
{
	struct device *device = &l->topology->devices[index];
	size_t unused;

	if (!is_usable(serial) ||
	    map_find(l->twice, span_of(device->name), &unused))
		return;
	if (!device->serial) {
		device->serial = arena_span(l->topology->arena, serial);
	} else if (!span_is_nocase(serial, device->serial)) {
		/* Two chassis under one name, or a lie: no serial at all. */
		device->serial = NULL;
		map_set(l->twice, span_of(device->name), 0);
	}
}

static void
learn_traits(struct learning *l, const struct neighbor *heard, void *context)
{
	struct identity_match match;
	struct device *device;

	identity_find(context, heard, &match);
	if (match.count != 1)
		return;
	device = &l->topology->devices[match.candidates[0]];
	if (device->platform == PLATFORM_AUTO)
		device->platform = platform_of(heard);
	if (match.by == MATCHED_BY_NAME_SERIAL ||
	    match.by == MATCHED_BY_SERIAL_NAME)
		learn_serial(l, match.candidates[0],
		    serial_of(heard, match.by));
}

static void
with_identity(struct learning *l, size_t count,
    void (*visit)(struct learning *l, const struct neighbor *heard,
	void *context))
{
	uint32_t *ranks = order_rank_devices(l->topology);
	struct identity *identity = identity_new(l->topology, ranks);

	for_each_heard(l, count, visit, identity);
	identity_free(identity);
	free(ranks);
}

/* --- cables --------------------------------------------------------------- */

static struct endpoint
end_of(struct learning *l, const struct port *port)
{
	return (struct endpoint){
	    .device = port->device,
	    .port = arena_strdup(l->topology->arena, port->name),
	};
}

static void
leave_out(struct learning *l, const struct port *port, const char *why)
{
	struct topology *t = l->topology;

	char *key = str_printf("%zu %s", port->device, port->name);
	bool is_new = map_add(l->left_out, span_of(key), 0, NULL);

	free(key);
	if (!is_new)
		return;
	add_ignore(l,
	    (struct ignore_rule){
		.device = arena_strdup(t->arena, port->device_name),
		.port = arena_strdup(t->arena, port->name),
	    },
	    why);
}

/* Only one of two that could both tell does so. */
static bool
is_one_way(const struct judgement *j, const struct observed_cable *o)
{
	const struct port *silent = o->seen_by == SEEN_BY_A ? &o->b : &o->a;

	return o->seen_by != SEEN_BY_BOTH &&
	       j->observations->items[silent->device].status == VISIT_OK;
}

/* A list of cables in the making. */
struct cable_list {
	struct cable **items;
	size_t *count;
	size_t *capacity;
};

static void
add_cable(struct learning *l, const struct cable_list *list,
    const struct port *a, const struct port *b)
{
	*list->items = arena_grow(l->topology->arena, *list->items,
	    *list->count, list->capacity, sizeof(**list->items));
	(*list->items)[(*list->count)++] = (struct cable){
	    .id = "",
	    .a = end_of(l, a),
	    .b = end_of(l, b),
	};
}

static void
learn_one_way(struct learning *l, const struct port *teller,
    const struct port *silent)
{
	const struct cable_list list = {&l->learned->one_way,
	    &l->learned->one_way_count, &l->one_way_capacity};

	leave_out(l, teller,
	    arena_printf(l->topology->arena,
		"one-way: %s %s hears %s %s, which does not say so",
		teller->device_name, teller->name, silent->device_name,
		silent->name));
	add_cable(l, &list, teller, silent);
}

static void
learn_cable(struct learning *l, const struct judgement *j,
    const struct observed_cable *o, const struct port_counts *counts)
{
	const struct cable_list cables = {&l->topology->cables,
	    &l->topology->cable_count, &l->cable_capacity};
	const struct cable_list shared = {&l->learned->shared,
	    &l->learned->shared_count, &l->shared_capacity};
	bool a_is_shared = port_counts_is_shared(counts, &o->a);

	if (o->a.device == DEVICE_FOREIGN || o->b.device == DEVICE_FOREIGN)
		return;
	if (a_is_shared || port_counts_is_shared(counts, &o->b)) {
		leave_out(l, a_is_shared ? &o->a : &o->b,
		    "several devices are heard there");
		add_cable(l, &shared, &o->a, &o->b);
		return;
	}
	if (!is_usable(span_of(o->a.name)) || !is_usable(span_of(o->b.name))) {
		leave_out(l, is_usable(span_of(o->a.name)) ? &o->a : &o->b,
		    "no plan can hold the name of the port that is heard");
		return;
	}
	if (is_one_way(j, o)) {
		bool by_a = o->seen_by == SEEN_BY_A;

		learn_one_way(l, by_a ? &o->a : &o->b, by_a ? &o->b : &o->a);
		return;
	}
	add_cable(l, &cables, &o->a, &o->b);
}

static void
learn_cables(struct learning *l)
{
	struct judgement *j = check_run(l->topology, &l->observations);
	struct port_counts *counts = port_counts_new(j);

	for (size_t i = 0; i < j->observed_count; i++)
		learn_cable(l, j, &j->observed[i], counts);
	for (size_t i = 0; i < j->ambiguity_count; i++) {
		const struct ambiguity *a = &j->ambiguities[i];
		struct port port = {a->device,
		    l->topology->devices[a->device].name, a->port};

		leave_out(l, &port,
		    "the name that is heard there fits several "
		    "devices");
	}
	port_counts_free(counts);
	judgement_free(j);
}

static void
note_devices(struct learning *l)
{
	struct topology *t = l->topology;

	l->learned->device_notes = arena_array(t->arena, t->device_count,
	    sizeof(*l->learned->device_notes));
	l->learned->statuses = arena_array(t->arena, t->device_count,
	    sizeof(*l->learned->statuses));
	for (size_t i = 0; i < t->device_count; i++) {
		const struct observation *seen = &l->observations.items[i];

		l->learned->statuses[i] = seen->status;
		if (seen->status == VISIT_OK)
			continue;
		l->learned->device_notes[i] =
		    seen->status == VISIT_NOT_COLLECTED
			? NOT_VISITED
			: arena_printf(t->arena, "could not be read: %s",
			      visit_status_name(seen->status));
	}
}

struct learned *
learn_run(const char *name, const struct topology *base,
    const struct learn_source *sources, size_t count)
{
	struct topology *topology = topology_new();
	struct learning l = {
	    .topology = topology,
	    .base = base,
	    .domains = map_new(),
	    .twice = map_new(),
	    .left_out = map_new_exact(),
	};
	bool phones = false;
	size_t visited;

	l.learned = arena_alloc(topology->arena, sizeof(*l.learned));
	l.learned->topology = topology;
	topology->name = arena_strdup(topology->arena, name);
	add_sources(&l, sources, count);
	visited = topology->device_count;
	for_each_heard(&l, visited, note_domain, NULL);
	give_domains(&l);
	with_identity(&l, visited, add_stranger);
	give_domains(&l);
	with_identity(&l, visited, learn_traits);
	for_each_heard(&l, visited, note_phone, &phones);
	learn_cables(&l);
	note_devices(&l);
	free(l.observations.items);
	map_free(l.domains);
	map_free(l.twice);
	map_free(l.left_out);
	return l.learned;
}
