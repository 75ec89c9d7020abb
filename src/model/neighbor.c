/*
 * The neighbors of one device; see neighbor.h.
 */
#include "model/neighbor.h"

#include <stdlib.h>

struct neighbor_list *
neighbor_list_new(void)
{
	struct arena *arena = arena_new();
	struct neighbor_list *list = arena_alloc(arena, sizeof(*list));

	list->arena = arena;
	list->state = NEIGHBORS_OK;
	return list;
}

void
neighbor_list_free(struct neighbor_list *list)
{
	if (list)
		arena_free(list->arena); /* holds `list` itself */
}

struct neighbor *
neighbor_list_add(struct neighbor_list *list)
{
	struct neighbor *neighbor;

	list->items = arena_grow(list->arena, list->items, list->count,
	    &list->capacity, sizeof(*list->items));
	neighbor = &list->items[list->count++];
	*neighbor = (struct neighbor){
	    .native_vlan = NEIGHBOR_NO_NUMBER,
	    .holdtime = NEIGHBOR_NO_NUMBER,
	    .mtu = NEIGHBOR_NO_NUMBER,
	};
	return neighbor;
}
