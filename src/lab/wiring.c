/*
 * Ports, plugs and cables; see wiring.h.
 *
 * A cable is two port numbers, one for each plug; a port knows the one plug
 * that sits in it.  Both are kept in step by plug_in(), the only place that
 * writes either.
 */
#include "lab/wiring.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/ifname.h"

#define NO_CABLE ((size_t)-1)
#define NO_PORT ((size_t)-1)

/* One of the two ends of a cable. */
struct plug {
	size_t cable; /* NO_CABLE: the port is free */
	unsigned end; /* 0 or 1 */
};

struct port {
	size_t device;
	const char *name;
	struct plug plug;
	bool deaf;
	struct guest *guests;
	struct port_settings settings;
	size_t remembered; /* a port that was at the far end once, or NO_PORT */
};

/* A stranger at a port; the last one comes first. */
struct guest {
	struct stranger stranger;
	struct guest *next;
};

struct strand {
	size_t port[2]; /* where each plug sits; NO_PORT: pulled out */
};

struct wiring {
	struct arena *arena;
	const struct topology *topology;
	struct map *by_name; /* "DEVICE/PORT" → index into ports */
	struct port *ports;
	size_t port_count;
	size_t port_capacity;
	struct strand *strands;
	size_t strand_count;
	size_t strand_capacity;
	bool *silent;  /* per device */
	size_t *order; /* ports by device and name; NULL: to be sorted */
	size_t *first; /* per device: its first index into `order` */
};

/* --- ports ---------------------------------------------------------------- */

static void
forget_order(struct wiring *wiring)
{
	free(wiring->order);
	free(wiring->first);
	wiring->order = NULL;
	wiring->first = NULL;
}

/* The index of the port, which is made if nobody has named it before. */
static size_t
find_port(struct wiring *wiring, struct socket_name name)
{
	struct str key = STR_INIT;
	size_t index = wiring->port_count;
	struct port *port;

	str_addf(&key, "%zu/", name.device);
	ifname_add_canonical(&key, name.port);
	if (map_add(wiring->by_name, str_span(&key), index, &index)) {
		wiring->ports = grow_array(wiring->ports, wiring->port_count,
		    &wiring->port_capacity, sizeof(*wiring->ports));
		port = &wiring->ports[wiring->port_count++];
		memset(port, 0, sizeof(*port));
		port->device = name.device;
		port->name = ifname_canonical(wiring->arena, name.port);
		port->plug.cable = NO_CABLE;
		port->remembered = NO_PORT;
		forget_order(wiring);
	}
	str_release(&key);
	return index;
}

/* Puts the plug into the port, or nowhere. */
static void
plug_in(struct wiring *wiring, struct plug plug, size_t port)
{
	wiring->strands[plug.cable].port[plug.end] = port;
	if (port != NO_PORT)
		wiring->ports[port].plug = plug;
}

static struct plug
pull_out(struct wiring *wiring, size_t port)
{
	struct plug plug = wiring->ports[port].plug;

	wiring->ports[port].plug.cable = NO_CABLE;
	if (plug.cable != NO_CABLE)
		wiring->strands[plug.cable].port[plug.end] = NO_PORT;
	return plug;
}

static bool
check_in_use(const struct wiring *wiring, size_t index, struct err *err)
{
	const struct port *port = &wiring->ports[index];

	if (port->plug.cable != NO_CABLE)
		return true;
	return err_set(err, ERR_INPUT, "no cable is plugged into %s %s",
	    wiring->topology->devices[port->device].name, port->name);
}

static bool
check_free(const struct wiring *wiring, size_t index, struct err *err)
{
	const struct port *port = &wiring->ports[index];

	if (port->plug.cable == NO_CABLE)
		return true;
	return err_set(err, ERR_INPUT, "%s %s is in use",
	    wiring->topology->devices[port->device].name, port->name);
}

static bool
check_different(const struct wiring *wiring, size_t a, size_t b,
    struct err *err)
{
	const struct port *port = &wiring->ports[a];

	if (a != b)
		return true;
	return err_set(err, ERR_INPUT, "%s %s is named twice",
	    wiring->topology->devices[port->device].name, port->name);
}

/* --- life ----------------------------------------------------------------- */

static void
add_strand(struct wiring *wiring, size_t a, size_t b)
{
	size_t cable = wiring->strand_count;

	wiring->strands = grow_array(wiring->strands, wiring->strand_count,
	    &wiring->strand_capacity, sizeof(*wiring->strands));
	wiring->strand_count++;
	plug_in(wiring, (struct plug){cable, 0}, a);
	plug_in(wiring, (struct plug){cable, 1}, b);
}

static struct socket_name
end_of(const struct endpoint *endpoint)
{
	return (struct socket_name){endpoint->device, span_of(endpoint->port)};
}

struct wiring *
wiring_new(const struct topology *topology)
{
	struct wiring *wiring = xcalloc(1, sizeof(*wiring));

	wiring->arena = arena_new();
	wiring->topology = topology;
	wiring->by_name = map_new();
	wiring->silent = xcalloc(topology->device_count + 1, sizeof(bool));
	for (size_t i = 0; i < topology->cable_count; i++) {
		const struct cable *cable = &topology->cables[i];

		if (cable->state == CABLE_INSTALLED)
			add_strand(wiring, find_port(wiring, end_of(&cable->a)),
			    find_port(wiring, end_of(&cable->b)));
	}
	return wiring;
}

void
wiring_free(struct wiring *wiring)
{
	if (!wiring)
		return;
	forget_order(wiring);
	map_free(wiring->by_name);
	arena_free(wiring->arena);
	free(wiring->ports);
	free(wiring->strands);
	free(wiring->silent);
	free(wiring);
}

/* --- mistakes ------------------------------------------------------------- */

bool
wiring_take_away(struct wiring *wiring, struct socket_name name,
    struct err *err)
{
	size_t port = find_port(wiring, name);
	size_t far;
	struct plug plug;

	if (!check_in_use(wiring, port, err))
		return false;
	plug = pull_out(wiring, port);
	far = wiring->strands[plug.cable].port[!plug.end];
	pull_out(wiring, far);
	return true;
}

bool
wiring_add(struct wiring *wiring, struct socket_name a, struct socket_name b,
    struct err *err)
{
	size_t port_a = find_port(wiring, a);
	size_t port_b = find_port(wiring, b);

	if (!check_different(wiring, port_a, port_b, err) ||
	    !check_free(wiring, port_a, err) ||
	    !check_free(wiring, port_b, err))
		return false;
	add_strand(wiring, port_a, port_b);
	return true;
}

static bool
check_ring(struct wiring *wiring, const size_t *ports, size_t count,
    struct err *err)
{
	struct map *seen = map_new();
	struct str key = STR_INIT;
	bool ok = false;

	for (size_t i = 0; i < count; i++) {
		str_clear(&key);
		str_addf(&key, "%zu", ports[i]);
		if (!check_in_use(wiring, ports[i], err))
			goto done;
		if (!map_add(seen, str_span(&key), i, NULL)) {
			check_different(wiring, ports[i], ports[i], err);
			goto done;
		}
	}
	ok = true;

done:
	str_release(&key);
	map_free(seen);
	return ok;
}

bool
wiring_rotate(struct wiring *wiring, const struct socket_name *names,
    size_t count, struct err *err)
{
	size_t *ports = xcalloc(count + 1, sizeof(*ports));
	struct plug *plugs = xcalloc(count + 1, sizeof(*plugs));
	bool ok = false;

	for (size_t i = 0; i < count; i++)
		ports[i] = find_port(wiring, names[i]);
	if (!check_ring(wiring, ports, count, err))
		goto done;
	for (size_t i = 0; i < count; i++)
		plugs[i] = pull_out(wiring, ports[i]);
	for (size_t i = 0; i < count; i++)
		plug_in(wiring, plugs[i], ports[(i + 1) % count]);
	ok = true;

done:
	free(ports);
	free(plugs);
	return ok;
}

bool
wiring_move(struct wiring *wiring, struct socket_name from,
    struct socket_name to, struct err *err)
{
	size_t port_from = find_port(wiring, from);
	size_t port_to = find_port(wiring, to);

	if (!check_different(wiring, port_from, port_to, err) ||
	    !check_in_use(wiring, port_from, err) ||
	    !check_free(wiring, port_to, err))
		return false;
	plug_in(wiring, pull_out(wiring, port_from), port_to);
	return true;
}

bool
wiring_shift(struct wiring *wiring, const struct socket_name *names,
    size_t count, struct err *err)
{
	size_t *ports = xcalloc(count + 1, sizeof(*ports));
	bool ok;

	for (size_t i = 0; i < count; i++)
		ports[i] = find_port(wiring, names[i]);
	ok = check_ring(wiring, ports, count - 1, err) &&
	     check_free(wiring, ports[count - 1], err);
	for (size_t i = count - 1; ok && i-- > 0;)
		plug_in(wiring, pull_out(wiring, ports[i]), ports[i + 1]);
	free(ports);
	return ok;
}

static void
exchange_ports(struct wiring *wiring, size_t a, size_t b)
{
	struct guest *guests = wiring->ports[a].guests;
	struct plug plug_a = pull_out(wiring, a);
	struct plug plug_b = pull_out(wiring, b);

	if (plug_a.cable != NO_CABLE)
		plug_in(wiring, plug_a, b);
	if (plug_b.cable != NO_CABLE)
		plug_in(wiring, plug_b, a);
	wiring->ports[a].guests = wiring->ports[b].guests;
	wiring->ports[b].guests = guests;
}

void
wiring_exchange(struct wiring *wiring, size_t a, size_t b)
{
	size_t count = wiring->port_count;

	for (size_t i = 0; i < count; i++) {
		size_t device = wiring->ports[i].device;
		struct socket_name twin = {device == a ? b : a,
		    span_of(wiring->ports[i].name)};
		size_t far;

		if (device != a && device != b)
			continue;
		far = find_port(wiring, twin);
		if (i < far) /* a twin that comes later; each pair once */
			exchange_ports(wiring, i, far);
	}
}

bool
wiring_remember(struct wiring *wiring, struct socket_name name,
    struct socket_name remote, struct err *err)
{
	size_t port = find_port(wiring, name);
	size_t far = find_port(wiring, remote);

	if (!check_different(wiring, port, far, err))
		return false;
	wiring->ports[port].remembered = far;
	return true;
}

void
wiring_set_half_duplex(struct wiring *wiring, struct socket_name name)
{
	size_t port = find_port(wiring, name); /* may move the ports */

	wiring->ports[port].settings.is_half_duplex = true;
}

void
wiring_set_native_vlan(struct wiring *wiring, struct socket_name name,
    unsigned vlan)
{
	size_t port = find_port(wiring, name); /* may move the ports */

	wiring->ports[port].settings.native_vlan = vlan;
}

bool
wiring_deafen(struct wiring *wiring, struct socket_name name, struct err *err)
{
	size_t port = find_port(wiring, name);

	if (!check_in_use(wiring, port, err))
		return false;
	wiring->ports[port].deaf = true;
	return true;
}

void
wiring_add_stranger(struct wiring *wiring, struct socket_name name,
    struct stranger stranger)
{
	struct guest *guest = arena_alloc(wiring->arena, sizeof(*guest));
	size_t index = find_port(wiring, name); /* may move the ports */
	struct port *port = &wiring->ports[index];

	guest->stranger.device_id =
	    arena_strdup(wiring->arena, stranger.device_id);
	guest->stranger.port_id = arena_strdup(wiring->arena, stranger.port_id);
	guest->stranger.platform =
	    arena_strdup(wiring->arena, stranger.platform);
	guest->stranger.capabilities =
	    arena_strdup(wiring->arena, stranger.capabilities);
	guest->next = port->guests;
	port->guests = guest;
}

void
wiring_silence(struct wiring *wiring, size_t device)
{
	wiring->silent[device] = true;
}

bool
wiring_is_silent(const struct wiring *wiring, size_t device)
{
	return wiring->silent[device];
}

/* --- hearing -------------------------------------------------------------- */

static int
compare_ports(const void *left, const void *right, void *context)
{
	const struct wiring *wiring = context;
	const struct port *a = &wiring->ports[*(const size_t *)left];
	const struct port *b = &wiring->ports[*(const size_t *)right];

	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	return ifname_compare(a->name, b->name);
}

static void
sort_ports(struct wiring *wiring)
{
	size_t devices = wiring->topology->device_count;
	size_t next = 0;

	wiring->order = xcalloc(wiring->port_count + 1, sizeof(size_t));
	wiring->first = xcalloc(devices + 1, sizeof(size_t));
	for (size_t i = 0; i < wiring->port_count; i++)
		wiring->order[i] = i;
	qsort_r(wiring->order, wiring->port_count, sizeof(size_t),
	    compare_ports, wiring);
	for (size_t device = 0; device <= devices; device++) {
		wiring->first[device] = next;
		while (next < wiring->port_count &&
		       wiring->ports[wiring->order[next]].device == device)
			next++;
	}
}

/* What comes in through the cable, if anything does. */
static bool
hear_cable(const struct wiring *wiring, const struct port *port,
    struct sighting *sighting)
{
	const struct port *far;

	if (port->plug.cable == NO_CABLE || port->deaf)
		return false;
	far = &wiring->ports[wiring->strands[port->plug.cable]
				 .port[!port->plug.end]];
	if (wiring->silent[far->device])
		return false;
	*sighting = (struct sighting){.local_port = port->name,
	    .device = far->device,
	    .remote_port = far->name,
	    .settings = far->settings};
	return true;
}

/* What came in before the plug was moved. */
static bool
hear_past(const struct wiring *wiring, const struct port *port,
    struct sighting *sighting)
{
	const struct port *far;

	if (port->remembered == NO_PORT)
		return false;
	far = &wiring->ports[port->remembered];
	*sighting = (struct sighting){.local_port = port->name,
	    .device = far->device,
	    .remote_port = far->name,
	    .settings = far->settings,
	    .is_old = true};
	return true;
}

/* What one device hears, so far. */
struct hearing {
	struct sighting *items;
	size_t count;
	size_t capacity;
};

static void
add_sighting(struct hearing *heard, struct sighting sighting)
{
	heard->items = grow_array(heard->items, heard->count, &heard->capacity,
	    sizeof(*heard->items));
	heard->items[heard->count++] = sighting;
}

static void
hear_port(const struct wiring *wiring, const struct port *port,
    struct hearing *heard)
{
	struct sighting sighting;

	if (hear_past(wiring, port, &sighting))
		add_sighting(heard, sighting);
	if (hear_cable(wiring, port, &sighting))
		add_sighting(heard, sighting);
	for (const struct guest *g = port->guests; g; g = g->next)
		add_sighting(heard, (struct sighting){.local_port = port->name,
					.remote_port = g->stranger.port_id,
					.stranger = &g->stranger});
}

struct sighting *
wiring_hear(struct wiring *wiring, size_t device, size_t *count)
{
	struct hearing heard = {NULL, 0, 0};

	*count = 0;
	if (wiring->silent[device])
		return NULL;
	if (!wiring->order)
		sort_ports(wiring);
	for (size_t i = wiring->first[device]; i < wiring->first[device + 1];
	     i++)
		hear_port(wiring, &wiring->ports[wiring->order[i]], &heard);
	*count = heard.count;
	return heard.items;
}
