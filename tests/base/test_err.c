/*
 * Errors: the first one wins, context stands in front, nothing overflows.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/err.h"

static void
test_the_first_error_wins(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_false(err_set(&err, ERR_INPUT, "line %d", 7));
	assert_false(err_set(&err, ERR_LIMIT, "another"));
	errno = ENOSPC;
	assert_false(err_errno(&err, "a third"));
	assert_false(err_errno_input(&err, "a fourth"));
	assert_int_equal(err.code, ERR_INPUT);
	assert_string_equal(err.text, "line 7");
	assert_int_equal(err.number, 0);
}

static void
test_errno_is_told_in_words_and_as_a_number(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	errno = EPIPE;
	assert_false(err_errno(&err, "cannot write %s", "x"));
	errno = 0;
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(err.number, EPIPE);
	assert_string_equal(err.text, "cannot write x: Broken pipe");
}

static void
test_a_wrong_path_is_the_users_and_a_full_table_the_machines(void **state)
{
	/* clang-format off */
	static const struct {
		int number;
		enum err_code code;
	} rows[] = {
		{ ENOENT,  ERR_INPUT },
		{ EACCES,  ERR_INPUT },
		{ EISDIR,  ERR_INPUT },
		{ ENOTDIR, ERR_INPUT },
		{ ELOOP,   ERR_INPUT },
		{ EMFILE,  ERR_SYSTEM },
		{ ENFILE,  ERR_SYSTEM },
		{ ENOMEM,  ERR_SYSTEM },
		{ EIO,     ERR_SYSTEM },
		{ ENOSPC,  ERR_SYSTEM },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;

		errno = rows[i].number;
		assert_false(err_errno_input(&err, "x"));
		assert_int_equal(err.code, rows[i].code);
		assert_int_equal(err.number, rows[i].number);
	}
}

static void
test_context_stands_in_front(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	err_wrap(&err, "while reading %s", "lab.yaml");
	assert_int_equal(err.code, ERR_NONE);
	assert_string_equal(err.text, "");
	(void)err_set(&err, ERR_INPUT, "no such file");
	err_wrap(&err, "while reading %s", "lab.yaml");
	err_wrap(&err, "verify");
	assert_string_equal(err.text,
	    "verify: while reading lab.yaml: no such file");
}

static void
test_long_texts_are_cut(void **state)
{
	struct err err = ERR_INIT;
	char text[2 * ERR_TEXT_MAX];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	errno = ENOENT;
	(void)err_errno(&err, "%s", text);
	assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
	err_wrap(&err, "%.*s", ERR_TEXT_MAX - 3, text);
	assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
	err_wrap(&err, "%s", text);
	assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_first_error_wins),
	    cmocka_unit_test(test_errno_is_told_in_words_and_as_a_number),
	    cmocka_unit_test(
		test_a_wrong_path_is_the_users_and_a_full_table_the_machines),
	    cmocka_unit_test(test_context_stands_in_front),
	    cmocka_unit_test(test_long_texts_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
