/*
 * Reading files: whole, within an exact limit, and never without end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "folder.h"

static void
test_a_file_is_read_whole_with_its_nuls(void **state)
{
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	(void)state;
	assert_true(file_write("x", span_make("a\0b\n", 4), 0600, &err));
	assert_true(file_read("x", 100, &text, &length, &err));
	assert_int_equal(length, 4);
	assert_memory_equal(text, "a\0b\n", 5); /* and a NUL behind */
	free(text);
	make_file("x", "");
	assert_true(file_read("x", 0, &text, &length, &err));
	assert_int_equal(length, 0);
	assert_int_equal(text[0], '\0');
	free(text);
	unlink("x");
}

static void
test_files_are_read_into_an_arena(void **state)
{
	struct arena *arena = arena_new_large();
	struct err err = ERR_INIT;
	size_t length = 0;
	char *texts[2];

	(void)state;
	make_file("x", "one");
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		assert_true(
		    file_read_in(arena, "x", 3, &texts[i], &length, &err));
		assert_int_equal(length, 3);
	}
	assert_string_equal(texts[0], "one");
	assert_string_equal(texts[1], "one");
	assert_ptr_not_equal(texts[0], texts[1]);
	assert_false(file_read_in(arena, "x", 2, &texts[0], &length, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	arena_free(arena);
	unlink("x");
}

/* A pipe does not tell its size: the text moves to larger and larger rooms. */
static void
test_a_pipe_is_read_into_an_arena(void **state)
{
	const size_t size = 300000;
	struct arena *arena;
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text;
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	child = fork();
	if (child == 0) {
		FILE *pipe = fopen("pipe", "w");

		for (size_t i = 0; pipe && i < size; i++)
			putc('a' + (int)(i % 23), pipe);
		_Exit(!pipe || fclose(pipe) != 0);
	}
	arena = arena_new(); /* the child has no use for one */
	assert_true(
	    file_read_in(arena, "pipe", SIZE_MAX, &text, &length, &err));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(length, size);
	for (size_t i = 0; i < size; i++)
		assert_int_equal(text[i], 'a' + (int)(i % 23));
	arena_free(arena);
	unlink("pipe");
}

static void
test_a_large_file_comes_back_as_it_was(void **state)
{
	const size_t size = ((size_t)1 << 20) + 12345;
	char *large = xmalloc(size);
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	(void)state;
	for (size_t i = 0; i < size; i++)
		large[i] = (char)(i * 7 + i / 251);
	assert_true(file_write("x", span_make(large, size), 0600, &err));
	assert_true(file_read("x", SIZE_MAX, &text, &length, &err));
	assert_int_equal(length, size);
	assert_memory_equal(text, large, size);
	free(text);
	free(large);
	unlink("x");
}

static void
test_the_limit_is_exact(void **state)
{
	static const size_t sizes[] = {1, 2, 65534, 65535, 65536, 65537, 131071,
	    131072, 131073, 400000};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		char *filled = xmalloc(sizes[i]);
		struct err err = ERR_INIT;
		size_t length = 999;
		char *text = NULL;

		memset(filled, 'x', sizes[i]);
		assert_true(
		    file_write("x", span_make(filled, sizes[i]), 0600, &err));
		assert_false(
		    file_read("x", sizes[i] - 1, &text, &length, &err));
		assert_int_equal(err.code, ERR_LIMIT);
		assert_null(text);
		assert_int_equal(length, 999);
		err = (struct err)ERR_INIT;
		assert_true(file_read("x", sizes[i], &text, &length, &err));
		assert_int_equal(length, sizes[i]);
		free(text);
		free(filled);
	}
	unlink("x");
}

static void
test_an_endless_file_ends_at_the_limit(void **state)
{
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	(void)state;
	assert_false(file_read("/dev/zero", 1 << 20, &text, &length, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	assert_string_equal(err.text, "/dev/zero has more than 1048576 bytes");
	assert_null(text);
}

static void
test_what_cannot_be_read_is_told(void **state)
{
	/* clang-format off */
	static const struct {
		const char *path;
		const char *text;
	} rows[] = {
		{ "missing",  "cannot open missing: No such file or directory" },
		{ ".",        "cannot read .: Is a directory" },
		{ "file/sub", "cannot open file/sub: Not a directory" },
		{ "loop",     "cannot open loop: Too many levels of symbolic "
		    "links" },
		{ "",         "cannot open : No such file or directory" },
	};
	/* clang-format on */

	(void)state;
	make_file("file", "x");
	assert_int_equal(symlink("loop", "loop"), 0);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;
		size_t length = 0;
		char *text = NULL;

		assert_false(
		    file_read(rows[i].path, 100, &text, &length, &err));
		assert_int_equal(err.code, ERR_INPUT);
		assert_string_equal(err.text, rows[i].text);
		assert_null(text);
	}
	unlink("file");
	unlink("loop");
}

static int
read_without_descriptors(void)
{
	struct rlimit none;
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	for (int fd = 3; fd < 64; fd++)
		close(fd);
	/* The hard limit stays: valgrind refuses to move it. */
	if (getrlimit(RLIMIT_NOFILE, &none) != 0)
		return CHILD_CANNOT;
	none.rlim_cur = 3;
	if (setrlimit(RLIMIT_NOFILE, &none) != 0)
		return CHILD_CANNOT;
	if (file_read("/dev/null", 100, &text, &length, &err))
		return 1;
	return err.code == ERR_SYSTEM && err.number == EMFILE ? 0 : 2;
}

static void
test_no_descriptors_left_is_the_machines_trouble(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(read_without_descriptors), 0);
}

/* Standard input becomes a non-blocking pipe that is filled in two pieces. */
static int
read_slow_stdin(void)
{
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;
	int ends[2];
	pid_t writer;

	if (pipe2(ends, O_NONBLOCK) != 0 || dup2(ends[0], STDIN_FILENO) < 0)
		return CHILD_CANNOT;
	writer = fork();
	if (writer == 0) {
		/* One byte more than the pipe holds: both sides must wait. */
		static char bytes[65537];

		memset(bytes, 'a', sizeof(bytes));
		fcntl(ends[1], F_SETFL, 0);
		_exit(write(ends[1], bytes, sizeof(bytes)) !=
		      (ssize_t)sizeof(bytes));
	}
	close(ends[1]);
	if (!file_read("-", 1 << 20, &text, &length, &err))
		return 1;
	free(text);
	/* Standard input itself is still open. */
	if (fcntl(STDIN_FILENO, F_GETFD) < 0)
		return 2;
	waitpid(writer, NULL, 0);
	return length == 65537 ? 0 : 3;
}

static void
test_a_dash_reads_standard_input_even_if_it_does_not_block(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(read_slow_stdin), 0);
}

static int
read_closed_stdin(void)
{
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	close(STDIN_FILENO);
	if (file_read("-", 100, &text, &length, &err))
		return 1;
	return strstr(err.text, "standard input") ? 0 : 2;
}

static void
test_a_closed_standard_input_is_an_error(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(read_closed_stdin), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_file_is_read_whole_with_its_nuls),
	    cmocka_unit_test(test_files_are_read_into_an_arena),
	    cmocka_unit_test(test_a_pipe_is_read_into_an_arena),
	    cmocka_unit_test(test_a_large_file_comes_back_as_it_was),
	    cmocka_unit_test(test_the_limit_is_exact),
	    cmocka_unit_test(test_an_endless_file_ends_at_the_limit),
	    cmocka_unit_test(test_what_cannot_be_read_is_told),
	    cmocka_unit_test(test_no_descriptors_left_is_the_machines_trouble),
	    cmocka_unit_test(
		test_a_dash_reads_standard_input_even_if_it_does_not_block),
	    cmocka_unit_test(test_a_closed_standard_input_is_an_error),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
