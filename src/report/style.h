/*
 * style -- how a text report looks on its page.
 */
#ifndef REPORT_STYLE_H
#define REPORT_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "report/prose.h"

struct report_style {
	size_t width; /* columns; 80 where there is no terminal */
	bool color;   /* ANSI sequences, ours only; else no escape byte */
	/* A line or two a finding and the totals; nothing if all is right. */
	bool quiet;
	/* The lines of the devices' output and of the plan behind it all. */
	bool verbose;
};

/* prose_wrap() on this page; `lead` stands before each sentence. */
void style_wrap(const struct report_style *style, const struct prose *prose,
    const char *lead, struct str *out);

#endif
