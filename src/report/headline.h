/*
 * headline -- the verdict for whoever reads one line and no more.
 *
 * "10 faults, 2 cables not verified, 3 warnings: 2 missing, 1 swapped, ...":
 * how bad it is first, then what, worst first.  It is one line on any page:
 * what does not fit is left out from the end.  The totals, which count cables,
 * stay the last line of a report.
 */
#ifndef REPORT_HEADLINE_H
#define REPORT_HEADLINE_H

#include "base/str.h"
#include "model/finding.h"
#include "report/style.h"

/* Appends the line and its end; `style->width` is at least 40. */
void headline_add(const struct judgement *judgement,
    const struct report_style *style, struct str *out);

#endif
