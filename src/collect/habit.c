/*
 * The habits of kinds of devices; see habit.h.
 */
#include "collect/habit.h"

#include <stdlib.h>

#include <uv.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

struct habits {
	uv_mutex_t lock; /* of all that follows */
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

	if (uv_mutex_init(&habits->lock) != 0)
		bug("no lock to be had");
	habits->kinds = map_new_exact();
	return habits;
}

void
habits_free(struct habits *habits)
{
	if (!habits)
		return;
	uv_mutex_destroy(&habits->lock);
	map_free(habits->kinds);
	free(habits->items);
	free(habits);
}

/* Made when it is new; lives until the next call. */
static struct habit *
find(struct habits *habits, enum platform platform, struct span ident)
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

struct habit
habits_read(struct habits *habits, enum platform platform, struct span ident)
{
	struct habit habit;

	uv_mutex_lock(&habits->lock);
	habit = *find(habits, platform, ident);
	uv_mutex_unlock(&habits->lock);
	return habit;
}

void
habits_count(struct habits *habits, enum platform platform, struct span ident,
    const struct habit *change)
{
	struct habit *habit;

	uv_mutex_lock(&habits->lock);
	habit = find(habits, platform, ident);
	habit->exec += change->exec;
	habit->first_form += change->first_form;
	habit->password += change->password;
	habit->probes += change->probes;
	uv_mutex_unlock(&habits->lock);
}

bool
habits_take_probe(struct habits *habits, enum platform platform,
    struct span ident)
{
	struct habit *habit;
	bool taken;

	uv_mutex_lock(&habits->lock);
	habit = find(habits, platform, ident);
	taken = habit->probes < HABIT_PROBES;
	if (taken)
		habit->probes++;
	uv_mutex_unlock(&habits->lock);
	return taken;
}
