/*
 * Credentials files: which section a device has, what wins over what, who may
 * read them, and that a message about a mistake holds none of the values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "cmd/credentials.h"

static char path[] = "/tmp/cablecheck-credentials-XXXXXX";

static int
make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	return fd < 0 ? -1 : 0;
}

static int
remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static int
forget_environment(void **state)
{
	(void)state;
	unsetenv("CABLECHECK_USERNAME");
	unsetenv("CABLECHECK_PASSWORD");
	unsetenv("CABLECHECK_ENABLE");
	unsetenv("CABLECHECK_PASSPHRASE");
	unsetenv("SSH_AUTH_SOCK");
	setenv("HOME", "/home/me", 1);
	return 0;
}

static void
write_text(const char *text)
{
	struct err err = ERR_INIT;

	assert_true(file_write(path, span_of(text), 0600, &err));
}

static void
open_file(struct credentials *credentials, const struct options *options)
{
	struct err err = ERR_INIT;

	if (!credentials_get(credentials, options, &err))
		fail_msg("%s", err.text);
}

static const struct login *
find(struct credentials *credentials, const char *device)
{
	const struct login *login = NULL;
	struct err err = ERR_INIT;

	if (!credentials_find(credentials, device, &login, &err))
		fail_msg("%s", err.text);
	return login;
}

static void
assert_text(const char *text, const char *wanted)
{
	if (!wanted)
		assert_null(text);
	else
		assert_string_equal(text, wanted);
}

static void
assert_secret(const struct secret *secret, const char *wanted)
{
	assert_text(secret ? secret_text(secret) : NULL, wanted);
}

static const char sections[] = "# on top\n"
			       "username = netops\n"
			       "password = top secret\n"
			       "enable= top-enable\n"
			       "logins = 30\n"
			       "\n"
			       "[leaf* spine[12]]\r\n"
			       "username = fabric\r\n"
			       "password = \" blanks \"\r\n"
			       "logins=5\n"
			       "; a comment of another kind\n"
			       "[ LEAF7, edge? ]\n"
			       "identity = ~/.ssh/edge\n"
			       "passphrase = 'a = b # c'\n"
			       "password-command = echo from-command\n"
			       "agent = no\n";

static void
test_the_first_section_that_matches_is_the_devices_own(void **state)
{
	/* clang-format off */
	static const struct {
		const char *device;
		const char *username;
		const char *password;
		unsigned logins;
	} rows[] = {
		{ "leaf7",  "fabric", " blanks ",     5 },
		{ "Leaf1",  "fabric", " blanks ",     5 },
		{ "spine2", "fabric", " blanks ",     5 },
		{ "spine3", "netops", "top secret",   30 },
		{ "edge1",  "netops", "from-command", 30 },
		{ "core",   "netops", "top secret",   30 },
	};
	/* clang-format on */
	const struct options options = {.credentials = path};
	struct credentials credentials;

	(void)state;
	write_text(sections);
	open_file(&credentials, &options);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct login *login = find(&credentials, rows[i].device);

		assert_text(login->username, rows[i].username);
		assert_secret(login->credential.password, rows[i].password);
		assert_secret(login->credential.enable, "top-enable");
		assert_int_equal(login->credential.logins, rows[i].logins);
	}
	/* Who shares a login shares its proof. */
	assert_ptr_equal(find(&credentials, "leaf1"),
	    find(&credentials, "spine1"));
	assert_ptr_not_equal(find(&credentials, "leaf1"),
	    find(&credentials, "core"));
	credentials_release(&credentials);
}

static void
test_keys_and_agents_belong_to_sections(void **state)
{
	const struct options options = {.credentials = path};
	struct credentials credentials;
	const struct login *login;

	(void)state;
	setenv("SSH_AUTH_SOCK", "/run/agent", 1);
	write_text(sections);
	open_file(&credentials, &options);
	login = find(&credentials, "edge2");
	assert_text(login->credential.identity, "/home/me/.ssh/edge");
	assert_secret(login->credential.passphrase, "a = b # c");
	assert_null(login->credential.agent);
	login = find(&credentials, "core");
	assert_text(login->credential.agent, "/run/agent");
	assert_null(login->credential.identity);
	credentials_release(&credentials);
}

static void
test_options_and_variables_win_over_the_file(void **state)
{
	struct options options = {.credentials = path, .user = "me"};
	struct credentials credentials;
	const struct login *login;

	(void)state;
	setenv("CABLECHECK_PASSWORD", "from-variable", 1);
	setenv("CABLECHECK_ENABLE", "enable-variable", 1);
	setenv("CABLECHECK_PASSPHRASE", "phrase-variable", 1);
	write_text(sections);
	open_file(&credentials, &options);
	login = find(&credentials, "edge1");
	assert_text(login->username, "me");
	assert_secret(login->credential.password, "from-variable");
	assert_secret(login->credential.enable, "enable-variable");
	assert_secret(login->credential.passphrase, "phrase-variable");
	assert_null(getenv("CABLECHECK_ENABLE"));
	assert_null(getenv("CABLECHECK_PASSPHRASE"));
	credentials_release(&credentials);
}

static void
test_only_the_commands_that_are_needed_run_and_only_once(void **state)
{
	const struct options options = {.credentials = path};
	struct credentials credentials;
	const struct login *login = NULL;
	struct err err = ERR_INIT;

	(void)state;
	write_text("[bad]\npassword-command = exit 3\n"
		   "[good]\npassword-command = echo $$\n");
	open_file(&credentials, &options);
	assert_non_null(find(&credentials, "good")->credential.password);
	assert_ptr_equal(find(&credentials, "good")->credential.password,
	    find(&credentials, "good")->credential.password);
	assert_false(credentials_find(&credentials, "bad", &login, &err));
	assert_non_null(strstr(err.text, "[bad] ended with status 3"));
	credentials_release(&credentials);
}

/* No message shows what may be a secret. */
static void
test_mistakes_are_told_by_line_and_without_values(void **state)
{
	/* clang-format off */
	static const char *const rows[][2] = {
		{ "user = s3cret\n", ":1: unknown key 'user'" },
		{ "\npasswort = s3cret\n",
		    ":2: unknown key 'passwort'; did you mean password?" },
		{ "s3cret\n", ":1: neither `[PATTERN...]` nor `key = value`" },
		{ "[leaf*\npassword = s3cret\n", ":1: the section's `]`" },
		{ "[]\n", ":1: a section needs a pattern" },
		{ "[a]\npassword = s3cret\npassword = s3cret\n",
		    ":3: this key stands twice" },
		{ "password =\n", ":1: the value is empty" },
		{ "logins = s3cret\n", ":1: this is no number" },
		{ "logins = 0\n", ":1: this is no number" },
	};
	/* clang-format on */
	const struct options options = {.credentials = path};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct credentials credentials;
		struct err err = ERR_INIT;

		write_text(rows[i][0]);
		assert_false(credentials_get(&credentials, &options, &err));
		assert_int_equal(err.code, ERR_INPUT);
		if (!strstr(err.text, rows[i][1]) || !strstr(err.text, path) ||
		    strstr(err.text, "s3cret"))
			fail_msg("\"%s\": %s", rows[i][1], err.text);
		credentials_release(&credentials);
	}
}

static void
test_a_file_that_others_can_read_is_refused(void **state)
{
	static const mode_t modes[] = {0640, 0604, 0620, 0660, 0644};
	const struct options options = {.credentials = path};
	struct credentials credentials;
	struct err err = ERR_INIT;

	(void)state;
	write_text("password = x\n");
	for (size_t i = 0; i < COUNT_OF(modes); i++) {
		struct err refused = ERR_INIT;

		assert_int_equal(chmod(path, modes[i]), 0);
		assert_false(credentials_get(&credentials, &options, &refused));
		assert_int_equal(refused.code, ERR_INPUT);
		assert_non_null(strstr(refused.text, "chmod 600 "));
		credentials_release(&credentials);
	}
	assert_int_equal(chmod(path, 0400), 0);
	open_file(&credentials, &options);
	credentials_release(&credentials);
	assert_int_equal(chmod(path, 0600), 0);
	assert_true(credentials_get(&credentials,
	    &(struct options){.credentials = path}, &err));
	credentials_release(&credentials);
	assert_false(credentials_get(&credentials,
	    &(struct options){.credentials = "/no/such/file"}, &err));
	credentials_release(&credentials);
}

#define ROW(test) cmocka_unit_test_setup(test, forget_environment)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    ROW(test_the_first_section_that_matches_is_the_devices_own),
	    ROW(test_keys_and_agents_belong_to_sections),
	    ROW(test_options_and_variables_win_over_the_file),
	    ROW(test_only_the_commands_that_are_needed_run_and_only_once),
	    ROW(test_mistakes_are_told_by_line_and_without_values),
	    ROW(test_a_file_that_others_can_read_is_refused),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
