/*
 * The gate before the password: who may send it, and when nobody may.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/gate.h"

static void
test_three_try_and_the_others_wait(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < GATE_TRIES; i++)
		assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	assert_int_equal(limit.in_flight, GATE_TRIES);
}

static void
test_one_acceptance_lets_everybody_in(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < GATE_TRIES; i++)
		assert_int_equal(gate_ask(&gate), GATE_GO);
	gate_leave(&gate, GATE_REFUSED);
	gate_leave(&gate, GATE_REFUSED);
	gate_leave(&gate, GATE_ACCEPTED);
	for (int i = 0; i < 50; i++)
		assert_int_equal(gate_ask(&gate), GATE_GO);
	/* A refusal is now that device's own trouble. */
	for (int i = 0; i < 50; i++)
		gate_leave(&gate, GATE_REFUSED);
	assert_int_equal(gate_ask(&gate), GATE_GO);
}

static void
test_never_more_than_three_refusals(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};
	int tries = 0;

	(void)state;
	while (gate_ask(&gate) == GATE_GO) {
		tries++;
		gate_leave(&gate, GATE_REFUSED);
	}
	assert_int_equal(tries, GATE_TRIES);
	assert_int_equal(gate_ask(&gate), GATE_CLOSED);
	assert_int_equal(gate_peek(&gate), GATE_CLOSED);
	assert_int_equal(limit.in_flight, 0);
}

static void
test_two_refusals_leave_one_try(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(gate_ask(&gate), GATE_GO);
		gate_leave(&gate, GATE_REFUSED);
	}
	assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	/* Who learned nothing gives his try back. */
	gate_leave(&gate, GATE_UNKNOWN);
	assert_int_equal(gate_ask(&gate), GATE_GO);
}

static void
test_the_limit_holds_over_all_gates(void **state)
{
	struct gate_limit limit = {.max = 4};
	struct gate a = {.limit = &limit, .proved = true};
	struct gate b = {.limit = &limit, .proved = true};

	(void)state;
	assert_int_equal(gate_ask(&a), GATE_GO);
	assert_int_equal(gate_ask(&a), GATE_GO);
	assert_int_equal(gate_ask(&a), GATE_GO);
	assert_int_equal(gate_ask(&b), GATE_GO);
	assert_int_equal(gate_ask(&b), GATE_WAIT);
	assert_int_equal(gate_peek(&b), GATE_WAIT);
	gate_leave(&a, GATE_ACCEPTED);
	assert_int_equal(gate_peek(&b), GATE_GO);
	assert_int_equal(gate_ask(&b), GATE_GO);
}

/* A few broken devices at the front must not close it for all others. */
static void
test_devices_that_hang_up_close_it_later(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};
	int tries = 0;

	(void)state;
	while (gate_ask(&gate) == GATE_GO) {
		tries++;
		gate_leave(&gate, GATE_DROPPED);
	}
	assert_int_equal(tries, GATE_DROPS);
	assert_int_equal(gate_ask(&gate), GATE_CLOSED);
}

/* Whoever still tries may be let in, and so prove it. */
static void
test_it_stays_open_while_somebody_tries(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < GATE_DROPS - 1; i++) {
		assert_int_equal(gate_ask(&gate), GATE_GO);
		gate_leave(&gate, GATE_DROPPED);
	}
	assert_int_equal(gate_ask(&gate), GATE_GO);
	/* One more that hung up would be one too many. */
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	gate_leave(&gate, GATE_ACCEPTED);
	assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_failures(&gate).drops, GATE_DROPS - 1);
}

/* A device that says nothing for a minute must not cost all others that. */
static void
test_who_steps_aside_lets_others_try(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < GATE_TRIES; i++)
		assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	gate_step_aside(&gate);
	assert_int_equal(limit.in_flight, GATE_TRIES - 1);
	assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	/* What came of it counts all the same. */
	gate_tell(&gate, GATE_REFUSED);
	gate_leave(&gate, GATE_UNKNOWN);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	assert_int_equal(gate_failures(&gate).refusals, 1);
	gate_step_aside(&gate);
	gate_tell(&gate, GATE_ACCEPTED);
	assert_true(gate.proved);
	assert_int_equal(limit.in_flight, 1);
}

/* A wrong one that is judged late must not go everywhere meanwhile. */
static void
test_few_may_be_without_a_verdict(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};
	int tries = 0;

	(void)state;
	while (gate_ask(&gate) == GATE_GO) {
		tries++;
		gate_step_aside(&gate);
	}
	assert_int_equal(tries, GATE_OPEN_TRIES);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	gate_tell(&gate, GATE_UNKNOWN);
	assert_int_equal(gate_ask(&gate), GATE_GO);
	gate_leave(&gate, GATE_ACCEPTED);
	assert_int_equal(gate_ask(&gate), GATE_GO);
}

/* Its AAA server is down: no verdict will ever come. */
static void
test_it_is_closed_when_nobody_says_a_word(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};
	unsigned tries = 0;
	unsigned open = 0;

	(void)state;
	while (gate_peek(&gate) != GATE_CLOSED) {
		while (gate_ask(&gate) == GATE_GO) {
			gate_step_aside(&gate);
			tries++;
			open++;
		}
		assert_true(open > 0 && open <= GATE_OPEN_TRIES);
		assert_int_equal(gate_silence(&gate).tried, tries);
		assert_int_equal(gate_silence(&gate).open, open);
		gate_tell(&gate, GATE_SILENT);
		open--;
	}
	assert_int_equal(tries, GATE_SILENCES);
	assert_int_equal(open, 0);
	assert_int_equal(gate_failures(&gate).silences, GATE_SILENCES);
	assert_int_equal(gate_failures(&gate).refusals, 0);
}

/* However late: one that is slow is none that is down. */
static void
test_one_verdict_ends_the_silence(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < GATE_SILENCES - 1; i++) {
		assert_int_equal(gate_ask(&gate), GATE_GO);
		gate_leave(&gate, GATE_SILENT);
	}
	assert_int_equal(gate_silence(&gate).tried, GATE_SILENCES - 1);
	/* The last one that may try; nobody else while it does. */
	assert_int_equal(gate_ask(&gate), GATE_GO);
	gate_step_aside(&gate);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	gate_tell(&gate, GATE_ACCEPTED);
	assert_int_equal(gate_silence(&gate).tried, 0);
	assert_int_equal(gate_ask(&gate), GATE_GO);
	for (int i = 0; i < 2 * GATE_SILENCES; i++) {
		gate_leave(&gate, GATE_SILENT);
		assert_int_equal(gate_ask(&gate), GATE_GO);
	}
}

static void
test_a_refusal_is_no_silence(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit};

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(gate_ask(&gate), GATE_GO);
		gate_step_aside(&gate);
	}
	assert_int_equal(gate_silence(&gate).tried, 3);
	gate_tell(&gate, GATE_REFUSED);
	assert_int_equal(gate_silence(&gate).tried, 0);
	assert_int_equal(gate_silence(&gate).open, 0);
}

static void
test_a_credential_may_have_a_limit_of_its_own(void **state)
{
	struct gate_limit limit = {.max = 50};
	struct gate gate = {.limit = &limit, .proved = true, .max = 2};

	(void)state;
	assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_ask(&gate), GATE_GO);
	assert_int_equal(gate_ask(&gate), GATE_WAIT);
	gate_leave(&gate, GATE_ACCEPTED);
	assert_int_equal(gate_ask(&gate), GATE_GO);
}

static void
count_call(void *context)
{
	*(unsigned *)context += 1;
}

/* Several threads: whoever keeps the line hears of it, once for many. */
static void
test_who_waits_is_told(void **state)
{
	uv_mutex_t lock;
	unsigned told = 0;
	struct gate_limit limit = {.max = 4,
	    .lock = &lock,
	    .on_leave = count_call,
	    .context = &told};
	struct gate gate = {.limit = &limit, .proved = true};

	(void)state;
	assert_int_equal(uv_mutex_init(&lock), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(gate_ask(&gate), GATE_GO);
	gate_leave(&gate, GATE_ACCEPTED);
	assert_int_equal(told, 0);
	gate_limit_count_waiting(&limit, 1);
	gate_leave(&gate, GATE_REFUSED);
	gate_leave(&gate, GATE_DROPPED);
	assert_int_equal(told, 1);
	gate_limit_listen(&limit);
	assert_int_equal(gate_limit_departures(&limit), 3);
	assert_int_equal(gate_failures(&gate).refusals, 1);
	assert_int_equal(gate_failures(&gate).drops, 1);
	gate_limit_count_waiting(&limit, -1);
	gate_leave(&gate, GATE_ACCEPTED);
	assert_int_equal(told, 1);
	uv_mutex_destroy(&lock);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_three_try_and_the_others_wait),
	    cmocka_unit_test(test_one_acceptance_lets_everybody_in),
	    cmocka_unit_test(test_never_more_than_three_refusals),
	    cmocka_unit_test(test_two_refusals_leave_one_try),
	    cmocka_unit_test(test_the_limit_holds_over_all_gates),
	    cmocka_unit_test(test_devices_that_hang_up_close_it_later),
	    cmocka_unit_test(test_it_stays_open_while_somebody_tries),
	    cmocka_unit_test(test_who_steps_aside_lets_others_try),
	    cmocka_unit_test(test_few_may_be_without_a_verdict),
	    cmocka_unit_test(test_it_is_closed_when_nobody_says_a_word),
	    cmocka_unit_test(test_one_verdict_ends_the_silence),
	    cmocka_unit_test(test_a_refusal_is_no_silence),
	    cmocka_unit_test(test_a_credential_may_have_a_limit_of_its_own),
	    cmocka_unit_test(test_who_waits_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
