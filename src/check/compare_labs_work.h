/*
 * compare_labs_work -- what comparing two labs works on; used by the files of
 * compare_labs alone.
 *
 *	compare_labs.c          devices, cables, and what is said of them
 *	compare_labs_shared.c   cables of ports at which several are seen
 *	compare_labs_unknown.c  what one of the labs could not know
 */
#ifndef CHECK_COMPARE_LABS_WORK_H
#define CHECK_COMPARE_LABS_WORK_H

#include "base/map.h"
#include "check/compare_labs.h"

struct comparing {
	const struct topology *old;
	const struct topology *new_;
	const struct learned *old_learned; /* NULL: a file */
	const struct learned *new_learned;
	struct map *one_way;    /* ends of the second's: its one-way cable */
	struct map *shared_old; /* the first's shared cables, by their ends */
	struct map *shared_new;
	struct difference *difference;
	struct topology *lab;
	struct observations observations; /* owned; so is each list */
	size_t device_capacity;
	size_t change_capacity;
};

void compare_labs_add_change(struct comparing *c, struct change change);

/* "cable leaf1 Ethernet1/49 -- spine1 Ethernet1/3", of either lab. */
const char *compare_labs_name_cable(struct comparing *c,
    const struct topology *t, const struct cable *cable);

/* Takes a cable for one of the first lab, or tells it as one of the second. */
void compare_labs_add_cable(struct comparing *c, struct cable cable,
    bool one_way);
void compare_labs_tell_cable(struct comparing *c, const struct cable *cable);

/* --- cables of ports at which several are seen ---------------------------- */

/* To be called first. */
void shared_begin(struct comparing *c);
void shared_end(struct comparing *c);

/* Shared cables of one lab that the other has, to itself, are in both. */
void shared_add_cables(struct comparing *c);
void shared_tell_cables(struct comparing *c);

/* Whether this cable of `shared`, one of the two maps, is shared there. */
bool shared_has(const struct map *shared, const struct topology *t,
    const struct cable *cable);

/* Those that are in one lab only. */
void shared_compare(struct comparing *c);

/* --- what one of the labs could not know ---------------------------------- */

/*
 * Who of the devices of a lab answered, or was heard by somebody; to be freed.
 */
bool *unknown_find_alive(const struct compared_lab *lab);

/*
 * A cable that the lab does not show may be there all the same: where nobody at
 * its ends was reached, or one was and heard nothing, but the other was silent
 * to everybody.  `names` are its devices.
 */
bool unknown_could_be(const struct compared_lab *lab, const bool *alive,
    const char *const names[2]);

/* Takes out of the changes what is none as far as anybody can tell. */
void unknown_drop(struct comparing *c);

#endif
