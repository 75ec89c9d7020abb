/*
 * The one loop that reads the command line by the rows of the commands'
 * groups.  A setter only checks and stores; what an option does is the
 * command's business.
 */
#include "cmd/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/span.h"
#include "base/text.h"
#include "cmd/options_set.h"

#define DEFAULT_RETRIES 2
#define DEFAULT_INTERVAL 30

void
options_init(struct options *options)
{
	*options = (struct options){
	    .retries = DEFAULT_RETRIES,
	    .interval = DEFAULT_INTERVAL,
	    .host_keys = HOST_KEYS_STRICT,
	    .view = PICTURE_NETWORK,
	};
}

void
options_release(struct options *options)
{
	free(options->arguments.items);
	free(options->from.items);
	free(options->reports.items);
	free(options->limits.items);
	free(options->racks.items);
}

static const struct option *
row_at(const struct option_group *const *groups, size_t i)
{
	for (; *groups; groups++) {
		if (i < (*groups)->count)
			return &(*groups)->rows[i];
		i -= (*groups)->count;
	}
	return NULL;
}

static const char *
next_name(size_t i, const void *context)
{
	const struct option *row = row_at(context, i);

	return row ? row->name : NULL;
}

static const struct option *
find_long(const struct option_group *const *groups, struct span name)
{
	const struct option *row;

	for (size_t i = 0; (row = row_at(groups, i)) != NULL; i++) {
		if (span_is(name, row->name))
			return row;
	}
	return NULL;
}

static const struct option *
find_letter(const struct option_group *const *groups, char letter)
{
	const struct option *row;

	for (size_t i = 0; (row = row_at(groups, i)) != NULL; i++) {
		if (row->letter == letter && letter)
			return row;
	}
	return NULL;
}

/* The words not read yet. */
struct reader {
	struct options *options;
	const struct option_group *const *groups;
	char **next;
	char **end;
};

static bool
apply(struct reader *reader, const struct option *row, const char *value,
    struct err *err)
{
	if (row->argument && !value) {
		if (reader->next == reader->end)
			return err_set(err, ERR_INPUT,
			    "--%s needs an argument: --%s %s", row->name,
			    row->name, row->argument);
		value = *reader->next++;
	}
	if (!row->argument && value)
		return err_set(err, ERR_INPUT, "--%s takes no argument",
		    row->name);
	if (row->argument && !*value)
		return err_set(err, ERR_INPUT, "--%s needs a %s, not nothing",
		    row->name, row->argument);
	if (!row->set(reader->options, value, err)) {
		err_wrap(err, "--%s", row->name);
		return false;
	}
	return true;
}

static bool
read_long(struct reader *reader, const char *word, struct err *err)
{
	const char *equals = strchr(word, '=');
	struct span name =
	    equals ? span_make(word, (size_t)(equals - word)) : span_of(word);
	const struct option *row = find_long(reader->groups, name);
	const char *near;

	if (row)
		return apply(reader, row, equals ? equals + 1 : NULL, err);
	near = text_nearest(name, next_name, reader->groups);
	if (near)
		return err_set(err, ERR_INPUT,
		    "unknown option --%.*s; did you mean --%s?",
		    (int)name.length, name.text, near);
	return err_set(err, ERR_INPUT, "unknown option --%.*s",
	    (int)name.length, name.text);
}

/* "-qv", "-o FILE" and "-oFILE". */
static bool
read_letters(struct reader *reader, const char *letters, struct err *err)
{
	for (; *letters; letters++) {
		const struct option *row =
		    find_letter(reader->groups, *letters);

		if (!row)
			return err_set(err, ERR_INPUT, "unknown option -%c",
			    *letters);
		if (row->argument)
			return apply(reader, row,
			    letters[1] ? letters + 1 : NULL, err);
		if (!apply(reader, row, NULL, err))
			return false;
	}
	return true;
}

bool
options_parse(struct options *options, const struct option_group *const *groups,
    int argc, char **argv, struct err *err)
{
	struct reader reader = {options, groups, argv, argv + argc};
	bool only_arguments = false;

	while (reader.next < reader.end) {
		const char *word = *reader.next++;

		if (only_arguments || word[0] != '-' || !word[1])
			options_add_word(&options->arguments, word);
		else if (strcmp(word, "--") == 0)
			only_arguments = true;
		else if (word[1] == '-' && !read_long(&reader, word + 2, err))
			return false;
		else if (word[1] != '-' &&
			 !read_letters(&reader, word + 1, err))
			return false;
	}
	return true;
}
