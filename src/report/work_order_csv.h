/*
 * work_order_csv -- the work order for a spreadsheet, a row for each step.
 */
#ifndef REPORT_WORK_ORDER_CSV_H
#define REPORT_WORK_ORDER_CSV_H

#include "base/str.h"
#include "model/sheet.h"

/*
 * Appends a row of titles, a row for each step, and a row without a number for
 * each step that cannot be taken and each finding that no step repairs, which
 * say why in the column `hint`.
 */
void report_plan_csv(const struct sheet *sheet, struct str *out);

#endif
