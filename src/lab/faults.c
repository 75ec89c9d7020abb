/*
 * Mistakes in the cabling, as a table; see faults.h.
 *
 * Each item of `cabling` is a map with one key, the kind of mistake; its row
 * says how many ports it takes and which function of wiring.h makes it.  What
 * wiring.h finds impossible (no cable there, port in use) is a mistake of the
 * file and is reported at the item.
 */
#include "lab/faults.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "format/yaml_fields.h"
#include "format/yaml_tree.h"
#include "lab/faults_devices.h"
#include "lab/settings.h"

#define FAULTS_FILE_MAX ((size_t)16 << 20)
#define MANY SIZE_MAX

/* Ports in the order in which they are named. */
struct ports {
	struct socket_name *items; /* owned */
	size_t count;
	size_t capacity;
};

/* --- mistakes that take ports --------------------------------------------- */

static bool
make_missing(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_take_away(wiring, ports->items[0], err);
}

static bool
make_extra(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_add(wiring, ports->items[0], ports->items[1], err);
}

static bool
make_ring(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_rotate(wiring, ports->items, ports->count, err);
}

static bool
make_shift(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_shift(wiring, ports->items, ports->count, err);
}

static bool
make_stale(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_remember(wiring, ports->items[0], ports->items[1], err);
}

static bool
make_half_duplex(struct wiring *wiring, const struct ports *ports,
    struct err *err)
{
	(void)err;
	wiring_set_half_duplex(wiring, ports->items[0]);
	return true;
}

static bool
make_move(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_move(wiring, ports->items[0], ports->items[1], err);
}

static bool
make_one_way(struct wiring *wiring, const struct ports *ports, struct err *err)
{
	return wiring_deafen(wiring, ports->items[0], err);
}

/* --- ports ---------------------------------------------------------------- */

static bool
find_device(const struct yaml_reader *r, const struct yaml_node *node,
    const struct faults_target *target, struct span name, size_t *device)
{
	if (topology_find_device(target->topology, name, device))
		return true;
	yaml_error(r, node, "the topology has no device \"%s\"",
	    yaml_quote(name).text);
	return false;
}

/* "leaf1:Eth1/49", cut at the first colon. */
static bool
read_port_text(const struct yaml_reader *r, const struct yaml_node *node,
    const struct faults_target *target, struct socket_name *port)
{
	struct span text = yaml_span(node);
	const char *colon = span_find_char(text, ':');
	struct span device;

	if (!colon) {
		yaml_error(r, node, "a port is written DEVICE:PORT, not \"%s\"",
		    yaml_quote(text).text);
		return false;
	}
	device = span_make(text.text, (size_t)(colon - text.text));
	port->port = span_trim(span_skip(text, device.length + 1));
	return yaml_check_name(r, node, "a port", port->port) &&
	       find_device(r, node, target, span_trim(device), &port->device);
}

/* {device: odd:name, port: "Port 1"} */
static bool
read_port_map(const struct yaml_reader *r, const struct yaml_node *node,
    const struct faults_target *target, struct socket_name *port)
{
	static const char *const names[] = {"device", "port"};
	const struct yaml_node *values[COUNT_OF(names)] = {NULL};
	const char *device = NULL;
	const char *name = NULL;

	yaml_read_keys(r, node,
	    &(struct yaml_keys){"a port", names, COUNT_OF(names)}, values);
	if (!values[0] || !values[1]) {
		yaml_error(r, node, "a port needs `device` and `port`");
		return false;
	}
	if (!yaml_read_text(r, values[0], "`device`", YAML_NAME_MAX, &device) ||
	    !yaml_read_text(r, values[1], "`port`", YAML_NAME_MAX, &name))
		return false;
	port->port = span_of(name);
	return find_device(r, values[0], target, span_of(device),
	    &port->device);
}

static bool
read_port(const struct yaml_reader *r, const struct yaml_node *node,
    const struct faults_target *target, struct socket_name *port)
{
	if (node->kind == YAML_KIND_MAP)
		return read_port_map(r, node, target, port);
	return yaml_expect(r, node, "a port", YAML_KIND_TEXT) &&
	       read_port_text(r, node, target, port);
}

static bool
add_port(const struct yaml_reader *r, const struct yaml_node *node,
    const struct faults_target *target, struct ports *ports)
{
	struct socket_name port;

	if (!read_port(r, node, target, &port))
		return false;
	ports->items = grow_array(ports->items, ports->count, &ports->capacity,
	    sizeof(*ports->items));
	ports->items[ports->count++] = port;
	return true;
}

/* One port, or a list of them; all that are wrong are reported. */
static bool
read_ports(const struct yaml_reader *r, const struct yaml_node *node,
    const struct faults_target *target, struct ports *ports)
{
	bool ok = true;

	if (node->kind != YAML_KIND_LIST)
		return add_port(r, node, target, ports);
	for (const struct yaml_node *n = node->first; n; n = n->next)
		ok = add_port(r, n, target, ports) && ok;
	return ok;
}

/* --- mistakes that take something else ------------------------------------ */

static void
apply_stranger(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target)
{
	static const char *const names[] = {"port", "device", "remote",
	    "platform", "capabilities"};
	const struct yaml_node *values[COUNT_OF(names)] = {NULL};
	struct stranger stranger = {NULL, "Port 1", "unknown", "Host"};
	const char **texts[COUNT_OF(names)] = {NULL, &stranger.device_id,
	    &stranger.port_id, &stranger.platform, &stranger.capabilities};
	struct socket_name port;
	bool ok = true;

	if (!yaml_expect(r, map, "`stranger`", YAML_KIND_MAP))
		return;
	yaml_read_keys(r, map,
	    &(struct yaml_keys){"a stranger", names, COUNT_OF(names)}, values);
	if (!values[0] || !values[1]) {
		yaml_error(r, map, "a stranger needs `port` and `device`");
		return;
	}
	for (size_t i = 1; i < COUNT_OF(names); i++) {
		if (values[i])
			ok = yaml_read_text(r, values[i], names[i],
				 YAML_NAME_MAX, texts[i]) &&
			     ok;
	}
	if (read_port(r, values[0], target, &port) && ok)
		wiring_add_stranger(target->wiring, port, stranger);
}

static void
apply_native_vlan(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target)
{
	static const char *const names[] = {"port", "vlan"};
	const struct yaml_node *values[COUNT_OF(names)] = {NULL};
	struct socket_name port;
	unsigned vlan;

	if (!yaml_expect(r, map, "`native-vlan`", YAML_KIND_MAP))
		return;
	yaml_read_keys(r, map,
	    &(struct yaml_keys){"a native VLAN", names, COUNT_OF(names)},
	    values);
	if (!values[0] || !values[1]) {
		yaml_error(r, map, "a native VLAN needs `port` and `vlan`");
		return;
	}
	if (read_port(r, values[0], target, &port) &&
	    yaml_read_number(r, values[1], "`vlan`",
		(struct yaml_limits){1, 4094}, &vlan))
		wiring_set_native_vlan(target->wiring, port, vlan);
}

static void
apply_exchange(const struct yaml_reader *r, const struct yaml_node *list,
    const struct faults_target *target)
{
	struct string_list names;
	size_t devices[2];

	if (!yaml_read_texts(r, list, "`exchange`", &names))
		return;
	if (names.count != COUNT_OF(devices)) {
		yaml_error(r, list, "`exchange` takes 2 devices, not %zu",
		    names.count);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(devices); i++) {
		if (!find_device(r, list, target, span_of(names.items[i]),
			&devices[i]))
			return;
	}
	if (devices[0] == devices[1])
		yaml_error(r, list, "`exchange` takes two different devices");
	else
		wiring_exchange(target->wiring, devices[0], devices[1]);
}

/* --- kinds of mistakes ---------------------------------------------------- */

/* A kind takes ports, or has a function that reads what it takes. */
struct kind {
	const char *name;
	size_t least; /* ports */
	size_t most;
	bool (*make)(struct wiring *wiring, const struct ports *ports,
	    struct err *err);
	void (*apply)(const struct yaml_reader *r,
	    const struct yaml_node *value, const struct faults_target *target);
	const char *help; /* its first line: what it takes */
};

/* clang-format off */
static const struct kind kinds[] = {
	{ "missing", 1, 1, make_missing, NULL,
	  "PORT\nits cable is gone" },
	{ "extra", 2, 2, make_extra, NULL,
	  "[PORT, PORT]\none more cable, between free ports" },
	{ "swap", 2, 2, make_ring, NULL,
	  "[PORT, PORT]\ntheir plugs are exchanged" },
	{ "rotate", 3, MANY, make_ring, NULL,
	  "[PORT, PORT, PORT...]\n"
	  "each plug sits in the next port, the last in the first" },
	{ "shift", 3, MANY, make_shift, NULL,
	  "[PORT, PORT, PORT...]\n"
	  "each plug sits in the next port; the last was free" },
	{ "move", 2, 2, make_move, NULL,
	  "[PORT, PORT]\nthe plug sits in the second, which was free" },
	{ "one-way", 1, 1, make_one_way, NULL,
	  "PORT\nhears nothing of what is plugged in" },
	{ "stale", 2, 2, make_stale, NULL,
	  "[PORT, PORT]\nthe first has an old entry about the second" },
	{ "half-duplex", 1, 1, make_half_duplex, NULL,
	  "PORT\nis set so" },
	{ "native-vlan", 0, 0, NULL, apply_native_vlan,
	  "{port: PORT, vlan: N}\nis set so" },
	{ "exchange", 0, 0, NULL, apply_exchange,
	  "[DEVICE, DEVICE]\neach stands in the other's place" },
	{ "stranger", 0, 0, NULL, apply_stranger,
	  "{port: PORT, device: NAME}\n"
	  "somebody unknown is heard; also remote, platform,\n"
	  "capabilities" },
};
/* clang-format on */

/* --- items of `cabling` --------------------------------------------------- */

static void
apply_kind(const struct yaml_reader *r, const struct kind *kind,
    const struct yaml_node *value, const struct faults_target *target)
{
	struct ports ports = {NULL, 0, 0};
	struct err err = ERR_INIT;

	if (kind->apply) {
		kind->apply(r, value, target);
		return;
	}
	if (!read_ports(r, value, target, &ports))
		goto done;
	if (ports.count < kind->least || ports.count > kind->most) {
		yaml_error(r, value, "`%s` takes %zu port%s%s, not %zu",
		    kind->name, kind->least, kind->least == 1 ? "" : "s",
		    kind->most == MANY ? " or more" : "", ports.count);
		goto done;
	}
	if (!kind->make(target->wiring, &ports, &err))
		yaml_error(r, value, "`%s`: %s", kind->name, err.text);

done:
	free(ports.items);
}

/* An item is {KIND: what it takes}. */
static void
apply_item(const struct yaml_reader *r, const struct yaml_node *item,
    const struct faults_target *target)
{
	const struct yaml_node *values[COUNT_OF(kinds)] = {NULL};
	const char *names[COUNT_OF(kinds)];
	size_t given = 0;

	if (!yaml_expect(r, item, "a fault", YAML_KIND_MAP))
		return;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		names[i] = kinds[i].name;
	yaml_read_keys(r, item,
	    &(struct yaml_keys){"a fault", names, COUNT_OF(names)}, values);
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		given += values[i] != NULL;
	if (given > 1) {
		yaml_error(r, item,
		    "a fault is of one kind; put each into "
		    "an item of its own");
		return;
	}
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (values[i])
			apply_kind(r, &kinds[i], values[i], target);
	}
}

/* --- the file ------------------------------------------------------------- */

static void
apply_root(const struct yaml_reader *r, const struct faults_target *target)
{
	static const char *const names[] = {"cabling", "devices"};
	const struct yaml_node *values[COUNT_OF(names)] = {NULL};

	yaml_read_keys(r, r->tree->root,
	    &(struct yaml_keys){"a faults file", names, COUNT_OF(names)},
	    values);
	if (values[0] && !yaml_is_null(values[0]) &&
	    yaml_expect(r, values[0], "`cabling`", YAML_KIND_LIST)) {
		for (const struct yaml_node *n = values[0]->first; n;
		     n = n->next)
			apply_item(r, n, target);
	}
	if (values[1] && !yaml_is_null(values[1]) &&
	    yaml_expect(r, values[1], "`devices`", YAML_KIND_MAP))
		faults_apply_devices(r, values[1], target);
}

void
faults_apply_text(const char *name, struct span text,
    const struct faults_target *target, struct diag_list *diags)
{
	const char *file = arena_strdup(target->arena, name);
	struct yaml_tree tree;
	struct yaml_reader reader = {.tree = &tree,
	    .diags = diags,
	    .arena = target->arena,
	    .file = file};

	if (yaml_tree_read(&tree, file, text, diags) && tree.root &&
	    !yaml_is_null(tree.root) &&
	    yaml_expect(&reader, tree.root, "a faults file", YAML_KIND_MAP))
		apply_root(&reader, target);
	yaml_tree_release(&tree);
	diag_sort(diags);
}

bool
faults_apply(const char *path, const struct faults_target *target,
    struct diag_list *diags, struct err *err)
{
	char *text = NULL;
	size_t length;

	if (!file_read(path, FAULTS_FILE_MAX, &text, &length, err))
		return false;
	faults_apply_text(path, span_make(text, length), target, diags);
	free(text);
	return true;
}

void
faults_add_help(struct str *out)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		settings_add_help_row(kinds[i].name, kinds[i].help, out);
}
