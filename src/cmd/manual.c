/*
 * The page says what `help` says, all in one: every command, then every group
 * of options with the commands that take it, and what else a manual page is
 * looked up for: exit statuses, environment, files.
 */
#include "cmd/manual.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/span.h"
#include "cmd/command.h"
#include "cmd/help.h"

/* clang-format off */
static const struct {
	const char *name;
	const char *meaning;
} variables[] = {
	{ "CABLECHECK_USERNAME",   "log in under this name where --user says "
	    "none" },
	{ "CABLECHECK_PASSWORD",   "the password, where neither "
	    "--ask-password nor --password-command is given" },
	{ "CABLECHECK_ENABLE",     "the password for enable, where a device "
	    "needs it to show its neighbors" },
	{ "CABLECHECK_PASSPHRASE", "the passphrase of the key of --identity" },
	{ "SSH_AUTH_SOCK",         "the agent whose keys are tried" },
	{ "NO_COLOR",              "no colours, unless --color says always" },
	{ "COLUMNS",               "the width of a report, where the terminal "
	    "does not tell its own" },
	{ "PAGER",                 "what --pager shows a report with (less "
	    "-FRX)" },
};

static const struct {
	const char *name;
	const char *meaning;
} files[] = {
	{ "~/.ssh/known_hosts", "host keys to trust" },
	{ "~/.ssh/config",      "ways and logins, as ssh has them" },
};
/* clang-format on */

#define WIDTH 78

/* clang-format off */
static const struct {
	char character;
	const char *escape;
} escapes[] = {
	{ '\\', "\\e" },
	{ '`',  "\\(oq" },
	{ '~',  "\\(ti" },
	{ '"',  "\\(dq" },
};
/* clang-format on */

static void
add_escaped(struct str *out, struct span text)
{
	for (size_t i = 0; i < text.length; i++) {
		const char *escape = NULL;

		for (size_t k = 0; k < COUNT_OF(escapes); k++) {
			if (escapes[k].character == text.text[i])
				escape = escapes[k].escape;
		}
		if (escape)
			str_add(out, escape);
		else
			str_add_char(out, text.text[i]);
	}
}

/* One paragraph, a sentence beginning a line, as mdoc has it. */
static void
add_paragraph(struct str *out, struct span text)
{
	size_t start = out->length;
	bool ended = false;

	while ((text = span_skip_blanks(text)).length) {
		const char *blank = span_find_char(text, ' ');
		size_t length =
		    blank ? (size_t)(blank - text.text) : text.length;
		size_t column = out->length - start;

		if (column && (ended || column + length >= WIDTH)) {
			str_add_char(out, '\n');
			start = out->length;
		} else if (column) {
			str_add_char(out, ' ');
		}
		if (out->length == start && strchr(".'", text.text[0]))
			str_add(out, "\\&");
		add_escaped(out, span_make(text.text, length));
		ended = text.text[length - 1] == '.';
		text = span_skip(text, length);
	}
	str_add_char(out, '\n');
}

static void
add_text(struct str *out, const char *text)
{
	struct span rest = span_of(text);
	struct span line;

	for (size_t i = 0; span_next_line(&rest, &line); i++) {
		if (i)
			str_add(out, ".Pp\n");
		add_paragraph(out, line);
	}
}

/* The same as an argument of a macro: one word, whatever is in it. */
static void
add_argument(struct str *out, const char *text)
{
	str_add_char(out, '"');
	add_escaped(out, span_of(text));
	str_add_char(out, '"');
}

static void
add_item(struct str *out, const char *macro, const char *name,
    const char *meaning)
{
	str_addf(out, ".It %s ", macro);
	add_argument(out, name);
	str_add_char(out, '\n');
	add_text(out, meaning);
}

static void
add_command(struct str *out, const struct command *command)
{
	str_addf(out, ".Ss cablecheck %s", command->name);
	str_addf(out, "%s%s\n", *command->arguments ? " " : "",
	    command->arguments);
	add_text(out, command->details);
	if (command->formats) {
		char *formats = str_printf("Formats: %s.", command->formats);

		str_add(out, ".Pp\n");
		add_text(out, formats);
		free(formats);
	}
}

static bool
takes(const struct command *command, const struct option_group *group)
{
	for (size_t i = 0; command->groups[i]; i++) {
		if (command->groups[i] == group)
			return true;
	}
	return false;
}

/* Does one of the first `before` commands take the group? */
static bool
is_told(const struct option_group *group, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		if (takes(command_at(i), group))
			return true;
	}
	return false;
}

static void
add_takers(struct str *out, const struct option_group *group)
{
	const struct command *command;
	const char *between = "";
	size_t takers = 0;
	size_t all = 0;

	for (; (command = command_at(all)) != NULL; all++)
		takers += takes(command, group);
	str_add(out, "Of ");
	if (takers == all)
		str_add(out, "all commands");
	for (size_t i = 0; takers < all && i < all; i++) {
		if (!takes(command_at(i), group))
			continue;
		str_addf(out, "%s%s", between, command_at(i)->name);
		between = ", ";
	}
	str_add(out, ":\n");
}

static void
add_group(struct str *out, const struct option_group *group)
{
	str_addf(out, ".Ss %s\n", group->title);
	add_takers(out, group);
	str_add(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < group->count; i++) {
		const struct option *row = &group->rows[i];

		str_add(out, ".It ");
		if (row->letter)
			str_addf(out, "Fl %c , ", row->letter);
		str_addf(out, "Fl -%s", row->name);
		if (row->argument)
			str_addf(out, " Ar %s", row->argument);
		str_add_char(out, '\n');
		add_text(out, row->help);
	}
	str_add(out, ".El\n");
}

static void
add_groups(struct str *out)
{
	const struct command *command;

	str_add(out, ".Sh OPTIONS\n"
		     "They may stand before or after arguments;\n.Ql --\n"
		     "ends them, and\n.Ql -\n"
		     "is standard input or output where a file is expected.\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++) {
		for (size_t k = 0; command->groups[k]; k++) {
			if (!is_told(command->groups[k], i))
				add_group(out, command->groups[k]);
		}
	}
}

static void
add_lists(struct str *out)
{
	const char *meaning;

	str_add(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < COUNT_OF(variables); i++)
		add_item(out, "Ev", variables[i].name, variables[i].meaning);
	str_add(out, ".El\n.Sh FILES\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < COUNT_OF(files); i++)
		add_item(out, "Pa", files[i].name, files[i].meaning);
	str_add(out, ".El\n.Sh EXIT STATUS\n.Bl -tag -width Ds\n");
	for (int i = EXIT_CLEAN; i <= EXIT_TROUBLE; i++) {
		meaning = help_status_meaning((enum exit_status)i);
		str_addf(out, ".It %d\n", i);
		add_text(out, meaning);
	}
	str_add(out, ".El\n"
		     "Of\n.Cm lint , parse\nand\n.Cm diff :\n"
		     "0 nothing to report, 1 something to report, 2 unusable "
		     "input.\n");
}

void
manual_add(struct str *out)
{
	const struct command *command;

	/* No date: the same program makes the same page. */
	str_add(out, ".\\\" Made by `cablecheck help --man`.\n"
		     ".Dd $Mdocdate$\n.Dt CABLECHECK 1\n.Os\n"
		     ".Sh NAME\n.Nm cablecheck\n"
		     ".Nd are the cables where the plan says?\n"
		     ".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTION ...\n"
		     ".Op Ar ARGUMENT ...\n.Nm\n.Cm help\n"
		     ".Op Ar COMMAND | Fl -man | Fl -completion Ar SHELL\n"
		     ".Sh DESCRIPTION\n");
	add_text(out, help_purpose);
	str_add(out, ".Sh COMMANDS\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		add_command(out, command);
	add_groups(out);
	add_lists(out);
	str_add(out, ".Sh SEE ALSO\n.Xr ssh_config 5\n");
}
