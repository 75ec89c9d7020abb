/*
 * Files that would replace each other; see places.h.
 *
 * Outputs are replaced whole, so of two in one place the first would be gone
 * without a word, and with it minutes of collecting; and a plan or an inventory
 * is often the only one there is.  Names are compared by the files that they
 * lead to.  What is not replaced but written to (a pipe, /dev/null,
 * /dev/stdout) takes any number of outputs, one after the other.
 */
#include "cmd/places.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file_place.h"
#include "base/mem.h"
#include "base/span.h"
#include "base/str.h"
#include "cmd/output.h"

/* A file of the command line. */
struct named {
	char *words;      /* owned; as the user said it: "--report json=a" */
	const char *path; /* borrowed */
	struct file_place place;
};

struct named_list {
	struct named *items;
	size_t count;
	size_t capacity;
};

/* clang-format off */
static const struct {
	const char *option;
	size_t offset; /* of the path in struct options */
} inputs[] = {
	{ "--inventory",   offsetof(struct options, inventory) },
	{ "--credentials", offsetof(struct options, credentials) },
	{ "--identity",    offsetof(struct options, identity) },
	{ "--known-hosts", offsetof(struct options, known_hosts) },
	{ "--ssh-config",  offsetof(struct options, ssh_config) },
};
/* clang-format on */

/* Takes `words`. */
static void
add(struct named_list *list, char *words, const char *path)
{
	struct named *named;

	list->items = grow_array(list->items, list->count, &list->capacity,
	    sizeof(*list->items));
	named = &list->items[list->count++];
	*named = (struct named){.words = words, .path = path};
	if (output_is_stdout(path))
		file_place_of_descriptor(&named->place, STDOUT_FILENO);
	else
		file_place_find(&named->place, path);
}

static void
release(struct named_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].words);
		file_place_release(&list->items[i].place);
	}
	free(list->items);
}

/* What is wrong with a --report is told by who writes it. */
static void
list_outputs(const struct options *options, struct named_list *outputs)
{
	if (output_is_stdout(options->output))
		add(outputs, xstrdup("standard output"), "-");
	else
		add(outputs, str_printf("-o %s", options->output),
		    options->output);
	for (size_t i = 0; i < options->reports.count; i++) {
		const char *word = options->reports.items[i];
		const char *equals = strchr(word, '=');

		if (equals && equals[1])
			add(outputs, str_printf("--report %s", word),
			    equals + 1);
	}
}

static void
list_inputs(const struct options *options, bool rewrites,
    struct named_list *list)
{
	for (size_t i = 0; !rewrites && i < options->arguments.count; i++) {
		const char *path = options->arguments.items[i];

		if (strcmp(path, "-") != 0)
			add(list, xstrdup(path), path);
	}
	for (size_t i = 0; i < COUNT_OF(inputs); i++) {
		const char *const *path =
		    (const void *)((const char *)options + inputs[i].offset);

		if (*path && strcmp(*path, "-") != 0)
			add(list, str_printf("%s %s", inputs[i].option, *path),
			    *path);
	}
	for (size_t i = 0; i < options->from.count; i++)
		add(list, str_printf("--from %s", options->from.items[i]),
		    options->from.items[i]);
}

static bool
is_replaced(const struct file_place *place)
{
	return place->descriptor == FILE_PLACE_NO_DESCRIPTOR &&
	       (!place->exists || S_ISREG(place->mode));
}

static bool
check_outputs(const struct named_list *outputs, struct err *err)
{
	for (size_t i = 0; i < outputs->count; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct named *a = &outputs->items[j];
			const struct named *b = &outputs->items[i];

			if (file_place_equal(&a->place, &b->place) &&
			    (is_replaced(&a->place) || is_replaced(&b->place)))
				return err_set(err, ERR_INPUT,
				    "%s and %s are one file: the one would "
				    "replace the other",
				    a->words, b->words);
		}
	}
	return true;
}

/* Whether `path` would be taken for a part of the snapshot `folder`. */
static bool
is_in_snapshot(const char *path, const char *folder)
{
	char *real = file_place_follow(path);
	const char *slash = strrchr(real, '/');
	struct span name = span_of(slash ? slash + 1 : real);
	bool inside = false;

	if (span_ends(name, ".txt") || span_is(name, "snapshot.json")) {
		struct file_place of_file;
		struct file_place of_folder;
		char *parent = slash ? xstrndup(real, (size_t)(slash - real))
				     : xstrdup(".");

		file_place_find(&of_file, *parent ? parent : "/");
		file_place_find(&of_folder, folder);
		inside = file_place_equal(&of_file, &of_folder);
		file_place_release(&of_file);
		file_place_release(&of_folder);
		free(parent);
	}
	free(real);
	return inside;
}

static bool
check_input(const struct named *output, const struct named *input,
    struct err *err)
{
	const struct file_place *place = &input->place;

	if (!is_replaced(&output->place))
		return true;
	if (place->exists && file_place_equal(&output->place, place))
		return err_set(err, ERR_INPUT,
		    "%s would replace %s, which is read", output->words,
		    input->words);
	if (place->exists && S_ISDIR(place->mode) &&
	    is_in_snapshot(output->path, input->path))
		return err_set(err, ERR_INPUT,
		    "%s would be a part of the snapshot %s", output->words,
		    input->words);
	return true;
}

/* A folder that is still to be made has its name already. */
static bool
check_save(const struct named *output, const char *folder, struct err *err)
{
	struct file_place place;
	bool equal;

	if (!is_replaced(&output->place))
		return true;
	file_place_find(&place, folder);
	equal = file_place_equal(&output->place, &place);
	file_place_release(&place);
	if (equal)
		return err_set(err, ERR_INPUT,
		    "%s and the snapshot %s have one name", output->words,
		    folder);
	if (is_in_snapshot(output->path, folder))
		return err_set(err, ERR_INPUT,
		    "%s would be a part of the snapshot %s", output->words,
		    folder);
	return true;
}

bool
places_check(const struct options *options, bool rewrites, struct err *err)
{
	struct named_list outputs = {NULL, 0, 0};
	struct named_list read = {NULL, 0, 0};
	bool ok;

	list_outputs(options, &outputs);
	list_inputs(options, rewrites, &read);
	ok = check_outputs(&outputs, err);
	for (size_t i = 0; ok && i < outputs.count; i++) {
		for (size_t j = 0; ok && j < read.count; j++)
			ok =
			    check_input(&outputs.items[i], &read.items[j], err);
		if (ok && options->save)
			ok = check_save(&outputs.items[i], options->save, err);
	}
	release(&outputs);
	release(&read);
	return ok;
}
