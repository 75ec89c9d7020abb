/*
 * Conversations with the command line of a device.
 */
#include "lab/cli.h"

#include <string.h>

#include "room.h"

#define ERASE_IOS "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b"

/* A terminal at one device. */
struct seat {
	struct room room;
	struct cdp_text text;
	struct traits traits;
	struct manners manners;
	struct cli *cli;
	struct str out;
};

static void
sit_down(struct seat *seat, const char *device, const struct traits *traits)
{
	size_t index;

	memset(seat, 0, sizeof(*seat));
	room_open(&seat->room);
	index = room_device(&seat->room, device);
	if (traits)
		seat->traits = *traits;
	seat->manners =
	    *manners_of(seat->room.topology->devices[index].platform);
	manners_adapt(&seat->manners, &seat->traits);
	seat->text = (struct cdp_text){seat->room.topology, seat->room.wiring,
	    seat->room.traits, 0, NULL};
	seat->cli = cli_new(&(struct cli_options){
	    .text = &seat->text,
	    .manners = &seat->manners,
	    .traits = &seat->traits,
	    .enable = "secret",
	    .password = "word",
	    .device = index,
	});
}

static void
stand_up(struct seat *seat)
{
	cli_free(seat->cli);
	str_release(&seat->out);
	room_close(&seat->room);
}

/* What the device sends for `typed`; valid until the next call. */
static const char *
type(struct seat *seat, const char *typed)
{
	str_clear(&seat->out);
	cli_type(seat->cli, span_of(typed), &seat->out);
	return str_text(&seat->out);
}

static size_t
count_of(const char *text, const char *needle)
{
	size_t count = 0;

	for (const char *at = strstr(text, needle); at;
	     at = strstr(at + 1, needle))
		count++;
	return count;
}

static void
test_the_prompt_is_that_of_the_platform(void **state)
{
	static const struct {
		const char *device;
		const char *start;
	} rows[] = {
	    {"acc1", "\r\nacc1#"},
	    {"leaf1", "\r\nleaf1# "},
	    {"edge1", "\r\nRP/0/RSP0/CPU0:edge1#"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct seat seat;

		sit_down(&seat, rows[i].device, NULL);
		cli_start(seat.cli, &seat.out);
		assert_string_equal(str_text(&seat.out), rows[i].start);
		stand_up(&seat);
	}
}

static void
test_a_banner_stands_before_the_prompt(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1",
	    &(struct traits){.prompt = "acc1>",
		.motd = "no trespassing\nreally #"});
	cli_start(seat.cli, &seat.out);
	assert_string_equal(str_text(&seat.out),
	    "no trespassing\r\nreally #\r\n\r\nacc1>");
	stand_up(&seat);
}

static void
test_typing_is_echoed_and_an_empty_line_gives_a_prompt(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	assert_string_equal(type(&seat, "term"), "term");
	assert_string_equal(type(&seat, "x\b"), "x\b \b");
	assert_string_equal(type(&seat, " len 0\r\n"), " len 0\r\nacc1#");
	assert_string_equal(type(&seat, "\r"), "\r\nacc1#");
	assert_string_equal(type(&seat, "\n"), "");
	assert_string_equal(type(&seat, "\n"), "\r\nacc1#");
	assert_string_equal(type(&seat, "foo\003"), "foo\r\nacc1#");
	assert_string_equal(type(&seat, "ab\025\r"), "ab\b \b\b \b\r\nacc1#");
	stand_up(&seat);
}

static void
test_what_is_not_understood_gets_a_caret_below_it(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	assert_string_equal(type(&seat, "show foo\r"),
	    "show foo\r\n"
	    "          ^\r\n"
	    "% Invalid input detected at '^' marker.\r\n"
	    "acc1#");
	assert_string_equal(type(&seat, "terminal length 9999\r"),
	    "terminal length 9999\r\n"
	    "                     ^\r\n"
	    "% Invalid input detected at '^' marker.\r\n"
	    "acc1#");
	assert_string_equal(type(&seat, "show cdp\r"),
	    "show cdp\r\n% Incomplete command.\r\nacc1#");
	stand_up(&seat);
	sit_down(&seat, "leaf1", NULL);
	assert_string_equal(type(&seat, "foo\r"),
	    "foo\r\n"
	    "       ^\r\n"
	    "% Invalid command at '^' marker.\r\n"
	    "leaf1# ");
	stand_up(&seat);
}

static void
test_words_may_be_cut_short(void **state)
{
	struct seat seat;
	struct str whole = STR_INIT;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	type(&seat, "t l 0\r");
	str_add(&whole,
	    strchr(type(&seat, "show cdp neighbors detail\r"), '\r'));
	assert_string_equal(strchr(type(&seat, "sh CDP nei det\r"), '\r'),
	    str_text(&whole));
	assert_string_equal(strchr(type(&seat, "sh cdp entry *\r"), '\r'),
	    str_text(&whole));
	assert_non_null(strstr(str_text(&whole), "Device ID: srv1"));
	str_release(&whole);
	stand_up(&seat);
}

static void
test_long_answers_wait_for_a_key_at_the_end_of_each_page(void **state)
{
	struct seat seat;
	const char *text;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	text = type(&seat, "show cdp nei det\r");
	assert_int_equal(count_of(text, "\r\n"), 24); /* one is the echo's */
	assert_true(span_ends(span_of(text), " --More-- "));
	text = type(&seat, "\r");
	assert_true(span_starts(span_of(text), ERASE_IOS));
	assert_int_equal(count_of(text, "\r\n"), 1);
	assert_true(span_ends(span_of(text), " --More-- "));
	text = type(&seat, " ");
	assert_true(span_starts(span_of(text), ERASE_IOS));
	assert_true(span_ends(span_of(text),
	    "Total cdp entries displayed : 2\r\nacc1#"));
	stand_up(&seat);
}

static void
test_q_ends_the_pages(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "leaf1", NULL);
	assert_true(span_ends(span_of(type(&seat, "show cdp nei det\r")),
	    "\033[7m--More--\033[27m"));
	assert_string_equal(type(&seat, "q"), "\r\033[Kleaf1# ");
	assert_string_equal(type(&seat, "\r"), "\r\nleaf1# ");
	stand_up(&seat);
}

static void
test_pages_and_no_pages_hold_the_same_lines(void **state)
{
	struct seat seat;
	struct str paged = STR_INIT;
	const char *text;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	str_add(&paged, strchr(type(&seat, "show cdp nei det\r"), '\r'));
	while (span_ends(str_span(&paged), " --More-- ")) {
		paged.length -= strlen(" --More-- ");
		text = type(&seat, " ");
		assert_true(span_starts(span_of(text), ERASE_IOS));
		str_add(&paged, text + strlen(ERASE_IOS));
	}
	type(&seat, "terminal length 0\r");
	text = type(&seat, "show cdp nei det\r");
	assert_null(strstr(text, "--More--"));
	assert_string_equal(strchr(text, '\r'), str_text(&paged));
	str_release(&paged);
	stand_up(&seat);
}

static void
test_nxos_folds_lines_at_the_width_of_the_terminal(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "leaf1", NULL);
	type(&seat, "terminal length 0\rterminal width 40\r");
	assert_non_null(strstr(type(&seat, "show cdp nei det\r"),
	    "\r\nInterface: Ethernet1/1, Port ID (outgoin\r\n"
	    "g port): Ethernet1/1\r\n"));
	type(&seat, "terminal width 0\r");
	assert_non_null(strstr(type(&seat, "show cdp nei det\r"),
	    "Port ID (outgoing port): Ethernet1/1\r\n"));
	stand_up(&seat);
}

static void
test_exit_ends_the_conversation_at_once(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	assert_string_equal(type(&seat, "exit\rshow version\r"), "exit\r\n");
	assert_true(cli_is_finished(seat.cli));
	stand_up(&seat);
}

static void
test_endless_lines_do_not_grow_without_bound(void **state)
{
	struct seat seat;
	size_t total = 0;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	for (int i = 0; i < 10000; i++)
		total += strlen(type(&seat, "aaaaaaaaaa"));
	assert_int_equal(total, 512);
	stand_up(&seat);
}

static void
test_exec_refuses_in_the_words_of_the_platform(void **state)
{
	static const struct {
		const char *device;
		const char *answer;
		int status;
	} rows[] = {
	    {"acc1", "\r\nLine has invalid autocommand \"show foo\"", 0},
	    {"leaf1", "Syntax error while parsing 'show foo'\r\n", 16},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct seat seat;
		int status;

		sit_down(&seat, rows[i].device, NULL);
		status = cli_run(seat.cli, span_of("show foo"), &seat.out);
		assert_string_equal(str_text(&seat.out), rows[i].answer);
		assert_int_equal(status, rows[i].status);
		stand_up(&seat);
	}
}

static const char xml_command[] = "sh cdp nei det | xml";

/* NX-OS alone, by exec as in a shell, unless it is an old one. */
static void
test_xml_is_for_nxos_alone(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "leaf1", NULL);
	assert_int_equal(cli_run(seat.cli, span_of(xml_command), &seat.out), 0);
	assert_true(span_starts(str_span(&seat.out), "<?xml version="));
	stand_up(&seat);

	sit_down(&seat, "leaf1", &(struct traits){.refuses_xml = true});
	assert_int_equal(cli_run(seat.cli, span_of(xml_command), &seat.out),
	    16);
	assert_string_equal(str_text(&seat.out),
	    "Syntax error while parsing 'sh cdp nei det | xml'\r\n");
	assert_string_equal(type(&seat, "sh cdp nei det | xml\r"),
	    "sh cdp nei det | xml\r\n"
	    "                      ^\r\n"
	    "% Invalid command at '^' marker.\r\nleaf1# ");
	stand_up(&seat);

	sit_down(&seat, "acc1", NULL);
	assert_int_equal(cli_run(seat.cli, span_of(xml_command), &seat.out), 0);
	assert_string_equal(str_text(&seat.out),
	    "\r\nLine has invalid autocommand \"sh cdp nei det | xml\"");
	stand_up(&seat);
}

static void
test_exec_on_ios_begins_with_an_empty_line_and_ends_without_newline(
    void **state)
{
	struct seat seat;
	const char *text;

	(void)state;
	sit_down(&seat, "acc1", NULL);
	assert_int_equal(cli_run(seat.cli, span_of("show cdp neighbors detail"),
			     &seat.out),
	    0);
	text = str_text(&seat.out);
	assert_true(span_starts(span_of(text), "\r\n-----"));
	assert_true(
	    span_ends(span_of(text), "Total cdp entries displayed : 2"));
	assert_null(strstr(text, "acc1#"));
	assert_null(strstr(text, "--More--"));
	stand_up(&seat);
}

static void
test_iosxr_stamps_each_answer_with_the_time(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "edge1", NULL);
	assert_non_null(strstr(type(&seat, "show version\r"),
	    "show version\r\nMon Nov 23 08:00:00.123 UTC\r\nCisco IOS XR"));
	str_clear(&seat.out);
	assert_int_equal(cli_run(seat.cli, span_of("show cdp neighbors detail"),
			     &seat.out),
	    0);
	assert_true(span_starts(str_span(&seat.out),
	    "\r\nMon Nov 23 08:00:00.123 UTC\r\n-----"));
	stand_up(&seat);
}

static void
test_enable_asks_without_echo_and_then_knows_more(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1", &(struct traits){.enable = ENABLE_PASSWORD});
	cli_start(seat.cli, &seat.out);
	assert_string_equal(str_text(&seat.out), "\r\nacc1>");
	assert_non_null(strstr(type(&seat, "show cdp neighbors detail\r"),
	    "% Invalid input detected"));
	assert_string_equal(type(&seat, "enable\r"), "enable\r\nPassword: ");
	assert_string_equal(type(&seat, "wrong\r"), "\r\nPassword: ");
	assert_string_equal(type(&seat, "secret\r"), "\r\nacc1#");
	assert_non_null(
	    strstr(type(&seat, "show cdp neighbors detail\r"), "Device ID: "));
	stand_up(&seat);
}

static void
test_enable_may_be_refused_in_several_ways(void **state)
{
	static const struct {
		enum enable enable;
		const char *wanted;
	} rows[] = {
	    {ENABLE_DENIED,
		"enable\r\nPassword: \r\n% Access denied\r\n\r\nacc1>"},
	    {ENABLE_BAD_SECRETS, "enable\r\nPassword: \r\nPassword: "},
	    {ENABLE_NOT_SET, "enable\r\n% No password set\r\nacc1>"},
	    {ENABLE_ENABLE_PASSWORD, "enable\r\nEnable password: \r\nacc1#"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool asks = rows[i].enable != ENABLE_NOT_SET;
		struct seat seat;

		sit_down(&seat, "acc1",
		    &(struct traits){.enable = rows[i].enable});
		assert_string_equal(type(&seat,
					asks ? "enable\rsecret\r" : "enable\r"),
		    rows[i].wanted);
		stand_up(&seat);
	}
}

static void
test_three_bad_secrets_are_enough(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1", &(struct traits){.enable = ENABLE_BAD_SECRETS});
	assert_non_null(strstr(type(&seat, "enable\ra\rb\rc\r"),
	    "\r\n% Bad secrets\r\n\r\nacc1>"));
	assert_string_equal(type(&seat, "x"), "x");
	stand_up(&seat);
}

static void
test_long_input_is_scrolled_on_a_narrow_terminal(void **state)
{
	struct seat seat;
	const char *shown;

	(void)state;
	sit_down(&seat, "acc1", &(struct traits){.width = 20});
	shown = type(&seat, "show cdp neighbors detail");
	assert_non_null(strstr(shown, "\b\b$"));
	assert_null(strstr(shown, "show cdp neighbors detail"));
	assert_non_null(strstr(type(&seat, "\r"), "Device ID: "));
	stand_up(&seat);
}

static void
test_a_log_line_stands_within_a_long_answer(void **state)
{
	struct seat seat;
	const char *shown;

	(void)state;
	sit_down(&seat, "acc1", &(struct traits){.logs = true});
	type(&seat, "terminal length 0\r");
	shown = type(&seat, "show cdp neighbors detail\r");
	assert_int_equal(count_of(shown, "%SEC_LOGIN-5-LOGIN_SUCCESS"), 1);
	assert_int_equal(count_of(type(&seat, "exit"), "%SEC_LOGIN"), 0);
	stand_up(&seat);
}

static void
test_hostile_versions_hold_the_prompt_and_a_pager(void **state)
{
	struct seat seat;
	const char *shown;

	(void)state;
	sit_down(&seat, "acc1", &(struct traits){.is_hostile = true});
	type(&seat, "terminal length 0\r");
	shown = type(&seat, "show cdp neighbors detail\r");
	assert_true(count_of(shown, "\r\nacc1#\r\n") >= 2);
	assert_non_null(strstr(shown, "\r\n --More-- \r\n"));
	assert_non_null(strstr(shown, "\xff\xfe\x80"));
	stand_up(&seat);
}

static void
test_a_shell_may_wait_for_return_or_show_a_menu(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1",
	    &(struct traits){.greeting = GREETING_PRESS_RETURN});
	cli_start(seat.cli, &seat.out);
	assert_string_equal(str_text(&seat.out),
	    "\r\nPress RETURN to get started.\r\n\r\n");
	assert_string_equal(type(&seat, "\r"), "\r\nacc1#");
	stand_up(&seat);

	sit_down(&seat, "acc1", &(struct traits){.greeting = GREETING_MENU});
	assert_string_equal(type(&seat, "show version\r"),
	    "show version\r\nInvalid selection.\r\n\r\nEnter Selection: ");
	stand_up(&seat);
}

static void
test_a_shell_may_ask_who_comes(void **state)
{
	struct seat seat;

	(void)state;
	sit_down(&seat, "acc1", &(struct traits){.greeting = GREETING_LOGIN});
	cli_start(seat.cli, &seat.out);
	assert_string_equal(str_text(&seat.out),
	    "\r\n(Cisco Controller)\r\nUser: ");
	assert_string_equal(type(&seat, "netops\r"), "netops\r\nPassword:");
	assert_string_equal(type(&seat, "no\r"), "**\r\nUser: ");
	assert_string_equal(type(&seat, "netops\rword\r"),
	    "netops\r\nPassword:****\r\nacc1#");
	stand_up(&seat);

	sit_down(&seat, "acc1", &(struct traits){.greeting = GREETING_LOGIN});
	(void)type(&seat, "a\rb\rc\rd\r");
	assert_false(cli_is_finished(seat.cli));
	(void)type(&seat, "e\rf\r");
	assert_true(cli_is_finished(seat.cli));
	stand_up(&seat);
}

static void
test_pages_end_in_several_ways(void **state)
{
	static const struct {
		enum pager pager;
		const char *more;
		const char *erase;
	} rows[] = {
	    {PAGER_BACKSPACES, " --More-- ", ERASE_IOS},
	    {PAGER_INVERSE, "\033[7m--More--\033[27m", "\r\033[K"},
	    {PAGER_RETURN, "--More--", "\r        \r"},
	    {PAGER_ANGLES, "<--- More --->", "\r              \r"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct seat seat;
		const char *shown;

		sit_down(&seat, "acc1",
		    &(struct traits){.pager = rows[i].pager});
		shown = type(&seat, "show cdp neighbors detail\r");
		assert_string_equal(shown + strlen(shown) -
					strlen(rows[i].more),
		    rows[i].more);
		assert_int_equal(strncmp(type(&seat, " "), rows[i].erase,
				     strlen(rows[i].erase)),
		    0);
		stand_up(&seat);
	}
}

static void
test_a_device_may_say_something_else(void **state)
{
	struct seat seat;
	struct traits traits = {.answer = "% Permission denied for the role",
	    .answer_status = 30,
	    .refuses_terminal = true};

	(void)state;
	sit_down(&seat, "leaf1", &traits);
	assert_string_equal(type(&seat, "terminal length 0\r"),
	    "terminal length 0\r\nCommand authorization failed.\r\nleaf1# ");
	str_clear(&seat.out);
	assert_int_equal(cli_run(seat.cli, span_of("show cdp neighbors detail"),
			     &seat.out),
	    30);
	assert_string_equal(str_text(&seat.out),
	    "% Permission denied for the role\r\n");
	stand_up(&seat);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_prompt_is_that_of_the_platform),
	    cmocka_unit_test(test_a_banner_stands_before_the_prompt),
	    cmocka_unit_test(
		test_typing_is_echoed_and_an_empty_line_gives_a_prompt),
	    cmocka_unit_test(test_what_is_not_understood_gets_a_caret_below_it),
	    cmocka_unit_test(test_words_may_be_cut_short),
	    cmocka_unit_test(
		test_long_answers_wait_for_a_key_at_the_end_of_each_page),
	    cmocka_unit_test(test_q_ends_the_pages),
	    cmocka_unit_test(test_pages_and_no_pages_hold_the_same_lines),
	    cmocka_unit_test(
		test_nxos_folds_lines_at_the_width_of_the_terminal),
	    cmocka_unit_test(test_exit_ends_the_conversation_at_once),
	    cmocka_unit_test(test_endless_lines_do_not_grow_without_bound),
	    cmocka_unit_test(test_xml_is_for_nxos_alone),
	    cmocka_unit_test(test_exec_refuses_in_the_words_of_the_platform),
	    cmocka_unit_test(
		test_exec_on_ios_begins_with_an_empty_line_and_ends_without_newline),
	    cmocka_unit_test(test_iosxr_stamps_each_answer_with_the_time),
	    cmocka_unit_test(
		test_typing_is_echoed_and_an_empty_line_gives_a_prompt),
	    cmocka_unit_test(
		test_long_answers_wait_for_a_key_at_the_end_of_each_page),
	    cmocka_unit_test(
		test_nxos_folds_lines_at_the_width_of_the_terminal),
	    cmocka_unit_test(test_enable_asks_without_echo_and_then_knows_more),
	    cmocka_unit_test(test_enable_may_be_refused_in_several_ways),
	    cmocka_unit_test(test_three_bad_secrets_are_enough),
	    cmocka_unit_test(test_long_input_is_scrolled_on_a_narrow_terminal),
	    cmocka_unit_test(test_a_log_line_stands_within_a_long_answer),
	    cmocka_unit_test(test_hostile_versions_hold_the_prompt_and_a_pager),
	    cmocka_unit_test(test_a_shell_may_wait_for_return_or_show_a_menu),
	    cmocka_unit_test(test_a_shell_may_ask_who_comes),
	    cmocka_unit_test(test_pages_end_in_several_ways),
	    cmocka_unit_test(test_a_device_may_say_something_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
