/*
 * waiver -- faults that somebody knows of and answers for.
 *
 * A waived finding stays in the report, marked, but is no reason to fail.  The
 * other way round, a waiver must not hide more than was meant: of a finding
 * about several cables or devices each has to be covered.
 */
#ifndef CHECK_WAIVER_H
#define CHECK_WAIVER_H

#include "model/finding.h"

/*
 * Marks every finding that a waiver of the topology is about, as seen on the
 * day `today`, "2026-11-23": a waiver is in force up to and on its last day.
 * The order in the plan decides between several, those in force before those
 * that have expired.  Waivers about no finding are put into
 * judgement->idle_waivers, unless only a part of the lab was judged.
 */
void waiver_apply(struct judgement *judgement, const char *today);

#endif
