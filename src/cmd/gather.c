/*
 * Gathering; see gather.h.  Whatever fails here is told at once, and the
 * caller only gets the exit status, so that each command stays a short story.
 */
#include "cmd/gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "cmd/hints.h"
#include "cmd/keeper.h"
#include "cmd/output.h"
#include "cmd/pictures.h"
#include "cmd/progress.h"
#include "cmd/reading.h"
#include "cmd/scope.h"
#include "cmd/series.h"
#include "cmd/targets.h"
#include "format/snapshot.h"
#include "parse/whole.h"

void
gathering_release(struct gathering *gathering)
{
	for (size_t i = 0; gathering->neighbors && i < gathering->visits.count;
	     i++)
		neighbor_list_free(gathering->neighbors[i]);
	free(gathering->neighbors);
	free(gathering->visit_of);
	free(gathering->observations.items);
	visit_list_release(&gathering->visits);
	for (size_t i = 0; i < PARALLEL_MAX; i++)
		arena_free(gathering->read[i]);
	topology_free(gathering->topology);
	free(gathering->unkept);
	*gathering = (struct gathering)GATHERING_INIT;
}

/* --- which devices ------------------------------------------------------- */

static bool
choose_devices(struct gathering *gathering, const struct options *options)
{
	const struct topology *topology = gathering->topology;
	struct scope scope;

	scope_begin(&scope, options);
	for (size_t i = 0; i < topology->device_count; i++) {
		const struct device *device = &topology->devices[i];
		struct observation *seen = &gathering->observations.items[i];

		seen->out_of_scope =
		    !scope_takes(&scope, device->name, device->rack);
		seen->not_wanted = seen->out_of_scope || !device->collect;
	}
	return scope_end(&scope, "topology");
}

static void
make_room(struct gathering *gathering)
{
	size_t count = gathering->topology->device_count;

	gathering->observations.items =
	    xcalloc(count, sizeof(struct observation));
	gathering->observations.count = count;
	gathering->visit_of = xcalloc(count, sizeof(*gathering->visit_of));
}

enum exit_status
gather_topology(struct gathering *gathering, const struct options *options)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct err err = ERR_INIT;
	bool readable;

	readable = reading_run(gathering, options, &diags, &err);
	output_diags(&diags, options->quiet);
	diag_list_release(&diags);
	if (!readable) {
		output_message("%s", err.text);
		return command_status_of(&err);
	}
	if (!gathering->topology)
		return EXIT_USAGE;
	make_room(gathering);
	return choose_devices(gathering, options) ? EXIT_CLEAN : EXIT_USAGE;
}

bool
gather_fits(struct topology *topology, const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	struct picture_choice choice;
	struct err err = ERR_INIT;
	bool ok;

	gathering.topology = topology;
	make_room(&gathering);
	ok = choose_devices(&gathering, options);
	if (ok && !pictures_choose(topology, &gathering.observations, options,
		      &choice, &err)) {
		output_message("%s", err.text);
		ok = false;
	}
	gathering.topology = NULL;
	gathering_release(&gathering);
	return ok;
}

/* --- from snapshots ------------------------------------------------------ */

static void
note_strangers(const struct gathering *gathering)
{
	size_t strangers = 0;
	const char *first = NULL;

	for (size_t i = 0; i < gathering->visits.count; i++) {
		const char *name = gathering->visits.items[i].device;
		size_t device;

		if (topology_find_device(gathering->topology, span_of(name),
			&device))
			continue;
		if (!first)
			first = name;
		strangers++;
	}
	if (strangers)
		output_message("note: the snapshot holds %zu device%s that the "
			       "topology does not know, %s%s",
		    strangers, strangers == 1 ? "" : "s", first,
		    strangers == 1 ? "" : " the first of them");
}

/* --- from devices -------------------------------------------------------- */

/* What is told of the visits while they run. */
struct telling {
	struct progress progress;
	struct keeper keeper;
	char **unkept;
};

static void
on_progress(void *context, const struct collect_progress *progress)
{
	struct telling *telling = context;

	progress_update(&telling->progress, progress);
}

static void
on_visit(void *context, const struct visit *visit)
{
	struct telling *telling = context;

	keeper_take(&telling->keeper, visit);
}

static void
on_silence(void *context, const struct collect_silence *silence)
{
	struct telling *telling = context;

	progress_clear(&telling->progress);
	output_message("no device has answered a log-in as %s for %.0f s (%zu "
		       "tried): is the AAA server (TACACS+, RADIUS) up? %zu "
		       "device%s wait%s, and are given up after %zu tries "
		       "without an answer",
	    silence->username, silence->seconds, silence->tried,
	    silence->waiting, silence->waiting == 1 ? "" : "s",
	    silence->waiting == 1 ? "s" : "", silence->tries);
}

static void
on_unkept(void *context, size_t count, const char *why)
{
	struct telling *telling = context;

	free(*telling->unkept);
	*telling->unkept =
	    str_printf("new host keys of %zu device%s were accepted for this "
		       "run only: %s",
		count, count == 1 ? "" : "s", why);
}

static void
log_step(void *context, const char *device, const char *text)
{
	struct telling *telling = context;

	progress_clear(&telling->progress);
	output_message("%s: %s", device, text);
}

static char *
utc_now(void)
{
	char text[sizeof("2026-11-23T08:00:00Z") + 16];
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	return xstrdup(text);
}

/* Those that have refused us before get a visit in name only. */
static bool
visit_devices(struct gathering *gathering, const struct options *options,
    const struct targets *targets, const char *keep, struct err *err)
{
	struct collect_settings settings = COLLECT_SETTINGS_INIT;
	struct series *series = gathering->series;
	struct visit_list *visits = &gathering->visits;
	size_t count =
	    refusals_divide(&series->refusals, targets->items, targets->count);
	struct telling telling = {.unkept = &gathering->unkept};
	bool ok;

	progress_init(&telling.progress, options->quiet, options->verbose);
	keeper_start(&telling.keeper, gathering, targets->count, keep);
	targets_settings(&settings, options);
	if (telling.progress.mode != PROGRESS_OFF)
		settings.on_progress = on_progress;
	settings.on_visit = on_visit;
	settings.is_whole = parse_is_whole;
	settings.on_silence = options->quiet ? NULL : on_silence;
	settings.on_unkept = on_unkept;
	settings.on_log = options->verbose ? log_step : NULL;
	settings.context = &telling;
	settings.stop_fd = series->stop_fd;
	ok = collect_run(targets->items, count, &settings, visits, err);
	keeper_end(&telling.keeper);
	progress_clear(&telling.progress);
	visits->taken_at = utc_now();
	if (!ok)
		return false;
	refusals_note(&series->refusals, targets->items, visits->items, count);
	refusals_add_visits(&series->refusals, targets->items + count,
	    targets->count - count, visits);
	series->left =
	    refusals_divide(&series->refusals, targets->items, targets->count);
	return true;
}

/* Before a password is asked for; ssh's configuration may say so as well. */
static void
warn_of_host_keys(const struct targets *targets, const struct options *options)
{
	static const char risk[] = "anybody in between can read the password";
	size_t total = targets->count + targets->bastion_count;
	size_t open = targets_count_unchecked(targets, options);

	if (open == total && options->host_keys == HOST_KEYS_OFF)
		output_message("warning: host keys are not checked: %s", risk);
	else if (open)
		output_message("warning: host keys of %zu of %zu devices and "
			       "bastions are not checked, as ssh's "
			       "configuration has it: %s",
		    open, total, risk);
}

/* Notes are for the first run of a series. */
static bool
tells_notes(const struct gathering *gathering, const struct options *options)
{
	return !options->quiet &&
	       !(gathering->series && gathering->series->count);
}

static bool
visit_live(struct gathering *gathering, const struct options *options,
    const char *keep, struct err *err)
{
	struct series only = SERIES_INIT;
	struct series *given = gathering->series;
	struct targets targets = {0};
	bool ok;

	if (!given)
		gathering->series = &only;
	ok = targets_find(&targets, gathering, options, err);
	if (ok && tells_notes(gathering, options))
		warn_of_host_keys(&targets, options);
	ok = ok && series_log_in(gathering->series, options, &targets, err) &&
	     visit_devices(gathering, options, &targets, keep, err);
	targets_release(&targets);
	gathering->series = given;
	series_release(&only);
	return ok;
}

/* --- from visits to observations ----------------------------------------- */

/* The last visit to a device wins: the newest snapshot, the last try. */
static void
match_visits(struct gathering *gathering)
{
	for (size_t i = 0; i < gathering->visits.count; i++) {
		struct visit *visit = &gathering->visits.items[i];
		size_t device;

		if (topology_find_device(gathering->topology,
			span_of(visit->device), &device))
			gathering->visit_of[device] = visit;
	}
}

static void
observe(struct gathering *gathering, bool from_snapshot)
{
	for (size_t i = 0; i < gathering->observations.count; i++) {
		struct observation *seen = &gathering->observations.items[i];
		struct visit *visit = gathering->visit_of[i];

		seen->seconds = VISIT_NO_SECONDS;
		seen->status = VISIT_NOT_COLLECTED;
		if (!seen->not_wanted && from_snapshot)
			seen->error = "it is not in the snapshot";
		/* Who is out of scope is still a witness. */
		if (!visit)
			continue;
		seen->status = visit->status;
		seen->error = visit->error;
		seen->seconds = visit->seconds;
		seen->file = visit->file;
		seen->text = span_make(visit->text, visit->length);
		seen->heard =
		    gathering->neighbors[visit - gathering->visits.items];
	}
}

bool
gather_look(struct gathering *gathering, const struct options *options,
    const char *keep, struct err *err)
{
	bool from_snapshot = options->from.count > 0;

	if (from_snapshot && gathering->reading.code != ERR_NONE) {
		*err = gathering->reading;
		return false;
	}
	if (!from_snapshot) {
		if (!visit_live(gathering, options, keep, err))
			return false;
		reading_parse(gathering);
	}
	gathering->observations.taken_at = gathering->visits.taken_at;
	match_visits(gathering);
	if (from_snapshot && tells_notes(gathering, options))
		note_strangers(gathering);
	observe(gathering, from_snapshot);
	if (tells_notes(gathering, options) && !gathering->forgets)
		hints_tell_domains(gathering);
	return true;
}

enum exit_status
gather_observations(struct gathering *gathering, const struct options *options,
    const char *save, bool *trouble)
{
	bool from_snapshot = options->from.count > 0;
	struct err err = ERR_INIT;
	bool is_new = false;

	if ((save && !from_snapshot &&
		!snapshot_prepare(save, &is_new, &err)) ||
	    !gather_look(gathering, options, is_new ? save : NULL, &err)) {
		output_message("%s", err.text);
		return command_status_of(&err);
	}
	if (gathering->unkept) {
		output_message("%s", gathering->unkept);
		*trouble = true;
	}
	if (save && !snapshot_save(save, &gathering->visits, &err)) {
		output_message("%s", err.text);
		*trouble = true;
	}
	return EXIT_CLEAN;
}

const char *
gather_day(struct gathering *gathering, const struct options *options)
{
	const char *taken = gathering->visits.taken_at;
	char *now = NULL;

	if (options->today)
		return options->today;
	if (!taken || strlen(taken) < 10 || !day_is_valid(span_make(taken, 10)))
		taken = now = utc_now();
	snprintf(gathering->day, sizeof(gathering->day), "%s", taken);
	free(now);
	return gathering->day;
}
