/*
 * wording_names -- the sentences about FINDING_AMBIGUOUS; see wording.h.
 */
#ifndef REPORT_WORDING_NAMES_H
#define REPORT_WORDING_NAMES_H

#include "model/finding.h"
#include "report/prose.h"

/* "\"leaf\" may be leaf3 or leaf4: heard by spine2 Ethernet1/33". */
void wording_say_ambiguous(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/* Why it fits them, and what to do. */
void wording_explain_ambiguous(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

#endif
