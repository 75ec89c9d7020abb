/*
 * A visit from its first step to its last, over the replay transport, with a
 * clock that only moves when nothing else can: whole, dripping, stalled and
 * cut at every byte.  Each must end, in one clean status, and leak nothing.
 */
#include "flow.h"

/* --- by exec -------------------------------------------------------------- */

static void
test_an_answer_by_exec_is_kept_as_it_came(void **state)
{
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	assert_int_equal(play(&script, &result), 70);
	assert_ok(&result);
	assert_true(gate.proved);
	session_result_release(&result);
}

static void
test_an_answer_may_drip(void **state)
{
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.slice = 1;
	script.slice_ms = 200;
	assert_true(play(&script, &result) > 200 * (sizeof(answer) - 2));
	assert_ok(&result);
	session_result_release(&result);
}

static void
test_a_bare_end_after_the_exit_status_is_an_end(void **state)
{
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.bare_end = true;
	play(&script, &result);
	assert_ok(&result);
	session_result_release(&result);

	script.exit_status = false;
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_CLOSED);
	assert_int_equal(result.failure.remedy, REMEDY_RETRY);
	assert_text(&result, answer);
	session_result_release(&result);
}

static const struct span whole = {answer, sizeof(answer) - 1};
static size_t looks;

/* What may be the work of another floor. */
static bool
is_whole(struct span text)
{
	looks++;
	return span_equal(text, whole);
}

/* Some never say that a command has ended, and TCP ends behind its output. */
static void
test_a_bare_end_behind_a_whole_answer_is_an_end(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	plan.is_whole = is_whole;
	script.exit_status = false;
	script.bare_end = true;
	for (size_t cut = 1; cut <= whole.length; cut++) {
		gate_limit = (struct gate_limit){.max = 10};
		script.cut_at = cut;
		play_plan(&plan, &script, &result);
		assert_int_equal(result.failure.status,
		    cut == whole.length ? VISIT_OK : VISIT_CLOSED);
		assert_memory_equal(str_text(&result.text), answer, cut);
		session_result_release(&result);
	}
}

/* Who ends as he should is not looked at. */
static void
test_only_an_odd_end_is_looked_at(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	looks = 0;
	plan.is_whole = is_whole;
	play_plan(&plan, &script, &result);
	assert_ok(&result);
	session_result_release(&result);
	script.bare_end = true;
	play_plan(&plan, &script, &result);
	assert_ok(&result);
	session_result_release(&result);
	assert_int_equal(looks, 0);
}

static void
test_an_answer_cut_at_any_byte_is_closed_and_kept(void **state)
{
	struct replay_script script = exec_script();

	(void)state;
	script.slice = 7;
	for (size_t cut = 0; cut < sizeof(answer) - 1; cut++) {
		struct session_result result;

		script.cut_at = cut;
		play(&script, &result);
		assert_int_equal(result.failure.status, VISIT_CLOSED);
		assert_int_equal(result.failure.remedy,
		    cut ? REMEDY_RETRY : REMEDY_SHELL);
		assert_int_equal(result.text.length, cut);
		assert_memory_equal(str_text(&result.text), answer, cut);
		session_result_release(&result);
	}
}

static void
test_an_answer_stalled_at_any_byte_is_a_timeout_and_kept(void **state)
{
	struct replay_script script = exec_script();

	(void)state;
	for (size_t stall = 0; stall < sizeof(answer) - 1; stall++) {
		struct session_result result;

		script.stall_at = stall;
		/* At the trap prompt it looks like a shell. */
		if (screen_waits_for_keys(span_make(answer, stall))) {
			assert_int_equal(play(&script, &result), 70 + 2000);
			assert_int_equal(result.failure.remedy, REMEDY_SHELL);
			session_result_release(&result);
			continue;
		}
		assert_int_equal(play(&script, &result), 70 + 30000);
		assert_int_equal(result.failure.status, VISIT_TIMEOUT);
		assert_says(&result,
		    "within 30 s while waiting for its answer");
		assert_int_equal(result.text.length, stall);
		session_result_release(&result);
	}
}

static void
test_silence_in_each_step_is_a_timeout_that_names_it(void **state)
{
	static const struct {
		uint64_t took;
		const char *says;
	} expected[REPLAY_STEPS] = {
	    [REPLAY_RESOLVE] = {10000, "while looking up its address"},
	    [REPLAY_CONNECT] = {10010, "within 10 s while connecting"},
	    [REPLAY_GREET] = {15020, "while waiting for its SSH greeting"},
	    [REPLAY_HANDSHAKE] = {45030, "within 45 s while exchanging keys"},
	    [REPLAY_HOST_KEY] = {5040, "while checking its host key"},
	    [REPLAY_LOG_IN] = {LIMIT_MS, "(the whole visit) while logging in"},
	    [REPLAY_OPEN] = {20060, "while opening a channel"},
	};

	(void)state;
	for (int step = 0; step < REPLAY_STEPS; step++) {
		struct replay_script script = exec_script();
		struct session_result result;

		script.stall_step = (enum replay_step)step;
		assert_int_equal(play(&script, &result), expected[step].took);
		assert_int_equal(result.failure.status, VISIT_TIMEOUT);
		assert_says(&result, "no answer from 192.0.2.1:22 within ");
		assert_says(&result, expected[step].says);
		/* Whose password may have been refused is not asked again. */
		assert_int_equal(result.failure.remedy,
		    step == REPLAY_LOG_IN ? REMEDY_NONE : REMEDY_RETRY);
		assert_false(gate.proved && step <= REPLAY_LOG_IN);
		session_result_release(&result);
	}
}

/* Once: whoever floods is not asked again, and its kind learns nothing. */
static void
test_a_flood_in_each_step_is_a_limit(void **state)
{
	(void)state;
	for (int step = 0; step < REPLAY_STEPS; step++) {
		struct replay_script script = exec_script();
		struct session_result result;

		script.flood_step = (enum replay_step)step;
		assert_true(play(&script, &result) < 1000);
		assert_int_equal(result.failure.status, VISIT_LIMIT);
		assert_int_equal(result.failure.remedy, REMEDY_NONE);
		assert_says(&result, "192.0.2.1:22 floods this program");
		session_result_release(&result);
	}
}

static void
test_a_break_in_each_step_is_one_failure(void **state)
{
	(void)state;
	for (int step = 0; step < REPLAY_STEPS; step++) {
		struct replay_script script = exec_script();
		struct session_result result;

		script.fail_step = (enum replay_step)step;
		play(&script, &result);
		assert_int_equal(result.failure.status, VISIT_CLOSED);
		assert_int_equal(result.text.length, 0);
		session_result_release(&result);
	}
}

static void
test_more_than_allowed_is_a_limit(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	plan.max_bytes = sizeof(answer) - 1;
	play_plan(&plan, &script, &result);
	assert_ok(&result);
	session_result_release(&result);

	plan.max_bytes = sizeof(answer) - 2;
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.status, VISIT_LIMIT);
	assert_int_equal(result.failure.remedy, REMEDY_NONE);
	session_result_release(&result);
}

static void
test_a_refused_command_is_denied_or_tried_in_a_shell(void **state)
{
	static const struct {
		const char *text;
		enum remedy remedy;
	} rows[] = {
	    {"% Permission denied for the role\r\n", REMEDY_NONE},
	    {"Line has invalid autocommand \"" COMMAND "\"", REMEDY_SHELL},
	    {"\r\n      ^\r\n% Invalid input detected at '^' marker.\r\n",
		REMEDY_SHELL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct replay_script script = exec_script();
		struct session_result result;

		script.exec_text = span_of(rows[i].text);
		play(&script, &result);
		assert_int_equal(result.failure.status, VISIT_DENIED);
		assert_int_equal(result.failure.remedy, rows[i].remedy);
		assert_text(&result, rows[i].text);
		session_result_release(&result);
	}
}

/* No neighbors, or a device that runs no commands: a shell would tell. */
static void
test_an_empty_answer_is_asked_for_again_in_a_shell(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct replay_script by_shell = shell_script();
	struct session_result result;

	(void)state;
	script.exec_text = span_of("");
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.remedy, REMEDY_SHELL);
	assert_true(result.exec_was_empty);
	session_result_release(&result);

	plan.shell = true;
	plan.exec_was_empty = true;
	play_plan(&plan, &by_shell, &result);
	assert_ok(&result);
	session_result_release(&result);

	/* Without a shell it stands. */
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.status, VISIT_OK);
	assert_int_equal(result.text.length, 0);
	assert_false(result.by_shell);
	session_result_release(&result);

	/* Without a status it is none at all. */
	plan = plan_of_test();
	script.exit_status = false;
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.remedy, REMEDY_SHELL);
	assert_false(result.exec_was_empty);
	session_result_release(&result);
}

/* Some send the status first, and some nothing after it. */
static void
test_an_answer_may_come_behind_its_status(void **state)
{
	static const char total[] = "Device ID: sw7\r\n"
				    "Total cdp entries displayed : 1\r\n";
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.early_status = true;
	script.slice = sizeof(answer) / 2;
	script.slice_ms = 4000;
	play(&script, &result);
	assert_ok(&result);
	session_result_release(&result);

	script = exec_script();
	script.no_end = true;
	assert_int_equal(play(&script, &result), 70 + 5000);
	assert_ok(&result);
	session_result_release(&result);

	script.exec_text = span_of(total);
	assert_int_equal(play(&script, &result), 70 + 1000);
	assert_text(&result, total);
	session_result_release(&result);
}

/* It ignores the command and shows a prompt, or pages: a shell it is, soon. */
static void
test_an_exec_that_waits_for_keys_is_no_exec(void **state)
{
	static const char *const texts[] = {
	    "Welcome\r\nsw1#",
	    "\r\nsw1> ",
	    "Device ID: sw7\r\n --More-- ",
	    "Password: ",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct replay_script script = exec_script();
		struct session_result result;

		script.exec_text = span_of(texts[i]);
		script.stall_at = strlen(texts[i]);
		assert_int_equal(play(&script, &result), 70 + 2000);
		assert_int_equal(result.failure.remedy, REMEDY_SHELL);
		assert_says(&result, "waits for keys");
		session_result_release(&result);
	}
}

static void
test_a_status_of_failure_without_devices_is_asked_again_in_a_shell(void **state)
{
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.exit_code = 1;
	play(&script, &result);
	assert_ok(&result);
	session_result_release(&result);
	script.exec_text = span_of("no such thing\r\n");
	play(&script, &result);
	assert_int_equal(result.failure.remedy, REMEDY_SHELL);
	session_result_release(&result);
}

/* What one device of a kind refuses, the next is not asked. */
static void
test_the_next_of_a_kind_is_spared_what_the_first_refused(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	plan.habits = habits_new();
	play_plan(&plan, &script, &result);
	assert_ok(&result);
	session_result_release(&result);
	assert_int_equal(
	    habits_read(plan.habits, PLATFORM_IOS, span_of("")).exec, -1);

	/* This one would do exec, but was not asked. */
	script.exec_text = span_of("by exec\r\n");
	script.exit_status = true;
	play_plan(&plan, &script, &result);
	assert_ok(&result);
	assert_true(result.by_shell);
	session_result_release(&result);

	/* Another kind is. */
	plan.platform = PLATFORM_IOSXR;
	play_plan(&plan, &script, &result);
	assert_false(result.by_shell);
	session_result_release(&result);
	habits_free(plan.habits);
}

/* But that is no reason to lose one that is different. */
static void
test_what_fails_by_habit_is_done_the_usual_way(void **state)
{
	const struct habit no_exec = {.exec = -2};
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	plan.habits = habits_new();
	habits_count(plan.habits, PLATFORM_IOS, span_of(""), &no_exec);
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_int_equal(result.failure.remedy, REMEDY_USUAL);
	session_result_release(&result);

	plan.usual = true;
	play_plan(&plan, &script, &result);
	assert_ok(&result);
	assert_false(result.by_shell);
	session_result_release(&result);
	assert_int_equal(
	    habits_read(plan.habits, PLATFORM_IOS, span_of("")).exec, -1);
	habits_free(plan.habits);
}

#define XML_COMMAND COMMAND " | xml"

static void
test_a_nexus_is_asked_for_xml_and_then_for_text(void **state)
{
	static const struct {
		const char *text;
		enum visit_status status;
		enum remedy remedy;
	} rows[] = {
	    {"<?xml version=\"1.0\"?><x/>", VISIT_OK, REMEDY_NONE},
	    {answer, VISIT_OK, REMEDY_NONE},
	    {"", VISIT_DENIED, REMEDY_NEXT_FORM},
	    {"Syntax error while parsing '" XML_COMMAND "'\r\n", VISIT_DENIED,
		REMEDY_NEXT_FORM},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct session_plan plan = plan_of_test();
		struct replay_script script = exec_script();
		struct session_result result;

		plan.platform = PLATFORM_NXOS;
		plan.habits = habits_new();
		script.exec_text = span_of(rows[i].text);
		play_plan(&plan, &script, &result);
		assert_int_equal(result.failure.status, rows[i].status);
		assert_int_equal(result.failure.remedy, rows[i].remedy);
		assert_int_equal(habits_read(plan.habits, PLATFORM_NXOS,
				     span_of(""))
				     .first_form,
		    rows[i].remedy == REMEDY_NONE ? 1 : -1);
		session_result_release(&result);
		habits_free(plan.habits);
	}
}

/* One that refuses the command with XML may do without. */
static void
test_a_nexus_without_a_shell_is_asked_for_text(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	plan.platform = PLATFORM_NXOS;
	plan.shell = true;
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.remedy, REMEDY_NEXT_FORM);
	session_result_release(&result);
	plan.form = 1;
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.remedy, REMEDY_NONE);
	session_result_release(&result);
}

/* A form that nobody knows to work is tried on a few, not on all at once. */
static void
test_few_are_asked_in_a_form_that_may_not_work(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session *sessions[HABIT_PROBES + 1];
	struct session_result result;

	(void)state;
	plan.platform = PLATFORM_NXOS;
	plan.habits = habits_new();
	script.exec_text = span_of("<?xml version=\"1.0\"?><x/>");
	for (size_t i = 0; i < COUNT_OF(sessions); i++) {
		uint64_t now = 0;

		sessions[i] = session_new(&plan, replay_new(&script), 0);
		/* Up to where the command is on its way. */
		while (now < 65 && session_run(sessions[i], now))
			now = session_due(sessions[i]);
	}
	for (size_t i = 0; i < COUNT_OF(sessions); i++) {
		finish(sessions[i], 65);
		session_take_result(sessions[i], &result);
		assert_int_equal(result.failure.status, VISIT_OK);
		session_result_release(&result);
		session_free(sessions[i]);
	}
	assert_int_equal(
	    habits_read(plan.habits, PLATFORM_NXOS, span_of("")).first_form,
	    HABIT_PROBES);
	habits_free(plan.habits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_answer_by_exec_is_kept_as_it_came),
	    cmocka_unit_test(test_an_answer_may_drip),
	    cmocka_unit_test(test_a_bare_end_after_the_exit_status_is_an_end),
	    cmocka_unit_test(test_a_bare_end_behind_a_whole_answer_is_an_end),
	    cmocka_unit_test(test_only_an_odd_end_is_looked_at),
	    cmocka_unit_test(test_an_answer_cut_at_any_byte_is_closed_and_kept),
	    cmocka_unit_test(
		test_an_answer_stalled_at_any_byte_is_a_timeout_and_kept),
	    cmocka_unit_test(
		test_silence_in_each_step_is_a_timeout_that_names_it),
	    cmocka_unit_test(test_a_flood_in_each_step_is_a_limit),
	    cmocka_unit_test(test_a_break_in_each_step_is_one_failure),
	    cmocka_unit_test(test_more_than_allowed_is_a_limit),
	    cmocka_unit_test(
		test_a_refused_command_is_denied_or_tried_in_a_shell),
	    cmocka_unit_test(
		test_an_empty_answer_is_asked_for_again_in_a_shell),
	    cmocka_unit_test(test_an_answer_may_come_behind_its_status),
	    cmocka_unit_test(test_an_exec_that_waits_for_keys_is_no_exec),
	    cmocka_unit_test(
		test_a_status_of_failure_without_devices_is_asked_again_in_a_shell),
	    cmocka_unit_test(
		test_the_next_of_a_kind_is_spared_what_the_first_refused),
	    cmocka_unit_test(test_what_fails_by_habit_is_done_the_usual_way),
	    cmocka_unit_test(test_a_nexus_is_asked_for_xml_and_then_for_text),
	    cmocka_unit_test(test_a_nexus_without_a_shell_is_asked_for_text),
	    cmocka_unit_test(test_few_are_asked_in_a_form_that_may_not_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
