/*
 * What the text was as a whole: all of the answer, a part of it, a refusal, or
 * something else; see neighbor_state.
 *
 * The program must never take silence for absence: a neighbor that is missing
 * because the text stops early would be reported as a missing cable.  So
 * everything that hints at a cut counts: an entry without its closing lines, a
 * half line, a rule with nothing behind it, a pager that still waits, a count
 * that does not fit.  What cannot be seen is a cut exactly between two entries
 * in a text without a count and without a prompt behind it.
 */
#include <string.h>

#include "base/text.h"
#include "parse/cdp.h"
#include "parse/cdp_walk.h"
#include "parse/chatter.h"

/* As much of a line as an explanation quotes. */
#define QUOTE_MAX 160

/* "dvertisement version: 2", the rest of a label in either case, at `s`. */
static bool
starts_advert(struct span s)
{
	static const char words[] = "dvertisement version";

	if (!span_starts_nocase(s, words))
		return false;
	s = span_skip(s, sizeof(words) - 1);
	while (s.length && (s.text[0] == ' ' || s.text[0] == ':'))
		s = span_skip(s, 1);
	return s.length && s.text[0] >= '0' && s.text[0] <= '9';
}

bool
cdp_walk_has_adverts(struct cdp_walk *walk)
{
	struct span rest = walk->text;
	const char *found;

	if (walk->adverts != ADVERTS_NOT_LOOKED)
		return walk->adverts == ADVERTS_SOME;
	walk->adverts = ADVERTS_NONE;
	while ((found = span_find(rest, "dvertisement ")) != NULL) {
		rest = span_skip(rest, (size_t)(found - rest.text));
		if (starts_advert(rest)) {
			walk->adverts = ADVERTS_SOME;
			break;
		}
		rest = span_skip(rest, 1);
	}
	return walk->adverts == ADVERTS_SOME;
}

void
cdp_verdict_take(struct cdp_walk *walk, struct span line)
{
	struct span *note = NULL;

	if (walk->is_foreign)
		return;
	switch (chatter_of(line)) {
	case CHATTER_OTHER:
		note = &walk->strange;
		break;
	case CHATTER_REFUSAL:
		note = &walk->refusal;
		break;
	case CHATTER_OFF:
		note = &walk->off;
		break;
	case CHATTER_TABLE:
		walk->is_table = true;
		return;
	case CHATTER_IDLE:
		return;
	}
	if (span_is_absent(*note))
		*note = line;
}

void
cdp_verdict_count(struct cdp_walk *walk, long said)
{
	size_t found = walk->list->count - walk->section_start;

	walk->section_start = walk->list->count;
	if (walk->is_table) {
		walk->is_table = false;
		return;
	}
	if ((size_t)said == found || walk->miscount.is_there)
		return;
	walk->miscount = (struct cdp_miscount){true, said, found};
}

bool
cdp_verdict_is_whole(struct cdp_walk *walk, enum cdp_end end)
{
	struct cdp_entry *entry = &walk->entry;

	if (end == END_TEXT && (walk->is_cut || walk->reader.paused))
		return false;
	/* Lines lost in mid text cannot be told from lines never printed. */
	if (entry->has_advert || end == END_NEXT)
		return true;
	if (cdp_walk_has_adverts(walk))
		return false;
	if (end == END_COMMAND)
		return true;
	/*
	 * A shortened text: all entries end alike.  But who keeps the version
	 * keeps the line behind it, so this one may be cut in its very first
	 * entry, and whatever follows may be a part of the version.
	 */
	if (!span_is_absent(entry->neighbor->version))
		return false;
	if (walk->last_label)
		return entry->last == walk->last_label;
	/*
	 * The only entry, and nobody to compare it with: it has all that
	 * cabling needs, so it is taken for a text that somebody shortened by
	 * hand rather than for one cut just here, at the end of a line.
	 */
	return entry->neighbor->local_port.length &&
	       entry->neighbor->port_id.length;
}

/* `before`, the quoted line, and nothing that a terminal would obey. */
static const char *
quote(struct cdp_walk *walk, const char *before, struct span line)
{
	struct str text = STR_INIT;
	const char *result;

	if (line.length > QUOTE_MAX)
		line.length = QUOTE_MAX;
	str_addf(&text, "%s: ", before);
	text_escape(&text, line);
	result = arena_span(walk->list->arena, str_span(&text));
	str_release(&text);
	return result;
}

static void
set_state(struct cdp_walk *walk, enum neighbor_state state, const char *why)
{
	walk->list->state = state;
	walk->list->explanation = why;
}

static const char *
explain_miscount(struct cdp_walk *walk)
{
	return arena_printf(walk->list->arena,
	    "the device counts %ld neighbors, but there are %zu in its output",
	    walk->miscount.said, walk->miscount.found);
}

/* Why the text is not all of the answer, or NULL. */
static const char *
explain_cut(struct cdp_walk *walk)
{
	struct neighbor_list *list = walk->list;

	if (list->count > CDP_NEIGHBORS_MAX)
		return "there are more neighbors than any device has";
	if (walk->cut_entry) {
		struct neighbor *cut = &list->items[walk->cut_entry - 1];

		if (!cut->device_id.length)
			return arena_printf(list->arena,
			    "the output stops inside the entry on line %u",
			    cut->line);
		return quote(walk,
		    arena_printf(list->arena,
			"the output stops inside the entry on line %u",
			cut->line),
		    cut->device_id);
	}
	if (walk->reader.paused)
		return "the output stops at the pager's mark";
	if (walk->ends_in_rule)
		return "the output stops before an entry";
	if (walk->miscount.is_there)
		return explain_miscount(walk);
	return NULL;
}

/* A text without neighbors. */
static void
judge_empty(struct cdp_walk *walk)
{
	const char *cut = explain_cut(walk);

	if (!span_is_absent(walk->off)) {
		set_state(walk, NEIGHBORS_CDP_OFF,
		    quote(walk, "the device says", walk->off));
	} else if (!span_is_absent(walk->refusal)) {
		set_state(walk, NEIGHBORS_DENIED,
		    quote(walk, "the device says", walk->refusal));
	} else if (!span_is_absent(walk->strange)) {
		set_state(walk, NEIGHBORS_NONE,
		    quote(walk,
			"this is not the output of show cdp neighbors detail",
			walk->strange));
	} else if (cut) {
		set_state(walk, NEIGHBORS_TRUNCATED, cut);
	} else if (walk->saw_foreign && !walk->was_asked) {
		set_state(walk, NEIGHBORS_NONE,
		    "there is no output of show cdp neighbors detail in it");
	}
}

void
cdp_verdict_give(struct cdp_walk *walk)
{
	const char *cut = NULL;

	if (!walk->list->count) {
		judge_empty(walk);
		return;
	}
	cut = explain_cut(walk);
	if (!cut && walk->is_cut)
		cut = "the output stops in the middle of a line";
	if (cut)
		set_state(walk, NEIGHBORS_TRUNCATED, cut);
}
