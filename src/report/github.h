/*
 * github -- workflow commands: how a step of a GitHub job marks a line.
 *
 * GitHub reads "::error file=F,line=L,col=C,title=T::text" from whatever a step
 * prints.  What would end a command or a property early is written %XX, in a
 * property more of it than in the text.
 */
#ifndef REPORT_GITHUB_H
#define REPORT_GITHUB_H

#include "base/diag.h"
#include "base/str.h"

/*
 * Appends one command.  A file that is NULL, a line or column that is 0 and a
 * title that is NULL are left out.  Everything may be hostile.
 */
void github_command(struct str *out, enum severity severity, struct place place,
    const char *title, const char *text);

#endif
