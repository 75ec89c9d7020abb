/*
 * A picture is built in one pass each over devices, plugs and cables; see
 * picture_build.h.  Sorting brings together what belongs together (devices of a
 * rack, plugs of a port, cables of a pair), so no step looks for anything and a
 * million cables take no longer each than a thousand.
 */
#include "report/picture_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "model/ifname.h"
#include "report/picture_parts.h"

/* Above this many cables, right ones are merged and their ports made small. */
#define DENSE_CABLES 60

/*
 * Above this many devices nobody follows a line from one to the other: right
 * cables are drawn from rack to rack, and their ports not at all.
 */
#define LARGE_DEVICES 300

/*
 * Above this many devices without racks, devices are grouped by the letters
 * that their names begin with: leafs with leafs, spines with spines.
 */
#define LOOSE_DEVICES 40

/* Where a device stands in the drawing. */
struct seat {
	int rank; /* racks first, then devices without, then foreign ones */
	const char *group; /* NULL: none */
	unsigned unit;
	const char *name;
	size_t figure;
};

struct picture *
picture_begin(const struct topology *topology, const char *right)
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
}

void
picture_show(struct picture *picture, size_t device)
{
	picture->figures[device].shown = true;
}

void
picture_add(struct picture *picture, const struct picture_cable *cable)
{
	picture->cables = grow_array(picture->cables, picture->cable_count,
	    &picture->cable_capacity, sizeof(*picture->cables));
	picture->cables[picture->cable_count++] = *cable;
	if (picture->drawing->elevation)
		return;
	picture->figures[cable->a].shown = true;
	picture->figures[cable->b].shown = true;
}

void
picture_in_detail(struct picture *picture)
{
	picture->detailed = true;
}

void
picture_from_front(struct picture *picture)
{
	picture->drawing->elevation = true;
}

void
picture_number_port(struct picture *picture, size_t device, const char *port,
    size_t number)
{
	picture->marks = grow_array(picture->marks, picture->mark_count,
	    &picture->mark_capacity, sizeof(*picture->marks));
	picture->marks[picture->mark_count++] =
	    (struct port_mark){device, port, number};
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

	if (seat->group && new_group)
		drawing->clusters[drawing->cluster_count++] =
		    (struct drawing_cluster){
			.label = arena_strdup(drawing->arena, seat->group),
			.first_node = drawing->node_count,
		    };
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

	picture->large = count > LARGE_DEVICES && !picture->drawing->elevation;
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

/* A port that is emptied and filled again has two numbers: "3,5". */
static void
write_number(struct picture *picture, const struct port_mark *mark)
{
	const struct figure *figure = &picture->figures[mark->device];
	struct drawing_node *node = &picture->drawing->nodes[figure->node];

	for (size_t i = 0; figure->shown && i < node->port_count; i++) {
		struct drawing_port *port = &node->ports[i];

		if (ifname_compare(port->name, mark->port) == 0)
			port->mark = arena_printf(picture->drawing->arena,
			    "%s%s%zu", port->mark, port->mark[0] ? "," : "",
			    mark->number);
	}
}

struct drawing *
picture_finish(struct picture *picture, const char *title, const char *subtitle)
{
	struct drawing *drawing = picture->drawing;

	picture->dense =
	    !picture->detailed && picture->cable_count > DENSE_CABLES;
	drawing->title = arena_strdup(drawing->arena, title);
	drawing->subtitle = arena_strdup(drawing->arena, subtitle);
	place_devices(picture);
	picture_place_cables(picture);
	make_legend(picture);
	for (size_t i = 0; i < picture->mark_count; i++)
		write_number(picture, &picture->marks[i]);
	map_free(picture->foreign);
	free(picture->figures);
	free(picture->cables);
	free(picture->marks);
	free(picture);
	return drawing;
}
