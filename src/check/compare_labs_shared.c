/*
 * Cables of ports at which several are seen: those of a hub, for example, at
 * which everybody hears everybody else.
 *
 * The comparison deals in plugs, and a port holds one.  So a shared cable takes
 * part in it only where the other lab has it as an ordinary cable: it is there,
 * and among others now, or no more.  The rest are compared one by one, each by
 * its two ends.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "check/compare_labs_work.h"

/* The same whichever end comes first. */
static char *
cable_key(const struct topology *t, const struct cable *cable)
{
	char *a = str_printf("%s\n%s", t->devices[cable->a.device].name,
	    cable->a.port);
	char *b = str_printf("%s\n%s", t->devices[cable->b.device].name,
	    cable->b.port);
	bool in_order = text_natural_compare(a, b) <= 0;
	char *key = str_printf("%s\n%s", in_order ? a : b, in_order ? b : a);

	free(a);
	free(b);
	return key;
}

bool
shared_has(const struct map *shared, const struct topology *t,
    const struct cable *cable)
{
	char *key = cable_key(t, cable);
	size_t ignored;
	bool has = map_find(shared, span_of(key), &ignored);

	free(key);
	return has;
}

static void
add_all(struct map *map, const struct topology *t, const struct cable *cables,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *key = cable_key(t, &cables[i]);

		if (cables[i].state != CABLE_REMOVED)
			map_set(map, span_of(key), i);
		free(key);
	}
}

static struct map *
shared_of(const struct topology *t, const struct learned *learned)
{
	struct map *map = map_new();

	if (learned)
		add_all(map, t, learned->shared, learned->shared_count);
	return map;
}

/* All others, those that one end tells of among them. */
static struct map *
ordinary_of(const struct topology *t, const struct learned *learned)
{
	struct map *map = map_new();

	add_all(map, t, t->cables, t->cable_count);
	if (learned)
		add_all(map, t, learned->one_way, learned->one_way_count);
	return map;
}

void
shared_begin(struct comparing *c)
{
	c->shared_old = shared_of(c->old, c->old_learned);
	c->shared_new = shared_of(c->new_, c->new_learned);
}

void
shared_end(struct comparing *c)
{
	map_free(c->shared_old);
	map_free(c->shared_new);
}

void
shared_add_cables(struct comparing *c)
{
	const struct learned *learned = c->old_learned;
	struct map *ordinary = ordinary_of(c->new_, c->new_learned);

	for (size_t i = 0; learned && i < learned->shared_count; i++) {
		if (shared_has(ordinary, c->old, &learned->shared[i]))
			compare_labs_add_cable(c, learned->shared[i], false);
	}
	map_free(ordinary);
}

void
shared_tell_cables(struct comparing *c)
{
	const struct learned *learned = c->new_learned;
	struct map *ordinary = ordinary_of(c->old, c->old_learned);

	for (size_t i = 0; learned && i < learned->shared_count; i++) {
		if (shared_has(ordinary, c->new_, &learned->shared[i]))
			compare_labs_tell_cable(c, &learned->shared[i]);
	}
	map_free(ordinary);
}

/* Of two labs, what the one shows at shared ports and the other nowhere. */
struct one_sided {
	const struct compared_lab *lab;
	const struct compared_lab *other;
	const struct map *other_shared;
	enum change_kind kind;
	size_t *unknown; /* how many the other one could not know of */
};

static void
compare_one_side(struct comparing *c, const struct one_sided *side)
{
	const struct topology *t = side->lab->topology;
	const struct learned *learned = side->lab->learned;
	struct map *ordinary =
	    ordinary_of(side->other->topology, side->other->learned);
	bool *alive = unknown_find_alive(side->other);

	for (size_t i = 0; learned && i < learned->shared_count; i++) {
		const struct cable *cable = &learned->shared[i];
		const char *const names[] = {t->devices[cable->a.device].name,
		    t->devices[cable->b.device].name};

		if (shared_has(side->other_shared, t, cable) ||
		    shared_has(ordinary, t, cable))
			continue;
		if (unknown_could_be(side->other, alive, names))
			(*side->unknown)++;
		else
			compare_labs_add_change(c,
			    (struct change){
				.kind = side->kind,
				.what = arena_printf(c->lab->arena,
				    "%s, among others",
				    compare_labs_name_cable(c, t, cable)),
			    });
	}
	free(alive);
	map_free(ordinary);
}

void
shared_compare(struct comparing *c)
{
	const struct compared_lab old = {c->old, c->old_learned};
	const struct compared_lab new_ = {c->new_, c->new_learned};
	const struct one_sided gone = {&old, &new_, c->shared_new,
	    CHANGE_REMOVED, &c->difference->unknown};
	const struct one_sided come = {&new_, &old, c->shared_old, CHANGE_ADDED,
	    &c->difference->unknown_before};

	compare_one_side(c, &gone);
	compare_one_side(c, &come);
}
