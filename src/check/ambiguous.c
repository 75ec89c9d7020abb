/*
 * A name that fits several devices of the plan is one mistake, in the plan or
 * on a device, however many ports hear it: so there is one finding for each
 * set of devices that are taken for one another.  It is the set that counts and
 * not the name, for whoever decorates a name in a thousand ways must not make
 * the report long.
 */
#include "check/ambiguous.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/order.h"

struct item {
	const struct ambiguity *ambiguity;
	struct place_key place;
	size_t index;
};

static int
compare_candidates(const struct ambiguity *a, const struct ambiguity *b)
{
	if (a->candidate_count != b->candidate_count)
		return a->candidate_count < b->candidate_count ? -1 : 1;
	return memcmp(a->candidates, b->candidates,
	    a->candidate_count * sizeof(*a->candidates));
}

/* By candidates, then by where it is heard, then as printed. */
static int
compare_items(const void *a, const void *b)
{
	const struct item *ia = a;
	const struct item *ib = b;
	int order = compare_candidates(ia->ambiguity, ib->ambiguity);

	if (order == 0)
		order = order_compare_places(&ia->place, &ib->place);
	if (order == 0)
		order = ia->index < ib->index ? -1 : ia->index > ib->index;
	return order;
}

/* All that was heard of one set of devices. */
static void
add_finding(struct comparison *c, const struct item *items, size_t count)
{
	struct draft *draft = comparison_add_finding(c, FINDING_AMBIGUOUS);
	size_t *indices = arena_array(c->arena, count, sizeof(*indices));

	for (size_t i = 0; i < count; i++)
		indices[i] = items[i].index;
	draft->finding.devices = items->ambiguity->candidates;
	draft->finding.device_count = items->ambiguity->candidate_count;
	draft->finding.ambiguities = indices;
	draft->finding.ambiguity_count = count;
	draft->place = items->place;
}

void
ambiguous_run(struct comparison *c)
{
	const struct judgement *j = c->judgement;
	size_t count = j->ambiguity_count;
	struct item *items = xcalloc(count + 1, sizeof(*items));

	for (size_t i = 0; i < count; i++) {
		const struct ambiguity *a = &j->ambiguities[i];

		items[i] = (struct item){
		    .ambiguity = a,
		    .place = {.rank = c->device_ranks[a->device],
			.device = "",
			.port = a->port},
		    .index = i,
		};
	}
	if (count)
		qsort(items, count, sizeof(*items), compare_items);
	for (size_t from = 0, to; from < count; from = to) {
		to = from + 1;
		while (to < count && compare_candidates(items[from].ambiguity,
					 items[to].ambiguity) == 0)
			to++;
		add_finding(c, items + from, to - from);
	}
	free(items);
}
