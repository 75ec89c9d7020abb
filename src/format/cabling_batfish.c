/*
 * Batfish's layer 1 topology: a JSON object with a list of edges, each between
 * two interfaces of two hosts.  What Batfish is told of a cable is where it
 * ends and nothing else.  (batfish/pybatfish, docs/source/formats.md)
 *
 *	{"edges": [{"node1": {"hostname": "a", "interfaceName": "Ethernet1"},
 *	            "node2": {"hostname": "b", "interfaceName": "Ethernet1"}}]}
 */
#include "format/cabling_formats.h"
#include "format/cabling_json.h"
#include "format/cabling_yaml.h"

static bool
is_batfish(const struct cabling_source *source)
{
	const struct yaml_node *edges = yaml_get(source->tree->root, "edges");
	const struct yaml_node *node1;

	if (!edges || edges->kind != YAML_KIND_LIST)
		return false;
	node1 = edges->first ? yaml_get(edges->first, "node1") : NULL;
	return !edges->first || yaml_get(node1, "interfaceName");
}

static struct draft_end
read_end(const struct yaml_node *edge, const char *key)
{
	const struct yaml_node *node = yaml_get(edge, key);

	return (struct draft_end){
	    .device = cabling_yaml_text_at(node, "hostname"),
	    .port = cabling_yaml_text_at(node, "interfaceName"),
	    .at = cabling_yaml_spot(node ? node : edge),
	};
}

static void
read_batfish(struct cabling_draft *draft, const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	const struct yaml_node *edges = cabling_yaml_list_at(root, "edges");

	if (!edges)
		draft_error(draft, cabling_yaml_spot(root),
		    "there is no list of `edges`");
	for (const struct yaml_node *edge = edges ? edges->first : NULL; edge;
	     edge = edge->next) {
		struct draft_end a = read_end(edge, "node1");
		struct draft_end b = read_end(edge, "node2");

		draft_cable(draft, &a, &b);
	}
}

static json_t *
end_object(const struct topology *t, const struct endpoint *end)
{
	return json_pack("{s:s, s:s}", "hostname", t->devices[end->device].name,
	    "interfaceName", end->port);
}

static bool
takes(const struct topology *t, const struct cable *cable)
{
	(void)t;
	return cable->state != CABLE_REMOVED;
}

static void
write_batfish(const struct topology *t, struct str *out)
{
	json_t *edges = json_array();
	json_t *root = json_pack("{s:o}", "edges", edges);

	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		if (takes(t, cable))
			json_array_append_new(edges,
			    json_pack("{s:o, s:o}", "node1",
				end_object(t, &cable->a), "node2",
				end_object(t, &cable->b)));
	}
	cabling_json_add(root, out);
}

const struct cabling_format cabling_batfish = {
    .name = "batfish",
    .title = "Batfish layer 1 topology (JSON)",
    .yaml = true,
    .is = is_batfish,
    .read = read_batfish,
    .write = write_batfish,
    .takes = takes,
};
