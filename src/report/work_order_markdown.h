/*
 * work_order_markdown -- the work order as a task list, for an issue or a wiki.
 */
#ifndef REPORT_WORK_ORDER_MARKDOWN_H
#define REPORT_WORK_ORDER_MARKDOWN_H

#include "base/str.h"
#include "model/sheet.h"

/* Appends the document: a heading for each rack, `- [ ]` for each step. */
void report_plan_markdown(const struct sheet *sheet, struct str *out);

#endif
