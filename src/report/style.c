/*
 * Sentences on a page; see style.h.
 */
#include "report/style.h"

void
style_wrap(const struct report_style *style, const struct prose *prose,
    const char *lead, struct str *out)
{
	struct prose_layout layout = {
	    .width = style->width,
	    .color = style->color,
	    .lead = lead,
	};

	prose_wrap(prose, &layout, out);
}
