/*
 * `cablecheck collect`: only fetch what the devices say, into a snapshot that
 * verify, graph and others read with --from.  Devices that could not be read
 * are named; what was read is kept.
 */
#include "base/str.h"
#include "base/text.h"
#include "cmd/command.h"
#include "cmd/gather.h"
#include "cmd/output.h"

static void
add_device(struct str *out, const struct device *device,
    const struct observation *seen)
{
	text_escape(out, span_of(device->name));
	str_addf(out, ": %s", visit_status_name(seen->status));
	if (seen->error && *seen->error) {
		str_add(out, ": ");
		text_escape(out, span_of(seen->error));
	}
	str_add_char(out, '\n');
}

/* One line per device that is not ok, then the total. */
static enum exit_status
summarise(const struct gathering *gathering, const char *folder)
{
	const struct observations *seen = &gathering->observations;
	struct str out = STR_INIT;
	size_t wanted = 0;
	size_t good = 0;
	bool written;

	for (size_t i = 0; i < seen->count; i++) {
		if (seen->items[i].not_wanted)
			continue;
		wanted++;
		if (seen->items[i].status == VISIT_OK)
			good++;
		else
			add_device(&out, &gathering->topology->devices[i],
			    &seen->items[i]);
	}
	str_addf(&out, "%zu of %zu devices collected into ", good, wanted);
	text_escape(&out, span_of(folder));
	str_add_char(&out, '\n');
	written = output_write(NULL, &out);
	str_release(&out);
	if (!written)
		return EXIT_TROUBLE;
	return good == wanted ? EXIT_CLEAN : EXIT_UNVERIFIED;
}

static enum exit_status
run(const struct options *options)
{
	struct gathering gathering = GATHERING_INIT;
	const char *folder = options->save;
	enum exit_status status;
	bool trouble = false;

	if (!folder) {
		output_message("collect needs a folder for the snapshot: "
			       "-o SNAPSHOT");
		return EXIT_USAGE;
	}
	gathering.forgets = true;
	status = gather_topology(&gathering, options);
	if (status == EXIT_CLEAN)
		status =
		    gather_observations(&gathering, options, folder, &trouble);
	if (status == EXIT_CLEAN && !trouble)
		status = summarise(&gathering, folder);
	gathering_release(&gathering);
	return trouble ? EXIT_TROUBLE : status;
}

static const struct option_group *const groups[] = {
    &options_folder,
    &options_topology,
    &options_scope,
    &options_collect,
    &options_login,
    &options_host_key,
    &options_way,
    &options_general,
    NULL,
};

const struct command command_collect = {
    .name = "collect",
    .arguments = "TOPOLOGY",
    .summary = "fetch what the devices say into a snapshot",
    .details = "Logs in to every device of TOPOLOGY at once, runs `show cdp "
	       "neighbors detail` and keeps the output: with -o SNAPSHOT, a "
	       "folder of one text file a device and snapshot.json. Exit "
	       "status 3 says that some devices could not be read.",
    .least_arguments = 1,
    .most_arguments = 1,
    .groups = groups,
    .run = run,
};
