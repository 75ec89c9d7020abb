/*
 * `cablecheck watch`: verify again and again while people plug cables.
 *
 * Passes follow each other in time and never overlap.  Between two of them it
 * waits: for the time, for a person who presses Return, for a program that has
 * written a snapshot and sends SIGUSR1, or for the end.  The end is a clean one
 * whenever it comes, with the exit status of the last whole pass.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/news.h"
#include "cmd/command.h"
#include "cmd/interrupt.h"
#include "cmd/output.h"
#include "cmd/watch_pass.h"
#include "format/snapshot.h"

/* Even with --interval 0 a watch is no endless loop at full speed. */
#define BREATH_SECONDS 0.05

/* --- the command line ----------------------------------------------------- */

static bool
read_format(struct watch *watch, struct err *err)
{
	const char *format = watch->options->format;

	watch->json = format && strcmp(format, "json") == 0;
	return !format || watch->json || strcmp(format, "text") == 0 ||
	       err_set(err, ERR_INPUT,
		   "--format: unknown format '%s'; there are text and json, "
		   "and --report has all those of verify",
		   format);
}

static bool
check_reports(const struct watch *watch, struct err *err)
{
	for (size_t i = 0; i < watch->options->reports.count; i++) {
		if (output_is_stdout(watch->reports[i].path))
			return err_set(err, ERR_INPUT,
			    "--report %s: standard output has the news; give "
			    "it a file",
			    watch->options->reports.items[i]);
	}
	return true;
}

static bool
check_interval(const struct options *options, struct err *err)
{
	return options->interval || options->from.count ||
	       err_set(err, ERR_INPUT,
		   "--interval 0 would log in to the devices without a pause; "
		   "it is for --from");
}

/* Before anybody is visited: these would only be met at the end of a pass. */
static enum exit_status
check_places(struct watch *watch)
{
	const struct options *options = watch->options;
	struct err err = ERR_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < options->reports.count; i++)
		ok = file_can_write(watch->reports[i].path, &err);
	if (!ok) {
		output_message("%s", err.text);
		return EXIT_TROUBLE;
	}
	if (options->save &&
	    !snapshot_prepare(options->save, &watch->save_is_new, &err)) {
		output_message("%s", err.text);
		return command_status_of(&err);
	}
	return EXIT_CLEAN;
}

static enum exit_status
prepare(struct watch *watch)
{
	const struct options *options = watch->options;
	struct err err = ERR_INIT;
	enum exit_status status;

	if (!read_format(watch, &err) || !check_interval(options, &err) ||
	    !writers_read_orders(options, &watch->reports, &err) ||
	    !check_reports(watch, &err)) {
		output_message("watch: %s", err.text);
		return EXIT_USAGE;
	}
	status = watch_plan_open(&watch->plan, options);
	if (status == EXIT_CLEAN && options->baseline)
		status = past_load(&watch->past, options);
	if (status == EXIT_CLEAN)
		status = check_places(watch);
	return status;
}

/* --- from pass to pass ---------------------------------------------------- */

static void
add_countdown(const struct str *what, double left, struct str *line)
{
	str_add_span(line, str_span(what));
	str_addf(line, "%snext in %.0f s", line->length ? "; " : "",
	    left + 0.5);
}

static void
show_wait(struct watch *watch, double left)
{
	struct str line = STR_INIT;
	struct str brief = STR_INIT;

	if (!watch_screen_has_line(&watch->screen))
		return;
	add_countdown(&watch->summary, left, &line);
	add_countdown(&watch->brief, left, &brief);
	watch_screen_line(&watch->screen, &line, &brief);
	str_release(&line);
	str_release(&brief);
}

/* False when the watch is to end.  The line on a terminal counts down. */
static bool
wait_for_next(struct watch *watch, double next)
{
	double now = interrupt_clock();

	if (next < now + BREATH_SECONDS)
		next = now + BREATH_SECONDS;
	for (; now < next; now = interrupt_clock()) {
		double until = next;

		show_wait(watch, next - now);
		if (watch_screen_has_line(&watch->screen) && now + 1 < next)
			until = now + 1;
		switch (interrupt_wait(until)) {
		case INTERRUPT_STOP:
			return false;
		case INTERRUPT_RETURN:
			watch_screen_after_return(&watch->screen);
			return true;
		case INTERRUPT_GO_ON:
			return true;
		case INTERRUPT_NONE:
			break;
		}
	}
	return true;
}

static bool
is_over(const struct watch *watch, size_t tries)
{
	const struct options *options = watch->options;

	if (interrupt_has_come() || watch->is_mute)
		return true;
	if (options->passes && tries >= options->passes)
		return true;
	if (options->until_clean && watch->ledger && watch->is_clean)
		return true;
	if (!options->from.count && !options->credentials && watch->ledger &&
	    !watch->series.left) {
		output_message("there is no device left to be asked");
		return true;
	}
	return false;
}

static void
tell_keys(const struct watch *watch)
{
	if (!watch->options->quiet && watch_screen_has_line(&watch->screen) &&
	    interrupt_knows_return())
		output_message("note: Return verifies at once, Ctrl-C ends");
}

static enum exit_status
run_passes(struct watch *watch)
{
	enum exit_status status;
	size_t tries = 0;
	double began;

	do {
		began = interrupt_clock();
		status = watch_pass(watch);
		if (status != EXIT_CLEAN || is_over(watch, ++tries))
			break;
		if (tries == 1)
			tell_keys(watch);
	} while (wait_for_next(watch, began + watch->options->interval));
	watch_screen_wipe(&watch->screen);
	return status;
}

/* --- the end -------------------------------------------------------------- */

/* "14:09:12 ended after 12 passes: 3 faults left, ..." */
static bool
tell_end(struct watch *watch)
{
	struct report_style style = output_style(watch->options);
	struct prose prose = PROSE_INIT;
	struct str lead = STR_INIT;
	struct str out = STR_INIT;
	char clock[WATCH_CLOCK_SIZE];
	size_t count = watch->series.count;
	bool ok;

	if (watch->json || watch->options->quiet)
		return true;
	watch_screen_clock(clock);
	str_addf(&lead, "%s ", clock);
	prose_sayf(&prose, "ended after %zu pass%s", count,
	    count == 1 ? "" : "es");
	if (watch->failures)
		prose_sayf(&prose,
		    " and %zu in which nothing could be read; before those",
		    watch->failures);
	prose_say(&prose, ": ");
	prose_say(&prose, str_text(&watch->totals));
	style_wrap(&style, &prose, str_text(&lead), &out);
	ok = watch_screen_tell(&watch->screen, &out);
	prose_release(&prose);
	str_release(&lead);
	str_release(&out);
	return ok;
}

static enum exit_status
finish(struct watch *watch)
{
	if (!watch->ledger) {
		output_message("ended before the first pass was complete");
		return EXIT_UNVERIFIED;
	}
	if (watch->is_mute || !tell_end(watch) || watch->trouble)
		return EXIT_TROUBLE;
	return watch->status;
}

static void
release(struct watch *watch)
{
	watch_plan_release(&watch->plan);
	series_release(&watch->series);
	past_release(&watch->past);
	ledger_free(watch->ledger);
	free(watch->reports);
	free(watch->failure);
	free(watch->lack);
	free(watch->unkept);
	str_release(&watch->totals);
	str_release(&watch->summary);
	str_release(&watch->brief);
}

static enum exit_status
run(const struct options *options)
{
	struct watch watch = {
	    .options = options,
	    .series = SERIES_INIT,
	    .past = PAST_INIT,
	};
	enum exit_status status;
	struct err err = ERR_INIT;

	interrupt_hold();
	status = prepare(&watch);
	if (status == EXIT_CLEAN && !interrupt_begin(&err)) {
		output_message("%s", err.text);
		status = EXIT_TROUBLE;
	} else if (status == EXIT_CLEAN) {
		watch.series.stop_fd = interrupt_stop_fd();
		watch_screen_init(&watch.screen, options);
		status = run_passes(&watch);
		if (status == EXIT_CLEAN)
			status = finish(&watch);
		interrupt_end();
	}
	release(&watch);
	return status;
}

static const struct option_group *const groups[] = {
    &options_watch,
    &options_stream,
    &options_report,
    &options_verdict,
    &options_picture,
    &options_topology,
    &options_scope,
    &options_snapshot,
    &options_baseline,
    &options_waivers,
    &options_collect,
    &options_login,
    &options_host_key,
    &options_way,
    &options_general,
    NULL,
};

const struct command command_watch = {
    .name = "watch",
    .arguments = "TOPOLOGY",
    .summary = "verify again and again while people plug cables",
    .details =
	"Shows the report of verify once, and from then on what changes: a "
	"line for each fault that is fixed, new or another one, and for each "
	"device that is lost or back, with the time of day. Nothing is called "
	"fixed that was not seen to be right: what a silent device leaves open "
	"is in doubt until it answers.\n"
	"What to expect: where a link goes down, most devices forget the "
	"neighbor at once; a cable that was plugged in shows with the next "
	"hello of CDP, within 60 seconds; what no link tells of is forgotten "
	"after 180 seconds.\n"
	"On a terminal Return verifies at once, otherwise SIGUSR1 does. Ctrl-C "
	"ends it cleanly, a second one at once. The exit status is that of "
	"verify for the last whole pass. The plan, the inventory, the "
	"credentials file and the snapshot of --from are read again when they "
	"have changed; --report files are replaced whole whenever something "
	"has. Whoever refuses a log-in is not asked again.\n"
	"--format json: a document on one line for each pass that could be "
	"made, schema cablecheck/watch/1, with \"new\", \"changed\" and "
	"\"still\" "
	"(findings as in verify; in the first pass all are new, and still are "
	"those alone that were unverified and are seen again), \"fixed\", "
	"\"withdrawn\" (the plan no longer asks for it), \"unverified\", "
	"\"in_doubt\", \"lost\", \"back\", \"summary\" and \"status\".",
    .formats = "text, json",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
};
