/*
 * See graphviz_graph.h.
 *
 * cgraph declares its texts as char * and never writes to them; the one place
 * where const is dropped is text_of().
 */
#include "format/graphviz_graph.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "format/graphviz_ids.h"
#include "format/graphviz_label.h"
#include "format/graphviz_text.h"

/* How much of a name stands as the node's own name in DOT. */
#define ID_MAX 64

/* The tip of an arrow, in points. */
#define ARROW 9.0

/* A graph in the making. */
struct sketch {
	const struct drawing *drawing;
	const struct placing *placing; /* NULL: without positions */
	Agraph_t *graph;
	Agraph_t **clusters;
	Agnode_t **nodes;
	struct arena *arena;
	struct map *taken; /* names of nodes */
	struct str text;   /* for anything, for a moment */
};

static char *
text_of(const char *text)
{
	return (char *)(uintptr_t)text;
}

static void
set(void *object, const char *name, const char *value)
{
	agsafeset(object, text_of(name), text_of(value), text_of(""));
}

static void
set_html(Agraph_t *graph, void *object, const char *name, const char *html)
{
	char *value = agstrdup_html(graph, text_of(html));

	set(object, name, value);
	agstrfree(graph, value);
}

/*
 * Whole points: half a point cannot be seen, and no locale writes a comma into
 * them.
 */
static void
add_point(struct str *out, struct place_point point)
{
	str_addf(out, "%s%.0f,%.0f", out->length > 0 ? " " : "",
	    round(point.x) + 0.0, round(point.y) + 0.0);
}

static void
set_point(struct sketch *sketch, void *object, const char *name,
    struct place_point point)
{
	str_clear(&sketch->text);
	add_point(&sketch->text, point);
	set(object, name, str_text(&sketch->text));
}

/* --- the graph as a whole ------------------------------------------------- */

/*
 * All that we set, and `label`: its default in every graph of the program is
 * another one as soon as the first picture is drawn.
 */
static void
set_defaults(Agraph_t *graph)
{
	/* clang-format off */
	static const struct {
		int kind;
		const char *name;
		const char *value;
	} defaults[] = {
		{ AGRAPH, "fontname",    "Helvetica" },
		{ AGNODE, "fontname",    "Helvetica" },
		{ AGEDGE, "fontname",    "Helvetica" },
		{ AGRAPH, "bgcolor",     "white" },
		{ AGRAPH, "labelloc",    "t" },
		{ AGRAPH, "labeljust",   "l" },
		{ AGRAPH, "outputorder", "edgesfirst" },
		{ AGRAPH, "pad",         "0.3" },
		{ AGRAPH, "rankdir",     "LR" },
		{ AGRAPH, "ranksep",     "1.6" },
		{ AGRAPH, "charset",     "UTF-8" },
		{ AGNODE, "label",       "" },
		{ AGNODE, "shape",       "plain" },
		{ AGNODE, "tooltip",     "" },
		{ AGEDGE, "arrowsize",   "0.8" },
		{ AGEDGE, "dir",         "none" },
	};
	/* clang-format on */

	for (size_t i = 0; i < COUNT_OF(defaults); i++)
		agattr(graph, defaults[i].kind, text_of(defaults[i].name),
		    text_of(defaults[i].value));
}

static void
sketch_open(struct sketch *sketch)
{
	Agdisc_t disc = {&AgMemDisc, &graphviz_ids, &AgIoDisc};

	sketch->graph = agopen(text_of("cabling"), Agundirected, &disc);
	sketch->arena = arena_new();
	sketch->taken = map_new();
	sketch->nodes = arena_array(sketch->arena,
	    sketch->drawing->node_count + 1, sizeof(Agnode_t *));
	sketch->clusters = arena_array(sketch->arena,
	    sketch->drawing->cluster_count + 1, sizeof(Agraph_t *));
}

static Agraph_t *
sketch_close(struct sketch *sketch)
{
	Agraph_t *graph = sketch->graph;

	str_release(&sketch->text);
	map_free(sketch->taken);
	arena_free(sketch->arena);
	return graph;
}

/* --- devices -------------------------------------------------------------- */

/*
 * Two long names may be cut to the same, so a number makes them differ.  To
 * cgraph, a name that begins with '%' is none.
 */
static const char *
node_id(struct sketch *sketch, size_t i)
{
	size_t length;

	str_clear(&sketch->text);
	if (sketch->drawing->nodes[i].name[0] == '%')
		str_add_char(&sketch->text, '~');
	graphviz_text_plain(&sketch->text, sketch->drawing->nodes[i].name,
	    ID_MAX);
	length = sketch->text.length;
	while (!map_add(sketch->taken, str_span(&sketch->text), i, NULL)) {
		sketch->text.length = length;
		str_addf(&sketch->text, "~%zu", i);
		length = sketch->text.length;
	}
	return str_text(&sketch->text);
}

static void
add_cluster(struct sketch *sketch, size_t i)
{
	const struct place_box *box;
	struct place_point label;
	Agraph_t *cluster;

	str_clear(&sketch->text);
	str_addf(&sketch->text, "cluster_%zu", i);
	cluster = agsubg(sketch->graph, text_of(str_text(&sketch->text)), 1);
	sketch->clusters[i] = cluster;
	str_clear(&sketch->text);
	graphviz_text_plain(&sketch->text, sketch->drawing->clusters[i].label,
	    GRAPHVIZ_NAME_MAX);
	set(cluster, "label", str_text(&sketch->text));
	set(cluster, "style", "filled,rounded");
	set(cluster, "fillcolor", "#f6f8fa");
	set(cluster, "color", "#d0d7de");
	set(cluster, "fontsize", "15");
	set(cluster, "fontcolor", "#24292f");
	if (!sketch->placing)
		return;
	box = &sketch->placing->clusters[i];
	label.x = box->center.x;
	label.y = box->center.y + box->height / 2 - 12;
	set_point(sketch, cluster, "lp", label);
	str_clear(&sketch->text);
	add_point(&sketch->text,
	    (struct place_point){box->center.x - box->width / 2,
		box->center.y - box->height / 2});
	str_addf(&sketch->text, ",%.0f,%.0f",
	    round(box->center.x + box->width / 2),
	    round(box->center.y + box->height / 2));
	set(cluster, "bb", str_text(&sketch->text));
}

static void
add_node(struct sketch *sketch, size_t i, double width)
{
	const struct drawing_node *node = &sketch->drawing->nodes[i];
	Agraph_t *home = node->cluster == DRAWING_NONE
			     ? sketch->graph
			     : sketch->clusters[node->cluster];

	sketch->nodes[i] = agnode(home, text_of(node_id(sketch, i)), 1);
	str_clear(&sketch->text);
	graphviz_label_node(&sketch->text, sketch->drawing, i, width);
	set_html(sketch->graph, sketch->nodes[i], "label",
	    str_text(&sketch->text));
	if (sketch->placing)
		set_point(sketch, sketch->nodes[i], "pos",
		    sketch->placing->nodes[i].center);
}

/* --- cables --------------------------------------------------------------- */

static void
set_pen(const struct sketch *sketch, Agedge_t *edge, enum drawing_style style)
{
	bool crowd = sketch->drawing->edge_count > PLACE_CROWD;
	const struct graphviz_pen *pen = graphviz_pen(style, crowd);

	set(edge, "color", pen->line);
	set(edge, "style", pen->style);
	set(edge, "penwidth", pen->width);
}

/* A line from rack to rack is as thick as the bundle that it stands for. */
static void
set_thickness(struct sketch *sketch, Agedge_t *line, size_t count)
{
	unsigned tenths = 6;

	for (; count > 1 && tenths < 60; count /= 2)
		tenths += 6;
	str_clear(&sketch->text);
	str_addf(&sketch->text, "%u.%u", tenths / 10, tenths % 10);
	set(line, "penwidth", str_text(&sketch->text));
}

/* An arrow takes the last points of the line away. */
static void
set_curve(struct sketch *sketch, Agedge_t *line,
    const struct place_curve *curve, enum drawing_arrow arrow)
{
	struct place_point points[4];
	size_t tip = arrow == DRAWING_ARROW_A ? 0 : 3;
	size_t beside = arrow == DRAWING_ARROW_A ? 1 : 2;

	for (size_t i = 0; i < 4; i++)
		points[i] = curve->points[i];
	str_clear(&sketch->text);
	if (arrow != DRAWING_NO_ARROW) {
		str_addf(&sketch->text, "%s,%.0f,%.0f", tip == 0 ? "s" : "e",
		    round(points[tip].x), round(points[tip].y));
		points[tip].x +=
		    points[beside].x > points[tip].x ? ARROW : -ARROW;
	}
	for (size_t i = 0; i < 4; i++)
		add_point(&sketch->text, points[i]);
	set(line, "pos", str_text(&sketch->text));
}

static void
set_ports(struct sketch *sketch, Agedge_t *line,
    const struct drawing_edge *edge)
{
	const struct {
		const char *name;
		size_t port;
	} ends[] = {{"tailport", edge->port_a}, {"headport", edge->port_b}};

	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		if (ends[i].port == DRAWING_NONE)
			continue;
		str_clear(&sketch->text);
		str_addf(&sketch->text, "p%zu", ends[i].port);
		set(line, ends[i].name, str_text(&sketch->text));
	}
}

/*
 * Graphviz does not escape all that it should in an address, and we have no use
 * for any but "#f-9f31c2aa": others are left out.
 */
static void
set_link(void *object, const struct drawing_edge *edge)
{
	for (const char *p = edge->link; *p; p++) {
		if (!isalnum((unsigned char)*p) && !strchr("#-_.", *p))
			return;
	}
	if (edge->link[0] != '\0')
		set(object, "URL", edge->link);
}

static void
add_edge(struct sketch *sketch, size_t i)
{
	static const char *const directions[] = {
	    [DRAWING_NO_ARROW] = "none",
	    [DRAWING_ARROW_A] = "back",
	    [DRAWING_ARROW_B] = "forward",
	};
	const struct drawing_edge *edge = &sketch->drawing->edges[i];
	Agedge_t *line = agedge(sketch->graph, sketch->nodes[edge->a],
	    sketch->nodes[edge->b], NULL, 1);

	set_pen(sketch, line, edge->style);
	if (edge->of_clusters)
		set_thickness(sketch, line, edge->count);
	set(line, "dir", directions[edge->arrow]);
	str_clear(&sketch->text);
	graphviz_text_plain(&sketch->text, edge->tooltip, GRAPHVIZ_TOOLTIP_MAX);
	set(line, "tooltip", str_text(&sketch->text));
	set_link(line, edge);
	if (sketch->placing) {
		set_curve(sketch, line, &sketch->placing->edges[i],
		    edge->arrow);
		return;
	}
	set_ports(sketch, line, edge);
	if (edge->label[0] != '\0') {
		str_clear(&sketch->text);
		graphviz_label_edge(&sketch->text, edge);
		set_html(sketch->graph, line, "label", str_text(&sketch->text));
	}
}

/* A node of ours, under a name that no device has. */
static Agnode_t *
add_extra_node(struct sketch *sketch, const char *kind, size_t i,
    struct place_point center)
{
	Agnode_t *node;

	str_clear(&sketch->text);
	str_addf(&sketch->text, "%s~%zu", kind, i);
	while (!map_add(sketch->taken, str_span(&sketch->text), i, NULL))
		str_add_char(&sketch->text, '~');
	node = agnode(sketch->graph, text_of(str_text(&sketch->text)), 1);
	set_point(sketch, node, "pos", center);
	return node;
}

/*
 * With positions, a label is a node, because other lines would be drawn over a
 * label that belongs to its line.
 */
static void
add_label(struct sketch *sketch, size_t i)
{
	const struct drawing_edge *edge = &sketch->drawing->edges[i];
	const struct place_curve *curve = &sketch->placing->edges[i];
	Agnode_t *node;

	if (!curve->labelled)
		return;
	node = add_extra_node(sketch, "label", i, curve->label);
	str_clear(&sketch->text);
	graphviz_label_edge(&sketch->text, edge);
	set_html(sketch->graph, node, "label", str_text(&sketch->text));
	str_clear(&sketch->text);
	graphviz_text_plain(&sketch->text, edge->tooltip, GRAPHVIZ_TOOLTIP_MAX);
	set(node, "tooltip", str_text(&sketch->text));
	set_link(node, edge);
}

/* The sample is a line from the text to itself, put before it. */
static void
add_legend(struct sketch *sketch, size_t i)
{
	const struct drawing_legend *row = &sketch->drawing->legends[i];
	Agnode_t *node;
	Agedge_t *line;

	node = add_extra_node(sketch, "legend", i,
	    sketch->placing->legends[i].center);
	str_clear(&sketch->text);
	graphviz_label_legend(&sketch->text, row);
	set_html(sketch->graph, node, "label", str_text(&sketch->text));
	line = agedge(sketch->graph, node, node, NULL, 1);
	set_pen(sketch, line, row->style);
	if (row->style == DRAWING_ONE_WAY)
		set(line, "dir", "forward");
	set_curve(sketch, line, &sketch->placing->samples[i],
	    row->style == DRAWING_ONE_WAY ? DRAWING_ARROW_B : DRAWING_NO_ARROW);
}

/* --- the two graphs ------------------------------------------------------- */

Agraph_t *
graphviz_graph(const struct drawing *drawing, const struct placing *placing,
    const struct placing *sizes)
{
	struct sketch sketch = {.drawing = drawing, .placing = placing};

	sketch_open(&sketch);
	set_defaults(sketch.graph);
	graphviz_label_title(&sketch.text, drawing, !placing);
	set_html(sketch.graph, sketch.graph, "label", str_text(&sketch.text));
	for (size_t i = 0; i < drawing->cluster_count; i++)
		add_cluster(&sketch, i);
	for (size_t i = 0; i < drawing->node_count; i++)
		add_node(&sketch, i, sizes->nodes[i].width);
	for (size_t i = 0; i < drawing->edge_count; i++)
		add_edge(&sketch, i);
	for (size_t i = 0; placing && i < drawing->edge_count; i++)
		add_label(&sketch, i);
	for (size_t i = 0; placing && i < drawing->legend_count; i++)
		add_legend(&sketch, i);
	return sketch_close(&sketch);
}

/* In inches with two decimals, in every locale. */
static void
set_inches(struct sketch *sketch, void *object, const char *name, double points)
{
	unsigned hundredths = (unsigned)ceil(points * 100 / 72);

	str_clear(&sketch->text);
	str_addf(&sketch->text, "%u.%02u", hundredths / 100, hundredths % 100);
	set(object, name, str_text(&sketch->text));
}

Agraph_t *
graphviz_skeleton(const struct drawing *drawing, const struct placing *placing)
{
	struct sketch sketch = {.drawing = drawing, .placing = placing};

	sketch_open(&sketch);
	agattr(sketch.graph, AGRAPH, text_of("rankdir"), text_of("LR"));
	agattr(sketch.graph, AGRAPH, text_of("ranksep"), text_of("2.1"));
	agattr(sketch.graph, AGRAPH, text_of("nodesep"), text_of("0.5"));
	agattr(sketch.graph, AGNODE, text_of("shape"), text_of("box"));
	agattr(sketch.graph, AGNODE, text_of("label"), text_of(""));
	agattr(sketch.graph, AGNODE, text_of("fixedsize"), text_of("true"));
	for (size_t i = 0; i < drawing->node_count; i++) {
		const struct place_box *box = &placing->nodes[i];
		Agnode_t *node;

		str_clear(&sketch.text);
		str_addf(&sketch.text, "n%zu", i);
		node = agnode(sketch.graph, text_of(str_text(&sketch.text)), 1);
		sketch.nodes[i] = node;
		set_inches(&sketch, node, "width", box->width);
		set_inches(&sketch, node, "height", box->height);
	}
	for (size_t i = 0; i < drawing->edge_count; i++) {
		const struct drawing_edge *edge = &drawing->edges[i];

		str_clear(&sketch.text);
		str_addf(&sketch.text, "e%zu", i);
		agedge(sketch.graph, sketch.nodes[edge->a],
		    sketch.nodes[edge->b], text_of(str_text(&sketch.text)), 1);
	}
	return sketch_close(&sketch);
}
