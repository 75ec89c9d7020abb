/*
 * Visits: the words of the contract, lists that own what they hold, and file
 * names that no device can abuse.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/visit.h"

static void
test_status_words_are_those_of_the_contract(void **state)
{
	/* clang-format off */
	static const struct {
		enum visit_status status;
		const char *word;
	} rows[] = {
		{ VISIT_OK,            "ok" },
		{ VISIT_NOT_COLLECTED, "not-collected" },
		{ VISIT_DNS,           "dns" },
		{ VISIT_UNREACHABLE,   "unreachable" },
		{ VISIT_REFUSED,       "refused" },
		{ VISIT_TIMEOUT,       "timeout" },
		{ VISIT_CLOSED,        "closed" },
		{ VISIT_ALGORITHMS,    "algorithms" },
		{ VISIT_HOST_KEY,      "host-key" },
		{ VISIT_AUTH_FAILED,   "auth-failed" },
		{ VISIT_DENIED,        "denied" },
		{ VISIT_CDP_OFF,       "cdp-off" },
		{ VISIT_TRUNCATED,     "truncated" },
		{ VISIT_UNPARSABLE,    "unparsable" },
		{ VISIT_LIMIT,         "limit" },
		{ VISIT_CANCELLED,     "cancelled" },
	};
	/* clang-format on */
	enum visit_status status = VISIT_OK;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_string_equal(visit_status_name(rows[i].status),
		    rows[i].word);
		assert_true(
		    visit_status_from_name(span_of(rows[i].word), &status));
		assert_int_equal(status, rows[i].status);
	}
	status = VISIT_LIMIT;
	assert_false(visit_status_from_name(span_of("OK"), &status));
	assert_false(visit_status_from_name(span_of("oks"), &status));
	assert_false(visit_status_from_name(span_of(""), &status));
	assert_false(visit_status_from_name(SPAN_ABSENT, &status));
	assert_int_equal(status, VISIT_LIMIT);
}

static void
test_a_new_visit_has_not_happened(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit *visit = visit_list_add(&list, "leaf1");

	(void)state;
	assert_string_equal(visit->device, "leaf1");
	assert_string_equal(visit->file, "leaf1.txt");
	assert_int_equal(visit->status, VISIT_NOT_COLLECTED);
	assert_int_equal(visit->platform, PLATFORM_AUTO);
	assert_true(visit->seconds < 0);
	assert_null(visit->error);
	assert_null(visit->text);
	assert_int_equal(visit->length, 0);
	visit_list_release(&list);
	assert_int_equal(list.count, 0);
}

static void
test_the_last_visit_is_found_without_case(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;

	(void)state;
	assert_null(visit_list_find(&list, "leaf1"));
	for (int i = 0; i < 100; i++) {
		char name[16];

		snprintf(name, sizeof(name), "leaf%d", i % 50);
		visit_list_add(&list, name)->seconds = i;
	}
	assert_int_equal(list.count, 100);
	assert_true(visit_list_find(&list, "LEAF7")->seconds == 57.0);
	assert_null(visit_list_find(&list, "leaf"));
	assert_null(visit_list_find(&list, "leaf50"));
	list.taken_at = xstrdup("2026-11-23T08:00:00Z");
	list.items[3].text = xstrdup("text");
	list.items[3].error = xstrdup("error");
	visit_list_release(&list);
	assert_null(list.taken_at);
	visit_list_release(&list);
}

static void
test_file_names_stay_in_their_folder(void **state)
{
	/* clang-format off */
	static const char *const rows[][2] = {
		{ "leaf1",            "leaf1.txt" },
		{ "Leaf-1_b.example", "Leaf-1_b.example.txt" },
		{ "..",               "%2E..txt" },
		{ ".hidden",          "%2Ehidden.txt" },
		{ "../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd.txt" },
		{ "/etc/passwd",      "%2Fetc%2Fpasswd.txt" },
		{ "odd:name",         "odd%3Aname.txt" },
		{ "a b\n",            "a%20b%0A.txt" },
		{ "100%",             "100%25.txt" },
		{ "100%25",           "100%2525.txt" },
		{ "\xc3\xbc",         "%C3%BC.txt" },
		{ "a~b",              "a%7Eb.txt" },
		{ "-o",               "-o.txt" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *name = visit_file_name(rows[i][0]);

		assert_string_equal(name, rows[i][1]);
		free(name);
	}
}

/* All names of one byte, and of a letter and one byte, are told apart. */
static void
test_file_names_are_safe_and_unlike_for_every_byte(void **state)
{
	static const char safe[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789.-_%";
	char *names[2][256] = {{NULL}};

	(void)state;
	for (int c = 1; c < 256; c++) {
		char device[3] = {'x', (char)c, '\0'};

		names[0][c] = visit_file_name(device + 1);
		names[1][c] = visit_file_name(device);
		for (int i = 0; i < 2; i++) {
			assert_int_equal(strspn(names[i][c], safe),
			    strlen(names[i][c]));
			assert_int_not_equal(names[i][c][0], '.');
			for (int other = 1; other < c; other++)
				assert_string_not_equal(names[i][c],
				    names[i][other]);
		}
	}
	for (int c = 1; c < 256; c++) {
		free(names[0][c]);
		free(names[1][c]);
	}
}

static void
test_long_names_fit_a_file_system_and_stay_unlike(void **state)
{
	char device[300];

	(void)state;
	for (size_t length = 200; length < sizeof(device); length++) {
		char *one;
		char *two;

		memset(device, 'd', length);
		device[length] = '\0';
		one = visit_file_name(device);
		device[length - 1] = 'e';
		two = visit_file_name(device);
		assert_true(strlen(one) <= 250);
		assert_string_not_equal(one, two);
		assert_string_equal(one + strlen(one) - 4, ".txt");
		assert_int_equal(strchr(one, '~') != NULL, length > 240);
		free(one);
		free(two);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_status_words_are_those_of_the_contract),
	    cmocka_unit_test(test_a_new_visit_has_not_happened),
	    cmocka_unit_test(test_the_last_visit_is_found_without_case),
	    cmocka_unit_test(test_file_names_stay_in_their_folder),
	    cmocka_unit_test(
		test_file_names_are_safe_and_unlike_for_every_byte),
	    cmocka_unit_test(test_long_names_fit_a_file_system_and_stay_unlike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
