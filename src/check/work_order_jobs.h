/*
 * work_order_jobs -- what has to be done, where, and what it has to wait for.
 *
 * A job is what one does without going away in between: a step, or everything
 * from taking a plug in the hand to plugging it in.  It begins at one place and
 * ends at one place, a place being a rack, or a device whose rack nobody knows.
 */
#ifndef CHECK_WORK_ORDER_JOBS_H
#define CHECK_WORK_ORDER_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/work_order.h"

#define JOB_NONE UINT32_MAX

struct work_job {
	size_t finding;
	size_t first; /* of its plan's steps */
	size_t count;
	struct port ends[2];  /* where it begins, where it ends */
	uint32_t places[2];   /* in natural order */
	uint32_t ranks[2];    /* see work_order_jobs_rank() */
	uint32_t changes;     /* of place within the job */
	uint32_t waits;       /* jobs that have to be done before */
	uint32_t first_after; /* link to what waits for it, or JOB_NONE */
	uint32_t partner;     /* see struct work_step; or JOB_NONE */
	enum work_fit fit;
	bool either_way; /* it may begin at either end */
	bool turned;     /* it begins at ends[1]; set by the walk */
	bool blocked;
	struct work_blocked why;
};

/* `job` waits for the job in whose list this is. */
struct work_link {
	uint32_t job;
	uint32_t next;
};

struct work_jobs {
	const struct judgement *judgement;
	struct work_job *items; /* these two: owned */
	size_t count;
	size_t capacity;
	struct work_link *links;
	size_t link_count;
	size_t link_capacity;
	size_t place_count;
};

/*
 * Collects the jobs of all findings, what each has to wait for and which are
 * blocked; tells of those in `order`.
 */
void work_order_jobs_collect(struct work_jobs *jobs,
    const struct judgement *judgement, struct work_order *order);
void work_order_jobs_release(struct work_jobs *jobs);

/* `later` may not begin before `earlier` is done. */
void work_order_jobs_link(struct work_jobs *jobs, uint32_t earlier,
    uint32_t later);

/* The plan's step that a job begins with. */
const struct plan_step *work_order_jobs_step(const struct work_jobs *jobs,
    uint32_t job);

/* Lets cables that are taken out be used where one is wanted. */
void work_order_reuse(struct work_jobs *jobs);

/*
 * Numbers the places, and gives each job its ranks: of two jobs that could be
 * begun at a place, the one with the lower rank comes first.  Those that stay
 * there come before those that lead away; then it goes by unit, from the top,
 * and by device and port.
 */
void work_order_jobs_rank(struct work_jobs *jobs);

/*
 * The order of all jobs that are not blocked, in `sequence`, which has room
 * for all jobs; sets `turned`.  Returns their number.
 */
size_t work_order_walk(struct work_jobs *jobs, uint32_t *sequence);

/* How often a way through `sequence` changes its place. */
size_t work_order_changes(const struct work_jobs *jobs,
    const uint32_t *sequence, size_t count);

/* How many different places one is at on the way. */
size_t work_order_places(const struct work_jobs *jobs, const uint32_t *sequence,
    size_t count);

#endif
