/*
 * A folder is a snapshot, anything else a report; see past.h.
 */
#include "cmd/past.h"

#include <string.h>
#include <sys/stat.h>

#include "check/check.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "format/report_file.h"
#include "report/wording.h"

void
past_release(struct past *past)
{
	arena_free(past->arena);
	*past = (struct past)PAST_INIT;
}

/* --- from a judgement ---------------------------------------------------- */

static const char *
copy_message(struct arena *arena, const struct judgement *judgement,
    const struct finding *finding)
{
	struct prose prose = PROSE_INIT;
	struct str text = STR_INIT;
	const char *copy;

	wording_add_message(&prose, judgement, finding);
	prose_flatten(&prose, &text);
	copy = arena_span(arena, str_span(&text));
	prose_release(&prose);
	str_release(&text);
	return copy;
}

static void
copy_names(struct arena *arena, const struct judgement *judgement,
    const struct finding *finding, struct past_finding *past)
{
	const struct topology *t = judgement->topology;

	past->cables.items = arena_array(arena, finding->cable_count,
	    sizeof(*past->cables.items));
	past->devices.items = arena_array(arena,
	    finding->device_count +
		2 * (finding->cable_count + finding->observed_count),
	    sizeof(*past->devices.items));
	for (size_t i = 0; i < finding->device_count; i++)
		past->devices.items[past->devices.count++] =
		    t->devices[finding->devices[i]].name;
	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable = &t->cables[finding->cables[i]];

		past->cables.items[past->cables.count++] = cable->id;
		past->devices.items[past->devices.count++] =
		    t->devices[cable->a.device].name;
		past->devices.items[past->devices.count++] =
		    t->devices[cable->b.device].name;
	}
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &judgement->observed[finding->observed[i]];

		past->devices.items[past->devices.count++] =
		    cable->a.device_name;
		past->devices.items[past->devices.count++] =
		    cable->b.device_name;
	}
	for (size_t i = 0; i < past->cables.count; i++)
		past->cables.items[i] =
		    arena_strdup(arena, past->cables.items[i]);
	for (size_t i = 0; i < past->devices.count; i++)
		past->devices.items[i] =
		    arena_strdup(arena, past->devices.items[i]);
}

void
past_take(struct past *past, const char *source,
    const struct judgement *judgement)
{
	struct past_findings *all = &past->findings;

	past->arena = arena_new();
	*all = (struct past_findings){
	    .source = arena_strdup(past->arena, source),
	    .items = arena_array(past->arena, judgement->finding_count,
		sizeof(*all->items)),
	    .count = judgement->finding_count,
	};
	for (size_t i = 0; i < all->count; i++) {
		const struct finding *finding = &judgement->findings[i];

		all->items[i] = (struct past_finding){
		    .id = arena_strdup(past->arena, finding->id),
		    .kind = finding_kind_name(finding->kind),
		    .severity = severity_name(finding->severity),
		    .message = copy_message(past->arena, judgement, finding),
		};
		copy_names(past->arena, judgement, finding, &all->items[i]);
	}
}

/* --- from --baseline ----------------------------------------------------- */

static enum exit_status
judge_snapshot(struct past *past, const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	const char *folders[] = {options->baseline};
	struct options then = *options;
	struct judgement *judgement;
	enum exit_status status;
	bool trouble = false;

	if (strcmp(options->arguments.items[0], "-") == 0) {
		output_message("verify: --baseline %s: a snapshot is judged by "
			       "the same plan, and a plan on standard input "
			       "can be read only once; give it as a file, or "
			       "the baseline as JSON",
		    options->baseline);
		return EXIT_USAGE;
	}
	/* What is to be said of the plan is said once. */
	then.quiet = true;
	then.from = (struct words){folders, COUNT_OF(folders), 0};
	status = gather_topology(&gathering, &then);
	if (status == EXIT_CLEAN)
		status = gather_observations(&gathering, &then, NULL, &trouble);
	if (status == EXIT_CLEAN) {
		judgement =
		    check_run(gathering.topology, &gathering.observations);
		past_take(past, options->baseline, judgement);
		judgement_free(judgement);
	}
	gathering_release(&gathering);
	return status;
}

enum exit_status
past_load(struct past *past, const struct options *options)
{
	struct err err = ERR_INIT;
	struct stat status;

	if (stat(options->baseline, &status) == 0 && S_ISDIR(status.st_mode))
		return judge_snapshot(past, options);
	past->arena = arena_new();
	if (report_file_read(options->baseline, past->arena, &past->findings,
		&err))
		return EXIT_CLEAN;
	err_wrap(&err, "--baseline");
	output_message("%s", err.text);
	return command_status_of(&err);
}
