/*
 * work_order_page -- the style and the script of the work order's page,
 * work_order_page.css and work_order_page.js, which CMake puts into the program
 * as html_page.h has it for the report.
 */
#ifndef REPORT_WORK_ORDER_PAGE_H
#define REPORT_WORK_ORDER_PAGE_H

extern const char work_order_page_css[];
extern const char work_order_page_css_sum[];
extern const char work_order_page_js[];
extern const char work_order_page_js_sum[];

#endif
