/*
 * watch_pass -- one pass of a watch: look, judge, compare, tell.
 *
 * A pass that could not look (a snapshot that is just being written, say) is
 * told once and counts for nothing: what is in force is the last whole one.
 */
#ifndef CMD_WATCH_PASS_H
#define CMD_WATCH_PASS_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/command.h"
#include "cmd/gather.h"
#include "cmd/past.h"
#include "cmd/series.h"
#include "cmd/watch_plan.h"
#include "cmd/watch_screen.h"
#include "cmd/writers.h"
#include "model/news.h"

struct watch {
	const struct options *options;
	bool json;
	struct watch_plan plan;
	bool plan_changed; /* since the last whole pass */
	struct series series;
	struct past past;             /* of --baseline */
	struct report_order *reports; /* owned; options->reports.count */
	struct watch_screen screen;
	struct ledger *ledger; /* owned; NULL before the first whole pass */
	char *failure;         /* owned; what is told of a pass that failed */
	size_t failures;       /* passes since the last whole one */
	bool save_is_new;      /* there is no older snapshot to spoil */
	bool is_mute;          /* standard output can not be written */
	/* Of the last whole pass: */
	enum exit_status status;
	bool is_clean;
	bool trouble; /* a file of it could not be written */
	char *lack;   /* owned; why --report is not as it says, or NULL */
	char *unkept; /* owned; of host keys that were not written, or NULL */
	struct str totals;
	struct str summary; /* "14:03:20 checked 100 devices in 0.6 s, ..." */
	struct str brief;   /* "14:03:20 3 faults left": on a narrow screen */
};

/*
 * Makes one.  EXIT_CLEAN when there is nothing against another one; otherwise
 * the status with which a watch ends that cannot even begin.
 */
MUST_CHECK enum exit_status watch_pass(struct watch *watch);

#endif
