/*
 * html_page -- the style and the script of the report, html_page.css and
 * html_page.js, which CMake puts into the program.
 *
 * Both hold none of & < and ]]>, so they need no escape in HTML or in XML. Each
 * comes with its SHA-256 in base64, by which a content security policy names
 * it: the browser runs these two texts and no other.
 */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

extern const char html_page_css[];
extern const char html_page_css_sum[];
extern const char html_page_js[];
extern const char html_page_js_sum[];

#endif
