/*
 * The cables of a picture: drawn one by one where something is wrong with them,
 * and in bulk where not.  Sorting brings together what can be merged.
 */
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "report/picture_parts.h"

bool
picture_merges(const struct picture *picture, enum drawing_style style)
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
	edge->link = arena_strdup(arena, cable->link);
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
	    {a->of_clusters, b->of_clusters},
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
	return a->style == b->style && picture_merges(picture, a->style) &&
	       a->of_clusters == b->of_clusters && low_end(a) == low_end(b) &&
	       high_end(a) == high_end(b);
}

/* What an edge joins, in words: racks or devices. */
static const char *
end_name(const struct drawing *drawing, const struct drawing_edge *edge,
    size_t node)
{
	const struct drawing_node *end = &drawing->nodes[node];

	return edge->of_clusters ? drawing->clusters[end->cluster].label
				 : end->name;
}

static void
describe_merged(const struct picture *picture, struct drawing_edge *edge)
{
	struct drawing *drawing = picture->drawing;

	edge->label = arena_printf(drawing->arena, "\303\227%zu", edge->count);
	edge->tooltip = arena_printf(drawing->arena, "%s -- %s: %zu cables, %s",
	    end_name(drawing, edge, edge->a), end_name(drawing, edge, edge->b),
	    edge->count, picture_style_name(picture, edge->style));
}

static void
merge_edges(struct picture *picture)
{
	struct drawing *drawing = picture->drawing;
	size_t kept = 0;

	for (size_t i = 0; i < drawing->edge_count; i++) {
		struct drawing_edge *edge = &drawing->edges[i];

		if (edge->of_clusters && edge->a == edge->b)
			continue; /* within one rack */
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
		else if (picture_merges(picture, drawing->edges[i].style))
			drawing->edges[i].label = "";
	}
}

/* In a large picture, a right cable has neither ports nor devices. */
static bool
is_lost_in_bulk(const struct picture *picture,
    const struct picture_cable *cable)
{
	return picture->large && picture_merges(picture, cable->style);
}

/* Joins the racks in place of two devices in them; the first stands for all. */
static void
join_clusters(const struct drawing *drawing, struct drawing_edge *edge)
{
	size_t *ends[] = {&edge->a, &edge->b};

	if (drawing->nodes[edge->a].cluster == DRAWING_NONE ||
	    drawing->nodes[edge->b].cluster == DRAWING_NONE)
		return;
	edge->of_clusters = true;
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		*ends[i] = drawing->clusters[drawing->nodes[*ends[i]].cluster]
			       .first_node;
}

static void
add_edge_plugs(const struct picture *picture, const struct picture_cable *cable,
    struct drawing_edge *edge, struct plug_list *plugs)
{
	if (cable->port_a[0] != '\0' && picture->figures[cable->a].shown)
		plugs->items[plugs->count++] = (struct plug){edge->a,
		    cable->port_a, cable->style, &edge->port_a};
	if (cable->port_b[0] != '\0' && picture->figures[cable->b].shown)
		plugs->items[plugs->count++] = (struct plug){edge->b,
		    cable->port_b, cable->style, &edge->port_b};
}

void
picture_place_cables(struct picture *picture)
{
	struct drawing *drawing = picture->drawing;
	struct plug_list plugs = {
	    xcalloc(2 * picture->cable_count + 1, sizeof(*plugs.items)),
	    0,
	};

	drawing->edges = arena_array(drawing->arena, picture->cable_count,
	    sizeof(*drawing->edges));
	for (size_t i = 0; i < picture->cable_count; i++) {
		const struct picture_cable *cable = &picture->cables[i];
		struct drawing_edge *edge = &drawing->edges[i];

		make_edge(picture, cable, edge);
		if (is_lost_in_bulk(picture, cable))
			join_clusters(drawing, edge);
		else
			add_edge_plugs(picture, cable, edge, &plugs);
	}
	drawing->edge_count = picture->cable_count;
	picture_place_plugs(picture, &plugs);
	free(plugs.items);
	qsort(drawing->edges, drawing->edge_count, sizeof(*drawing->edges),
	    compare_edges);
	merge_edges(picture);
	if (drawing->elevation)
		drawing->edge_count = 0; /* only their ports are shown */
}
