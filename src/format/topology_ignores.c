/*
 * An ignore rule is a map of patterns, all of which must match.  Ports are
 * compared in their long form, so what a pattern says of a port is brought into
 * its long form as well: "Eth1/4*" must cover Ethernet1/41.
 */
#include "format/topology_ignores.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/ifname.h"

/*
 * The warnings are a courtesy, worth a second at most: ten rules are held
 * against every port of two million cables, a thousand rules against fewer.
 */
#define COMPARISONS_MAX 20000000u

enum ignore_key {
	KEY_DEVICE,
	KEY_PORT,
	KEY_NEIGHBOR,
	KEY_CAPABILITY,
	IGNORE_KEYS
};

/* clang-format off */
static const char *const key_names[IGNORE_KEYS] = {
	[KEY_DEVICE]     = "device",
	[KEY_PORT]       = "port",
	[KEY_NEIGHBOR]   = "neighbor",
	[KEY_CAPABILITY] = "capability",
};

static const struct {
	const char *what;
	size_t offset;
} fields[IGNORE_KEYS] = {
	[KEY_DEVICE]     = { "`device`",     offsetof(struct ignore_rule, device) },
	[KEY_PORT]       = { "`port`",       offsetof(struct ignore_rule, port) },
	[KEY_NEIGHBOR]   = { "`neighbor`",   offsetof(struct ignore_rule, neighbor) },
	[KEY_CAPABILITY] = { "`capability`", offsetof(struct ignore_rule, capability) },
};
/* clang-format on */

static const struct yaml_keys ignore_keys = {"an ignore rule", key_names,
    IGNORE_KEYS};

static bool
is_pattern(const char *text)
{
	return strpbrk(text, "*?[") != NULL;
}

/*
 * "Eth1/4*" becomes "Ethernet1/4*": the text before the first wildcard is
 * completed by a digit, made long, and the digit taken off again.  Letters
 * alone ("Eth*") match the long form as they are.
 */
static const char *
long_pattern(struct arena *arena, const char *pattern)
{
	size_t head = strcspn(pattern, "*?[");
	char *model;
	char *full;
	size_t length;

	if (pattern[head] == '*' && strcspn(pattern, "0123456789") >= head)
		return pattern;
	model = arena_printf(arena, "%.*s1", (int)head, pattern);
	full = ifname_canonical(arena, span_of(model));
	length = strlen(full);
	if (!head || !length || full[length - 1] != '1')
		return pattern;
	return arena_printf(arena, "%.*s%s", (int)length - 1, full,
	    pattern + head);
}

static void
read_rule(struct topology *topology, const struct yaml_reader *yaml,
    const struct yaml_node *map)
{
	const struct yaml_node *values[IGNORE_KEYS];
	struct ignore_rule *rule;
	bool ok;

	if (!yaml_expect(yaml, map, "an ignore rule", YAML_KIND_MAP))
		return;
	if (map->length == 0) {
		yaml_error(yaml, map,
		    "an ignore rule without a key would ignore everything");
		return;
	}
	/* A rule with a hole in it would cover far too much. */
	ok = yaml_read_keys(yaml, map, &ignore_keys, values);
	rule = &topology->ignores[topology->ignore_count];
	rule->place = yaml_place(yaml, map);
	for (size_t i = 0; i < IGNORE_KEYS; i++) {
		void *target = (char *)rule + fields[i].offset;

		if (values[i] && !yaml_read_text(yaml, values[i],
				     fields[i].what, YAML_NAME_MAX, target))
			ok = false;
	}
	if (ok)
		topology->ignore_count++;
	if (!rule->port)
		return;
	if (is_pattern(rule->port))
		rule->port = long_pattern(topology->arena, rule->port);
	else
		rule->port =
		    ifname_canonical(topology->arena, span_of(rule->port));
}

/* A rule that says something of neighbors leaves the port itself alone. */
static bool
rule_covers(const struct ignore_rule *rule, const struct device *device,
    const char *port)
{
	if (rule->neighbor || rule->capability)
		return false;
	if (rule->port && !is_pattern(rule->port) &&
	    strcasecmp(rule->port, port) != 0)
		return false;
	if (rule->port && is_pattern(rule->port) &&
	    !text_glob_match(rule->port, port))
		return false;
	return !rule->device || text_glob_match(rule->device, device->name);
}

static void
check_end(const struct topology *t, const struct yaml_reader *yaml,
    const struct endpoint *end)
{
	const struct device *device = &t->devices[end->device];

	for (size_t i = 0; i < t->ignore_count; i++) {
		if (!rule_covers(&t->ignores[i], device, end->port))
			continue;
		diag_add(yaml->diags, end->place, SEVERITY_WARNING,
		    "the ignore rule on line %u covers %s %s: this cable is "
		    "never judged",
		    t->ignores[i].place.line,
		    yaml_quote(span_of(device->name)).text,
		    yaml_quote(span_of(end->port)).text);
		return;
	}
}

static bool
has_port_rules(const struct topology *t)
{
	for (size_t i = 0; i < t->ignore_count; i++) {
		if (!t->ignores[i].neighbor && !t->ignores[i].capability)
			return true;
	}
	return false;
}

void
topology_ignores_read(struct topology *topology, const struct yaml_reader *yaml,
    const struct yaml_node *ignores)
{
	if (ignores->length > TOPOLOGY_IGNORES_MAX) {
		yaml_error(yaml, ignores, "more than %u ignore rules",
		    TOPOLOGY_IGNORES_MAX);
		return;
	}
	topology->ignores = arena_array(topology->arena, ignores->length,
	    sizeof(*topology->ignores));
	for (const struct yaml_node *at = ignores->first; at; at = at->next)
		read_rule(topology, yaml, at);
	if (!has_port_rules(topology))
		return;
	for (size_t i = 0; i < topology->cable_count; i++) {
		if (yaml->diags->count >= DIAG_MAX / 2 ||
		    i * topology->ignore_count > COMPARISONS_MAX)
			return;
		check_end(topology, yaml, &topology->cables[i].a);
		check_end(topology, yaml, &topology->cables[i].b);
	}
}
