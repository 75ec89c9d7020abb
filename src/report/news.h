/*
 * news -- what a pass of `watch` has to tell, for people and for programs.
 *
 * People get a line for each change, with the time of day, and one line of
 * totals:
 *
 *	14:03:20 fixed: swapped fd4519e7 (the cables of spine1 ... are swapped)
 *	14:03:20 3 faults left, 690 of 704 cables verified
 *
 * Programs get a document on one line for each pass, schema cablecheck/watch/1.
 */
#ifndef REPORT_NEWS_H
#define REPORT_NEWS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/news.h"
#include "report/style.h"

/*
 * Writes the words of a finding into its entry of the ledger, in `arena`: for
 * ledger_new(), which does not know any.
 */
void news_put_into_words(const struct judgement *judgement,
    const struct finding *finding, struct arena *arena,
    struct ledger_entry *entry);

/*
 * Appends a line for each change, and the totals if there is any; `clock` is
 * the time of day, such as "14:03:20".
 */
void report_news_text(const struct judgement *judgement,
    const struct news *news, const char *clock,
    const struct report_style *style, struct str *out);

/* Appends "3 faults left, 690 of 704 cables verified", without a line end. */
void news_add_totals(const struct judgement *judgement, const struct news *news,
    struct str *out);

/* Appends "3 faults left, 1 in doubt", or "no fault seen". */
void news_add_faults(const struct judgement *judgement, const struct news *news,
    struct str *out);

/*
 * Appends the document of a pass and a line end.  Each key is always there:
 *
 *	schema, pass, taken_at, topology
 *	status          the exit status that `verify` would have given
 *	summary         as in `verify`
 *	new             findings, as in `verify`; in the first pass all
 *	changed         {"was": [id...], "finding": ...}
 *	fixed           {"id", "kind", "severity", "message"}, and so are
 *	withdrawn       those that the plan no longer asks for
 *	unverified      those of which nobody can say any more whether they are
 *	                there, each with "device" (or null), "status", "error"
 *	still           findings that were unverified and are there
 *	in_doubt        ids of findings that are not told as new yet: a device
 *	                that has just fallen silent may be all that is behind
 *	lost, back      devices: {"name", "status", "error"}
 *
 * So the open ones are: new and changed, less fixed, withdrawn and `was`.
 */
void report_news_json(const struct judgement *judgement,
    const struct news *news, size_t pass, int status, struct str *out);

#endif
