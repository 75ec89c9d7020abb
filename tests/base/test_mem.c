/*
 * Allocation: sizes that overflow end the program with status 4 instead of
 * giving less memory than was asked for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/mem.h"

/* Runs `run` in a child whose standard error is read; returns its status. */
static int
run_and_read(void (*run)(void), char *said, size_t size)
{
	int status = 0;
	size_t used = 0;
	ssize_t got;
	int ends[2];
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		run();
		_exit(0);
	}
	close(ends[1]);
	while (used < size - 1 &&
	       (got = read(ends[0], said + used, size - 1 - used)) > 0)
		used += (size_t)got;
	said[used] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void
must_not_run(void)
{
	_exit(99);
}

static void
find_a_bug(void)
{
	atexit(must_not_run);
	bug("row %d", 7);
}

static void
ask_for_too_many(void)
{
	free(xreallocarray(NULL, SIZE_MAX / 8, 16));
}

static void
test_a_bug_ends_the_program_with_status_4(void **state)
{
	char said[1000];

	(void)state;
	assert_int_equal(run_and_read(find_a_bug, said, sizeof(said)), 4);
	assert_string_equal(said, "cablecheck: internal error: row 7\n");
}

static void
test_a_size_that_overflows_ends_the_program(void **state)
{
	char said[1000];

	(void)state;
	assert_int_equal(run_and_read(ask_for_too_many, said, sizeof(said)), 4);
	assert_non_null(strstr(said, "internal error"));
}

static void
test_nothing_is_something(void **state)
{
	void *one = xmalloc(0);
	void *two = xcalloc(0, 16);
	void *three = xreallocarray(NULL, 0, 16);

	(void)state;
	assert_non_null(one);
	assert_non_null(two);
	assert_non_null(three);
	free(one);
	free(two);
	free(three);
}

static void
test_copies_of_strings(void **state)
{
	char *whole = xstrdup("leaf1");
	char *part = xstrndup("leaf1:x", 5);
	char *none = xstrndup(NULL, 0);
	char *odd = xstrndup("a\0b", 3);

	(void)state;
	assert_string_equal(whole, "leaf1");
	assert_string_equal(part, "leaf1");
	assert_string_equal(none, "");
	assert_memory_equal(odd, "a\0b", 4);
	free(whole);
	free(part);
	free(none);
	free(odd);
}

static void
test_printf_makes_a_string_of_any_length(void **state)
{
	char *longer = str_printf("%*s|", 100000, "x");
	char *empty = str_printf("%s", "");

	(void)state;
	assert_int_equal(strlen(longer), 100001);
	assert_string_equal(longer + 99999, "x|");
	assert_string_equal(empty, "");
	free(longer);
	free(empty);
}

static void
test_an_array_grows_by_doubling(void **state)
{
	size_t capacity = 0;
	size_t moves = 0;
	int *numbers = NULL;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		size_t before = capacity;

		numbers =
		    grow_array(numbers, (size_t)i, &capacity, sizeof(*numbers));
		assert_true(capacity > (size_t)i);
		moves += capacity != before;
		numbers[i] = i;
	}
	for (int i = 0; i < 100000; i++)
		assert_int_equal(numbers[i], i);
	assert_true(moves < 20);
	free(numbers);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_bug_ends_the_program_with_status_4),
	    cmocka_unit_test(test_a_size_that_overflows_ends_the_program),
	    cmocka_unit_test(test_nothing_is_something),
	    cmocka_unit_test(test_copies_of_strings),
	    cmocka_unit_test(test_printf_makes_a_string_of_any_length),
	    cmocka_unit_test(test_an_array_grows_by_doubling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
