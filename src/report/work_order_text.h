/*
 * work_order_text -- the work order for a terminal or an e-mail.
 */
#ifndef REPORT_WORK_ORDER_TEXT_H
#define REPORT_WORK_ORDER_TEXT_H

#include "base/str.h"
#include "model/work_order.h"
#include "report/style.h"

/*
 * Appends the steps stop by stop, what cannot be done, and what no plug
 * repairs.  `after` is the judgement that carrying it out leads to, or NULL
 * when nobody has asked for it.
 */
void report_plan_text(const struct work_order *order,
    const struct judgement *after, const struct report_style *style,
    struct str *out);

#endif
