/*
 * The door: how many callers come in, when, and which are lost.
 */
#include "lab/door.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
test_vty_lines_are_counted(void **state)
{
	struct traits traits = {.vty = 2, .vty_full = VTY_FULL_CLOSE};
	struct door door = {0};

	(void)state;
	assert_true(door_enter(&door, &traits, 0));
	assert_true(door_enter(&door, &traits, 0));
	assert_false(door_enter(&door, &traits, 0));
	assert_false(door_is_shut(&door, &traits));
	traits.vty_full = VTY_FULL_REFUSE;
	assert_true(door_is_shut(&door, &traits));
	door_leave(&door);
	assert_false(door_is_shut(&door, &traits));
	assert_true(door_enter(&door, &traits, 0));
}

static void
test_only_so_many_calls_a_second_are_taken(void **state)
{
	struct traits traits = {.accepts_per_second = 1};
	struct door door = {0};

	(void)state;
	assert_true(door_enter(&door, &traits, 5000));
	assert_false(door_enter(&door, &traits, 5999));
	assert_true(door_enter(&door, &traits, 6000));
}

static void
test_chance_follows_the_seed(void **state)
{
	struct traits traits = {.loses_percent = 30};
	struct door door = {.seed = 7};
	struct door same = {.seed = 7};
	unsigned lost = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		bool entered = door_enter(&door, &traits, 0);

		assert_int_equal(entered, door_enter(&same, &traits, 0));
		lost += !entered;
	}
	assert_in_range(lost, 200, 400);
}

static void
test_without_traits_everybody_comes_in(void **state)
{
	struct traits traits = {0};
	struct door door = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_true(door_enter(&door, &traits, 0));
	assert_int_equal(door.inside, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_vty_lines_are_counted),
	    cmocka_unit_test(test_only_so_many_calls_a_second_are_taken),
	    cmocka_unit_test(test_chance_follows_the_seed),
	    cmocka_unit_test(test_without_traits_everybody_comes_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
