/*
 * written_plan -- a plan that the program has written, before it is delivered.
 */
#ifndef CMD_WRITTEN_PLAN_H
#define CMD_WRITTEN_PLAN_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/str.h"

/*
 * Nobody should be handed a plan that cannot be read: reads it back, and on
 * trouble says whose mistake that is.
 */
MUST_CHECK bool written_plan_reads_back(const struct str *text);

#endif
