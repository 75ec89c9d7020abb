/*
 * Quoting devices.
 *
 * A neighbor entry knows on which line of the device's text it names the local
 * port.  Finding line 4711 means counting line ends, so all lines wanted of one
 * device are found in a single pass over its text, in the order of their
 * numbers.
 */
#include "check/evidence.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/places.h"

static void
add_line(const struct comparison *c, struct finding *finding, size_t device,
    const struct neighbor *heard)
{
	struct identity_match match;
	size_t teller;

	if (!heard)
		return;
	teller = places_teller(c, device, heard);
	identity_find(c->identity, heard, &match);
	finding->evidence[finding->evidence_count++] = (struct evidence){
	    .device = teller,
	    .file = c->observations->items[teller].file,
	    .line =
		heard->local_port_line ? heard->local_port_line : heard->line,
	    .text = SPAN_ABSENT,
	    .heard = identity_printed_name(heard),
	    .matched_by = match.by,
	};
}

static void
choose_lines(struct comparison *c, struct finding *finding)
{
	const struct observed_cable *observed = c->judgement->observed;

	size_t most = 2 * finding->observed_count + finding->ambiguity_count +
		      finding->mismatch_count;

	if (!most)
		return;
	finding->evidence =
	    arena_array(c->arena, most, sizeof(*finding->evidence));
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *o =
		    &observed[finding->observed[i]];

		add_line(c, finding, o->a.device, o->heard_by_a);
		add_line(c, finding, o->b.device, o->heard_by_b);
	}
	for (size_t i = 0; i < finding->ambiguity_count; i++) {
		const struct ambiguity *a =
		    &c->judgement->ambiguities[finding->ambiguities[i]];

		add_line(c, finding, a->device, a->heard);
	}
	for (size_t i = 0; i < finding->mismatch_count; i++)
		add_line(c, finding, finding->mismatches[i].device,
		    finding->mismatches[i].heard);
}

static int
compare_lines(const void *a, const void *b)
{
	const struct evidence *ea = *(struct evidence *const *)a;
	const struct evidence *eb = *(struct evidence *const *)b;

	if (ea->device != eb->device)
		return ea->device < eb->device ? -1 : 1;
	return ea->line < eb->line ? -1 : ea->line > eb->line;
}

/* A piece that compilers count without a loop. */
#define PIECE ((size_t)64)

static size_t
count_ends(const char *piece)
{
	unsigned char ends = 0;

	for (size_t i = 0; i < PIECE; i++)
		ends = (unsigned char)(ends + (piece[i] == '\n'));
	return ends;
}

/* Drops so many lines, or all that there are. */
static void
skip_lines(struct span *rest, size_t count)
{
	struct span line;
	size_t ends;

	while (count && rest->length >= PIECE &&
	       (ends = count_ends(rest->text)) < count) {
		count -= ends;
		*rest = span_skip(*rest, PIECE);
	}
	while (count && span_next_line(rest, &line))
		count--;
}

/* Quotes the lines, which are sorted and all of one device. */
static void
quote_device(const struct comparison *c, struct evidence **wanted, size_t count)
{
	struct span rest = c->observations->items[wanted[0]->device].text;
	struct span line = SPAN_ABSENT;
	size_t number = 0;

	for (size_t i = 0; i < count; i++) {
		size_t line_wanted = wanted[i]->line;

		if (number < line_wanted) {
			skip_lines(&rest, line_wanted - number - 1);
			if (!span_next_line(&rest, &line))
				return;
			number = line_wanted;
		}
		if (number)
			wanted[i]->text = line;
	}
}

void
evidence_find(struct comparison *c)
{
	struct judgement *j = c->judgement;
	struct evidence **wanted;
	size_t count = 0;

	for (size_t i = 0; i < j->finding_count; i++) {
		choose_lines(c, &j->findings[i]);
		count += j->findings[i].evidence_count;
	}
	wanted = xcalloc(count + 1, sizeof(struct evidence *));
	count = 0;
	for (size_t i = 0; i < j->finding_count; i++) {
		struct finding *f = &j->findings[i];

		for (size_t k = 0; k < f->evidence_count; k++)
			wanted[count++] = &f->evidence[k];
	}
	if (count)
		qsort(wanted, count, sizeof(*wanted), compare_lines);
	for (size_t from = 0, to; from < count; from = to) {
		to = from + 1;
		while (to < count && wanted[to]->device == wanted[from]->device)
			to++;
		quote_device(c, wanted + from, to - from);
	}
	free(wanted);
}
