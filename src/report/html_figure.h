/*
 * html_figure -- a small drawing of one finding: just those devices and ports.
 *
 * Two columns of devices with the ports in question, a solid line where a cable
 * is now and a dashed one where the plan has it.  It is part of the page, as
 * SVG, so that it follows the colours of the page; names in it are text.
 */
#ifndef REPORT_HTML_FIGURE_H
#define REPORT_HTML_FIGURE_H

#include <stdbool.h>

#include "base/str.h"
#include "model/finding.h"

/*
 * Appends the figure, or nothing and false: a finding without cables has none,
 * and one of too many ports would be a carpet.
 */
bool html_figure_add(struct str *out, const struct judgement *judgement,
    const struct finding *finding);

#endif
