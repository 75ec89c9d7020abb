/*
 * wording_devices -- the sentences about whole devices, and about cables whose
 * ends are set up differently; see wording.h.
 */
#ifndef REPORT_WORDING_DEVICES_H
#define REPORT_WORDING_DEVICES_H

#include "model/finding.h"
#include "report/prose.h"

/* FINDING_DEVICE_SWAPPED: who is in whose place; what to do. */
void wording_say_exchanged(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);
void wording_explain_exchanged(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/* FINDING_DEVICE_MISNAMED. */
/* FINDING_DEVICE_MISNAMED: the name is that of another device of the plan. */
bool wording_is_borrowed(const struct judgement *judgement,
    const struct finding *finding);

void wording_say_misnamed(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);
void wording_explain_misnamed(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/* FINDING_PLATFORM_MISMATCH: what the plan says, who hears what. */
void wording_say_mismatch(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/* FINDING_DUPLEX_MISMATCH. */
void wording_say_duplex(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding);
void wording_explain_duplex(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/* FINDING_VLAN_MISMATCH. */
void wording_say_vlan(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding);
void wording_explain_vlan(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

/* FINDING_DEVICE_DARK: who, and why. */
void wording_say_dark(struct prose *prose, const struct judgement *judgement,
    const struct finding *finding);
void wording_explain_dark(struct prose *prose,
    const struct judgement *judgement, const struct finding *finding);

#endif
