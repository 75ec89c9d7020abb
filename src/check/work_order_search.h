/*
 * work_order_search -- a way with fewer changes of rack, if there is one.
 */
#ifndef CHECK_WORK_ORDER_SEARCH_H
#define CHECK_WORK_ORDER_SEARCH_H

#include "check/work_order_jobs.h"

/* More jobs than this are not searched. */
#define WORK_SEARCH_MAX 64

/* What is looked at before the search gives up: it must end at once. */
#define WORK_SEARCH_STATES 20000

/*
 * `sequence` is a way through all `count` jobs that are not blocked.  Puts one
 * with fewer changes of place there, and sets `turned`, if it finds any.
 */
void work_order_search(struct work_jobs *jobs, uint32_t *sequence,
    size_t count);

#endif
