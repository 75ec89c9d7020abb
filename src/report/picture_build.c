/*
 * A picture is built in one pass each over devices, plugs and cables; see
 * picture_build.h.  Sorting brings together what belongs together (devices of a
 * rack, plugs of a port, cables of a pair), so no step looks for anything and a
 * million cables take no longer each than a thousand.
 */
#include "report/picture_build.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "model/ifname.h"

/* Above this many cables, right ones are merged and their ports made small. */
#define DENSE_CABLES 60

/*
 * Above this many devices without racks, devices are grouped by the letters
 * that their names begin with: leafs with leafs, spines with spines.
 */
#define LOOSE_DEVICES 40

struct figure {
	const char *name;
	const char *rack; /* NULL: not known */
	unsigned unit;
	enum drawing_look look;
	const char *trouble;
	bool shown;
	size_t node; /* in the drawing, once it has its place */
};

struct picture {
	struct drawing *drawing;
	struct figure *figures; /* those of the topology, then foreign ones */
	size_t figure_count;
	size_t figure_capacity;
	struct map *foreign; /* name: figure */
	struct picture_cable *cables;
	size_t cable_count;
	size_t cable_capacity;
	const char *right; /* what DRAWING_OK is called */
	bool dense;
};

/* Where a device stands in the drawing. */
struct seat {
	int rank; /* racks first, then devices without, then foreign ones */
	const char *group; /* NULL: none */
	unsigned unit;
	const char *name;
	size_t figure;
};

/* One end of a cable. */
struct plug {
	size_t node;
	const char *port;
	enum drawing_style style;
	size_t *index; /* where the edge wants to know its port */
};

struct picture *
picture_begin(const struct topology *topology, bool all, const char *right)
{
	struct picture *picture = xcalloc(1, sizeof(*picture));

	picture->drawing = drawing_new();
	picture->foreign = map_new();
	picture->right = right;
	for (size_t i = 0; i < topology->device_count; i++) {
		const struct device *device = &topology->devices[i];
		struct figure *figure;

		picture->figures = grow_array(picture->figures, i,
		    &picture->figure_capacity, sizeof(*picture->figures));
		figure = &picture->figures[i];
		*figure = (struct figure){0};
		figure->name = device->name;
		figure->rack = device->rack;
		figure->unit = device->unit;
		figure->trouble = "";
		figure->shown = all;
		picture->figure_count++;
	}
	return picture;
}

const char *
picture_style_name(const struct picture *picture, enum drawing_style style)
{
	if (style == DRAWING_OK)
		return picture->right;
	return drawing_style_name(style);
}

struct arena *
picture_arena(struct picture *picture)
{
	return picture->drawing->arena;
}

size_t
picture_foreign(struct picture *picture, const char *name)
{
	size_t number = picture->figure_count;
	struct figure *figure;

	if (!map_add(picture->foreign, span_of(name), number, &number))
		return number;
	picture->figures = grow_array(picture->figures, number,
	    &picture->figure_capacity, sizeof(*picture->figures));
	figure = &picture->figures[number];
	*figure = (struct figure){0};
	figure->name = name;
	figure->look = DRAWING_FOREIGN;
	figure->trouble = "not in the plan";
	picture->figure_count++;
	return number;
}

void
picture_mark(struct picture *picture, size_t device, enum drawing_look look,
    const char *trouble)
{
	struct figure *figure = &picture->figures[device];

	figure->look = look;
	figure->trouble = trouble;
	figure->shown = true;
}

void
picture_add(struct picture *picture, const struct picture_cable *cable)
{
	picture->cables = grow_array(picture->cables, picture->cable_count,
	    &picture->cable_capacity, sizeof(*picture->cables));
	picture->cables[picture->cable_count++] = *cable;
	picture->figures[cable->a].shown = true;
	picture->figures[cable->b].shown = true;
}

/* --- devices -------------------------------------------------------------- */

/* "leaf12" gives "leaf": what devices of one kind usually have in common. */
static const char *
name_stem(struct arena *arena, const char *name)
{
	size_t length = strcspn(name, "0123456789");

	while (length > 0 && strchr("-_. ", name[length - 1]) != NULL)
		length--;
	if (length == 0)
		return "other devices";
	return arena_span(arena, span_make(name, length));
}

static void
seat_group(struct seat *seat, const struct figure *figure, bool racks,
    struct arena *arena)
{
	if (figure->look == DRAWING_FOREIGN) {
		seat->rank = 2;
		seat->group = "not in the plan";
	} else if (!racks) {
		seat->rank = 0;
		seat->group = name_stem(arena, figure->name);
	} else if (figure->rack) {
		seat->rank = 0;
		seat->group = arena_printf(arena, "rack %s", figure->rack);
	} else {
		seat->rank = 1;
		seat->group = "no rack";
	}
}

static int
compare_groups(const struct seat *a, const struct seat *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (!a->group || !b->group)
		return 0;
	return text_natural_compare(a->group, b->group);
}

static int
compare_seats(const void *left, const void *right)
{
	const struct seat *a = left;
	const struct seat *b = right;
	int order = compare_groups(a, b);

	if (order != 0)
		return order;
	if (a->unit != b->unit)
		return a->unit > b->unit ? -1 : 1;
	order = text_natural_compare(a->name, b->name);
	if (order != 0)
		return order;
	return a->figure < b->figure ? -1 : a->figure > b->figure;
}

static size_t
take_seats(const struct picture *picture, struct seat *seats)
{
	bool racks = false;
	size_t count = 0;

	for (size_t i = 0; i < picture->figure_count; i++) {
		const struct figure *figure = &picture->figures[i];

		if (!figure->shown)
			continue;
		seats[count++] =
		    (struct seat){0, NULL, figure->unit, figure->name, i};
		racks = racks || figure->rack;
	}
	if (!racks && count <= LOOSE_DEVICES)
		return count;
	for (size_t i = 0; i < count; i++) {
		seat_group(&seats[i], &picture->figures[seats[i].figure], racks,
		    picture->drawing->arena);
	}
	return count;
}

static const char *
make_sublabel(struct arena *arena, const struct figure *figure)
{
	const char *gap = figure->trouble[0] != '\0' ? "  " : "";

	if (figure->unit == 0)
		return arena_strdup(arena, figure->trouble);
	return arena_printf(arena, "%s%sU%u", figure->trouble, gap,
	    figure->unit);
}

static void
seat_node(struct picture *picture, const struct seat *seat, bool new_group)
{
	struct drawing *drawing = picture->drawing;
	struct figure *figure = &picture->figures[seat->figure];
	struct drawing_node *node = &drawing->nodes[drawing->node_count];

	if (seat->group && new_group) {
		drawing->clusters[drawing->cluster_count++].label =
		    arena_strdup(drawing->arena, seat->group);
	}
	node->name = arena_strdup(drawing->arena, figure->name);
	node->sublabel = make_sublabel(drawing->arena, figure);
	node->look = figure->look;
	node->unit = figure->unit;
	node->cluster = seat->group ? drawing->cluster_count - 1 : DRAWING_NONE;
	figure->node = drawing->node_count++;
}

static void
place_devices(struct picture *picture)
{
	struct drawing *drawing = picture->drawing;
	struct seat *seats = xcalloc(picture->figure_count + 1, sizeof(*seats));
	size_t count = take_seats(picture, seats);

	qsort(seats, count, sizeof(*seats), compare_seats);
	drawing->nodes =
	    arena_array(drawing->arena, count, sizeof(*drawing->nodes));
	drawing->clusters =
	    arena_array(drawing->arena, count, sizeof(*drawing->clusters));
	for (size_t i = 0; i < count; i++) {
		seat_node(picture, &seats[i],
		    i == 0 || compare_groups(&seats[i - 1], &seats[i]) != 0);
	}
	free(seats);
}

/* --- cables --------------------------------------------------------------- */

/* Right cables are interesting in bulk only; so are those nobody can judge. */
static bool
is_merged(const struct picture *picture, enum drawing_style style)
{
	return picture->dense && style <= DRAWING_UNVERIFIED;
}

static void
make_edge(const struct picture *picture, const struct picture_cable *cable,
    struct drawing_edge *edge)
{
	struct arena *arena = picture->drawing->arena;

	edge->a = picture->figures[cable->a].node;
	edge->b = picture->figures[cable->b].node;
	edge->port_a = DRAWING_NONE;
	edge->port_b = DRAWING_NONE;
	edge->style = cable->style;
	edge->arrow = cable->arrow;
	edge->count = 1;
	edge->label = arena_strdup(arena, cable->label);
	edge->tooltip = arena_strdup(arena, cable->tooltip);
}

static size_t
low_end(const struct drawing_edge *edge)
{
	return edge->a < edge->b ? edge->a : edge->b;
}

static size_t
high_end(const struct drawing_edge *edge)
{
	return edge->a < edge->b ? edge->b : edge->a;
}

/* By style, then by pair, so that what can be merged stands together. */
static int
compare_edges(const void *left, const void *right)
{
	const struct drawing_edge *a = left;
	const struct drawing_edge *b = right;
	const size_t keys[][2] = {
	    {a->style, b->style},
	    {low_end(a), low_end(b)},
	    {high_end(a), high_end(b)},
	    {a->a, b->a},
	    {a->port_a, b->port_a},
	    {a->port_b, b->port_b},
	};

	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	}
	return strcmp(a->tooltip, b->tooltip);
}

static bool
can_merge(const struct picture *picture, const struct drawing_edge *a,
    const struct drawing_edge *b)
{
	return a->style == b->style && is_merged(picture, a->style) &&
	       low_end(a) == low_end(b) && high_end(a) == high_end(b);
}

static void
describe_merged(const struct picture *picture, struct drawing_edge *edge)
{
	struct drawing *drawing = picture->drawing;

	edge->label = arena_printf(drawing->arena, "\303\227%zu", edge->count);
	edge->tooltip = arena_printf(drawing->arena, "%s -- %s: %zu cables, %s",
	    drawing->nodes[edge->a].name, drawing->nodes[edge->b].name,
	    edge->count, picture_style_name(picture, edge->style));
}

static void
merge_edges(struct picture *picture)
{
	struct drawing *drawing = picture->drawing;
	size_t kept = 0;

	for (size_t i = 0; i < drawing->edge_count; i++) {
		struct drawing_edge *edge = &drawing->edges[i];

		if (kept > 0 &&
		    can_merge(picture, &drawing->edges[kept - 1], edge)) {
			struct drawing_edge *first = &drawing->edges[kept - 1];

			first->count++;
			first->port_a = DRAWING_NONE;
			first->port_b = DRAWING_NONE;
			continue;
		}
		drawing->edges[kept++] = *edge;
	}
	drawing->edge_count = kept;
	for (size_t i = 0; i < kept; i++) {
		if (drawing->edges[i].count > 1)
			describe_merged(picture, &drawing->edges[i]);
		else if (is_merged(picture, drawing->edges[i].style))
			drawing->edges[i].label = "";
	}
}

/* --- ports ---------------------------------------------------------------- */

static int
compare_plugs(const void *left, const void *right)
{
	const struct plug *a = left;
	const struct plug *b = right;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return ifname_compare(a->port, b->port);
}

static const char *
short_name(struct arena *arena, const char *port)
{
	struct str name = STR_INIT;
	const char *copy;

	ifname_add_short(&name, port);
	copy = arena_strdup(arena, str_text(&name));
	str_release(&name);
	return copy;
}

/* "Eth1/49" gives "1/49"; a name without a slash stays whole. */
static const char *
bare_numbers(const char *label)
{
	const char *numbers = label + strcspn(label, "0123456789");

	for (const char *p = label; p < numbers; p++) {
		if (!isalpha((unsigned char)*p))
			return label;
	}
	return strchr(numbers, '/') ? numbers : label;
}

/*
 * In a small cell only the numbers fit, which will do where no two ports of
 * the device have the same.
 */
static void
shorten_cells(struct arena *arena, struct drawing_node *node)
{
	struct map *taken = map_new();

	for (size_t i = 0; i < node->port_count; i++) {
		const char *numbers = bare_numbers(node->ports[i].label);
		size_t owner;

		if (!map_add(taken, span_of(numbers), i, &owner))
			map_set(taken, span_of(numbers), DRAWING_NONE);
	}
	for (size_t i = 0; i < node->port_count; i++) {
		const char *numbers = bare_numbers(node->ports[i].label);
		size_t owner;

		if (!node->ports[i].listed &&
		    map_find(taken, span_of(numbers), &owner) && owner == i)
			node->ports[i].label = arena_strdup(arena, numbers);
	}
	map_free(taken);
}

static void
add_plug(struct picture *picture, struct drawing_node *node,
    const struct plug *plug)
{
	struct drawing_port *port = NULL;

	if (node->port_count > 0)
		port = &node->ports[node->port_count - 1];
	if (!port || ifname_compare(port->name, plug->port) != 0) {
		port = &node->ports[node->port_count++];
		port->name = arena_strdup(picture_arena(picture), plug->port);
		port->label = short_name(picture_arena(picture), plug->port);
		port->style = plug->style;
	}
	if (plug->style > port->style)
		port->style = plug->style;
	port->listed = port->listed || !is_merged(picture, plug->style);
	*plug->index = node->port_count - 1;
}

static void
place_plugs(struct picture *picture, struct plug *plugs, size_t count)
{
	struct drawing *drawing = picture->drawing;

	qsort(plugs, count, sizeof(*plugs), compare_plugs);
	for (size_t i = 0; i < count;) {
		struct drawing_node *node = &drawing->nodes[plugs[i].node];
		size_t end = i;

		while (end < count && plugs[end].node == plugs[i].node)
			end++;
		node->ports =
		    arena_array(drawing->arena, end - i, sizeof(*node->ports));
		for (; i < end; i++)
			add_plug(picture, node, &plugs[i]);
		shorten_cells(drawing->arena, node);
	}
}

static void
place_cables(struct picture *picture)
{
	struct drawing *drawing = picture->drawing;
	struct plug *plugs =
	    xcalloc(2 * picture->cable_count + 1, sizeof(*plugs));
	size_t count = 0;

	drawing->edges = arena_array(drawing->arena, picture->cable_count,
	    sizeof(*drawing->edges));
	for (size_t i = 0; i < picture->cable_count; i++) {
		const struct picture_cable *cable = &picture->cables[i];
		struct drawing_edge *edge = &drawing->edges[i];

		make_edge(picture, cable, edge);
		if (cable->port_a[0] != '\0')
			plugs[count++] = (struct plug){edge->a, cable->port_a,
			    cable->style, &edge->port_a};
		if (cable->port_b[0] != '\0')
			plugs[count++] = (struct plug){edge->b, cable->port_b,
			    cable->style, &edge->port_b};
	}
	drawing->edge_count = picture->cable_count;
	place_plugs(picture, plugs, count);
	free(plugs);
	qsort(drawing->edges, drawing->edge_count, sizeof(*drawing->edges),
	    compare_edges);
	merge_edges(picture);
}

/* --- the whole ------------------------------------------------------------ */

/* The worst first: that is what people look for. */
static void
make_legend(const struct picture *picture)
{
	struct drawing *drawing = picture->drawing;
	size_t counts[DRAWING_STYLES] = {0};

	for (size_t i = 0; i < picture->cable_count; i++)
		counts[picture->cables[i].style]++;
	for (size_t i = DRAWING_STYLES; i-- > 0;) {
		enum drawing_style style = (enum drawing_style)i;
		struct drawing_legend *row;

		if (counts[i] == 0)
			continue;
		row = &drawing->legends[drawing->legend_count++];
		row->style = style;
		row->text = arena_printf(drawing->arena, "%s (%zu)",
		    picture_style_name(picture, style), counts[i]);
	}
}

struct drawing *
picture_finish(struct picture *picture, const char *title, const char *subtitle)
{
	struct drawing *drawing = picture->drawing;

	picture->dense = picture->cable_count > DENSE_CABLES;
	drawing->title = arena_strdup(drawing->arena, title);
	drawing->subtitle = arena_strdup(drawing->arena, subtitle);
	place_devices(picture);
	place_cables(picture);
	make_legend(picture);
	map_free(picture->foreign);
	free(picture->figures);
	free(picture->cables);
	free(picture);
	return drawing;
}
