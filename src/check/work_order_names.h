/*
 * work_order_names -- what everything will be called when devices that carry
 * wrong names, or each other's, have got their own.
 *
 * A judgement shows observed cables with the names that devices print, but the
 * steps of its plans call every port by its right name, because names are set
 * right before plugs are moved.  Here the one becomes the other.
 */
#ifndef CHECK_WORK_ORDER_NAMES_H
#define CHECK_WORK_ORDER_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "check/identity.h"
#include "check/work_order_ports.h"
#include "model/finding.h"

/* A device of the plan that others hear under another name. */
struct work_order_misname {
	size_t device;
	struct span name;
	size_t box; /* the device that has that name in the plan, or SIZE_MAX */
};

struct work_order_names {
	const struct judgement *judgement;
	struct work_order_misname *misnames; /* owned */
	size_t misname_count;
	struct work_order_ports ports; /* that should hear a misnamed device */
	size_t *heard_at; /* owned; by port: the misname that belongs there */
	size_t heard_capacity;
};

void work_order_names_init(struct work_order_names *names,
    const struct judgement *judgement);
void work_order_names_release(struct work_order_names *names);

/* True when no device changes its name: then every name is right. */
bool work_order_names_are_right(const struct work_order_names *names);

/* The ends of an observed cable by their right names, end a first. */
void work_order_names_ends(struct work_order_names *names,
    const struct observed_cable *cable, struct port ends[2]);

/* Whose observation will be that of `device`: its own, mostly. */
size_t work_order_names_voice(const struct work_order_names *names,
    size_t device);

/* True when others will hear it under its own name, or do so already. */
bool work_order_names_is_alive(const struct work_order_names *names,
    size_t device);

/*
 * The device that `heard`, which `device` (by its right name) has on its port
 * `port`, will be called; SIZE_MAX when its name stays as it is printed.
 */
size_t work_order_names_heard(struct work_order_names *names,
    struct identity *identity, struct port near, const struct neighbor *heard);

#endif
