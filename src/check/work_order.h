/*
 * work_order -- the plans of all findings as one walk through the lab.
 */
#ifndef CHECK_WORK_ORDER_H
#define CHECK_WORK_ORDER_H

#include "model/work_order.h"

/*
 * Puts the steps of all findings in an order in which they can be taken: a
 * plug comes when its port is free, and a cable is used when it has been taken
 * out.  Among such orders it looks for one with the fewest changes of rack;
 * then racks come in natural order, and units from the top.  A device whose
 * rack the plan does not give may be anywhere and counts as a rack of its own.
 *
 * The number of rack changes is the least possible wherever a bound proves it
 * or, up to 64 jobs, a search of bounded length has tried
 * everything; beyond, it is what going on with the nearest work gives.
 *
 * `taken_at` is when the devices were asked, or NULL; it is copied.  The result
 * borrows `judgement`; the caller frees it with work_order_free().
 */
struct work_order *work_order_make(const struct judgement *judgement,
    const char *taken_at);

#endif
