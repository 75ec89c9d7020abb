/*
 * What a listing was as a whole: all of the answer, a part of it, a refusal,
 * or something else; see neighbor_state.
 *
 * Silence must never be taken for absence: a neighbor that is missing because
 * the text stops early would be reported as a missing cable.  So everything
 * that hints at a cut counts: an entry that stops before its last lines, a
 * half line, a rule with nothing behind it, a pager that still waits, a count
 * that does not fit.
 */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parse/cdp.h"
#include "parse/chatter.h"
#include "parse/listing_walk.h"

/* As much of a line as an explanation quotes. */
#define QUOTE_MAX 160

static bool
holds(struct span line, const char *words)
{
	size_t length = strlen(words);

	for (size_t i = 0; i + length <= line.length; i++) {
		if (strncasecmp(line.text + i, words, length) == 0)
			return true;
	}
	return false;
}

/* "% LLDP is not enabled", and the like of it. */
static bool
says_off(const struct listing_walk *walk, struct span line)
{
	if (line.length > QUOTE_MAX)
		line.length = QUOTE_MAX;
	return holds(line, walk->dialect->word) &&
	       (holds(line, "not enabled") || holds(line, "not running") ||
		   holds(line, "disabled"));
}

/* The legend of capabilities: "(R) Router, (B) Bridge, ...". */
static bool
is_legend(struct span line)
{
	return line.length > 4 && line.text[0] == '(' && line.text[2] == ')' &&
	       line.text[3] == ' ';
}

void
listing_verdict_take(struct listing_walk *walk, struct span line)
{
	struct span *note = &walk->strange;

	if (says_off(walk, line)) {
		note = &walk->off;
	} else {
		switch (chatter_of(line)) {
		case CHATTER_REFUSAL:
			note = &walk->refusal;
			break;
		case CHATTER_IDLE:
		case CHATTER_TABLE:
		case CHATTER_OFF: /* of CDP, which is not asked for here */
			return;
		case CHATTER_OTHER:
			if (is_legend(line))
				return;
			break;
		}
	}
	if (span_is_absent(*note))
		*note = line;
}

void
listing_verdict_count(struct listing_walk *walk, long said)
{
	size_t found = walk->list->count - walk->section_start;

	walk->section_start = walk->list->count;
	/* The brief table counts its own rows. */
	if (walk->brief->is_open && !found)
		return;
	if ((size_t)said == found || walk->has_miscount)
		return;
	walk->has_miscount = true;
	walk->said = said;
	walk->found = found;
}

bool
listing_verdict_is_whole(struct listing_walk *walk, enum listing_end end)
{
	if (end == LISTING_END_TEXT && (walk->is_cut || walk->reader.paused))
		return false;
	if (walk->in_block)
		return false;
	if (end != LISTING_END_TEXT)
		return true;
	if (walk->last->role == LISTING_TAIL)
		return true;
	/* Or as the entry before did, if somebody has shortened them all. */
	return walk->last == walk->last_label;
}

/* `before`, the quoted line, and nothing that a terminal would obey. */
static const char *
quote(struct listing_walk *walk, const char *before, struct span line)
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
set_state(struct listing_walk *walk, enum neighbor_state state, const char *why)
{
	walk->list->state = state;
	walk->list->explanation = why;
}

/* Why the text is not all of the answer, or NULL. */
static const char *
explain_cut(struct listing_walk *walk)
{
	struct neighbor_list *list = walk->list;

	if (list->count > CDP_NEIGHBORS_MAX)
		return "there are more neighbors than any device has";
	if (walk->cut_entry) {
		struct neighbor *cut = &list->items[walk->cut_entry - 1];
		const char *why = arena_printf(list->arena,
		    "the output stops inside the entry on line %u", cut->line);

		return cut->device_id.length ? quote(walk, why, cut->device_id)
					     : why;
	}
	if (walk->reader.paused)
		return "the output stops at the pager's mark";
	if (walk->ends_in_rule)
		return "the output stops before an entry";
	if (walk->has_miscount)
		return arena_printf(list->arena,
		    "the device counts %ld neighbors, but there are %zu in its "
		    "output",
		    walk->said, walk->found);
	if (list->count && walk->is_cut)
		return "the output stops in the middle of a line";
	return NULL;
}

/* A text without neighbors. */
static void
judge_empty(struct listing_walk *walk)
{
	const char *cut = explain_cut(walk);
	const char *command = walk->dialect->command;
	const char *not_it = arena_printf(walk->list->arena,
	    "this is not the output of %s", command);

	if (!span_is_absent(walk->off))
		set_state(walk, NEIGHBORS_CDP_OFF,
		    quote(walk, "the device says", walk->off));
	else if (!span_is_absent(walk->refusal))
		set_state(walk, NEIGHBORS_DENIED,
		    quote(walk, "the device says", walk->refusal));
	else if (cut)
		set_state(walk, NEIGHBORS_TRUNCATED, cut);
	else if (walk->brief->count)
		set_state(walk, NEIGHBORS_NONE,
		    arena_printf(walk->list->arena,
			"only a brief table is there, not the output of %s",
			command));
	else if (!span_is_absent(walk->strange))
		set_state(walk, NEIGHBORS_NONE,
		    quote(walk, not_it, walk->strange));
	else if (walk->saw_foreign && !walk->was_asked)
		set_state(walk, NEIGHBORS_NONE, not_it);
}

void
listing_verdict_give(struct listing_walk *walk)
{
	const char *cut;

	if (!walk->list->count) {
		judge_empty(walk);
		return;
	}
	cut = explain_cut(walk);
	if (cut)
		set_state(walk, NEIGHBORS_TRUNCATED, cut);
}
