/*
 * An entry of `cables` is a list of two ends, or a map with the keys `a` and
 * `b` and what else is known of the cable.  An end is "DEVICE:PORT", or a map
 * with the keys `device` and `port` for devices that have a colon in their
 * name.  Ranges make several cables of one entry: number i of one side is
 * joined to number i of the other.
 */
#include "format/topology_cables.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "format/topology_ends.h"
#include "format/topology_ports.h"
#include "format/topology_range.h"
#include "format/topology_yaml.h"
#include "model/ifname.h"

/* Distances between names that may be computed for "did you mean". */
#define COMPARISONS_MAX 200000u

enum cable_key {
	KEY_A,
	KEY_B,
	KEY_LABEL,
	KEY_STATE,
	KEY_COLOR,
	KEY_TYPE,
	KEY_LENGTH,
	KEY_NOTE,
	KEY_VIA,
	CABLE_KEYS
};

/* clang-format off */
static const char *const key_names[CABLE_KEYS] = {
	[KEY_A]      = "a",
	[KEY_B]      = "b",
	[KEY_LABEL]  = "label",
	[KEY_STATE]  = "state",
	[KEY_COLOR]  = "color",
	[KEY_TYPE]   = "type",
	[KEY_LENGTH] = "length",
	[KEY_NOTE]   = "note",
	[KEY_VIA]    = "via",
};

/* The keys whose value is a text that only people read. */
static const struct {
	enum cable_key key;
	const char *what;
	size_t offset;
	size_t max;
} text_fields[] = {
	{ KEY_COLOR,  "`color`",  offsetof(struct cable, color),  YAML_NAME_MAX },
	{ KEY_TYPE,   "`type`",   offsetof(struct cable, type),   YAML_NAME_MAX },
	{ KEY_LENGTH, "`length`", offsetof(struct cable, length), YAML_NAME_MAX },
	{ KEY_NOTE,   "`note`",   offsetof(struct cable, note),   YAML_NOTE_MAX },
};

static const char *const state_names[] = {
	[CABLE_INSTALLED] = "installed",
	[CABLE_PLANNED]   = "planned",
	[CABLE_REMOVED]   = "removed",
};
/* clang-format on */

static const struct yaml_keys cable_keys = {"a cable", key_names, CABLE_KEYS};

static const struct yaml_keys states = {"a state", state_names,
    COUNT_OF(state_names)};

enum end_key { KEY_DEVICE, KEY_PORT, END_KEYS };

static const char *const end_key_names[END_KEYS] = {
    [KEY_DEVICE] = "device",
    [KEY_PORT] = "port",
};

static const struct yaml_keys end_keys = {"an end of a cable", end_key_names,
    END_KEYS};

/* One side of an entry, as written: ranges and all. */
struct side {
	const struct yaml_node *at;
	const struct yaml_node *device_at;
	const struct yaml_node *port_at;
	struct range device;
	struct range port;
	size_t count; /* of ends */
};

/* An entry of `cables`, as written. */
struct entry {
	const struct yaml_node *at;
	struct side a;
	struct side b;
	const struct yaml_node *label_at; /* NULL: no label */
	struct range label;
	struct cable common; /* what all its cables share */
};

struct cables {
	const struct yaml_reader *yaml;
	struct topology *topology;
	struct topology_ports *ports; /* owned */
	struct topology_ends *ends;   /* owned */
	struct topology_dropped *dropped;
	struct arena *scratch; /* owned; NULL until a range needs it */
	size_t capacity;
	size_t expanded;    /* cables so far, good or bad */
	size_t comparisons; /* that are left */
	bool devices_known;
};

/* What the entry before needed is of no use to the next. */
static struct arena *
scratch(struct cables *c)
{
	if (!c->scratch)
		c->scratch = arena_new();
	return c->scratch;
}

static void
drop_scratch(struct cables *c)
{
	arena_free(c->scratch);
	c->scratch = NULL;
}

/*
 * `literal`: where device and port are written apart, brackets that are no
 * range are letters like any other, so that every name can be written.
 */
static bool
read_range(struct cables *c, struct range *range, const struct yaml_node *at,
    struct span text, bool literal)
{
	enum range_result result;

	*range = (struct range){.text = text, .count = 1};
	if (!span_find_char(text, '[') && !span_find_char(text, ']'))
		return true;
	result = range_read(range, text, scratch(c));
	if (result == RANGE_OK || (literal && (result == RANGE_BAD_BRACKETS ||
						  result == RANGE_BAD_ITEM)))
		return true;
	yaml_error(c->yaml, at, "\"%s\": %s", yaml_quote(text).text,
	    range_explain(result));
	return false;
}

static bool
read_side_text(struct cables *c, struct side *side)
{
	struct span text = yaml_span(side->at);
	const char *colon = span_find_char(text, ':');
	struct span device;
	struct span port;

	if (!colon) {
		yaml_error(c->yaml, side->at,
		    "\"%s\" has no port: an end is written DEVICE:PORT",
		    yaml_quote(text).text);
		return false;
	}
	device = span_make(text.text, (size_t)(colon - text.text));
	port = span_trim(span_skip(text, device.length + 1));
	device = span_trim(device);
	if (!device.length || !port.length) {
		yaml_error(c->yaml, side->at,
		    "\"%s\" has no %s: an end is written DEVICE:PORT",
		    yaml_quote(text).text, device.length ? "port" : "device");
		return false;
	}
	side->device_at = side->port_at = side->at;
	return read_range(c, &side->device, side->at, device, false) &&
	       read_range(c, &side->port, side->at, port, false);
}

/* [leaf1: Eth1/49]: to YAML, the blank makes it a map of one pair. */
static bool
is_split_text(const struct yaml_node *map)
{
	const struct yaml_node *key = map->first;

	return map->length == 1 && key->kind == YAML_KIND_TEXT &&
	       !span_is(yaml_span(key), "device") &&
	       !span_is(yaml_span(key), "port");
}

static bool
read_side_map(struct cables *c, struct side *side)
{
	const struct yaml_node *values[END_KEYS];
	bool ok = true;

	if (is_split_text(side->at)) {
		yaml_error(c->yaml, side->at,
		    "an end is written DEVICE:PORT, without a blank after the "
		    "colon");
		return false;
	}
	yaml_read_keys(c->yaml, side->at, &end_keys, values);
	for (size_t i = 0; i < END_KEYS; i++) {
		if (!values[i]) {
			yaml_error(c->yaml, side->at, "this end has no `%s`",
			    end_key_names[i]);
			ok = false;
		} else if (!yaml_expect(c->yaml, values[i],
			       i == KEY_PORT ? "`port`" : "`device`",
			       YAML_KIND_TEXT)) {
			ok = false;
		}
	}
	if (!ok)
		return false;
	side->device_at = values[KEY_DEVICE];
	side->port_at = values[KEY_PORT];
	return read_range(c, &side->device, side->device_at,
		   span_trim(yaml_span(side->device_at)), true) &&
	       read_range(c, &side->port, side->port_at,
		   span_trim(yaml_span(side->port_at)), true);
}

static bool
read_side(struct cables *c, struct side *side, const struct yaml_node *at)
{
	bool ok = false;

	side->at = at;
	if (at->kind == YAML_KIND_MAP)
		ok = read_side_map(c, side);
	else if (yaml_expect(c->yaml, at, "an end of a cable", YAML_KIND_TEXT))
		ok = read_side_text(c, side);
	if (!ok)
		return false;
	side->count = side->device.count * side->port.count;
	if (side->count > RANGE_COUNT_MAX) {
		yaml_error(c->yaml, at, "this stands for more than %u ends",
		    RANGE_COUNT_MAX);
		return false;
	}
	return true;
}

static const char *
next_device(size_t i, const void *context)
{
	const struct topology *topology = context;

	return i < topology->device_count ? topology->devices[i].name : NULL;
}

static void
report_unknown(struct cables *c, const struct yaml_node *at, struct span name)
{
	const char *near = NULL;

	if (!c->devices_known)
		return;
	if (c->topology->device_count <= c->comparisons &&
	    c->yaml->diags->count < DIAG_MAX) {
		c->comparisons -= c->topology->device_count;
		near = text_nearest(name, next_device, c->topology);
	}
	if (near)
		yaml_error(c->yaml, at,
		    "unknown device \"%s\": did you mean `%s`?",
		    yaml_quote(name).text, yaml_quote(span_of(near)).text);
	else
		yaml_error(c->yaml, at, "unknown device \"%s\"",
		    yaml_quote(name).text);
}

static bool
find_device(struct cables *c, const struct side *side, size_t i, size_t *device)
{
	struct str name = STR_INIT;
	struct span text = side->device.text;
	bool ok = false;

	if (side->device.parts) {
		range_add_name(&side->device, i / side->port.count, &name);
		text = str_span(&name);
	}
	if (!yaml_check_name(c->yaml, side->device_at, "the name of a device",
		text))
		goto done;
	ok = topology_find_device(c->topology, text, device);
	if (!ok)
		report_unknown(c, side->device_at, text);

done:
	str_release(&name);
	return ok;
}

static void
warn_ambiguous(struct cables *c, const struct yaml_node *at, struct span name)
{
	const char *first;
	const char *second;

	if (ifname_is_ambiguous(name, &first, &second))
		yaml_warning(c->yaml, at,
		    "port \"%s\" may be %s or %s: write it in full",
		    yaml_quote(name).text, first, second);
}

static bool
name_port(struct cables *c, const struct side *side, size_t i,
    const char **port)
{
	struct str name = STR_INIT;
	struct span text = side->port.text;
	bool ambiguous;
	bool ok = false;

	if (side->port.parts) {
		range_add_name(&side->port, i % side->port.count, &name);
		text = str_span(&name);
	}
	if (!yaml_check_name(c->yaml, side->port_at, "the name of a port",
		text))
		goto done;
	*port = topology_ports_name(c->ports, text, &ambiguous);
	if (ambiguous && i == 0)
		warn_ambiguous(c, side->port_at, text);
	ok = true;

done:
	str_release(&name);
	return ok;
}

static bool
make_end(struct cables *c, const struct side *side, size_t i,
    struct endpoint *end)
{
	bool device_ok = find_device(c, side, i, &end->device);

	end->place = yaml_place(c->yaml, side->at);
	return name_port(c, side, i, &end->port) && device_ok;
}

static bool
is_loop(const struct cable *cable)
{
	return cable->a.device == cable->b.device &&
	       strcasecmp(cable->a.port, cable->b.port) == 0;
}

static void
label_cable(struct cables *c, const struct entry *entry, size_t i, size_t index)
{
	struct cable *cable = &c->topology->cables[index];
	struct str label = STR_INIT;

	if (entry->label.parts) {
		range_add_name(&entry->label, i, &label);
		cable->label = arena_span(c->topology->arena, str_span(&label));
		str_release(&label);
	} else {
		cable->label = entry->common.label;
	}
	topology_ends_label(c->ends, index, entry->label_at);
}

/* Adds cable number `i` of an entry. */
static void
add_cable(struct cables *c, const struct entry *entry, size_t i)
{
	struct topology *t = c->topology;
	struct cable cable = entry->common;
	bool a_ok = make_end(c, &entry->a, i, &cable.a);
	bool b_ok = make_end(c, &entry->b, i, &cable.b);

	if (!a_ok || !b_ok)
		topology_dropped_add(c->dropped, entry->at);
	if (!a_ok && !b_ok)
		return;
	/*
	 * The end that is right still takes its port, so that a second cable
	 * there is told in the same run.  The plan is not used any more.
	 */
	if (!a_ok)
		cable.a = cable.b;
	if (!b_ok)
		cable.b = cable.a;
	if (a_ok && b_ok && is_loop(&cable)) {
		yaml_error(c->yaml, entry->b.at,
		    "both ends of this cable are %s %s",
		    yaml_quote(span_of(t->devices[cable.a.device].name)).text,
		    yaml_quote(span_of(cable.a.port)).text);
		topology_dropped_add(c->dropped, entry->at);
		return;
	}
	t->cables = arena_grow(t->arena, t->cables, t->cable_count,
	    &c->capacity, sizeof(*t->cables));
	t->cables[t->cable_count++] = cable;
	if (!a_ok || !b_ok) {
		topology_ends_claim_one(c->ends, t->cable_count - 1,
		    a_ok ? CABLE_SIDE_A : CABLE_SIDE_B);
		return;
	}
	topology_ends_claim(c->ends, t->cable_count - 1);
	if (entry->label_at)
		label_cable(c, entry, i, t->cable_count - 1);
}

static void
read_state(struct cables *c, const struct yaml_node *node,
    enum cable_state *state)
{
	if (!yaml_expect(c->yaml, node, "`state`", YAML_KIND_TEXT))
		return;
	for (size_t i = 0; i < COUNT_OF(state_names); i++) {
		if (span_is_nocase(yaml_span(node), state_names[i])) {
			*state = (enum cable_state)i;
			return;
		}
	}
	yaml_report_word(c->yaml, node, "`state`", &states);
}

static bool
read_label(struct cables *c, struct entry *entry)
{
	struct span text;

	if (!yaml_read_text(c->yaml, entry->label_at, "`label`", YAML_NAME_MAX,
		&entry->common.label))
		return false;
	text = span_of(entry->common.label);
	return read_range(c, &entry->label, entry->label_at, text, true);
}

static void
read_extras(struct cables *c, struct entry *entry,
    const struct yaml_node *const *values)
{
	if (values[KEY_STATE])
		read_state(c, values[KEY_STATE], &entry->common.state);
	for (size_t i = 0; i < COUNT_OF(text_fields); i++) {
		const struct yaml_node *value = values[text_fields[i].key];
		void *target = (char *)&entry->common + text_fields[i].offset;

		if (value)
			yaml_read_text(c->yaml, value, text_fields[i].what,
			    text_fields[i].max, target);
	}
	if (values[KEY_VIA])
		yaml_read_texts(c->yaml, values[KEY_VIA], "`via`",
		    &entry->common.via);
	entry->label_at = values[KEY_LABEL];
	if (entry->label_at && !read_label(c, entry)) {
		topology_dropped_add(c->dropped, entry->at);
		entry->label_at = NULL;
	}
}

/* Both sides and the label of an entry must stand for equally many. */
static bool
check_counts(struct cables *c, const struct entry *entry)
{
	size_t count = entry->a.count;

	if (count != entry->b.count) {
		yaml_error(c->yaml, entry->b.at,
		    "the two sides must be equally long: %zu end%s here, "
		    "%zu on the other side",
		    entry->b.count, entry->b.count == 1 ? "" : "s", count);
		return false;
	}
	if (entry->label_at && entry->label.parts &&
	    entry->label.count != count) {
		yaml_error(c->yaml, entry->label_at,
		    "as many labels as cables are needed: %zu label%s for "
		    "%zu cable%s",
		    entry->label.count, entry->label.count == 1 ? "" : "s",
		    count, count == 1 ? "" : "s");
		return false;
	}
	return true;
}

static bool
read_list(struct cables *c, const struct yaml_node *list,
    const struct yaml_node **values)
{
	if (list->length != 2) {
		yaml_error(c->yaml, list, "a cable has two ends, not %u",
		    list->length);
		return false;
	}
	values[KEY_A] = list->first;
	values[KEY_B] = list->first->next;
	return true;
}

static bool
read_map(struct cables *c, const struct yaml_node *map,
    const struct yaml_node **values)
{
	/* The unknown key may have been `label`. */
	if (!yaml_read_keys(c->yaml, map, &cable_keys, values))
		topology_dropped_add(c->dropped, map);
	for (size_t i = KEY_A; i <= KEY_B; i++) {
		if (!values[i])
			yaml_error(c->yaml, map, "this cable has no end `%s`",
			    key_names[i]);
	}
	return values[KEY_A] && values[KEY_B];
}

/* Returns false when there would be too many cables. */
static bool
read_entry(struct cables *c, const struct yaml_node *at)
{
	const struct yaml_node *values[CABLE_KEYS] = {NULL};
	struct entry entry = {.at = at};
	bool complete = false;
	bool ok = true;

	if (at->kind == YAML_KIND_MAP)
		complete = read_map(c, at, values);
	else if (at->kind == YAML_KIND_LIST)
		complete = read_list(c, at, values);
	else if (yaml_expect(c->yaml, at, "a cable", YAML_KIND_TEXT))
		yaml_error(c->yaml, at,
		    "a cable is written [DEVICE:PORT, DEVICE:PORT], or as a "
		    "map with `a` and `b`");
	entry.common.place = yaml_place(c->yaml, at);
	read_extras(c, &entry, values);
	if (values[KEY_A] && !read_side(c, &entry.a, values[KEY_A]))
		ok = false;
	if (values[KEY_B] && !read_side(c, &entry.b, values[KEY_B]))
		ok = false;
	if (!complete || !ok || !check_counts(c, &entry)) {
		topology_dropped_add(c->dropped, at);
		return true;
	}
	c->expanded += entry.a.count;
	if (c->expanded > TOPOLOGY_CABLES_MAX) {
		yaml_error(c->yaml, at,
		    "with this entry there are more than %u cables",
		    TOPOLOGY_CABLES_MAX);
		return false;
	}
	/* Behind so many mistakes nobody reads on. */
	for (size_t i = 0; i < entry.a.count; i++) {
		add_cable(c, &entry, i);
		if (c->yaml->diags->count >= DIAG_MAX) {
			topology_dropped_add(c->dropped, at);
			break;
		}
	}
	return true;
}

void
topology_cables_read(struct topology *topology, const struct yaml_reader *yaml,
    const struct yaml_node *cables, bool devices_known,
    struct topology_dropped *dropped)
{
	struct cables c = {
	    .yaml = yaml,
	    .topology = topology,
	    .ports = topology_ports_new(topology),
	    .capacity = cables->length,
	    .comparisons = COMPARISONS_MAX,
	    .devices_known = devices_known,
	    .dropped = dropped,
	};

	c.ends = topology_ends_new(topology, c.ports, yaml);
	/* Without ranges, one each: nothing needs to grow. */
	topology->cables =
	    arena_array(topology->arena, c.capacity, sizeof(*topology->cables));
	for (const struct yaml_node *at = cables->first; at; at = at->next) {
		if (!read_entry(&c, at)) {
			topology_dropped_add_all(dropped);
			break;
		}
		drop_scratch(&c);
	}
	topology_ends_finish(c.ends);
	drop_scratch(&c);
	topology_ends_free(c.ends);
	topology_ports_free(c.ports);
}
