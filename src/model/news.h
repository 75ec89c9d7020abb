/*
 * news -- what one pass over a lab has to tell that the passes before had not.
 *
 * `watch` judges the same lab again and again.  Between two passes it keeps a
 * *ledger*: the findings that are open, in the words of the pass that saw them
 * last.  A judgement held against the ledger gives the *news*: what is fixed,
 * what is new, what has become something else, and what cannot be told this
 * time because a device gave no answer.
 */
#ifndef MODEL_NEWS_H
#define MODEL_NEWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/finding.h"

/* A device by its name, and since when it gives no answer, in seconds. */
struct silent_device {
	const char *name;
	double since;
};

struct silent_list {
	struct silent_device *items;
	size_t count;
};

/* A finding that was seen once and has not been seen to be put right. */
struct ledger_entry {
	struct past_finding past; /* in the words of when it was last seen */
	const char *headline;     /* the same in one short sentence */
	enum finding_kind kind;
	bool waived;
	bool unsure; /* it was told that nobody can say any more */
	/* "DEVICE\nPORT" of each end that it has a part in, as far as known. */
	struct string_list ports;
	/* "DEVICE\nPORT\nDEVICE\nPORT" of each cable that it observed. */
	struct string_list observed;
	/* Devices whose word is needed to say that all is right again. */
	struct string_list witnesses;
	struct string_list mute; /* those of them that gave no answer then */
};

/* All of it is in the arena and borrows nothing. */
struct ledger {
	struct arena *arena;
	/*
	 * First the findings of the last pass that were told, in its order,
	 * then those that nobody could verify in it.
	 */
	struct ledger_entry *items;
	size_t count;
	struct silent_list silent; /* wanted devices without an answer */
	struct summary summary;
};

struct news_change {
	const struct finding *now;
	/* What it was; the finding itself where only a waiver has changed. */
	const struct ledger_entry **was;
	size_t was_count;
};

struct news_doubt {
	const struct ledger_entry *entry;
	/* One that gives no answer; DEVICE_FOREIGN: it is not known why. */
	size_t device;
};

/* Lives in the arena of the judgement; borrows from it and from the ledger. */
struct news {
	bool is_first; /* there was no ledger: all is new */
	bool differs;  /* there is something to tell, or a number has changed */
	const struct finding **fresh;
	size_t fresh_count;
	struct news_change *changed;
	size_t changed_count;
	const struct ledger_entry **fixed;
	size_t fixed_count;
	/* The plan does not ask for what they were about any more. */
	const struct ledger_entry **withdrawn;
	size_t withdrawn_count;
	/* Not told before: nobody can say whether they are still there. */
	struct news_doubt *doubts;
	size_t doubt_count;
	/* There again, after a doubt. */
	const struct finding **still;
	size_t still_count;
	/*
	 * Findings that may come from nothing but the silence of a device that
	 * has spoken lately: not told before it speaks again, or for long not.
	 */
	const bool *held; /* one per finding of the judgement */
	size_t held_count;
	/* All old entries that stay open without being seen; told or not. */
	const struct ledger_entry **kept;
	size_t kept_count;
	const size_t *lost; /* devices that gave no answer this time only */
	size_t lost_count;
	const size_t *back;
	size_t back_count;
	struct silent_list silent; /* as the next ledger has it */
};

#endif
