/*
 * From groups to devices.
 *
 * As Ansible has it: what a host says of itself wins over what its groups say,
 * a group nearer to it wins over one farther up, and of two groups as far from
 * the top the one later in the alphabet wins.  A group may be described in
 * several places; its children may be described anywhere.
 */
#include "format/ansible.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "format/ansible_range.h"
#include "format/yaml_secrets.h"

#define GROUPS_MAX 10000
#define HOSTS_MAX 1000000

/* clang-format off */
/* Ansible's variables, and what they are here; older names come second. */
static const struct {
	const char *variable;
	const char *key;
} variables[] = {
	{ "ansible_host",       "host" },
	{ "ansible_ssh_host",   "host" },
	{ "ansible_port",       "port" },
	{ "ansible_ssh_port",   "port" },
	{ "ansible_user",       "username" },
	{ "ansible_ssh_user",   "username" },
	{ "ansible_network_os", "platform" },
};

static const struct {
	const char *network_os;
	const char *platform;
} systems[] = {
	{ "ios",               "ios" },
	{ "cisco.ios.ios",     "ios" },
	{ "iosxe",             "ios" },
	{ "nxos",              "nxos" },
	{ "cisco.nxos.nxos",   "nxos" },
	{ "iosxr",             "iosxr" },
	{ "cisco.iosxr.iosxr", "iosxr" },
};
/* clang-format on */

#define VARIABLES COUNT_OF(variables)

struct group {
	struct span name;
	size_t *parents;
	size_t parent_count;
	size_t parent_capacity;
	const struct yaml_node **vars; /* one for each place */
	size_t var_count;
	size_t var_capacity;
	size_t depth; /* the longest way from the top */
	size_t seen;  /* for which host it was last looked at */
};

/* Where the best value of a variable comes from. */
struct found {
	const struct yaml_node *value;
	size_t depth; /* SIZE_MAX: from the host itself */
	struct span group;
};

struct host {
	const struct yaml_node *name; /* where it was first met */
	const char *text;
	struct found values[VARIABLES];
};

struct inventory {
	const struct yaml_reader *r;
	struct yaml_tree *tree;
	const struct yaml_node *wanted;
	struct arena *arena; /* of groups and hosts, while they are read */
	struct map *by_group;
	struct group *groups;
	size_t group_count;
	size_t group_capacity;
	size_t stamp;
	struct map *by_host;
	struct host *hosts;
	size_t host_count;
	size_t host_capacity;
};

/* --- nodes ---------------------------------------------------------------- */

static bool
is_group(const struct yaml_node *node)
{
	return yaml_get(node, "hosts") || yaml_get(node, "children") ||
	       yaml_get(node, "vars");
}

bool
ansible_is_inventory(const struct yaml_node *root)
{
	if (!root || root->kind != YAML_KIND_MAP || yaml_get(root, "devices") ||
	    yaml_get(root, "defaults"))
		return false;
	for (const struct yaml_node *k = root->first; k; k = k->next->next) {
		if (is_group(k->next))
			return true;
	}
	return false;
}

/* Encrypted, or made by a template: somebody else's to know. */
static bool
is_opaque(const struct yaml_node *value)
{
	struct span text;

	if (value->kind != YAML_KIND_TEXT)
		return false;
	text = span_trim(yaml_span(value));
	return span_starts(text, "$ANSIBLE_VAULT;") || span_find(text, "{{");
}

/* --- variables ------------------------------------------------------------ */

static bool
is_password(struct span key)
{
	return span_is(key, "ansible_ssh_pass") ||
	       span_is(key, "ansible_become_pass") ||
	       span_is(key, "ansible_sudo_pass") || yaml_key_is_secret(key);
}

static void
check_secrets(const struct inventory *inventory, const struct yaml_node *map)
{
	for (const struct yaml_node *k = map->first; k; k = k->next->next) {
		if (k->kind != YAML_KIND_TEXT || !is_password(yaml_span(k)))
			continue;
		if (is_opaque(k->next))
			yaml_warning(inventory->r, k,
			    "`%s` is encrypted and not used here",
			    yaml_quote(yaml_span(k)).text);
		else
			yaml_error(inventory->r, k,
			    "`%s`: credentials never belong in this file; use "
			    "--credentials, --ask-password, "
			    "CABLECHECK_PASSWORD, --password-command or "
			    "--identity",
			    yaml_quote(yaml_span(k)).text);
	}
}

static bool
is_better(const struct found *old, size_t depth, struct span group)
{
	size_t length =
	    old->group.length < group.length ? old->group.length : group.length;
	int order;

	if (!old->value || depth != old->depth)
		return !old->value || depth > old->depth;
	order = length ? memcmp(group.text, old->group.text, length) : 0;
	return order ? order > 0 : group.length > old->group.length;
}

static void
take_variables(struct host *host, const struct yaml_node *map, size_t depth,
    struct span group)
{
	for (size_t i = 0; i < VARIABLES; i++) {
		const struct yaml_node *value =
		    yaml_get(map, variables[i].variable);

		if (value && !yaml_is_null(value) &&
		    is_better(&host->values[i], depth, group))
			host->values[i] = (struct found){value, depth, group};
	}
}

/* --- groups --------------------------------------------------------------- */

static size_t
find_group(struct inventory *inventory, struct span name)
{
	size_t i = inventory->group_count;

	if (!map_add(inventory->by_group, name, i, &i))
		return i;
	inventory->groups = arena_grow(inventory->arena, inventory->groups,
	    inventory->group_count, &inventory->group_capacity,
	    sizeof(*inventory->groups));
	memset(&inventory->groups[i], 0, sizeof(*inventory->groups));
	inventory->groups[i].name = name;
	inventory->group_count++;
	return i;
}

static void
read_group(struct inventory *inventory, const struct yaml_node *key,
    size_t parent)
{
	const struct yaml_reader *r = inventory->r;
	const struct yaml_node *map = key->next;
	const struct yaml_node *vars = yaml_get(map, "vars");
	const struct yaml_node *children = yaml_get(map, "children");
	struct group *group;
	size_t i;

	if (key->kind != YAML_KIND_TEXT ||
	    inventory->group_count >= GROUPS_MAX) {
		yaml_error(r, key, "this cannot be the name of a group");
		return;
	}
	i = find_group(inventory, yaml_span(key));
	group = &inventory->groups[i];
	if (parent != SIZE_MAX) {
		group->parents = arena_grow(inventory->arena, group->parents,
		    group->parent_count, &group->parent_capacity,
		    sizeof(size_t));
		group->parents[group->parent_count++] = parent;
	}
	if (yaml_is_null(map) || !yaml_expect(r, map, "a group", YAML_KIND_MAP))
		return;
	if (vars && !yaml_is_null(vars) &&
	    yaml_expect(r, vars, "`vars`", YAML_KIND_MAP)) {
		check_secrets(inventory, vars);
		group->vars =
		    arena_grow(inventory->arena, group->vars, group->var_count,
			&group->var_capacity, sizeof(const struct yaml_node *));
		group->vars[group->var_count++] = vars;
	}
	if (!children || yaml_is_null(children) ||
	    !yaml_expect(r, children, "`children`", YAML_KIND_MAP))
		return;
	for (const struct yaml_node *k = children->first; k; k = k->next->next)
		read_group(inventory, k, i);
}

/* How far each is from the top; false when one is within itself. */
static bool
measure_groups(struct inventory *inventory)
{
	bool moved = true;

	for (size_t round = 0; moved; round++) {
		moved = false;
		if (round > inventory->group_count)
			return false;
		for (size_t i = 0; i < inventory->group_count; i++) {
			struct group *group = &inventory->groups[i];
			/* "all" is above everybody, said or not. */
			size_t depth = span_is(group->name, "all") ? 0 : 1;

			for (size_t k = 0; k < group->parent_count; k++) {
				size_t above =
				    inventory->groups[group->parents[k]].depth;

				if (depth <= above)
					depth = above + 1;
			}
			moved = moved || depth != group->depth;
			group->depth = depth;
		}
	}
	return true;
}

/* --- hosts ---------------------------------------------------------------- */

static void
take_group(struct inventory *inventory, struct host *host, size_t i)
{
	struct group *group = &inventory->groups[i];

	/* There may be many ways to it. */
	if (group->seen == inventory->stamp)
		return;
	group->seen = inventory->stamp;
	for (size_t k = 0; k < group->var_count; k++)
		take_variables(host, group->vars[k], group->depth, group->name);
	for (size_t k = 0; k < group->parent_count; k++)
		take_group(inventory, host, group->parents[k]);
}

static void
add_host(struct inventory *inventory, const struct yaml_node *key,
    struct span name, size_t group)
{
	size_t all = 0;
	size_t i = inventory->host_count;
	struct host *host;

	if (map_add(inventory->by_host, name, i, &i)) {
		inventory->hosts =
		    arena_grow(inventory->arena, inventory->hosts, i,
			&inventory->host_capacity, sizeof(*inventory->hosts));
		memset(&inventory->hosts[i], 0, sizeof(*inventory->hosts));
		inventory->hosts[i].name = key;
		inventory->hosts[i].text =
		    arena_span(inventory->tree->arena, name);
		inventory->host_count++;
	}
	host = &inventory->hosts[i];
	if (key->next->kind == YAML_KIND_MAP)
		take_variables(host, key->next, SIZE_MAX, SPAN_ABSENT);
	inventory->stamp++;
	take_group(inventory, host, group);
	if (map_find(inventory->by_group, span_of("all"), &all))
		take_group(inventory, host, all);
}

/* "leaf[01:20]" stands for twenty. */
static void
add_hosts(struct inventory *inventory, const struct yaml_node *key,
    size_t group)
{
	struct ansible_range range;
	struct str name = STR_INIT;
	const char *problem =
	    ansible_range_read(&range, span_trim(yaml_span(key)));

	if (problem) {
		yaml_error(inventory->r, key, "\"%s\": %s",
		    yaml_quote(yaml_span(key)).text, problem);
		return;
	}
	if (inventory->host_count + range.count > HOSTS_MAX)
		yaml_error(inventory->r, key, "there are too many hosts");
	for (size_t i = 0; i < range.count && inventory->host_count < HOSTS_MAX;
	     i++) {
		str_clear(&name);
		ansible_range_add_name(&range, i, &name);
		add_host(inventory, key, str_span(&name), group);
	}
	str_release(&name);
}

static void
read_hosts(struct inventory *inventory, const struct yaml_node *key)
{
	const struct yaml_reader *r = inventory->r;
	const struct yaml_node *hosts = yaml_get(key->next, "hosts");
	const struct yaml_node *children = yaml_get(key->next, "children");
	size_t group = 0;

	if (key->kind != YAML_KIND_TEXT)
		return;
	group = find_group(inventory, yaml_span(key));
	if (hosts && !yaml_is_null(hosts) &&
	    yaml_expect(r, hosts, "`hosts`", YAML_KIND_MAP)) {
		for (const struct yaml_node *k = hosts->first; k;
		     k = k->next->next) {
			if (k->kind != YAML_KIND_TEXT) {
				yaml_error(r, k,
				    "the name of a host must be a text");
				continue;
			}
			if (k->next->kind == YAML_KIND_MAP)
				check_secrets(inventory, k->next);
			add_hosts(inventory, k, group);
		}
	}
	if (!children || children->kind != YAML_KIND_MAP)
		return;
	for (const struct yaml_node *k = children->first; k; k = k->next->next)
		read_hosts(inventory, k);
}

/* --- devices -------------------------------------------------------------- */

/* A text at the place of another node. */
static struct yaml_node *
make_text(const struct inventory *inventory, const struct yaml_node *at,
    const char *text)
{
	struct yaml_node *node =
	    arena_alloc(inventory->tree->arena, sizeof(*node));

	*node = (struct yaml_node){.text = text,
	    .length = (uint32_t)strlen(text),
	    .line = at->line,
	    .column = at->column,
	    .kind = YAML_KIND_TEXT,
	    .quoted = true};
	return node;
}

static struct yaml_node *
copy_value(const struct inventory *inventory, const struct yaml_node *value)
{
	struct yaml_node *copy =
	    arena_alloc(inventory->tree->arena, sizeof(*copy));

	*copy = *value;
	copy->next = NULL;
	return copy;
}

/* Adds a pair at the end of a map, which `last` points into. */
static void
add_pair(struct yaml_node *map, struct yaml_node ***last, struct yaml_node *key,
    struct yaml_node *value)
{
	**last = key;
	key->next = value;
	*last = &value->next;
	map->length++;
}

static const char *
find_platform(const struct yaml_node *value)
{
	if (value->kind != YAML_KIND_TEXT)
		return NULL;
	for (size_t i = 0; i < COUNT_OF(systems); i++) {
		if (span_is_nocase(yaml_span(value), systems[i].network_os))
			return systems[i].platform;
	}
	return NULL;
}

/* Other makers' devices are known, but nobody logs in to them. */
static void
add_value(const struct inventory *inventory, struct yaml_node *map,
    struct yaml_node ***last, size_t i, const struct yaml_node *value)
{
	const char *key = variables[i].key;
	const char *text = NULL;

	if (is_opaque(value)) {
		yaml_warning(inventory->r, value,
		    "`%s` is made by Ansible and not used here",
		    variables[i].variable);
		return;
	}
	if (strcmp(key, "platform") != 0) {
		add_pair(map, last, make_text(inventory, value, key),
		    copy_value(inventory, value));
		return;
	}
	text = find_platform(value);
	if (text)
		add_pair(map, last, make_text(inventory, value, key),
		    make_text(inventory, value, text));
	else
		add_pair(map, last, make_text(inventory, value, "collect"),
		    make_text(inventory, value, "false"));
}

static struct yaml_node *
make_device(const struct inventory *inventory, const struct host *host)
{
	struct yaml_node *map =
	    arena_alloc(inventory->tree->arena, sizeof(*map));
	struct yaml_node **last;
	const char *before = "";

	*map = (struct yaml_node){.line = host->name->line,
	    .column = host->name->column,
	    .kind = YAML_KIND_MAP};
	last = &map->first;
	for (size_t i = 0; i < VARIABLES; i++) {
		const struct yaml_node *value = host->values[i].value;

		/* The older name serves where the newer one is missing. */
		if (!value || strcmp(before, variables[i].key) == 0)
			continue;
		add_value(inventory, map, &last, i, value);
		before = variables[i].key;
	}
	return map;
}

static bool
is_wanted(const struct map *wanted, const char *name)
{
	size_t ignored = 0;

	return !wanted || map_find(wanted, span_of(name), &ignored);
}

/* The names of a map of devices; NULL for NULL. */
static struct map *
names_of(const struct yaml_node *wanted)
{
	struct map *names = wanted ? map_new() : NULL;

	for (const struct yaml_node *k = wanted ? wanted->first : NULL; k;
	     k = k->next->next) {
		if (k->kind == YAML_KIND_TEXT)
			map_set(names, span_trim(yaml_span(k)), 0);
	}
	return names;
}

static const struct yaml_node *
make_devices(const struct inventory *inventory)
{
	struct map *wanted = names_of(inventory->wanted);
	struct yaml_node *devices =
	    arena_alloc(inventory->tree->arena, sizeof(*devices));
	struct yaml_node **last = &devices->first;

	*devices =
	    (struct yaml_node){.line = 1, .column = 1, .kind = YAML_KIND_MAP};
	for (size_t i = 0; i < inventory->host_count; i++) {
		const struct host *host = &inventory->hosts[i];

		if (is_wanted(wanted, host->text))
			add_pair(devices, &last,
			    make_text(inventory, host->name, host->text),
			    make_device(inventory, host));
	}
	map_free(wanted);
	return devices;
}

const struct yaml_node *
ansible_read(const struct yaml_reader *r, struct yaml_tree *tree,
    const struct yaml_node *wanted)
{
	struct inventory inventory = {.r = r,
	    .tree = tree,
	    .wanted = wanted,
	    .arena = arena_new(),
	    .by_group = map_new_exact(),
	    .by_host = map_new()};
	const struct yaml_node *devices = NULL;

	for (const struct yaml_node *k = tree->root->first; k;
	     k = k->next->next)
		read_group(&inventory, k, SIZE_MAX);
	if (measure_groups(&inventory)) {
		for (const struct yaml_node *k = tree->root->first; k;
		     k = k->next->next)
			read_hosts(&inventory, k);
		devices = make_devices(&inventory);
	} else {
		yaml_error(r, tree->root, "a group is within itself");
	}
	map_free(inventory.by_group);
	map_free(inventory.by_host);
	arena_free(inventory.arena);
	return devices;
}
