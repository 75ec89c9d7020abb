/*
 * A visit by shell: prompts, pagers, menus and questions, whole,
 * dripping, stalled and cut at every byte.
 */
#include "flow.h"

/* --- in a shell ----------------------------------------------------------- */

static void
test_a_device_without_exec_is_asked_in_a_shell(void **state)
{
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	assert_true(play(&script, &result) < 1500);
	assert_ok(&result);
	assert_true(result.by_shell);
	session_result_release(&result);
}

static void
test_a_shell_may_drip_and_the_trap_prompt_is_seen_through(void **state)
{
	static const unsigned pauses[] = {0, 1, 20, 100, 200, 400};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pauses); i++) {
		struct session_plan plan = plan_of_test();
		struct replay_script script = shell_script();
		struct session_result result;

		plan.time_limit = 600000;
		script.slice = 1;
		script.slice_ms = pauses[i];
		play_plan(&plan, &script, &result);
		assert_ok(&result);
		session_result_release(&result);
	}
}

/* Each comes back unchanged after a Return, as a prompt would. */
static void
test_a_slow_banner_of_equal_lines_is_no_prompt(void **state)
{
	static const unsigned pauses[] = {160, 200, 300, 600};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pauses); i++) {
		struct replay_script script = shell_script();
		struct session_result result;

		script.greeting = "\r\n##########\r\n##########"
				  "\r\n##########\r\n##########\r\n";
		script.slice = 12;
		script.slice_ms = pauses[i];
		(void)play(&script, &result);
		assert_ok(&result);
		session_result_release(&result);
	}
}

/* Nobody waits longer with every Return: the pauses are ours. */
static void
test_a_device_that_answers_at_once_is_not_waited_for(void **state)
{
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.slice_ms = 0;
	assert_true(play(&script, &result) < 1000);
	assert_ok(&result);
	session_result_release(&result);
}

/* Until it is ready, or we give up. */
static void
test_a_return_that_is_lost_is_typed_again(void **state)
{
	static const unsigned deaf[] = {500, 1000, 3000, 6000};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(deaf); i++) {
		struct replay_script script = shell_script();
		struct session_result result;

		script.deaf_ms = deaf[i];
		assert_true(play(&script, &result) < deaf[i] + 5000);
		assert_ok(&result);
		session_result_release(&result);
	}
}

/* It answers every Return in the end, and its prompt is still that one. */
static void
test_a_slow_device_may_answer_more_than_one_return(void **state)
{
	static const unsigned slow[] = {1000, 2900, 3000, 3100, 5000, 6500,
	    9000};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(slow); i++) {
		for (unsigned pause = 0; pause <= 700; pause += 100) {
			struct session_plan plan = plan_of_test();
			struct replay_script script = shell_script();
			struct session_result result;

			plan.time_limit = 600000;
			script.think_ms = slow[i];
			script.slice = 6; /* a line end and the prompt */
			script.slice_ms = pause;
			(void)play_plan(&plan, &script, &result);
			assert_ok(&result);
			session_result_release(&result);
		}
	}
}

static void
test_a_device_that_never_takes_a_return_gets_three(void **state)
{
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.deaf_ms = 2 * LIMIT_MS;
	assert_true(play(&script, &result) < 40000);
	assert_int_equal(result.failure.status, VISIT_TIMEOUT);
	session_result_release(&result);
}

static void
test_a_shell_that_pages_is_paged_through(void **state)
{
	struct session_result result;

	(void)state;
	for (size_t page = 1; page < 12; page++) {
		struct replay_script script = shell_script();

		script.answers = paging_answers;
		script.page = page;
		play(&script, &result);
		assert_ok(&result);
		session_result_release(&result);
	}
}

static void
test_pagers_of_all_words_are_answered(void **state)
{
	static const char *const marks[] = {"--More-- or (q)uit",
	    "--More-- (q)uit", "--More--(50%)", "--More-- (7%) ", "-- More --",
	    "<--- More --->", "---- More ----", "---(more 35%)---",
	    "-- MORE --, next page: Space, next line: Enter, quit: Control-C",
	    "More: <space>,  Quit: q or CTRL+Z, One line: <return> ",
	    "Press Enter to continue or <ctrl-z> to abort"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		struct replay_script script = shell_script();
		struct session_result result;

		script.answers = paging_answers;
		script.page = 3;
		script.more = marks[i];
		script.erase = "\r                                        \r";
		assert_true(play(&script, &result) < 3000);
		assert_ok(&result);
		session_result_release(&result);
	}
}

/* A question that we do not know, cut and made harmless. */
static void
test_a_timeout_tells_where_the_device_has_stopped(void **state)
{
	static const char *const prompts[][2] = {
	    {"Hit a key\x1b[7m or two ",
		"; it has stopped at \"Hit a key or two\""},
	    {"0123456789 0123456789 0123456789 0123456789 0123456789 "
	     "0123456789 to go on",
		"; it has stopped at \"...3456789 0123456789 0123456789 "
		"0123456789 "
		"0123456789 to go on\""},
	    {"key\xc2\x9b", "; it has stopped at \"key\\u{009b}\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(prompts); i++) {
		struct replay_script script = shell_script();
		struct session_result result;

		script.prompt = prompts[i][0];
		script.deaf_ms = 2 * LIMIT_MS;
		(void)play(&script, &result);
		assert_int_equal(result.failure.status, VISIT_TIMEOUT);
		assert_says(&result, prompts[i][1]);
		session_result_release(&result);
	}
}

static bool
is_whole(struct span text)
{
	return span_is(text, answer);
}

/* The prompt behind it would have shown that it is whole, but it may as well
 * show that itself. */
static void
test_a_shell_cut_behind_a_whole_answer_has_answered(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct session_result result;
	size_t proved = 0;
	bool ok = false;

	(void)state;
	plan.is_whole = is_whole;
	script.slice_ms = 0;
	for (script.cut_at = 1; ok || !proved; script.cut_at++) {
		assert_true(script.cut_at < 1000);

		plan_of_test();
		play_plan(&plan, &script, &result);
		ok = result.failure.status == VISIT_OK;
		if (ok)
			assert_ok(&result);
		else
			assert_int_equal(result.failure.status, VISIT_CLOSED);
		session_result_release(&result);
		proved += ok;
	}
}

static void
test_a_shell_without_echo_is_understood(void **state)
{
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.no_echo = true;
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_OK);
	assert_non_null(strstr(str_text(&result.text), answer));
	session_result_release(&result);
}

static void
test_a_command_refused_in_a_shell_is_denied(void **state)
{
	static const struct replay_answer none[] = {{.line = NULL}};
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.answers = none;
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_int_equal(result.failure.remedy, REMEDY_NONE);
	assert_says(&result, "% Invalid input");
	session_result_release(&result);
}

static void
test_a_shell_that_asks_for_a_password_gets_none(void **state)
{
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.prompt = "Password: ";
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_AUTH_FAILED);
	session_result_release(&result);
}

static void
test_a_question_in_place_of_a_prompt_is_not_answered(void **state)
{
	/* clang-format off */
	static const struct {
		const char *prompt;
		enum visit_status status;
		const char *says;
	} rows[] = {
		{ "Username: ", VISIT_DENIED, "asks \"Username: \"" },
		{ "Change it now? [yes/no]: ", VISIT_DENIED, "Change it now" },
		{ "Enter new password: ", VISIT_AUTH_FAILED, "has expired" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct replay_script script = shell_script();
		struct session_result result;

		script.prompt = rows[i].prompt;
		play(&script, &result);
		assert_int_equal(result.failure.status, rows[i].status);
		assert_says(&result, rows[i].says);
		session_result_release(&result);
	}
}

static void
test_a_menu_is_left_by_its_key(void **state)
{
	static const struct replay_answer menu[] = {
	    {.line = "K", .prompt = "sw1>"},
	    {.line = "terminal length 0"},
	    {.line = COMMAND, .text = {answer, sizeof(answer) - 1}},
	    {.line = NULL},
	};
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.greeting = "\r\n User Interface Menu\r\n\r\n"
			  "     [M] Menus\r\n     [K] Command Line\r\n\r\n";
	script.prompt = "Enter Selection: ";
	script.answers = menu;
	play(&script, &result);
	assert_ok(&result);
	session_result_release(&result);
	script.greeting = "\r\n     [X] Exit\r\n\r\n";
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_says(&result, "Enter Selection");
	session_result_release(&result);
}

/* A log line behind the prompt hides it until somebody types Return. */
static void
test_a_log_line_behind_the_prompt_is_seen_through(void **state)
{
	static const struct replay_answer late[] = {
	    {.line = "terminal length 0"},
	    {.line = COMMAND,
		.text = {answer, sizeof(answer) - 1},
		.tail = "*Mar 29 17:01:20.953: %SYS-5-CONFIG_I: by vty0\r\n"},
	    {.line = NULL},
	};
	struct replay_script script = shell_script();
	struct session_result result;

	(void)state;
	script.answers = late;
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_OK);
	assert_memory_equal(str_text(&result.text), answer, sizeof(answer) - 1);
	session_result_release(&result);
}

/* --- endings from our side ------------------------------------------------ */

static void
test_a_cancelled_visit_keeps_what_has_come(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	script.stall_at = 12;
	session = session_new(&plan, replay_new(&script), 0);
	assert_true(session_run(session, 0));
	session_cancel(session, "cancelled");
	session_take_result(session, &result);
	session_free(session);
	assert_int_equal(result.failure.status, VISIT_CANCELLED);
	assert_says(&result, "cancelled while waiting for its answer");
	assert_int_equal(result.text.length, 12);
	session_result_release(&result);
}

static void
test_a_session_freed_in_any_step_leaves_the_gate(void **state)
{
	(void)state;
	for (int step = 0; step < REPLAY_STEPS; step++) {
		struct session_plan plan = plan_of_test();
		struct replay_script script = exec_script();
		struct session *session;

		script.step_ms = 0;
		script.stall_step = (enum replay_step)step;
		session = session_new(&plan, replay_new(&script), 0);
		assert_true(session_run(session, 0));
		session_free(session);
		assert_int_equal(gate_limit.in_flight, 0);
		assert_int_equal(gate.trying, 0);
	}
}

static void
test_waiting_at_the_gate_costs_no_time(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;
	struct session *session;

	(void)state;
	script.step_ms = 0;
	gate_limit.max = 0;
	session = session_new(&plan, replay_new(&script), 0);
	assert_true(session_run(session, 0));
	assert_ptr_equal(session_gate(session), &gate);
	/* After a second it asks what can be asked without a password. */
	assert_int_equal(session_due(session), 1000);
	assert_true(session_run(session, 1000));
	assert_true(session_due(session) == TRANSPORT_NEVER);
	/* An hour later it is still there, and then goes through. */
	assert_true(session_run(session, 3600000));
	gate_limit.max = 1;
	finish(session, 3600000);
	session_take_result(session, &result);
	session_free(session);
	assert_ok(&result);
	assert_int_equal(result.used, 0);
	session_result_release(&result);
}

static void
test_three_refusals_close_the_credential(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.wrong_password = true;
	for (int i = 0; i < GATE_TRIES; i++) {
		play_plan(&plan, &script, &result);
		assert_int_equal(result.failure.status, VISIT_AUTH_FAILED);
		assert_says(&result, "the script refuses");
		session_result_release(&result);
	}
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.status, VISIT_AUTH_FAILED);
	assert_says(&result, "not tried: ");
	session_result_release(&result);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_device_without_exec_is_asked_in_a_shell),
	    cmocka_unit_test(
		test_a_shell_may_drip_and_the_trap_prompt_is_seen_through),
	    cmocka_unit_test(test_a_slow_banner_of_equal_lines_is_no_prompt),
	    cmocka_unit_test(
		test_a_device_that_answers_at_once_is_not_waited_for),
	    cmocka_unit_test(test_a_return_that_is_lost_is_typed_again),
	    cmocka_unit_test(
		test_a_slow_device_may_answer_more_than_one_return),
	    cmocka_unit_test(
		test_a_device_that_never_takes_a_return_gets_three),
	    cmocka_unit_test(test_a_shell_that_pages_is_paged_through),
	    cmocka_unit_test(test_pagers_of_all_words_are_answered),
	    cmocka_unit_test(test_a_timeout_tells_where_the_device_has_stopped),
	    cmocka_unit_test(
		test_a_shell_cut_behind_a_whole_answer_has_answered),
	    cmocka_unit_test(test_a_shell_without_echo_is_understood),
	    cmocka_unit_test(test_a_command_refused_in_a_shell_is_denied),
	    cmocka_unit_test(test_a_shell_that_asks_for_a_password_gets_none),
	    cmocka_unit_test(test_a_cancelled_visit_keeps_what_has_come),
	    cmocka_unit_test(test_a_session_freed_in_any_step_leaves_the_gate),
	    cmocka_unit_test(test_waiting_at_the_gate_costs_no_time),
	    cmocka_unit_test(test_three_refusals_close_the_credential),
	    cmocka_unit_test(
		test_a_question_in_place_of_a_prompt_is_not_answered),
	    cmocka_unit_test(test_a_menu_is_left_by_its_key),
	    cmocka_unit_test(test_a_log_line_behind_the_prompt_is_seen_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
