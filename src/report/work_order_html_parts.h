/*
 * work_order_html_parts -- the style and the script of the page, and the sums
 * by which its content security policy knows them (base64 of SHA-256).
 */
#ifndef REPORT_WORK_ORDER_HTML_PARTS_H
#define REPORT_WORK_ORDER_HTML_PARTS_H

extern const char work_order_html_style[];
extern const char work_order_html_style_sum[];
extern const char work_order_html_script[];
extern const char work_order_html_script_sum[];

#endif
