/*
 * Writing files: replaced whole or not at all, whatever is in the way.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "folder.h"

#define NOBODY 65534

static unsigned
permissions(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
test_a_new_file_gets_its_mode_less_the_umask(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	umask(027);
	assert_true(file_write("x", span_of("one\n"), 0666, &err));
	assert_int_equal(permissions("x"), 0640);
	assert_file_is("x", "one\n");
	unlink("x");
	assert_true(file_write("x", span_of("one\n"), 0600, &err));
	assert_int_equal(permissions("x"), 0600);
	assert_int_equal(umask(022), 027);
	unlink("x");
}

static void
test_an_old_file_is_replaced_and_keeps_its_permissions(void **state)
{
	struct err err = ERR_INIT;
	struct stat before;
	struct stat after;

	(void)state;
	make_file("x", "a much longer text that was there before\n");
	assert_int_equal(chmod("x", 0604), 0);
	assert_int_equal(stat("x", &before), 0);
	assert_true(file_write("x", span_of("new\n"), 0666, &err));
	assert_file_is("x", "new\n");
	assert_int_equal(stat("x", &after), 0);
	/* A reader that has the old one open goes on reading the old one. */
	assert_true(before.st_ino != after.st_ino);
	assert_int_equal(permissions("x"), 0604);
	/* A secret one takes nobody in because it once was public. */
	assert_true(file_write("x", span_of("secret\n"), 0600, &err));
	assert_int_equal(permissions("x"), 0600);
	assert_int_equal(count_entries("."), 1);
	unlink("x");
}

static void
test_behind_a_link_the_file_is_replaced_not_the_link(void **state)
{
	struct err err = ERR_INIT;
	char target[16] = "";

	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	make_file("d/real", "old\n");
	assert_int_equal(symlink("real", "d/second"), 0);
	assert_int_equal(symlink("d/second", "first"), 0);
	assert_true(file_write("first", span_of("new\n"), 0666, &err));
	assert_file_is("d/real", "new\n");
	assert_int_equal(readlink("first", target, sizeof(target)), 8);
	assert_int_equal(readlink("d/second", target, sizeof(target)), 4);
	/* So is a file that is not there yet. */
	unlink("d/real");
	assert_true(file_write("first", span_of("again\n"), 0666, &err));
	assert_file_is("d/real", "again\n");
	assert_int_equal(readlink("first", target, sizeof(target)), 8);
	assert_int_equal(count_entries("d"), 2);
	unlink("first");
	unlink("d/second");
	unlink("d/real");
	rmdir("d");
}

static void
test_a_ring_of_links_is_an_error(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	/* rename() would put a file in place of one of them. */
	assert_false(file_write("a", span_of("x"), 0666, &err));
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(count_entries("."), 2);
	unlink("a");
	unlink("b");
}

static void
test_what_cannot_be_written_is_told(void **state)
{
	/* clang-format off */
	static const struct {
		const char *path;
		const char *text;
	} rows[] = {
		{ "folder",    "cannot write folder: it is a folder" },
		{ "folder/",   "cannot write folder/: it is a folder" },
		{ "no/such",   "cannot create a file beside no/such: No such "
		    "file or directory" },
		{ "file/x",    "cannot write file/x: Not a directory" },
		{ "/dev/full", "cannot write /dev/full: No space left on "
		    "device" },
	};
	/* clang-format on */

	(void)state;
	make_file("file", "x");
	assert_int_equal(mkdir("folder", 0700), 0);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;

		assert_false(
		    file_write(rows[i].path, span_of("text"), 0666, &err));
		assert_int_equal(err.code, ERR_SYSTEM);
		assert_string_equal(err.text, rows[i].text);
	}
	assert_int_equal(count_entries("folder"), 0);
	assert_int_equal(count_entries("."), 2);
	unlink("file");
	rmdir("folder");
}

/* What can be said beforehand, and leaves no trace. */
static void
test_whether_there_is_a_place_is_told_beforehand(void **state)
{
	/* clang-format off */
	static const struct {
		const char *path;
		const char *text; /* NULL: it can be written */
	} rows[] = {
		{ "-",         NULL },
		{ "new",       NULL },
		{ "./new",     NULL },
		{ "file",      NULL },
		{ "/dev/null", NULL },
		{ "folder",    "cannot write folder: it is a folder" },
		{ "no/such",   "cannot write no/such: No such file or "
		    "directory" },
		{ "file/x",    "cannot write file/x: Not a directory" },
	};
	/* clang-format on */

	(void)state;
	make_file("file", "x");
	assert_int_equal(mkdir("folder", 0700), 0);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;

		assert_int_equal(file_can_write(rows[i].path, &err),
		    rows[i].text == NULL);
		assert_string_equal(err.text, rows[i].text ? rows[i].text : "");
	}
	assert_int_equal(count_entries("."), 2);
	unlink("file");
	rmdir("folder");
}

static void
test_device_nodes_stay_device_nodes(void **state)
{
	struct err err = ERR_INIT;
	struct stat st;

	(void)state;
	assert_true(file_write("/dev/null", span_of("text"), 0666, &err));
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

static void
test_the_longest_name_can_be_written(void **state)
{
	struct err err = ERR_INIT;
	char name[256];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_true(file_write(name, span_of("x"), 0666, &err));
	assert_file_is(name, "x");
	assert_int_equal(count_entries("."), 1);
	unlink(name);
}

/* A disk that is full: no privileges needed for a limit on file sizes. */
static int
write_past_the_limit(void)
{
	const struct rlimit small = {4096, 4096};
	static char large[8192];
	struct err err = ERR_INIT;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &small) != 0)
		return CHILD_CANNOT;
	memset(large, 'x', sizeof(large));
	if (file_write("x", span_make(large, sizeof(large)), 0666, &err))
		return 1;
	return err.code == ERR_SYSTEM && err.number == EFBIG ? 0 : 2;
}

static void
test_a_failed_write_leaves_the_old_file_and_nothing_else(void **state)
{
	(void)state;
	make_file("x", "old\n");
	assert_int_equal(run_in_child(write_past_the_limit), 0);
	assert_file_is("x", "old\n");
	assert_int_equal(count_entries("."), 1);
	unlink("x");
}

/* The same on a file system that really is full, where we may mount one. */
static int
write_to_full_disk(void)
{
	static char large[200000];
	struct err err = ERR_INIT;

	if (geteuid() != 0 && unshare(CLONE_NEWUSER) != 0)
		return CHILD_CANNOT;
	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", "none", MS_REC | MS_PRIVATE, "") != 0 ||
	    mount("none", "full", "tmpfs", 0, "size=64k") != 0 ||
	    chdir("full") != 0)
		return CHILD_CANNOT;
	if (!file_write("x", span_of("old\n"), 0666, &err))
		return 1;
	if (file_write("x", span_make(large, sizeof(large)), 0666, &err))
		return 2;
	if (err.code != ERR_SYSTEM || err.number != ENOSPC)
		return 3;
	if (count_entries(".") != 1)
		return 4;
	assert_file_is("x", "old\n");
	return 0;
}

static void
test_a_full_disk_costs_nothing_that_was_there(void **state)
{
	int result;

	(void)state;
	assert_int_equal(mkdir("full", 0700), 0);
	result = run_in_child(write_to_full_disk);
	rmdir("full");
	if (result == CHILD_CANNOT)
		skip();
	assert_int_equal(result, 0);
}

static bool
become_nobody(void)
{
	return geteuid() != 0 || (setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}

static int
write_where_forbidden(void)
{
	struct err err = ERR_INIT;

	if (!become_nobody())
		return CHILD_CANNOT;
	if (file_write("closed/x", span_of("new"), 0666, &err))
		return 1;
	if (err.code != ERR_SYSTEM || err.number != EACCES)
		return 2;
	err = (struct err)ERR_INIT;
	/* Here only the file itself is protected. */
	if (file_write("open/x", span_of("new"), 0666, &err))
		return 3;
	return err.code == ERR_SYSTEM && err.number == EACCES ? 0 : 4;
}

static void
test_protected_files_and_folders_are_respected(void **state)
{
	int result;

	(void)state;
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(mkdir("closed", 0755), 0);
	assert_int_equal(mkdir("open", 0755), 0);
	assert_int_equal(chmod("open", 0777), 0);
	make_file("open/x", "old\n");
	assert_int_equal(chmod("open/x", 0444), 0);
	assert_int_equal(chmod("closed", 0555), 0);
	result = run_in_child(write_where_forbidden);
	assert_file_is("open/x", "old\n");
	assert_int_equal(count_entries("open"), 1);
	assert_int_equal(count_entries("closed"), 0);
	unlink("open/x");
	rmdir("open");
	rmdir("closed");
	if (result == CHILD_CANNOT)
		skip();
	assert_int_equal(result, 0);
}

/* Standard output becomes a pipe: non-blocking, and later without a reader. */
static int
write_slow_stdout(void)
{
	static char large[300000];
	struct err err = ERR_INIT;
	int ends[2];
	int status;
	pid_t reader;

	signal(SIGPIPE, SIG_IGN);
	if (pipe2(ends, O_NONBLOCK) != 0 || dup2(ends[1], STDOUT_FILENO) < 0)
		return CHILD_CANNOT;
	close(ends[1]);
	reader = fork();
	if (reader == 0) {
		size_t total = 0;
		ssize_t got;

		close(STDOUT_FILENO);
		fcntl(ends[0], F_SETFL, 0);
		while ((got = read(ends[0], large, 1000)) > 0)
			total += (size_t)got;
		_exit(total == sizeof(large) ? 0 : 1);
	}
	close(ends[0]);
	if (!file_write("-", span_make(large, sizeof(large)), 0666, &err))
		return 1;
	close(STDOUT_FILENO);
	waitpid(reader, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

static void
test_a_dash_writes_standard_output_even_if_it_does_not_block(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(write_slow_stdout), 0);
}

static int
write_to_nobody(void)
{
	struct err err = ERR_INIT;
	int ends[2];

	signal(SIGPIPE, SIG_IGN);
	if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0)
		return CHILD_CANNOT;
	close(ends[0]);
	close(ends[1]);
	if (file_write("-", span_of("x"), 0666, &err))
		return 1;
	if (err.number != EPIPE)
		return 2;
	err = (struct err)ERR_INIT;
	close(STDOUT_FILENO);
	if (file_write("-", span_of("x"), 0666, &err))
		return 3;
	return err.number == EBADF ? 0 : 4;
}

static void
test_a_reader_that_went_away_can_be_told_apart(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(write_to_nobody), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_new_file_gets_its_mode_less_the_umask),
	    cmocka_unit_test(
		test_an_old_file_is_replaced_and_keeps_its_permissions),
	    cmocka_unit_test(
		test_behind_a_link_the_file_is_replaced_not_the_link),
	    cmocka_unit_test(test_a_ring_of_links_is_an_error),
	    cmocka_unit_test(test_what_cannot_be_written_is_told),
	    cmocka_unit_test(test_whether_there_is_a_place_is_told_beforehand),
	    cmocka_unit_test(test_device_nodes_stay_device_nodes),
	    cmocka_unit_test(test_the_longest_name_can_be_written),
	    cmocka_unit_test(
		test_a_failed_write_leaves_the_old_file_and_nothing_else),
	    cmocka_unit_test(test_a_full_disk_costs_nothing_that_was_there),
	    cmocka_unit_test(test_protected_files_and_folders_are_respected),
	    cmocka_unit_test(
		test_a_dash_writes_standard_output_even_if_it_does_not_block),
	    cmocka_unit_test(test_a_reader_that_went_away_can_be_told_apart),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
