/*
 * graphviz_graph -- from a drawing to a graph of cgraph.
 */
#ifndef FORMAT_GRAPHVIZ_GRAPH_H
#define FORMAT_GRAPHVIZ_GRAPH_H

#include <cgraph.h>

#include "format/graphviz_place.h"
#include "model/drawing.h"

/*
 * The graph: devices as nodes named like them, racks as clusters, lines as
 * edges.  With `placing` everything has its position and the legend is drawn,
 * for the engine "nop2"; without it (NULL) the legend is told in the title.
 * `sizes` has the sizes of the boxes and may be the same.  Close with
 * agclose().
 */
Agraph_t *graphviz_graph(const struct drawing *drawing,
    const struct placing *placing, const struct placing *sizes);

/*
 * Lets Graphviz's "dot" place the boxes of a drawing without clusters: a graph
 * of bare boxes in the same order, to be laid out, then read back.
 */
Agraph_t *graphviz_skeleton(const struct drawing *drawing,
    const struct placing *placing);

#endif
