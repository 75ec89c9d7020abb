/*
 * work_order_html -- the work order for a tablet, a phone or a printer.
 *
 * One file that needs nothing else and asks for nothing: its content security
 * policy allows this style, this script and no request.  Ticks and the
 * signature are kept in the browser, under the id of the order, so that they
 * survive a reload and never show up in another order.
 */
#ifndef REPORT_WORK_ORDER_HTML_H
#define REPORT_WORK_ORDER_HTML_H

#include "base/str.h"
#include "model/sheet.h"

/* Appends the page: well-formed XML too, one printed page or more a rack. */
void report_plan_html(const struct sheet *sheet, struct str *out);

#endif
