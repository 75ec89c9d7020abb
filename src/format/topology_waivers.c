/*
 * A waiver is a map: what it is about, why, who answers for it, and until when.
 *
 *	waivers:
 *	  - {cable: C-0007, reason: "SFP is on order", owner: kim, until:
 *2026-12-31}
 *	  - {kind: extra, device: "lab-*", reason: "patched by students", ...}
 *
 * Everything given must hold of a finding, and nothing given would waive
 * everything, so that is a mistake.  So is a missing reason: a fault without
 * one is not known, only hidden.  Owner and day can be left out, at the price
 * of a warning.
 */
#include "format/topology_waivers.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/finding.h"
#include "model/ifname.h"

enum waiver_key {
	KEY_FINDING,
	KEY_KIND,
	KEY_CABLE,
	KEY_DEVICE,
	KEY_REASON,
	KEY_OWNER,
	KEY_UNTIL,
	WAIVER_KEYS
};

/* clang-format off */
static const char *const key_names[WAIVER_KEYS] = {
	[KEY_FINDING] = "finding",
	[KEY_KIND]    = "kind",
	[KEY_CABLE]   = "cable",
	[KEY_DEVICE]  = "device",
	[KEY_REASON]  = "reason",
	[KEY_OWNER]   = "owner",
	[KEY_UNTIL]   = "until",
};

/* The keys whose value is one text, kept as it is. */
static const struct {
	enum waiver_key key;
	const char *what;
	size_t offset;
	size_t max;
} text_fields[] = {
	{ KEY_FINDING, "`finding`", offsetof(struct waiver, finding), YAML_NAME_MAX },
	{ KEY_KIND,    "`kind`",    offsetof(struct waiver, kind),    YAML_NAME_MAX },
	{ KEY_DEVICE,  "`device`",  offsetof(struct waiver, device),  YAML_NAME_MAX },
	{ KEY_REASON,  "`reason`",  offsetof(struct waiver, reason),  YAML_NOTE_MAX },
	{ KEY_OWNER,   "`owner`",   offsetof(struct waiver, owner),   YAML_NAME_MAX },
	{ KEY_UNTIL,   "`until`",   offsetof(struct waiver, until),   YAML_NAME_MAX },
};
/* clang-format on */

static const struct yaml_keys waiver_keys = {"a waiver", key_names,
    WAIVER_KEYS};

/* --- cables by name ------------------------------------------------------ */

/* Cables that answer to the same name hang together. */
struct named {
	size_t cable;
	size_t next; /* NO_MORE ends it */
};

#define NO_MORE ((size_t)-1)

/* By id, by label and by each end, "leaf1:Ethernet1/49". */
struct cable_names {
	struct map *first; /* owned */
	struct named *all; /* owned */
	size_t count;
	size_t capacity;
};

static void
add_name(struct cable_names *names, struct span name, size_t cable)
{
	size_t first;

	names->all = grow_array(names->all, names->count, &names->capacity,
	    sizeof(*names->all));
	names->all[names->count] = (struct named){cable, NO_MORE};
	if (map_find(names->first, name, &first)) {
		if (names->all[first].cable == cable)
			return;
		names->all[names->count].next = names->all[first].next;
		names->all[first].next = names->count;
	} else {
		map_set(names->first, name, names->count);
	}
	names->count++;
}

static void
add_end(struct cable_names *names, const struct topology *t,
    const struct endpoint *end, size_t cable)
{
	struct str name = STR_INIT;

	str_addf(&name, "%s:%s", t->devices[end->device].name, end->port);
	add_name(names, str_span(&name), cable);
	str_release(&name);
}

static void
cable_names_init(struct cable_names *names, const struct topology *t)
{
	*names = (struct cable_names){.first = map_new()};
	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		add_name(names, span_of(cable->id), i);
		if (cable->label)
			add_name(names, span_of(cable->label), i);
		add_end(names, t, &cable->a, i);
		add_end(names, t, &cable->b, i);
	}
}

static void
cable_names_release(struct cable_names *names)
{
	map_free(names->first);
	free(names->all);
}

/* "LEAF1:Eth1/49" as the plan would have it, where it is the end of a cable. */
static void
add_canonical_end(const struct topology *t, struct span word, struct str *out)
{
	const char *colon = span_find_char(word, ':');
	struct span device;
	size_t index;

	str_clear(out);
	if (!colon)
		return;
	device = span_make(word.text, (size_t)(colon - word.text));
	if (!topology_find_device(t, span_trim(device), &index))
		return;
	str_addf(out, "%s:%s", t->devices[index].name,
	    ifname_canonical(t->arena,
		span_trim(span_skip(word, device.length + 1))));
}

/* --- one waiver ---------------------------------------------------------- */

struct reading {
	struct topology *topology;
	const struct yaml_reader *yaml;
	struct cable_names names;
	const struct topology_dropped *dropped;
};

static const char *
next_cable(size_t i, const void *context)
{
	const struct topology *t = context;

	return i < t->cable_count ? t->cables[i].id : NULL;
}

static void
report_unknown(const struct reading *r, const struct yaml_node *at,
    struct span word)
{
	const char *near = NULL;

	if (topology_dropped_has(r->dropped, word))
		return;
	/* The names of cables with a mistake are no good advice. */
	if (topology_dropped_is_empty(r->dropped) &&
	    r->yaml->diags->count < DIAG_MAX / 10)
		near = text_nearest(word, next_cable, r->topology);
	if (near)
		yaml_error(r->yaml, at,
		    "no cable is called \"%s\": did you mean `%s`?",
		    yaml_quote(word).text, yaml_quote(span_of(near)).text);
	else
		yaml_error(r->yaml, at,
		    "no cable is called \"%s\": give its label, or one of its "
		    "ends as DEVICE:PORT",
		    yaml_quote(word).text);
}

/* The chain of cables that `node` names, or NO_MORE. */
static size_t
find_cables(const struct reading *r, const struct yaml_node *node)
{
	struct span word = span_trim(yaml_span(node));
	struct str end = STR_INIT;
	size_t first = NO_MORE;

	if (!map_find(r->names.first, word, &first)) {
		add_canonical_end(r->topology, word, &end);
		if (!end.length ||
		    !map_find(r->names.first, str_span(&end), &first)) {
			report_unknown(r, node, word);
			first = NO_MORE;
		}
		str_release(&end);
	}
	return first;
}

static int
compare_numbers(const void *a, const void *b)
{
	size_t na = *(const size_t *)a;
	size_t nb = *(const size_t *)b;

	return na < nb ? -1 : na > nb;
}

struct numbers {
	size_t *items;
	size_t count;
	size_t capacity;
};

static bool
add_cables(const struct reading *r, const struct yaml_node *node,
    struct numbers *cables)
{
	size_t at;

	if (!yaml_expect(r->yaml, node, "`cable`", YAML_KIND_TEXT))
		return false;
	at = find_cables(r, node);
	if (at == NO_MORE)
		return false;
	for (; at != NO_MORE; at = r->names.all[at].next) {
		cables->items = grow_array(cables->items, cables->count,
		    &cables->capacity, sizeof(*cables->items));
		cables->items[cables->count++] = r->names.all[at].cable;
	}
	return true;
}

/* One name, or a list of them. */
static bool
read_cables(struct reading *r, const struct yaml_node *node,
    struct waiver *waiver)
{
	struct numbers cables = {NULL, 0, 0};
	size_t *kept;
	bool ok = true;

	if (!r->names.first)
		cable_names_init(&r->names, r->topology);
	if (node->kind == YAML_KIND_LIST) {
		for (const struct yaml_node *at = node->first; at;
		     at = at->next)
			ok = add_cables(r, at, &cables) && ok;
		if (!node->length) {
			yaml_error(r->yaml, node, "`cable` is an empty list");
			ok = false;
		}
	} else {
		ok = add_cables(r, node, &cables);
	}
	if (cables.count) {
		qsort(cables.items, cables.count, sizeof(*cables.items),
		    compare_numbers);
		kept = arena_array(r->topology->arena, cables.count,
		    sizeof(*kept));
		for (size_t i = 0; i < cables.count; i++)
			kept[i] = cables.items[i];
		waiver->cables = kept;
		waiver->cable_count = cables.count;
	}
	free(cables.items);
	return ok;
}

static bool
check_kind(const struct reading *r, const struct yaml_node *node,
    struct waiver *waiver)
{
	const char *names[FINDING_KIND_COUNT];
	struct yaml_keys words = {"a kind of finding", names,
	    FINDING_KIND_COUNT};
	enum finding_kind kind;

	if (finding_kind_from_name(span_of(waiver->kind), &kind)) {
		waiver->kind = finding_kind_name(kind);
		return true;
	}
	for (size_t i = 0; i < FINDING_KIND_COUNT; i++)
		names[i] = finding_kind_name((enum finding_kind)i);
	yaml_report_word(r->yaml, node, "`kind`", &words);
	return false;
}

static bool
is_hex(const char *text, size_t length)
{
	return strlen(text) == length &&
	       strspn(text, "0123456789abcdefABCDEF") == length;
}

static bool
check_finding(const struct reading *r, const struct yaml_node *node,
    const struct waiver *waiver)
{
	if (is_hex(waiver->finding, 8))
		return true;
	yaml_error(r->yaml, node,
	    "\"%s\" is no id of a finding: they are eight hex digits, such as "
	    "9f31c2aa",
	    yaml_quote(span_of(waiver->finding)).text);
	return false;
}

static bool
check_day(const struct reading *r, const struct yaml_node *node,
    const struct waiver *waiver)
{
	if (day_is_valid(span_of(waiver->until)))
		return true;
	yaml_error(r->yaml, node,
	    "`until` must be a day, such as 2026-12-31, and not \"%s\"",
	    yaml_quote(span_of(waiver->until)).text);
	return false;
}

static bool
read_texts(const struct reading *r, const struct yaml_node *const *values,
    struct waiver *waiver)
{
	bool ok = true;

	for (size_t i = 0; i < COUNT_OF(text_fields); i++) {
		const struct yaml_node *value = values[text_fields[i].key];
		void *target = (char *)waiver + text_fields[i].offset;

		if (value &&
		    !yaml_read_text(r->yaml, value, text_fields[i].what,
			text_fields[i].max, target))
			ok = false;
	}
	if (waiver->kind && !check_kind(r, values[KEY_KIND], waiver))
		ok = false;
	if (waiver->finding && !check_finding(r, values[KEY_FINDING], waiver))
		ok = false;
	if (waiver->until && !check_day(r, values[KEY_UNTIL], waiver))
		ok = false;
	return ok;
}

/* What is not there at all. */
static bool
check_complete(const struct reading *r, const struct yaml_node *map,
    const struct yaml_node *const *values)
{
	bool ok = true;

	if (!values[KEY_FINDING] && !values[KEY_KIND] && !values[KEY_CABLE] &&
	    !values[KEY_DEVICE]) {
		yaml_error(r->yaml, map,
		    "this waiver would waive everything: say of which "
		    "`cable`, `device`, `kind` or `finding` it is");
		ok = false;
	}
	if (!values[KEY_REASON]) {
		yaml_error(r->yaml, map, "this waiver has no `reason`");
		ok = false;
	}
	if (!values[KEY_OWNER])
		yaml_warning(r->yaml, map,
		    "this waiver has no `owner`: nobody answers for it");
	if (!values[KEY_UNTIL])
		yaml_warning(r->yaml, map,
		    "this waiver has no `until`: it never expires");
	return ok;
}

static void
read_waiver(struct reading *r, const struct yaml_node *map)
{
	const struct yaml_node *values[WAIVER_KEYS];
	struct topology *t = r->topology;
	struct waiver *waiver = &t->waivers[t->waiver_count];
	bool ok;

	if (!yaml_expect(r->yaml, map, "a waiver", YAML_KIND_MAP))
		return;
	ok = yaml_read_keys(r->yaml, map, &waiver_keys, values);
	*waiver = (struct waiver){.place = yaml_place(r->yaml, map)};
	/* After an unknown key it cannot be told what is missing. */
	if (ok)
		ok = check_complete(r, map, values);
	ok = read_texts(r, values, waiver) && ok;
	if (values[KEY_CABLE] && !read_cables(r, values[KEY_CABLE], waiver))
		ok = false;
	if (ok)
		t->waiver_count++;
}

void
topology_waivers_read(struct topology *topology, const struct yaml_reader *yaml,
    const struct yaml_node *waivers, const struct topology_dropped *dropped)
{
	struct reading r = {
	    .topology = topology,
	    .yaml = yaml,
	    .dropped = dropped,
	};

	if (waivers->length > TOPOLOGY_WAIVERS_MAX) {
		yaml_error(yaml, waivers, "more than %u waivers",
		    TOPOLOGY_WAIVERS_MAX);
		return;
	}
	topology->waivers = arena_array(topology->arena, waivers->length,
	    sizeof(*topology->waivers));
	for (const struct yaml_node *at = waivers->first; at; at = at->next)
		read_waiver(&r, at);
	if (r.names.first)
		cable_names_release(&r.names);
}
