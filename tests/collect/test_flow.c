/*
 * A visit from its first step to its last, over the replay transport, with a
 * clock that only moves when nothing else can: whole, dripping, stalled and
 * cut at every byte.  Each must end, in one clean status, and leak nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "collect/replay.h"
#include "collect/screen.h"
#include "collect/session.h"

#define COMMAND "show cdp neighbors detail"
#define LIMIT_MS 60000

/* The version text is a neighbor's, and knows our prompt and our pager. */
static const char answer[] = "\r\n-------------------------\r\n"
			     "Device ID: sw7.lab.example\r\n"
			     "Entry address(es): \r\n"
			     "  IP address: 192.0.2.7\r\n"
			     "Version :\r\n"
			     "Trap OS 1.0\r\n"
			     "sw1#\r\n"
			     " --More-- \r\n"
			     "sw1# show secrets\r\n"
			     "Duplex: full\r\n";

static const struct replay_answer answers[] = {
    {.line = "terminal length 0", .text = {"", 0}},
    {.line = COMMAND, .text = {answer, sizeof(answer) - 1}},
    {.line = NULL},
};

static const struct replay_answer paging_answers[] = {
    {.line = "terminal length 0", .text = {"% Unauthorised\r\n", 16}},
    {.line = COMMAND, .text = {answer, sizeof(answer) - 1}},
    {.line = NULL},
};

static struct gate_limit gate_limit;
static struct gate gate;

static struct session_plan
plan_of_test(void)
{
	struct session_plan plan = {
	    .name = "192.0.2.1:22",
	    .user = "netops",
	    .platform = PLATFORM_IOS,
	    .max_bytes = 100000,
	    .time_limit = LIMIT_MS,
	    .gate = &gate,
	};

	gate_limit = (struct gate_limit){.max = 10};
	gate = (struct gate){.limit = &gate_limit};
	return plan;
}

static struct replay_script
exec_script(void)
{
	struct replay_script script = REPLAY_SCRIPT_INIT;

	script.exec_text = span_of(answer);
	script.exit_status = true;
	script.wants_password = true;
	script.step_ms = 10;
	return script;
}

static struct replay_script
shell_script(void)
{
	struct replay_script script = REPLAY_SCRIPT_INIT;

	script.greeting = "\r\n####################\r\n# no trespassing > #\r\n"
			  "####################\r\n";
	script.prompt = "sw1#";
	script.answers = answers;
	script.slice_ms = 5;
	return script;
}

/* Runs a session to its end; returns how many milliseconds it took. */
static uint64_t
finish(struct session *session, uint64_t now)
{
	for (int i = 0; session_run(session, now); i++) {
		uint64_t due = session_due(session);

		assert_int_not_equal(due, TRANSPORT_NEVER);
		/* It may be due now, but not for ever. */
		assert_true(i < 100000);
		assert_true(due >= now);
		now = due;
	}
	return now;
}

static uint64_t
play_plan(const struct session_plan *plan, const struct replay_script *script,
    struct session_result *result)
{
	struct session *session = session_new(plan, replay_new(script), 0);
	uint64_t took = finish(session, 0);

	session_take_result(session, result);
	session_free(session);
	assert_int_equal(gate_limit.in_flight, 0);
	return took;
}

static uint64_t
play(const struct replay_script *script, struct session_result *result)
{
	struct session_plan plan = plan_of_test();

	return play_plan(&plan, script, result);
}

static void
assert_text(const struct session_result *result, const char *text)
{
	assert_string_equal(str_text(&result->text), text);
}

static void
assert_ok(const struct session_result *result)
{
	if (result->failure.status != VISIT_OK)
		fail_msg("%s", str_text(&result->failure.text));
	assert_text(result, answer);
}

static void
assert_says(const struct session_result *result, const char *part)
{
	if (!strstr(str_text(&result->failure.text), part))
		fail_msg("\"%s\" does not say \"%s\"",
		    str_text(&result->failure.text), part);
}

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

static void
test_an_empty_answer_with_an_exit_status_is_an_answer(void **state)
{
	struct replay_script script = exec_script();
	struct session_result result;

	(void)state;
	script.exec_text = span_of("");
	play(&script, &result);
	assert_int_equal(result.failure.status, VISIT_OK);
	session_result_release(&result);

	script.exit_status = false;
	play(&script, &result);
	assert_int_equal(result.failure.remedy, REMEDY_SHELL);
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
	    habits_of(plan.habits, PLATFORM_IOS, span_of(""))->exec, -1);

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
		assert_int_equal(habits_of(plan.habits, PLATFORM_NXOS,
				     span_of(""))
				     ->first_form,
		    rows[i].remedy == REMEDY_NONE ? 1 : -1);
		session_result_release(&result);
		habits_free(plan.habits);
	}
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
	    habits_of(plan.habits, PLATFORM_NXOS, span_of(""))->first_form,
	    HABIT_PROBES);
	habits_free(plan.habits);
}

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
	assert_true(session_is_at_gate(session));
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
	    cmocka_unit_test(test_an_answer_by_exec_is_kept_as_it_came),
	    cmocka_unit_test(test_an_answer_may_drip),
	    cmocka_unit_test(test_a_bare_end_after_the_exit_status_is_an_end),
	    cmocka_unit_test(test_an_answer_cut_at_any_byte_is_closed_and_kept),
	    cmocka_unit_test(
		test_an_answer_stalled_at_any_byte_is_a_timeout_and_kept),
	    cmocka_unit_test(
		test_silence_in_each_step_is_a_timeout_that_names_it),
	    cmocka_unit_test(test_a_break_in_each_step_is_one_failure),
	    cmocka_unit_test(test_more_than_allowed_is_a_limit),
	    cmocka_unit_test(
		test_a_refused_command_is_denied_or_tried_in_a_shell),
	    cmocka_unit_test(
		test_an_empty_answer_with_an_exit_status_is_an_answer),
	    cmocka_unit_test(test_a_device_without_exec_is_asked_in_a_shell),
	    cmocka_unit_test(
		test_a_shell_may_drip_and_the_trap_prompt_is_seen_through),
	    cmocka_unit_test(test_a_shell_that_pages_is_paged_through),
	    cmocka_unit_test(test_a_shell_without_echo_is_understood),
	    cmocka_unit_test(test_a_command_refused_in_a_shell_is_denied),
	    cmocka_unit_test(test_a_shell_that_asks_for_a_password_gets_none),
	    cmocka_unit_test(test_a_dialogue_cut_at_any_byte_is_closed),
	    cmocka_unit_test(test_a_dialogue_stalled_at_any_byte_is_a_timeout),
	    cmocka_unit_test(test_a_cancelled_visit_keeps_what_has_come),
	    cmocka_unit_test(test_a_session_freed_in_any_step_leaves_the_gate),
	    cmocka_unit_test(test_waiting_at_the_gate_costs_no_time),
	    cmocka_unit_test(test_three_refusals_close_the_credential),
	    cmocka_unit_test(test_an_exec_that_waits_for_keys_is_no_exec),
	    cmocka_unit_test(
		test_a_status_of_failure_without_devices_is_asked_again_in_a_shell),
	    cmocka_unit_test(
		test_the_next_of_a_kind_is_spared_what_the_first_refused),
	    cmocka_unit_test(test_a_nexus_is_asked_for_xml_and_then_for_text),
	    cmocka_unit_test(
		test_a_question_in_place_of_a_prompt_is_not_answered),
	    cmocka_unit_test(test_a_menu_is_left_by_its_key),
	    cmocka_unit_test(test_a_log_line_behind_the_prompt_is_seen_through),
	    cmocka_unit_test(
		test_enable_is_typed_only_when_the_command_is_refused),
	    cmocka_unit_test(
		test_a_secret_that_opens_lets_the_command_be_asked_again),
	    cmocka_unit_test(test_a_secret_that_does_not_open_is_told),
	    cmocka_unit_test(
		test_without_a_prompt_for_it_the_secret_is_not_typed),
	    cmocka_unit_test(test_few_are_asked_in_a_form_that_may_not_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
