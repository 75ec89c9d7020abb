/*
 * topology -- the plan: which devices there are and which cables join them.
 *
 * Plain values, filled by the reader in format/ and read by everybody else.
 * Every device, cable and end remembers its place in the file, so that a
 * finding can stand on its line of the plan.  The document owns one arena.
 */
#ifndef MODEL_TOPOLOGY_H
#define MODEL_TOPOLOGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "model/jump.h"

enum platform {
	PLATFORM_AUTO,
	PLATFORM_IOS, /* IOS and IOS-XE */
	PLATFORM_NXOS,
	PLATFORM_IOSXR,
};

/* "auto", "ios", "nxos", "iosxr". */
const char *platform_name(enum platform platform);
bool platform_from_name(struct span name, enum platform *platform);

struct string_list {
	const char **items;
	size_t count;
};

struct device {
	const char *name; /* as written */
	const char *host; /* never NULL: the name when none was given */
	unsigned port;    /* TCP; 22 when none was given */
	enum platform platform;
	bool port_given;
	const char *username;   /* NULL: whoever runs the program */
	struct jump_list jumps; /* the machines in between */
	bool jump_given;        /* even if there are none */
	const char *rack;       /* NULL: not given */
	unsigned unit;          /* 0: not given */
	const char *serial;     /* NULL: not given */
	struct string_list aliases;
	struct string_list domains; /* stripped from names it hears */
	bool collect;               /* false: known, but never logged in to */
	struct place place;
};

/* One end of a cable in the plan. */
struct endpoint {
	size_t device;    /* index into topology.devices */
	const char *port; /* canonical long form */
	struct place place;
};

enum cable_state {
	CABLE_INSTALLED,
	CABLE_PLANNED, /* may be absent */
	CABLE_REMOVED, /* must be absent */
};

struct cable {
	/*
	 * The label where it is unique,
	 * "leaf1:Ethernet1/49--spine1:Ethernet1/3" otherwise: what people and
	 * JSON call this cable.
	 */
	const char *id;
	struct endpoint a;
	struct endpoint b;
	enum cable_state state;
	const char *label; /* these five: NULL when not given */
	const char *color;
	const char *type;
	const char *length;
	const char *note;
	struct string_list via; /* patch hops from end a to end b */
	struct place place;
};

/*
 * Observations that nobody wants to hear about.  Patterns are globs without
 * case; NULL matches everything; all that are given must match.
 */
struct ignore_rule {
	const char *device;     /* the device that hears */
	const char *port;       /* its port, canonical where it is no pattern */
	const char *neighbor;   /* the name that it hears, as printed */
	const char *capability; /* one of the neighbor's capabilities */
	struct place place;
};

/*
 * A fault that somebody knows of and answers for, until a day.  It is about
 * findings of which all that is given holds; at least one thing is given.
 */
struct waiver {
	const char *finding;  /* the id of one finding */
	const char *kind;     /* a kind of finding, as the contract spells it */
	const char *device;   /* a glob without case */
	const size_t *cables; /* in ascending order */
	size_t cable_count;
	const char *reason; /* never NULL */
	const char *owner;  /* NULL: not given */
	const char *until;  /* its last day, "2026-12-31"; NULL: no end */
	struct place place;
};

struct topology {
	struct arena *arena;
	const char *name; /* the file's name without folder and ending, or */
	const char *file; /* what `name:` says; the path as it was given */
	struct device *devices;
	size_t device_count;
	struct cable *cables;
	size_t cable_count;
	struct ignore_rule *ignores;
	size_t ignore_count;
	struct waiver *waivers;
	size_t waiver_count;
	struct map *by_name; /* device names and aliases: index; no case */
};

/* An empty topology.  Never NULL. */
struct topology *topology_new(void);
void topology_free(struct topology *topology);

/* By name or alias, without case. */
bool topology_find_device(const struct topology *topology, struct span name,
    size_t *index);

#endif
