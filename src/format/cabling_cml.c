/*
 * Labs of Cisco Modeling Labs: nodes and links that know each other by id, the
 * ids of interfaces counting anew in each node.  (CiscoDevNet/cml-community)
 *
 *	lab: {title: lab, version: '0.2.2'}
 *	nodes:
 *	  - {id: n0, label: R1, node_definition: iosv, interfaces:
 *	       [{id: i0, label: GigabitEthernet0/0, slot: 0, type: physical}]}
 *	links:
 *	  - {id: l0, n1: n0, i1: i0, n2: n1, i2: i0}
 */
#include "format/cabling_formats.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/map.h"
#include "base/mem.h"
#include "format/cabling_yaml.h"
#include "format/yaml_fields.h"
#include "format/yaml_word.h"

/* clang-format off */
/*
 * The first of each platform is the one that is written; the very first also
 * where the platform is not known, for CML has no node without a definition.
 */
static const struct cabling_kind definitions[] = {
	{ "iosv",               "ios",   true },
	{ "nxosv9000",          "nxos",  true },
	{ "iosxrv9000",         "iosxr", true },
	{ "server",             NULL,    false },
	{ "iosxr*",             "iosxr", true },
	{ "ios*",               "ios",   true },
	{ "iol*",               "ios",   true },
	{ "csr*",               "ios",   true },
	{ "cat*",               "ios",   true },
	{ "nxos*",              "nxos",  true },
	{ "xrd*",               "iosxr", true },
	{ "external_connector", NULL,    false },
	{ "unmanaged_switch",   NULL,    false },
	{ "wan_emulator",       NULL,    false },
	{ "desktop",            NULL,    false },
	{ "alpine",             NULL,    false },
	{ "ubuntu",             NULL,    false },
	{ "coreos",             NULL,    false },
	{ "trex",               NULL,    false },
};
/* clang-format on */

static bool
is_cml(const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	const struct yaml_node *links = cabling_yaml_list_at(root, "links");
	const struct yaml_node *nodes = cabling_yaml_list_at(root, "nodes");

	if (!links || !nodes)
		return false;
	return yaml_get(links->first, "n1") ||
	       yaml_get(nodes->first, "node_definition");
}

/* --- reading -------------------------------------------------------------- */

struct cml {
	struct cabling_draft *draft;
	struct map *nodes;   /* ids, as exact words: index in `labels` */
	struct map *plugs;   /* "NODE INTERFACE": index in `labels` */
	struct span *labels; /* owned */
	size_t label_count;
	size_t label_capacity;
};

static size_t
add_label(struct cml *cml, struct span label)
{
	cml->labels = grow_array(cml->labels, cml->label_count,
	    &cml->label_capacity, sizeof(*cml->labels));
	cml->labels[cml->label_count] = label;
	return cml->label_count++;
}

/* The name of an interface of a node in the map of both. */
static void
make_key(struct str *key, struct span node, struct span interface)
{
	str_clear(key);
	str_add_span(key, node);
	str_add_char(key, '\0');
	str_add_span(key, interface);
}

static void
read_interfaces(struct cml *cml, const struct yaml_node *node)
{
	const struct yaml_node *list = cabling_yaml_list_at(node, "interfaces");
	struct span id = cabling_yaml_text_at(node, "id");
	struct str key = STR_INIT;

	for (const struct yaml_node *i = list ? list->first : NULL; i;
	     i = i->next) {
		make_key(&key, id, cabling_yaml_text_at(i, "id"));
		map_set(cml->plugs, str_span(&key),
		    add_label(cml, cabling_yaml_text_at(i, "label")));
	}
	str_release(&key);
}

static void
read_node(struct cml *cml, const struct yaml_node *node)
{
	const struct yaml_node *name = yaml_get(node, "label");
	struct span id = cabling_yaml_text_at(node, "id");
	struct spot at = cabling_yaml_spot(name ? name : node);
	size_t device;

	if (!id.length) {
		draft_error(cml->draft, at, "a node needs an `id`");
		return;
	}
	if (!map_add(cml->nodes, id, cml->label_count, NULL)) {
		draft_error(cml->draft, at, "another node has this `id`");
		return;
	}
	add_label(cml, cabling_yaml_text(name));
	device = draft_declare(cml->draft, cabling_yaml_text(name), at);
	cabling_kind_set(cml->draft, device, definitions, COUNT_OF(definitions),
	    yaml_get(node, "node_definition"));
	read_interfaces(cml, node);
}

/* What the ids at two keys of a link stand for; false after a complaint. */
static bool
find_end(struct cml *cml, const struct yaml_node *link, const char *node_key,
    const char *interface_key, struct draft_end *end)
{
	const struct yaml_node *node = yaml_get(link, node_key);
	const struct yaml_node *interface = yaml_get(link, interface_key);
	struct str key = STR_INIT;
	size_t label;
	size_t plug;
	bool ok = false;

	end->at = cabling_yaml_spot(node ? node : link);
	make_key(&key, cabling_yaml_text(node), cabling_yaml_text(interface));
	if (!map_find(cml->nodes, cabling_yaml_text(node), &label)) {
		draft_error(cml->draft, end->at, "`%s` is no node's id",
		    node_key);
	} else if (!map_find(cml->plugs, str_span(&key), &plug)) {
		draft_error(cml->draft,
		    interface ? cabling_yaml_spot(interface) : end->at,
		    "`%s` is no id of an interface of that node",
		    interface_key);
	} else {
		end->device = cml->labels[label];
		end->port = cml->labels[plug];
		ok = true;
	}
	str_release(&key);
	return ok;
}

static bool
is_node_and_port(struct span text)
{
	const char *dash = span_find_char(span_skip(text, 1), '-');

	return dash && dash + 1 < text.text + text.length;
}

/* CML's own: "R1-Ethernet0/0<->R2-Ethernet0/0", which tells nothing new. */
static bool
is_own_label(struct span label)
{
	const char *arrow = span_find(label, "<->");
	size_t length;

	if (!arrow)
		return false;
	length = (size_t)(arrow - label.text);
	return is_node_and_port(span_make(label.text, length)) &&
	       is_node_and_port(span_skip(label, length + 3));
}

static void
read_link(struct cml *cml, const struct yaml_node *link)
{
	const struct yaml_node *label = yaml_get(link, "label");
	struct draft_end a;
	struct draft_end b;
	bool sound = find_end(cml, link, "n1", "i1", &a);
	size_t cable;

	if (!find_end(cml, link, "n2", "i2", &b) || !sound)
		return;
	cable = draft_cable(cml->draft, &a, &b);
	if (label && !is_own_label(cabling_yaml_text(label)))
		draft_cable_set(cml->draft, cable, DRAFT_LABEL,
		    cabling_yaml_text(label), cabling_yaml_spot(label));
}

static void
read_cml(struct cabling_draft *draft, const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	const struct yaml_node *title =
	    yaml_get(yaml_get(root, "lab"), "title");
	const struct yaml_node *nodes = cabling_yaml_list_at(root, "nodes");
	const struct yaml_node *links = cabling_yaml_list_at(root, "links");
	struct cml cml = {
	    .draft = draft,
	    .nodes = map_new_exact(),
	    .plugs = map_new_exact(),
	};

	if (!nodes || !links)
		draft_error(draft, cabling_yaml_spot(root),
		    "there must be `nodes` and `links`, both lists");
	if (title)
		draft_name(draft, cabling_yaml_text(title),
		    cabling_yaml_spot(title));
	for (const struct yaml_node *n = nodes ? nodes->first : NULL; n;
	     n = n->next)
		read_node(&cml, n);
	for (const struct yaml_node *l = links ? links->first : NULL; l;
	     l = l->next)
		read_link(&cml, l);
	map_free(cml.nodes);
	map_free(cml.plugs);
	free(cml.labels);
}

/* --- writing -------------------------------------------------------------- */

#define NODES_IN_A_ROW 10
#define GRID 160

/* The number of its interface that each end of each cable is. */
struct numbers {
	size_t *of_ends; /* two for each cable */
	size_t *counts;  /* of the interfaces of each device */
};

static bool
takes(const struct topology *t, const struct cable *cable)
{
	(void)t;
	return cable->state != CABLE_REMOVED;
}

static void
number_ends(struct numbers *numbers, const struct topology *t)
{
	numbers->of_ends = xcalloc(2 * t->cable_count + 1, sizeof(size_t));
	numbers->counts = xcalloc(t->device_count + 1, sizeof(size_t));
	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		if (!takes(t, cable))
			continue;
		numbers->of_ends[2 * i] = numbers->counts[cable->a.device]++;
		numbers->of_ends[2 * i + 1] =
		    numbers->counts[cable->b.device]++;
	}
}

/* The ends of all cables, those of a device behind each other. */
static size_t *
sort_ends(const struct numbers *numbers, const struct topology *t)
{
	size_t *starts = xcalloc(t->device_count + 1, sizeof(*starts));
	size_t *sorted = xcalloc(2 * t->cable_count + 1, sizeof(*sorted));

	for (size_t i = 1; i < t->device_count; i++)
		starts[i] = starts[i - 1] + numbers->counts[i - 1];
	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		if (!takes(t, cable))
			continue;
		sorted[starts[cable->a.device] + numbers->of_ends[2 * i]] =
		    2 * i;
		sorted[starts[cable->b.device] + numbers->of_ends[2 * i + 1]] =
		    2 * i + 1;
	}
	free(starts);
	return sorted;
}

static void
write_node(const struct topology *t, size_t index, struct str *out)
{
	const struct device *device = &t->devices[index];
	const char *definition =
	    cabling_kind_of(device, definitions, COUNT_OF(definitions));

	str_addf(out, "  - id: n%zu\n    label: ", index);
	yaml_add_word(out, span_of(device->name));
	str_addf(out, "\n    node_definition: %s\n    x: %zu\n    y: %zu\n",
	    *definition ? definition : definitions[0].word,
	    index % NODES_IN_A_ROW * GRID, index / NODES_IN_A_ROW * GRID);
	str_add(out, "    configuration: ''\n    interfaces:");
}

static void
write_interfaces(const struct topology *t, const size_t *ends, size_t count,
    struct str *out)
{
	str_add(out, count ? "\n" : " []\n");
	for (size_t i = 0; i < count; i++) {
		const struct cable *cable = &t->cables[ends[i] / 2];
		const struct endpoint *end =
		    ends[i] % 2 ? &cable->b : &cable->a;

		str_addf(out, "      - {id: i%zu, slot: %zu, label: ", i, i);
		yaml_add_word(out, span_of(end->port));
		str_add(out, ", type: physical}\n");
	}
}

static void
write_links(const struct topology *t, const struct numbers *numbers,
    struct str *out)
{
	size_t count = 0;

	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		if (!takes(t, cable))
			continue;
		str_addf(out,
		    "  - {id: l%zu, n1: n%zu, i1: i%zu, n2: n%zu, i2: i%zu",
		    count++, cable->a.device, numbers->of_ends[2 * i],
		    cable->b.device, numbers->of_ends[2 * i + 1]);
		if (cable->label) {
			str_add(out, ", label: ");
			yaml_add_word(out, span_of(cable->label));
		}
		str_add(out, ", conditioning: {}}\n");
	}
	if (!count)
		str_add(out, "  []\n");
}

static void
write_cml(const struct topology *t, struct str *out)
{
	struct numbers numbers;
	size_t *sorted;
	size_t start = 0;

	number_ends(&numbers, t);
	sorted = sort_ends(&numbers, t);
	str_add(out, "lab:\n  title: ");
	yaml_add_word(out, span_of(t->name));
	str_add(out, "\n  description: ''\n  notes: ''\n  version: '0.2.2'\n"
		     "annotations: []\nnodes:\n");
	for (size_t i = 0; i < t->device_count; i++) {
		write_node(t, i, out);
		write_interfaces(t, sorted + start, numbers.counts[i], out);
		start += numbers.counts[i];
	}
	if (!t->device_count)
		str_add(out, "  []\n");
	str_add(out, "links:\n");
	write_links(t, &numbers, out);
	free(sorted);
	free(numbers.of_ends);
	free(numbers.counts);
}

const struct cabling_format cabling_cml = {
    .name = "cml",
    .title = "Cisco Modeling Labs (YAML)",
    .yaml = true,
    .is = is_cml,
    .read = read_cml,
    .write = write_cml,
    .keeps =
	KEEPS_PLATFORMS | KEEPS_LONE_DEVICES | KEEPS_BARE_HOSTS | KEEPS_LABELS,
    .takes = takes,
};
