/*
 * Three shells, three languages, one walk over the tables: for each command its
 * options, and for each option what may follow it.
 */
#include "cmd/completion.h"

#include <string.h>

#include "base/span.h"
#include "cmd/command.h"
#include "format/cabling.h"

const char completion_shells[] = "bash, zsh and fish";

/* What may follow an option, or stand as an argument. */
enum value_kind {
	VALUE_NONE, /* a flag */
	VALUE_FREE, /* anything: a number, a name */
	VALUE_FILE,
	VALUE_FOLDER,
	VALUE_WORDS,  /* one of a few */
	VALUE_REPORT, /* FORMAT=FILE */
};

/* clang-format off */
static const struct {
	const char *argument;
	enum value_kind kind;
} value_kinds[] = {
	{ "FILE",        VALUE_FILE },
	{ "EARLIER",     VALUE_FILE },
	{ "SNAPSHOT",    VALUE_FOLDER },
	{ "FORMAT",      VALUE_WORDS },
	{ "FORMAT=FILE", VALUE_REPORT },
};
/* clang-format on */

static enum value_kind
kind_of(const struct option *row)
{
	if (!row->argument)
		return VALUE_NONE;
	if (options_choices(row->name))
		return VALUE_WORDS;
	for (size_t i = 0; i < COUNT_OF(value_kinds); i++) {
		if (strcmp(value_kinds[i].argument, row->argument) == 0)
			return value_kinds[i].kind;
	}
	return VALUE_FREE;
}

/* What is read may be more than what is written. */
static void
add_input_formats(struct str *list)
{
	const struct cabling_format *format;

	for (size_t i = 0; (format = cabling_format_at(i)) != NULL; i++) {
		if (cabling_can_read(format))
			str_addf(list, "%s%s", list->length ? ", " : "",
			    format->name);
	}
}

/* All words that an option takes, with commas between. */
static void
list_words(struct str *list, const struct command *command,
    const struct option *row)
{
	const struct choice *c = options_choices(row->name);
	/* A report is one of verify's, whoever has it written. */
	const char *formats = kind_of(row) == VALUE_REPORT
				  ? command_verify.formats
				  : command->formats;

	if (strcmp(row->name, "input-format") == 0)
		add_input_formats(list);
	else if (!c)
		str_add(list, formats ? formats : "");
	for (; c && c->word; c++)
		str_addf(list, "%s%s", list->length ? ", " : "", c->word);
}

/* Appends words with blanks between and `behind` each. */
static void
add_words(struct str *out, const struct command *command,
    const struct option *row, const char *behind)
{
	struct str list = STR_INIT;
	const char *between = "";
	struct span rest;

	list_words(&list, command, row);
	rest = str_span(&list);
	while (rest.length) {
		const char *comma = span_find_char(rest, ',');
		size_t length =
		    comma ? (size_t)(comma - rest.text) : rest.length;
		struct span word = span_trim(span_make(rest.text, length));

		str_addf(out, "%s%.*s%s", between, (int)word.length, word.text,
		    behind);
		between = " ";
		rest = span_skip(rest, length + 1);
	}
	str_release(&list);
}

/* The next row of a command's options; `*group` and `*i` say which. */
static const struct option *
next_option(const struct command *command, size_t *group, size_t *i)
{
	while (command->groups[*group]) {
		if (*i < command->groups[*group]->count)
			return &command->groups[*group]->rows[(*i)++];
		(*group)++;
		*i = 0;
	}
	return NULL;
}

/* --- bash ----------------------------------------------------------------- */

static const char bash_head[] =
    "# What bash offers behind `cablecheck`: source this file, or put it "
    "where\n"
    "# bash-completion looks for files named like commands.\n"
    "_cablecheck()\n"
    "{\n"
    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "\tlocal kind=argument words= options= commands=\n"
    "\n"
    "\t# --format=json comes as three words.\n"
    "\tif [[ $cur == = ]]; then\n"
    "\t\tcur=\n"
    "\telif [[ $prev == = && COMP_CWORD -gt 2 ]]; then\n"
    "\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "\tfi\n";

static const char bash_tail[] =
    "\tesac\n"
    "\tif ((COMP_CWORD == 1)); then\n"
    "\t\tkind=words words=$commands\n"
    "\telif [[ $cur == -* && $kind == argument ]]; then\n"
    "\t\tkind=words words=$options\n"
    "\tfi\n"
    "\tCOMPREPLY=()\n"
    "\tcase $kind in\n"
    "\twords) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\") ;;\n"
    "\tfolder) mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
    "\tfile|argument) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
    "\tesac\n"
    "\t# Only names of files are to be quoted, and what goes on behind its\n"
    "\t# last sign gets no blank; outside of a completion there is no "
    "compopt.\n"
    "\tcase $kind in folder|file|argument)\n"
    "\t\tcompopt -o filenames 2>/dev/null ;;\n"
    "\tesac\n"
    "\tif [[ ${COMPREPLY[0]-} == *= ]]; then\n"
    "\t\tcompopt -o nospace 2>/dev/null\n"
    "\tfi\n"
    "\treturn 0\n"
    "}\n"
    "complete -F _cablecheck cablecheck\n";

/* clang-format off */
static const char *const bash_kinds[] = {
	[VALUE_NONE]   = "argument",
	[VALUE_FREE]   = "none",
	[VALUE_FILE]   = "file",
	[VALUE_FOLDER] = "folder",
	[VALUE_WORDS]  = "words",
	[VALUE_REPORT] = "words",
};
/* clang-format on */

static void
add_bash_option(struct str *out, const struct command *command,
    const struct option *row)
{
	enum value_kind kind = kind_of(row);

	str_addf(out, "\t\t--%s", row->name);
	if (row->letter)
		str_addf(out, "|-%c", row->letter);
	str_addf(out, ") kind=%s", bash_kinds[kind]);
	if (kind == VALUE_WORDS || kind == VALUE_REPORT) {
		str_add(out, " words='");
		add_words(out, command, row, kind == VALUE_REPORT ? "=" : "");
		str_add_char(out, '\'');
	}
	str_add(out, " ;;\n");
}

static void
add_bash_command(struct str *out, const struct command *command)
{
	const struct option *row;
	const char *between = "";

	str_addf(out, "\t%s)\n\t\toptions='", command->name);
	for (size_t g = 0, i = 0; (row = next_option(command, &g, &i));) {
		str_addf(out, "%s--%s", between, row->name);
		between = " ";
	}
	str_add(out, "'\n\t\tcase $prev in\n");
	for (size_t g = 0, i = 0; (row = next_option(command, &g, &i));)
		add_bash_option(out, command, row);
	str_add(out, "\t\tesac ;;\n");
}

static void
add_bash(struct str *out)
{
	const struct command *command;

	str_add(out, bash_head);
	str_add(out, "\tcommands='");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		str_addf(out, "%s ", command->name);
	str_add(out, "help'\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		add_bash_command(out, command);
	str_add(out,
	    "\thelp) kind=words words=\"$commands --man --completion\" ;;\n");
	str_add(out, bash_tail);
}

/* --- zsh and fish --------------------------------------------------------- */

/* As much of a help text as fits beside a word: up to its first stop. */
static struct span
first_clause(const char *help)
{
	size_t length = strcspn(help, ";(:");

	return span_trim(span_make(help, length));
}

/* Appends text with a backslash before each of `special`. */
static void
add_escaped(struct str *out, struct span text, const char *special,
    const char *escape)
{
	for (size_t i = 0; i < text.length; i++) {
		if (text.text[i] == '\'')
			str_add(out, escape);
		else if (strchr(special, text.text[i]))
			str_addf(out, "\\%c", text.text[i]);
		else
			str_add_char(out, text.text[i]);
	}
}

static void
add_zsh_text(struct str *out, const char *help)
{
	add_escaped(out, first_clause(help), "[]:\\", "'\\''");
}

/* clang-format off */
/* Of the other kinds the words are listed. */
static const char *const zsh_values[] = {
	[VALUE_FREE]   = " ",
	[VALUE_FILE]   = "_files",
	[VALUE_FOLDER] = "_files -/",
	[VALUE_REPORT] = NULL,
};

static const char *const fish_values[] = {
	[VALUE_NONE]   = "",
	[VALUE_FREE]   = " -x",
	[VALUE_FILE]   = " -r -F",
	[VALUE_FOLDER] = " -x -a '(__fish_complete_directories)'",
	[VALUE_REPORT] = NULL,
};
/* clang-format on */

static void
add_zsh_value(struct str *out, const struct command *command,
    const struct option *row)
{
	enum value_kind kind = kind_of(row);

	str_addf(out, ":%s:", row->argument);
	if (zsh_values[kind]) {
		str_add(out, zsh_values[kind]);
		return;
	}
	str_add_char(out, '(');
	add_words(out, command, row, kind == VALUE_REPORT ? "=" : "");
	str_add_char(out, ')');
}

static void
add_zsh_option(struct str *out, const struct command *command,
    const struct option *row, bool letter)
{
	str_add(out, " \\\n\t\t\t'*");
	if (letter)
		str_addf(out, "-%c", row->letter);
	else
		str_addf(out, "--%s", row->name);
	if (row->argument)
		str_add(out, letter ? "+" : "=");
	str_add_char(out, '[');
	add_zsh_text(out, row->help);
	str_add_char(out, ']');
	if (row->argument)
		add_zsh_value(out, command, row);
	str_add_char(out, '\'');
}

static void
add_zsh_command(struct str *out, const struct command *command)
{
	const struct option *row;

	str_addf(out, "\t%s)\n\t\t_arguments -s", command->name);
	for (size_t g = 0, i = 0; (row = next_option(command, &g, &i));) {
		add_zsh_option(out, command, row, false);
		if (row->letter)
			add_zsh_option(out, command, row, true);
	}
	if (command->most_arguments)
		str_add(out, " \\\n\t\t\t'*:file:_files'");
	str_add(out, " ;;\n");
}

static void
add_zsh(struct str *out)
{
	const struct command *command;

	str_add(out, "#compdef cablecheck\n"
		     "# What zsh offers behind `cablecheck`: put this file "
		     "into a folder "
		     "of $fpath\n# under the name _cablecheck.\n"
		     "_cablecheck()\n{\n\tlocal -a commands\n\n\tcommands=(\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++) {
		str_addf(out, "\t\t'%s:", command->name);
		add_zsh_text(out, command->summary);
		str_add(out, "'\n");
	}
	str_add(out, "\t\t'help:show help'\n\t)\n"
		     "\tif ((CURRENT == 2)); then\n"
		     "\t\t_describe command commands\n\t\treturn\n\tfi\n"
		     "\tshift words\n\t((CURRENT--))\n\tcase $words[1] in\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		add_zsh_command(out, command);
	str_add(out, "\thelp) _describe command commands ;;\n\tesac\n}\n"
		     "if [ \"$funcstack[1]\" = _cablecheck ]; then\n"
		     "\t_cablecheck \"$@\"\nelse\n\tcompdef _cablecheck "
		     "cablecheck\nfi\n");
}

static void
add_fish_text(struct str *out, const char *help)
{
	add_escaped(out, first_clause(help), "\\", "\\'");
}

static void
add_fish_option(struct str *out, const struct command *command,
    const struct option *row)
{
	enum value_kind kind = kind_of(row);

	str_addf(out,
	    "complete -c cablecheck -n '__fish_seen_subcommand_from %s' -l %s",
	    command->name, row->name);
	if (row->letter)
		str_addf(out, " -s %c", row->letter);
	if (fish_values[kind]) {
		str_add(out, fish_values[kind]);
	} else {
		str_add(out, " -x -a '");
		add_words(out, command, row, kind == VALUE_REPORT ? "=" : "");
		str_add_char(out, '\'');
	}
	str_add(out, " -d '");
	add_fish_text(out, row->help);
	str_add(out, "'\n");
}

static void
add_fish_command(struct str *out, const char *name, const char *summary)
{
	str_addf(out,
	    "complete -c cablecheck -n __fish_use_subcommand -a %s -d '", name);
	add_fish_text(out, summary);
	str_add(out, "'\n");
}

static void
add_fish(struct str *out)
{
	const struct command *command;
	const struct option *row;

	str_add(out,
	    "# What fish offers behind `cablecheck`: put this file into a "
	    "folder of\n# $fish_complete_path under the name cablecheck.fish.\n"
	    "complete -c cablecheck -f\n");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		add_fish_command(out, command->name, command->summary);
	add_fish_command(out, "help", "show help");
	for (size_t i = 0; (command = command_at(i)) != NULL; i++) {
		str_addf(out,
		    "complete -c cablecheck -n '__fish_seen_subcommand_from "
		    "help' -a %s\n",
		    command->name);
		if (command->most_arguments)
			str_addf(out,
			    "complete -c cablecheck -n "
			    "'__fish_seen_subcommand_from %s' -F\n",
			    command->name);
		for (size_t g = 0, k = 0; (row = next_option(command, &g, &k));)
			add_fish_option(out, command, row);
	}
}

/* --- shells --------------------------------------------------------------- */

/* clang-format off */
static const struct {
	const char *shell;
	void (*add)(struct str *out);
} shells[] = {
	{ "bash", add_bash },
	{ "zsh",  add_zsh },
	{ "fish", add_fish },
};
/* clang-format on */

bool
completion_add(struct str *out, const char *shell)
{
	for (size_t i = 0; i < COUNT_OF(shells); i++) {
		if (strcmp(shells[i].shell, shell) == 0) {
			shells[i].add(out);
			return true;
		}
	}
	return false;
}
