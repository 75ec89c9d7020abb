/*
 * Help, from the tables.  Everything fits 80 columns; what an option means
 * starts in the same column everywhere, so that the eye finds it.
 */
#include "cmd/help.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define WIDTH 79
#define HELP_COLUMN 26

/* clang-format off */
static const struct {
	enum exit_status status;
	const char *meaning;
} statuses[] = {
	{ EXIT_CLEAN,      "every desired cable was verified and nothing is "
	    "wrong" },
	{ EXIT_FAULTS,     "at least one cabling fault" },
	{ EXIT_USAGE,      "bad usage, or an input file that cannot be used" },
	{ EXIT_UNVERIFIED, "no fault found, but not everything could be "
	    "verified" },
	{ EXIT_TROUBLE,    "an error inside the program or the machine" },
};
/* clang-format on */

const char help_purpose[] =
    "Logs in to every device of a topology, reads its CDP neighbors, holds the "
    "cabling against the plan and says which plug to move where.";

const char *
help_status_meaning(enum exit_status status)
{
	for (size_t i = 0; i < COUNT_OF(statuses); i++) {
		if (statuses[i].status == status)
			return statuses[i].meaning;
	}
	bug("exit status %d", (int)status);
}

static void
pad_to(struct str *out, size_t *column, size_t target)
{
	for (; *column < target; (*column)++)
		str_add_char(out, ' ');
}

/* Appends words, broken before WIDTH; lines after the first are indented. */
static void
add_wrapped(struct str *out, const char *text, size_t column, size_t indent)
{
	bool first = true;

	while (*text) {
		size_t length = strcspn(text, " ");

		if (!first && column + 1 + length > WIDTH) {
			str_add_char(out, '\n');
			column = 0;
			pad_to(out, &column, indent);
		} else if (!first) {
			str_add_char(out, ' ');
			column++;
		}
		str_add_span(out, span_make(text, length));
		column += length;
		text += length;
		text += strspn(text, " ");
		first = false;
	}
	str_add_char(out, '\n');
}

static void
add_row(struct str *out, const char *left, const char *right)
{
	size_t column = 2 + strlen(left);

	str_addf(out, "  %s", left);
	if (column + 2 > HELP_COLUMN) {
		str_add_char(out, '\n');
		column = 0;
	}
	pad_to(out, &column, HELP_COLUMN);
	add_wrapped(out, right, column, HELP_COLUMN);
}

void
help_add_usage(struct str *out, const struct command *command)
{
	str_addf(out, "usage: cablecheck %s [OPTION]...%s%s\n", command->name,
	    *command->arguments ? " " : "", command->arguments);
}

void
help_add_program(struct str *out)
{
	const struct command *command;

	str_add(out, "usage: cablecheck COMMAND [OPTION]... [ARGUMENT]...\n\n");
	add_wrapped(out, help_purpose, 0, 0);
	str_add(out, "\nCommands:\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		add_row(out, command->name, command->summary);
	add_row(out, "help",
	    "show this help, or that of a command; --man: the "
	    "manual page; --completion SHELL: what the Tab "
	    "key of bash, zsh or fish offers");
	str_add(out, "\nExit status:\n");
	for (size_t i = 0; i < COUNT_OF(statuses); i++) {
		char number[2] = {(char)('0' + statuses[i].status), '\0'};

		add_row(out, number, statuses[i].meaning);
	}
	str_add(out,
	    "\n`cablecheck help COMMAND` shows a command's options.\n");
}

static void
add_option(struct str *out, const struct option *row)
{
	struct str left = STR_INIT;

	if (row->letter)
		str_addf(&left, "-%c, ", row->letter);
	str_addf(&left, "--%s", row->name);
	if (row->argument)
		str_addf(&left, " %s", row->argument);
	add_row(out, str_text(&left), row->help);
	str_release(&left);
}

void
help_add_command(struct str *out, const struct command *command)
{
	struct span rest = span_of(command->details);
	struct span line;

	help_add_usage(out, command);
	str_add_char(out, '\n');
	for (size_t i = 0; span_next_line(&rest, &line); i++) {
		char *paragraph = xstrndup(line.text, line.length);

		str_add(out, i ? "\n" : "");
		add_wrapped(out, paragraph, 0, 0);
		free(paragraph);
	}
	if (command->formats) {
		str_add(out, "\nFormats: ");
		add_wrapped(out, command->formats, strlen("Formats: "),
		    strlen("Formats: "));
	}
	for (size_t i = 0; command->groups[i]; i++) {
		const struct option_group *group = command->groups[i];

		str_addf(out, "\n%s:\n", group->title);
		for (size_t j = 0; j < group->count; j++)
			add_option(out, &group->rows[j]);
	}
}
