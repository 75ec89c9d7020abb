/*
 * Secrets: copied, ended by a NUL, wiped, and kept out of core files.  What a
 * wiped page held cannot be looked at once it is gone, so the wiping itself is
 * tested on memory of our own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"

static void
test_a_secret_is_a_copy(void **state)
{
	char typed[] = "s3cret, with \xc3\xbc";
	struct secret *secret = secret_new(span_of(typed));

	(void)state;
	secret_wipe(typed, sizeof(typed));
	for (size_t i = 0; i < sizeof(typed); i++)
		assert_int_equal(typed[i], 0);
	assert_string_equal(secret_text(secret), "s3cret, with \xc3\xbc");
	assert_int_equal(secret_length(secret), 15);
	secret_free(secret);
}

static void
test_empty_long_and_no_secrets(void **state)
{
	char large[10000];
	struct secret *empty = secret_new(SPAN_ABSENT);
	struct secret *longer;

	(void)state;
	memset(large, 'p', sizeof(large));
	longer = secret_new(span_make(large, sizeof(large)));
	assert_string_equal(secret_text(empty), "");
	assert_int_equal(secret_length(empty), 0);
	assert_int_equal(strlen(secret_text(longer)), sizeof(large));
	secret_free(empty);
	secret_free(longer);
	secret_free(NULL);
	secret_wipe(large, 0);
}

/* The kernel's own word: "dd" in VmFlags is "do not dump". */
static void
test_a_secret_is_left_out_of_core_files(void **state)
{
	struct secret *secret = secret_new(span_of("s3cret"));
	uintptr_t wanted = (uintptr_t)secret_text(secret);
	FILE *maps = fopen("/proc/self/smaps", "r");
	bool inside = false;
	bool found = false;
	char line[1000];

	(void)state;
	if (!maps) {
		secret_free(secret);
		skip();
	}
	while (fgets(line, sizeof(line), maps)) {
		unsigned long first;
		unsigned long behind;

		if (sscanf(line, "%lx-%lx ", &first, &behind) == 2)
			inside = wanted >= first && wanted < behind;
		if (inside && strncmp(line, "VmFlags:", 8) == 0) {
			assert_non_null(strstr(line, " dd"));
			found = true;
		}
	}
	fclose(maps);
	secret_free(secret);
	assert_true(found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_secret_is_a_copy),
	    cmocka_unit_test(test_empty_long_and_no_secrets),
	    cmocka_unit_test(test_a_secret_is_left_out_of_core_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
