/*
 * `cablecheck convert`: other tools' cabling files in, a topology out, and the
 * other way round.  A lab that is in NetBox, in a spreadsheet or in a simulator
 * need not be typed once more.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/written_plan.h"
#include "format/cabling.h"
#include "format/topology_yaml.h"

static bool
is_ours(const struct cabling_format *format)
{
	return strcmp(format->name, "topology") == 0;
}

static bool
can(const struct cabling_format *format, bool reading)
{
	return reading ? cabling_can_read(format) : format->write != NULL;
}

/* The format of that name, or a message with those that there are. */
static const struct cabling_format *
find_format(const char *name, bool reading)
{
	const struct cabling_format *format = cabling_format_find(name);
	const char *does = reading ? "read" : "written";
	struct str known = STR_INIT;

	if (format && can(format, reading))
		return format;
	for (size_t i = 0; cabling_format_at(i); i++) {
		if (can(cabling_format_at(i), reading))
			str_addf(&known, "%s%s", known.length ? ", " : "",
			    cabling_format_at(i)->name);
	}
	if (format)
		output_message("convert: %s is not %s; these are: %s",
		    format->name, does, str_text(&known));
	else
		output_message("convert: unknown format '%s'; these are %s: %s",
		    name, does, str_text(&known));
	str_release(&known);
	return NULL;
}

static void
tell_summary(const struct cabling_format *from,
    const struct cabling_format *into, const struct topology *t)
{
	output_message("%s: %zu device%s and %zu cable%s, written as %s",
	    from->title, t->device_count, t->device_count == 1 ? "" : "s",
	    t->cable_count, t->cable_count == 1 ? "" : "s", into->name);
}

static enum exit_status
deliver(const struct cabling_format *from, const struct cabling_format *into,
    const struct topology *topology, const struct options *options)
{
	struct diag_list losses = DIAG_LIST_INIT;
	struct str out = STR_INIT;
	bool ok;

	into->write(topology, &out);
	ok = (!is_ours(into) || written_plan_reads_back(&out)) &&
	     output_show(options, &out);
	if (ok) {
		cabling_tell_losses(into, topology, &losses);
		output_diags(&losses, options->quiet);
		if (!options->quiet)
			tell_summary(from, into, topology);
	}
	diag_list_release(&losses);
	str_release(&out);
	return ok ? EXIT_CLEAN : EXIT_TROUBLE;
}

/* Only our own plans can have their devices in another file. */
static bool
check_inventory(const struct cabling_format *from,
    const struct options *options)
{
	if (!options->inventory || !from || is_ours(from))
		return true;
	output_message("convert: --inventory is for topologies, and "
		       "--input-format says %s",
	    from->name);
	return false;
}

/* `*from`: what it is known to be or NULL, then what it was. */
static bool
read_in(const struct options *options, const struct cabling_format **from,
    struct topology **topology, struct diag_list *diags, struct err *err)
{
	const char *path = options->arguments.items[0];

	if (!options->inventory)
		return cabling_read(*from, path, from, topology, diags, err);
	*from = cabling_format_find("topology");
	return topology_read(path, options->inventory, topology, diags, err);
}

static enum exit_status
run(const struct options *options)
{
	const char *name = options->format ? options->format : "topology";
	const struct cabling_format *into = find_format(name, false);
	const struct cabling_format *from = NULL;
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	enum exit_status status = EXIT_USAGE;
	struct err err = ERR_INIT;
	bool readable;

	if (!into)
		return EXIT_USAGE;
	if (options->input_format) {
		from = find_format(options->input_format, true);
		if (!from)
			return EXIT_USAGE;
	}
	if (!check_inventory(from, options))
		return EXIT_USAGE;
	readable = read_in(options, &from, &topology, &diags, &err);
	output_diags(&diags, options->quiet);
	diag_list_release(&diags);
	if (!readable) {
		output_message("%s", err.text);
		status = command_status_of(&err);
	} else if (topology) {
		status = deliver(from, into, topology, options);
	}
	topology_free(topology);
	return status;
}

static const struct option_group *const groups[] = {
    &options_output,
    &options_input_format,
    &options_topology,
    &options_general,
    NULL,
};

const struct command command_convert = {
    .name = "convert",
    .arguments = "IN",
    .summary = "import and export other tools' cabling formats",
    .details = "Reads the cabling file IN of any of these formats (which one "
	       "is seen from its content) and writes it in another; without "
	       "--format as a topology that `verify` accepts. What the other "
	       "format has no place for is told, and so is what could not be "
	       "taken over. With --inventory IN is a topology, whose devices "
	       "are there.",
    .formats = "topology, batfish, containerlab, cml, netlab, "
	       "hyperfabric, dell, ptm, cable-plan, netbox, p2p, avd, csv, "
	       "netdisco",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
    .rewrites = true,
};
