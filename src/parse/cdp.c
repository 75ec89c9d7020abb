/*
 * The walk over the lines of `show cdp neighbors detail`; see cdp.h.
 *
 * Each line is one of: a label with a value (cdp_fields.c has the table), a
 * dashed rule, a prompt, a log line, or nothing that concerns us.  An entry
 * begins at its "Device ID" line, never at a rule, because some devices print
 * no rules.  Inside a Version block none of this counts until the block ends,
 * since all of it is text that the neighbor chose:
 *
 *     Device ID: leaf1              PHASE_FIELDS
 *     Version :                     PHASE_VERSION
 *     Some System, Version 1.0        the value
 *                                   PHASE_GUARD
 *     Device ID: evil                 not looked at
 *     advertisement version: 2      PHASE_FIELDS
 *
 * CatOS prints no such line; there the block ends before the two lines
 * "Platform:" and "Port-ID (Port on Neighbors's Device):".
 *
 * The verdict on the text as a whole is cdp_verdict.c's.
 */
#include "parse/cdp.h"

#include <stdlib.h>

#include "parse/cdp_walk.h"
#include "parse/chatter.h"
#include "parse/fold.h"

#define TOTAL_MAX 1000000000L

/* Bytes of a short entry; entries to be ready for, at most. */
#define ENTRY_MIN ((size_t)256)
#define ENTRIES_EXPECTED ((size_t)4096)

static void
close_version(struct cdp_walk *walk)
{
	struct span version = joined_finish(&walk->version, walk->list->arena);

	if (walk->phase == PHASE_FIELDS)
		return;
	walk->phase = PHASE_FIELDS;
	/* A block with nothing in it is printed, not absent. */
	walk->entry.neighbor->version =
	    span_is_absent(version) ? walk->version_head : version;
}

static void
close_entry(struct cdp_walk *walk, enum cdp_end end)
{
	struct cdp_entry *entry = &walk->entry;

	if (!entry->neighbor)
		return;
	close_version(walk);
	cdp_entry_close_list(entry);
	if (!cdp_verdict_is_whole(walk, end)) {
		entry->neighbor->truncated = true;
		walk->cut_entry = walk->list->count;
	}
	walk->last_label = entry->last;
	entry->neighbor = NULL;
}

static void
open_entry(struct cdp_walk *walk, const struct line *line)
{
	struct cdp_entry *entry = &walk->entry;

	close_entry(walk, END_NEXT);
	entry->neighbor = neighbor_list_add(walk->list);
	entry->neighbor->line = (uint32_t)line->number;
	entry->seen = 0;
	entry->last = NULL;
	entry->is_catos = false;
	entry->has_advert = false;
}

/* Two labels may come first on CatOS; the one that does begins the entry. */
static bool
begins_entry(const struct cdp_walk *walk, const struct cdp_label *label)
{
	const struct cdp_entry *entry = &walk->entry;

	return label->role == CDP_START ||
	       (label->role == CDP_HEAD &&
		   (!entry->neighbor || !entry->is_catos ||
		       cdp_entry_has(entry, label)));
}

static void
open_version(struct cdp_walk *walk, struct span value)
{
	if (!span_is_absent(walk->entry.neighbor->version))
		return;
	walk->phase = PHASE_VERSION;
	walk->version_head = value;
	joined_start(&walk->version, value.length ? value : SPAN_ABSENT);
}

/* A log line that is not a value itself, which a log's text may look like. */
static bool
is_passing_log(struct span line)
{
	struct span value;

	return line.length && chatter_is_log(line) &&
	       !cdp_label_find(line, &value);
}

/* Looks past blank and log lines without moving. */
static bool
peek_line(const struct cdp_walk *walk, struct line *line)
{
	struct line_reader ahead = walk->reader;

	while (line_reader_next(&ahead, line)) {
		if (line->text.length && !is_passing_log(line->text))
			return true;
	}
	return false;
}

static bool
is_label(const void *context, struct span text)
{
	struct span value;

	(void)context;
	return cdp_label_find(text, &value) != NULL;
}

/* Puts the continuations of a full line behind it. */
static void
unfold(struct cdp_walk *walk, struct line *line)
{
	const struct fold fold = {
	    .reader = &walk->reader,
	    .joined = &walk->fold,
	    .arena = walk->list->arena,
	    .indent = walk->indent,
	    .is_label = is_label,
	};

	fold_join(&fold, line);
}

/* A prompt, or an echoed command: what was open is over. */
static void
take_command(struct cdp_walk *walk, struct span command)
{
	enum chatter_command kind = chatter_command_of(command, "cdp");

	close_entry(walk, END_COMMAND);
	walk->ends_in_rule = false;
	if (!command.length)
		return;
	walk->is_foreign = kind == COMMAND_FOREIGN;
	walk->is_table = false;
	walk->section_start = walk->list->count;
	walk->was_asked = walk->was_asked || kind == COMMAND_ASKED;
	walk->saw_foreign = walk->saw_foreign || kind == COMMAND_FOREIGN;
	if (kind == COMMAND_ASKED)
		walk->strange = SPAN_ABSENT;
}

/* "Label: value" of a label that we do not know. */
static bool
looks_like_field(struct span line)
{
	const char *colon = span_find_char(line, ':');

	return colon && colon + 1 < line.text + line.length;
}

/* A line without a label, outside of Version blocks. */
static void
take_other(struct cdp_walk *walk, const struct line *line)
{
	struct span prompt;
	struct span command;

	if (chatter_is_rule(line->text)) {
		close_entry(walk, END_NEXT);
		walk->ends_in_rule = true;
	} else if (chatter_is_log(line->text)) {
		walk->is_cut = !line->ended;
	} else if (chatter_find_prompt(line->text, &prompt, &command)) {
		if (span_is_absent(walk->prompt))
			walk->prompt = prompt;
		take_command(walk, command);
	} else if (chatter_is_echo(line->text)) {
		take_command(walk, line->text);
	} else if (walk->entry.neighbor) {
		walk->is_cut =
		    !line->ended &&
		    (!walk->entry.has_advert || !looks_like_field(line->text));
	} else {
		cdp_verdict_take(walk, line->text);
	}
}

static void
take_total(struct cdp_walk *walk, struct span value)
{
	long said;

	close_entry(walk, END_COMMAND);
	walk->ends_in_rule = false;
	if (span_to_number(value, TOTAL_MAX, &said))
		cdp_verdict_count(walk, said);
}

static void
take_label(struct cdp_walk *walk, const struct cdp_label *label,
    struct span value, const struct line *line)
{
	struct cdp_entry *entry = &walk->entry;

	if (label->role == CDP_TOTAL) {
		take_total(walk, value);
		return;
	}
	if (label->role == CDP_FOREIGN) {
		close_entry(walk, END_COMMAND);
		return;
	}
	if (begins_entry(walk, label)) {
		open_entry(walk, line);
		entry->is_catos = label->role == CDP_HEAD;
		walk->ends_in_rule = false;
	}
	if (!entry->neighbor)
		return;
	entry->line = line->number;
	entry->is_cut = !line->ended && (!entry->has_advert ||
					    !cdp_label_is_whole(label, value));
	walk->is_cut = entry->is_cut;
	cdp_entry_set(entry, label, value);
	if (label->role == CDP_VERSION)
		open_version(walk, value);
}

static void
take_field_line(struct cdp_walk *walk, struct line *line)
{
	struct span value;
	const struct cdp_label *label = cdp_label_find(line->text, &value);

	if (!label) {
		take_other(walk, line);
		return;
	}
	if (walk->is_foreign)
		return;
	if (begins_entry(walk, label))
		walk->indent = line_indent(line);
	if (fold_is_full(line, walk->indent)) {
		unfold(walk, line);
		/* The same label, but the value may be longer now. */
		label = cdp_label_find(line->text, &value);
	}
	take_label(walk, label, value, line);
}

static bool
is_advert(struct span line)
{
	const struct cdp_label *label;
	struct span value;
	long version;

	if (line.text[0] != 'a' && line.text[0] != 'A')
		return false;
	label = cdp_label_find(line, &value);
	return label && label->role == CDP_ADVERT &&
	       span_to_number(value, 255, &version);
}

/*
 * A prompt that ends a Version block: one that was seen before, with a command
 * behind it, or a bare one at the very end of the text.
 */
static bool
is_prompt_after_version(const struct cdp_walk *walk, struct span line)
{
	struct span prompt;
	struct span command;
	struct line next;

	if (!chatter_find_prompt(line, &prompt, &command) ||
	    chatter_is_log(line))
		return false;
	if (!command.length)
		return !peek_line(walk, &next);
	return !span_is_absent(walk->prompt) &&
	       span_equal(prompt, walk->prompt) && chatter_is_command(command);
}

/*
 * Only for texts that somebody has shortened, without any line of the device
 * that would end the block: a label behind a blank line does, and a rule with
 * a new entry behind it.
 */
static bool
version_ends_softly(const struct cdp_walk *walk, struct span line)
{
	const struct cdp_label *label;
	struct span value;
	struct line next;

	/* A controller prints the whole version on its label's line. */
	if (walk->phase == PHASE_GUARD || walk->version_head.length)
		return chatter_is_rule(line) ||
		       chatter_find_prompt(line, &value, &value) ||
		       cdp_label_find(line, &value);
	if (!chatter_is_rule(line) || !peek_line(walk, &next))
		return false;
	label = cdp_label_find(next.text, &value);
	return label && begins_entry(walk, label);
}

static bool
is_tail(struct span line)
{
	struct span value;
	const struct cdp_label *label = cdp_label_find(line, &value);

	return label && label->role == CDP_TAIL;
}

/* CatOS: a label, and on the next line the neighbor's port. */
static bool
is_before_tail(const struct cdp_walk *walk, struct span line)
{
	struct span value;
	struct line next;

	return is_tail(line) ||
	       (cdp_label_find(line, &value) && peek_line(walk, &next) &&
		   is_tail(next.text));
}

static bool
version_ends(struct cdp_walk *walk, struct span line)
{
	if (walk->entry.is_catos)
		return is_before_tail(walk, line) ||
		       is_prompt_after_version(walk, line);
	return is_advert(line) || is_prompt_after_version(walk, line) ||
	       (!cdp_walk_has_adverts(walk) && version_ends_softly(walk, line));
}

static void
take_blank_line(struct cdp_walk *walk)
{
	if (walk->phase == PHASE_VERSION &&
	    !span_is_absent(walk->version.value))
		walk->phase = PHASE_GUARD;
}

static void
take_line(struct cdp_walk *walk, struct line *line)
{
	if (!line->text.length) {
		take_blank_line(walk);
		return;
	}
	walk->is_cut = false;
	if (walk->phase != PHASE_FIELDS) {
		if (!version_ends(walk, line->text)) {
			walk->is_cut = !line->ended;
			if (walk->phase == PHASE_VERSION &&
			    !chatter_is_log(line->text))
				joined_add(&walk->version, line->text, "\n");
			return;
		}
		close_version(walk);
	}
	take_field_line(walk, line);
}

/*
 * About as many entries as there can be, for an array that grows is copied
 * again and again.  Room that is not used costs nothing: nobody touches it, and
 * it is given back at the end.
 */
static size_t
guess_entries(struct span text)
{
	size_t most = text.length / ENTRY_MIN + 1;

	return most < ENTRIES_EXPECTED ? most : ENTRIES_EXPECTED;
}

void
cdp_read(struct span text, struct neighbor_list *list)
{
	struct cdp_walk walk = {.text = text, .list = list};
	struct line line;

	neighbor_list_reserve(list, guess_entries(text));
	walk.entry.arena = list->arena;
	cdp_labels_make();
	line_reader_init(&walk.reader, text, list->arena);
	while (list->count <= CDP_NEIGHBORS_MAX &&
	       line_reader_next(&walk.reader, &line))
		take_line(&walk, &line);
	close_entry(&walk, END_TEXT);
	cdp_verdict_give(&walk);
	free(walk.entry.words);
	joined_release(&walk.version);
	joined_release(&walk.fold);
}

struct neighbor_list *
cdp_parse(struct span text)
{
	struct neighbor_list *list = neighbor_list_new();

	cdp_read(text, list);
	return list;
}
