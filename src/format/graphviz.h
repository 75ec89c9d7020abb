/*
 * graphviz -- draws a drawing with Graphviz, inside this process.
 *
 * Racks become columns with their devices from the top, as they hang there;
 * only a small network without racks is laid out by Graphviz, because its
 * engines need minutes for what a big lab holds (300 s are not enough for 1,000
 * devices).  So the time taken grows with the drawing and no faster.
 *
 * Names in a drawing are hostile.  None can leave its place in the output,
 * whatever it holds: see graphviz_text.h.
 */
#ifndef FORMAT_GRAPHVIZ_H
#define FORMAT_GRAPHVIZ_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "model/drawing.h"

/*
 * Appends the drawing to `out` in `format`: "dot", "svg", or another one that
 * the installed Graphviz can write, such as "png" or "pdf".  "dot" is the graph
 * itself, without positions, for people who have plans of their own for it.
 * Fails, leaving `out` as it was, when the format is not known or when Graphviz
 * complains about anything.  The same drawing gives the same bytes.  Not for
 * two threads at once: Graphviz has state of its own.
 */
MUST_CHECK bool graphviz_render(const struct drawing *drawing,
    const char *format, struct str *out, struct err *err);

#endif
