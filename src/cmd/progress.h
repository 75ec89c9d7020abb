/*
 * progress -- how far the visits are, on the terminal while they last.
 *
 * One line, or with --verbose a few lines that name the slowest; repainted at
 * most ten times a second, never wider than the terminal is at that moment, and
 * wiped before anything else is said. A log, which needs no carriage returns,
 * gets a line every ten seconds.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "collect/collect.h"

enum progress_mode {
	PROGRESS_OFF,
	PROGRESS_TERMINAL,
	PROGRESS_LOG,
};

struct progress {
	enum progress_mode mode;
	bool verbose;
	size_t shown; /* lines that stand on the terminal */
	double told;  /* when the log was last told, in seconds of the run */
};

/* Off when somebody asked for quiet; by what standard error is otherwise. */
void progress_init(struct progress *progress, bool quiet, bool verbose);

/* For collect_settings.on_progress; `context` is a struct progress. */
void progress_update(void *context, const struct collect_progress *now);

/*
 * On a terminal, shows another line in its place: `text`, or where that does
 * not fit `brief`, as much of it as does.
 */
void progress_say(struct progress *progress, struct span text,
    struct span brief);

/* Wipes what is shown, so that what follows starts on a clean line. */
void progress_clear(struct progress *progress);

/* The line, at most `width` columns wide and safe to print. */
void progress_describe(const struct collect_progress *now, size_t width,
    struct str *out);

#endif
