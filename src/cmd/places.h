/*
 * places -- whether everything that a command line wants written has a place of
 * its own.
 */
#ifndef CMD_PLACES_H
#define CMD_PLACES_H

#include "base/attr.h"
#include "base/err.h"
#include "cmd/options.h"

/*
 * Fails, with both names, when one file of the command line would replace
 * another: two outputs, an output and what is read, or an output and a text of
 * a snapshot.  A baseline may be replaced by the report that comes next, and
 * with `rewrites` -o may replace an argument: both have been read by then.
 * Opens and changes nothing.
 */
MUST_CHECK bool places_check(const struct options *options, bool rewrites,
    struct err *err);

#endif
