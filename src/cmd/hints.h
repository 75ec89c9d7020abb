/*
 * hints -- what the user probably forgot, told beside the report.
 *
 * A hint never changes a verdict: names are matched by the rules of the plan
 * alone.  It only saves the newcomer who finds every cable wrong the search
 * for the one line that is missing in the plan.
 */
#ifndef CMD_HINTS_H
#define CMD_HINTS_H

#include "cmd/gather.h"

/*
 * When devices call each other NAME.SUFFIX, NAME being in the plan and SUFFIX
 * no domain of it: says on standard error which `domain:` is missing.
 */
void hints_tell_domains(const struct gathering *gathering);

#endif
