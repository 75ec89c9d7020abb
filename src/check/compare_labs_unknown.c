/*
 * A lab that was learnt from devices knows nothing of what only devices could
 * tell that were not reached.  So what it does not show is not always a change.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "check/compare_labs_work.h"

static void
mark(bool *alive, const struct cable *cables, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		alive[cables[i].a.device] = true;
		alive[cables[i].b.device] = true;
	}
}

bool *
unknown_find_alive(const struct compared_lab *lab)
{
	const struct learned *learned = lab->learned;
	const struct topology *t = lab->topology;
	bool *alive = xcalloc(t->device_count + 1, sizeof(*alive));

	for (size_t i = 0; i < t->device_count; i++)
		alive[i] = !learned || learned->statuses[i] == VISIT_OK;
	if (!learned)
		return alive;
	mark(alive, t->cables, t->cable_count);
	mark(alive, learned->one_way, learned->one_way_count);
	mark(alive, learned->shared, learned->shared_count);
	return alive;
}

bool
unknown_could_be(const struct compared_lab *lab, const bool *alive,
    const char *const names[2])
{
	size_t reached = 0;
	bool silent = false;

	if (!lab->learned)
		return false;
	for (size_t i = 0; i < 2; i++) {
		size_t index;

		if (!topology_find_device(lab->topology, span_of(names[i]),
			&index))
			return false;
		reached += lab->learned->statuses[index] == VISIT_OK;
		silent = silent || !alive[index];
	}
	return reached == 0 || (reached == 1 && silent);
}

void
unknown_drop(struct comparing *c)
{
	const struct compared_lab old = {c->old, c->old_learned};
	struct judgement *j = c->difference->judgement;
	bool *alive = unknown_find_alive(&old);
	size_t kept = 0;

	for (size_t i = 0; i < j->finding_count; i++) {
		const struct finding *f = &j->findings[i];
		bool unknown = f->kind == FINDING_EXTRA;

		for (size_t k = 0; unknown && k < f->observed_count; k++) {
			const struct observed_cable *o =
			    &j->observed[f->observed[k]];
			const char *const names[] = {o->a.device_name,
			    o->b.device_name};

			unknown = unknown_could_be(&old, alive, names);
		}
		if (unknown)
			c->difference->unknown_before += f->observed_count;
		else
			j->findings[kept++] = *f;
	}
	j->finding_count = kept;
	free(alive);
}
