/*
 * flow -- whole visits over the replay transport, with a clock that only moves
 * when nothing else can: what test_flow.c and test_flow_shell.c share.
 */
#ifndef TESTS_COLLECT_FLOW_H
#define TESTS_COLLECT_FLOW_H

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

static inline struct session_plan
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

static inline struct replay_script
exec_script(void)
{
	struct replay_script script = REPLAY_SCRIPT_INIT;

	script.exec_text = span_of(answer);
	script.exit_status = true;
	script.wants_password = true;
	script.step_ms = 10;
	return script;
}

static inline struct replay_script
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
static inline uint64_t
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

static inline uint64_t
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

static inline uint64_t
play(const struct replay_script *script, struct session_result *result)
{
	struct session_plan plan = plan_of_test();

	return play_plan(&plan, script, result);
}

static inline void
assert_text(const struct session_result *result, const char *text)
{
	assert_string_equal(str_text(&result->text), text);
}

static inline void
assert_ok(const struct session_result *result)
{
	if (result->failure.status != VISIT_OK)
		fail_msg("%s", str_text(&result->failure.text));
	assert_text(result, answer);
}

static inline void
assert_says(const struct session_result *result, const char *part)
{
	if (!strstr(str_text(&result->failure.text), part))
		fail_msg("\"%s\" does not say \"%s\"",
		    str_text(&result->failure.text), part);
}

#endif
