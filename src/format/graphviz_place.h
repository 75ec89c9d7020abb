/*
 * graphviz_place -- where everything of a drawing goes on the paper.
 *
 * A rack is a column of devices, from the top as they hang; between columns
 * there is room for cables, as there is between racks.  A device is a box: its
 * name, a row for each port that is listed, and small cells for the others.
 *
 *     +--------------------+
 *     | leaf1          U39 |
 *     | Eth1/53            |----
 *     | [1/49][1/50][1/51] |
 *     +--------------------+
 *
 * The unit is a point (1/72 inch); x grows to the right and y upwards, as
 * Graphviz has it.
 */
#ifndef FORMAT_GRAPHVIZ_PLACE_H
#define FORMAT_GRAPHVIZ_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/drawing.h"

/* Heights of the parts of a box, and the sizes of their letters. */
#define PLACE_HEADER 20
#define PLACE_ROW 15
#define PLACE_NAME_FONT 13
#define PLACE_SUB_FONT 9
#define PLACE_ROW_FONT 11
#define PLACE_LEGEND_FONT 12
#define PLACE_LABEL_FONT 10

/* The cells of ports that have no row: small, or for reading from the front. */
struct place_cells {
	unsigned height;
	unsigned font;
};

const struct place_cells *place_cells_of(const struct drawing *drawing);

struct place_point {
	double x;
	double y;
};

struct place_box {
	struct place_point center;
	double width;
	double height;
};

/* A cubic Bezier curve, and the centre of its label, if that is shown. */
struct place_curve {
	struct place_point points[4];
	struct place_point label;
	bool labelled;
};

/*
 * With more lines than this, right ones are drawn fainter and without the
 * number of cables that they stand for (it is in their tooltip).
 */
#define PLACE_CROWD ((size_t)120)

struct placing {
	struct arena *arena; /* owns all of this */
	double gutter;       /* room for cables between columns */
	struct place_box *nodes;
	struct place_box *clusters;
	struct place_curve *edges;
	struct place_box legends[DRAWING_STYLES];
	struct place_curve samples[DRAWING_STYLES];
};

/*
 * Sizes all boxes and puts them into columns.  Edges and legend are placed by
 * placing_finish(), after the caller has moved any boxes that it likes to
 * move.  Never NULL; free with placing_free().
 */
struct placing *placing_new(const struct drawing *drawing);
void placing_finish(struct placing *placing, const struct drawing *drawing);
void placing_free(struct placing *placing);

/* How many ports of the node have a row; the others are cells. */
size_t place_listed(const struct drawing_node *node);

/* The width of the name of a node, which is bold. */
double place_name_width(const struct drawing_node *node);

/* The width of a row of the legend: sign and text. */
double place_legend_width(const struct drawing_legend *row);

/* The width of a cell of the node, and how many fit into a row of a box. */
unsigned place_cell_width(const struct drawing_node *node,
    const struct place_cells *cells);
size_t place_cells_per_row(unsigned cell, double width);

#endif
