/*
 * work_order_json -- the work order for programs: schema cablecheck/plan/1.
 */
#ifndef REPORT_WORK_ORDER_JSON_H
#define REPORT_WORK_ORDER_JSON_H

#include "base/str.h"
#include "model/work_order.h"

/*
 * Appends the document.  `after` is the judgement that carrying it out leads
 * to, or NULL when nobody has asked for it; then "after" is null.
 */
void report_plan_json(const struct work_order *order,
    const struct judgement *after, struct str *out);

#endif
