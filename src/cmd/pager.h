/*
 * pager -- a long report, page by page, in the program that the user likes.
 *
 * Only for --pager and only on a terminal; the caller sees to both.  Whoever
 * leaves it before the end has read enough, so that is no error, and how the
 * pager itself ends changes no exit status of ours.
 */
#ifndef CMD_PAGER_H
#define CMD_PAGER_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/span.h"

/*
 * Shows `text` in $PAGER, or else in "less -FRX", and waits for its end.
 * False: there is no such program, or $PAGER is empty; then nothing was shown,
 * and the text is to be written as usual.
 */
MUST_CHECK bool pager_show(struct span text);

#endif
