/*
 * Reading what ssh prints of its configuration, and telling which hosts its
 * files treat alike.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "format/ssh_config.h"

static void
test_an_answer_gives_the_first_of_each_value(void **state)
{
	struct arena *arena = arena_new();
	struct ssh_config_answer answer;

	(void)state;
	ssh_config_read_answer(
	    span_of("host leaf1\nuser netops\r\nHostName 10.0.0.1\nport 2222\n"
		    "identityfile ~/.ssh/one\nidentityfile ~/.ssh/two\n"
		    "proxycommand ssh -W %h:%p \"gw a\"\nnonsense\n\n \n=\n"
		    "ciphers=aes128-ctr\nuser other\nmacs\n"),
	    arena, &answer);
	assert_string_equal(answer.values[SSH_CONFIG_USER], "netops");
	assert_string_equal(answer.values[SSH_CONFIG_HOSTNAME], "10.0.0.1");
	assert_string_equal(answer.values[SSH_CONFIG_PORT], "2222");
	assert_string_equal(answer.values[SSH_CONFIG_IDENTITY_FILE],
	    "~/.ssh/one");
	assert_string_equal(answer.values[SSH_CONFIG_PROXY_COMMAND],
	    "ssh -W %h:%p \"gw a\"");
	assert_string_equal(answer.values[SSH_CONFIG_CIPHERS], "aes128-ctr");
	assert_null(answer.values[SSH_CONFIG_MACS]);
	assert_null(answer.values[SSH_CONFIG_PROXY_JUMP]);
	arena_free(arena);
}

static void
test_values_with_control_characters_are_passed_over(void **state)
{
	struct arena *arena = arena_new();
	struct ssh_config_answer answer;
	char *large = xmalloc(10000);

	(void)state;
	ssh_config_read_answer(span_of("user a\033[2Jb\nuser good\n"), arena,
	    &answer);
	assert_string_equal(answer.values[SSH_CONFIG_USER], "good");
	memset(large, 'x', 9999);
	memcpy(large, "user ", 5);
	large[9999] = '\0';
	ssh_config_read_answer(span_of(large), arena, &answer);
	assert_null(answer.values[SSH_CONFIG_USER]);
	free(large);
	arena_free(arena);
}

static void
test_paths_have_lost_their_quotes(void **state)
{
	static const struct {
		const char *text;
		const char *paths; /* with | between */
	} cases[] = {
	    {"/a /b", "/a|/b"},
	    {"  /a\t~/b  ", "/a|~/b"},
	    {"/a b/c d ~/e f", "/a b/c d|~/e f"},
	    {"/a  b /c", "/a  b|/c"},
	    {"a b /c d", "a|b|/c d"},
	    {"/", "/"},
	    {"  ", ""},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct span rest = span_of(cases[i].text);
		struct str paths = STR_INIT;
		struct span path;

		while (ssh_config_next_path(&rest, &path)) {
			str_add(&paths, paths.length ? "|" : "");
			str_add_span(&paths, path);
		}
		assert_string_equal(str_text(&paths), cases[i].paths);
		str_release(&paths);
	}
}

static void
test_what_is_usual_was_set_by_nobody(void **state)
{
	struct ssh_config_answer answer = {{NULL}};
	struct ssh_config_answer usual = {{NULL}};

	(void)state;
	usual.values[SSH_CONFIG_USER] = "me";
	usual.values[SSH_CONFIG_PORT] = "22";
	answer.values[SSH_CONFIG_USER] = "me";
	answer.values[SSH_CONFIG_PORT] = "2222";
	answer.values[SSH_CONFIG_KEX] = "x";
	ssh_config_drop_usual(&answer, &usual);
	assert_null(answer.values[SSH_CONFIG_USER]);
	assert_string_equal(answer.values[SSH_CONFIG_PORT], "2222");
	assert_string_equal(answer.values[SSH_CONFIG_KEX], "x");
}

/* clang-format off */
static const struct {
	const char *text;
	const char *a;
	const char *b;
	bool alike;
	bool matters;
} scans[] = {
	{ "", "leaf1", "leaf2", true, false },
	{ "Host *\n SendEnv LANG\n", "leaf1", "leaf2", true, false },
	{ "Host leaf*\n User x\n", "leaf1", "LEAF2", true, true },
	{ "host spine* !spine2\n\tuser=x\n", "spine1", "spine2", false, true },
	{ "host spine* !spine2\n\tuser=x\n", "spine2", "leaf1", true, true },
	{ "HOST=10.0.0.?\nPORT 23\n", "10.0.0.1", "10.0.0.10", false, true },
	{ "Match exec true\n User x\n", "leaf1", "leaf2", false, true },
	{ "Match all\n User x\n", "leaf1", "leaf2", true, true },
	{ "HostName %h.lab\n", "leaf1", "leaf2", false, true },
	{ "CanonicalizeHostname yes\n", "leaf1", "leaf2", false, false },
	{ "Host \"a b\"\n Port 1\n", "leaf1", "leaf2", false, true },
	{ "# Host leaf1\n", "leaf1", "leaf2", true, false },
};
/* clang-format on */

static void
test_hosts_are_alike_when_the_same_lines_match_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(scans); i++) {
		struct arena *arena = arena_new();
		struct ssh_config_scan scan = {.arena = arena};
		struct str a = STR_INIT;
		struct str b = STR_INIT;

		ssh_config_scan_text(&scan, span_of(scans[i].text));
		ssh_config_add_class(&scan, scans[i].a, &a);
		ssh_config_add_class(&scan, scans[i].b, &b);
		if ((strcmp(str_text(&a), str_text(&b)) == 0) !=
			scans[i].alike ||
		    scan.matters != scans[i].matters)
			fail_msg("row %zu: %s and %s", i, str_text(&a),
			    str_text(&b));
		str_release(&a);
		str_release(&b);
		arena_free(arena);
	}
}

static void
test_includes_are_kept_as_written(void **state)
{
	struct arena *arena = arena_new();
	struct ssh_config_scan scan = {.arena = arena};

	(void)state;
	ssh_config_scan_text(&scan,
	    span_of("Include conf.d/* ~/more\ninclude=/etc/x\n"));
	assert_int_equal(scan.include_count, 2);
	assert_string_equal(scan.includes[0], "conf.d/* ~/more");
	assert_string_equal(scan.includes[1], "/etc/x");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_answer_gives_the_first_of_each_value),
	    cmocka_unit_test(
		test_values_with_control_characters_are_passed_over),
	    cmocka_unit_test(test_paths_have_lost_their_quotes),
	    cmocka_unit_test(test_what_is_usual_was_set_by_nobody),
	    cmocka_unit_test(
		test_hosts_are_alike_when_the_same_lines_match_them),
	    cmocka_unit_test(test_includes_are_kept_as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
