/*
 * `cablecheck lint`: check topology files without any device.  For the
 * editor, the commit hook and the CI of the repository that holds the plan.
 */
#include <string.h>

#include "base/attr.h"
#include "base/str.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "format/topology_yaml.h"
#include "report/diags.h"

/* clang-format off */
static const struct {
	const char *name;
	enum report_diags_format format;
} formats[] = {
	{ "text",   REPORT_DIAGS_TEXT },
	{ "github", REPORT_DIAGS_GITHUB },
	{ "json",   REPORT_DIAGS_JSON },
};
/* clang-format on */

static bool
find_format(const char *name, enum report_diags_format *format)
{
	*format = REPORT_DIAGS_TEXT;
	if (!name)
		return true;
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*format = formats[i].format;
			return true;
		}
	}
	output_message("lint: unknown format '%s'; there are text, github and "
		       "json",
	    name);
	return false;
}

/* What is wrong inside the file goes to `diags` and changes no status here. */
static enum exit_status
lint_file(const char *path, const char *inventory, struct diag_list *diags)
{
	struct topology *topology = NULL;
	struct err err = ERR_INIT;
	bool ok;

	ok = topology_read(path, inventory, &topology, diags, &err);
	topology_free(topology);
	if (ok)
		return EXIT_CLEAN;
	output_message("%s", err.text);
	return command_status_of(&err);
}

static enum exit_status
run(const struct options *options)
{
	struct diag_list diags = DIAG_LIST_INIT;
	enum exit_status status = EXIT_CLEAN;
	struct str out = STR_INIT;
	enum report_diags_format format;

	if (!find_format(options->format, &format))
		return EXIT_USAGE;
	for (size_t i = 0; i < options->arguments.count; i++) {
		enum exit_status of_file =
		    lint_file(options->arguments.items[i], options->inventory,
			&diags);

		status = command_worse(status, of_file);
	}
	/* One inventory, read with every file, is wrong only once. */
	diag_sort_unique(&diags);
	if (diags.errors)
		status = command_worse(status, EXIT_USAGE);
	else if (diags.count)
		status = command_worse(status, EXIT_FAULTS);
	report_diags(&diags, format, &out);
	if (!output_show(options, &out))
		status = EXIT_TROUBLE;
	str_release(&out);
	diag_list_release(&diags);
	return status;
}

static const struct option_group *const groups[] = {
    &options_output,
    &options_topology,
    &options_general,
    NULL,
};

const struct command command_lint = {
    .name = "lint",
    .arguments = "TOPOLOGY...",
    .summary = "check topology files without any device",
    .details = "Reads every file and reports every mistake in it with its "
	       "line and column. Exit status 0: nothing to report; 1: only "
	       "warnings; 2: at least one file cannot be used.",
    .formats = "text, github, json",
    .least_arguments = 1,
    .most_arguments = (size_t)-1,
    .groups = groups,
    .run = run,
};
