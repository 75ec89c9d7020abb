/*
 * schedule -- which device is visited when: how many at once, who waits for
 * the password to be proved, who is tried again and after how long.
 *
 * One job per target, for the whole run.  A job is in exactly one place: in
 * the line of those that are ready, running, at the gate (a running one), in a
 * pause before it is tried again, or done.
 *
 * It runs on the thread of the scheduler, or on one of a crew; what is decided
 * about it is decided here in either case.
 */
#ifndef COLLECT_SCHEDULE_H
#define COLLECT_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "collect/collect.h"
#include "collect/crew.h"
#include "collect/ssh.h"

struct schedule; /* opaque */

/* Prepares a job per target; everything is borrowed. */
struct schedule *schedule_new(const struct ssh_run *run,
    const struct collect_settings *settings,
    const struct collect_target *targets, size_t count);

/*
 * The results go to visits->items[first] and those that follow, one for each
 * target.
 */
void schedule_set_visits(struct schedule *schedule, struct visit_list *visits,
    size_t first);

/* Has the workers of `crew` (borrowed) run visits, too. */
void schedule_set_crew(struct schedule *schedule, const struct crew *crew);

/* Starts as many jobs as may run; the rest follows by itself. */
void schedule_start(struct schedule *schedule);

bool schedule_is_done(const struct schedule *schedule);

/*
 * Ends everything, as VISIT_CANCELLED where it was not done: now what runs on
 * this thread, and as soon as they hear of it what the others run.
 */
void schedule_cancel(struct schedule *schedule);

void schedule_get_progress(const struct schedule *schedule,
    struct collect_progress *progress);

/* Closes the timers; the loop must then run until they are closed. */
void schedule_close(struct schedule *schedule);
void schedule_free(struct schedule *schedule);

#endif
