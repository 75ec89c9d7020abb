/*
 * Taking votes: only the miswired cables are asked, so this costs nothing
 * where all is well.
 */
#include "check/votes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/desired.h"

static void
add_vote(struct votes *votes, struct vote vote)
{
	votes->items = grow_array(votes->items, votes->count, &votes->capacity,
	    sizeof(*votes->items));
	votes->items[votes->count++] = vote;
}

/*
 * What is heard at `near` instead of its cable's other end `right`: the same
 * port of another device?
 */
static void
ask_end(struct votes *votes, const struct comparison *c, uint32_t near,
    uint32_t right)
{
	const struct port_record *wanted = &c->ports.items[right];
	uint32_t own = comparison_find_edge(c, near, right);
	bool self =
	    own != NONE && c->edges[own].heard[c->edges[own].port[0] != right];

	for (uint32_t e = comparison_first_edge(c, near); e != NONE;
	     e = comparison_next_edge(c, e, near)) {
		uint32_t far = comparison_edge_far(c, e, near);
		const struct port_record *there = &c->ports.items[far];

		/* Equal names are equal pointers; see names.h. */
		if (there->name != wanted->name ||
		    there->device == wanted->device)
			continue;
		/* Where the plan had it until now, nobody is out of place. */
		if (desired_removed_cable(c, e) != NONE)
			continue;
		add_vote(votes,
		    (struct vote){
			.place = wanted->device,
			.box = there->device,
			.name = there->device == NONE
				    ? comparison_port(c, far).device_name
				    : NULL,
			.port = wanted->name,
			.witness = c->ports.items[near].device,
			.self = self,
		    });
	}
}

static int
compare_boxes(const struct vote *a, const struct vote *b)
{
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if (a->box != b->box)
		return a->box < b->box ? -1 : 1;
	return a->name ? strcmp(a->name, b->name) : 0;
}

static int
compare_votes(const void *left, const void *right)
{
	const struct vote *a = left;
	const struct vote *b = right;
	int order = compare_boxes(a, b);

	return order ? order : strcmp(a->port, b->port);
}

static void
count_votes(struct votes *votes)
{
	if (votes->count)
		qsort(votes->items, votes->count, sizeof(*votes->items),
		    compare_votes);
	for (size_t i = 0; i < votes->count; i++) {
		struct tally *t;

		if (!i ||
		    compare_boxes(&votes->items[i - 1], &votes->items[i])) {
			votes->tallies = grow_array(votes->tallies,
			    votes->tally_count, &votes->tally_capacity,
			    sizeof(*votes->tallies));
			votes->tallies[votes->tally_count++] =
			    (struct tally){.votes = &votes->items[i]};
		}
		t = &votes->tallies[votes->tally_count - 1];
		t->count++;
		t->self += votes->items[i].self;
	}
}

void
votes_take(struct votes *votes, const struct comparison *c)
{
	for (size_t i = 0; i < c->topology->cable_count; i++) {
		if (c->judgement->verdicts[i] != VERDICT_MISWIRED)
			continue;
		ask_end(votes, c, c->ends[i][0], c->ends[i][1]);
		ask_end(votes, c, c->ends[i][1], c->ends[i][0]);
	}
	count_votes(votes);
}

void
votes_release(struct votes *votes)
{
	free(votes->items);
	free(votes->tallies);
}
