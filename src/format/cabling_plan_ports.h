/*
 * cabling_plan_ports -- the lists of ports in a Cisco cable plan.
 *
 *	eth1/1, eth1/3 - eth1/8, mgmt0
 *
 * A list is kept as its runs, so that a long one costs nothing until somebody
 * asks for the names.
 */
#ifndef FORMAT_CABLING_PLAN_PORTS_H
#define FORMAT_CABLING_PLAN_PORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"
#include "base/str.h"

/* More than any chassis has, and few enough to be counted out. */
#define PLAN_PORTS_MAX 4096

/* One port, or some whose last number counts. */
struct plan_run {
	struct span prefix; /* borrowed; of one port, all of its name */
	long first;
	size_t count;
	bool is_range;
};

/* Start with zeroes; release with plan_ports_release(). */
struct plan_ports {
	struct plan_run *runs; /* owned */
	size_t run_count;
	size_t capacity;
	size_t total;
};

/*
 * Reads a list, which may be empty and must outlive `ports`.  False: it is
 * none, and `*trouble` says why.
 */
MUST_CHECK bool plan_ports_read(struct plan_ports *ports, struct span text,
    const char **trouble);

void plan_ports_release(struct plan_ports *ports);

/* Where somebody is who goes through a list; start with zeroes. */
struct plan_walk {
	size_t run;
	size_t taken; /* of that run */
};

/* The next name; false behind the last one. */
bool plan_ports_next(const struct plan_ports *ports, struct plan_walk *walk,
    struct str *name);

#endif
