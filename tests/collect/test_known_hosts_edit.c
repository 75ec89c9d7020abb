/*
 * The known_hosts editor: what is added, what is replaced, and that all the
 * rest stays byte for byte.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collect/known_hosts.h"
#include "collect/known_hosts_edit.h"
#include "key_fixture.h"

#define A "AAAAC3NzaC1lZDI1NTE5AAAAIBh3ZiihZD77m1ntKU3d1gnoNmaAZ+rabcAqdhhgDpY3"
#define B "AAAAC3NzaC1lZDI1NTE5AAAAIJMojV9OKQDGmYGulQsUxvGwJcPgluqvTvRN9u5Iob2W"

/* Edits `text`, where host[:port] gets the key ed25519-b. */
static bool
edit(const char *text, const char *host, bool replace, struct str *out,
    struct err *err)
{
	char buffer[1024];
	struct known_hosts_edit wanted = {.host = host,
	    .port = 22,
	    .key = load_key("ed25519-b", buffer),
	    .replace = replace};

	return known_hosts_edit_text(span_of(text), "kh", &wanted, 1, out, err);
}

/* clang-format off */
static const struct {
	const char *host;
	bool replace;
	const char *before;
	const char *after;
} cases[] = {
	{ "new", false, "", "new ssh-ed25519 " B "\n" },
	{ "NEW", false, "# mine\n\nother ssh-ed25519 " A " note\n",
	  "# mine\n\nother ssh-ed25519 " A " note\nnew ssh-ed25519 " B "\n" },
	/* A last line without an end gets one. */
	{ "new", false, "other ssh-ed25519 " A,
	  "other ssh-ed25519 " A "\nnew ssh-ed25519 " B "\n" },
	/* Without leave, the old key stays. */
	{ "old", false, "old ssh-ed25519 " A "\n",
	  "old ssh-ed25519 " A "\nold ssh-ed25519 " B "\n" },
	{ "old", true, "# top\r\nold ssh-ed25519 " A "\nolder ssh-ed25519 " A "\n",
	  "# top\r\nolder ssh-ed25519 " A "\nold ssh-ed25519 " B "\n" },
	/* Only its own name goes from a line that others share. */
	{ "old", true, "x,OLD,y  ssh-ed25519  " A " note\n",
	  "x,y  ssh-ed25519  " A " note\nold ssh-ed25519 " B "\n" },
	{ "old", true, "old,192.0.2.1 ssh-ed25519 " A "\n",
	  "192.0.2.1 ssh-ed25519 " A "\nold ssh-ed25519 " B "\n" },
	/* Keys of other ports and revoked keys are none of its business. */
	{ "old", true, "[old]:830 ssh-ed25519 " A "\n@revoked old ssh-ed25519 "
	  A "\n@cert-authority old ssh-ed25519 " A "\n",
	  "[old]:830 ssh-ed25519 " A "\n@revoked old ssh-ed25519 " A "\n"
	  "@cert-authority old ssh-ed25519 " A "\nold ssh-ed25519 " B "\n" },
	{ "old", true, "nonsense\nold\nold ssh-ed25519 " A "\n",
	  "nonsense\nold\nold ssh-ed25519 " B "\n" },
};
/* clang-format on */

static void
test_edits_touch_nothing_but_what_they_are_about(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str out = STR_INIT;
		struct err err = ERR_INIT;

		assert_true(edit(cases[i].before, cases[i].host,
		    cases[i].replace, &out, &err));
		assert_string_equal(str_text(&out), cases[i].after);
		str_release(&out);
	}
}

static void
test_without_a_key_the_old_one_is_forgotten(void **state)
{
	struct known_hosts_edit wanted = {"old", 22, SPAN_ABSENT, true};
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(known_hosts_edit_text(span_of("x,old ssh-ed25519 " A
						  "\nold ssh-ed25519 " B "\n"),
	    "kh", &wanted, 1, &out, &err));
	assert_string_equal(str_text(&out), "x ssh-ed25519 " A "\n");
	str_release(&out);
}

static void
test_a_pattern_is_never_shortened(void **state)
{
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_false(edit("# one\n*.lab,old ssh-ed25519 " A "\n", "old", true,
	    &out, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_string_equal(err.text,
	    "kh:2 is a pattern that is about other hosts as well; change this "
	    "line by hand");
	str_release(&out);
}

/* Finds ed25519-b for `host` in `text`, and in which line. */
static enum known_host
look_up(const struct str *text, const char *host, unsigned *line)
{
	struct known_hosts *hosts = known_hosts_parse(str_span(text));
	char buffer[1024];
	enum known_host found = known_hosts_check(hosts, host, 22,
	    load_key("ed25519-b", buffer), line);

	known_hosts_free(hosts);
	return found;
}

static void
test_names_are_hashed_where_names_are_hashed(void **state)
{
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	struct err err = ERR_INIT;
	unsigned line = 0;

	(void)state;
	assert_true(edit("|1|tb9PINHjNaZloXQtFDa20t9C5MI=|"
			 "3ENDxRT7zW751Nl2ZnRgzcbWAOI= ssh-ed25519 " A "\n",
	    "leaf7", false, &first, &err));
	assert_null(strstr(str_text(&first), "leaf7"));
	assert_int_equal(look_up(&first, "leaf7", &line), KNOWN_HOST_MATCH);
	assert_int_equal(line, 2);
	assert_int_equal(look_up(&first, "leaf8", &line), KNOWN_HOST_UNKNOWN);

	/* The hashed name of fixtures/collect/known_hosts is this one. */
	assert_true(
	    edit(str_text(&first), "hashed.lab.test", true, &second, &err));
	assert_int_equal(look_up(&second, "hashed.lab.test", &line),
	    KNOWN_HOST_MATCH);
	assert_int_equal(line, 2);
	assert_int_equal(look_up(&second, "leaf7", &line), KNOWN_HOST_MATCH);
	assert_int_equal(line, 1);
	str_release(&first);
	str_release(&second);
}

static void
test_a_damaged_key_is_refused(void **state)
{
	struct known_hosts_edit wanted = {.host = "x",
	    .port = 22,
	    .key = span_of("short")};
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_false(
	    known_hosts_edit_text(span_of(""), "kh", &wanted, 1, &out, &err));
	assert_int_equal(err.code, ERR_INPUT);
	str_release(&out);
}

static void
test_the_file_keeps_its_mode_and_is_left_alone_on_failure(void **state)
{
	char folder[] = "/tmp/test_known_hosts_edit-XXXXXX";
	char buffer[1024];
	struct known_hosts_edit wanted = {.host = "old",
	    .port = 22,
	    .key = load_key("ed25519-b", buffer),
	    .replace = true};
	struct err err = ERR_INIT;
	struct stat st;
	char *text = NULL;
	size_t length = 0;
	char *path;

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = str_printf("%s/new/known_hosts", folder);
	assert_true(known_hosts_edit_file(path, &wanted, 1, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(chmod(path, 0644), 0);
	assert_true(known_hosts_edit_file(path, &wanted, 1, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);

	assert_true(
	    file_write(path, span_of("old* ssh-ed25519 " A "\n"), 0644, &err));
	assert_false(known_hosts_edit_file(path, &wanted, 1, &err));
	err = (struct err)ERR_INIT;
	assert_true(file_read(path, 4096, &text, &length, &err));
	assert_string_equal(text, "old* ssh-ed25519 " A "\n");
	free(text);
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	assert_int_equal(rmdir(folder), 0);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_edits_touch_nothing_but_what_they_are_about),
	    cmocka_unit_test(test_without_a_key_the_old_one_is_forgotten),
	    cmocka_unit_test(test_a_pattern_is_never_shortened),
	    cmocka_unit_test(test_names_are_hashed_where_names_are_hashed),
	    cmocka_unit_test(test_a_damaged_key_is_refused),
	    cmocka_unit_test(
		test_the_file_keeps_its_mode_and_is_left_alone_on_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
