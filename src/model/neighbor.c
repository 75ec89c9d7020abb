/*
 * The neighbors of one device; see neighbor.h.
 *
 * The array does not live in the arena: growing there would leave every smaller
 * array behind, and a large array grows on the heap without being copied.
 */
#include "model/neighbor.h"

#include <stdlib.h>

#include "base/mem.h"

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
	if (!list)
		return;
	free(list->items);
	arena_free(list->arena); /* holds `list` itself */
}

struct neighbor *
neighbor_list_add(struct neighbor_list *list)
{
	struct neighbor *neighbor;

	list->items = grow_array(list->items, list->count, &list->capacity,
	    sizeof(*list->items));
	neighbor = &list->items[list->count++];
	*neighbor = (struct neighbor){
	    .native_vlan = NEIGHBOR_NO_NUMBER,
	    .holdtime = NEIGHBOR_NO_NUMBER,
	    .mtu = NEIGHBOR_NO_NUMBER,
	};
	return neighbor;
}
