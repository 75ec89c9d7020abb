/*
 * Secrets that a shell asks for, of somebody who logs in there and of somebody
 * who wants to be privileged: where they are typed, and where never.
 */
#include "flow.h"

/* --- logging in in the shell ---------------------------------------------- */

/* A controller for wireless LANs, after SSH has let anybody in. */
static const struct replay_answer controller[] = {
    {.line = "netops", .at = "User: ", .prompt = "Password:"},
    {.line = "sesame", .at = "Password:", .prompt = "(Cisco Controller) >"},
    {.line = "barley", .at = "Password:", .prompt = "User: "},
    {.line = COMMAND,
	.at = "(Cisco Controller) >",
	.text = {answer, sizeof(answer) - 1}},
    {.line = "terminal length 0", .text = {"Incorrect usage.\r\n", 18}},
    {.line = NULL},
};

static uint64_t
play_login(const char *password, const char *prompt,
    struct session_result *result)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct secret *secret = secret_new(span_of(password));
	uint64_t took;

	plan.password = secret;
	script.greeting = "\r\n(Cisco Controller)\r\n";
	script.prompt = prompt;
	script.answers = controller;
	took = play_plan(&plan, &script, result);
	assert_null(strstr(str_text(&result->failure.text), password));
	secret_free(secret);
	return took;
}

static void
test_a_shell_that_asks_who_comes_is_told(void **state)
{
	struct session_result result;

	(void)state;
	assert_true(play_login("sesame", "User: ", &result) < 2000);
	assert_ok(&result);
	assert_true(gate.proved);
	session_result_release(&result);
}

static void
test_a_wrong_password_is_typed_once_in_a_shell(void **state)
{
	struct session_result result;

	(void)state;
	(void)play_login("barley", "User: ", &result);
	assert_int_equal(result.failure.status, VISIT_AUTH_FAILED);
	assert_says(&result, "refused the password of netops in its shell");
	assert_int_equal(gate.refusals, 1);
	session_result_release(&result);
}

/* Wherever it breaks off, there is one clean end and no secret in it. */
static void
test_a_login_cut_at_any_byte_is_one_failure(void **state)
{
	const struct habit no_exec = {.exec = -1};
	struct secret *secret = secret_new(span_of("sesame"));
	struct session_result result;
	unsigned unjudged = 0;
	size_t cut = 0;

	(void)state;
	for (;; cut++) {
		struct session_plan plan = plan_of_test();
		struct replay_script script = shell_script();

		plan.password = secret;
		script.prompt = "User: ";
		script.answers = controller;
		script.cut_at = cut;
		script.slice = 3;
		script.slice_ms = 300;
		plan.time_limit = 10 * LIMIT_MS;
		/* Not even where others of its kind were asked so. */
		plan.habits = habits_new();
		habits_count(plan.habits, PLATFORM_IOS, span_of(""), &no_exec);
		plan.shell = cut % 2 == 0;
		play_plan(&plan, &script, &result);
		habits_free(plan.habits);
		assert_null(strstr(str_text(&result.text), "sesame"));
		assert_null(strstr(str_text(&result.failure.text), "sesame"));
		if (result.failure.status == VISIT_OK)
			break;
		/* What was typed, and not judged, is not typed again. */
		unjudged += gate.drops;
		assert_true(
		    !gate.drops || result.failure.remedy == REMEDY_NONE);
		assert_true(result.failure.status == VISIT_CLOSED ||
			    result.failure.status == VISIT_DENIED);
		session_result_release(&result);
	}
	assert_true(unjudged > 1);
	assert_true(cut > 2 * sizeof(answer) / 3);
	assert_ok(&result);
	session_result_release(&result);
	secret_free(secret);
}

/* Who asks for a password alone may want any: that stays unanswered. */
static void
test_a_password_is_typed_only_after_the_name(void **state)
{
	struct session_result result;

	(void)state;
	(void)play_login("sesame", "Password:", &result);
	assert_int_equal(result.failure.status, VISIT_AUTH_FAILED);
	assert_says(&result, "asks for one more password in its shell");
	assert_int_equal(gate.refusals, 0);
	session_result_release(&result);
}

static void
test_a_closed_credential_is_not_typed_in_a_shell(void **state)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct secret *secret = secret_new(span_of("sesame"));
	struct session_result result;

	(void)state;
	gate.refusals = GATE_TRIES;
	plan.password = secret;
	script.prompt = "User: ";
	script.answers = controller;
	play_plan(&plan, &script, &result);
	assert_int_equal(result.failure.status, VISIT_AUTH_FAILED);
	assert_says(&result, "not tried: 3 other devices refused");
	session_result_release(&result);
	secret_free(secret);
}

/* --- enable --------------------------------------------------------------- */

static const struct replay_answer locked[] = {
    {.line = "terminal length 0"},
    {.line = "enable", .prompt = "Password: "},
    {.line = "sesame", .prompt = "sw1#"},
    {.line = COMMAND, .at = "#", .text = {answer, sizeof(answer) - 1}},
    {.line = "barley", .text = {"% Access denied\r\n", 17}, .prompt = "sw1>"},
    {.line = NULL},
};

static void
play_enable(const char *secret, const struct replay_answer *replies,
    struct session_result *result)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct secret *enable = secret ? secret_new(span_of(secret)) : NULL;

	plan.enable = enable;
	script.prompt = "sw1>";
	script.answers = replies;
	play_plan(&plan, &script, result);
	secret_free(enable);
}

static void
test_enable_is_typed_only_when_the_command_is_refused(void **state)
{
	static const struct replay_answer open[] = {
	    {.line = "terminal length 0"},
	    {.line = COMMAND, .text = {answer, sizeof(answer) - 1}},
	    {.line = "enable", .text = {"typed\r\n", 7}, .prompt = "sw1#"},
	    {.line = NULL},
	};
	struct session_result result;

	(void)state;
	play_enable("sesame", open, &result);
	assert_ok(&result);
	session_result_release(&result);

	play_enable(NULL, locked, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	session_result_release(&result);
}

static void
test_a_secret_that_opens_lets_the_command_be_asked_again(void **state)
{
	struct session_result result;

	(void)state;
	play_enable("sesame", locked, &result);
	assert_ok(&result);
	session_result_release(&result);
}

static void
test_a_secret_that_does_not_open_is_told(void **state)
{
	static const struct replay_answer again[] = {
	    {.line = "enable", .prompt = "Enable password: "},
	    {.line = "barley", .prompt = "Password: "},
	    {.line = "terminal length 0", .text = {"oh\r\n", 4}},
	    {.line = NULL},
	};
	struct session_result result;

	(void)state;
	play_enable("barley", locked, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_says(&result, "did not accept the enable secret");
	session_result_release(&result);
	play_enable("barley", again, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_says(&result, "did not accept the enable secret");
	session_result_release(&result);
}

/* As play_enable(), with a gate before the secret. */
static void
play_at_gate(struct gate *before, const char *secret,
    const struct replay_answer *replies, struct session_result *result)
{
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct secret *enable = secret_new(span_of(secret));

	before->limit = &gate_limit;
	plan.enable = enable;
	plan.enable_gate = before;
	script.prompt = "sw1>";
	script.answers = replies;
	play_plan(&plan, &script, result);
	secret_free(enable);
	assert_int_equal(before->trying, 0);
}

static void
test_a_secret_is_proved_before_it_is_tried_everywhere(void **state)
{
	/* Whoever types it gets an answer that no test expects. */
	static const struct replay_answer trap[] = {
	    {.line = "enable", .prompt = "Password: "},
	    {.line = "barley", .text = {"typed\r\n", 7}, .prompt = "sw1#"},
	    {.line = "terminal length 0"},
	    {.line = COMMAND, .at = "#", .text = {answer, sizeof(answer) - 1}},
	    {.line = NULL},
	};
	struct gate before = {0};
	struct session_result result;

	(void)state;
	for (unsigned i = 0; i < GATE_TRIES; i++) {
		assert_int_equal(before.refusals, i);
		play_at_gate(&before, "barley", locked, &result);
		assert_says(&result, "did not accept the enable secret");
		session_result_release(&result);
	}
	play_at_gate(&before, "barley", trap, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_says(&result, "the enable secret was not tried: 3 other");
	session_result_release(&result);
}

static void
test_a_secret_that_opened_once_is_proved(void **state)
{
	struct gate before = {0};
	struct session_result result;

	(void)state;
	play_at_gate(&before, "sesame", locked, &result);
	assert_ok(&result);
	session_result_release(&result);
	assert_true(before.proved);
}

/* While others prove it, the clocks of this visit stand still. */
static void
test_a_secret_waits_for_its_proof(void **state)
{
	struct gate before = {.limit = &gate_limit, .trying = GATE_TRIES};
	struct session_plan plan = plan_of_test();
	struct replay_script script = shell_script();
	struct secret *enable = secret_new(span_of("sesame"));
	struct session_result result;
	struct session *session;
	uint64_t now = 0;

	(void)state;
	plan.enable = enable;
	plan.enable_gate = &before;
	script.prompt = "sw1>";
	script.answers = locked;
	session = session_new(&plan, replay_new(&script), 0);
	while (session_run(session, now) && !session_gate(session))
		now = session_due(session);
	assert_ptr_equal(session_gate(session), &before);
	/* An hour later the others have proved it. */
	before.trying = 0;
	before.proved = true;
	gate_limit.in_flight = 0;
	now += 3600000;
	(void)finish(session, now);
	session_take_result(session, &result);
	session_free(session);
	assert_ok(&result);
	assert_true(result.used < LIMIT_MS);
	session_result_release(&result);
	secret_free(enable);
}

/* A session that waits at a gate of its own kind; `before` has its place. */
static struct session *
wait_at(struct gate *before, struct secret *enable, uint64_t *now)
{
	struct session_plan plan = plan_of_test();
	static struct replay_script script; /* the session borrows it */
	struct session *session;

	script = shell_script();
	before->limit = &gate_limit;
	before->trying = GATE_TRIES;
	plan.enable = enable;
	plan.enable_gate = before;
	script.prompt = "sw1>";
	script.answers = locked;
	session = session_new(&plan, replay_new(&script), 0);
	*now = 0;
	while (session_run(session, *now) && !session_gate(session))
		*now = session_due(session);
	assert_ptr_equal(session_gate(session), before);
	/* Somebody else asks for it, once there is room. */
	before->trying = 0;
	assert_int_equal(gate_ask(before), GATE_GO);
	return session;
}

static void
test_who_is_let_in_leaves_the_gate(void **state)
{
	struct secret *enable = secret_new(span_of("sesame"));
	struct gate before = {0};
	struct session *session;
	struct session_result result;
	uint64_t now;

	(void)state;
	session = wait_at(&before, enable, &now);
	assert_false(session_let_in(session, &gate));
	assert_true(session_let_in(session, &before));
	assert_false(session_let_in(session, &before));
	(void)finish(session, now);
	session_take_result(session, &result);
	session_free(session);
	assert_ok(&result);
	session_result_release(&result);
	assert_int_equal(before.trying, 0);
	assert_true(before.proved);

	/* One that has no use for it any more gives it back. */
	before = (struct gate){0};
	session = wait_at(&before, enable, &now);
	assert_true(session_let_in(session, &before));
	session_cancel(session, "cancelled");
	assert_int_equal(before.trying, 0);
	assert_false(session_let_in(session, &before));
	session_free(session);
	secret_free(enable);
}

/* Wherever it breaks off, there is one clean end and no secret in it. */
static void
test_enable_cut_at_any_byte_is_one_failure(void **state)
{
	struct secret *enable = secret_new(span_of("sesame"));
	struct session_result result;
	size_t cut = 0;

	(void)state;
	for (;; cut++) {
		struct session_plan plan = plan_of_test();
		struct replay_script script = shell_script();

		plan.enable = enable;
		script.prompt = "sw1>";
		script.answers = locked;
		script.cut_at = cut;
		script.slice = 3;
		play_plan(&plan, &script, &result);
		assert_null(strstr(str_text(&result.text), "sesame"));
		assert_null(strstr(str_text(&result.failure.text), "sesame"));
		if (result.failure.status == VISIT_OK)
			break;
		assert_true(result.failure.status == VISIT_CLOSED ||
			    result.failure.status == VISIT_DENIED);
		session_result_release(&result);
	}
	assert_true(cut > 2 * sizeof(answer) / 3);
	assert_ok(&result);
	session_result_release(&result);
	secret_free(enable);
}

/* Without a prompt for it the secret stays with us. */
static void
test_without_a_prompt_for_it_the_secret_is_not_typed(void **state)
{
	static const struct replay_answer none[] = {
	    {.line = "terminal length 0"},
	    {.line = "enable", .text = {"% No password set\r\n", 19}},
	    {.line = "sesame", .text = {answer, sizeof(answer) - 1}},
	    {.line = NULL},
	};
	struct session_result result;

	(void)state;
	play_enable("sesame", none, &result);
	assert_int_equal(result.failure.status, VISIT_DENIED);
	assert_null(strstr(str_text(&result.text), "Device ID"));
	session_result_release(&result);
}

/* The answer of a whole dialogue, for cutting it anywhere. */
static void
test_a_dialogue_cut_at_any_byte_is_closed(void **state)
{
	struct session_result result;
	size_t cut = 0;

	(void)state;
	for (;; cut++) {
		struct replay_script script = shell_script();

		script.cut_at = cut;
		script.slice = 3;
		play(&script, &result);
		if (result.failure.status == VISIT_OK)
			break;
		assert_int_equal(result.failure.status, VISIT_CLOSED);
		assert_true(result.text.length <= sizeof(answer) + 8);
		session_result_release(&result);
	}
	/* Whole only with the proof behind the answer: CR LF and a prompt. */
	assert_true(cut > sizeof(answer) + 80);
	assert_ok(&result);
	session_result_release(&result);
}

static void
test_a_dialogue_stalled_at_any_byte_is_a_timeout(void **state)
{
	struct session_result result;
	size_t stall = 0;

	(void)state;
	for (;; stall++) {
		struct replay_script script = shell_script();

		script.stall_at = stall;
		play(&script, &result);
		if (result.failure.status == VISIT_OK)
			break;
		assert_int_equal(result.failure.status, VISIT_TIMEOUT);
		session_result_release(&result);
	}
	assert_true(stall > sizeof(answer) + 80);
	assert_ok(&result);
	session_result_release(&result);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_shell_that_asks_who_comes_is_told),
	    cmocka_unit_test(test_a_wrong_password_is_typed_once_in_a_shell),
	    cmocka_unit_test(test_a_login_cut_at_any_byte_is_one_failure),
	    cmocka_unit_test(test_a_password_is_typed_only_after_the_name),
	    cmocka_unit_test(test_a_closed_credential_is_not_typed_in_a_shell),
	    cmocka_unit_test(
		test_enable_is_typed_only_when_the_command_is_refused),
	    cmocka_unit_test(
		test_a_secret_that_opens_lets_the_command_be_asked_again),
	    cmocka_unit_test(test_a_secret_that_does_not_open_is_told),
	    cmocka_unit_test(
		test_a_secret_is_proved_before_it_is_tried_everywhere),
	    cmocka_unit_test(test_a_secret_that_opened_once_is_proved),
	    cmocka_unit_test(test_a_secret_waits_for_its_proof),
	    cmocka_unit_test(test_who_is_let_in_leaves_the_gate),
	    cmocka_unit_test(test_enable_cut_at_any_byte_is_one_failure),
	    cmocka_unit_test(
		test_without_a_prompt_for_it_the_secret_is_not_typed),
	    cmocka_unit_test(test_a_dialogue_cut_at_any_byte_is_closed),
	    cmocka_unit_test(test_a_dialogue_stalled_at_any_byte_is_a_timeout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
