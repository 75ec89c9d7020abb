/*
 * What a comparison costs for each cable, stage by stage.
 *
 *     bench_check CABLES...          a table row for each size
 *     bench_check --write CABLES F   such a lab as files: F/lab.yaml and the
 *                                    snapshot F/snapshot
 *
 * scripts/bench-check says what the columns mean and times the whole program.
 * Seconds are those of the thread's own work.  Bytes are what the process had
 * in memory at most during a stage, beyond what it had before: what is only
 * needed for a while counts, too.
 */
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/file.h"
#include "big_lab.h"
#include "check/check.h"
#include "check/work_order.h"
#include "format/topology_yaml.h"
#include "parse/parse.h"
#include "report/json.h"
#include "report/text.h"

struct run {
	struct big_lab lab;
	struct topology *topology;
	struct observations observations;
	struct judgement *judgement;
	struct work_order *order;
	struct str text;
	struct str json;
};

static void
read_plan(struct run *run)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct err err = ERR_INIT;

	if (!topology_read_text("lab.yaml", str_span(&run->lab.plan),
		&run->topology, &diags, &err) ||
	    !run->topology)
		bug("the plan cannot be read: %s", err.text);
	diag_list_release(&diags);
}

static void
parse_texts(struct run *run)
{
	size_t count = run->lab.devices;

	run->observations.items =
	    xcalloc(count, sizeof(*run->observations.items));
	run->observations.count = count;
	for (size_t i = 0; i < count; i++) {
		struct observation *seen = &run->observations.items[i];

		seen->status = VISIT_OK;
		seen->file = "device.txt";
		seen->text = str_span(&run->lab.texts[i]);
		seen->heard = parse_neighbors(seen->text, PARSE_AUTO);
	}
}

static void
compare(struct run *run)
{
	run->judgement = check_run(run->topology, &run->observations);
}

static void
plan_work(struct run *run)
{
	run->order = work_order_make(run->judgement, NULL);
}

static void
report_text(struct run *run)
{
	static const struct report_style style = {.width = 80};

	report_verify_text(run->judgement, &style, &run->text);
}

static void
report_json(struct run *run)
{
	report_verify_json(run->judgement, &run->json);
}

/* clang-format off */
static const struct stage {
	const char *name;
	void (*work)(struct run *run);
} stages[] = {
	{ "read plan", read_plan },
	{ "parse",     parse_texts },
	{ "compare",   compare },
	{ "plan",      plan_work },
	{ "text",      report_text },
	{ "json",      report_json },
};
/* clang-format on */

static double
seconds_now(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
		bug("no clock");
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The value of a line of /proc/self/status, in bytes; 0 when it has none. */
static double
memory(const char *label)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];
	long kilobytes = 0;

	while (status && fgets(line, sizeof(line), status)) {
		if (strncmp(line, label, strlen(label)) == 0)
			kilobytes = strtol(line + strlen(label), NULL, 10);
	}
	if (status)
		fclose(status);
	return (double)kilobytes * 1024;
}

/* The high-water mark falls to what there is. */
static void
forget_peak(void)
{
	int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);

	malloc_trim(0);
	if (fd < 0 || write(fd, "5", 1) != 1)
		bug("/proc/self/clear_refs cannot be written");
	close(fd);
}

static void
release(struct run *run)
{
	work_order_free(run->order);
	judgement_free(run->judgement);
	for (size_t i = 0; i < run->observations.count; i++)
		neighbor_list_free(
		    (struct neighbor_list *)run->observations.items[i].heard);
	free(run->observations.items);
	topology_free(run->topology);
	str_release(&run->text);
	str_release(&run->json);
	big_lab_release(&run->lab);
}

static void
measure(size_t cables)
{
	struct run run = {.topology = NULL};

	big_lab_make(&run.lab, cables);
	printf("%zu", cables);
	for (size_t i = 0; i < COUNT_OF(stages); i++) {
		double before;
		double began;
		double seconds;

		forget_peak();
		before = memory("VmRSS:");
		began = seconds_now();
		stages[i].work(&run);
		seconds = seconds_now() - began;
		printf(" %.6f %.0f", seconds,
		    (memory("VmHWM:") - before) / (double)cables);
		fflush(stdout);
	}
	printf(" %zu\n", run.judgement->finding_count);
	release(&run);
}

static void
write_file(const char *folder, const char *name, struct span text)
{
	char *path = str_printf("%s/%s", folder, name);
	struct err err = ERR_INIT;

	if (!file_write_one_of_many(path, text, 0666, &err))
		bug("%s", err.text);
	free(path);
}

static void
write_files(size_t cables, const char *folder)
{
	char *snapshot = str_printf("%s/snapshot", folder);
	struct big_lab lab;

	if (mkdir(snapshot, 0777) != 0)
		bug("cannot make %s", snapshot);
	big_lab_make(&lab, cables);
	write_file(folder, "lab.yaml", str_span(&lab.plan));
	for (size_t i = 0; i < lab.devices; i++) {
		char *name = str_printf("leaf%zu.txt", i);

		write_file(snapshot, name, str_span(&lab.texts[i]));
		free(name);
	}
	big_lab_release(&lab);
	free(snapshot);
}

static size_t
read_size(const char *word)
{
	char *end;
	unsigned long size = strtoul(word, &end, 10);

	if (*end || size < 100 || size > 4000000) {
		fprintf(stderr, "bench_check: '%s' is no number of cables\n",
		    word);
		exit(2);
	}
	return size;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "--write") == 0) {
		write_files(read_size(argv[2]), argv[3]);
		return 0;
	}
	if (argc < 2) {
		fputs("usage: bench_check CABLES... | "
		      "--write CABLES FOLDER\n",
		    stderr);
		return 2;
	}
	for (int i = 1; i < argc; i++)
		measure(read_size(argv[i]));
	return 0;
}
