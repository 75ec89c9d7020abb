/*
 * graphviz_route -- the lines between the boxes of a drawing.
 *
 * A line leaves its box sideways, at the row of its port, and swings over to
 * the other one; between devices of one column it is a bow beside the column:
 * right cables on the left, all others on the right, so that what is wrong does
 * not drown among what is right.
 */
#ifndef FORMAT_GRAPHVIZ_ROUTE_H
#define FORMAT_GRAPHVIZ_ROUTE_H

#include "format/graphviz_place.h"

/* From the boxes in `placing` to its edges. */
void route_edges(struct placing *placing, const struct drawing *drawing);

/* The legend: one line below everything, a sample before each text. */
void route_legend(struct placing *placing, const struct drawing *drawing);

#endif
