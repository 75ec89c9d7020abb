/*
 * See graphviz_route.h.
 */
#include "format/graphviz_route.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/span.h"
#include "format/graphviz_text.h"

/* How far a bow stands off its column at least and at most. */
#define BOW_MIN 24.0
#define BOW_MAX 0.75 /* of the room between columns */
#define BOW_SLOPE 0.16

#define SAMPLE 44.0
#define LEGEND_GAP 34.0
#define LEGEND_HEIGHT 18.0

/* The place of each port among those of its device that have a row. */
struct rows {
	size_t **of_node;
};

static struct rows
count_rows(struct arena *arena, const struct drawing *drawing)
{
	struct rows rows = {
	    arena_array(arena, drawing->node_count + 1, sizeof(size_t *))};

	for (size_t i = 0; i < drawing->node_count; i++) {
		const struct drawing_node *node = &drawing->nodes[i];
		size_t row = 0;

		rows.of_node[i] =
		    arena_array(arena, node->port_count + 1, sizeof(size_t));
		for (size_t k = 0; k < node->port_count; k++) {
			rows.of_node[i][k] = row;
			row += node->ports[k].listed ? 1 : 0;
		}
	}
	return rows;
}

/* The y of the port's row; of the header where it has none. */
static double
port_y(const struct place_box *box, const struct drawing_node *node,
    const size_t *rows, size_t port)
{
	double top = box->center.y + box->height / 2 - 1;

	if (port == DRAWING_NONE || !node->ports[port].listed)
		return top - PLACE_HEADER / 2.0;
	return top - PLACE_HEADER - PLACE_ROW * ((double)rows[port] + 0.5);
}

/* Where the line leaves the box: +1 on the right, -1 on the left. */
static struct place_point
box_side(const struct place_box *box, double side, double y)
{
	return (struct place_point){box->center.x + side * box->width / 2, y};
}

static void
swing(struct place_curve *curve, const double sides[2], double reach)
{
	curve->points[1] = curve->points[0];
	curve->points[1].x += sides[0] * reach;
	curve->points[2] = curve->points[3];
	curve->points[2].x += sides[1] * reach;
}

static struct place_point
point_at(const struct place_curve *curve, double t)
{
	const struct place_point *p = curve->points;
	double u = 1 - t;
	double w[4] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
	struct place_point point = {0, 0};

	for (int i = 0; i < 4; i++) {
		point.x += w[i] * p[i].x;
		point.y += w[i] * p[i].y;
	}
	return point;
}

/* --- labels --------------------------------------------------------------- */

/*
 * Paper is divided into small fields, and a label takes those that it covers.
 * So finding out whether a place is free costs the same however many labels
 * there are.
 */
#define FIELD_WIDTH 12.0
#define FIELD_HEIGHT 6.0

#define LABEL_HEIGHT 11.0
#define LABEL_TRIES 24
#define BOW_TRIES 6
#define LINE_STEPS 40

static bool
visit_field(struct map *taken, long x, long y, bool take)
{
	const int32_t place[] = {(int32_t)x, (int32_t)y};
	struct span key = span_make((const char *)place, sizeof(place));
	size_t unused;

	if (!take)
		return !map_find(taken, key, &unused);
	map_set(taken, key, 1);
	return true;
}

/* Takes the fields under a label, or says whether all of them are free. */
static bool
visit_fields(struct map *taken, struct place_point center, double width,
    bool take)
{
	long left = lround((center.x - width / 2) / FIELD_WIDTH);
	long right = lround((center.x + width / 2) / FIELD_WIDTH);
	long low = lround((center.y - LABEL_HEIGHT / 2) / FIELD_HEIGHT);
	long high = lround((center.y + LABEL_HEIGHT / 2) / FIELD_HEIGHT);

	for (long x = left; x <= right; x++) {
		for (long y = low; y <= high; y++) {
			if (!visit_field(taken, x, y, take))
				return false;
		}
	}
	return true;
}

/* What is on the paper already. */
struct fields {
	struct map *labels;
	struct map *lines;
};

/* What the label of one line has to know. */
struct tag {
	const struct place_curve *curve;
	double width;
	double gutter;
	bool bow; /* both ends of the line are on the same side of a column */
};

static double
bow_side(const struct place_curve *curve)
{
	return curve->points[1].x > curve->points[0].x ? 1 : -1;
}

/*
 * Beside a bow, on its outer side: on a flat one it would stand half behind the
 * boxes, and on a small one hide the whole line.
 */
static struct place_point
tag_point(const struct tag *tag, double t, double out)
{
	struct place_point at = point_at(tag->curve, t);

	if (tag->bow)
		at.x += bow_side(tag->curve) * (tag->width / 2 + 5 + out);
	return at;
}

/*
 * A label may stand in the room beside either end of its line, never behind a
 * box of a column that the line crosses; a bow is all in such room.
 */
static bool
tag_may_stand(const struct tag *tag, struct place_point at)
{
	double from_a = fabs(at.x - tag->curve->points[0].x);
	double from_b = fabs(at.x - tag->curve->points[3].x);
	double least = tag->width / 2 + 8;
	double most = tag->gutter - least;

	if (tag->bow)
		return true;
	if (from_a < least || from_b < least)
		return false;
	return from_a <= most || from_b <= most;
}

/*
 * A label beside a bow covers no line; any other stands on its own one, which
 * it cannot help.
 */
static bool
tag_is_free(const struct tag *tag, const struct fields *fields,
    struct place_point at)
{
	return visit_fields(fields->labels, at, tag->width, false) &&
	       (!tag->bow ||
		   visit_fields(fields->lines, at, tag->width, false));
}

/* The middle, then to and fro from there, as far as there is a free place. */
static bool
tag_try_along(const struct tag *tag, const struct fields *fields, double out,
    struct place_point *at)
{
	for (int i = 0; i < LABEL_TRIES; i++) {
		double step = (i + 1) / 2 * 0.9 / LABEL_TRIES;

		*at = tag_point(tag, i % 2 ? 0.5 - step : 0.5 + step, out);
		if (tag_may_stand(tag, *at) && tag_is_free(tag, fields, *at))
			return true;
	}
	return false;
}

/* Where there is no free place, some labels cover each other. */
static struct place_point
tag_find_place(const struct tag *tag, const struct fields *fields)
{
	struct place_point at;

	for (int i = 0; i < (tag->bow ? BOW_TRIES : 1); i++) {
		if (tag_try_along(tag, fields, i * FIELD_WIDTH, &at))
			return at;
	}
	return tag_point(tag, tag->bow ? 0.5 : 0.2, 0);
}

/* Lines that somebody has to follow. */
static void
take_lines(const struct placing *placing, const struct drawing *drawing,
    struct map *lines)
{
	for (size_t i = 0; i < drawing->edge_count; i++) {
		if (drawing->edges[i].style == DRAWING_OK)
			continue;
		for (int k = 0; k <= LINE_STEPS; k++)
			visit_fields(lines,
			    point_at(&placing->edges[i],
				(double)k / LINE_STEPS),
			    0, true);
	}
}

/* The worst first, so that they get the best places. */
static void
place_labels(struct placing *placing, const struct drawing *drawing)
{
	struct fields fields = {map_new_exact(), map_new_exact()};
	bool crowd = drawing->edge_count > PLACE_CROWD;

	if (!crowd)
		take_lines(placing, drawing, fields.lines);
	for (size_t i = drawing->edge_count; i-- > 0;) {
		const struct drawing_edge *edge = &drawing->edges[i];
		struct place_curve *curve = &placing->edges[i];
		struct tag tag = {curve, 0, placing->gutter, false};

		if (edge->label[0] == '\0' ||
		    (crowd && edge->style == DRAWING_OK))
			continue;
		tag.bow = bow_side(curve) *
			      (curve->points[2].x - curve->points[3].x) >
			  0;
		tag.width = PLACE_LABEL_FONT *
			    graphviz_text_width(edge->label, GRAPHVIZ_NAME_MAX);
		curve->label = tag_find_place(&tag, &fields);
		curve->labelled = true;
		visit_fields(fields.labels, curve->label, tag.width, true);
	}
	map_free(fields.labels);
	map_free(fields.lines);
}

/* --- lines ---------------------------------------------------------------- */

/*
 * From rack to rack: the lines of a rack leave it all along its side, in the
 * order in which they come, so that each can be followed a little.
 */
static double
frame_y(const struct place_box *frame, size_t i)
{
	double share = fmod((double)i * 0.618034, 1);

	return frame->center.y + frame->height * (share - 0.5) * 0.9;
}

static void
route_between_frames(struct placing *placing, const struct drawing *drawing,
    size_t i)
{
	const struct drawing_edge *edge = &drawing->edges[i];
	const struct place_box *a =
	    &placing->clusters[drawing->nodes[edge->a].cluster];
	const struct place_box *b =
	    &placing->clusters[drawing->nodes[edge->b].cluster];
	struct place_curve *curve = &placing->edges[i];
	double dx = b->center.x - a->center.x;
	bool bow = fabs(dx) < a->width;
	double sides[2] = {dx < 0 ? -1 : 1, dx < 0 ? 1 : -1};

	if (bow)
		sides[0] = sides[1] = -1;
	curve->points[0] = box_side(a, sides[0], frame_y(a, i));
	curve->points[3] = box_side(b, sides[1], frame_y(b, i + 1));
	swing(curve, sides,
	    bow ? BOW_MAX * placing->gutter
		: fmax(40, (fabs(dx) - a->width) * 0.5));
}

static void
route_edge(struct placing *placing, const struct drawing *drawing,
    const struct rows *rows, size_t i)
{
	const struct drawing_edge *edge = &drawing->edges[i];
	const struct place_box *a = &placing->nodes[edge->a];
	const struct place_box *b = &placing->nodes[edge->b];
	struct place_curve *curve = &placing->edges[i];
	double ya = port_y(a, &drawing->nodes[edge->a], rows->of_node[edge->a],
	    edge->port_a);
	double yb = port_y(b, &drawing->nodes[edge->b], rows->of_node[edge->b],
	    edge->port_b);
	double dx = b->center.x - a->center.x;
	bool bow = fabs(dx) < a->width / 2 + b->width / 2;
	double sides[2] = {dx < 0 ? -1 : 1, dx < 0 ? 1 : -1};
	double reach = fmax(40, (fabs(dx) - a->width) * 0.5);

	if (bow) {
		sides[0] = edge->style == DRAWING_OK ? -1 : 1;
		sides[1] = sides[0];
		reach = fmin(BOW_MAX * placing->gutter,
		    BOW_MIN + BOW_SLOPE * fabs(ya - yb));
	}
	/* Apart from the line to where the plug is. */
	if (edge->style == DRAWING_WANTED)
		reach *= bow ? 1.9 : 0.6;
	curve->points[0] = box_side(a, sides[0], ya);
	curve->points[3] = box_side(b, sides[1], yb);
	swing(curve, sides, reach);
}

void
route_edges(struct placing *placing, const struct drawing *drawing)
{
	struct rows rows = count_rows(placing->arena, drawing);

	for (size_t i = 0; i < drawing->edge_count; i++) {
		if (drawing->edges[i].of_clusters)
			route_between_frames(placing, drawing, i);
		else
			route_edge(placing, drawing, &rows, i);
	}
	place_labels(placing, drawing);
}

/* The lower left corner of everything placed so far. */
static struct place_point
lower_left(const struct placing *placing, const struct drawing *drawing)
{
	struct place_point corner = {0, 0};

	for (size_t i = 0; i < drawing->node_count; i++) {
		const struct place_box *box = &placing->nodes[i];

		corner.x = fmin(corner.x, box->center.x - box->width / 2);
		corner.y = fmin(corner.y, box->center.y - box->height / 2);
	}
	for (size_t i = 0; i < drawing->cluster_count; i++) {
		const struct place_box *box = &placing->clusters[i];

		corner.y = fmin(corner.y, box->center.y - box->height / 2);
	}
	return corner;
}

void
route_legend(struct placing *placing, const struct drawing *drawing)
{
	struct place_point at = lower_left(placing, drawing);

	at.y -= LEGEND_GAP;
	for (size_t i = 0; i < drawing->legend_count; i++) {
		struct place_curve *sample = &placing->samples[i];
		struct place_box *box = &placing->legends[i];
		double width = place_legend_width(&drawing->legends[i]);

		for (int k = 0; k < 4; k++) {
			sample->points[k].x = at.x + SAMPLE * k / 3;
			sample->points[k].y = at.y;
		}
		box->width = width;
		box->height = LEGEND_HEIGHT;
		box->center.x = at.x + SAMPLE + 8 + width / 2;
		box->center.y = at.y;
		at.x += SAMPLE + 8 + width + LEGEND_GAP;
	}
}
