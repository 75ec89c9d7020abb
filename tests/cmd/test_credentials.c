/*
 * Credentials: where a password comes from, what is said when there is none,
 * and that nothing of it stays behind in the environment or on the terminal.
 */
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/mem.h"
#include "cmd/credentials.h"

static int
forget_environment(void **state)
{
	(void)state;
	unsetenv("CABLECHECK_USERNAME");
	unsetenv("CABLECHECK_PASSWORD");
	unsetenv("CABLECHECK_ENABLE");
	unsetenv("CABLECHECK_PASSPHRASE");
	unsetenv("SSH_AUTH_SOCK");
	signal(SIGPIPE, SIG_IGN); /* as command_main() does */
	return 0;
}

static void
assert_password(const struct options *options, const char *wanted)
{
	struct credentials credentials;
	struct err err = ERR_INIT;

	if (!credentials_get(&credentials, options, &err))
		fail_msg("%s", err.text);
	assert_non_null(credentials.password);
	assert_string_equal(secret_text(credentials.password), wanted);
	credentials_release(&credentials);
	assert_null(credentials.password);
}

static void
assert_refused(const struct options *options, const char *wanted)
{
	struct credentials credentials;
	struct err err = ERR_INIT;

	assert_false(credentials_get(&credentials, options, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_string_equal(err.text, wanted);
	assert_null(credentials.password);
	credentials_release(&credentials);
}

static struct options
with_command(const char *command)
{
	return (struct options){.password_command = command};
}

/* --- who ----------------------------------------------------------------- */

static void
test_the_user_is_the_option_then_the_variable(void **state)
{
	struct options options = with_command("echo x");
	struct credentials credentials;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(credentials_get(&credentials, &options, &err));
	assert_null(credentials.username);
	assert_non_null(credentials.fallback);
	assert_int_not_equal(strlen(credentials.fallback), 0);
	credentials_release(&credentials);

	setenv("CABLECHECK_USERNAME", "netops", 1);
	assert_true(credentials_get(&credentials, &options, &err));
	assert_string_equal(credentials.username, "netops");
	credentials_release(&credentials);

	options.user = "admin";
	assert_true(credentials_get(&credentials, &options, &err));
	assert_string_equal(credentials.username, "admin");
	credentials_release(&credentials);

	options.user = NULL;
	setenv("CABLECHECK_USERNAME", "", 1);
	assert_true(credentials_get(&credentials, &options, &err));
	assert_null(credentials.username);
	credentials_release(&credentials);
}

static void
test_without_anything_the_ways_out_are_named(void **state)
{
	const struct options options = {.quiet = false};

	(void)state;
	assert_refused(&options,
	    "nothing to log in with: set CABLECHECK_PASSWORD, or use "
	    "--ask-password, --password-command, --credentials or "
	    "--identity; "
	    "--from SNAPSHOT needs no devices at all");
	setenv("CABLECHECK_PASSWORD", "", 1);
	assert_refused(&options,
	    "nothing to log in with: set CABLECHECK_PASSWORD, or use "
	    "--ask-password, --password-command, --credentials or "
	    "--identity; "
	    "--from SNAPSHOT needs no devices at all");
}

static void
test_a_key_needs_no_password_but_must_be_there(void **state)
{
	struct options options = {.identity = "/dev/null"};
	struct credentials credentials;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(credentials_get(&credentials, &options, &err));
	assert_null(credentials.password);
	assert_string_equal(credentials.options->identity, "/dev/null");
	credentials_release(&credentials);
	options.identity = "/no/such/key";
	assert_refused(&options,
	    "cannot read the key /no/such/key: No such file or directory");
}

/* --- the variable -------------------------------------------------------- */

static void
test_the_variable_is_wiped_where_it_stood(void **state)
{
	const struct options options = {.quiet = false};
	const char *where;

	(void)state;
	setenv("CABLECHECK_PASSWORD", "s3cret", 1);
	where = getenv("CABLECHECK_PASSWORD");
	assert_password(&options, "s3cret");
	assert_null(getenv("CABLECHECK_PASSWORD"));
	for (size_t i = 0; i < strlen("s3cret"); i++)
		assert_int_equal(where[i], '\0');
}

static void
test_a_command_wins_and_does_not_see_the_variable(void **state)
{
	const struct options options =
	    with_command("echo \"${CABLECHECK_PASSWORD-not seen}\"");

	(void)state;
	setenv("CABLECHECK_PASSWORD", "s3cret", 1);
	assert_password(&options, "not seen");
	assert_null(getenv("CABLECHECK_PASSWORD"));
}

/* --- a command ----------------------------------------------------------- */

static void
test_the_first_line_of_a_command_is_the_password(void **state)
{
	/* clang-format off */
	static const char *const rows[][2] = {
		{ "echo s3cret",                "s3cret" },
		{ "printf s3cret",              "s3cret" },
		{ "printf 's3cret\\r\\n'",      "s3cret" },
		{ "printf 's3cret\\nmore\\n'",  "s3cret" },
		{ "printf ' a b \\n'",          " a b " },
		{ "printf '\\303\\274\\n'",     "\xc3\xbc" },
		{ "echo s3cret; head -c 500000 /dev/zero", "s3cret" },
		{ "printf '%01023d' 0 | tr 0 x | sed 's/.*/&/'", NULL },
	};
	/* clang-format on */
	char longest[1024];

	(void)state;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct options options = with_command(rows[i][0]);

		assert_password(&options, rows[i][1] ? rows[i][1] : longest);
	}
}

static void
test_a_command_that_gives_none_is_told(void **state)
{
	/* clang-format off */
	static const char *const rows[][2] = {
		{ "exit 3", "the --password-command ended with status 3" },
		{ "echo s3cret; exit 3",
		    "the --password-command ended with status 3" },
		{ "echo s3cret; kill -9 $$",
		    "the --password-command was ended by signal 9" },
		{ "true", "the --password-command gave no password" },
		{ "printf '\\nsecond\\n'",
		    "the --password-command gave no password" },
		{ "printf 's3\\000cret\\n'", "the --password-command gave a "
		    "password with a zero byte in it" },
		{ "printf '%01024d\\n' 0", "the first line of the "
		    "--password-command has more than 1023 bytes" },
		/* An endless one is cut off, not waited for. */
		{ "exec cat /dev/zero", "the first line of the "
		    "--password-command has more than 1023 bytes" },
		{ "exec yes", "the --password-command was ended by signal 13" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct options options = with_command(rows[i][0]);

		assert_refused(&options, rows[i][1]);
	}
}

static void
test_a_command_gets_the_usual_sigpipe(void **state)
{
	/* "yes" ends silently by the signal; ignoring it, it would complain. */
	const struct options options =
	    with_command("{ yes 2>&3 | head -1; } 3>&1 | wc -l");
	struct sigaction now;

	(void)state;
	assert_password(&options, "1");
	assert_int_equal(sigaction(SIGPIPE, NULL, &now), 0);
	assert_true(now.sa_handler == SIG_IGN);
}

/* --- the terminal -------------------------------------------------------- */

/* What the program at the other end of a terminal shows, to the end. */
struct screen {
	char text[4000];
	size_t length;
	int terminal;
};

/* Reads until `wanted` is on the screen; false when the program ended. */
static bool
wait_for(struct screen *screen, const char *wanted)
{
	while (!strstr(screen->text, wanted)) {
		ssize_t got =
		    read(screen->terminal, screen->text + screen->length,
			sizeof(screen->text) - 1 - screen->length);

		if (got <= 0)
			return false;
		screen->length += (size_t)got;
		screen->text[screen->length] = '\0';
	}
	return true;
}

static bool
echoes(int terminal)
{
	struct termios mode;

	assert_int_equal(tcgetattr(terminal, &mode), 0);
	return (mode.c_lflag & ECHO) != 0;
}

/* Asks on its terminal and shows what came of it. */
static void
ask_and_show(void)
{
	const struct options options = {.ask_password = true};
	struct credentials credentials;
	struct err err = ERR_INIT;

	if (credentials_get(&credentials, &options, &err))
		printf("<%zu bytes, sum %d>\n",
		    secret_length(credentials.password),
		    secret_text(credentials.password)[0]);
	else
		printf("<%s>\n", err.text);
	fflush(stdout);
	credentials_release(&credentials);
}

static pid_t
start_asking(struct screen *screen)
{
	pid_t child;

	*screen = (struct screen){.length = 0};
	child = forkpty(&screen->terminal, NULL, NULL, NULL);
	assert_true(child >= 0);
	if (child == 0) {
		/* Who is started in the background ignores these. */
		signal(SIGINT, SIG_DFL);
		signal(SIGQUIT, SIG_DFL);
		signal(SIGHUP, SIG_DFL);
		ask_and_show();
		_exit(0);
	}
	return child;
}

static int
end_of(pid_t child, const struct screen *screen)
{
	int status = 0;

	assert_int_equal(waitpid(child, &status, 0), child);
	close(screen->terminal);
	return status;
}

static void
type(const struct screen *screen, const char *keys)
{
	size_t length = strlen(keys);

	assert_int_equal(write(screen->terminal, keys, length), length);
}

static void
test_what_is_typed_is_taken_and_not_shown(void **state)
{
	struct screen screen;
	pid_t child = start_asking(&screen);

	(void)state;
	assert_true(wait_for(&screen, "Password for the devices: "));
	assert_false(echoes(screen.terminal));
	type(&screen, "s3cret\n");
	assert_true(wait_for(&screen, "<6 bytes, sum 115>"));
	assert_null(strstr(screen.text, "s3cret"));
	assert_true(echoes(screen.terminal));
	assert_int_equal(end_of(child, &screen), 0);
}

static void
test_nothing_typed_is_no_password(void **state)
{
	static const char *const keys[] = {"\n", "\x04"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		struct screen screen;
		pid_t child = start_asking(&screen);

		assert_true(wait_for(&screen, "devices: "));
		type(&screen, keys[i]);
		assert_true(
		    wait_for(&screen, "<--ask-password gave no password>"));
		assert_int_equal(end_of(child, &screen), 0);
	}
}

static void
test_ctrl_c_gives_the_terminal_its_echo_back(void **state)
{
	/* clang-format off */
	static const struct {
		const char *keys;
		int number;
	} rows[] = {
		{ "half\x03", SIGINT },
		{ "half\x1c", SIGQUIT },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct screen screen;
		pid_t child = start_asking(&screen);
		int status;

		assert_true(wait_for(&screen, "devices: "));
		type(&screen, rows[i].keys);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), rows[i].number);
		assert_true(echoes(screen.terminal));
		close(screen.terminal);
	}
}

/* Ctrl-Z stops the program with echo on; when it goes on, it asks again. */
static void
test_ctrl_z_asks_again(void **state)
{
	struct screen screen;
	pid_t child = start_asking(&screen);
	int status = 0;

	(void)state;
	assert_true(wait_for(&screen, "devices: "));
	kill(child, SIGTSTP);
	/*
	 * Its process group is an orphan, which the kernel does not stop: it
	 * asks again at once.
	 */
	assert_true(wait_for(&screen, "devices: \r\nPassword for the "));
	type(&screen, "again\n");
	assert_true(wait_for(&screen, "<5 bytes, sum 97>"));
	status = end_of(child, &screen);
	assert_int_equal(status, 0);
}

static void
test_without_a_terminal_the_other_ways_are_named(void **state)
{
	int status = 0;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		const struct options options = {.ask_password = true};
		struct credentials credentials;
		struct err err = ERR_INIT;

		setsid(); /* leaves the terminal behind */
		if (credentials_get(&credentials, &options, &err))
			_exit(1);
		_exit(strstr(err.text, "--ask-password needs a terminal") ? 0
									  : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

#define ROW(test) cmocka_unit_test_setup(test, forget_environment)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    ROW(test_the_user_is_the_option_then_the_variable),
	    ROW(test_without_anything_the_ways_out_are_named),
	    ROW(test_a_key_needs_no_password_but_must_be_there),
	    ROW(test_the_variable_is_wiped_where_it_stood),
	    ROW(test_a_command_wins_and_does_not_see_the_variable),
	    ROW(test_the_first_line_of_a_command_is_the_password),
	    ROW(test_a_command_that_gives_none_is_told),
	    ROW(test_a_command_gets_the_usual_sigpipe),
	    ROW(test_what_is_typed_is_taken_and_not_shown),
	    ROW(test_nothing_typed_is_no_password),
	    ROW(test_ctrl_c_gives_the_terminal_its_echo_back),
	    ROW(test_ctrl_z_asks_again),
	    ROW(test_without_a_terminal_the_other_ways_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
