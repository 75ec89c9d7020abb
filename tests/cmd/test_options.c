/*
 * The command line: what is taken, where it goes, and what is said about the
 * rest.  Every row is a line that somebody might type.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/options.h"

#define WORDS_MAX 12

/* The words of a command line, ended by NULL. */
struct line {
	const char *words[WORDS_MAX];
};

static bool
parse_line(struct options *options, const struct command *command,
    const struct line *line, struct err *err)
{
	char *argv[WORDS_MAX + 1] = {NULL};
	bool ok;
	int argc = 0;

	for (; line->words[argc]; argc++)
		argv[argc] = xstrdup(line->words[argc]);
	options_init(options);
	ok = options_parse(options, command->groups, argc, argv, err);
	/* Words are borrowed: point them to those that outlive this. */
	for (size_t i = 0; i < options->arguments.count; i++) {
		for (int k = 0; k < argc; k++) {
			if (options->arguments.items[i] == argv[k])
				options->arguments.items[i] = line->words[k];
		}
	}
	for (int k = 0; k < argc; k++)
		free(argv[k]);
	return ok;
}

/* --- arguments ----------------------------------------------------------- */

static void
test_arguments_may_stand_anywhere(void **state)
{
	/* clang-format off */
	static const struct {
		struct line line;
		const char *arguments; /* joined by '|' */
	} rows[] = {
		{ { { NULL } },                             "" },
		{ { { "a.yaml", NULL } },                   "a.yaml" },
		{ { { "-q", "a.yaml", NULL } },             "a.yaml" },
		{ { { "a.yaml", "-q", NULL } },             "a.yaml" },
		{ { { "a", "-q", "b", "-v", "c", NULL } },  "a|b|c" },
		{ { { "-", NULL } },                        "-" },
		{ { { "--", "-q", NULL } },                 "-q" },
		{ { { "-q", "--", "--", "-v", NULL } },     "--|-v" },
		{ { { "a", "--", "b", NULL } },             "a|b" },
		{ { { "--", NULL } },                       "" },
		{ { { "--", "-", NULL } },                  "-" },
		{ { { "", NULL } },                         "" },
		{ { { "-o", "-", "x", NULL } },             "x" },
		{ { { "--output", "--", "x", NULL } },      "x" },
		{ { { "-o", "-q", "x", NULL } },            "x" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str joined = STR_INIT;
		struct err err = ERR_INIT;
		struct options options;

		if (!parse_line(&options, &command_verify, &rows[i].line, &err))
			fail_msg("row %zu: %s", i, err.text);
		for (size_t k = 0; k < options.arguments.count; k++)
			str_addf(&joined, "%s%s", k ? "|" : "",
			    options.arguments.items[k]);
		assert_string_equal(str_text(&joined), rows[i].arguments);
		str_release(&joined);
		options_release(&options);
	}
}

/* --- values -------------------------------------------------------------- */

/* These words live as long as the program, so that they can be borrowed. */
static void
parse_words(struct options *options, char **argv)
{
	struct err err = ERR_INIT;
	int argc = 0;

	while (argv[argc])
		argc++;
	options_init(options);
	if (!options_parse(options, command_verify.groups, argc, argv, &err))
		fail_msg("%s", err.text);
}

#define WORDS(...)                                                             \
	(char *[])                                                             \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

static void
test_without_options_the_defaults_hold(void **state)
{
	struct options options;

	(void)state;
	parse_words(&options, WORDS("x"));
	assert_null(options.inventory);
	assert_null(options.save);
	assert_null(options.format);
	assert_null(options.output);
	assert_null(options.user);
	assert_null(options.password_command);
	assert_null(options.identity);
	assert_null(options.known_hosts);
	assert_int_equal(options.from.count, 0);
	assert_int_equal(options.reports.count, 0);
	assert_int_equal(options.host_keys, HOST_KEYS_STRICT);
	assert_int_equal(options.color, COLOR_AUTO);
	assert_int_equal(options.view, PICTURE_NETWORK);
	assert_int_equal(options.subject, SUBJECT_DEFAULT);
	assert_int_equal(options.jobs, 0);
	assert_int_equal(options.timeout, 0);
	assert_int_equal(options.retries, COLLECT_RETRIES);
	assert_false(options.ask_password || options.quiet || options.verbose ||
		     options.help || options.version);
	options_release(&options);
}

static void
test_every_way_of_giving_a_value(void **state)
{
	struct options options;

	(void)state;
	parse_words(&options, WORDS("--output", "f"));
	assert_string_equal(options.output, "f");
	options_release(&options);
	parse_words(&options, WORDS("--output=f"));
	assert_string_equal(options.output, "f");
	options_release(&options);
	parse_words(&options, WORDS("-of"));
	assert_string_equal(options.output, "f");
	options_release(&options);
	parse_words(&options, WORDS("-o", "f"));
	assert_string_equal(options.output, "f");
	options_release(&options);
	/* Only the first '=' parts name and value. */
	parse_words(&options, WORDS("--password-command=a=b --c=d"));
	assert_string_equal(options.password_command, "a=b --c=d");
	options_release(&options);
	/* Letters may share a dash, and the last may have a value. */
	parse_words(&options, WORDS("-qvof"));
	assert_true(options.quiet && options.verbose);
	assert_string_equal(options.output, "f");
	options_release(&options);
}

static void
test_all_options_reach_their_fields(void **state)
{
	struct options options;

	(void)state;
	parse_words(&options,
	    WORDS("--inventory=i", "--save=s", "--format=json", "--user=u",
		"--password-command=p", "--identity=k", "--known-hosts=h",
		"--host-keys=accept-new", "--color=never", "--view=faults",
		"--jobs=7", "--timeout=8", "--retries=0", "--ask-password"));
	assert_string_equal(options.inventory, "i");
	assert_string_equal(options.save, "s");
	assert_string_equal(options.format, "json");
	assert_string_equal(options.user, "u");
	assert_string_equal(options.password_command, "p");
	assert_string_equal(options.identity, "k");
	assert_string_equal(options.known_hosts, "h");
	assert_int_equal(options.host_keys, HOST_KEYS_ACCEPT_NEW);
	assert_int_equal(options.color, COLOR_NEVER);
	assert_int_equal(options.view, PICTURE_FAULTS);
	assert_int_equal(options.jobs, 7);
	assert_int_equal(options.timeout, 8);
	assert_int_equal(options.retries, 0);
	assert_true(options.ask_password);
	options_release(&options);
}

static void
test_said_twice_the_last_one_counts_or_both_do(void **state)
{
	struct options options;

	(void)state;
	parse_words(&options,
	    WORDS("--format=text", "--from=a", "--limit=x", "--rack=r",
		"--report=svg=f", "-q", "--from", "b", "--limit", "y",
		"--format", "json", "-q"));
	assert_string_equal(options.format, "json");
	assert_int_equal(options.from.count, 2);
	assert_string_equal(options.from.items[0], "a");
	assert_string_equal(options.from.items[1], "b");
	assert_int_equal(options.limits.count, 2);
	assert_string_equal(options.limits.items[1], "y");
	assert_int_equal(options.racks.count, 1);
	assert_int_equal(options.reports.count, 1);
	assert_string_equal(options.reports.items[0], "svg=f");
	assert_true(options.quiet);
	options_release(&options);
}

static void
test_more_words_than_any_buffer(void **state)
{
	enum { MANY = 10000 };
	static char *argv[MANY];
	struct err err = ERR_INIT;
	struct options options;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		argv[i] = i % 2 ? "--limit=leaf*" : "word";
	options_init(&options);
	assert_true(
	    options_parse(&options, command_verify.groups, MANY, argv, &err));
	assert_int_equal(options.arguments.count, MANY / 2);
	assert_int_equal(options.limits.count, MANY / 2);
	options_release(&options);
}

/* --- mistakes ------------------------------------------------------------ */

static void
test_mistakes_say_what_to_do_instead(void **state)
{
	/* clang-format off */
	static const struct {
		const struct command *command;
		struct line line;
		const char *text;
	} rows[] = {
		{ &command_verify, { { "--formt", "x", NULL } },
		    "unknown option --formt; did you mean --format?" },
		{ &command_verify, { { "--formt=x", NULL } },
		    "unknown option --formt; did you mean --format?" },
		{ &command_verify, { { "--QUIET", NULL } },
		    "unknown option --QUIET; did you mean --quiet?" },
		{ &command_verify, { { "--zzzzzzzz", NULL } },
		    "unknown option --zzzzzzzz" },
		{ &command_verify, { { "--=x", NULL } }, "unknown option --" },
		{ &command_verify, { { "---", NULL } }, "unknown option ---" },
		{ &command_verify, { { "-x", NULL } }, "unknown option -x" },
		{ &command_verify, { { "-qx", NULL } }, "unknown option -x" },
		{ &command_verify, { { "-1", NULL } }, "unknown option -1" },
		{ &command_verify, { { "-o", NULL } },
		    "--output needs an argument: --output FILE" },
		{ &command_verify, { { "-qo", NULL } },
		    "--output needs an argument: --output FILE" },
		{ &command_verify, { { "x", "--from", NULL } },
		    "--from needs an argument: --from SNAPSHOT" },
		{ &command_verify, { { "--output=", NULL } },
		    "--output needs a FILE, not nothing" },
		{ &command_verify, { { "--output", "", NULL } },
		    "--output needs a FILE, not nothing" },
		{ &command_verify, { { "-o", "", NULL } },
		    "--output needs a FILE, not nothing" },
		{ &command_verify, { { "--limit=", NULL } },
		    "--limit needs a PATTERN, not nothing" },
		{ &command_verify, { { "--quiet=yes", NULL } },
		    "--quiet takes no argument" },
		{ &command_verify, { { "--quiet=", NULL } },
		    "--quiet takes no argument" },
		{ &command_verify, { { "--jobs=0", NULL } },
		    "--jobs: '0' is not a number from 1 to 100000" },
		{ &command_verify, { { "--jobs=-1", NULL } },
		    "--jobs: '-1' is not a number from 1 to 100000" },
		{ &command_verify, { { "--jobs=1x", NULL } },
		    "--jobs: '1x' is not a number from 1 to 100000" },
		{ &command_verify, { { "--timeout=86401", NULL } },
		    "--timeout: '86401' is not a number from 1 to 86400" },
		{ &command_verify, { { "--timeout=99999999999999999999", NULL } },
		    "--timeout: '99999999999999999999' is not a number from 1 "
		    "to 86400" },
		{ &command_verify, { { "--retries=101", NULL } },
		    "--retries: '101' is not a number from 0 to 100" },
		{ &command_verify, { { "--color=sometimes", NULL } },
		    "--color: 'sometimes' is unknown; it is one of auto, "
		    "always, never" },
		{ &command_verify, { { "--color=alway", NULL } },
		    "--color: 'alway' is unknown; did you mean always?" },
		{ &command_verify, { { "--host-keys=of", NULL } },
		    "--host-keys: 'of' is unknown; did you mean off?" },
		{ &command_verify, { { "--view=cellar", NULL } },
		    "--view: 'cellar' is unknown; it is one of network, "
		    "faults, rack" },
		{ &command_graph, { { "--show=all", NULL } },
		    "--show: 'all' is unknown; it is one of desired, "
		    "observed, compared" },
		{ &command_verify, { { "--from=-", NULL } },
		    "--from: a snapshot is a folder, not '-'" },
		{ &command_verify, { { "--save", "-", NULL } },
		    "--save: a snapshot is a folder, not '-'" },
		{ &command_collect, { { "-o-", NULL } },
		    "--output: a snapshot is a folder, not '-'" },
		/* What a command cannot do, it does not take. */
		{ &command_verify, { { "--show=desired", NULL } },
		    "unknown option --show" },
		{ &command_collect, { { "--format=json", NULL } },
		    "unknown option --format" },
		{ &command_lint, { { "--from=x", NULL } },
		    "unknown option --from" },
		{ &command_parse, { { "--limit=x", NULL } },
		    "unknown option --limit" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;
		struct options options;

		if (parse_line(&options, rows[i].command, &rows[i].line, &err))
			fail_msg("row %zu: no mistake", i);
		assert_int_equal(err.code, ERR_INPUT);
		assert_string_equal(err.text, rows[i].text);
		options_release(&options);
	}
}

/* --- the tables ---------------------------------------------------------- */

/* A second row of the same name or letter could never be reached. */
static void
assert_options_differ(const struct command *command)
{
	const struct option *seen[100];
	size_t count = 0;

	for (size_t g = 0; command->groups[g]; g++) {
		for (size_t r = 0; r < command->groups[g]->count; r++) {
			const struct option *row = &command->groups[g]->rows[r];

			for (size_t i = 0; i < count; i++) {
				assert_string_not_equal(seen[i]->name,
				    row->name);
				assert_false(row->letter &&
					     seen[i]->letter == row->letter);
			}
			assert_true(count < COUNT_OF(seen));
			seen[count++] = row;
		}
	}
}

static void
test_every_option_of_every_command_can_be_reached(void **state)
{
	size_t commands = 0;

	(void)state;
	for (; command_at(commands); commands++)
		assert_options_differ(command_at(commands));
	assert_true(commands >= 6);
	assert_null(command_at((size_t)-1));
}

static void
assert_fits_80_columns(const struct str *help)
{
	struct span rest = str_span(help);
	struct span line;

	while (span_next_line(&rest, &line)) {
		if (line.length > 79)
			fail_msg("too wide: %.*s", (int)line.length, line.text);
		assert_true(!line.length || line.text[line.length - 1] != ' ');
	}
}

static void
test_help_names_every_option_and_fits_80_columns(void **state)
{
	const struct command *command;
	struct str help = STR_INIT;

	(void)state;
	help_add_program(&help);
	assert_fits_80_columns(&help);
	for (size_t i = 0; (command = command_at(i)) != NULL; i++) {
		char *name = str_printf("  %s ", command->name);

		assert_non_null(strstr(str_text(&help), name));
		free(name);
	}
	for (size_t i = 0; (command = command_at(i)) != NULL; i++) {
		str_clear(&help);
		help_add_command(&help, command);
		assert_fits_80_columns(&help);
		assert_true(span_starts(str_span(&help), "usage: cablecheck "));
		for (size_t g = 0; command->groups[g]; g++) {
			for (size_t r = 0; r < command->groups[g]->count; r++) {
				char *name = str_printf("--%s",
				    command->groups[g]->rows[r].name);

				assert_non_null(strstr(str_text(&help), name));
				free(name);
			}
		}
	}
	str_release(&help);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_arguments_may_stand_anywhere),
	    cmocka_unit_test(test_without_options_the_defaults_hold),
	    cmocka_unit_test(test_every_way_of_giving_a_value),
	    cmocka_unit_test(test_all_options_reach_their_fields),
	    cmocka_unit_test(test_said_twice_the_last_one_counts_or_both_do),
	    cmocka_unit_test(test_more_words_than_any_buffer),
	    cmocka_unit_test(test_mistakes_say_what_to_do_instead),
	    cmocka_unit_test(test_every_option_of_every_command_can_be_reached),
	    cmocka_unit_test(test_help_names_every_option_and_fits_80_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
