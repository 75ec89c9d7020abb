/*
 * cdp_walk -- where the reading of one text stands; private to cdp*.c.
 */
#ifndef PARSE_CDP_WALK_H
#define PARSE_CDP_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "model/neighbor.h"
#include "parse/cdp_fields.h"
#include "parse/joined.h"
#include "parse/lines.h"

enum cdp_phase {
	PHASE_FIELDS,  /* labels count */
	PHASE_VERSION, /* the lines are the version */
	PHASE_GUARD,   /* behind the version, but still the neighbor's text */
};

/* What an entry ended at. */
enum cdp_end {
	END_NEXT,    /* the next entry, or a rule */
	END_COMMAND, /* a prompt, a total, another command's output */
	END_TEXT,
};

/* Does the text hold the device's lines behind Version blocks at all? */
enum cdp_adverts {
	ADVERTS_NOT_LOOKED,
	ADVERTS_NONE,
	ADVERTS_SOME,
};

/* What a device says of its number of entries, when it is not true. */
struct cdp_miscount {
	bool is_there;
	long said;
	size_t found;
};

struct cdp_walk {
	struct span text;
	struct line_reader reader;
	struct neighbor_list *list;
	struct cdp_entry entry;
	enum cdp_phase phase;
	enum cdp_adverts adverts;
	struct joined version;
	struct span version_head; /* what stands on the label's own line */
	struct joined fold;
	size_t indent;      /* of the entry's first line */
	struct span prompt; /* the first one seen */

	/* The command whose output is being read. */
	bool is_foreign;      /* not ours: nothing in it counts */
	bool is_table;        /* brief: what it counts are no entries */
	size_t section_start; /* neighbors before it */

	/* For the verdict. */
	bool was_asked;   /* an echo of our command was seen */
	bool saw_foreign; /* one of another command */
	bool is_cut;      /* the latest line lacks a part */
	bool ends_in_rule;
	size_t cut_entry; /* the latest that was cut, from 1; 0: none */
	const struct cdp_label
	    *last_label; /* that the entry before ended with */
	struct cdp_miscount miscount;
	struct span off; /* the first line of each kind */
	struct span refusal;
	struct span strange;
};

/* Looks through the whole text once, when first asked. */
bool cdp_walk_has_adverts(struct cdp_walk *walk);

/* Notes a line that stands outside of all entries. */
void cdp_verdict_take(struct cdp_walk *walk, struct span line);

/* The device says that it has printed `said` entries. */
void cdp_verdict_count(struct cdp_walk *walk, long said);

/* Was the open entry printed to its end? */
bool cdp_verdict_is_whole(struct cdp_walk *walk, enum cdp_end end);

/* Sets the list's state and explanation, after the last line. */
void cdp_verdict_give(struct cdp_walk *walk);

#endif
