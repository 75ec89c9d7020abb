/*
 * html_lists -- the parts of the report that list the whole lab: what can be
 * filtered by, every device, and the work order for paper.
 */
#ifndef REPORT_HTML_LISTS_H
#define REPORT_HTML_LISTS_H

#include "base/str.h"
#include "model/finding.h"
#include "model/sheet.h"

/*
 * The racks of a judgement, numbered in natural order.  A number stands for a
 * rack in the page's attributes, so that no name needs to be told apart there.
 */
struct html_racks {
	const char **names;
	size_t count;
	size_t *of_device; /* a number, or `count`: no rack is given */
};

struct html_racks html_racks_make(const struct judgement *judgement);
void html_racks_release(struct html_racks *racks);

/* The form with which the page is filtered; hidden until a script shows it. */
void html_lists_add_tools(struct str *out, const struct judgement *judgement,
    const struct html_racks *racks, size_t shown);

/* All devices with their status, those in trouble first. */
void html_lists_add_devices(struct str *out, const struct judgement *judgement,
    const struct html_racks *racks);

/* For paper only: what is done in each rack, on a page of its own. */
void html_lists_add_order(struct str *out, const struct sheet *order);

#endif
