/*
 * log_line -- where in a line a log message begins.
 *
 * "%FACILITY-3-NAME:" is what all of them have.  Before it stand a sequence
 * number, a time, the name of the device or of a process: all of it, or parts,
 * or nothing, as the device is told.
 */
#ifndef PARSE_LOG_LINE_H
#define PARSE_LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* How far before its "%" a message may begin. */
#define LOG_LINE_PREFIX_MAX 120

/* "%LINK-3-UPDOWN:", "%PKT_INFRA-LINK-3-UPDOWN :": does `s` begin so? */
bool log_line_starts_mark(struct span s);

/*
 * "000123: *Mar  1 00:01:02", "2026 Nov 23 08:00:00": the time of a message, at
 * the front of `s`; and the name of its month alone, with the blank behind it.
 */
bool log_line_starts_time(struct span s);
bool log_line_starts_month(struct span s);

/*
 * Where in `line` a message begins that has such a mark, all that stands before
 * the mark included.  A message may begin behind something else, which the
 * device was about to print: then of several places where it could begin the
 * first counts, but of digits no more than belong to a number of its kind.
 * `*doubtful`: what stands before may end with a byte of the message, or the
 * other way round.
 */
bool log_line_find(struct span line, size_t *start, bool *doubtful);

#endif
