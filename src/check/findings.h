/*
 * findings -- puts together what the judgement shows.
 */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include "check/component.h"

/* The finding about a component, with its plan. */
void findings_add_component(struct comparison *c,
    const struct component *component, enum finding_kind kind);

/* A run of shifted cables: its cables and edges, and how to mend them. */
void findings_add_run(struct comparison *c, const struct component *run,
    const struct plan *plan);

/* A finding about one cable that is where it belongs: `edge`. */
void findings_add_cable(struct comparison *c, enum finding_kind kind,
    size_t cable, uint32_t edge);

/*
 * Fills judgement->observed, and judgement->findings from the drafts: in
 * order, each with its id and its evidence.
 */
void findings_finish(struct comparison *c);

#endif
