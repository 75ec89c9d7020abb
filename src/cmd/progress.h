/*
 * progress -- one line on the terminal while devices are being visited.
 *
 * Without a terminal there is none: a log needs no carriage returns.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>

#include "collect/collect.h"

struct progress {
	bool shown; /* a line stands on the terminal */
	bool enabled;
};

/* Enabled when standard error is a terminal and nobody asked for quiet. */
void progress_init(struct progress *progress, bool quiet);

/* For collect_settings.on_progress; `context` is a struct progress. */
void progress_update(void *context, const struct collect_progress *now);

/* Wipes the line, so that what follows starts on a clean one. */
void progress_clear(struct progress *progress);

#endif
