/*
 * markdown_text -- names and sentences inside a Markdown document.
 *
 * Markdown means something by nearly every character, differently in every
 * program, and turns @names and addresses into links besides.  So a name is a
 * code span, in which nothing means anything, with more backticks around it
 * than are in it; before that it is made harmless as for a terminal.
 */
#ifndef REPORT_MARKDOWN_TEXT_H
#define REPORT_MARKDOWN_TEXT_H

#include <stddef.h>

#include "base/span.h"
#include "base/str.h"
#include "report/prose.h"

/*
 * Appends at most `max` characters of `text` as a code span.  It cannot leave
 * its place, but for the cells of tables: "|" ends those even in code.
 */
void markdown_text_add_code(struct str *out, struct span text, size_t max);

/*
 * Appends each sentence of `prose` between `before` and `after`, which are ours
 * and go out as they are; so do our own words within it.
 */
void markdown_text_add_prose(struct str *out, const struct prose *prose,
    const char *before, const char *after);

#endif
