/*
 * report_file -- a saved report of `verify --format json`, read back.
 *
 * Only what a baseline needs: which findings there were, and what they were
 * about.
 */
#ifndef FORMAT_REPORT_FILE_H
#define FORMAT_REPORT_FILE_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/err.h"
#include "model/finding.h"

#define REPORT_FILE_MAX ((size_t)256 << 20)

/*
 * Reads the findings of the report at `path` ("-" is standard input) into
 * `arena`.  Fails when it is no such report; the words say where.
 */
MUST_CHECK bool report_file_read(const char *path, struct arena *arena,
    struct past_findings *past, struct err *err);

#endif
