/*
 * html_style -- how the page looks: the one style sheet in it.
 *
 * Its classes: kind, error, warning (what a card is about); name, long, is,
 * belongs, said (parts of sentences); card, mark, plugs, steps, lines (parts of
 * a card); totals, fine, scroll, picture; screen (of no use on paper).
 */
#ifndef REPORT_HTML_STYLE_H
#define REPORT_HTML_STYLE_H

/* Holds none of & < ]]>, so it needs no escape in HTML or in XML. */
extern const char html_style_sheet[];

/*
 * Its SHA-256 in base64, as a content security policy names it.  A browser that
 * finds another sum ignores the sheet; tests/e2e/test_html_report tells what
 * the sum ought to be after a change.
 */
extern const char html_style_sum[];

#endif
