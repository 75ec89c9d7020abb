/*
 * The habits of kinds of devices; see habit.h.
 */
#include "collect/habit.h"

#include <stdlib.h>
#include <string.h>

#include <uv.h>

#include "base/map.h"
#include "base/mem.h"

struct habits {
	uv_mutex_t lock; /* of all that follows */
	struct map *kinds;
	struct habit *items;
	size_t count;
	size_t capacity;
};

/* A device may call itself something new each time. */
#define KINDS_MAX 1000

/* RFC 4253, 4.2: a greeting is no longer. */
#define KIND_LENGTH ((size_t)255)

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
	char kind[1 + KIND_LENGTH];
	size_t length = ident.length < KIND_LENGTH ? ident.length : KIND_LENGTH;
	size_t i = habits->count;

	if (habits->count >= KINDS_MAX)
		length = 0;
	kind[0] = (char)platform;
	if (length)
		memcpy(kind + 1, ident.text, length);
	if (map_add(habits->kinds, span_make(kind, 1 + length), i, &i)) {
		habits->items = grow_array(habits->items, habits->count,
		    &habits->capacity, sizeof(*habits->items));
		habits->items[habits->count++] = (struct habit){0};
	}
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
