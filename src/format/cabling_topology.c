/*
 * Our own plans as one format among others: what everything else is turned
 * into, and out of.
 */
#include <string.h>

#include "format/cabling_formats.h"
#include "format/topology_write.h"
#include "format/yaml_fields.h"

/* A map with `cables` and nothing of anybody else's that has those. */
static bool
is_topology(const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	bool cables = false;
	bool devices = false;

	if (root->kind != YAML_KIND_MAP)
		return false;
	for (const struct yaml_node *key = root->first; key;
	     key = key->next->next) {
		if (key->kind != YAML_KIND_TEXT)
			continue;
		cables = cables || span_is(yaml_span(key), "cables");
		devices = devices || (span_is(yaml_span(key), "devices") &&
					 key->next->kind == YAML_KIND_MAP);
	}
	return cables || devices;
}

const struct cabling_format cabling_topology = {
    .name = "topology",
    .title = "cablecheck's own topology (YAML)",
    .yaml = true,
    .is = is_topology,
    .write = topology_write_plan,
    .keeps = KEEPS_ALL,
};
