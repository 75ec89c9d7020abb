/*
 * json -- the verdict for programs: schema cablecheck/verify/1.
 *
 * CONTRACT: every key is always there, in the same order, and the same
 * judgement gives the same bytes.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "base/str.h"
#include "model/finding.h"

/* Appends the whole document, ending in a line end. */
void report_verify_json(const struct judgement *judgement, struct str *out);

#endif
