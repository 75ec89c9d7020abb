/*
 * baseline -- what has changed since an earlier run.
 *
 * Findings are compared by their ids, which stay the same as long as the fault
 * does.  A finding that is gone is *fixed* only where the cables that it was
 * about could be verified now: a device that gives no answer repairs nothing.
 */
#ifndef CHECK_BASELINE_H
#define CHECK_BASELINE_H

#include "model/finding.h"

/*
 * Marks every finding as new or known and sets judgement->baseline.  `past` is
 * borrowed and must outlive the judgement.  Of findings whose devices are all
 * out of scope (or out of the plan, in a run with a scope) nothing is said.
 */
void baseline_compare(struct judgement *judgement,
    const struct past_findings *past);

#endif
