/*
 * markdown_text -- names and sentences inside a Markdown document.
 *
 * A name stands in a code span, where Markdown, HTML and mentions mean nothing,
 * behind a fence that is longer than any in the name.  What is between names
 * are our own words, and words that were quoted are made names as well.
 */
#ifndef REPORT_MARKDOWN_TEXT_H
#define REPORT_MARKDOWN_TEXT_H

#include <stddef.h>

#include "base/span.h"
#include "base/str.h"

/*
 * Appends at most `max` characters of `text` as a code span of one line, made
 * harmless as for a terminal.  An empty text gives nothing.
 */
void markdown_text_add_code(struct str *out, struct span text, size_t max);

#endif
