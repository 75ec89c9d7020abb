/*
 * A pass; see watch_pass.h.
 *
 * The plan is lent to the gathering for the time of a pass, and the news borrow
 * from the ledger of the pass before: so the order of things in judge() is not
 * free.
 */
#include "cmd/watch_pass.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/baseline.h"
#include "check/check.h"
#include "check/news.h"
#include "check/waiver.h"
#include "cmd/interrupt.h"
#include "cmd/output.h"
#include "format/snapshot.h"
#include "report/news.h"
#include "report/status.h"

/* --- telling -------------------------------------------------------------- */

static void
tell_first(struct watch *watch, const struct judgement *judgement)
{
	struct report_order order = {NULL, NULL};
	struct err err = ERR_INIT;

	order.writer = writers_find(span_of("text"), &err);
	watch_screen_wipe(&watch->screen);
	if (!writers_deliver(&order, judgement, watch->options))
		watch->is_mute = true;
}

static void
tell(struct watch *watch, const struct judgement *judgement,
    const struct news *news)
{
	struct report_style style = output_style(watch->options);
	char clock[WATCH_CLOCK_SIZE];
	struct str out = STR_INIT;

	watch_screen_clock(clock);
	if (watch->json)
		report_news_json(judgement, news, watch->series.count,
		    (int)watch->status, &out);
	else if (news->is_first)
		tell_first(watch, judgement);
	else
		report_news_text(judgement, news, clock, &style, &out);
	if (!watch_screen_tell(&watch->screen, &out))
		watch->is_mute = true;
	if (watch->options->bell && !news->is_first &&
	    (news->fixed_count || news->fresh_count || news->changed_count ||
		news->still_count))
		watch_screen_ring();
	str_release(&out);
}

/* "14:03:20 checked 100 devices in 0.6 s, 3 faults left" */
static void
sum_up(struct watch *watch, const struct judgement *judgement,
    const struct news *news, double seconds)
{
	const struct summary *s = &judgement->summary;
	char clock[WATCH_CLOCK_SIZE];

	watch_screen_clock(clock);
	str_clear(&watch->totals);
	news_add_totals(judgement, news, &watch->totals);
	str_clear(&watch->brief);
	str_addf(&watch->brief, "%s ", clock);
	news_add_faults(judgement, news, &watch->brief);
	str_clear(&watch->summary);
	str_addf(&watch->summary, "%s checked ", clock);
	if (s->devices_ok < s->devices)
		str_addf(&watch->summary, "%zu of ", s->devices_ok);
	str_addf(&watch->summary, "%zu device%s in %.1f s, ", s->devices,
	    s->devices == 1 ? "" : "s", seconds);
	news_add_faults(judgement, news, &watch->summary);
	if (!news->differs && watch->options->verbose && !watch->json &&
	    !watch_screen_has_line(&watch->screen))
		output_message("%s", str_text(&watch->summary));
}

/* --- files ---------------------------------------------------------------- */

/* Once, until it is another trouble or there is none. */
static void
tell_lack(struct watch *watch, const struct str *lack)
{
	if (!watch->lack || strcmp(watch->lack, str_text(lack)) != 0)
		output_message("%s", str_text(lack));
	free(watch->lack);
	watch->lack = xstrdup(str_text(lack));
}

/* What has not changed need not be written again, unless that went wrong. */
static void
write_reports(struct watch *watch, const struct judgement *judgement,
    const struct news *news)
{
	const struct options *options = watch->options;
	struct str lack = STR_INIT;

	if (!news->differs && !watch->plan_changed && !watch->lack)
		return;
	for (size_t i = 0; i < options->reports.count; i++) {
		struct err err = ERR_INIT;

		if (!writers_write_file(&watch->reports[i], judgement, options,
			&err))
			str_addf(&lack, "%s%s", lack.length ? "\n" : "",
			    err.text);
	}
	if (lack.length) {
		tell_lack(watch, &lack);
	} else {
		free(watch->lack);
		watch->lack = NULL;
	}
	str_release(&lack);
}

static bool
save(const struct watch *watch, const struct gathering *gathering)
{
	struct err err = ERR_INIT;

	if (!watch->options->save ||
	    snapshot_save(watch->options->save, &gathering->visits, &err))
		return true;
	output_message("%s", err.text);
	return false;
}

/* The next pass accepts them again, and has as little room for them. */
static void
tell_unkept(struct watch *watch, struct gathering *gathering)
{
	const char *unkept = gathering->unkept;

	if (unkept && (!watch->unkept || strcmp(watch->unkept, unkept) != 0))
		output_message("%s", unkept);
	free(watch->unkept);
	watch->unkept = gathering->unkept;
	gathering->unkept = NULL;
}

/* --- judging -------------------------------------------------------------- */

static void
judge(struct watch *watch, struct gathering *gathering, double began)
{
	static const struct ledger_words words = {news_put_into_words};
	const struct options *options = watch->options;
	struct judgement *judgement =
	    check_run(gathering->topology, &gathering->observations);
	struct news_pass pass = {began, watch->plan_changed};
	struct ledger *before = watch->ledger;
	struct news *news;

	waiver_apply(judgement, gather_day(gathering, options));
	if (options->baseline)
		baseline_compare(judgement, &watch->past.findings);
	news = news_of(before, judgement, &pass);
	watch->ledger = ledger_new(judgement, news, &words);
	watch->series.count++;
	watch->status =
	    (enum exit_status)report_status_at(judgement, options->fail_on);
	watch->is_clean =
	    watch->status == EXIT_CLEAN && report_exit_status(judgement) == 0;
	sum_up(watch, judgement, news, interrupt_clock() - began);
	/* Whoever reads the news may open the files at once. */
	write_reports(watch, judgement, news);
	tell_unkept(watch, gathering);
	watch->trouble =
	    !save(watch, gathering) || watch->lack || watch->unkept;
	tell(watch, judgement, news);
	refusals_tell(&watch->series.refusals, options->credentials != NULL);
	watch->plan_changed = false;
	ledger_free(before);
	judgement_free(judgement);
}

/* --- the pass ------------------------------------------------------------- */

/* Visits that Ctrl-C has broken off say nothing about cables. */
static bool
is_broken_off(const struct gathering *gathering)
{
	if (!interrupt_has_come())
		return false;
	for (size_t i = 0; i < gathering->visits.count; i++) {
		if (gathering->visits.items[i].status == VISIT_CANCELLED)
			return true;
	}
	return false;
}

/* What was seen before must not look like what is seen now. */
static void
tell_failures(struct watch *watch)
{
	char clock[WATCH_CLOCK_SIZE];

	watch->failures++;
	watch_screen_clock(clock);
	str_clear(&watch->brief);
	str_addf(&watch->brief, "%s nothing was read", clock);
	str_clear(&watch->summary);
	str_addf(&watch->summary, "%s nothing could be read, ", clock);
	if (watch->failures > 1)
		str_addf(&watch->summary, "%zu times in a row",
		    watch->failures);
	else
		str_add(&watch->summary, "once");
}

static void
tell_recovery(struct watch *watch)
{
	if (watch->failures && !watch->options->quiet)
		output_message("note: read again, after %zu pass%s that could "
			       "not be made",
		    watch->failures, watch->failures == 1 ? "" : "es");
	free(watch->failure);
	watch->failure = NULL;
	watch->failures = 0;
}

/* Trouble that lasts is told once. */
static enum exit_status
fail(struct watch *watch, const struct err *err)
{
	if (interrupt_has_come())
		return EXIT_CLEAN;
	if (!watch->ledger) {
		output_message("%s", err->text);
		return command_status_of(err);
	}
	if (!watch->failure || strcmp(watch->failure, err->text) != 0)
		output_message("%s; trying again at the next pass", err->text);
	free(watch->failure);
	watch->failure = xstrdup(err->text);
	tell_failures(watch);
	return EXIT_CLEAN;
}

enum exit_status
watch_pass(struct watch *watch)
{
	const struct options *options = watch->options;
	struct gathering gathering = GATHERING_INIT;
	double began = interrupt_clock();
	struct err err = ERR_INIT;
	enum exit_status status;

	watch_screen_wipe(&watch->screen);
	if (watch->ledger && watch_plan_refresh(&watch->plan))
		watch->plan_changed = true;
	gathering.topology = watch->plan.topology;
	gathering.series = &watch->series;
	status = gather_topology(&gathering, options);
	if (status == EXIT_CLEAN &&
	    !gather_look(&gathering, options, NULL, &err)) {
		status = fail(watch, &err);
	} else if (status == EXIT_CLEAN && is_broken_off(&gathering)) {
		if (watch->save_is_new && !watch->ledger)
			(void)save(watch, &gathering);
	} else if (status == EXIT_CLEAN) {
		tell_recovery(watch);
		judge(watch, &gathering, began);
	}
	gathering.topology = NULL;
	gathering_release(&gathering);
	return status;
}
