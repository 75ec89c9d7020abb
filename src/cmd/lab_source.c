/*
 * Files are plans, folders are snapshots; see lab_source.h.
 */
#include "cmd/lab_source.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "check/learn.h"
#include "cmd/output.h"
#include "cmd/reading.h"
#include "format/snapshot.h"
#include "format/topology_yaml.h"

struct learned *
lab_source_learn(const struct gathering *gathering, const char *name,
    const bool *taken)
{
	size_t visits = gathering->visits.count;
	struct learn_source *sources = xcalloc(visits + 1, sizeof(*sources));
	struct learned *learned;
	size_t count = 0;

	for (size_t i = 0; i < visits; i++) {
		const struct visit *visit = &gathering->visits.items[i];

		if (taken && !taken[i])
			continue;
		sources[count++] = (struct learn_source){
		    .device = visit->device,
		    .platform = visit->platform,
		    .seen =
			{
			    .status = visit->status,
			    .error = visit->error,
			    .seconds = visit->seconds,
			    .file = visit->file,
			    .text = span_make(visit->text, visit->length),
			    .heard = gathering->neighbors[i],
			},
		};
	}
	learned = learn_run(name, gathering->topology, sources, count);
	free(sources);
	return learned;
}

/* Here no table of devices says what is missing, and why. */
static void
tell_unreadable(const struct visit_list *visits)
{
	for (size_t i = 0; i < visits->count; i++) {
		const struct visit *visit = &visits->items[i];

		if (visit->unread)
			output_message("warning: what %s said cannot be used, "
				       "it counts as %s: %s",
			    visit->device, visit_status_name(visit->status),
			    visit->error ? visit->error : "");
	}
}

enum exit_status
lab_source_read_snapshots(struct gathering *gathering, const char *const *paths,
    size_t count, bool quiet)
{
	struct err err = ERR_INIT;

	for (size_t i = 0; i < count; i++) {
		if (!snapshot_load(paths[i], &gathering->visits, &err)) {
			output_message("%s", err.text);
			return command_status_of(&err);
		}
	}
	if (!quiet)
		tell_unreadable(&gathering->visits);
	reading_parse(gathering);
	return EXIT_CLEAN;
}

static enum exit_status
read_snapshot(struct lab_source *source, const char *path, bool quiet)
{
	enum exit_status status =
	    lab_source_read_snapshots(&source->gathering, &path, 1, quiet);

	if (status != EXIT_CLEAN)
		return status;
	source->learned = lab_source_learn(&source->gathering, path, NULL);
	source->topology = source->learned->topology;
	return EXIT_CLEAN;
}

static enum exit_status
read_topology(struct lab_source *source, const char *path,
    const struct options *options)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct err err = ERR_INIT;
	bool readable;

	readable = topology_read(path, options->inventory, &source->topology,
	    &diags, &err);
	output_diags(&diags, options->quiet);
	diag_list_release(&diags);
	if (!readable) {
		output_message("%s", err.text);
		return command_status_of(&err);
	}
	return source->topology ? EXIT_CLEAN : EXIT_USAGE;
}

enum exit_status
lab_source_read(struct lab_source *source, const char *path,
    const struct options *options)
{
	struct stat st;

	*source = (struct lab_source){.gathering = GATHERING_INIT};
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return read_snapshot(source, path, options->quiet);
	return read_topology(source, path, options);
}

void
lab_source_release(struct lab_source *source)
{
	if (!source->learned)
		topology_free(source->topology);
	learned_free(source->learned);
	gathering_release(&source->gathering);
}
