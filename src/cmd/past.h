/*
 * past -- the findings of an earlier run, for --baseline.
 */
#ifndef CMD_PAST_H
#define CMD_PAST_H

#include "base/arena.h"
#include "base/attr.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "model/finding.h"

struct past {
	struct arena *arena; /* owned; NULL until something is loaded */
	struct past_findings findings;
};

#define PAST_INIT                                                              \
	{                                                                      \
		NULL,                                                          \
		{                                                              \
			NULL, NULL, 0                                          \
		}                                                              \
	}

void past_release(struct past *past);

/* Takes down the findings of a judgement. */
void past_take(struct past *past, const char *source,
    const struct judgement *judgement);

/*
 * Loads options->baseline: a report in JSON, or a snapshot, which is judged by
 * the same plan.  EXIT_CLEAN, or the status of what went wrong, which is told.
 */
MUST_CHECK enum exit_status past_load(struct past *past,
    const struct options *options);

#endif
