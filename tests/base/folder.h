/*
 * folder -- a folder of its own for each test program that writes files.
 *
 * It lies below TMPDIR and has to be empty again in the end: a part file left
 * behind fails the tests.  Also: running a check in a child process, which may
 * give up its rights, its limits and its standard files.
 */
#ifndef TESTS_BASE_FOLDER_H
#define TESTS_BASE_FOLDER_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"

static inline int
enter_folder(void **state)
{
	const char *base = getenv("TMPDIR");
	char *folder =
	    str_printf("%s/test_base-XXXXXX", base && *base ? base : "/tmp");

	umask(022);
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	*state = folder;
	return 0;
}

static inline size_t
count_entries(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2; /* without . and .. */
}

static inline int
leave_folder(void **state)
{
	char *folder = *state;
	int failed = chdir("/") != 0 || rmdir(folder) != 0;

	if (failed)
		print_error("%s is not empty\n", folder);
	free(folder);
	return failed;
}

static inline void
make_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static inline void
assert_file_is(const char *path, const char *wanted)
{
	struct err err = ERR_INIT;
	size_t length = 0;
	char *text = NULL;

	if (!file_read(path, 1 << 20, &text, &length, &err))
		fail_msg("%s", err.text);
	assert_int_equal(length, strlen(wanted));
	assert_string_equal(text, wanted);
	free(text);
}

/*
 * Runs `run` in a child, which may give up rights and limits; what it returns
 * is the number of the check that failed, or 0.
 */
static inline int
run_in_child(int (*run)(void))
{
	int status = 0;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(run());
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

#define CHILD_CANNOT 77

#endif
