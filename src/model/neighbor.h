/*
 * neighbor -- what a device says about who is at the other end of its ports.
 *
 * The parsers fill these; everything is as the device printed it, trimmed.
 * Spans borrow from the text that was parsed, or from the list's own arena
 * where a value had to be put together (folded lines, a version block).
 */
#ifndef MODEL_NEIGHBOR_H
#define MODEL_NEIGHBOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

struct span_list {
	struct span *items;
	size_t count;
};

#define NEIGHBOR_NO_NUMBER (-1)

/* By which protocol the device heard of it. */
enum neighbor_protocol {
	NEIGHBOR_CDP,
	NEIGHBOR_LLDP,
};

/*
 * An absent span: not printed.  An empty one: printed with nothing in it.  What
 * every entry of a million is asked for stands together, at the front.
 */
struct neighbor {
	struct span local_port;
	/* LLDP: the system name; where none is advertised, the chassis id. */
	struct span device_id;
	struct span port_id;
	int32_t native_vlan; /* these three: NEIGHBOR_NO_NUMBER when absent */
	int32_t holdtime;    /* seconds */
	int32_t mtu;
	uint32_t line;            /* on which the entry starts, from 1 */
	uint32_t local_port_line; /* 0 when absent */
	uint32_t port_id_line;
	bool truncated; /* the text ended inside this entry */
	enum neighbor_protocol protocol;
	struct span duplex;
	struct span system_name; /* NX-OS "System Name", XR "SysName" */
	struct span platform;
	struct span version; /* lines trimmed, joined with '\n' */
	struct span vtp_domain;
	struct span_list capabilities; /* LLDP: the enabled ones */
	struct span_list entry_addresses;
	struct span_list mgmt_addresses;
	struct span chassis_id; /* these three: LLDP only */
	struct span port_description;
	struct span_list system_capabilities;
};

/*
 * The name of the neighbor's port.  Some hosts send an address of the port, or
 * a number, as its id in LLDP, and its name as its description: then that.
 */
struct span neighbor_far_port(const struct neighbor *neighbor);

/* What the text as a whole turned out to be. */
enum neighbor_state {
	NEIGHBORS_OK,        /* as many neighbors as there are, maybe none */
	NEIGHBORS_CDP_OFF,   /* the device says that CDP is off */
	NEIGHBORS_DENIED,    /* the device refused the command */
	NEIGHBORS_TRUNCATED, /* the text ends in mid entry, or too few came */
	NEIGHBORS_NONE,      /* not the output of this command at all */
};

struct neighbor_list {
	struct arena *arena;    /* owned, or borrowed */
	bool borrowed;          /* the arena, and once they are settled the */
	bool settled;           /* items, which it then holds */
	struct neighbor *items; /* owned */
	size_t count;
	size_t capacity;
	enum neighbor_state state;
	/* One line about `state` when it is not OK, quoting the device. */
	const char *explanation;
};

/* An empty list in state NEIGHBORS_OK. */
struct neighbor_list *neighbor_list_new(void);

/* The same in an arena that others share, and that must outlive it. */
struct neighbor_list *neighbor_list_new_in(struct arena *arena);
void neighbor_list_free(struct neighbor_list *list);

/* Makes room for `count` entries at once, instead of as they come. */
void neighbor_list_reserve(struct neighbor_list *list, size_t count);

/*
 * Gives back the room that no entry took: what is parsed is kept for long.  To
 * a list in a shared arena nothing may be added any more.
 */
void neighbor_list_fit(struct neighbor_list *list);

/* Appends an entry whose every value is absent; valid until the next one. */
struct neighbor *neighbor_list_add(struct neighbor_list *list);

/*
 * Appends copies of the entries of `from`, `lines` added to each line number.
 * Values that borrow from `text` go on doing so, so that `from` may be freed.
 */
void neighbor_list_append(struct neighbor_list *list,
    const struct neighbor_list *from, struct span text, size_t lines);

/*
 * Appends a value to a list that lives in `arena`.  A list must be grown by
 * this function alone.
 */
void span_list_add(struct span_list *list, struct arena *arena,
    struct span value);

#endif
