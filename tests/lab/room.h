/*
 * room -- a small lab for the tests: a topology told as text, its wiring, and
 * what is peculiar about its devices.
 */
#ifndef TESTS_LAB_ROOM_H
#define TESTS_LAB_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "format/topology_yaml.h"
#include "lab/faults.h"
#include "lab/wiring.h"

struct room {
	struct topology *topology;
	struct wiring *wiring;
	struct traits *traits;
	struct arena *arena;
	struct diag_list diags;
};

#define ROOM_PLAN                                                              \
	"devices:\n"                                                           \
	"  leaf1: {platform: nxos, host: 10.0.0.11, serial: FDO25110ABC}\n"    \
	"  leaf2: {platform: nxos, host: 10.0.0.12}\n"                         \
	"  acc1: {platform: ios, host: 10.0.0.21, domain: example.net}\n"      \
	"  edge1: {platform: iosxr, host: edge1.example.net}\n"                \
	"  srv1: {collect: false}\n"                                           \
	"cables:\n"                                                            \
	"  - [leaf1:Eth1/1, leaf2:Eth1/1]\n"                                   \
	"  - [leaf1:Eth1/2, leaf2:Eth1/2]\n"                                   \
	"  - [leaf1:Eth1/10, acc1:Te1/1/1]\n"                                  \
	"  - [leaf2:Eth1/10, edge1:Te0/0/0/1]\n"                               \
	"  - [acc1:Gi1/0/1, srv1:eth0]\n"                                      \
	"  - {a: leaf1:Eth1/40, b: leaf2:Eth1/40, state: planned}\n"           \
	"  - {a: leaf1:Eth1/41, b: leaf2:Eth1/41, state: removed}\n"

static inline void
room_open(struct room *room)
{
	struct err err = ERR_INIT;

	*room = (struct room){.diags = DIAG_LIST_INIT};
	assert_true(topology_read_text("plan.yaml", span_of(ROOM_PLAN),
	    &room->topology, &room->diags, &err));
	assert_int_equal(room->diags.errors, 0);
	room->wiring = wiring_new(room->topology);
	room->arena = arena_new();
	room->traits =
	    xcalloc(room->topology->device_count, sizeof(*room->traits));
}

static inline void
room_close(struct room *room)
{
	wiring_free(room->wiring);
	arena_free(room->arena);
	free(room->traits);
	topology_free(room->topology);
	diag_list_release(&room->diags);
}

static inline size_t
room_device(const struct room *room, const char *name)
{
	size_t index = 0;

	assert_true(
	    topology_find_device(room->topology, span_of(name), &index));
	return index;
}

static inline struct socket_name
room_port(const struct room *room, const char *device, const char *port)
{
	return (struct socket_name){room_device(room, device), span_of(port)};
}

/*
 * All that `device` hears, as "Ethernet1/1<leaf2:Ethernet1/1 ..."; a stranger
 * stands in brackets.  Freed by the caller.
 */
static inline char *
room_hear(struct room *room, const char *device)
{
	struct str text = STR_INIT;
	size_t count;
	struct sighting *heard =
	    wiring_hear(room->wiring, room_device(room, device), &count);

	for (size_t i = 0; i < count; i++) {
		const struct stranger *stranger = heard[i].stranger;

		str_addf(&text, "%s%s<", i ? " " : "", heard[i].local_port);
		if (stranger)
			str_addf(&text, "(%s:%s)", stranger->device_id,
			    heard[i].remote_port);
		else
			str_addf(&text, "%s:%s",
			    room->topology->devices[heard[i].device].name,
			    heard[i].remote_port);
	}
	free(heard);
	return text.text ? str_take(&text) : xstrdup("");
}

static inline void
room_expect(struct room *room, const char *device, const char *heard)
{
	char *text = room_hear(room, device);

	assert_string_equal(text, heard);
	free(text);
}

#endif
