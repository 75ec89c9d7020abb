/*
 * Sizes and columns; see graphviz_place.h.  The lines are in graphviz_route.c.
 *
 * Columns stand side by side until the paper is wider than it should be, then
 * a new band of columns begins below, as rows of racks do in a room.
 */
#include "format/graphviz_place.h"

#include <math.h>

#include "format/graphviz_route.h"
#include "format/graphviz_text.h"

#define BOX_MIN 96.0
#define BOX_MAX 700.0

/* Wide enough that the ports of a usual leaf fit into one or two rows. */
#define BOX_WITH_CELLS 275.0

/* A front panel: the ports of a usual switch in two or three rows. */
#define BOX_FROM_FRONT 640.0

#define BORDER 1.0
#define MARGIN 12.0    /* between a rack's frame and its devices */
#define LABEL 24.0     /* the height of a rack's name */
#define DEVICE_GAP 7.0 /* between devices that touch in the rack */
#define UNIT_GAP 10.0  /* more, where units stay free */
#define BAND_GAP 60.0

/* Few lines have labels that want to be read; many want to fit on the paper. */
#define GUTTER 200.0
#define GUTTER_IN_CROWD 140.0
#define GUTTER_IN_FRONT 40.0 /* no lines at all */

#define COLUMN_MAX 48    /* devices, before a group gets another column */
#define PAPER_RATIO 1.6  /* landscape */
#define BAND_COLUMNS 5.0 /* at least these fit side by side */

/* A group of devices and its size with all its columns. */
struct group {
	size_t first;
	size_t count;
	size_t cluster; /* DRAWING_NONE: without a frame */
	size_t columns;
	double width;
	double height;
};

struct paper {
	const struct drawing *drawing;
	struct placing *placing;
	double box; /* the width of every box */
	struct group *groups;
	size_t group_count;
};

static const struct place_cells small_cells = {11, 7};
static const struct place_cells front_cells = {16, 10};

const struct place_cells *
place_cells_of(const struct drawing *drawing)
{
	return drawing->elevation ? &front_cells : &small_cells;
}

/* --- boxes ---------------------------------------------------------------- */

size_t
place_listed(const struct drawing_node *node)
{
	size_t count = 0;

	for (size_t i = 0; i < node->port_count; i++)
		count += node->ports[i].listed ? 1 : 0;
	return count;
}

static double
port_width(const struct drawing_port *port)
{
	const char *sign = drawing_style_sign(port->style);
	double width = graphviz_text_width(port->label, GRAPHVIZ_NAME_MAX);

	if (sign[0] != '\0')
		width += graphviz_text_width(sign, GRAPHVIZ_NAME_MAX) + 0.4;
	if (port->mark[0] != '\0')
		width += graphviz_text_width(port->mark, GRAPHVIZ_NAME_MAX) + 1;
	return width;
}

unsigned
place_cell_width(const struct drawing_node *node,
    const struct place_cells *cells)
{
	double widest = 1;

	for (size_t i = 0; i < node->port_count; i++) {
		if (!node->ports[i].listed)
			widest = fmax(widest, port_width(&node->ports[i]));
	}
	return (unsigned)ceil(widest * cells->font) + 3;
}

size_t
place_cells_per_row(unsigned cell, double width)
{
	double count = floor((width - 4) / (cell + 1));

	return count < 1 ? 1 : (size_t)count;
}

double
place_name_width(const struct drawing_node *node)
{
	return 1.15 * PLACE_NAME_FONT *
	       graphviz_text_width(node->name, GRAPHVIZ_NAME_MAX);
}

double
place_legend_width(const struct drawing_legend *row)
{
	double signs = graphviz_text_width(drawing_style_sign(row->style),
	    GRAPHVIZ_NAME_MAX);

	return PLACE_LEGEND_FONT *
	       (graphviz_text_width(row->text, GRAPHVIZ_NAME_MAX) + signs + 1);
}

static double
box_width(const struct drawing *drawing, const struct drawing_node *node)
{
	double cells = drawing->elevation ? BOX_FROM_FRONT : BOX_WITH_CELLS;
	double width = place_name_width(node) +
		       graphviz_text_width(node->sublabel, GRAPHVIZ_SUB_MAX) *
			   PLACE_SUB_FONT +
		       20;

	for (size_t i = 0; i < node->port_count; i++) {
		const struct drawing_port *port = &node->ports[i];

		if (port->listed)
			width = fmax(width, graphviz_text_width(port->label,
						GRAPHVIZ_NAME_MAX) *
						    PLACE_ROW_FONT +
						16);
		else
			width = fmax(width, cells);
	}
	return width;
}

static double
box_height(const struct drawing_node *node, double width,
    const struct place_cells *sizes)
{
	size_t listed = place_listed(node);
	size_t cells = node->port_count - listed;
	double height = PLACE_HEADER + 2 * BORDER;

	height += PLACE_ROW * (double)listed;
	if (cells > 0) {
		unsigned cell = place_cell_width(node, sizes);
		size_t per_row = place_cells_per_row(cell, width);

		height +=
		    sizes->height * (double)((cells + per_row - 1) / per_row);
	}
	return height;
}

static void
size_boxes(struct paper *paper)
{
	const struct drawing *drawing = paper->drawing;

	paper->box = BOX_MIN;
	for (size_t i = 0; i < drawing->node_count; i++)
		paper->box =
		    fmax(paper->box, box_width(drawing, &drawing->nodes[i]));
	paper->box = ceil(fmin(paper->box, BOX_MAX));
	for (size_t i = 0; i < drawing->node_count; i++) {
		struct place_box *box = &paper->placing->nodes[i];

		box->width = paper->box;
		box->height = box_height(&drawing->nodes[i],
		    paper->box - 2 * BORDER, place_cells_of(drawing));
	}
}

/* --- columns -------------------------------------------------------------- */

static double
gap_above(const struct drawing *drawing, size_t node)
{
	const struct drawing_node *below = &drawing->nodes[node];
	const struct drawing_node *above = below - 1;

	if (above->unit == 0 || below->unit == 0 ||
	    above->unit == below->unit + 1)
		return DEVICE_GAP;
	return DEVICE_GAP + UNIT_GAP;
}

/* Free units, seen from the front: so high each, up to a limit. */
#define FREE_UNIT 12.0
#define FREE_UNITS_MAX 6u

static double
gap_in_front(const struct drawing *drawing, size_t node)
{
	const struct drawing_node *below = &drawing->nodes[node];
	const struct drawing_node *above = below - 1;
	unsigned between;

	if (above->unit == 0 || below->unit == 0 || above->unit <= below->unit)
		return DEVICE_GAP;
	between = above->unit - below->unit - 1;
	if (between > FREE_UNITS_MAX)
		between = FREE_UNITS_MAX;
	return 2 + FREE_UNIT * between;
}

/*
 * Stacks the devices of a group below (left, top); without `commit` only
 * measures.  Returns the height of the highest column.
 */
static double
stack_group(const struct paper *paper, const struct group *group,
    struct place_point corner)
{
	size_t per_column =
	    (group->count + group->columns - 1) / group->columns;
	double highest = 0;
	double y = 0;

	for (size_t i = 0; i < group->count; i++) {
		struct place_box *box =
		    &paper->placing->nodes[group->first + i];
		size_t column = i / per_column;

		if (i % per_column == 0)
			y = 0;
		else
			y +=
			    paper->drawing->elevation
				? gap_in_front(paper->drawing, group->first + i)
				: gap_above(paper->drawing, group->first + i);
		box->center.x =
		    corner.x + box->width / 2 +
		    (double)column * (paper->box + paper->placing->gutter);
		box->center.y = corner.y - y - box->height / 2;
		y += box->height;
		highest = fmax(highest, y);
	}
	return highest;
}

static void
measure_group(const struct paper *paper, struct group *group)
{
	bool framed = group->cluster != DRAWING_NONE;

	group->columns = (group->count + COLUMN_MAX - 1) / COLUMN_MAX;
	group->width = (double)group->columns * paper->box +
		       (double)(group->columns - 1) * paper->placing->gutter;
	group->height = stack_group(paper, group, (struct place_point){0, 0});
	if (framed) {
		group->width += 2 * MARGIN;
		group->height += LABEL + MARGIN;
	}
}

static void
find_groups(struct paper *paper)
{
	const struct drawing *drawing = paper->drawing;

	paper->groups = arena_array(paper->placing->arena,
	    drawing->cluster_count + 1, sizeof(*paper->groups));
	for (size_t i = 0; i < drawing->node_count; i++) {
		size_t cluster = drawing->nodes[i].cluster;
		struct group *group;

		if (i == 0 || cluster != drawing->nodes[i - 1].cluster) {
			group = &paper->groups[paper->group_count++];
			group->first = i;
			group->cluster = cluster;
		}
		paper->groups[paper->group_count - 1].count++;
	}
	for (size_t i = 0; i < paper->group_count; i++)
		measure_group(paper, &paper->groups[i]);
}

/* The width at which the whole gets the shape of a sheet of paper. */
static double
band_width(const struct paper *paper)
{
	double area = 0;
	double widest =
	    BAND_COLUMNS * (paper->box + 2 * MARGIN + paper->placing->gutter);

	for (size_t i = 0; i < paper->group_count; i++) {
		const struct group *group = &paper->groups[i];

		area += (group->width + paper->placing->gutter) *
			(group->height + BAND_GAP);
		widest = fmax(widest, group->width);
	}
	return fmax(widest, sqrt(area * PAPER_RATIO));
}

static void
place_group(struct paper *paper, const struct group *group,
    struct place_point corner)
{
	struct place_box *frame;

	if (group->cluster == DRAWING_NONE) {
		stack_group(paper, group, corner);
		return;
	}
	frame = &paper->placing->clusters[group->cluster];
	frame->width = group->width;
	frame->height = group->height;
	frame->center.x = corner.x + group->width / 2;
	frame->center.y = corner.y - group->height / 2;
	corner.x += MARGIN;
	corner.y -= LABEL;
	stack_group(paper, group, corner);
}

static void
place_groups(struct paper *paper)
{
	double limit = band_width(paper);
	struct place_point corner = {0, 0};
	double highest = 0;

	for (size_t i = 0; i < paper->group_count; i++) {
		const struct group *group = &paper->groups[i];

		if (corner.x > 0 && corner.x + group->width > limit) {
			corner.x = 0;
			corner.y -= highest + BAND_GAP;
			highest = 0;
		}
		place_group(paper, group, corner);
		corner.x += group->width + paper->placing->gutter;
		highest = fmax(highest, group->height);
	}
}

/* --- the whole ------------------------------------------------------------ */

struct placing *
placing_new(const struct drawing *drawing)
{
	struct arena *arena = arena_new();
	struct placing *placing = arena_alloc(arena, sizeof(*placing));
	struct paper paper = {.drawing = drawing, .placing = placing};
	bool crowd;

	placing->arena = arena;
	placing->nodes = arena_array(arena, drawing->node_count + 1,
	    sizeof(*placing->nodes));
	placing->clusters = arena_array(arena, drawing->cluster_count + 1,
	    sizeof(*placing->clusters));
	placing->edges = arena_array(arena, drawing->edge_count + 1,
	    sizeof(*placing->edges));
	crowd = drawing->edge_count > PLACE_CROWD;
	placing->gutter = crowd ? GUTTER_IN_CROWD : GUTTER;
	if (drawing->elevation)
		placing->gutter = GUTTER_IN_FRONT;
	size_boxes(&paper);
	find_groups(&paper);
	place_groups(&paper);
	return placing;
}

void
placing_finish(struct placing *placing, const struct drawing *drawing)
{
	route_edges(placing, drawing);
	route_legend(placing, drawing);
}

void
placing_free(struct placing *placing)
{
	if (placing)
		arena_free(placing->arena);
}
