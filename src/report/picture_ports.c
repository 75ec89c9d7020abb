/*
 * The ports of the devices in a picture, each once and in natural order, as
 * short as can be told apart.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/ifname.h"
#include "report/picture_parts.h"

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
		port->mark = "";
		port->style = plug->style;
	}
	if (plug->style > port->style)
		port->style = plug->style;
	if (!picture->drawing->elevation)
		port->listed =
		    port->listed || !picture_merges(picture, plug->style);
	*plug->index = node->port_count - 1;
}

void
picture_place_plugs(struct picture *picture, const struct plug_list *plugs)
{
	struct drawing *drawing = picture->drawing;
	const struct plug *items = plugs->items;
	size_t count = plugs->count;

	qsort(plugs->items, count, sizeof(*items), compare_plugs);
	for (size_t i = 0; i < count;) {
		struct drawing_node *node = &drawing->nodes[items[i].node];
		size_t end = i;

		while (end < count && items[end].node == items[i].node)
			end++;
		node->ports =
		    arena_array(drawing->arena, end - i, sizeof(*node->ports));
		for (; i < end; i++)
			add_plug(picture, node, &items[i]);
		shorten_cells(drawing->arena, node);
	}
}
