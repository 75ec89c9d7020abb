/*
 * The progress line; see progress.h.
 */
#include "cmd/progress.h"

#include <stdio.h>
#include <unistd.h>

#define WIPE "\r\033[K"

void
progress_init(struct progress *progress, bool quiet)
{
	progress->shown = false;
	progress->enabled = !quiet && isatty(STDERR_FILENO);
}

void
progress_update(void *context, const struct collect_progress *now)
{
	struct progress *progress = context;

	if (!progress->enabled)
		return;
	fprintf(stderr, WIPE "%zu of %zu devices done, %zu running", now->done,
	    now->total, now->running);
	if (now->failed)
		fprintf(stderr, ", %zu failed", now->failed);
	fprintf(stderr, ", %.1f s ", now->seconds);
	fflush(stderr);
	progress->shown = true;
}

void
progress_clear(struct progress *progress)
{
	if (progress->shown)
		fputs(WIPE, stderr);
	progress->shown = false;
}
