/*
 * containerlab's topology files: nodes with a kind, and links between their
 * interfaces.  (srl-labs/containerlab, docs/manual/topo-def-file.md)
 *
 *	name: lab
 *	topology:
 *	  nodes:
 *	    leaf1: {kind: cisco_n9kv, mgmt-ipv4: 172.20.20.11}
 *	  links:
 *	    - endpoints: ["leaf1:Ethernet1/1", "spine1:Ethernet1/1"]
 *	    - {type: veth, endpoints: [{node: a, interface: e1}, {node: ...}]}
 *
 * Links to the host, to bridges of the host or into a tunnel have one endpoint
 * of their own, or one with a name that is no node's: they are no cables.
 */
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "format/cabling_containerlab_ports.h"
#include "format/cabling_formats.h"
#include "format/cabling_yaml.h"
#include "format/yaml_fields.h"
#include "format/yaml_word.h"

/* clang-format off */
/* The first of each platform is the one that is written. */
static const struct cabling_kind kinds[] = {
	{ "cisco_c8000v",   "ios",   true },
	{ "cisco_n9kv",     "nxos",  true },
	{ "cisco_xrd",      "iosxr", true },
	{ "linux",          NULL,    false },
	{ "vr-c8000v",      "ios",   true },
	{ "cisco_csr1000v", "ios",   true },
	{ "vr-csr*",        "ios",   true },
	{ "cisco_cat9kv",   "ios",   true },
	{ "vr-cat9kv",      "ios",   true },
	{ "cisco_iol*",     "ios",   true },
	{ "cisco_vios*",    "ios",   true },
	{ "vr-vios*",       "ios",   true },
	{ "vr-n9kv",        "nxos",  true },
	{ "n9kv",           "nxos",  true },
	{ "xrd",            "iosxr", true },
	{ "cisco_xrv*",     "iosxr", true },
	{ "vr-xrv*",        "iosxr", true },
	{ "cisco_c8000",    "iosxr", true },
	{ "bridge",         NULL,    false },
	{ "ovs-bridge",     NULL,    false },
	{ "host",           NULL,    false },
	{ "ext-container",  NULL,    false },
	{ "k8s-kind",       NULL,    false },
};

/* Names that containerlab keeps for what is no node. */
static const char *const outside[] = { "host", "mgmt-net", "macvlan",
	"vxlan", "vxlan-stitch", "dummy" };
/* clang-format on */

struct lab {
	struct cabling_draft *draft;
	const struct yaml_node *topology;
	struct span name;
	const struct yaml_node *prefix;
	struct map *by_group;            /* names: index in `groups` */
	const struct yaml_node **groups; /* owned; what they say */
	struct map *nodes;               /* names: index in `kinds` */
	struct span *kinds;              /* owned */
	size_t kind_count;
	size_t kind_capacity;
	struct cabling_passed passed;
	struct spot renamed_at;
	size_t renamed; /* ports that are not called as on their device */
};

static bool
is_containerlab(const struct cabling_source *source)
{
	const struct yaml_node *topology =
	    cabling_yaml_map_at(source->tree->root, "topology");

	return cabling_yaml_map_at(topology, "nodes") ||
	       cabling_yaml_list_at(topology, "links");
}

/* Each node looks its group up, so they are numbered first. */
static void
read_groups(struct lab *lab)
{
	const struct yaml_node *groups =
	    cabling_yaml_map_at(lab->topology, "groups");
	size_t count = 0;

	if (!groups)
		return;
	lab->groups = xcalloc(groups->length + 1u, sizeof(*lab->groups));
	for (const struct yaml_node *k = groups->first; k; k = k->next->next) {
		lab->groups[count] = k->next;
		map_add(lab->by_group, cabling_yaml_text(k), count++, NULL);
	}
}

/* What a node does not say, its group does, and then what all nodes have. */
static const struct yaml_node *
inherited(const struct lab *lab, const struct yaml_node *node, const char *key)
{
	const struct yaml_node *value = yaml_get(node, key);
	struct span group = cabling_yaml_text_at(node, "group");
	size_t index;

	if (!value && group.length && map_find(lab->by_group, group, &index))
		value = yaml_get(lab->groups[index], key);
	return value ? value
		     : yaml_get(yaml_get(lab->topology, "defaults"), key);
}

/* The name under which containerlab makes a node known to its host. */
static void
add_host_name(const struct lab *lab, struct span node, struct str *host)
{
	struct span prefix =
	    lab->prefix ? cabling_yaml_text(lab->prefix) : span_of("clab");

	if (lab->prefix && !prefix.length) {
		str_add_span(host, node);
		return;
	}
	if (!span_is(prefix, "__lab-name")) {
		str_add_span(host, prefix);
		str_add_char(host, '-');
	}
	str_add_span(host, lab->name);
	str_add_char(host, '-');
	str_add_span(host, node);
}

static void
set_host(const struct lab *lab, size_t device, const struct yaml_node *name,
    const struct yaml_node *node)
{
	static const char *const keys[] = {"mgmt-ipv4", "mgmt_ipv4",
	    "mgmt-ipv6", "mgmt_ipv6"};
	const struct yaml_node *address = NULL;
	struct str host = STR_INIT;

	for (size_t i = 0; !address && i < COUNT_OF(keys); i++)
		address = yaml_get(node, keys[i]);
	str_add_span(&host, cabling_yaml_text(name));
	if (address) {
		draft_device_set(lab->draft, device, DRAFT_HOST,
		    cabling_yaml_text(address), cabling_yaml_spot(address));
	} else if (lab->name.length && !cabling_is_ipv4(str_text(&host))) {
		str_clear(&host);
		add_host_name(lab, cabling_yaml_text(name), &host);
		/* Not every name of a lab can be part of a host's. */
		if (yaml_is_plain(str_span(&host), "-_."))
			draft_device_set(lab->draft, device, DRAFT_HOST,
			    str_span(&host), cabling_yaml_spot(name));
	}
	str_release(&host);
}

static void
read_nodes(struct lab *lab)
{
	const struct yaml_node *nodes =
	    cabling_yaml_map_at(lab->topology, "nodes");

	for (const struct yaml_node *k = nodes ? nodes->first : NULL; k;
	     k = k->next->next) {
		size_t device = draft_declare(lab->draft, cabling_yaml_text(k),
		    cabling_yaml_spot(k));
		const struct yaml_node *kind = inherited(lab, k->next, "kind");

		cabling_kind_set(lab->draft, device, kinds, COUNT_OF(kinds),
		    kind);
		if (device == DRAFT_NONE)
			continue;
		set_host(lab, device, k, k->next);
		map_set(lab->nodes, cabling_yaml_text(k), lab->kind_count);
		lab->kinds = grow_array(lab->kinds, lab->kind_count,
		    &lab->kind_capacity, sizeof(*lab->kinds));
		lab->kinds[lab->kind_count++] = cabling_yaml_text(kind);
	}
}

/* "leaf1:Ethernet1/1", or a map with `node` and `interface`. */
static struct draft_end
read_end(const struct yaml_node *node)
{
	struct span text = cabling_yaml_text(node);
	const char *colon = span_find_char(text, ':');
	struct draft_end end = {
	    .device = text,
	    .at = cabling_yaml_spot(node),
	};

	if (node->kind == YAML_KIND_MAP) {
		end.device = cabling_yaml_text_at(node, "node");
		end.port = cabling_yaml_text_at(node, "interface");
	} else if (colon) {
		end.device.length = (size_t)(colon - text.text);
		end.port = span_skip(text, end.device.length + 1);
	}
	return end;
}

/*
 * Gives a port the name that its device has for it; true where that is another
 * one.  `name` has to live as long as the end.
 */
static bool
rename_port(struct lab *lab, struct draft_end *end, struct str *name)
{
	size_t node;

	if (!map_find(lab->nodes, end->device, &node) ||
	    !containerlab_port_name(lab->kinds[node], end->port, name))
		return false;
	end->port = str_span(name);
	return true;
}

static void
add_cable(struct lab *lab, struct draft_end ends[2])
{
	struct str names[2] = {STR_INIT, STR_INIT};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (rename_port(lab, &ends[i], &names[i]) && !lab->renamed++)
			lab->renamed_at = ends[i].at;
	}
	draft_cable(lab->draft, &ends[0], &ends[1]);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		str_release(&names[i]);
}

static bool
is_outside(struct span node)
{
	for (size_t i = 0; i < COUNT_OF(outside); i++) {
		if (span_is(node, outside[i]))
			return true;
	}
	return false;
}

static void
read_link(struct lab *lab, const struct yaml_node *link)
{
	const struct yaml_node *ends = cabling_yaml_list_at(link, "endpoints");
	struct draft_end both[2];

	if (!ends && yaml_get(link, "endpoint")) {
		cabling_pass(&lab->passed, link);
		return;
	}
	if (!ends || ends->length != 2) {
		draft_error(lab->draft, cabling_yaml_spot(link),
		    "a link needs `endpoints`, a list of two");
		return;
	}
	both[0] = read_end(ends->first);
	both[1] = read_end(ends->first->next);
	if (is_outside(both[0].device) || is_outside(both[1].device))
		cabling_pass(&lab->passed, link);
	else
		add_cable(lab, both);
}

static void
read_topology(struct lab *lab)
{
	const struct yaml_node *links =
	    cabling_yaml_list_at(lab->topology, "links");

	lab->nodes = map_new();
	lab->by_group = map_new_exact();
	read_groups(lab);
	read_nodes(lab);
	for (const struct yaml_node *l = links ? links->first : NULL; l;
	     l = l->next)
		read_link(lab, l);
	cabling_passed_tell(lab->draft, &lab->passed,
	    "a link that ends outside of the lab");
	if (lab->renamed)
		draft_note(lab->draft, lab->renamed_at,
		    "what containerlab calls eth1, eth2, ... is called here as "
		    "the device itself calls it: %zu port%s renamed",
		    lab->renamed, lab->renamed == 1 ? "" : "s");
	map_free(lab->nodes);
	map_free(lab->by_group);
	free(lab->kinds);
	free(lab->groups);
}

static void
read_containerlab(struct cabling_draft *draft,
    const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	const struct yaml_node *name = yaml_get(root, "name");
	struct lab lab = {
	    .draft = draft,
	    .topology = cabling_yaml_map_at(root, "topology"),
	    .name = cabling_yaml_text(name),
	    .prefix = yaml_get(root, "prefix"),
	};

	if (!lab.topology) {
		draft_error(draft, cabling_yaml_spot(root),
		    "there is no `topology` with `nodes` and `links`");
		return;
	}
	if (lab.name.length)
		draft_name(draft, lab.name, cabling_yaml_spot(name));
	read_topology(&lab);
}

/* --- writing -------------------------------------------------------------- */

static void
write_node(const struct device *device, struct str *out)
{
	const char *kind = cabling_kind_of(device, kinds, COUNT_OF(kinds));
	const char *between = "";

	str_add(out, "    ");
	yaml_add_word(out, span_of(device->name));
	str_add(out, ": {");
	if (*kind) {
		str_addf(out, "kind: %s", kind);
		between = ", ";
	}
	/* Who has an address for a name is found by its name. */
	if (cabling_is_ipv4(device->host) &&
	    strcmp(device->host, device->name) != 0)
		str_addf(out, "%smgmt-ipv4: %s", between, device->host);
	str_add(out, "}\n");
}

static void
write_end(const struct topology *t, const struct endpoint *end, struct str *out)
{
	str_add(out, "{node: ");
	yaml_add_word(out, span_of(t->devices[end->device].name));
	str_add(out, ", interface: ");
	yaml_add_word(out, span_of(end->port));
	str_add_char(out, '}');
}

/* In the short form the first colon divides, and there may be no other. */
static bool
is_short(const struct topology *t, const struct endpoint *end)
{
	return !strchr(t->devices[end->device].name, ':') &&
	       !strchr(end->port, ':');
}

static void
write_link(const struct topology *t, const struct cable *cable, struct str *out)
{
	const struct endpoint *const ends[] = {&cable->a, &cable->b};
	bool brief = is_short(t, &cable->a) && is_short(t, &cable->b);

	str_add(out,
	    brief ? "    - endpoints: [" : "    - {type: veth, endpoints: [");
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		struct str text = STR_INIT;

		str_add(out, i ? ", " : "");
		str_addf(&text, "%s:%s", t->devices[ends[i]->device].name,
		    ends[i]->port);
		if (brief)
			yaml_add_quoted(out, str_span(&text));
		else
			write_end(t, ends[i], out);
		str_release(&text);
	}
	str_add(out, brief ? "]\n" : "]}\n");
}

/* An end with a name that containerlab would take for something else. */
static bool
is_misread(const struct topology *t, const struct endpoint *end)
{
	const struct device *device = &t->devices[end->device];
	const char *kind = cabling_kind_of(device, kinds, COUNT_OF(kinds));
	struct str name = STR_INIT;
	bool is =
	    is_outside(span_of(device->name)) ||
	    containerlab_port_name(span_of(kind), span_of(end->port), &name);

	str_release(&name);
	return is;
}

static bool
takes(const struct topology *t, const struct cable *cable)
{
	return cable->state != CABLE_REMOVED && !is_misread(t, &cable->a) &&
	       !is_misread(t, &cable->b);
}

static void
write_containerlab(const struct topology *t, struct str *out)
{
	str_add(out, "# Each kind needs an image: containerlab's page of that "
		     "kind tells where it is from.\nname: ");
	yaml_add_word(out, span_of(t->name));
	str_add(out, "\ntopology:\n");
	str_add(out, t->device_count ? "  nodes:\n" : "  nodes: {}\n");
	for (size_t i = 0; i < t->device_count; i++)
		write_node(&t->devices[i], out);
	str_add(out, cabling_count_taken(&cabling_containerlab, t)
			 ? "  links:\n"
			 : "  links: []\n");
	for (size_t i = 0; i < t->cable_count; i++) {
		if (takes(t, &t->cables[i]))
			write_link(t, &t->cables[i], out);
	}
}

const struct cabling_format cabling_containerlab = {
    .name = "containerlab",
    .title = "containerlab topology (YAML)",
    .yaml = true,
    .is = is_containerlab,
    .read = read_containerlab,
    .write = write_containerlab,
    .keeps = KEEPS_ADDRESSES | KEEPS_PLATFORMS | KEEPS_LONE_DEVICES |
	     KEEPS_BARE_HOSTS,
    .takes = takes,
};
