/*
 * comparison -- everything that check_run() knows while it works.
 *
 * Devices, ports, cables and sightings are all numbered, and the numbers are
 * 32 bits wide, so that a million cables fit where a laptop can hold them.
 * Each stage (see check.c) fills its part and reads those before it.
 */
#ifndef CHECK_COMPARISON_H
#define CHECK_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "check/identity.h"
#include "check/ports.h"
#include "model/finding.h"
#include "model/observation.h"
#include "model/topology.h"

/*
 * One sighting: "on my port `near` I hear `device`, from its port `far`".
 * Half of a cable, until the far port says the same.
 */
struct half {
	const struct neighbor *heard; /* NULL: an old entry, dropped */
	uint32_t near;                /* port */
	uint32_t device;              /* index, or one of the two below */
	uint32_t far;  /* port; NONE when it has no name, or is foreign */
	uint32_t next; /* half of the same near port; NONE at the end */
};

#define HALF_FOREIGN NONE         /* no device of the topology */
#define HALF_AMBIGUOUS (NONE - 1) /* one of several devices */

/* An observed cable: one half, or two that agree. */
struct edge {
	uint32_t port[2];
	uint32_t next[2]; /* edge at port[0], at port[1]; NONE at the end */
	const struct neighbor *heard[2]; /* what port[0], port[1] hears */
};

/* Where something is, in a form that can be put in order: see order.h. */
struct place_key {
	uint32_t rank;      /* of the device among all; NONE when foreign */
	const char *device; /* name of a foreign device, "" otherwise */
	const char *port;
};

/* A finding on its way into the judgement. */
struct draft {
	struct finding finding;
	struct place_key place; /* by which it is put in order */
	uint32_t salt;          /* see finding_id.h */
};

struct number_list {
	uint32_t *items;
	size_t count;
	size_t capacity;
};

/* What fitted when a platform was last looked at: see other_box.c. */
struct last_look {
	const struct neighbor *heard; /* NULL: nothing yet */
	enum platform platform;       /* that it fitted */
};

struct places;

void number_list_add(struct number_list *list, uint32_t number);

struct comparison {
	const struct topology *topology;
	const struct observations *observations;
	struct judgement *judgement;
	struct arena *arena; /* of the judgement */

	struct identity *identity;

	struct ports ports;
	size_t plan_ports;      /* the first so many, device by device */
	uint32_t *first_ports;  /* of each device; one more at the end */
	uint32_t (*ends)[2];    /* the two ports of each cable of the plan */
	uint32_t *device_ranks; /* place of each device in natural order */

	struct half *halves;
	size_t half_count;
	uint32_t *half_ends; /* of the halves of each device, for a while */

	/* Ports from this on are loose (see halves.h); their devices' names. */
	uint32_t first_loose;
	const char **foreign_names;

	struct edge *edges; /* judgement->observed has the same numbers */
	size_t edge_count;
	size_t edge_capacity;
	struct number_list crowd; /* ports that may be in several edges */

	/* The cable that should have been removed and is this edge, or NONE. */
	uint32_t *removed;    /* NULL where the plan removes nothing */
	size_t removed_count; /* edges beyond are none */

	size_t outdated_capacity; /* of judgement->outdated */

	bool *other_boxes; /* by device: see other_box.h; NULL: none */
	struct last_look last_look;
	struct places *places; /* NULL while every device is in place */

	struct draft *drafts;
	size_t draft_count;
	size_t draft_capacity;
};

/* Steps through the edges of a port: for (e = first; e != NONE; e = next). */
uint32_t comparison_first_edge(const struct comparison *c, uint32_t port);
uint32_t comparison_next_edge(const struct comparison *c, uint32_t edge,
    uint32_t port);

/*
 * The first port of `device` among those of the plan, which lie together; one
 * of another device, or plan_ports, when it has none.  `device` may be the
 * number of devices.
 */
size_t comparison_first_port(const struct comparison *c, uint32_t device);

/* The end of `edge`, or of cable `cable`, that is not `port`. */
uint32_t comparison_edge_far(const struct comparison *c, uint32_t edge,
    uint32_t port);
uint32_t comparison_cable_far(const struct comparison *c, size_t cable,
    uint32_t port);

/* The edge between two ports, or NONE. */
uint32_t comparison_find_edge(const struct comparison *c, uint32_t a,
    uint32_t b);

/* Appends an edge; the caller fills in heard[]. */
uint32_t comparison_add_edge(struct comparison *c, uint32_t a, uint32_t b);

/* The port as the outside sees it. */
struct port comparison_port(const struct comparison *c, uint32_t port);

/*
 * True when the device speaks CDP for all to hear: it was collected, or
 * another device hears it.  One with CDP switched off is silent even where
 * a cable is plugged in, so its silence proves nothing.
 */
bool comparison_device_talks(const struct comparison *c, size_t device);

/* A new finding of this kind, all else zero.  Valid until the next call. */
struct draft *comparison_add_finding(struct comparison *c,
    enum finding_kind kind);

#endif
