/*
 * The table of commands and the way from argv to one of them.
 */
#include "cmd/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/text.h"
#include "cmd/completion.h"
#include "cmd/help.h"
#include "cmd/manual.h"
#include "cmd/output.h"
#include "cmd/places.h"

static const struct command *const commands[] = {
    &command_verify,
    &command_collect,
    &command_parse,
    &command_graph,
    &command_plan,
    &command_lint,
    &command_learn,
    &command_diff,
    &command_convert,
    &command_trust,
    &command_watch,
};

const struct command *
command_at(size_t i)
{
	return i < COUNT_OF(commands) ? commands[i] : NULL;
}

enum exit_status
command_status_of(const struct err *err)
{
	return err->code == ERR_SYSTEM ? EXIT_TROUBLE : EXIT_USAGE;
}

/* 3 is not among what lint and parse say; the others stand in this order. */
enum exit_status
command_worse(enum exit_status a, enum exit_status b)
{
	return a > b ? a : b;
}

static const char *
next_name(size_t i, const void *context)
{
	(void)context;
	if (i == COUNT_OF(commands))
		return "help";
	return i < COUNT_OF(commands) ? commands[i]->name : NULL;
}

static const struct command *
find_command(const char *name)
{
	const char *near;

	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	near = text_nearest(span_of(name), next_name, NULL);
	if (*name == '-')
		output_message("'%s' stands where a command should: options "
			       "follow it",
		    name);
	else if (near)
		output_message("unknown command '%s'; did you mean %s?", name,
		    near);
	else
		output_message(
		    "unknown command '%s'; `cablecheck help` lists them", name);
	return NULL;
}

static enum exit_status
show_and_free(struct str *text)
{
	bool ok = output_write(NULL, text);

	str_release(text);
	return ok ? EXIT_CLEAN : EXIT_TROUBLE;
}

static enum exit_status
show_version(void)
{
	struct str text = STR_INIT;

	str_add(&text, "cablecheck " CABLECHECK_VERSION "\n");
	return show_and_free(&text);
}

/* `command` NULL: the help of the whole program. */
static enum exit_status
show_help(const struct command *command)
{
	struct str text = STR_INIT;

	if (command)
		help_add_command(&text, command);
	else
		help_add_program(&text);
	return show_and_free(&text);
}

static bool
is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static enum exit_status
show_manual(void)
{
	struct str text = STR_INIT;

	manual_add(&text);
	return show_and_free(&text);
}

static enum exit_status
show_completion(const char *shell)
{
	struct str text = STR_INIT;

	if (completion_add(&text, shell))
		return show_and_free(&text);
	output_message("help: --completion knows %s, not '%s'",
	    completion_shells, shell);
	return EXIT_USAGE;
}

static bool
is_version(const char *word)
{
	return strcmp(word, "--version") == 0;
}

/* `help` itself is no row of the table, but the help is that of the program. */
static bool
is_about_program(const char *word)
{
	return is_help(word) || strcmp(word, "help") == 0;
}

static enum exit_status
run_help(int argc, char **argv)
{
	static const char completion[] = "--completion";
	const struct command *command;
	size_t length = strlen(completion);

	for (int i = 0; i < argc; i++) {
		if (is_version(argv[i]))
			return show_version();
	}
	if (argc == 0 || is_about_program(argv[0]))
		return show_help(NULL);
	if (strcmp(argv[0], "--man") == 0)
		return show_manual();
	if (strcmp(argv[0], completion) == 0)
		return show_completion(argc > 1 ? argv[1] : "");
	if (strncmp(argv[0], completion, length) == 0 && argv[0][length] == '=')
		return show_completion(argv[0] + length + 1);
	command = find_command(argv[0]);
	return command ? show_help(command) : EXIT_USAGE;
}

static enum exit_status
complain_usage(const struct command *command)
{
	struct str text = STR_INIT;

	help_add_usage(&text, command);
	str_addf(&text, "`cablecheck help %s` shows its options.\n",
	    command->name);
	fputs(str_text(&text), stderr);
	str_release(&text);
	return EXIT_USAGE;
}

static enum exit_status
run_with(const struct command *command, const struct options *options)
{
	size_t count = options->arguments.count;
	struct err err = ERR_INIT;

	if (options->help)
		return show_help(command);
	if (options->version)
		return show_version();
	if (count < command->least_arguments) {
		output_message("%s needs %s", command->name,
		    command->arguments);
		return complain_usage(command);
	}
	if (count > command->most_arguments) {
		output_message("%s: one argument too many: '%s'", command->name,
		    options->arguments.items[command->most_arguments]);
		return complain_usage(command);
	}
	if (!places_check(options, command->rewrites, &err)) {
		output_message("%s: %s", command->name, err.text);
		return EXIT_USAGE;
	}
	return command->run(options);
}

static enum exit_status
run_command(const struct command *command, int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct options options;
	enum exit_status status;

	options_init(&options);
	if (options_parse(&options, command->groups, argc, argv, &err)) {
		status = run_with(command, &options);
	} else {
		output_message("%s: %s", command->name, err.text);
		status = complain_usage(command);
	}
	options_release(&options);
	return status;
}

/*
 * Where a standard file was closed, the next file or connection would take its
 * number, and a message for the user would go to a device.  So the number is
 * taken by something that can be read or written as little as a closed file.
 */
static void
occupy_standard_files(void)
{
	static const int flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};

	for (int fd = 0; fd < (int)COUNT_OF(flags); fd++) {
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", flags[fd]);
	}
}

int
command_main(int argc, char **argv)
{
	/*
	 * A password may be in memory, and a core file would keep it.  One
	 * byte is less than any core file has, and unlike 0 it also keeps the
	 * kernel from handing one to a crash reporter (core(5)).
	 */
	const struct rlimit no_core = {1, 1};
	const struct command *command;

	occupy_standard_files();
	if (setrlimit(RLIMIT_CORE, &no_core) != 0)
		(void)setrlimit(RLIMIT_CORE, &(const struct rlimit){0, 0});
	/* Closed pipes and file limits are told by the failed write. */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	if (argc < 2) {
		struct str text = STR_INIT;

		help_add_program(&text);
		fputs(str_text(&text), stderr);
		str_release(&text);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "help") == 0)
		return (int)run_help(argc - 2, argv + 2);
	if (is_help(argv[1]))
		return (int)show_help(NULL);
	if (is_version(argv[1]))
		return (int)show_version();
	command = find_command(argv[1]);
	if (!command)
		return EXIT_USAGE;
	return (int)run_command(command, argc - 2, argv + 2);
}
