/*
 * text -- the verdict for people at a terminal.
 *
 * The first line says it all to the impatient.  Then only what is wrong, worst
 * first, one block a finding: its kind and id, what is the matter, what is
 * where and belongs elsewhere, the moves in order.  Then the devices that gave
 * no usable answer, the cables that could not be verified because of them,
 * names that fit several devices, and one line of totals.  When all is right,
 * that line comes first and is all there is.
 *
 * Quiet leaves out notes, explanations and steps, but neither the verdict nor
 * anything that is wrong or could not be found out: a report that says nothing
 * cannot be told from one that was lost.
 */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "base/str.h"
#include "model/finding.h"
#include "report/style.h"

/* The narrowest page: what asks for less gets this. */
#define REPORT_WIDTH_MIN 40

/* Appends the report; the line of totals is never wrapped. */
void report_verify_text(const struct judgement *judgement,
    const struct report_style *style, struct str *out);

#endif
