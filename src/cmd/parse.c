/*
 * `cablecheck parse`: device output in, neighbors out.  For looking at what
 * the program makes of a capture, and for using its parser from scripts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "model/neighbor.h"
#include "parse/parse.h"
#include "report/neighbors.h"

/* As much as --max-output lets a device send: snapshots are read here, too. */
#define CAPTURE_MAX ((size_t)1024 << 20)

/* One input: its text must outlive the neighbors read from it. */
struct capture {
	const char *file; /* borrowed */
	char *text;
	struct neighbor_list *list;
};

/* A file that cannot be read has no neighbors, but keeps its place. */
static enum exit_status
read_capture(struct capture *capture, enum parse_dialect dialect)
{
	struct err err = ERR_INIT;
	size_t length = 0;

	if (file_read(capture->file, CAPTURE_MAX, &capture->text, &length,
		&err)) {
		capture->list =
		    parse_neighbors(span_make(capture->text, length), dialect);
		return EXIT_CLEAN;
	}
	output_message("%s", err.text);
	capture->list = neighbor_list_new();
	capture->list->state = NEIGHBORS_NONE;
	capture->list->explanation =
	    arena_strdup(capture->list->arena, err.text);
	return command_status_of(&err);
}

/* A text that is something else altogether cannot be used at all. */
static enum exit_status
judge(const struct capture *capture, bool quiet)
{
	const struct neighbor_list *list = capture->list;
	const char *name =
	    strcmp(capture->file, "-") == 0 ? "standard input" : capture->file;

	if (list->state == NEIGHBORS_OK)
		return EXIT_CLEAN;
	if (!quiet)
		output_message("%s: %s", name,
		    list->explanation ? list->explanation : "not complete");
	return list->state == NEIGHBORS_NONE ? EXIT_USAGE : EXIT_FAULTS;
}

static enum exit_status
show(const struct capture *captures, size_t count,
    const struct options *options)
{
	struct report_neighbors_input *inputs = xcalloc(count, sizeof(*inputs));
	struct str out = STR_INIT;
	bool ok;

	for (size_t i = 0; i < count; i++) {
		inputs[i].file = captures[i].file;
		inputs[i].list = captures[i].list;
	}
	if (options->format && strcmp(options->format, "json") == 0)
		report_neighbors_json(inputs, count, &out);
	else
		report_neighbors_text(inputs, count, &out);
	ok = output_show(options, &out);
	str_release(&out);
	free(inputs);
	return ok ? EXIT_CLEAN : EXIT_TROUBLE;
}

/* What both options together allow; false when that is nothing. */
static bool
choose_dialect(const struct options *options, enum parse_dialect *dialect)
{
	unsigned both = (unsigned)options->os & (unsigned)options->dialect;

	*dialect = options->os == PARSE_AUTO        ? options->dialect
		   : options->dialect == PARSE_AUTO ? options->os
						    : (enum parse_dialect)both;
	if (options->os == PARSE_AUTO || options->dialect == PARSE_AUTO || both)
		return true;
	output_message("parse: devices of this --os print nothing in this "
		       "--dialect");
	return false;
}

static enum exit_status
run(const struct options *options)
{
	static const char *const standard_input[] = {"-"};
	const char *const *files = options->arguments.items;
	size_t count = options->arguments.count;
	enum exit_status status = EXIT_CLEAN;
	enum parse_dialect dialect;
	struct capture *captures;
	bool readable = false;

	if (options->format && strcmp(options->format, "json") != 0 &&
	    strcmp(options->format, "text") != 0) {
		output_message("parse: unknown format '%s'; there are text and "
			       "json",
		    options->format);
		return EXIT_USAGE;
	}
	if (!choose_dialect(options, &dialect))
		return EXIT_USAGE;
	if (count == 0) {
		files = standard_input;
		count = 1;
	}
	captures = xcalloc(count, sizeof(*captures));
	for (size_t i = 0; i < count; i++) {
		enum exit_status of_file;

		captures[i].file = files[i];
		of_file = read_capture(&captures[i], dialect);
		if (of_file == EXIT_CLEAN) {
			readable = true;
			of_file = judge(&captures[i], options->quiet);
		}
		status = command_worse(status, of_file);
	}
	if (readable)
		status = command_worse(status, show(captures, count, options));
	for (size_t i = 0; i < count; i++) {
		neighbor_list_free(captures[i].list);
		free(captures[i].text);
	}
	free(captures);
	return status;
}

static const struct option_group *const groups[] = {
    &options_dialect,
    &options_output,
    &options_general,
    NULL,
};

const struct command command_parse = {
    .name = "parse",
    .arguments = "[FILE]...",
    .summary = "device output on standard input or in files -> neighbors",
    .details =
	"Reads the output of `show cdp neighbors detail` (or `entry *`) and "
	"`show lldp neighbors detail` of IOS, IOS-XE, NX-OS, IOS-XR, AireOS "
	"and "
	"CatOS as text, of NX-OS as XML or JSON, and answers of "
	"NETCONF, and prints the neighbors in it. What it is, the text "
	"tells. "
	"Prompts, echoed commands and log lines may stand in between. "
	"Exit status 1 says that a text ends early or that the device "
	"refused, 2 that a file cannot be read or is something else.",
    .formats = "text, json",
    .most_arguments = (size_t)-1,
    .groups = groups,
    .run = run,
};
