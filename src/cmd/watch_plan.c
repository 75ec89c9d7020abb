/*
 * Contents are compared, not times: an editor may write a file twice within
 * what a file system can tell apart, and a file that was only touched says
 * nothing new.  See watch_plan.h.
 */
#include "cmd/watch_plan.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "format/topology_yaml.h"

static void
release_texts(struct watch_texts *texts)
{
	free(texts->text[0]);
	free(texts->text[1]);
	*texts = (struct watch_texts){{NULL, NULL}, {0, 0}};
}

static bool
is_same(const struct watch_texts *a, const struct watch_texts *b)
{
	for (size_t i = 0; i < COUNT_OF(a->text); i++) {
		if (!a->text[i] != !b->text[i] ||
		    a->length[i] != b->length[i] ||
		    (a->text[i] &&
			memcmp(a->text[i], b->text[i], a->length[i]) != 0))
			return false;
	}
	return true;
}

static const char *
path_of(const struct watch_plan *plan, size_t i)
{
	return i ? plan->options->inventory : plan->options->arguments.items[0];
}

/* Standard input and a shell's <(...) can be read only once. */
static bool
can_be_read_again(const char *path)
{
	struct stat found;

	return strcmp(path, "-") != 0 &&
	       (stat(path, &found) != 0 || S_ISREG(found.st_mode));
}

/* What can not be read again stays what it was. */
static bool
read_one(const struct watch_plan *plan, size_t i, struct watch_texts *texts,
    struct err *err)
{
	const char *path = path_of(plan, i);

	if (!path)
		return true;
	if (!plan->good.text[i] || can_be_read_again(path))
		return file_read(path, TOPOLOGY_FILE_MAX, &texts->text[i],
		    &texts->length[i], err);
	texts->length[i] = plan->good.length[i];
	texts->text[i] = xstrndup(plan->good.text[i], texts->length[i]);
	return true;
}

static bool
read_both(const struct watch_plan *plan, struct watch_texts *texts,
    struct err *err)
{
	*texts = (struct watch_texts){{NULL, NULL}, {0, 0}};
	if (read_one(plan, 0, texts, err) && read_one(plan, 1, texts, err))
		return true;
	release_texts(texts);
	return false;
}

/* NULL, and it is told why, when the texts are no plan. */
static struct topology *
parse(const struct watch_plan *plan, const struct watch_texts *texts,
    struct err *err)
{
	const struct topology_text first = {path_of(plan, 0),
	    span_make(texts->text[0], texts->length[0])};
	const struct topology_text second = {path_of(plan, 1),
	    span_make(texts->text[1], texts->length[1])};
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;

	if (!topology_read_texts(&first, texts->text[1] ? &second : NULL,
		&topology, &diags, err))
		output_message("%s", err->text);
	output_diags(&diags, plan->options->quiet);
	diag_list_release(&diags);
	if (topology && !gather_fits(topology, plan->options)) {
		topology_free(topology);
		topology = NULL;
	}
	return topology;
}

enum exit_status
watch_plan_open(struct watch_plan *plan, const struct options *options)
{
	struct err err = ERR_INIT;

	plan->options = options;
	if (!read_both(plan, &plan->good, &err)) {
		output_message("%s", err.text);
		return command_status_of(&err);
	}
	plan->topology = parse(plan, &plan->good, &err);
	if (plan->topology)
		return EXIT_CLEAN;
	return err.code == ERR_NONE ? EXIT_USAGE : command_status_of(&err);
}

/* Once, until it is another trouble or there is none. */
static void
tell_unreadable(struct watch_plan *plan, const struct err *err)
{
	if (plan->unreadable && strcmp(plan->unreadable, err->text) == 0)
		return;
	free(plan->unreadable);
	plan->unreadable = xstrdup(err->text);
	output_message("%s; the last good plan stays in force", err->text);
}

/* Whether there is something new to be tried, and what. */
static bool
find_change(struct watch_plan *plan, struct watch_texts *texts)
{
	struct err err = ERR_INIT;

	if (!read_both(plan, texts, &err)) {
		tell_unreadable(plan, &err);
		return false;
	}
	free(plan->unreadable);
	plan->unreadable = NULL;
	if (is_same(texts, &plan->good))
		release_texts(&plan->tried);
	else if (!is_same(texts, &plan->tried))
		return true;
	release_texts(texts);
	return false;
}

bool
watch_plan_refresh(struct watch_plan *plan)
{
	struct err err = ERR_INIT;
	struct topology *topology;
	struct watch_texts texts;

	if (!find_change(plan, &texts))
		return false;
	release_texts(&plan->tried);
	topology = parse(plan, &texts, &err);
	if (!topology) {
		plan->tried = texts;
		output_message("the last good plan stays in force");
		return false;
	}
	release_texts(&plan->good);
	plan->good = texts;
	topology_free(plan->topology);
	plan->topology = topology;
	if (!plan->options->quiet)
		output_message("note: the plan was read again: %zu cables",
		    topology->cable_count);
	return true;
}

void
watch_plan_release(struct watch_plan *plan)
{
	topology_free(plan->topology);
	release_texts(&plan->good);
	release_texts(&plan->tried);
	free(plan->unreadable);
	*plan = (struct watch_plan){NULL, NULL, {{NULL, NULL}, {0, 0}},
	    {{NULL, NULL}, {0, 0}}, NULL};
}
