/*
 * `cablecheck diff`: what is another way between two topologies, two snapshots,
 * or one of each.
 */
#include <string.h>

#include "check/compare_labs.h"
#include "cmd/command.h"
#include "cmd/lab_source.h"
#include "cmd/output.h"
#include "report/difference.h"

static bool
is_format(const char *format)
{
	return !format || strcmp(format, "text") == 0 ||
	       strcmp(format, "json") == 0;
}

static enum exit_status
deliver(const struct difference *difference, const struct options *options)
{
	struct difference_names names = {
	    options->arguments.items[0],
	    options->arguments.items[1],
	};
	struct str out = STR_INIT;
	bool ok;

	if (options->format && strcmp(options->format, "json") == 0)
		report_difference_json(difference, &names, &out);
	else
		report_difference_text(difference, &names, &out);
	ok = output_show(options, &out);
	str_release(&out);
	if (!ok)
		return EXIT_TROUBLE;
	return difference_is_empty(difference) ? EXIT_CLEAN : EXIT_FAULTS;
}

static enum exit_status
compare(const struct lab_source *before, const struct lab_source *after,
    const struct options *options)
{
	struct compared_lab old = {before->topology, before->learned};
	struct compared_lab new_ = {after->topology, after->learned};
	struct difference *difference = compare_labs(&old, &new_);
	enum exit_status status = deliver(difference, options);

	compare_labs_free(difference);
	return status;
}

static enum exit_status
run(const struct options *options)
{
	struct lab_source before;
	struct lab_source after;
	enum exit_status status;

	if (!is_format(options->format)) {
		output_message("diff: unknown format '%s'; there are text and "
			       "json",
		    options->format);
		return EXIT_USAGE;
	}
	status = lab_source_read(&before, options->arguments.items[0], options);
	if (status == EXIT_CLEAN) {
		status = lab_source_read(&after, options->arguments.items[1],
		    options);
		if (status == EXIT_CLEAN)
			status = compare(&before, &after, options);
		lab_source_release(&after);
	}
	lab_source_release(&before);
	return status;
}

static const struct option_group *const groups[] = {
    &options_output,
    &options_topology,
    &options_general,
    NULL,
};

const struct command command_diff = {
    .name = "diff",
    .arguments = "A B",
    .summary = "compare two topologies, two snapshots, or one of each",
    .details = "Tells which cables and devices were added, removed or moved "
	       "from A to B; a file is a topology, a folder a snapshot. A swap "
	       "is one change. Exit status 0: nothing, 1: something, 2: "
	       "unusable input.",
    .formats = "text, json",
    .least_arguments = 2,
    .most_arguments = 2,
    .groups = groups,
    .run = run,
};
