/*
 * work_order_sheet -- a work order as pages of lines.
 */
#ifndef REPORT_WORK_ORDER_SHEET_H
#define REPORT_WORK_ORDER_SHEET_H

#include "model/sheet.h"
#include "model/work_order.h"

/* The caller frees it; it borrows nothing. */
struct sheet *sheet_of_work_order(const struct work_order *order);

#endif
