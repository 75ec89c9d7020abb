/*
 * errand -- one attempt at a visit that runs on another thread.
 *
 * The scheduler and all that it decides stay on one thread.  It hands a worker
 * (see crew.h) what to visit and hears of it by events; but for the gates,
 * which have a lock, both sides keep to their own memory and tell each other
 * the rest by letters:
 *
 *     scheduler                              worker
 *        start  ------------------------->  a session runs
 *               <-------------------------  on_log ...
 *               <-------------------------  on_gate: it has to wait there
 *        let in, or turn away  ---------->
 *        cancel, perhaps  --------------->
 *               <-------------------------  on_end: the result
 *
 * The functions below are the scheduler's, and the events are called on its
 * thread, in this order, never from inside one of the functions.
 */
#ifndef COLLECT_ERRAND_H
#define COLLECT_ERRAND_H

#include "collect/collect.h"
#include "collect/gate.h"
#include "collect/session.h"

struct worker;
struct errand; /* opaque; gone after its on_end() */

struct errand_events {
	/* To be answered, then or later, by one of the two functions below. */
	void (*on_gate)(void *context, struct gate *gate);
	/* Once, in any case; takes `result`. */
	void (*on_end)(void *context, struct session_result *result);
};

/* All that it points to is borrowed, and must outlive the errand. */
struct errand_order {
	const struct collect_target *target;
	const char *username;
	/* Its gates need a lock.  Its on_log() is one more event. */
	struct session_plan plan;
	const struct errand_events *events;
	void *context;
};

struct errand *errand_start(struct worker *worker,
    const struct errand_order *order);

/* The gate was asked in its place, and it may go; it will leave it. */
void errand_let_in(struct errand *errand, struct gate *gate);

/* The gate is closed. */
void errand_turn_away(struct errand *errand, struct gate *gate);

/* As session_cancel(); it may have ended by itself meanwhile. */
void errand_cancel(struct errand *errand, const char *why);

/* As session_step_name(), a moment ago. */
const char *errand_step_name(const struct errand *errand);

#endif
