/*
 * How many visits a thread may have under way: a few, and twice as many each
 * time that it has nothing to do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <uv.h>

#include "collect/desk.h"

static struct {
	uv_loop_t loop;
	struct turns turns;
	struct turn turn;
	struct desk desk;
	unsigned more; /* turns that are still wanted */
	unsigned told; /* that there is room */
} office;

static void
take(struct turn *turn)
{
	if (office.more-- > 1)
		turns_ask(&office.turns, turn, TURN_COMPUTES);
}

static void
on_room(void *context)
{
	assert_ptr_equal(context, &office);
	/* Never while its thread has something to do. */
	assert_int_equal(office.more, 0);
	office.told++;
}

static int
set_up(void **state)
{
	(void)state;
	memset(&office, 0, sizeof(office));
	assert_int_equal(uv_loop_init(&office.loop), 0);
	turns_init(&office.turns, &office.loop);
	office.turn.take = take;
	desk_init(&office.desk, NULL, &office.turns, on_room, &office);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	turns_close(&office.turns);
	uv_run(&office.loop, UV_RUN_DEFAULT);
	return uv_loop_close(&office.loop);
}

/* Takes on visits while there is room; how many there are then. */
static size_t
fill(void)
{
	while (desk_has_room(&office.desk))
		office.desk.running++;
	desk_want_room(&office.desk);
	return office.desk.running;
}

static void
play(void)
{
	assert_int_equal(uv_run(&office.loop, UV_RUN_DEFAULT), 0);
}

static void
test_whoever_idles_gets_twice_as_many(void **state)
{
	size_t first = fill();

	(void)state;
	assert_in_range(first, 8, 100);
	assert_int_equal(office.told, 0);
	play();
	assert_int_equal(office.told, 1);
	assert_int_equal(fill(), 2 * first);
	play();
	assert_int_equal(office.told, 2);
	assert_int_equal(fill(), 4 * first);
	play();
}

static void
test_whoever_is_busy_gets_no_more(void **state)
{
	size_t first = fill();

	(void)state;
	office.more = 2000000;
	turns_ask(&office.turns, &office.turn, TURN_COMPUTES);
	play();
	assert_int_equal(office.told, 1);
	assert_int_equal(fill(), 2 * first);
	play();
}

/* What is over makes room at once, and nobody need idle for it. */
static void
test_what_ends_makes_room(void **state)
{
	size_t first = fill();

	(void)state;
	office.desk.running--;
	assert_true(desk_has_room(&office.desk));
	assert_int_equal(fill(), first);
	play();
	assert_int_equal(office.told, 1);
	assert_true(desk_has_room(&office.desk));
	/* Nobody has asked for more room since. */
	play();
	assert_int_equal(office.told, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_whoever_idles_gets_twice_as_many, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_whoever_is_busy_gets_no_more,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_what_ends_makes_room, set_up,
		tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
