/*
 * Progress; see progress.h.  What matters most comes first in the line, since a
 * narrow terminal cuts its end.
 */
#include "cmd/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/attr.h"
#include "cmd/output.h"
#include "report/prose.h"

#define WIDTH_WITHOUT_TERMINAL 80
#define WIDTH_MIN 10
#define LOG_SECONDS 10.0
#define LOG_WIDTH 200
#define PATIENCE 1.0 /* seconds; who takes longer is named */

void
progress_init(struct progress *progress, bool quiet, bool verbose)
{
	const char *term = getenv("TERM");
	bool dumb = !term || strcmp(term, "dumb") == 0;

	*progress = (struct progress){.verbose = verbose};
	if (quiet)
		progress->mode = PROGRESS_OFF;
	else if (isatty(STDERR_FILENO) && !dumb)
		progress->mode = PROGRESS_TERMINAL;
	else
		progress->mode = PROGRESS_LOG;
}

/* "2 timeout, 1 refused" */
static void
add_causes(const struct collect_progress *now, struct str *out)
{
	const char *before = " (";

	for (size_t i = VISIT_OK + 1; i < COUNT_OF(now->failed_by); i++) {
		if (!now->failed_by[i])
			continue;
		str_addf(out, "%s%zu %s", before, now->failed_by[i],
		    visit_status_name((enum visit_status)i));
		before = ", ";
	}
	if (*before == ',')
		str_add_char(out, ')');
}

static void
add_slow(const struct collect_slow *slow, struct str *out)
{
	str_addf(out, "%s: %s, %.1f s", slow->name, slow->step, slow->seconds);
}

void
progress_describe(const struct collect_progress *now, size_t width,
    struct str *out)
{
	struct str line = STR_INIT;

	str_addf(&line, "%zu of %zu done", now->done, now->total);
	if (now->failed) {
		str_addf(&line, ", %zu failed", now->failed);
		add_causes(now, &line);
	}
	str_addf(&line, ", %zu running, %.1f s", now->running, now->seconds);
	if (now->done && now->done < now->total)
		str_addf(&line, ", about %.0f s left",
		    now->seconds * (double)(now->total - now->done) /
			(double)now->done);
	if (now->slow_count && now->slow[0].seconds >= PATIENCE) {
		str_add(&line, "; slowest ");
		add_slow(&now->slow[0], &line);
	}
	(void)prose_escape(out, str_span(&line), width);
	str_release(&line);
}

/* Asked each time: the terminal may have been made wider or narrower. */
static size_t
terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
		return WIDTH_WITHOUT_TERMINAL - 1;
	return size.ws_col > WIDTH_MIN ? size.ws_col - 1u : WIDTH_MIN - 1u;
}

/* Appends what takes the lines away again. */
static void
add_wipe(const struct progress *progress, struct str *out)
{
	if (progress->shown > 1)
		str_addf(out, "\033[%zuA", progress->shown - 1);
	if (progress->shown)
		str_add(out, "\r\033[J");
}

static void
paint(struct progress *progress, const struct collect_progress *now)
{
	size_t width = terminal_width();
	struct str out = STR_INIT;

	add_wipe(progress, &out);
	progress_describe(now, width, &out);
	progress->shown = 1;
	for (size_t i = 0; progress->verbose && i < now->slow_count; i++) {
		struct str line = STR_INIT;

		str_add(&line, "  ");
		add_slow(&now->slow[i], &line);
		str_add_char(&out, '\n');
		(void)prose_escape(&out, str_span(&line), width);
		str_release(&line);
		progress->shown++;
	}
	fputs(str_text(&out), stderr);
	fflush(stderr);
	str_release(&out);
}

void
progress_say(struct progress *progress, struct span text, struct span brief)
{
	size_t width = terminal_width();
	struct str out = STR_INIT;

	if (progress->mode != PROGRESS_TERMINAL)
		return;
	add_wipe(progress, &out);
	(void)prose_escape(&out, text.length <= width ? text : brief, width);
	progress->shown = 1;
	fputs(str_text(&out), stderr);
	fflush(stderr);
	str_release(&out);
}

void
progress_update(void *context, const struct collect_progress *now)
{
	struct progress *progress = context;
	struct str line = STR_INIT;

	if (progress->mode == PROGRESS_TERMINAL)
		paint(progress, now);
	if (progress->mode != PROGRESS_LOG ||
	    now->seconds - progress->told < LOG_SECONDS)
		return;
	progress->told = now->seconds;
	progress_describe(now, LOG_WIDTH, &line);
	output_message("%s", str_text(&line));
	str_release(&line);
}

void
progress_clear(struct progress *progress)
{
	struct str out = STR_INIT;

	add_wipe(progress, &out);
	if (out.length) {
		fputs(str_text(&out), stderr);
		fflush(stderr);
	}
	progress->shown = 0;
	str_release(&out);
}
