/*
 * Answers that are due: short ones first, each once, and the loop looks at its
 * clocks in between however many there are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <uv.h>

#include "lab/session_state.h"

#define SESSIONS 4

static struct {
	uv_loop_t loop;
	struct due due;
	struct session sessions[SESSIONS];
	char run[16];
	bool again; /* the first one is due for ever */
} lab;

static void
run(struct session *session)
{
	size_t length = strlen(lab.run);

	if (length + 1 < sizeof(lab.run))
		lab.run[length] = (char)('a' + (session - lab.sessions));
	if (lab.again)
		due_add(&lab.due, session, DUE_TALK);
}

static int
set_up(void **state)
{
	(void)state;
	memset(&lab, 0, sizeof(lab));
	assert_int_equal(uv_loop_init(&lab.loop), 0);
	due_init(&lab.due, &lab.loop, run);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	due_close(&lab.due);
	uv_run(&lab.loop, UV_RUN_DEFAULT);
	return uv_loop_close(&lab.loop);
}

static void
play(void)
{
	assert_int_equal(uv_run(&lab.loop, UV_RUN_DEFAULT), 0);
}

static void
test_keys_are_exchanged_last(void **state)
{
	(void)state;
	due_add(&lab.due, &lab.sessions[0], DUE_KEYS);
	due_add(&lab.due, &lab.sessions[1], DUE_TALK);
	due_add(&lab.due, &lab.sessions[2], DUE_KEYS);
	due_add(&lab.due, &lab.sessions[3], DUE_TALK);
	assert_string_equal(lab.run, "");
	play();
	assert_string_equal(lab.run, "bdac");
}

static void
test_who_has_gone_gets_no_turn(void **state)
{
	(void)state;
	for (int i = 0; i < SESSIONS; i++)
		due_add(&lab.due, &lab.sessions[i], DUE_TALK);
	due_remove(&lab.due, &lab.sessions[0]);
	due_remove(&lab.due, &lab.sessions[2]);
	due_remove(&lab.due, &lab.sessions[2]);
	assert_false(lab.sessions[2].due.waits);
	assert_true(lab.sessions[3].due.waits);
	play();
	assert_string_equal(lab.run, "bd");
}

static void
on_timer(uv_timer_t *timer)
{
	lab.again = false;
	uv_close((uv_handle_t *)timer, NULL);
}

/* It would never end, were the clock not looked at in between. */
static void
test_a_clock_is_looked_at_in_between(void **state)
{
	uv_timer_t timer;

	(void)state;
	assert_int_equal(uv_timer_init(&lab.loop, &timer), 0);
	assert_int_equal(uv_timer_start(&timer, on_timer, 20, 0), 0);
	lab.again = true;
	due_add(&lab.due, &lab.sessions[0], DUE_TALK);
	play();
	assert_int_equal(strspn(lab.run, "a"), sizeof(lab.run) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_keys_are_exchanged_last,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_who_has_gone_gets_no_turn,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_a_clock_is_looked_at_in_between, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
