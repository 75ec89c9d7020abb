/*
 * whole -- whether an answer proves by itself that all of it is there.
 *
 * Of a device that hangs up without a word nobody knows whether it had said
 * all.  Some answers tell: those with a count of their entries at the end, and
 * documents, which close what they have opened.
 */
#ifndef PARSE_WHOLE_H
#define PARSE_WHOLE_H

#include <stdbool.h>

#include "base/span.h"

/* Longer ones prove nothing: to look at them might keep others waiting. */
#define PARSE_WHOLE_MAX ((size_t)4 << 20)

/*
 * True only where nothing can be missing: the answer to one `show cdp neighbors
 * detail` and nothing else, every entry of which has been understood.  May be
 * called on any thread.
 */
bool parse_is_whole(struct span text);

#endif
