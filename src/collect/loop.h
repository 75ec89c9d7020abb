/*
 * loop -- the making and the end of an event loop, one in each thread.
 */
#ifndef COLLECT_LOOP_H
#define COLLECT_LOOP_H

#include <stdbool.h>

#include <uv.h>

#include "base/attr.h"
#include "base/err.h"

/* To be ended by loop_end(). */
MUST_CHECK bool loop_new(uv_loop_t **loop, struct err *err);

/*
 * Turns it until everything that was closed is gone, and frees it.  A name
 * lookup cannot be called back once it runs, and nobody waits for it: when it
 * takes too long, the loop is left behind for it.
 */
void loop_end(uv_loop_t *loop);

/*
 * Has `timer` call at `due`, or sooner: one that will call before that anyway
 * stays as it is, because most of them are stopped before their time.
 */
void loop_call_by(uv_timer_t *timer, uv_timer_cb call, uint64_t due);

#endif
