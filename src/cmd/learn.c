/*
 * `cablecheck learn`: the first plan of a lab that has none.  What the devices
 * say is taken for what is wanted, and written down so that it can be gone
 * through and kept.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/gather.h"
#include "cmd/lab_source.h"
#include "cmd/output.h"
#include "cmd/scope.h"
#include "cmd/written_plan.h"
#include "format/snapshot.h"
#include "format/topology_write.h"

/* "labs/today/" is called "today". */
static char *
name_of_folder(const char *path)
{
	size_t length = strlen(path);
	size_t start;

	while (length > 1 && path[length - 1] == '/')
		length--;
	start = length;
	while (start > 0 && path[start - 1] != '/')
		start--;
	if (strspn(path + start, "./") >= length - start)
		return xstrdup("learned");
	return xstrndup(path + start, length - start);
}

/* An inventory is a plan without cables. */
static enum exit_status
gather_inventory(struct gathering *gathering, const struct options *options,
    bool *trouble)
{
	const char *arguments[] = {options->inventory};
	struct options here = *options;
	enum exit_status status;

	here.inventory = NULL;
	here.arguments = (struct words){arguments, 1, 1};
	status = gather_topology(gathering, &here);
	if (status == EXIT_CLEAN)
		status = gather_observations(gathering, &here, options->save,
		    trouble);
	return status;
}

static enum exit_status
read_snapshots(struct gathering *gathering, const struct options *options,
    bool *trouble)
{
	struct err err = ERR_INIT;
	enum exit_status status = lab_source_read_snapshots(gathering,
	    options->from.items, options->from.count, options->quiet);

	if (status == EXIT_CLEAN && options->save &&
	    !snapshot_save(options->save, &gathering->visits, &err)) {
		output_message("%s", err.text);
		*trouble = true;
	}
	return status;
}

static void
tell_summary(const struct learned *learned)
{
	const struct topology *t = learned->topology;

	output_message("learned %zu device%s and %zu cable%s; %zu ignore "
		       "rule%s with a reason beside %s",
	    t->device_count, t->device_count == 1 ? "" : "s", t->cable_count,
	    t->cable_count == 1 ? "" : "s", t->ignore_count,
	    t->ignore_count == 1 ? "" : "s",
	    t->ignore_count == 1 ? "it" : "each");
	if (learned->nameless)
		output_message("note: %zu neighbor%s with a name that no plan "
			       "can hold %s left out",
		    learned->nameless, learned->nameless == 1 ? "" : "s",
		    learned->nameless == 1 ? "was" : "were");
}

static const char *
rack_of(const struct topology *topology, const char *name)
{
	size_t device;

	if (!topology ||
	    !topology_find_device(topology, span_of(name), &device))
		return NULL;
	return topology->devices[device].rack;
}

/*
 * Which visits are those of devices in scope.  Of an inventory it was said
 * already which patterns fit nothing in it; a snapshot alone knows names, but
 * no racks.
 */
static bool
choose_visits(const struct gathering *gathering, const struct options *options,
    bool *taken)
{
	struct scope scope;

	scope_begin(&scope, options);
	for (size_t i = 0; i < gathering->visits.count; i++) {
		const char *name = gathering->visits.items[i].device;

		taken[i] = scope_takes(&scope, name,
		    rack_of(gathering->topology, name));
	}
	if (!gathering->topology)
		return scope_end(&scope, "snapshot");
	scope_release(&scope);
	return true;
}

static enum exit_status
write_learned(const struct gathering *gathering, const bool *taken,
    const struct options *options)
{
	char *name = options->from.count
			 ? name_of_folder(options->from.items[0])
			 : xstrdup(gathering->topology->name);
	struct learned *learned = lab_source_learn(gathering, name, taken);
	struct str out = STR_INIT;
	bool ok;

	topology_write(learned, &out);
	ok = written_plan_reads_back(&out) &&
	     output_write(options->output, &out);
	if (ok && !options->quiet)
		tell_summary(learned);
	str_release(&out);
	learned_free(learned);
	free(name);
	return ok ? EXIT_CLEAN : EXIT_TROUBLE;
}

static enum exit_status
deliver(const struct gathering *gathering, const struct options *options)
{
	bool *taken = xcalloc(gathering->visits.count + 1, sizeof(*taken));
	enum exit_status status = EXIT_USAGE;

	if (choose_visits(gathering, options, taken))
		status = write_learned(gathering, taken, options);
	free(taken);
	return status;
}

static enum exit_status
run(const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	struct err err = ERR_INIT;
	enum exit_status status;
	bool trouble = false;

	if (!options->from.count && !options->inventory) {
		output_message("learn needs --from SNAPSHOT, or --inventory "
			       "FILE with the devices to visit");
		return EXIT_USAGE;
	}
	/* Minutes of collecting must not end in a plan that has no place. */
	if (options->output && !options->from.count &&
	    !file_can_write(options->output, &err)) {
		output_message("%s", err.text);
		return EXIT_TROUBLE;
	}
	status = options->inventory
		     ? gather_inventory(&gathering, options, &trouble)
		     : read_snapshots(&gathering, options, &trouble);
	if (status == EXIT_CLEAN)
		status = deliver(&gathering, options);
	gathering_release(&gathering);
	return trouble ? EXIT_TROUBLE : status;
}

static const struct option_group *const groups[] = {
    &options_output_file,
    &options_topology,
    &options_scope,
    &options_snapshot,
    &options_collect,
    &options_login,
    &options_host_key,
    &options_way,
    &options_general,
    NULL,
};

const struct command command_learn = {
    .name = "learn",
    .arguments = "",
    .summary = "write a topology from what the devices say",
    .details = "Takes what the devices in a SNAPSHOT say, or with --inventory "
	       "FILE those that it visits, for what is wanted, and writes a "
	       "topology that `verify` accepts: devices, cables with ranges, "
	       "and ignore rules with the reason for what is no cable. With "
	       "--limit or --rack only what those devices say counts; it is "
	       "the inventory that knows racks.",
    .least_arguments = 0,
    .most_arguments = 0,
    .groups = groups,
    .run = run,
};
