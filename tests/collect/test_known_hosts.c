/*
 * The known_hosts reader against a file that ssh-keygen made: which line
 * decides for which host and key, and what is added.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "collect/known_hosts.h"
#include "collect/known_hosts_book.h"
#include "key_fixture.h"

#define FILE_NAME FIXTURES "/collect/known_hosts"

static struct known_hosts *
open_fixture(void)
{
	struct known_hosts *hosts = NULL;
	struct err err = ERR_INIT;

	assert_true(known_hosts_open(FILE_NAME, &hosts, &err));
	return hosts;
}

/* clang-format off */
static const struct {
	const char *host;
	unsigned port;
	const char *key;
	enum known_host found;
	unsigned line;
} lookups[] = {
	{ "leaf1",             22,   "ed25519-a", KNOWN_HOST_MATCH,    3 },
	{ "LEAF1",             22,   "ed25519-a", KNOWN_HOST_MATCH,    3 },
	{ "192.0.2.1",         22,   "ed25519-a", KNOWN_HOST_MATCH,    3 },
	{ "192.0.2.1",         22,   "rsa-a",     KNOWN_HOST_CHANGED,  3 },
	{ "192.0.2.1",         2222, "ed25519-a", KNOWN_HOST_UNKNOWN,  0 },
	{ "leaf11",            22,   "ed25519-a", KNOWN_HOST_UNKNOWN,  0 },
	{ "leaf2",             22,   "rsa-a",     KNOWN_HOST_MATCH,    4 },
	/* The pattern of line 7 knows leaf2 as well, by another key. */
	{ "leaf2",             22,   "rsa-b",     KNOWN_HOST_MATCH,    7 },
	{ "leaf2",             22,   "ecdsa-a",   KNOWN_HOST_CHANGED,  4 },
	{ "leaf3",             22,   "rsa-b",     KNOWN_HOST_MATCH,    7 },
	{ "leaf9",             22,   "rsa-b",     KNOWN_HOST_UNKNOWN,  0 },
	{ "192.0.2.3",         2222, "ecdsa-a",   KNOWN_HOST_MATCH,    5 },
	{ "192.0.2.3",         2222, "ecdsa-b",   KNOWN_HOST_CHANGED,  5 },
	{ "192.0.2.3",         22,   "ecdsa-a",   KNOWN_HOST_UNKNOWN,  0 },
	{ "new.lab.example",   22,   "rsa-a",     KNOWN_HOST_MATCH,    6 },
	{ "NEW.lab.example",   22,   "rsa-a",     KNOWN_HOST_MATCH,    6 },
	{ "old.lab.example",   22,   "rsa-a",     KNOWN_HOST_UNKNOWN,  0 },
	{ "lab.example",       22,   "rsa-a",     KNOWN_HOST_UNKNOWN,  0 },
	/* Revoked everywhere, whatever else is known. */
	{ "leaf1",             22,   "ed25519-b", KNOWN_HOST_REVOKED,  8 },
	{ "nobody",            830,  "ed25519-b", KNOWN_HOST_REVOKED,  8 },
	{ "sw.ca.example",     22,   "ecdsa-b",   KNOWN_HOST_UNKNOWN,  0 },
	{ "two",               22,   "ed25519-a", KNOWN_HOST_MATCH,   10 },
	{ "two",               22,   "rsa-a",     KNOWN_HOST_MATCH,   11 },
	{ "two",               22,   "rsa-b",     KNOWN_HOST_CHANGED, 10 },
	{ "broken",            22,   "ed25519-a", KNOWN_HOST_UNKNOWN,  0 },
	{ "hashed.lab.test",   22,   "ed25519-a", KNOWN_HOST_MATCH,   15 },
	{ "Hashed.Lab.Test",   22,   "ed25519-a", KNOWN_HOST_MATCH,   15 },
	{ "hashed.lab.test",   22,   "rsa-a",     KNOWN_HOST_CHANGED, 15 },
	{ "hashed.lab.test",   830,  "ecdsa-a",   KNOWN_HOST_MATCH,   16 },
	{ "hashed.lab.test",   831,  "ecdsa-a",   KNOWN_HOST_UNKNOWN,  0 },
	{ "lastline",          22,   "ecdsa-b",   KNOWN_HOST_MATCH,   17 },
};
/* clang-format on */

static void
test_the_right_line_decides_for_each_host(void **state)
{
	struct known_hosts *hosts = open_fixture();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lookups); i++) {
		char buffer[1024];
		struct span key = load_key(lookups[i].key, buffer);
		unsigned line = 99;
		enum known_host found = known_hosts_check(hosts,
		    lookups[i].host, lookups[i].port, key, &line);

		if (found != lookups[i].found || line != lookups[i].line)
			fail_msg("%s:%u with %s: found %d in line %u",
			    lookups[i].host, lookups[i].port, lookups[i].key,
			    (int)found, line);
	}
	known_hosts_free(hosts);
}

static void
assert_types(const struct known_hosts *hosts, const char *host, unsigned port,
    const char *expected)
{
	struct str types = STR_INIT;

	known_hosts_list_types(hosts, host, port, &types);
	assert_string_equal(str_text(&types), expected);
	str_release(&types);
}

static void
test_known_types_are_listed_without_revoked_ones(void **state)
{
	struct known_hosts *hosts = open_fixture();

	(void)state;
	assert_types(hosts, "leaf1", 22, "ssh-ed25519,ssh-rsa");
	assert_types(hosts, "192.0.2.1", 22, "ssh-ed25519");
	assert_types(hosts, "192.0.2.3", 2222, "ecdsa-sha2-nistp256");
	assert_types(hosts, "hashed.lab.test", 830, "ecdsa-sha2-nistp256");
	assert_types(hosts, "nobody", 22, "");
	known_hosts_free(hosts);
}

static void
test_fingerprints_are_those_of_ssh_keygen(void **state)
{
	char buffer[1024];
	char *text;

	(void)state;
	text = known_hosts_fingerprint(load_key("ed25519-a", buffer));
	assert_string_equal(text,
	    "SHA256:on/lHJTQHOkwM/3TFUv2RIg7fBwkweGYZfoiQpslzgU");
	free(text);
	text = known_hosts_fingerprint(load_key("rsa-b", buffer));
	assert_string_equal(text,
	    "SHA256:8ZqQF2qy8Py0qmO8wnbRQ1ERkr4VBsEuN9WILnHhJeM");
	free(text);
}

static void
test_junk_is_an_empty_file(void **state)
{
	static const char *const texts[] = {"", "\n", "|1|", "|1||| ssh-rsa x",
	    "a", "a b", "a ssh-rsa", "a ssh-rsa ====", "@revoked",
	    "@revoked a ssh-rsa", "a ssh-rsa AAAA", "\xff\xfe a b"};
	char buffer[1024];
	struct span key = load_key("rsa-a", buffer);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct known_hosts *hosts =
		    known_hosts_parse(span_of(texts[i]));
		unsigned line;

		assert_int_equal(known_hosts_check(hosts, "a", 22, key, &line),
		    KNOWN_HOST_UNKNOWN);
		known_hosts_free(hosts);
	}
}

static void
test_a_damaged_key_has_no_type(void **state)
{
	(void)state;
	assert_true(span_is_absent(known_hosts_key_type(span_make("", 0))));
	assert_true(
	    span_is_absent(known_hosts_key_type(span_make("\0\0\0\5abcd", 8))));
	assert_true(span_is_absent(
	    known_hosts_key_type(span_make("\xff\xff\xff\xff", 4))));
	assert_true(
	    span_is(known_hosts_key_type(span_make("\0\0\0\3abc", 7)), "abc"));
}

/* --- adding --------------------------------------------------------------- */

static char *
make_folder(void)
{
	char *folder = xstrdup("/tmp/known-hosts-XXXXXX");

	assert_non_null(mkdtemp(folder));
	return folder;
}

static void
remove_folder(char *folder, const char *path, const char *inner)
{
	assert_int_equal(unlink(path), 0);
	if (inner)
		assert_int_equal(rmdir(inner), 0);
	assert_int_equal(rmdir(folder), 0);
	free(folder);
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static void
test_a_new_key_is_added_and_found_again(void **state)
{
	char *folder = make_folder();
	char *inner = str_printf("%s/.ssh", folder);
	char *path = str_printf("%s/known_hosts", inner);
	struct known_hosts *hosts = NULL;
	struct known_hosts *again = NULL;
	struct err err = ERR_INIT;
	char buffer[1024];
	struct span key = load_key("ed25519-a", buffer);
	unsigned line = 0;

	(void)state;
	assert_true(known_hosts_open(path, &hosts, &err));
	assert_true(known_hosts_add(hosts, path, "Leaf1", 22, key, &err));
	assert_true(
	    known_hosts_add(hosts, path, "2001:db8::1", 2222, key, &err));
	assert_int_equal(mode_of(inner), 0700);
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(known_hosts_check(hosts, "leaf1", 22, key, &line),
	    KNOWN_HOST_MATCH);
	assert_true(known_hosts_open(path, &again, &err));
	assert_int_equal(known_hosts_check(again, "leaf1", 22, key, &line),
	    KNOWN_HOST_MATCH);
	assert_int_equal(line, 1);
	assert_int_equal(known_hosts_check(again, "2001:db8::1", 2222, key,
			     &line),
	    KNOWN_HOST_MATCH);
	assert_int_equal(line, 2);
	known_hosts_free(hosts);
	known_hosts_free(again);
	remove_folder(folder, path, inner);
	free(inner);
	free(path);
}

static void
test_adding_keeps_what_is_there_and_its_unended_line(void **state)
{
	char *folder = make_folder();
	char *path = str_printf("%s/known_hosts", folder);
	struct known_hosts *hosts = open_fixture();
	struct err err = ERR_INIT;
	char *before = NULL;
	char *after = NULL;
	size_t before_length = 0;
	size_t after_length = 0;
	char buffer[1024];
	struct span key = load_key("ecdsa-a", buffer);

	(void)state;
	assert_true(
	    file_read(FILE_NAME, 1 << 20, &before, &before_length, &err));
	assert_true(
	    file_write(path, span_make(before, before_length), 0644, &err));
	assert_true(known_hosts_add(hosts, path, "sw1", 22, key, &err));
	assert_true(file_read(path, 1 << 20, &after, &after_length, &err));
	assert_memory_equal(before, after, before_length);
	assert_true(span_starts(span_make(after + before_length,
				    after_length - before_length),
	    "\nsw1 ecdsa-sha2-nistp256 "));
	known_hosts_free(hosts);
	hosts = known_hosts_parse(span_make(after, after_length));
	assert_types(hosts, "lastline", 22, "ecdsa-sha2-nistp256");
	assert_types(hosts, "sw1", 22, "ecdsa-sha2-nistp256");
	known_hosts_free(hosts);
	remove_folder(folder, path, NULL);
	free(before);
	free(after);
	free(path);
}

static void
test_a_file_that_cannot_be_written_is_an_error(void **state)
{
	struct known_hosts *hosts = known_hosts_parse(span_of(""));
	struct err err = ERR_INIT;
	char buffer[1024];
	struct span key = load_key("ecdsa-a", buffer);
	unsigned line;

	(void)state;
	assert_false(
	    known_hosts_add(hosts, "/nowhere/at/all", "sw1", 22, key, &err));
	assert_int_equal(err.code, ERR_SYSTEM);
	/* For the rest of the run it is known, and so no other is accepted. */
	assert_int_equal(known_hosts_check(hosts, "sw1", 22, key, &line),
	    KNOWN_HOST_MATCH);
	known_hosts_free(hosts);
}

/* No file may become larger than `bytes`, as on a disk that is full then. */
static void
fail_to_add(const char *path, rlim_t bytes)
{
	struct known_hosts *hosts = known_hosts_parse(span_of(""));
	char buffer[1024];
	struct span key = load_key("ecdsa-a", buffer);
	struct err err = ERR_INIT;
	struct rlimit usual;
	struct rlimit little;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
	little = (struct rlimit){bytes, usual.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	assert_false(known_hosts_add(hosts, path, "sw1", 22, key, &err));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_non_null(strstr(err.text, path));
	known_hosts_free(hosts);
}

static void
test_half_a_line_is_taken_back(void **state)
{
	char *folder = make_folder();
	char *path = str_printf("%s/known_hosts", folder);
	struct span before = span_of("# comment\n");
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t length = 0;

	(void)state;
	fail_to_add(path, 0);
	assert_int_equal(access(path, F_OK), -1);
	fail_to_add(path, 10);
	assert_int_equal(access(path, F_OK), -1);
	assert_true(file_write(path, before, 0644, &err));
	fail_to_add(path, before.length + 10);
	assert_true(file_read(path, 1 << 20, &text, &length, &err));
	assert_true(span_equal(span_make(text, length), before));
	remove_folder(folder, path, NULL);
	free(text);
	free(path);
}

/* Two visits to one host, on two threads, have both found nothing. */
static void
test_of_two_new_keys_of_a_host_the_first_is_kept(void **state)
{
	char *folder = make_folder();
	char *path = str_printf("%s/known_hosts", folder);
	struct collect_settings settings = COLLECT_SETTINGS_INIT;
	struct collect_target target = {.host = "sw1", .port = 22};
	struct known_hosts_book book = {0};
	struct err err = ERR_INIT;
	char buffers[2][1024];
	struct span first = load_key("ecdsa-a", buffers[0]);
	struct span second = load_key("ed25519-a", buffers[1]);
	struct known_hosts_place place;

	(void)state;
	settings.known_hosts = path;
	assert_true(known_hosts_book_open(&book, &settings, &target, 1, &err));
	assert_int_equal(known_hosts_book_check(&book, &target, first, &place),
	    KNOWN_HOST_UNKNOWN);
	assert_true(known_hosts_book_add(&book, &target, first, &err));
	assert_true(known_hosts_book_add(&book, &target, second, &err));
	assert_int_equal(known_hosts_book_check(&book, &target, first, &place),
	    KNOWN_HOST_MATCH);
	assert_int_equal(known_hosts_book_check(&book, &target, second, &place),
	    KNOWN_HOST_CHANGED);
	assert_string_equal(place.path, path);
	assert_int_equal(place.line, 1);
	known_hosts_book_release(&book);
	remove_folder(folder, path, NULL);
	free(path);
}

static void
test_many_hosts_are_found_through_the_map(void **state)
{
	struct str text = STR_INIT;
	struct known_hosts *hosts;
	char buffer[1024];
	struct span key = load_key("ed25519-a", buffer);
	unsigned line = 0;

	(void)state;
	for (int i = 0; i < 20000; i++)
		str_addf(&text,
		    "h%d,192.0.2.%d ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBh3Z"
		    "iihZD77m1ntKU3d1gnoNmaAZ+rabcAqdhhgDpY3\n",
		    i, i % 250);
	hosts = known_hosts_parse(str_span(&text));
	for (unsigned i = 0; i < 20000; i++) {
		char name[16];

		snprintf(name, sizeof(name), "h%u", i);
		assert_int_equal(known_hosts_check(hosts, name, 22, key, &line),
		    KNOWN_HOST_MATCH);
		assert_int_equal(line, i + 1);
	}
	known_hosts_free(hosts);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_right_line_decides_for_each_host),
	    cmocka_unit_test(test_known_types_are_listed_without_revoked_ones),
	    cmocka_unit_test(test_fingerprints_are_those_of_ssh_keygen),
	    cmocka_unit_test(test_junk_is_an_empty_file),
	    cmocka_unit_test(test_a_damaged_key_has_no_type),
	    cmocka_unit_test(test_a_new_key_is_added_and_found_again),
	    cmocka_unit_test(
		test_adding_keeps_what_is_there_and_its_unended_line),
	    cmocka_unit_test(test_a_file_that_cannot_be_written_is_an_error),
	    cmocka_unit_test(test_half_a_line_is_taken_back),
	    cmocka_unit_test(test_of_two_new_keys_of_a_host_the_first_is_kept),
	    cmocka_unit_test(test_many_hosts_are_found_through_the_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
