/*
 * The habits of kinds of devices; see habit.h.
 */
#include "collect/habit.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

struct habits {
	struct map *kinds;
	struct habit *items;
	size_t count;
	size_t capacity;
};

/* A device may call itself something new each time. */
#define KINDS_MAX 1000

struct habits *
habits_new(void)
{
	struct habits *habits = xcalloc(1, sizeof(*habits));

	habits->kinds = map_new_exact();
	return habits;
}

void
habits_free(struct habits *habits)
{
	if (!habits)
		return;
	map_free(habits->kinds);
	free(habits->items);
	free(habits);
}

struct habit *
habits_of(struct habits *habits, enum platform platform, struct span ident)
{
	struct str kind = STR_INIT;
	size_t i = habits->count;

	str_addf(&kind, "%d ", (int)platform);
	if (habits->count < KINDS_MAX)
		str_add_span(&kind, ident);
	if (map_add(habits->kinds, str_span(&kind), i, &i)) {
		habits->items = grow_array(habits->items, habits->count,
		    &habits->capacity, sizeof(*habits->items));
		habits->items[habits->count++] = (struct habit){0};
	}
	str_release(&kind);
	return &habits->items[i];
}
