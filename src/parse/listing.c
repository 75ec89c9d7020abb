/*
 * The walk over the lines of a listing; see listing.h.
 *
 * The verdict on the text as a whole is listing_verdict.c's.
 */
#include "parse/listing.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "parse/cdp.h"
#include "parse/chatter.h"
#include "parse/fold.h"
#include "parse/listing_walk.h"

#define TOTAL_MAX 1000000000L

static struct neighbor *
open_neighbor(struct listing_walk *walk)
{
	return &walk->list->items[walk->list->count - 1];
}

/* --- labels -------------------------------------------------------------- */

/* "LABEL : value", or "LABEL - not advertised". */
static bool
split_label(const char *name, struct span line, struct span *value)
{
	size_t length = strlen(name);

	if (line.length <= length || strncasecmp(line.text, name, length) != 0)
		return false;
	line = span_skip_blanks(span_skip(line, length));
	if (!line.length)
		return false;
	if (line.text[0] != ':') {
		*value = line;
		return line.text[0] == '-' && value_is_not_there(line);
	}
	*value = span_trim(span_skip(line, 1));
	return true;
}

const struct listing_label *
listing_label_find(const struct listing_dialect *dialect, struct span line,
    struct span *value)
{
	int first = line.length ? tolower((unsigned char)line.text[0]) : 0;

	for (size_t i = 0; i < dialect->label_count; i++) {
		const struct listing_label *label = &dialect->labels[i];

		if (tolower((unsigned char)label->row.name[0]) == first &&
		    split_label(label->row.name, line, value))
			return label;
	}
	return NULL;
}

static uint64_t
bit_of(const struct listing_walk *walk, const struct listing_label *label)
{
	return (uint64_t)1 << (label - walk->dialect->labels);
}

/* --- entries ------------------------------------------------------------- */

static void
close_block(struct listing_walk *walk)
{
	struct span value = joined_finish(&walk->lines, walk->list->arena);

	if (!walk->in_block)
		return;
	walk->in_block = false;
	/* A block with nothing in it is printed, not absent. */
	if (span_is_absent(value))
		value = walk->block_head;
	value_set(open_neighbor(walk), walk->list->arena, &walk->block->row,
	    value, walk->block_line);
}

/*
 * Of an entry that was cut before its name, or within it, nobody knows
 * whether it has one.
 */
static bool
knows_name(const struct listing_walk *walk)
{
	for (size_t i = 0; i < walk->dialect->label_count; i++) {
		const struct listing_label *label = &walk->dialect->labels[i];

		if (label->row.kind == VALUE_TEXT &&
		    label->row.offset == VALUE_AT(system_name) &&
		    (walk->seen & bit_of(walk, label)))
			return walk->last != label || !walk->is_cut;
	}
	return false;
}

static void
close_entry(struct listing_walk *walk, enum listing_end end)
{
	bool whole;

	if (!walk->is_open)
		return;
	whole = listing_verdict_is_whole(walk, end);
	close_block(walk);
	if (walk->dialect->protocol == NEIGHBOR_LLDP &&
	    (whole || knows_name(walk)))
		value_name_lldp_neighbor(open_neighbor(walk));
	if (!whole) {
		open_neighbor(walk)->truncated = true;
		walk->cut_entry = walk->list->count;
	}
	walk->last_label = walk->last;
	walk->addresses = NULL;
	walk->is_open = false;
}

/* The first line of an entry, or one more of those it begins with? */
static bool
begins_entry(const struct listing_walk *walk, const struct listing_label *label)
{
	return label->role == LISTING_HEAD &&
	       (!walk->is_open || walk->left_head ||
		   (walk->seen & bit_of(walk, label)));
}

static void
open_entry(struct listing_walk *walk, const struct line *line)
{
	struct neighbor *neighbor;

	close_entry(walk, LISTING_END_NEXT);
	neighbor = neighbor_list_add(walk->list);
	neighbor->protocol = walk->dialect->protocol;
	neighbor->line = (uint32_t)line->number;
	walk->is_open = true;
	walk->left_head = false;
	walk->seen = 0;
	walk->last = NULL;
	walk->ends_in_rule = false;
	walk->brief->is_open = false;
	walk->indent = line_indent(line);
}

static void
open_block(struct listing_walk *walk, const struct listing_label *label,
    struct span value, const struct line *line)
{
	if (value_is_not_there(value))
		return;
	walk->in_block = true;
	walk->block = label;
	walk->block_line = line->number;
	walk->block_head = value;
	walk->blanks = 0;
	joined_start(&walk->lines, value.length ? value : SPAN_ABSENT);
}

static void
take_total(struct listing_walk *walk, struct span value)
{
	long said;

	close_entry(walk, LISTING_END_COMMAND);
	walk->ends_in_rule = false;
	if (span_to_number(value, TOTAL_MAX, &said))
		listing_verdict_count(walk, said);
	walk->brief->is_open = false;
}

static void
take_value(struct listing_walk *walk, const struct listing_label *label,
    struct span value, const struct line *line)
{
	bool again = walk->seen & bit_of(walk, label);

	walk->seen |= bit_of(walk, label);
	walk->last = label;
	walk->left_head = walk->left_head || label->role != LISTING_HEAD;
	walk->is_cut = !line->ended && label->row.kind != VALUE_NONE;
	if (label->role == LISTING_ADDRESS) {
		if (!walk->addresses || walk->is_cut)
			return;
		value_set(open_neighbor(walk), walk->list->arena,
		    &(struct value_row){NULL, label->row.kind,
			walk->addresses->row.offset},
		    value, line->number);
		return;
	}
	walk->addresses = label->role == LISTING_LIST ? label : NULL;
	if (again && label->row.kind != VALUE_ADDRESS)
		return;
	if (label->role == LISTING_BLOCK)
		open_block(walk, label, value, line);
	else if (label->role != LISTING_LIST && !walk->is_cut)
		value_set(open_neighbor(walk), walk->list->arena, &label->row,
		    value, line->number);
}

/* --- lines without a label ----------------------------------------------- */

/* A prompt, or an echoed command: what was open is over. */
static void
take_command(struct listing_walk *walk, struct span command)
{
	enum chatter_command kind =
	    chatter_command_of(command, walk->dialect->word);

	close_entry(walk, LISTING_END_COMMAND);
	walk->ends_in_rule = false;
	walk->brief->is_open = false;
	if (!command.length)
		return;
	walk->is_foreign = kind == COMMAND_FOREIGN;
	walk->section_start = walk->list->count;
	walk->was_asked = walk->was_asked || kind == COMMAND_ASKED;
	walk->saw_foreign = walk->saw_foreign || kind == COMMAND_FOREIGN;
	if (kind == COMMAND_ASKED)
		walk->strange = SPAN_ABSENT;
}

static void
take_rule(struct listing_walk *walk, const struct line *line)
{
	close_entry(walk, LISTING_END_NEXT);
	walk->is_cut = !line->ended;
	if (walk->is_foreign)
		return;
	if (!walk->list->count)
		walk->rule_length = line->text.length;
	/* Behind the last entry some releases print a shorter one. */
	walk->ends_in_rule = line->text.length == walk->rule_length;
}

static void
take_other(struct listing_walk *walk, const struct line *line)
{
	struct span prompt;
	struct span command;

	if (chatter_is_rule(line->text)) {
		take_rule(walk, line);
	} else if (chatter_find_prompt(line->text, &prompt, &command)) {
		if (span_is_absent(walk->prompt))
			walk->prompt = prompt;
		take_command(walk, command);
	} else if (chatter_is_echo(line->text)) {
		take_command(walk, line->text);
	} else if (walk->is_open) {
		walk->is_cut = !line->ended;
	} else if (!walk->is_foreign) {
		listing_verdict_take(walk, line->text);
	}
}

/* --- folded lines -------------------------------------------------------- */

static bool
is_label(const void *context, struct span text)
{
	struct span value;

	const struct listing_walk *walk = context;

	return listing_label_find(walk->dialect, text, &value) != NULL;
}

/* Puts the continuations of a full line behind it. */
static void
unfold(struct listing_walk *walk, struct line *line)
{
	const struct fold fold = {
	    .reader = &walk->reader,
	    .joined = &walk->fold,
	    .arena = walk->list->arena,
	    .indent = walk->indent,
	    .is_label = is_label,
	    .context = walk,
	};

	fold_join(&fold, line);
}

/* --- all lines ----------------------------------------------------------- */

static void
take_label(struct listing_walk *walk, const struct listing_label *label,
    struct span value, struct line *line)
{
	if (label->role == LISTING_TOTAL) {
		take_total(walk, value);
		return;
	}
	if (begins_entry(walk, label))
		open_entry(walk, line);
	if (!walk->is_open)
		return;
	if (fold_is_full(line, walk->indent) && label->role != LISTING_BLOCK) {
		unfold(walk, line);
		/* The same label, but the value may be longer now. */
		label = listing_label_find(walk->dialect, line->text, &value);
	}
	if (label)
		take_value(walk, label, value, line);
}

static void
take_field_line(struct listing_walk *walk, struct line *line)
{
	struct span value;
	const struct listing_label *label =
	    listing_label_find(walk->dialect, line->text, &value);

	if (label) {
		if (!walk->is_foreign)
			take_label(walk, label, value, line);
	} else if (chatter_is_log(line->text)) {
		walk->is_cut = !line->ended;
	} else if (walk->dialect->has_brief && !walk->is_foreign &&
		   brief_take_head(walk->brief, line->raw)) {
		close_entry(walk, LISTING_END_NEXT);
	} else if (walk->brief->is_open) {
		struct span prompt;

		if (chatter_find_prompt(line->text, &prompt, &value) ||
		    chatter_is_echo(line->text))
			take_other(walk, line);
		else if (line->ended)
			brief_take_row(walk->brief, line->raw, line->number);
	} else {
		take_other(walk, line);
	}
}

/* A prompt that was seen before, with a command behind it. */
static bool
is_known_prompt(const struct listing_walk *walk, struct span line)
{
	struct span prompt;
	struct span command;

	return !span_is_absent(walk->prompt) &&
	       chatter_find_prompt(line, &prompt, &command) &&
	       span_equal(prompt, walk->prompt) && chatter_is_command(command);
}

static bool
block_ends(struct listing_walk *walk, struct span line)
{
	struct span value;
	const struct listing_label *label =
	    listing_label_find(walk->dialect, line, &value);

	if (label && label->role == LISTING_BLOCK_END)
		return label->row.kind != VALUE_NUMBER ||
		       (value.length && isdigit((unsigned char)value.text[0]));
	return is_known_prompt(walk, line);
}

static void
take_block_line(struct listing_walk *walk, const struct line *line)
{
	walk->is_cut = !line->ended;
	if (chatter_is_log(line->text))
		return;
	if (!span_is_absent(walk->lines.value)) {
		for (; walk->blanks; walk->blanks--)
			joined_add(&walk->lines, span_make("", 0), "\n");
	}
	walk->blanks = 0;
	joined_add(&walk->lines, line->text, "\n");
}

static void
take_line(struct listing_walk *walk, struct line *line)
{
	if (!line->text.length) {
		walk->blanks += walk->in_block;
		return;
	}
	walk->is_cut = false;
	if (walk->in_block) {
		if (!block_ends(walk, line->text)) {
			take_block_line(walk, line);
			return;
		}
		close_block(walk);
	}
	take_field_line(walk, line);
}

void
listing_read(const struct listing_dialect *dialect, struct span text,
    struct brief *brief, struct neighbor_list *list)
{
	struct listing_walk walk = {
	    .dialect = dialect,
	    .text = text,
	    .list = list,
	    .brief = brief,
	};
	struct line line;

	brief->is_open = false;
	if (!brief->arena)
		brief->arena = list->arena;
	line_reader_init(&walk.reader, text, list->arena);
	while (list->count <= CDP_NEIGHBORS_MAX &&
	       line_reader_next(&walk.reader, &line))
		take_line(&walk, &line);
	close_entry(&walk, LISTING_END_TEXT);
	listing_verdict_give(&walk);
	joined_release(&walk.lines);
	joined_release(&walk.fold);
}
