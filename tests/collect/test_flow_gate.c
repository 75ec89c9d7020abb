/*
 * Visits before the gate and inside of it: whoever says nothing keeps others
 * from logging in for a moment only, and what becomes of it counts all the
 * same.
 */
#include "flow.h"

#include "base/attr.h"

/* Logged in but for what the device says, at the time 0. */
static struct session *
visit_until_login(const struct session_plan *plan, struct replay_script *script)
{
	struct session *session = session_new(plan, replay_new(script), 0);

	assert_true(session_run(session, 0));
	assert_string_equal(session_step_name(session), "log in");
	return session;
}

/* What came of a session that has been late. */
static void
take_timeout(struct session *session, struct session_result *result)
{
	session_take_result(session, result);
	session_free(session);
	assert_int_equal(result->failure.status, VISIT_TIMEOUT);
}

static void
test_a_device_that_names_no_methods_gives_back_its_place(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	script.no_methods = true;
	session = visit_until_login(&plan, &script);
	assert_int_equal(gate.trying, 1);
	assert_int_equal(session_due(session), 1000);
	assert_true(session_run(session, 1000));
	assert_int_equal(gate.trying, 0);
	assert_int_equal(gate_limit.in_flight, 0);
	/* It is late by itself, and its password was never sent. */
	assert_null(session_gate(session));
	assert_int_equal(finish(session, 1000), LIMIT_MS);
	take_timeout(session, &result);
	assert_int_equal(gate_failures(&gate).refusals, 0);
	session_result_release(&result);
}

static void
test_nobody_waits_for_methods_at_the_gate(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	script.no_methods = true;
	gate_limit.max = 0;
	session = visit_until_login(&plan, &script);
	assert_ptr_equal(session_gate(session), &gate);
	assert_true(session_run(session, 1000));
	assert_null(session_gate(session));
	/* The second at the gate was others' fault. */
	assert_int_equal(finish(session, 1000), LIMIT_MS + 1000);
	take_timeout(session, &result);
	session_result_release(&result);
}

/* Let in while it stood at the gate, it is responsible for its time again. */
static void
test_who_needs_no_password_waits_no_more(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	script.takes_none = true;
	script.stall_step = REPLAY_OPEN;
	gate_limit.max = 0;
	session = visit_until_login(&plan, &script);
	assert_true(session_run(session, 1000));
	assert_null(session_gate(session));
	assert_int_equal(finish(session, 1000), 1000 + 20000);
	take_timeout(session, &result);
	assert_says(&result, "while opening a channel");
	session_result_release(&result);
}

/*
 * A kind that takes passwords unasked is told nothing of one that nobody has
 * proved: it may be another credential.
 */
static void
test_only_a_proved_password_is_sent_unasked(void **state)
{
	const struct habit plain = {.password = 1};
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();

	(void)state;
	script.step_ms = 0;
	script.login_ms = 100;
	plan.habits = habits_new();
	habits_count(plan.habits, PLATFORM_IOS, span_of(""), &plain);
	for (int proved = 0; proved < 2; proved++) {
		struct transport *transport = replay_new(&script);
		struct session *session = session_new(&plan, transport, 0);

		gate.proved = proved;
		assert_true(session_run(session, 0));
		assert_int_equal(transport->password_usual, proved);
		session_free(session);
	}
	habits_free(plan.habits);
}

static void
check_late_verdict(bool is_wrong)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	script.step_ms = 0;
	script.login_ms = 15000;
	script.wrong_password = is_wrong;
	session = visit_until_login(&plan, &script);
	assert_int_equal(gate.trying, 1);
	assert_int_equal(session_due(session), 10000);
	assert_true(session_run(session, 10000));
	assert_int_equal(gate.trying, 0);
	assert_int_equal(gate_limit.in_flight, 0);
	assert_false(gate.proved);
	assert_int_equal(session_due(session), 15000);
	finish(session, 15000);
	session_take_result(session, &result);
	session_free(session);
	assert_int_equal(gate.proved, !is_wrong);
	assert_int_equal(gate_failures(&gate).refusals, is_wrong);
	assert_int_equal(gate.trying, 0);
	session_result_release(&result);
}

static void
test_a_late_verdict_counts_and_keeps_nobody_waiting(void **state)
{
	(void)state;
	check_late_verdict(true);
	check_late_verdict(false);
}

/* Whose password may have been refused is not asked again. */
static void
test_no_verdict_at_all_is_not_tried_again(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.stall_step = REPLAY_LOG_IN;
	plan.time_limit = 1000000;
	assert_int_equal(play_plan(&plan, &script, &result), 60050);
	assert_int_equal(result.failure.status, VISIT_TIMEOUT);
	assert_int_equal(result.failure.remedy, REMEDY_NONE);
	session_result_release(&result);
}

/* Why it has said nothing is most likely not its own fault. */
static void
test_no_verdict_at_all_is_told_as_that(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	script.login_ms = 2 * LIMIT_MS;
	session = visit_until_login(&plan, &script);
	assert_int_equal(finish(session, 0), LIMIT_MS);
	take_timeout(session, &result);
	assert_says(&result, "while logging in; it has the password");
	assert_says(&result, "AAA server");
	assert_int_equal(gate_failures(&gate).silences, 1);
	assert_int_equal(gate.aside, 0);
	session_result_release(&result);
}

/* Nobody has refused it, so it need not be wrong. */
static void
test_who_was_not_tried_for_silence_is_late_as_well(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	gate.silences = GATE_SILENCES - 1;
	assert_int_equal(gate_ask(&gate), GATE_GO);
	session = visit_until_login(&plan, &script);
	assert_ptr_equal(session_gate(session), &gate);
	gate_leave(&gate, GATE_SILENT);
	assert_false(session_run(session, 500));
	take_timeout(session, &result);
	assert_int_equal(result.failure.remedy, REMEDY_NONE);
	assert_says(&result, "not tried: 18 other devices have not answered");
	assert_says(&result, "as netops");
	assert_says(&result, "AAA server");
	session_result_release(&result);
}

/* A lookup that takes 20 s is slow, and no more than that. */
static void
test_a_slow_aaa_server_proves_it_for_all(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session *sessions[GATE_OPEN_TRIES + 2];
	struct session_result result;

	(void)state;
	script.step_ms = 0;
	script.login_ms = 20000;
	for (size_t i = 0; i < COUNT_OF(sessions); i++)
		sessions[i] = visit_until_login(&plan, &script);
	for (uint64_t now = 10000; now <= 20000; now += 10000) {
		for (size_t i = 0; i < COUNT_OF(sessions); i++)
			(void)session_run(sessions[i], now);
	}
	assert_true(gate.proved);
	for (size_t i = 0; i < COUNT_OF(sessions); i++) {
		if (*session_step_name(sessions[i]))
			finish(sessions[i], 20000);
		session_take_result(sessions[i], &result);
		session_free(sessions[i]);
		assert_ok(&result);
		session_result_release(&result);
	}
}

/* That it takes passwords, too, is found later, and in no other words. */
static void
test_how_it_took_the_password_is_what_is_told(void **state)
{
	struct session_result first = {.password_is_spent = true};
	struct session_result later = {.password_is_spent = true};

	(void)state;
	(void)failure_set(&first.failure, VISIT_CLOSED, REMEDY_USUAL,
	    "hung up: \"AAA server down\"");
	(void)failure_set(&later.failure, VISIT_CLOSED, REMEDY_NONE, "hung up");
	session_result_replace(&first, &later);
	assert_says(&first, "AAA server down");
	assert_int_equal(first.failure.remedy, REMEDY_NONE);
	session_result_release(&first);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_a_device_that_names_no_methods_gives_back_its_place),
	    cmocka_unit_test(test_nobody_waits_for_methods_at_the_gate),
	    cmocka_unit_test(test_who_needs_no_password_waits_no_more),
	    cmocka_unit_test(test_only_a_proved_password_is_sent_unasked),
	    cmocka_unit_test(
		test_a_late_verdict_counts_and_keeps_nobody_waiting),
	    cmocka_unit_test(test_no_verdict_at_all_is_not_tried_again),
	    cmocka_unit_test(test_no_verdict_at_all_is_told_as_that),
	    cmocka_unit_test(
		test_who_was_not_tried_for_silence_is_late_as_well),
	    cmocka_unit_test(test_a_slow_aaa_server_proves_it_for_all),
	    cmocka_unit_test(test_how_it_took_the_password_is_what_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
