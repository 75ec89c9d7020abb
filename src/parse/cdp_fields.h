/*
 * cdp_fields -- the labels of `show cdp neighbors detail` and what each of
 * them puts into an entry.
 *
 * One table serves all dialects, because a label never means two things: a new
 * dialect is rows.  The walk over the lines, and where entries begin and end,
 * is cdp.c's.
 */
#ifndef PARSE_CDP_FIELDS_H
#define PARSE_CDP_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/neighbor.h"

/* What a label means for the walk. */
enum cdp_role {
	CDP_FIELD,   /* a value of the open entry */
	CDP_ADDRESS, /* one address of the open list */
	CDP_START,   /* the first line of an entry, and a value */
	CDP_HEAD,    /* of CatOS: the entry's first two lines are these */
	CDP_VERSION, /* a block of lines follows */
	CDP_ADVERT,  /* the device's own line behind the Version block */
	CDP_TAIL,    /* of CatOS: such a line, but second behind the block */
	CDP_TOTAL,   /* how many entries the device has printed */
	CDP_FOREIGN, /* another command's output begins */
};

struct cdp_label;

/* The entry being read. */
struct cdp_entry {
	struct neighbor *neighbor;    /* borrowed; NULL between entries */
	struct arena *arena;          /* borrowed; for lists */
	uint64_t seen;                /* one bit per row of the table */
	const struct cdp_label *last; /* the latest one seen */
	bool is_catos;                /* it began with a CDP_HEAD */
	bool has_advert; /* the device's line behind the version was there */
	struct span_list *list; /* the address list that is open, or NULL */
	struct span *words;     /* of a list so far; owned, kept for the next */
	size_t word_count;
	size_t word_capacity;
	size_t line; /* of the value that is being set */
	/*
	 * The text stops within this line: the last value on it may lack its
	 * end and is not taken.
	 */
	bool is_cut;
};

struct cdp_label {
	const char *text;
	enum cdp_role role;
	void (*set)(struct cdp_entry *entry, struct span value);
	/* Can this be all of a value?  NULL: anything that is not empty. */
	bool (*is_whole)(struct span value);
};

/* All labels that there are. */
extern const struct cdp_label cdp_labels[];
extern const size_t cdp_label_count;

#define CDP_LABELS_MAX 64

/* To be called before the first search; once is enough. */
void cdp_labels_make(void);

/*
 * The label that a trimmed line starts with ("LABEL : value", any case), and
 * its trimmed value; NULL when there is none.
 */
const struct cdp_label *cdp_label_find(struct span line, struct span *value);

/* Could `value` be whole, for a line that lacks its end? */
bool cdp_label_is_whole(const struct cdp_label *label, struct span value);

/*
 * Puts the value into the open entry.  Of two values for one label the first
 * counts: what a neighbor smuggles in later changes nothing.
 */
void cdp_entry_set(struct cdp_entry *entry, const struct cdp_label *label,
    struct span value);

/* Has the open entry had this label? */
bool cdp_entry_has(const struct cdp_entry *entry,
    const struct cdp_label *label);

/* Gives the addresses collected so far to their list, and closes it. */
void cdp_entry_close_list(struct cdp_entry *entry);

#endif
