/*
 * component -- desired and observed cables that hang together by ports.
 *
 * Each component is one physical mistake: what one hand did wrong at one
 * time, and what a technician sets right in one go.
 */
#ifndef CHECK_COMPONENT_H
#define CHECK_COMPONENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/comparison.h"

/*
 * Unless it is contradictory, desired cables and edges take turns along
 * `ports`: the first lies between ports 0 and 1, and so on.  A ring's first
 * port stands at its end again.
 */
struct component {
	struct number_list ports;
	struct number_list cables; /* of the plan, in walking order */
	struct number_list edges;  /* observed, in walking order */
	bool starts_desired;       /* the first is a desired cable */
	bool ring;
	/*
	 * Ports that are in several observed cables, or hear themselves:
	 * somebody is wrong about what is there.  Then cables and edges are in
	 * natural order and mean no walk.
	 */
	bool contradictory;
};

/*
 * Walks a path again: `links` cables and edges, of which a desired one is at
 * `start`.  The lists of `component` are filled anew.
 */
void component_walk(const struct comparison *c, struct component *component,
    uint32_t start, size_t links);

void component_release(struct component *component);

/* Finds all components and makes each a finding, with its plan. */
void component_run(struct comparison *c);

#endif
