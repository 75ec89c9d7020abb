/*
 * difference -- what is different between two labs, as text and JSON.
 */
#ifndef REPORT_DIFFERENCE_H
#define REPORT_DIFFERENCE_H

#include "base/str.h"
#include "model/difference.h"

/* How the two are called: as they were given. */
struct difference_names {
	const char *before;
	const char *after;
};

void report_difference_text(const struct difference *difference,
    const struct difference_names *names, struct str *out);

/* Schema cablecheck/diff/1. */
void report_difference_json(const struct difference *difference,
    const struct difference_names *names, struct str *out);

#endif
