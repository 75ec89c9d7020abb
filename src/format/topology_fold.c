/*
 * Two ends make a step when they differ in one number, by one:
 *
 *   leaf1:Ethernet1/49   leaf2:Ethernet1/49      leaf[1-2]:Ethernet1/49
 *   spine1:Ethernet1/1   spine1:Ethernet1/2      spine1:Ethernet1/[1-2]
 *
 * A fold goes on as long as both ends make the same kind of step.  Cables are
 * first put in the order of devices and ports, which brings together what runs
 * from one device to another, then those left over in the order of their port
 * and their other end, which brings together one port of many devices.
 */
#include "format/topology_fold.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/ifname.h"

#define DIGITS_MAX 8

/* Where two texts differ in one number: "leaf" 1 ":Ethernet1/49". */
struct number {
	size_t at;
	size_t length;
	unsigned long value;
};

/* One end of a cable as it is written. */
static char *
end_text(const struct topology *t, const struct endpoint *end)
{
	return str_printf("%s:%s", t->devices[end->device].name, end->port);
}

static const struct endpoint *
end_of(const struct topology *t, size_t cable, bool b)
{
	return b ? &t->cables[cable].b : &t->cables[cable].a;
}

/* The number around byte `at` of `text`. */
static bool
number_around(const char *text, size_t at, struct number *number)
{
	size_t start = at;
	size_t end = at;
	char digits[DIGITS_MAX + 1];

	while (start > 0 && isdigit((unsigned char)text[start - 1]))
		start--;
	while (isdigit((unsigned char)text[end]))
		end++;
	if (start == end || end - start > DIGITS_MAX ||
	    (text[start] == '0' && end - start > 1))
		return false;
	memcpy(digits, text + start, end - start);
	digits[end - start] = '\0';
	*number =
	    (struct number){start, end - start, strtoul(digits, NULL, 10)};
	return true;
}

/*
 * True when `next` is `text` with one number larger by one.  Of two numbers
 * that begin alike (9 and 10) the first different byte is in both.
 */
static bool
makes_step(const char *text, const char *next, struct number *number)
{
	struct number after;
	size_t at = 0;

	while (text[at] && text[at] == next[at])
		at++;
	if (!number_around(text, at, number) ||
	    !number_around(next, at, &after) || after.at != number->at ||
	    after.value != number->value + 1)
		return false;
	return strcmp(text + number->at + number->length,
		   next + after.at + after.length) == 0;
}

/* What is said of one cable cannot be said of a row of them. */
static bool
is_bare(const struct cable *cable)
{
	return cable->state == CABLE_INSTALLED && !cable->label &&
	       !cable->color && !cable->type && !cable->length &&
	       !cable->note && !cable->via.count;
}

/* Brackets mean ranges, and a device with a colon has no short form. */
static bool
is_plain(const struct topology *t, const struct endpoint *end)
{
	return !strpbrk(t->devices[end->device].name, "[]:") &&
	       !strpbrk(end->port, "[]");
}

static bool
end_makes_step(const struct topology *t, const struct endpoint *from,
    const struct endpoint *to, struct number *number)
{
	char *text = end_text(t, from);
	char *next = end_text(t, to);
	bool ok = is_plain(t, from) && is_plain(t, to) &&
		  makes_step(text, next, number);

	free(text);
	free(next);
	return ok;
}

/* The numbers that count up from one cable to the next, at both ends. */
static bool
cable_makes_step(const struct topology *t, size_t from, size_t to,
    struct number numbers[2])
{
	return is_bare(&t->cables[from]) && is_bare(&t->cables[to]) &&
	       end_makes_step(t, end_of(t, from, false), end_of(t, to, false),
		   &numbers[0]) &&
	       end_makes_step(t, end_of(t, from, true), end_of(t, to, true),
		   &numbers[1]);
}

/* --- order -----------------------------------------------------------------
 */

struct sorting {
	const struct topology *topology;
	bool by_port; /* the first end's port counts before its device */
};

static int
compare_devices(const struct topology *t, const struct endpoint *a,
    const struct endpoint *b)
{
	return text_natural_compare(t->devices[a->device].name,
	    t->devices[b->device].name);
}

static int
compare_cables(const void *left, const void *right, void *context)
{
	const struct sorting *sorting = context;
	const struct topology *t = sorting->topology;
	const struct cable *a = &t->cables[*(const size_t *)left];
	const struct cable *b = &t->cables[*(const size_t *)right];
	int ports = ifname_compare(a->a.port, b->a.port);
	int order = 0;

	if (sorting->by_port)
		order = ports ? ports : compare_devices(t, &a->b, &b->b);
	if (!order)
		order = compare_devices(t, &a->a, &b->a);
	if (!order)
		order = ports;
	if (!order)
		order = compare_devices(t, &a->b, &b->b);
	return order ? order : ifname_compare(a->b.port, b->b.port);
}

static void
sort_cables(struct folds *folds, size_t first, size_t count, bool by_port)
{
	struct sorting sorting = {folds->topology, by_port};

	if (count)
		qsort_r(folds->order + first, count, sizeof(*folds->order),
		    compare_cables, &sorting);
}

/* --- folding ---------------------------------------------------------------
 */

/* How many cables from place `first` on, below `end`, count up together. */
static size_t
count_run(const struct folds *folds, size_t first, size_t end)
{
	const size_t *order = folds->order;
	struct number start[2] = {{0, 0, 0}, {0, 0, 0}};
	size_t count = 1;

	while (first + count < end) {
		struct number step[2];

		if (!cable_makes_step(folds->topology, order[first + count - 1],
			order[first + count], step))
			break;
		if (count == 1)
			memcpy(start, step, sizeof(start));
		else if (step[0].at != start[0].at || step[1].at != start[1].at)
			break;
		count++;
	}
	return count;
}

/*
 * Folds what can be folded of the places from `first` on; the others go behind
 * them, and their first place is returned.
 */
static size_t
fold_runs(struct folds *folds, size_t first, size_t end, size_t least)
{
	size_t *single = xcalloc(end - first + 1, sizeof(*single));
	size_t *folded = xcalloc(end - first + 1, sizeof(*folded));
	size_t singles = 0;
	size_t kept = 0;

	for (size_t i = first; i < end;) {
		size_t count = count_run(folds, i, end);

		if (count < least) {
			single[singles++] = folds->order[i++];
			continue;
		}
		folds->items[folds->count++] =
		    (struct fold){first + kept, count};
		memcpy(folded + kept, folds->order + i,
		    count * sizeof(*folded));
		kept += count;
		i += count;
	}
	memcpy(folds->order + first, folded, kept * sizeof(*folded));
	memcpy(folds->order + first + kept, single, singles * sizeof(*single));
	free(single);
	free(folded);
	return first + kept;
}

static int
compare_folds(const void *left, const void *right, void *context)
{
	const struct folds *folds = context;
	struct sorting sorting = {folds->topology, false};
	const struct fold *a = left;
	const struct fold *b = right;

	return compare_cables(&folds->order[a->first], &folds->order[b->first],
	    &sorting);
}

void
folds_make(struct folds *folds, const struct topology *topology)
{
	size_t count = topology->cable_count;
	size_t rest;

	*folds = (struct folds){.topology = topology};
	folds->order = xcalloc(count + 1, sizeof(*folds->order));
	folds->items = xcalloc(count + 1, sizeof(*folds->items));
	for (size_t i = 0; i < count; i++)
		folds->order[i] = i;
	sort_cables(folds, 0, count, false);
	rest = fold_runs(folds, 0, count, 2);
	sort_cables(folds, rest, count - rest, true);
	rest = fold_runs(folds, rest, count, 2);
	fold_runs(folds, rest, count, 1);
	qsort_r(folds->items, folds->count, sizeof(*folds->items),
	    compare_folds, folds);
}

void
folds_release(struct folds *folds)
{
	free(folds->order);
	free(folds->items);
}

static void
add_range(struct str *out, const char *text, const struct number *number,
    size_t count)
{
	str_add_span(out, span_make(text, number->at));
	str_addf(out, "[%lu-%lu]", number->value, number->value + count - 1);
	str_add(out, text + number->at + number->length);
}

void
folds_add_ends(const struct folds *folds, const struct fold *fold,
    struct str *a, struct str *b)
{
	const struct topology *t = folds->topology;
	const size_t *order = folds->order + fold->first;
	struct str *const outs[] = {a, b};
	struct number numbers[2];

	if (fold->count < 2 ||
	    !cable_makes_step(t, order[0], order[1], numbers))
		bug("no fold");
	for (size_t i = 0; i < COUNT_OF(outs); i++) {
		char *text = end_text(t, end_of(t, order[0], i == 1));

		add_range(outs[i], text, &numbers[i], fold->count);
		free(text);
	}
}
