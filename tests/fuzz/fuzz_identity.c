/*
 * Any bytes as a plan and as what a neighbor prints.  A line is a letter and a
 * value: d a device, and of that device a an alias, s its serial number, h its
 * host, m a domain; i is the device ID that is heard, y the system name, e an
 * address.  Whoever is found must be so in any order of the plan and in any
 * case of letters.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "check/identity.h"
#include "check/order.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define DEVICES_MAX 40

struct scene {
	struct topology *topology;
	struct neighbor heard;
};

/* What the reader of topologies lets pass: names and aliases only once. */
static bool
is_new_name(struct topology *t, const char *name, size_t device)
{
	return name[0] && map_add(t->by_name, span_of(name), device, NULL);
}

static void
add_device(struct topology *t, const char *name)
{
	if (t->device_count == DEVICES_MAX ||
	    !is_new_name(t, name, t->device_count))
		return;
	t->devices[t->device_count++] =
	    (struct device){.name = name, .host = name};
}

/* A list of one more; the old one stays in the arena. */
static void
add_string(struct arena *arena, struct string_list *list, const char *text)
{
	const char **items = arena_array(arena, list->count + 1, sizeof(text));

	if (list->count)
		memcpy(items, list->items, list->count * sizeof(text));
	items[list->count++] = text;
	list->items = items;
}

static void
read_device_line(struct topology *t, char key, const char *value)
{
	struct device *device;

	if (key == 'd')
		add_device(t, value);
	if (!t->device_count)
		return;
	device = &t->devices[t->device_count - 1];
	if (key == 'a' && is_new_name(t, value, t->device_count - 1))
		add_string(t->arena, &device->aliases, value);
	if (key == 'm')
		add_string(t->arena, &device->domains, value);
	if (key == 's')
		device->serial = value;
	if (key == 'h')
		device->host = value;
}

static void
read_heard_line(struct scene *scene, char key, struct span value)
{
	struct span_list *list = &scene->heard.entry_addresses;

	if (key == 'i')
		scene->heard.device_id = value;
	if (key == 'y')
		scene->heard.system_name = value;
	if (key == 'e' && list->count < DEVICES_MAX)
		list->items[list->count++] = value;
}

static void
read_scene(struct scene *scene, struct span text)
{
	struct topology *t = topology_new();
	struct span line;

	*scene = (struct scene){.topology = t};
	t->devices = arena_array(t->arena, DEVICES_MAX, sizeof(*t->devices));
	scene->heard.entry_addresses.items =
	    arena_array(t->arena, DEVICES_MAX, sizeof(struct span));
	while (span_next_line(&text, &line)) {
		struct span value = span_skip(line, 1);

		if (!line.length)
			continue;
		read_device_line(t, line.text[0], arena_span(t->arena, value));
		read_heard_line(scene, line.text[0], value);
	}
}

/* The same plan, its devices in reverse order. */
static struct topology *
reverse(const struct topology *t)
{
	struct topology *other = topology_new();

	other->devices =
	    arena_array(other->arena, DEVICES_MAX, sizeof(*other->devices));
	for (size_t i = t->device_count; i-- > 0;) {
		size_t at = other->device_count++;
		const struct device *device = &t->devices[i];

		other->devices[at] = *device;
		map_add(other->by_name, span_of(device->name), at, NULL);
		for (size_t k = 0; k < device->aliases.count; k++)
			map_add(other->by_name,
			    span_of(device->aliases.items[k]), at, NULL);
	}
	return other;
}

struct who {
	struct topology *topology; /* borrowed */
	uint32_t *ranks;
	struct identity *identity;
};

static struct who
who_new(struct topology *topology)
{
	struct who who = {topology, order_rank_devices(topology), NULL};

	who.identity = identity_new(topology, who.ranks);
	return who;
}

static void
who_release(struct who *who)
{
	identity_free(who->identity);
	free(who->ranks);
}

static const char *
candidate(const struct who *who, const struct identity_match *match, size_t i)
{
	if (match->candidates[i] >= who->topology->device_count)
		bug("candidate %zu is no device", match->candidates[i]);
	return who->topology->devices[match->candidates[i]].name;
}

static void
check_match(const struct who *who, const struct identity_match *match)
{
	if (match->count > IDENTITY_CANDIDATES_MAX)
		bug("%zu candidates", match->count);
	if ((match->count == 0) != (match->by == MATCHED_BY_NOTHING) ||
	    (match->count == 0) != (matched_by_name(match->by) == NULL))
		bug("%zu candidates by rule %d", match->count, (int)match->by);
	for (size_t i = 1; i < match->count; i++) {
		if (text_natural_compare(candidate(who, match, i - 1),
			candidate(who, match, i)) >= 0)
			bug("candidate %zu is out of order", i);
	}
}

static void
check_same(const struct who *a, const struct identity_match *ma,
    const struct who *b, const struct identity_match *mb, const char *what)
{
	if (ma->count != mb->count || ma->by != mb->by)
		bug("it depends on the %s: %zu by %d, %zu by %d", what,
		    ma->count, (int)ma->by, mb->count, (int)mb->by);
	for (size_t i = 0; i < ma->count; i++) {
		if (strcmp(candidate(a, ma, i), candidate(b, mb, i)) != 0)
			bug("it depends on the %s: %s or %s", what,
			    candidate(a, ma, i), candidate(b, mb, i));
	}
}

static struct span
upper(struct arena *arena, struct span s)
{
	char *copy = arena_span(arena, s);

	for (size_t i = 0; i < s.length; i++)
		copy[i] = (char)toupper((unsigned char)copy[i]);
	return span_make(copy, s.length);
}

/* Who is called as the plan says is found by that, whatever else there is. */
static void
check_names(const struct who *who)
{
	for (size_t i = 0; i < who->topology->device_count; i++) {
		const char *name = who->topology->devices[i].name;
		struct neighbor heard = {.device_id = span_of(name)};
		struct identity_match match;

		if (heard.device_id.length > 255)
			continue;
		identity_find(who->identity, &heard, &match);
		if (match.count != 1 || match.candidates[0] != i ||
		    match.by != MATCHED_BY_NAME)
			bug("%s is not itself", name);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct scene scene;
	struct who there;
	struct who back;
	struct neighbor loud;
	struct identity_match match;
	struct identity_match other;

	read_scene(&scene, span_make((const char *)bytes, length));
	there = who_new(scene.topology);
	back = who_new(reverse(scene.topology));
	identity_find(there.identity, &scene.heard, &match);
	check_match(&there, &match);
	identity_find(back.identity, &scene.heard, &other);
	check_same(&there, &match, &back, &other, "order of the plan");
	loud = scene.heard;
	loud.device_id = upper(scene.topology->arena, loud.device_id);
	loud.system_name = upper(scene.topology->arena, loud.system_name);
	identity_find(there.identity, &loud, &other);
	check_same(&there, &match, &there, &other, "case of letters");
	check_names(&there);
	check_names(&back);
	who_release(&back);
	who_release(&there);
	topology_free(back.topology);
	topology_free(scene.topology);
	return 0;
}
