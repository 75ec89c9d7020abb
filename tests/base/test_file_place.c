/*
 * Which file a name leads to, and that what is open already is written to and
 * not replaced.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_place.h"
#include "base/mem.h"
#include "folder.h"

static void
test_names_of_descriptors_are_known(void **state)
{
	char *other = str_printf("/proc/%ld/fd/1", (long)getppid());
	char *own = str_printf("/proc/%ld/fd/1", (long)getpid());

	(void)state;
	assert_int_equal(file_place_descriptor("/dev/stdin"), 0);
	assert_int_equal(file_place_descriptor("/dev/stdout"), 1);
	assert_int_equal(file_place_descriptor("/dev/stderr"), 2);
	assert_int_equal(file_place_descriptor("/dev/fd/7"), 7);
	assert_int_equal(file_place_descriptor("/proc/self/fd/12"), 12);
	assert_int_equal(file_place_descriptor("/proc/thread-self/fd/3"), 3);
	assert_int_equal(file_place_descriptor("/dev/../dev/./fd//4"), 4);
	assert_int_equal(file_place_descriptor(own), 1);
	assert_int_equal(symlink("/dev/stdout", "link"), 0);
	assert_int_equal(file_place_descriptor("link"), 1);
	unlink("link");
	assert_int_equal(file_place_descriptor(other),
	    FILE_PLACE_NO_DESCRIPTOR);
	assert_int_equal(file_place_descriptor("/dev/null"),
	    FILE_PLACE_NO_DESCRIPTOR);
	assert_int_equal(file_place_descriptor("/dev/fd"),
	    FILE_PLACE_NO_DESCRIPTOR);
	assert_int_equal(file_place_descriptor("7"), FILE_PLACE_NO_DESCRIPTOR);
	assert_int_equal(file_place_descriptor("none/7"),
	    FILE_PLACE_NO_DESCRIPTOR);
	assert_int_equal(file_place_descriptor(""), FILE_PLACE_NO_DESCRIPTOR);
	free(own);
	free(other);
}

static bool
same(const char *a, const char *b)
{
	struct file_place one;
	struct file_place two;
	bool equal;

	file_place_find(&one, a);
	file_place_find(&two, b);
	equal = file_place_equal(&one, &two);
	file_place_release(&one);
	file_place_release(&two);
	return equal;
}

static void
test_one_file_has_many_names(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(symlink("../x", "d/link"), 0);
	/* It need not be there. */
	assert_true(same("x", "./x"));
	assert_true(same("d/link", "x"));
	assert_true(same("d/../x", "x"));
	assert_true(same("x/", "x"));
	assert_false(same("x", "y"));
	assert_false(same("x", "d/x"));
	assert_true(same("none/x", "none/x"));
	assert_false(same("none/x", "none/y"));
	assert_true(file_write("x", span_of("1"), 0600, &err));
	assert_true(file_write("y", span_of("2"), 0600, &err));
	assert_int_equal(link("x", "d/hard"), 0);
	assert_true(same("d/link", "x"));
	assert_true(same("d/hard", "x"));
	assert_false(same("x", "y"));
	assert_false(same("x", "d/x"));
	unlink("x");
	unlink("y");
	unlink("d/link");
	unlink("d/hard");
	rmdir("d");
}

/* As by `{ echo before; cablecheck -o NAME; echo after; } >log`. */
static void
write_between(const char *name, int flags)
{
	int fd = open("log", O_WRONLY | O_CREAT | O_TRUNC | flags, 0600);
	char *path = str_printf("%s%d", name, fd);
	struct err err = ERR_INIT;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "before\n", 7), 7);
	assert_true(file_can_write(path, &err));
	if (!file_write(path, span_of("report\n"), 0666, &err))
		fail_msg("%s", err.text);
	assert_true(file_write(path, span_of("more\n"), 0666, &err));
	assert_int_equal(write(fd, "after\n", 6), 6);
	close(fd);
	assert_file_is("log", "before\nreport\nmore\nafter\n");
	unlink("log");
	free(path);
}

static void
test_what_is_open_is_written_to_where_it_stands(void **state)
{
	(void)state;
	write_between("/dev/fd/", 0);
	write_between("/dev/fd/", O_APPEND);
	write_between("/proc/self/fd/", 0);
}

static void
test_what_is_not_open_for_writing_is_told(void **state)
{
	struct err err = ERR_INIT;
	int fd = open("/dev/null", O_RDONLY);
	char *path = str_printf("/dev/fd/%d", fd);
	char *expected =
	    str_printf("cannot write %s: Bad file descriptor", path);

	(void)state;
	assert_false(file_can_write(path, &err));
	assert_string_equal(err.text, expected);
	close(fd);
	err = (struct err)ERR_INIT;
	assert_false(file_can_write(path, &err));
	assert_string_equal(err.text, expected);
	err = (struct err)ERR_INIT;
	assert_false(file_write(path, span_of("x"), 0666, &err));
	assert_string_equal(err.text, expected);
	free(expected);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_of_descriptors_are_known),
	    cmocka_unit_test(test_one_file_has_many_names),
	    cmocka_unit_test(test_what_is_open_is_written_to_where_it_stands),
	    cmocka_unit_test(test_what_is_not_open_for_writing_is_told),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
