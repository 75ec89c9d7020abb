/*
 * parallel -- the same work on many things, by all processors.
 *
 * For work that waits for nothing: reading files and parsing them.  What one
 * piece of work needs must not be changed by another; results go to places of
 * their own, so that the outcome does not depend on who did what when.
 */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/* As many threads as parallel_run() uses at most. */
#define PARALLEL_MAX 16

/*
 * Calls work(i, worker, context) once for each i below `count`, in any order
 * and several at a time, and returns when all are done.  Lower numbers begin
 * first.  `worker` is below PARALLEL_MAX, and no two that work at the same time
 * have the same.  Where no thread can be had the caller does all of it.
 */
void parallel_run(size_t count,
    void (*work)(size_t i, size_t worker, void *context), void *context);

#endif
