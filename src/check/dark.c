/*
 * A device that is not reached and that nobody hears may be switched off, or
 * not be there at all.  That is one fact, and one finding, however many cables
 * end at it; what those cables are is not known.
 *
 * Reached is a device that let us in and said something.  One that only
 * refused the connection or the password was not: whatever answered there may
 * be another machine with its address.  A cable between two dark devices is
 * listed with the one that comes first by name, because no fault is reported
 * twice; it counts in what both findings explain.
 */
#include "check/dark.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/mem.h"
#include "check/order.h"

/* clang-format off */
static const struct {
	enum visit_status status;
	bool reached;
} visits[] = {
	{ VISIT_OK,            true },
	{ VISIT_NOT_COLLECTED, false },
	{ VISIT_DNS,           false },
	{ VISIT_UNREACHABLE,   false },
	{ VISIT_REFUSED,       false },
	{ VISIT_TIMEOUT,       false },
	{ VISIT_CLOSED,        false },
	{ VISIT_ALGORITHMS,    false },
	{ VISIT_HOST_KEY,      false },
	{ VISIT_AUTH_FAILED,   false },
	{ VISIT_DENIED,        true },
	{ VISIT_CDP_OFF,       true },
	{ VISIT_TRUNCATED,     true },
	{ VISIT_UNPARSABLE,    true },
	{ VISIT_LIMIT,         true },
	{ VISIT_CANCELLED,     false },
};
/* clang-format on */

static bool
is_reached(enum visit_status status)
{
	for (size_t i = 0; i < COUNT_OF(visits); i++) {
		if (visits[i].status == status)
			return visits[i].reached;
	}
	bug("visit status %d", (int)status);
}

static bool
is_dark(const struct comparison *c, size_t device)
{
	const struct observation *o = &c->observations->items[device];

	return !c->judgement->alive[device] && !o->not_wanted &&
	       !o->out_of_scope && !is_reached(o->status);
}

/* What is known of one dark device's cables. */
struct darkness {
	size_t desired;    /* that are judged */
	size_t unverified; /* of them, those that darkness explains */
	size_t *listed;    /* of them, those listed here */
	size_t listed_count;
	size_t capacity;
};

struct search {
	struct comparison *c;
	bool *dark;
	struct darkness *devices;
};

/* A cable at a port of an ignore rule is unverified for that reason. */
static bool
is_explained(const struct comparison *c, size_t cable)
{
	const uint32_t *ends = c->ends[cable];

	return c->judgement->verdicts[cable] == VERDICT_UNVERIFIED &&
	       !c->ports.items[ends[0]].ignored &&
	       !c->ports.items[ends[1]].ignored;
}

static void
count_end(struct search *search, size_t cable, size_t device)
{
	struct darkness *d = &search->devices[device];

	if (!search->dark[device])
		return;
	d->desired++;
	d->unverified += is_explained(search->c, cable);
}

static void
list_cable(struct search *search, size_t cable)
{
	const struct cable *k = &search->c->topology->cables[cable];
	const uint32_t *ranks = search->c->device_ranks;
	size_t device = k->a.device;
	struct darkness *d;

	if (!search->dark[k->a.device] && !search->dark[k->b.device])
		return;
	if (!search->dark[k->a.device] ||
	    (search->dark[k->b.device] &&
		ranks[k->b.device] < ranks[k->a.device]))
		device = k->b.device;
	d = &search->devices[device];
	d->listed = arena_grow(search->c->arena, d->listed, d->listed_count,
	    &d->capacity, sizeof(*d->listed));
	d->listed[d->listed_count++] = cable;
}

static void
sort_cables(const struct comparison *c, struct darkness *d)
{
	struct order_item *items = xcalloc(d->listed_count + 1, sizeof(*items));

	for (size_t i = 0; i < d->listed_count; i++) {
		const uint32_t *ends = c->ends[d->listed[i]];

		items[i] = order_make_item(c, ends[0], ends[1],
		    (uint32_t)d->listed[i]);
	}
	order_sort(items, d->listed_count);
	for (size_t i = 0; i < d->listed_count; i++)
		d->listed[i] = items[i].value;
	free(items);
}

static void
add_finding(struct search *search, size_t device)
{
	struct comparison *c = search->c;
	struct darkness *d = &search->devices[device];
	struct draft *draft = comparison_add_finding(c, FINDING_DEVICE_DARK);
	size_t *devices = arena_array(c->arena, 1, sizeof(*devices));

	sort_cables(c, d);
	devices[0] = device;
	draft->finding.devices = devices;
	draft->finding.device_count = 1;
	draft->finding.has_explains = true;
	draft->finding.explains_cables = d->unverified;
	draft->finding.explains_of = d->desired;
	draft->finding.cables = d->listed;
	draft->finding.cable_count = d->listed_count;
	draft->place = (struct place_key){
	    .rank = c->device_ranks[device],
	    .device = "",
	    .port = "",
	};
}

void
dark_run(struct comparison *c)
{
	size_t count = c->topology->device_count;
	struct search search = {
	    .c = c,
	    .dark = xcalloc(count + 1, sizeof(*search.dark)),
	    .devices = xcalloc(count + 1, sizeof(*search.devices)),
	};

	for (size_t i = 0; i < count; i++)
		search.dark[i] = is_dark(c, i);
	for (size_t i = 0; i < c->topology->cable_count; i++) {
		const struct cable *k = &c->topology->cables[i];

		if (c->judgement->verdicts[i] == VERDICT_NOT_JUDGED)
			continue;
		count_end(&search, i, k->a.device);
		if (k->b.device != k->a.device)
			count_end(&search, i, k->b.device);
		if (is_explained(c, i))
			list_cable(&search, i);
	}
	for (size_t i = 0; i < count; i++) {
		if (search.dark[i])
			add_finding(&search, i);
	}
	free(search.dark);
	free(search.devices);
}
