/*
 * listing_walk -- where the reading of one listing stands; private to
 * listing*.c.
 */
#ifndef PARSE_LISTING_WALK_H
#define PARSE_LISTING_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "model/neighbor.h"
#include "parse/brief.h"
#include "parse/joined.h"
#include "parse/lines.h"
#include "parse/listing.h"

/* What an entry ended at. */
enum listing_end {
	LISTING_END_NEXT,    /* the next entry, or a rule */
	LISTING_END_COMMAND, /* a prompt, a total */
	LISTING_END_TEXT,
};

struct listing_walk {
	const struct listing_dialect *dialect;
	struct span text;
	struct line_reader reader;
	struct neighbor_list *list;
	struct span prompt;  /* the first one seen */
	struct brief *brief; /* borrowed */

	/* The open entry, the last of the list. */
	bool is_open;
	bool left_head; /* a label was seen that no entry begins with */
	uint64_t seen;  /* one bit per label */
	const struct listing_label *last;
	const struct listing_label *addresses; /* the open list, or NULL */
	size_t indent;                         /* of the entry's first line */

	/* Its block, when one is open. */
	bool in_block;
	const struct listing_label *block;
	size_t block_line;
	struct joined lines;
	struct span block_head; /* what stands on the label's own line */
	size_t blanks;          /* empty lines since the last other one */
	struct joined fold;

	/* The command whose output is being read. */
	bool is_foreign;      /* not ours: nothing in it counts */
	size_t section_start; /* neighbors before it */

	/* For the verdict. */
	bool was_asked;
	bool saw_foreign;
	bool is_cut;        /* the latest line lacks a part */
	size_t rule_length; /* of the rule before the first entry; 0: none */
	bool ends_in_rule;  /* the latest line is such a rule */
	size_t cut_entry;   /* the latest that was cut, from 1; 0: none */
	const struct listing_label *last_label; /* of the entry before */
	bool has_miscount;
	long said;
	size_t found;
	struct span off; /* the first line of each kind */
	struct span refusal;
	struct span strange;
};

/* Notes a line that stands outside of all entries. */
void listing_verdict_take(struct listing_walk *walk, struct span line);

/* The device says that it has printed `said` entries. */
void listing_verdict_count(struct listing_walk *walk, long said);

/* Was the open entry printed to its end? */
bool listing_verdict_is_whole(struct listing_walk *walk, enum listing_end end);

/* Sets the list's state and explanation, after the last line. */
void listing_verdict_give(struct listing_walk *walk);

#endif
