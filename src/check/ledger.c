/*
 * From findings to entries; see ledger.h.
 *
 * A port is "leaf1\nEthernet1/1" and an observed cable two of these, in the
 * order of their letters: no name of the plan holds a line end, and what a
 * device printed with one in it meets only itself.
 */
#include "check/ledger.h"

#include <string.h>
#include <strings.h>

#include "check/news.h"

bool
ledger_is_silent(const struct judgement *judgement, size_t device)
{
	const struct observation *seen =
	    &judgement->observations->items[device];

	return seen->status != VISIT_OK && !seen->not_wanted;
}

void
ledger_add_port(struct str *key, const char *device, const char *port)
{
	str_add(key, device);
	str_add_char(key, '\n');
	str_add(key, port);
}

static int
compare_ports(const struct port *a, const struct port *b)
{
	int order = strcasecmp(a->device_name, b->device_name);

	return order ? order : strcasecmp(a->name, b->name);
}

void
ledger_add_observed(struct str *key, const struct observed_cable *cable)
{
	bool turned = compare_ports(&cable->a, &cable->b) > 0;
	const struct port *first = turned ? &cable->b : &cable->a;
	const struct port *second = turned ? &cable->a : &cable->b;

	ledger_add_port(key, first->device_name, first->name);
	str_add_char(key, '\n');
	ledger_add_port(key, second->device_name, second->name);
}

/* --- the lists of an entry ------------------------------------------------ */

struct taking {
	const struct judgement *judgement;
	struct arena *arena;
	size_t *mark; /* one per device: 1 + the last finding that had it */
	size_t number;
	struct ledger_entry *entry;
};

static void
make_lists(struct taking *t, const struct finding *finding)
{
	struct ledger_entry *entry = t->entry;
	size_t ends = 2 * (finding->cable_count + finding->observed_count);
	size_t devices = ends + finding->device_count + finding->evidence_count;

	entry->ports.items =
	    arena_array(t->arena, ends, sizeof(*entry->ports.items));
	entry->observed.items = arena_array(t->arena, finding->observed_count,
	    sizeof(*entry->observed.items));
	entry->witnesses.items =
	    arena_array(t->arena, devices, sizeof(*entry->witnesses.items));
	entry->mute.items =
	    arena_array(t->arena, devices, sizeof(*entry->mute.items));
	entry->past.cables.items = arena_array(t->arena, finding->cable_count,
	    sizeof(*entry->past.cables.items));
}

static void
add(struct string_list *list, const char *text)
{
	list->items[list->count++] = text;
}

static void
add_witness(struct taking *t, size_t device)
{
	const char *name;

	if (device == DEVICE_FOREIGN || t->mark[device] == t->number + 1)
		return;
	t->mark[device] = t->number + 1;
	name = arena_strdup(t->arena,
	    t->judgement->topology->devices[device].name);
	add(&t->entry->witnesses, name);
	if (ledger_is_silent(t->judgement, device))
		add(&t->entry->mute, name);
}

static void
add_port(struct taking *t, const char *device, const char *port)
{
	struct str key = STR_INIT;

	ledger_add_port(&key, device, port);
	add(&t->entry->ports, arena_span(t->arena, str_span(&key)));
	str_release(&key);
}

static void
add_end(struct taking *t, const struct endpoint *end)
{
	add_port(t, t->judgement->topology->devices[end->device].name,
	    end->port);
	add_witness(t, end->device);
}

static void
add_cables(struct taking *t, const struct finding *finding)
{
	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable =
		    &t->judgement->topology->cables[finding->cables[i]];

		add(&t->entry->past.cables, arena_strdup(t->arena, cable->id));
		add_end(t, &cable->a);
		add_end(t, &cable->b);
	}
}

static void
add_observed(struct taking *t, const struct finding *finding)
{
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &t->judgement->observed[finding->observed[i]];
		struct str key = STR_INIT;

		ledger_add_observed(&key, cable);
		add(&t->entry->observed, arena_span(t->arena, str_span(&key)));
		str_release(&key);
		add_port(t, cable->a.device_name, cable->a.name);
		add_port(t, cable->b.device_name, cable->b.name);
		add_witness(t, cable->a.device);
		add_witness(t, cable->b.device);
	}
}

static void
take(struct taking *t, const struct finding *finding)
{
	*t->entry = (struct ledger_entry){
	    .past = {.id = arena_strdup(t->arena, finding->id),
		.kind = finding_kind_name(finding->kind),
		.severity = severity_name(finding->severity)},
	    .kind = finding->kind,
	    .waived = finding->waived != NULL,
	};
	make_lists(t, finding);
	for (size_t i = 0; i < finding->device_count; i++)
		add_witness(t, finding->devices[i]);
	add_cables(t, finding);
	add_observed(t, finding);
	for (size_t i = 0; i < finding->evidence_count; i++)
		add_witness(t, finding->evidence[i].device);
	t->entry->past.devices = t->entry->witnesses;
}

/* --- what goes over from the last ledger ---------------------------------- */

static void
copy_list(struct arena *arena, struct string_list *list)
{
	const char **items = arena_array(arena, list->count, sizeof(*items));

	for (size_t i = 0; i < list->count; i++)
		items[i] = arena_strdup(arena, list->items[i]);
	list->items = items;
}

static struct ledger_entry
copy_entry(struct arena *arena, const struct ledger_entry *from)
{
	struct ledger_entry entry = *from;

	entry.past.id = arena_strdup(arena, from->past.id);
	entry.past.message = arena_strdup(arena, from->past.message);
	entry.headline = arena_strdup(arena, from->headline);
	copy_list(arena, &entry.past.cables);
	copy_list(arena, &entry.ports);
	copy_list(arena, &entry.observed);
	copy_list(arena, &entry.witnesses);
	copy_list(arena, &entry.mute);
	entry.past.devices = entry.witnesses;
	entry.unsure = true;
	return entry;
}

static void
take_findings(struct ledger *ledger, const struct judgement *judgement,
    const struct news *news, const struct ledger_words *words)
{
	struct arena *scratch = arena_new();
	struct taking t = {
	    .judgement = judgement,
	    .arena = ledger->arena,
	    .mark = arena_array(scratch, judgement->topology->device_count,
		sizeof(size_t)),
	};

	for (size_t i = 0; i < judgement->finding_count; i++) {
		if (news->held[i])
			continue;
		t.number = i;
		t.entry = &ledger->items[ledger->count++];
		take(&t, &judgement->findings[i]);
		words->write(judgement, &judgement->findings[i], ledger->arena,
		    t.entry);
	}
	arena_free(scratch);
}

static void
take_silent(struct ledger *ledger, const struct silent_list *silent)
{
	struct silent_list *list = &ledger->silent;

	list->items =
	    arena_array(ledger->arena, silent->count, sizeof(*list->items));
	for (size_t i = 0; i < silent->count; i++)
		list->items[list->count++] = (struct silent_device){
		    .name = arena_strdup(ledger->arena, silent->items[i].name),
		    .since = silent->items[i].since,
		};
}

struct ledger *
ledger_new(const struct judgement *judgement, const struct news *news,
    const struct ledger_words *words)
{
	struct arena *arena = arena_new();
	struct ledger *ledger = arena_alloc(arena, sizeof(*ledger));

	ledger->arena = arena;
	ledger->summary = judgement->summary;
	ledger->items =
	    arena_array(arena, judgement->finding_count + news->kept_count,
		sizeof(*ledger->items));
	take_findings(ledger, judgement, news, words);
	for (size_t i = 0; i < news->kept_count; i++)
		ledger->items[ledger->count++] =
		    copy_entry(arena, news->kept[i]);
	take_silent(ledger, &news->silent);
	return ledger;
}

void
ledger_free(struct ledger *ledger)
{
	if (ledger)
		arena_free(ledger->arena);
}
