/*
 * json -- the verdict for programs: schema cablecheck/verify/1.
 *
 * CONTRACT: every key is always there, in the same order, and the same
 * judgement gives the same bytes.
 *
 * Who is who can be followed everywhere.  A piece of `evidence` says which name
 * the device prints there (`heard`) and by which rule that was recognised
 * (`matched_by`: see enum matched_by; null for a stranger).  Each device lists
 * the names that others print for it (`heard_as`, at most HEARD_NAMES_MAX).
 * `ambiguities` are names that fit several devices, with the candidates in
 * natural order, at most sixteen.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stddef.h>

#include "base/str.h"
#include "model/finding.h"

/* Appends the whole document, ending in a line end. */
void report_verify_json(const struct judgement *judgement, struct str *out);

/* One finding alone, as it stands in that document. */
void report_finding_json(const struct judgement *judgement,
    const struct finding *finding, struct str *out);

/* A cable that is in no finding: {"cable": ..., "verdict": "ok"}. */
void report_cable_json(const struct judgement *judgement, size_t cable,
    struct str *out);

#endif
