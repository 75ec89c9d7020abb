/*
 * totals -- the whole verdict in one line.
 *
 * "704 cables: 690 ok, 3 missing, 6 miswired; 98 of 100 devices answered", or
 * that all is right.  The same line in every report for people.
 */
#ifndef REPORT_TOTALS_H
#define REPORT_TOTALS_H

#include <stdbool.h>

#include "base/str.h"
#include "model/finding.h"

/* Whether there is nothing to report at all: no finding, and no doubt. */
bool totals_all_right(const struct judgement *judgement);

/* Appends the line, without a line end. */
void totals_add_line(const struct judgement *judgement, struct str *out);

#endif
