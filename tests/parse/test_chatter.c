/*
 * Which lines are logs, rules, prompts and commands, and which only look so.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "parse/chatter.h"

/* clang-format off */
static const char *const logs[] = {
	"%SYS-5-CONFIG_I: Configured from console",
	"*Mar  1 00:01:02.123: %LINK-3-UPDOWN: Interface Gi0/1, down",
	".Nov 23 08:00:00.001 UTC: %SYS-5-RESTART: System restarted",
	"000123: Nov 23 08:00:00: %SEC_LOGIN-5-LOGIN_SUCCESS: ok",
	"1w2d: %DUAL-5-NBRCHANGE: Neighbor 10.0.0.1 is up",
	"2026 Nov 23 08:00:00 n9k %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up",
	"2026 Nov 23 08:00:00 n9k %$ VDC-1 %$ %VSHD-5-VSHD_SYSLOG_CONFIG_I: x",
	"2026 Nov 23 08:00:00 n9k last message repeated 3 times",
	"RP/0/RP0/CPU0:Nov 23 08:00:00.1 UTC: x[1]: %PKT_INFRA-LINK-3-UPDOWN : y",
	"*Mar  1 00:01:02: CDP-PA: Packet received from r2",
};

static const char *const not_logs[] = {
	"", "%", "% CDP is not enabled", "% Invalid input detected",
	"100% of it: yes", "%LINK-3-UPDOWN", "%LINK-9-UPDOWN: x",
	"Version 3.2 %1-x", "May be 3", "Mar 1", "Nov 23 2026",
	"Compiled Mon 23-Nov-26 08:00 by builder",
	"Cisco IOS Software, Version 15.2(7)E, RELEASE SOFTWARE (fc3)",
	"Some System %X-3-Y: no digits before",
};

static const char *const not_prompts[] = {
	"", "#", ">", "R1", "two words#", "Linux 6.1 #1 SMP",
	"<html>", "R1#123", "R1# %", "-----", "Device ID: x#",
};
/* clang-format on */

static void
test_log_lines_are_told_from_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(logs); i++) {
		if (!chatter_is_log(span_of(logs[i])))
			fail_msg("no log: %s", logs[i]);
	}
	for (size_t i = 0; i < COUNT_OF(not_logs); i++) {
		if (chatter_is_log(span_of(not_logs[i])))
			fail_msg("a log: %s", not_logs[i]);
	}
}

static void
test_prompts_are_split_from_commands(void **state)
{
	/* clang-format off */
	static const struct { const char *line, *prompt, *command; } cases[] = {
		{ "R1#", "R1#", "" },
		{ "R1>show version", "R1>", "show version" },
		{ "n9k-1(config-if)# exit", "n9k-1(config-if)#", "exit" },
		{ "RP/0/RSP0/CPU0:xr.1#sh cdp", "RP/0/RSP0/CPU0:xr.1#", "sh cdp" },
		{ "(Cisco Controller) >", "(Cisco Controller) >", "" },
		{ "(Cisco Controller) >show cdp", "(Cisco Controller) >", "show cdp" },
		{ "admin@sw1>", "admin@sw1>", "" },
		{ "sw1> (enable) ", "sw1> (enable)", "" },
		{ "sw1> (enable) show cdp", "sw1> (enable)", "show cdp" },
	};
	/* clang-format on */
	struct span prompt;
	struct span command;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(chatter_find_prompt(span_of(cases[i].line), &prompt,
		    &command));
		assert_true(span_is(prompt, cases[i].prompt));
		assert_true(span_is(command, cases[i].command));
	}
	for (size_t i = 0; i < COUNT_OF(not_prompts); i++) {
		if (chatter_find_prompt(span_of(not_prompts[i]), &prompt,
			&command))
			fail_msg("a prompt: %s", not_prompts[i]);
	}
}

static void
test_rules_are_dashes_alone(void **state)
{
	(void)state;
	assert_true(chatter_is_rule(span_of("-----")));
	assert_true(chatter_is_rule(span_of("--------------------------")));
	assert_false(chatter_is_rule(span_of("")));
	assert_false(chatter_is_rule(span_of("----")));
	assert_false(chatter_is_rule(span_of("----- x")));
	assert_false(chatter_is_rule(span_of("=====")));
}

static void
test_commands_are_ours_or_foreign(void **state)
{
	/* clang-format off */
	static const struct {
		const char *command;
		enum chatter_command kind;
	} cases[] = {
		{ "show cdp neighbors detail", COMMAND_ASKED },
		{ "sh cdp ent *",              COMMAND_ASKED },
		{ "SHOW CDP NEIGHBORS",        COMMAND_ASKED },
		{ "show tech-support",         COMMAND_ASKED },
		{ "show lldp neighbors",       COMMAND_FOREIGN },
		{ "show run",                  COMMAND_FOREIGN },
		{ "terminal length 0",         COMMAND_FOREIGN },
		{ "exit",                      COMMAND_FOREIGN },
		{ "scnd",                      COMMAND_UNKNOWN },
		{ "showcase cdp",              COMMAND_UNKNOWN },
		{ "",                          COMMAND_UNKNOWN },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(chatter_command_of(span_of(cases[i].command),
				     "cdp"),
		    cases[i].kind);
	assert_true(chatter_is_echo(span_of("show cdp neighbors detail")));
	assert_false(chatter_is_echo(span_of("show")));
	assert_false(chatter_is_echo(span_of("Show time: eight")));
	assert_false(chatter_is_echo(span_of("s1 x")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_log_lines_are_told_from_text),
	    cmocka_unit_test(test_prompts_are_split_from_commands),
	    cmocka_unit_test(test_rules_are_dashes_alone),
	    cmocka_unit_test(test_commands_are_ours_or_foreign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
