/*
 * graphviz_label -- the HTML-like labels of boxes, titles and lines.
 *
 * And the one table of colours and line styles, which the labels share with the
 * lines.
 */
#ifndef FORMAT_GRAPHVIZ_LABEL_H
#define FORMAT_GRAPHVIZ_LABEL_H

#include <stdbool.h>

#include "base/str.h"
#include "model/drawing.h"

/* Told apart on paper without colours as well. */
struct graphviz_pen {
	const char *color;
	const char *style;  /* solid, dashed, dotted, bold */
	const char *line;   /* `color`, or a list of parallel colours */
	const char *width;  /* in points */
	const char *fill;   /* of a port */
	const char *letter; /* colour of a port's name */
	const char *words;  /* what the line looks like */
};

/* In a crowd of lines, right ones are fainter. */
const struct graphviz_pen *graphviz_pen(enum drawing_style style, bool crowd);

/*
 * The box of device `number`, `width` wide.  Its ports are p0, p1, ... in DOT
 * and have the ids dNUMBER-p0, ... in SVG.
 */
void graphviz_label_node(struct str *out, const struct drawing *drawing,
    size_t number, double width);

/* The text beside a line. */
void graphviz_label_edge(struct str *out, const struct drawing_edge *edge);

/* Title and subtitle; with `legend` the legend in words, too. */
void graphviz_label_title(struct str *out, const struct drawing *drawing,
    bool legend);

void graphviz_label_legend(struct str *out, const struct drawing_legend *row);

#endif
