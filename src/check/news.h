/*
 * news -- what has changed between two passes over the same lab.
 *
 * Two rules keep it honest.  Nothing is *fixed* that was not seen to be right:
 * every cable of the fault is ok in this pass, and whoever had to say so has
 * answered.  And a device that is not reached makes nothing *new*: what its
 * silence alone may have brought about waits until it speaks again.
 */
#ifndef CHECK_NEWS_H
#define CHECK_NEWS_H

#include "base/attr.h"
#include "model/news.h"

/*
 * So long an entry of CDP may outlive the device that sent it: until then the
 * neighbors of a device that is restarting can contradict each other.
 */
#define NEWS_HOLD_SECONDS 180.0

/* When a pass was, and under which plan. */
struct news_pass {
	double seconds;    /* on a clock that never goes back */
	bool plan_changed; /* since the pass before */
};

/* `before` is NULL for the first pass; it must outlive the judgement. */
struct news *news_of(const struct ledger *before,
    const struct judgement *judgement, const struct news_pass *pass);

/*
 * How a finding is put into words, which is the business of a floor that this
 * one does not see: sets entry->headline and entry->past.message, in `arena`.
 */
struct ledger_words {
	void (*write)(const struct judgement *judgement,
	    const struct finding *finding, struct arena *arena,
	    struct ledger_entry *entry);
};

/* What is open after this pass.  Free with ledger_free(). */
struct ledger *ledger_new(const struct judgement *judgement,
    const struct news *news, const struct ledger_words *words);

void ledger_free(struct ledger *ledger); /* NULL is fine */

#endif
