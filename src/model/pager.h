/*
 * pager -- what devices print when a page is full and they wait for a key.
 *
 * Whoever types into a shell answers such a mark, and whoever reads a capture
 * takes it off the text: both know the same marks, so that nothing stays in an
 * answer that was paged through, by us or by hand.
 */
#ifndef MODEL_PAGER_H
#define MODEL_PAGER_H

#include <stddef.h>

#include "base/span.h"

/*
 * The length of the longest mark at the front of `s`, or 0.  `key` is set to
 * what brings the next page then; it may be NULL.
 */
size_t pager_mark_length(struct span s, char *key);

#endif
