/*
 * explain -- `verify --explain ID`: one finding or cable instead of the report.
 */
#ifndef CMD_EXPLAIN_H
#define CMD_EXPLAIN_H

#include <stdbool.h>

#include "base/attr.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "model/finding.h"

/* True unless --explain is asked for in a format that it has not; told. */
bool explain_has_format(const struct options *options);

/*
 * Writes what options->explain names to where the report would go.
 * EXIT_CLEAN, or the status of what went wrong, which is told.
 */
MUST_CHECK enum exit_status explain_deliver(const struct judgement *judgement,
    const struct options *options);

#endif
