/*
 * status -- what a judgement means for the exit status of the program.
 */
#ifndef REPORT_STATUS_H
#define REPORT_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"
#include "report/notice.h"

/*
 * 1: a cabling fault was found (a finding of severity error) that nobody
 *    has waived.
 * 3: none, but not all that was asked for could be verified.
 * 0: every cable was verified and nothing is wrong.
 */
int report_exit_status(const struct judgement *judgement);

/*
 * The same where --fail-on has another opinion of what is a failure: 1 for
 * findings that fail at `level`, 3 for doubt where that matters, else 0.
 */
int report_status_at(const struct judgement *judgement,
    enum notice_level level);

/* True when device `index` was to be asked and gave no usable answer. */
bool report_is_in_trouble(const struct judgement *judgement, size_t index);

#endif
