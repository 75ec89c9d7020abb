/*
 * yaml_problem -- what libyaml found wrong, in words for people who write
 * plans and not parsers.
 */
#ifndef FORMAT_YAML_PROBLEM_H
#define FORMAT_YAML_PROBLEM_H

#include "base/span.h"
#include "base/str.h"

/*
 * Appends what `problem` means to `out`.  `problem` is libyaml's own text
 * (NULL for none), `rest` the file's text from the problem on, `began` the
 * line on which the construct in question began, or 0.
 */
void yaml_problem_explain(struct str *out, const char *problem,
    struct span rest, unsigned began);

#endif
