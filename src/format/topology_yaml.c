/*
 * The top of a plan, and the order in which its parts are read: first what
 * must not be there at all (passwords), then devices, because cables name
 * them, then cables, then the ignore rules and waivers, because they are held
 * against the cables.  Where a part cannot be read the others still are, as far
 * as that makes sense, so that one run shows every mistake.
 */
#include "format/topology_yaml.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "format/ansible.h"
#include "format/cabling.h"
#include "format/topology_cables.h"
#include "format/topology_devices.h"
#include "format/topology_ignores.h"
#include "format/topology_twins.h"
#include "format/topology_waivers.h"
#include "format/yaml_fields.h"
#include "format/yaml_secrets.h"
#include "format/yaml_tree.h"

enum top_key {
	KEY_DEVICES,
	KEY_DEFAULTS,
	KEY_NAME,
	KEY_CABLES,
	KEY_IGNORE,
	KEY_WAIVERS,
	TOP_KEYS
};

/* clang-format off */
/* The first two are all that an inventory has. */
static const char *const key_names[TOP_KEYS] = {
	[KEY_DEVICES]  = "devices",
	[KEY_DEFAULTS] = "defaults",
	[KEY_NAME]     = "name",
	[KEY_CABLES]   = "cables",
	[KEY_IGNORE]   = "ignore",
	[KEY_WAIVERS]  = "waivers",
};

static const struct {
	const char *what;
	enum yaml_kind kind;
} key_kinds[TOP_KEYS] = {
	[KEY_DEVICES]  = { "`devices`",  YAML_KIND_MAP },
	[KEY_DEFAULTS] = { "`defaults`", YAML_KIND_MAP },
	[KEY_NAME]     = { "`name`",     YAML_KIND_TEXT },
	[KEY_CABLES]   = { "`cables`",   YAML_KIND_LIST },
	[KEY_IGNORE]   = { "`ignore`",   YAML_KIND_LIST },
	[KEY_WAIVERS]  = { "`waivers`",  YAML_KIND_LIST },
};
/* clang-format on */

static const struct yaml_keys plan_keys = {"a topology", key_names, TOP_KEYS};
static const struct yaml_keys inventory_keys = {"an inventory", key_names,
    KEY_DEFAULTS + 1};

/* One file while it is being read. */
struct document {
	struct yaml_tree tree;
	struct yaml_reader yaml;
	const struct yaml_node *values[TOP_KEYS]; /* of the right kind */
	bool is_ansible;
	bool sound;           /* what it says of devices can be relied upon */
	bool has_lost_cables; /* they are there, but cannot be read at all */
};

/* "labs/five-racks.yaml" is called "five-racks". */
static struct span
name_of_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const char *dot = strrchr(base, '.');

	if (strcmp(path, "-") == 0)
		return span_of("stdin");
	if (dot && dot != base)
		return span_make(base, (size_t)(dot - base));
	return span_of(base);
}

/* Drops values of the wrong kind, with a message. */
static void
check_kinds(struct document *d)
{
	for (size_t i = 0; i < TOP_KEYS; i++) {
		if (!d->values[i] || yaml_expect(&d->yaml, d->values[i],
					 key_kinds[i].what, key_kinds[i].kind))
			continue;
		d->values[i] = NULL;
		if (i == KEY_DEVICES)
			d->sound = false;
		if (i == KEY_CABLES)
			d->has_lost_cables = true;
	}
}

static void
read_document(struct document *d, const struct yaml_keys *keys)
{
	const struct yaml_node *root = d->tree.root;

	if (!root || yaml_is_null(root)) {
		diag_add(d->yaml.diags, (struct place){d->yaml.file, 1, 1},
		    SEVERITY_ERROR, "the file is empty: %s has %s`devices`",
		    keys->what, keys == &plan_keys ? "`cables` and " : "");
		return;
	}
	if (!yaml_expect(&d->yaml, root, keys->what, YAML_KIND_MAP))
		return;
	d->sound = true;
	if (keys == &inventory_keys && ansible_is_inventory(root)) {
		d->is_ansible = true;
		d->yaml.secrets_told = true;
		return;
	}
	/* The keys of that map are names and no settings. */
	yaml_refuse_secrets(&d->yaml, root,
	    yaml_get(root, key_names[KEY_DEVICES]));
	d->yaml.secrets_told = true;
	/* The unknown key may have been `cables`. */
	if (!yaml_read_keys(&d->yaml, root, keys, d->values))
		d->has_lost_cables = !d->values[KEY_CABLES];
	check_kinds(d);
}

static void
new_document(struct document *d, const char *name, struct topology *topology,
    struct diag_list *diags)
{
	const char *file = arena_strdup(topology->arena, name);

	*d = (struct document){
	    .yaml = {&d->tree, diags, topology->arena, file, false},
	};
}

static void
open_document(struct document *d, const struct topology_text *text,
    const struct yaml_keys *keys, struct topology *topology,
    struct diag_list *diags)
{
	new_document(d, text->name, topology, diags);
	if (yaml_tree_read(&d->tree, d->yaml.file, text->text, diags))
		read_document(d, keys);
}

static struct device_source
device_source(const struct document *d)
{
	return (struct device_source){&d->yaml, d->values[KEY_DEFAULTS],
	    d->values[KEY_DEVICES]};
}

/* The devices are there already, or `known` is false. */
static void
read_cabling(struct topology *topology, const struct document *plan, bool known)
{
	struct topology_dropped *dropped = topology_dropped_new(topology);

	if (plan->has_lost_cables)
		topology_dropped_add_all(dropped);
	if (plan->values[KEY_CABLES])
		topology_cables_read(topology, &plan->yaml,
		    plan->values[KEY_CABLES], known, dropped);
	if (plan->values[KEY_IGNORE])
		topology_ignores_read(topology, &plan->yaml,
		    plan->values[KEY_IGNORE]);
	if (plan->values[KEY_WAIVERS])
		topology_waivers_read(topology, &plan->yaml,
		    plan->values[KEY_WAIVERS], dropped);
	topology_dropped_free(dropped);
}

static void
read_parts(struct topology *topology, struct document *plan,
    struct document *inventory)
{
	struct device_source first = device_source(plan);
	struct device_source second = {NULL, NULL, NULL};
	bool known = plan->sound;

	if (inventory && inventory->is_ansible)
		inventory->values[KEY_DEVICES] = ansible_read(&inventory->yaml,
		    &inventory->tree, first.devices);
	if (inventory) {
		second = device_source(inventory);
		known = known && inventory->sound;
	}
	if (known && !first.devices && !second.devices) {
		yaml_error(&plan->yaml, plan->tree.root,
		    "there are no `devices`, neither here nor in an "
		    "inventory");
		known = false;
	}
	topology_devices_read(topology, &first, inventory ? &second : NULL);
	if (plan->values[KEY_NAME])
		yaml_read_text(&plan->yaml, plan->values[KEY_NAME], "`name`",
		    YAML_NAME_MAX, &topology->name);
	read_cabling(topology, plan, known);
	topology_twins_check(topology, plan->yaml.diags);
}

static bool
check_size(const struct topology_text *text, struct err *err)
{
	if (text->text.length <= TOPOLOGY_FILE_MAX)
		return true;
	return err_set(err, ERR_LIMIT, "%s has more than %zu bytes", text->name,
	    TOPOLOGY_FILE_MAX);
}

static struct topology *
new_topology(const char *path)
{
	struct topology *t = topology_new();

	t->file = arena_strdup(t->arena, path);
	t->name = arena_span(t->arena, name_of_file(path));
	return t;
}

/* Hands the topology over if it is sound. */
static void
deliver(struct topology *read, struct diag_list *diags, size_t errors_before,
    struct topology **topology)
{
	if (diags->errors == errors_before)
		*topology = read;
	else
		topology_free(read);
	diag_sort_unique(diags);
}

void
topology_read_tree(const struct yaml_tree *tree, struct topology **topology,
    struct diag_list *diags)
{
	struct topology *t = new_topology(tree->file);
	size_t errors = diags->errors;
	struct document plan;

	*topology = NULL;
	new_document(&plan, tree->file, t, diags);
	plan.tree = *tree;
	read_document(&plan, &plan_keys);
	read_parts(t, &plan, NULL);
	deliver(t, diags, errors, topology);
}

/* Somebody's first step with us may be to try what he has. */
static void
tell_foreign(const struct topology_text *plan, struct diag_list *diags)
{
	const struct cabling_format *format = cabling_recognize(plan->text);

	if (format && format->read)
		diag_add(diags, (struct place){plan->name, 0, 0}, SEVERITY_NOTE,
		    "this looks like another tool's file, %s; `cablecheck "
		    "convert` makes a topology of it",
		    format->title);
}

bool
topology_read_texts(const struct topology_text *plan,
    const struct topology_text *inventory, struct topology **topology,
    struct diag_list *diags, struct err *err)
{
	size_t errors = diags->errors;
	struct document documents[2];
	struct topology *t;

	*topology = NULL;
	if (!check_size(plan, err) ||
	    (inventory && !check_size(inventory, err)))
		return false;
	t = new_topology(plan->name);
	open_document(&documents[0], plan, &plan_keys, t, diags);
	if (inventory)
		open_document(&documents[1], inventory, &inventory_keys, t,
		    diags);
	read_parts(t, &documents[0], inventory ? &documents[1] : NULL);
	yaml_tree_release(&documents[0].tree);
	if (inventory)
		yaml_tree_release(&documents[1].tree);
	if (diags->errors > errors)
		tell_foreign(plan, diags);
	deliver(t, diags, errors, topology);
	return true;
}

bool
topology_read_text(const char *name, struct span text,
    struct topology **topology, struct diag_list *diags, struct err *err)
{
	struct topology_text plan = {name, text};

	return topology_read_texts(&plan, NULL, topology, diags, err);
}

bool
topology_read(const char *path, const char *inventory,
    struct topology **topology, struct diag_list *diags, struct err *err)
{
	struct topology_text plan = {path, SPAN_ABSENT};
	struct topology_text other = {inventory, SPAN_ABSENT};
	char *texts[2] = {NULL, NULL};
	bool ok = false;

	*topology = NULL;
	if (!file_read(path, TOPOLOGY_FILE_MAX, &texts[0], &plan.text.length,
		err))
		goto done;
	plan.text.text = texts[0];
	if (inventory && !file_read(inventory, TOPOLOGY_FILE_MAX, &texts[1],
			     &other.text.length, err))
		goto done;
	other.text.text = texts[1];
	ok = topology_read_texts(&plan, inventory ? &other : NULL, topology,
	    diags, err);

done:
	free(texts[0]);
	free(texts[1]);
	return ok;
}
