/*
 * html -- the verdict as one page for a browser, a tablet or a printer.
 *
 * One file that needs nothing else: it opens from a disk, offline, and its
 * content security policy forbids every request and every script but ours.
 * Findings are cards with steps to tick off, which the browser remembers;
 * printed, the page is a work order, one rack a sheet.  Big pictures are images
 * within it, so that nothing in them is part of the page.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stddef.h>

#include "base/str.h"
#include "model/finding.h"
#include "model/sheet.h"

/* Borrowed; NULL where there is nothing to show. */
struct report_html_extras {
	const char *faults_svg; /* SVG documents */
	const char *network_svg;
	const struct sheet *order; /* what to do, for paper */
};

/* More findings than this are not shown but counted: a page must open. */
#define REPORT_HTML_FINDINGS_MAX 5000

/* A picture of more bytes is not shown: nobody could read it, or load it. */
#define REPORT_HTML_PICTURE_MAX ((size_t)4 << 20)

/*
 * Appends the page.  It is well-formed XML too, and the same judgement with the
 * same extras gives the same bytes.
 */
void report_verify_html(const struct judgement *judgement,
    const struct report_html_extras *extras, struct str *out);

#endif
