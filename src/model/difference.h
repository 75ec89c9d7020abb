/*
 * difference -- what is another way in the second of two labs.
 *
 * The first is taken for a plan and the second for what is there; what would be
 * a mistake then is a change: a plug that was moved is one change, not a cable
 * less and a cable more.  Devices that only one of the two has are in `lab`, so
 * that every cable of either has its ends.
 */
#ifndef MODEL_DIFFERENCE_H
#define MODEL_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"
#include "model/observation.h"
#include "model/topology.h"

enum change_kind {
	CHANGE_ADDED,
	CHANGE_REMOVED,
	CHANGE_CHANGED,
};

/* "added", "removed", "changed". */
const char *change_kind_name(enum change_kind kind);

/* A device, or what is said of a device or cable. */
struct change {
	enum change_kind kind;
	const char *what;   /* "device leaf1", "cable C-0001" */
	const char *key;    /* of CHANGE_CHANGED: "rack" */
	const char *before; /* "" for nothing */
	const char *after;
	struct place old_place; /* line 0: in no file */
	struct place new_place;
};

struct difference {
	struct topology *lab; /* owned: all devices, the first one's cables */
	struct observations observations; /* the second one's cables */
	/* Owned: the changes of the cabling are its findings. */
	struct judgement *judgement;
	/* Of each cable of `lab`, and of each observed one: only one end of it
	 * tells of it in the first, or second, lab, while both could. */
	bool *one_way_before;
	bool *one_way_after;
	struct change *changes; /* these are in the arena of `lab` */
	size_t change_count;
	/* Cables of the first and second; those that are the same in both. */
	size_t before;
	size_t after;
	size_t same;
	/*
	 * Not seen in the second by anybody who could be asked: of the first
	 * one's cables; and the other way round.
	 */
	size_t unknown;
	size_t unknown_before;
};

/* True when there is nothing to tell. */
bool difference_is_empty(const struct difference *difference);

#endif
