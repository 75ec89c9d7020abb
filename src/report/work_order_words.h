/*
 * work_order_words -- every sentence of a work order, written once.
 *
 * Also what a step is about, taken from the four places where it is written
 * down, so that each format shows the same in its own shape.
 */
#ifndef REPORT_WORK_ORDER_WORDS_H
#define REPORT_WORK_ORDER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/work_order.h"
#include "report/prose.h"

/* A step as it is printed.  Everything is borrowed. */
struct work_line {
	const struct work_order *order;
	const struct work_step *work;
	const struct finding *finding;
	struct plan_step step;     /* begins where the technician begins */
	const struct cable *cable; /* of the plan; NULL for none */
	struct port far;           /* where the cable's other plug is; */
	bool has_far;              /* only if just one is touched */
};

void work_line_get(const struct work_order *order, size_t i,
    struct work_line *line);

/*
 * True when another rack page begins with step `i`: it is begun in another rack
 * than the one before.
 */
bool work_line_begins_stop(const struct work_order *order, size_t i);

/* Where one stands, in words: "rack A1", "srv1, in no rack of the plan". */
void work_words_stop(struct prose *prose, const struct judgement *judgement,
    struct port port);

/* "12 steps in 4 racks: 9 plugs to move, 1 cable to run, 1 to take out". */
void work_words_totals(struct prose *prose, const struct work_order *order);

/*
 * "move the plug in spine1 Ethernet1/4 to spine1 Ethernet1/3".  `*device` as in
 * wording_add_plan_step().
 */
void work_words_step(struct prose *prose, const struct work_line *line,
    size_t *device);

/*
 * What else to know, a sentence each: the cable, its other end, its patch hops
 * and note, which freed cable to use, what to look at first.  May add nothing.
 */
void work_words_details(struct prose *prose, const struct work_line *line);

/* Only the last two of these. */
void work_words_hints(struct prose *prose, const struct work_line *line);

/* A step that cannot be taken, and why. */
void work_words_blocked(struct prose *prose, const struct work_order *order,
    const struct work_blocked *blocked);

/* Only why. */
void work_words_obstacle(struct prose *prose, const struct work_order *order,
    const struct work_blocked *blocked);

/* Why there is nothing to plug for this finding, and what to do instead. */
void work_words_open(struct prose *prose, const struct finding *finding);

#endif
