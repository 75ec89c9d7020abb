/*
 * diags -- what `lint` found, for people, for programs and for GitHub.
 */
#ifndef REPORT_DIAGS_H
#define REPORT_DIAGS_H

#include "base/diag.h"
#include "base/str.h"

enum report_diags_format {
	REPORT_DIAGS_TEXT,   /* "lab.yaml:21:7: error: ..." */
	REPORT_DIAGS_GITHUB, /* "::error file=lab.yaml,line=21,col=7::..." */
	REPORT_DIAGS_JSON,   /* schema cablecheck/lint/1 */
};

/*
 * Appends all problems in the order of the list.  In JSON, a file, line or
 * column that is not known is null; problems beyond DIAG_MAX are one last
 * note that counts them.
 */
void report_diags(const struct diag_list *list, enum report_diags_format format,
    struct str *out);

#endif
