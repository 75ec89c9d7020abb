/*
 * news_work -- what comparing a judgement with the ledger works on, and when an
 * entry of the ledger counts as settled; used by news.c alone.
 */
#ifndef CHECK_NEWS_WORK_H
#define CHECK_NEWS_WORK_H

#include "base/map.h"
#include "check/news.h"

/* An entry, and a finding that it became. */
struct news_pair {
	size_t finding;
	size_t entry;
};

struct news_work {
	const struct ledger *before; /* NULL: this is the first pass */
	const struct judgement *judgement;
	const struct news_pass *pass;
	struct arena *arena;
	struct news *news;
	struct map *ids;         /* of the ledger: entry */
	struct map *silent;      /* of the ledger: its number there */
	struct map *cables;      /* of the plan, by id: index */
	size_t *finding_of;      /* cable: 1 + a finding that can take over */
	struct map *by_port;     /* the same by a port that it has a part in */
	struct map *by_edge;     /* and by a cable that is there */
	bool *seen;              /* entry: it is among the findings of now */
	bool *known;             /* finding: there is an entry of it */
	bool *changed;           /* finding: an entry became it */
	bool *held;              /* finding: it may be a shadow */
	struct news_pair *pairs; /* heap */
	size_t pair_count;
	size_t pair_capacity;
};

/* One of these can be what another finding has become. */
bool news_takes_over(enum finding_kind kind);

/* It is about the answer of a device, not about what is plugged in. */
bool news_is_of_answer(enum finding_kind kind);

/*
 * A witness that is silent now; with `lately`, only one that was not when the
 * entry was last seen.  DEVICE_FOREIGN when there is none.
 */
size_t news_find_silent(const struct news_work *work,
    const struct ledger_entry *entry, bool lately);

/* It was seen to be right in this pass. */
bool news_is_fixed(const struct news_work *work,
    const struct ledger_entry *entry);

/* What it was about is not in the plan any more. */
bool news_is_withdrawn(const struct news_work *work,
    const struct ledger_entry *entry);

/* The same of one that says which cables it is about. */
bool news_cables_are_withdrawn(const struct news_work *work,
    const struct ledger_entry *entry);

#endif
