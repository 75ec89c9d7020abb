/*
 * status -- what a judgement means for the exit status of the program.
 */
#ifndef REPORT_STATUS_H
#define REPORT_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"

/*
 * 1: a cabling fault was found (a finding of severity error) that nobody
 *    has waived.
 * 3: none, but not all that was asked for could be verified.
 * 0: every cable was verified and nothing is wrong.
 */
int report_exit_status(const struct judgement *judgement);

/* True when device `index` was to be asked and gave no usable answer. */
bool report_is_in_trouble(const struct judgement *judgement, size_t index);

#endif
