/*
 * wording -- every sentence about a finding, written once.
 *
 * The text report, the JSON and whatever comes after them say the same thing
 * in the same words, because the words are here and nowhere else.  The tone is
 * that of a colleague who has looked already: what is where, where it belongs,
 * what to do.  Sentences begin in lower case and end without a full stop, so
 * that a writer can put one behind a colon or on a line of its own.
 */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"
#include "report/prose.h"

/*
 * One sentence that says what is wrong:
 * "the cables of spine1 Ethernet1/3 and Ethernet1/4 are swapped".
 */
void wording_add_headline(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/*
 * What the headline leaves open, a sentence each, prose_next() between them:
 * of every misplaced plug where it is and where it belongs, of a conflict what
 * each end says, of a dark device why.  May add nothing.
 */
void wording_add_details(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding);

/*
 * All that one needs to be told in one go, for formats with one text a
 * finding: the headline, and the details where it is little without them.
 */
void wording_add_message(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding);

/*
 * Step `index` of the finding's plan, as something to do: "move the plug from
 * spine1 Ethernet1/4 to spine1 Ethernet1/3".  The rack is told where the step
 * before was at another device.
 */
void wording_add_step(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding, size_t index);

/*
 * Any step, in the same words.  `*device` is the device where one stands, or
 * DEVICE_FOREIGN, and afterwards the one where one stands then.
 */
void wording_add_plan_step(struct prose *prose,
    const struct judgement *judgement, const struct plan_step *step,
    size_t *device);

/*
 * "leaf3 Ethernet1/50 is in spine1 Ethernet1/7; it belongs in spine1
 * Ethernet1/6 (rack A1, unit 40, blue, C-0012)" for each plug that the plan
 * moves, and a sentence for each cable that it adds or removes.
 */
void wording_add_misplaced(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/*
 * "waived until 2026-12-31 by kim: SFP is on order", or, for one that is no
 * longer in force, "the waiver of kim (SFP is on order) expired on 2026-12-31".
 */
void wording_add_waiver(struct prose *prose, const struct waiver *waiver,
    bool expired);

/* "note: lab.yaml:21: this waiver matches nothing: SFP is on order". */
void wording_add_idle_waiver(struct prose *prose, const struct waiver *waiver);

/* "leaf1 Ethernet1/49 -- spine1 Ethernet1/3 (blue, C-0007)", of the plan. */
void wording_add_cable(struct prose *prose, const struct judgement *judgement,
    size_t cable);

#endif
