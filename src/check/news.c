/*
 * Holding a judgement against the ledger; see news.h for the two rules.
 *
 * What is open and not seen any more, an entry, goes down this list and stops
 * at the first line that holds:
 *
 *   fixed       it is proved: see news_proof.c
 *   withdrawn   the plan was changed, and no longer asks for it
 *   in doubt    somebody whose word is needed has fallen silent since
 *   changed     another finding has one of its cables or ports now
 *   withdrawn   it is about nothing that is judged
 *   in doubt    for whatever reason
 *
 * Then the findings that no entry knows: what an entry became is *changed*,
 * what may be the shadow of a silent device is *held*, and the rest is new.
 */
#include "check/news.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "check/ledger.h"
#include "check/news_work.h"

/* --- what is there now ---------------------------------------------------- */

static void
index_port(struct news_work *c, const char *device, const char *port, size_t i)
{
	struct str key = STR_INIT;

	ledger_add_port(&key, device, port);
	map_add(c->by_port, str_span(&key), i, NULL);
	str_release(&key);
}

static void
index_finding(struct news_work *c, size_t i)
{
	const struct judgement *j = c->judgement;
	const struct finding *f = &j->findings[i];

	for (size_t k = 0; k < f->cable_count; k++) {
		const struct cable *cable = &j->topology->cables[f->cables[k]];
		const struct endpoint *ends[] = {&cable->a, &cable->b};

		if (!c->finding_of[f->cables[k]])
			c->finding_of[f->cables[k]] = i + 1;
		for (size_t e = 0; e < COUNT_OF(ends); e++)
			index_port(c,
			    j->topology->devices[ends[e]->device].name,
			    ends[e]->port, i);
	}
	for (size_t k = 0; k < f->observed_count; k++) {
		const struct observed_cable *o = &j->observed[f->observed[k]];
		struct str key = STR_INIT;

		ledger_add_observed(&key, o);
		map_add(c->by_edge, str_span(&key), i, NULL);
		str_release(&key);
		index_port(c, o->a.device_name, o->a.name, i);
		index_port(c, o->b.device_name, o->b.name, i);
	}
}

static void
index_now(struct news_work *c)
{
	const struct judgement *j = c->judgement;

	for (size_t i = 0; i < j->topology->cable_count; i++)
		map_add(c->cables, span_of(j->topology->cables[i].id), i, NULL);
	for (size_t i = 0; i < j->finding_count; i++) {
		if (news_takes_over(j->findings[i].kind))
			index_finding(c, i);
	}
}

/* --- what it became ------------------------------------------------------- */

static void
note_relative(struct news_work *c, size_t entry, size_t finding,
    size_t *relatives)
{
	/* The same one comes once for each of its ports, and mostly in a row.
	 */
	for (size_t i = c->pair_count; i-- > c->pair_count - *relatives;) {
		if (c->pairs[i].finding == finding)
			return;
	}
	c->pairs = grow_array(c->pairs, c->pair_count, &c->pair_capacity,
	    sizeof(*c->pairs));
	c->pairs[c->pair_count++] = (struct news_pair){finding, entry};
	(*relatives)++;
}

/*
 * The findings of now that have a cable or port of an entry, as pairs at the
 * end of the list; how many.
 */
static size_t
find_relatives(struct news_work *c, size_t entry)
{
	const struct ledger_entry *e = &c->before->items[entry];
	size_t relatives = 0;
	size_t index;

	for (size_t i = 0; i < e->past.cables.count; i++) {
		if (map_find(c->cables, span_of(e->past.cables.items[i]),
			&index) &&
		    c->finding_of[index])
			note_relative(c, entry, c->finding_of[index] - 1,
			    &relatives);
	}
	for (size_t i = 0; i < e->ports.count; i++) {
		if (map_find(c->by_port, span_of(e->ports.items[i]), &index))
			note_relative(c, entry, index, &relatives);
	}
	return relatives;
}

/* What is known already is only named where nothing new explains it. */
static void
keep_new_relatives(struct news_work *c, size_t first)
{
	size_t count = first;

	for (size_t i = first; i < c->pair_count; i++) {
		if (!c->known[c->pairs[i].finding])
			c->pairs[count++] = c->pairs[i];
	}
	if (count > first)
		c->pair_count = count;
}

/* --- the entries that are gone -------------------------------------------- */

static void
doubt(struct news_work *c, const struct ledger_entry *entry)
{
	struct news *n = c->news;
	size_t device = news_find_silent(c, entry, true);

	n->kept[n->kept_count++] = entry;
	if (entry->unsure)
		return;
	if (device == DEVICE_FOREIGN)
		device = news_find_silent(c, entry, false);
	n->doubts[n->doubt_count++] = (struct news_doubt){entry, device};
}

static void
settle(struct news_work *c, size_t index)
{
	const struct ledger_entry *entry = &c->before->items[index];
	struct news *n = c->news;
	size_t first = c->pair_count;
	size_t relatives;

	if (news_is_fixed(c, entry)) {
		n->fixed[n->fixed_count++] = entry;
		return;
	}
	if (c->pass->plan_changed && news_cables_are_withdrawn(c, entry)) {
		n->withdrawn[n->withdrawn_count++] = entry;
		return;
	}
	relatives = find_relatives(c, index);
	keep_new_relatives(c, first);
	if (news_find_silent(c, entry, true) != DEVICE_FOREIGN) {
		for (size_t i = first; i < c->pair_count; i++)
			c->held[c->pairs[i].finding] = true;
		c->pair_count = first;
		doubt(c, entry);
	} else if (relatives) {
		for (size_t i = first; i < c->pair_count; i++)
			c->changed[c->pairs[i].finding] = true;
	} else if (news_is_withdrawn(c, entry)) {
		n->withdrawn[n->withdrawn_count++] = entry;
	} else {
		doubt(c, entry);
	}
}

/* --- the findings of now -------------------------------------------------- */

static bool
fell_silent_lately(const struct news_work *c, size_t device)
{
	const char *name;
	size_t number;

	if (device == DEVICE_FOREIGN || !ledger_is_silent(c->judgement, device))
		return false;
	name = c->judgement->topology->devices[device].name;
	if (!map_find(c->silent, span_of(name), &number))
		return true;
	return c->pass->seconds - c->before->silent.items[number].since <
	       NEWS_HOLD_SECONDS;
}

static bool
may_be_shadow(const struct news_work *c, const struct finding *f)
{
	const struct judgement *j = c->judgement;

	if (!c->before || news_is_of_answer(f->kind))
		return false;
	for (size_t i = 0; i < f->cable_count; i++) {
		const struct cable *cable = &j->topology->cables[f->cables[i]];

		if (fell_silent_lately(c, cable->a.device) ||
		    fell_silent_lately(c, cable->b.device))
			return true;
	}
	for (size_t i = 0; i < f->observed_count; i++) {
		const struct observed_cable *o = &j->observed[f->observed[i]];

		if (fell_silent_lately(c, o->a.device) ||
		    fell_silent_lately(c, o->b.device))
			return true;
	}
	return false;
}

static void
sort_findings(struct news_work *c)
{
	const struct judgement *j = c->judgement;
	struct news *n = c->news;

	for (size_t i = 0; i < j->finding_count; i++) {
		bool is_new = !c->known[i] && !c->changed[i];

		c->held[i] =
		    is_new && (c->held[i] || may_be_shadow(c, &j->findings[i]));
		n->held_count += c->held[i];
		if (is_new && !c->held[i])
			n->fresh[n->fresh_count++] = &j->findings[i];
	}
	n->held = c->held;
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct news_pair *x = a;
	const struct news_pair *y = b;

	if (x->finding != y->finding)
		return x->finding < y->finding ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void
sort_changes(struct news_work *c)
{
	struct news *n = c->news;

	const struct ledger_entry **was =
	    arena_array(c->arena, c->pair_count, sizeof(*was));

	n->changed = arena_array(c->arena, c->pair_count, sizeof(*n->changed));
	if (!c->pair_count)
		return;
	qsort(c->pairs, c->pair_count, sizeof(*c->pairs), compare_pairs);
	for (size_t i = 0; i < c->pair_count; i++) {
		const struct finding *now =
		    &c->judgement->findings[c->pairs[i].finding];
		struct news_change *change;

		if (!i || c->pairs[i].finding != c->pairs[i - 1].finding)
			n->changed[n->changed_count++] = (struct news_change){
			    .now = now,
			    .was = &was[i],
			};
		change = &n->changed[n->changed_count - 1];
		change->was[change->was_count++] =
		    &c->before->items[c->pairs[i].entry];
	}
}

/* --- the entries that are still there ------------------------------------- */

static void
recognise(struct news_work *c)
{
	const struct judgement *j = c->judgement;
	struct news *n = c->news;

	for (size_t i = 0; c->before && i < j->finding_count; i++) {
		const struct finding *finding = &j->findings[i];
		const struct ledger_entry *entry;
		size_t index;

		if (!map_find(c->ids, span_of(finding->id), &index))
			continue;
		entry = &c->before->items[index];
		c->seen[index] = true;
		c->known[i] = true;
		if (entry->unsure)
			n->still[n->still_count++] = finding;
		if (entry->waived != (finding->waived != NULL))
			note_relative(c, index, i, &(size_t){0});
	}
}

/* --- devices -------------------------------------------------------------- */

static void
add_silent(struct news_work *c, size_t device, size_t **lost)
{
	struct news *n = c->news;
	const char *name = c->judgement->topology->devices[device].name;
	struct silent_device *one = &n->silent.items[n->silent.count++];
	size_t number;

	one->name = name;
	if (map_find(c->silent, span_of(name), &number)) {
		one->since = c->before->silent.items[number].since;
		return;
	}
	/* Whoever was silent from the start may have been so for days. */
	one->since = c->pass->seconds - (c->before ? 0 : NEWS_HOLD_SECONDS);
	(*lost)[n->lost_count++] = device;
}

static void
compare_devices(struct news_work *c)
{
	const struct judgement *j = c->judgement;
	struct news *n = c->news;
	size_t count = j->topology->device_count;
	size_t *lost = arena_array(c->arena, count, sizeof(*lost));
	size_t *back = arena_array(c->arena, count, sizeof(*back));
	size_t ignored;

	n->silent.items =
	    arena_array(c->arena, count, sizeof(*n->silent.items));
	for (size_t i = 0; i < count; i++) {
		const char *name = j->topology->devices[i].name;

		if (ledger_is_silent(j, i))
			add_silent(c, i, &lost);
		else if (map_find(c->silent, span_of(name), &ignored) &&
			 j->observations->items[i].status == VISIT_OK)
			back[n->back_count++] = i;
	}
	n->lost = lost;
	n->back = back;
}

/* --- all of it ------------------------------------------------------------ */

static void
make_room(struct news_work *c)
{
	const struct judgement *j = c->judgement;
	size_t before = c->before ? c->before->count : 0;
	size_t now = j->finding_count;
	struct news *n = c->news;

	c->ids = map_new();
	c->silent = map_new();
	c->cables = map_new();
	c->by_port = map_new();
	c->by_edge = map_new();
	c->finding_of = arena_array(c->arena, j->topology->cable_count,
	    sizeof(*c->finding_of));
	c->seen = arena_array(c->arena, before, sizeof(*c->seen));
	c->known = arena_array(c->arena, now, sizeof(*c->known));
	c->changed = arena_array(c->arena, now, sizeof(*c->changed));
	c->held = arena_array(c->arena, now, sizeof(*c->held));
	n->fresh = arena_array(c->arena, now, sizeof(*n->fresh));
	n->still = arena_array(c->arena, now, sizeof(*n->still));
	n->fixed = arena_array(c->arena, before, sizeof(*n->fixed));
	n->withdrawn = arena_array(c->arena, before, sizeof(*n->withdrawn));
	n->doubts = arena_array(c->arena, before, sizeof(*n->doubts));
	n->kept = arena_array(c->arena, before, sizeof(*n->kept));
	for (size_t i = 0; i < before; i++)
		map_add(c->ids, span_of(c->before->items[i].past.id), i, NULL);
	for (size_t i = 0; c->before && i < c->before->silent.count; i++)
		map_add(c->silent, span_of(c->before->silent.items[i].name), i,
		    NULL);
}

static bool
differs(const struct news_work *c)
{
	const struct news *n = c->news;

	return n->is_first || n->fresh_count || n->changed_count ||
	       n->fixed_count || n->withdrawn_count || n->doubt_count ||
	       n->still_count || n->lost_count || n->back_count ||
	       memcmp(&c->before->summary, &c->judgement->summary,
		   sizeof(c->before->summary)) != 0;
}

struct news *
news_of(const struct ledger *before, const struct judgement *judgement,
    const struct news_pass *pass)
{
	struct news_work c = {
	    .before = before,
	    .judgement = judgement,
	    .pass = pass,
	    .arena = judgement->arena,
	    .news = arena_alloc(judgement->arena, sizeof(struct news)),
	};

	c.news->is_first = !before;
	make_room(&c);
	index_now(&c);
	compare_devices(&c);
	recognise(&c);
	for (size_t i = 0; before && i < before->count; i++) {
		if (!c.seen[i])
			settle(&c, i);
	}
	sort_findings(&c);
	sort_changes(&c);
	c.news->differs = differs(&c);
	map_free(c.ids);
	map_free(c.silent);
	map_free(c.cables);
	map_free(c.by_port);
	map_free(c.by_edge);
	free(c.pairs);
	return c.news;
}
