/*
 * Maps: no case unless it counts, keys of any bytes and length, and as many as
 * there are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/mem.h"

static void
test_case_does_not_count_unless_asked(void **state)
{
	struct map *map = map_new();
	struct map *exact = map_new_exact();
	size_t value = 0;

	(void)state;
	assert_true(map_add(map, span_of("Leaf1"), 7, NULL));
	assert_true(map_find(map, span_of("lEAF1"), &value));
	assert_int_equal(value, 7);
	assert_false(map_find(map, span_of("Leaf"), &value));
	assert_false(map_find(map, span_of("Leaf10"), &value));
	assert_true(map_add(exact, span_of("Leaf1"), 1, NULL));
	assert_true(map_add(exact, span_of("leaf1"), 2, NULL));
	assert_true(map_find(exact, span_of("leaf1"), &value));
	assert_int_equal(value, 2);
	assert_false(map_find(exact, span_of("LEAF1"), &value));
	assert_int_equal(map_count(exact), 2);
	map_free(map);
	map_free(exact);
	map_free(NULL);
}

static void
test_add_keeps_and_set_replaces(void **state)
{
	struct map *map = map_new();
	size_t old = 99;
	size_t value = 0;

	(void)state;
	assert_int_equal(map_count(map), 0);
	assert_true(map_add(map, span_of("a"), 1, &old));
	assert_int_equal(old, 99);
	assert_false(map_add(map, span_of("A"), 2, &old));
	assert_int_equal(old, 1);
	assert_false(map_add(map, span_of("a"), 3, NULL));
	assert_true(map_find(map, span_of("a"), &value));
	assert_int_equal(value, 1);
	map_set(map, span_of("A"), 4);
	map_set(map, span_of("b"), 5);
	assert_true(map_find(map, span_of("a"), &value));
	assert_int_equal(value, 4);
	assert_int_equal(map_count(map), 2);
	map_free(map);
}

static void
test_a_miss_leaves_the_value_alone(void **state)
{
	struct map *map = map_new();
	size_t value = 42;

	(void)state;
	assert_false(map_find(map, span_of("nobody"), &value));
	assert_int_equal(value, 42);
	map_free(map);
}

static void
test_keys_are_bytes_and_are_copied(void **state)
{
	struct map *map = map_new();
	char key[4] = "a\0b";
	size_t value = 0;

	(void)state;
	assert_true(map_add(map, span_of(""), 1, NULL));
	assert_true(map_add(map, span_make("a", 1), 2, NULL));
	assert_true(map_add(map, span_make("a\0", 2), 3, NULL));
	assert_true(map_add(map, span_make(key, 3), 4, NULL));
	assert_true(map_add(map, span_of("\xc3\x84"), 5, NULL));
	memset(key, 'z', sizeof(key));
	assert_true(map_find(map, span_make("A\0B", 3), &value));
	assert_int_equal(value, 4);
	assert_true(map_find(map, span_make("a\0", 2), &value));
	assert_int_equal(value, 3);
	assert_true(map_find(map, SPAN_ABSENT, &value));
	assert_int_equal(value, 1);
	/* Beyond ASCII case does count. */
	assert_false(map_find(map, span_of("\xc3\xa4"), &value));
	map_free(map);
}

/* Keys shorter and longer than the buffer on the stack. */
static void
test_keys_of_every_length(void **state)
{
	struct map *map = map_new();
	char upper[600];
	char lower[600];

	(void)state;
	memset(upper, 'X', sizeof(upper));
	memset(lower, 'x', sizeof(lower));
	for (size_t length = 0; length <= sizeof(upper); length++)
		assert_true(
		    map_add(map, span_make(upper, length), length, NULL));
	for (size_t length = 0; length <= sizeof(lower); length++) {
		size_t value = 0;

		assert_true(map_find(map, span_make(lower, length), &value));
		assert_int_equal(value, length);
	}
	map_free(map);
}

static void
test_a_hundred_thousand_keys(void **state)
{
	const size_t many = 100000;
	struct map *map = map_new();
	char key[40];

	(void)state;
	for (size_t i = 0; i < many; i++) {
		snprintf(key, sizeof(key), "Leaf%zu:Ethernet1/%zu", i / 48,
		    i % 48);
		assert_true(map_add(map, span_of(key), i, NULL));
	}
	assert_int_equal(map_count(map), many);
	for (size_t i = 0; i < many; i++) {
		size_t value = 0;

		snprintf(key, sizeof(key), "leaf%zu:ETHERNET1/%zu", i / 48,
		    i % 48);
		assert_true(map_find(map, span_of(key), &value));
		assert_int_equal(value, i);
	}
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_case_does_not_count_unless_asked),
	    cmocka_unit_test(test_add_keeps_and_set_replaces),
	    cmocka_unit_test(test_a_miss_leaves_the_value_alone),
	    cmocka_unit_test(test_keys_are_bytes_and_are_copied),
	    cmocka_unit_test(test_keys_of_every_length),
	    cmocka_unit_test(test_a_hundred_thousand_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
