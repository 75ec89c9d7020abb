/*
 * Two formats that are hardly more than a list of links, wherever in a file it
 * stands: the data model of Cisco Nexus Hyperfabric, and what Dell's fabric
 * tools are given.
 *
 *	connections:
 *	  - {local_node: a, local_port: Ethernet1_1,
 *	     remote_node: b, remote_port: Ethernet1_1, description: ...}
 *
 *	[{"source_switch": "a", "source_port": "ethernet1/1/1",
 *	  "dest_switch": "b", "dest_port": "ethernet1/1/1"}]
 */
#include "base/attr.h"
#include "format/cabling_formats.h"
#include "format/cabling_json.h"
#include "format/cabling_yaml.h"
#include "format/yaml_word.h"

static const struct cabling_yaml_keys hyperfabric_keys = {"local_node",
    "local_port", "remote_node", "remote_port"};

static const struct cabling_yaml_keys dell_keys = {"source_switch",
    "source_port", "dest_switch", "dest_port"};

static bool
takes(const struct topology *t, const struct cable *cable)
{
	(void)t;
	return cable->state != CABLE_REMOVED;
}

/*
 * Appends the cables of the first such list, and of those beside it: a file may
 * hold several fabrics.  True when there was one.
 */
static bool
read_lists(struct cabling_draft *draft, const struct yaml_node *node,
    const struct cabling_yaml_keys *keys)
{
	bool found = false;

	if (node->kind == YAML_KIND_TEXT)
		return false;
	if (node->kind == YAML_KIND_LIST &&
	    yaml_get(node->first, keys->device_a)) {
		for (const struct yaml_node *n = node->first; n; n = n->next) {
			const struct yaml_node *note =
			    yaml_get(n, "description");
			size_t cable = cabling_yaml_cable(draft, n, keys);

			if (note)
				draft_cable_set(draft, cable, DRAFT_NOTE,
				    cabling_yaml_text(note),
				    cabling_yaml_spot(note));
		}
		return true;
	}
	for (const struct yaml_node *n = node->first; n; n = n->next)
		found = read_lists(draft, n, keys) || found;
	return found;
}

static void
read_all(struct cabling_draft *draft, const struct cabling_source *source,
    const struct cabling_yaml_keys *keys)
{
	if (!read_lists(draft, source->tree->root, keys))
		draft_error(draft, cabling_yaml_spot(source->tree->root),
		    "there is no list of links with `%s`", keys->device_a);
}

/* --- Hyperfabric ---------------------------------------------------------- */

static bool
is_hyperfabric(const struct cabling_source *source)
{
	return cabling_yaml_find_list(source->tree->root,
	    hyperfabric_keys.device_a);
}

static void
read_hyperfabric(struct cabling_draft *draft,
    const struct cabling_source *source)
{
	read_all(draft, source, &hyperfabric_keys);
}

static void
add_field(struct str *out, const char *between, const char *key,
    const char *value)
{
	str_addf(out, "%s%s: ", between, key);
	yaml_add_word(out, span_of(value));
}

static void
write_hyperfabric(const struct topology *t, struct str *out)
{
	str_add(out, "hyperfabric:\n  fabrics:\n    - name: ");
	yaml_add_word(out, span_of(t->name));
	str_add(out, cabling_count_taken(&cabling_hyperfabric, t)
			 ? "\n      connections:\n"
			 : "\n      connections: []\n");
	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *c = &t->cables[i];

		if (!takes(t, c))
			continue;
		add_field(out, "        - {", hyperfabric_keys.device_a,
		    t->devices[c->a.device].name);
		add_field(out, ", ", hyperfabric_keys.port_a, c->a.port);
		add_field(out, ", ", hyperfabric_keys.device_b,
		    t->devices[c->b.device].name);
		add_field(out, ", ", hyperfabric_keys.port_b, c->b.port);
		if (c->note)
			add_field(out, ", ", "description", c->note);
		str_add(out, "}\n");
	}
}

const struct cabling_format cabling_hyperfabric = {
    .name = "hyperfabric",
    .title = "Cisco Nexus Hyperfabric data model (YAML)",
    .yaml = true,
    .is = is_hyperfabric,
    .read = read_hyperfabric,
    .write = write_hyperfabric,
    .keeps = KEEPS_NOTES,
    .takes = takes,
};

/* --- Dell ----------------------------------------------------------------- */

static bool
is_dell(const struct cabling_source *source)
{
	return cabling_yaml_find_list(source->tree->root, dell_keys.device_a);
}

static void
read_dell(struct cabling_draft *draft, const struct cabling_source *source)
{
	read_all(draft, source, &dell_keys);
}

static void
write_dell(const struct topology *t, struct str *out)
{
	json_t *list = json_array();

	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *c = &t->cables[i];

		if (takes(t, c))
			json_array_append_new(list,
			    json_pack("{s:s, s:s, s:s, s:s}",
				dell_keys.device_a,
				t->devices[c->a.device].name, dell_keys.port_a,
				c->a.port, dell_keys.device_b,
				t->devices[c->b.device].name, dell_keys.port_b,
				c->b.port));
	}
	cabling_json_add(list, out);
}

const struct cabling_format cabling_dell = {
    .name = "dell",
    .title = "Dell link list (JSON)",
    .yaml = true,
    .is = is_dell,
    .read = read_dell,
    .write = write_dell,
    .takes = takes,
};
