/*
 * The report for people, held byte for byte against files to look at.
 */
#include "report/text.h"

#include "lab_of_faults.h"

#include "base/attr.h"

static void
expect_report(const struct report_style *style, const char *name)
{
	struct str out = STR_INIT;
	struct sample s;

	lab_of_faults(&s);
	report_verify_text(&s.judgement, style, &out);
	expect_fixture(&out, name);
	str_release(&out);
	sample_release(&s);
}

static void
test_faults_read_well_on_80_columns(void **state)
{
	(void)state;
	expect_report(&(struct report_style){.width = 80}, "faults-80.txt");
}

static void
test_faults_read_well_on_120_columns(void **state)
{
	(void)state;
	expect_report(&(struct report_style){.width = 120}, "faults-120.txt");
}

static void
test_kinds_and_misplaced_plugs_are_coloured(void **state)
{
	(void)state;
	expect_report(&(struct report_style){.width = 80, .color = true},
	    "faults-80-color.txt");
}

static void
test_wide_and_coloured(void **state)
{
	(void)state;
	expect_report(&(struct report_style){.width = 120, .color = true},
	    "faults-120-color.txt");
}

static void
test_verbose_quotes_the_plan_and_the_devices(void **state)
{
	(void)state;
	expect_report(&(struct report_style){.width = 80, .verbose = true},
	    "faults-80-verbose.txt");
}

static void
test_quiet_keeps_what_is_wrong_and_the_totals(void **state)
{
	(void)state;
	expect_report(&(struct report_style){.width = 80, .quiet = true},
	    "faults-80-quiet.txt");
}

/* Takes the colour out of `text`. */
static void
strip_color(const struct str *text, struct str *plain)
{
	const char *p = str_text(text);

	while (*p) {
		size_t before = strcspn(p, "\x1b");

		str_add_span(plain, span_make(p, before));
		p += before;
		if (*p)
			p += strcspn(p, "m") + 1;
	}
}

static void
test_colour_changes_no_line(void **state)
{
	struct report_style style = {.width = 80};
	struct str without = STR_INIT;
	struct str with = STR_INIT;
	struct str stripped = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	report_verify_text(&s.judgement, &style, &without);
	style.color = true;
	report_verify_text(&s.judgement, &style, &with);
	assert_null(strchr(str_text(&without), '\x1b'));
	assert_non_null(strstr(str_text(&with), "\x1b[1;31mswapped\x1b[0m"));
	strip_color(&with, &stripped);
	assert_string_equal(str_text(&stripped), str_text(&without));
	str_release(&without);
	str_release(&with);
	str_release(&stripped);
	sample_release(&s);
}

static void
expect_lines_within(struct span text, size_t width)
{
	struct span line;

	while (span_next_line(&text, &line)) {
		if (!span_starts(line, "26 cables: "))
			assert_true(line.length <= width);
	}
}

static void
test_no_line_but_the_totals_passes_the_width(void **state)
{
	(void)state;
	for (size_t width = 60; width <= 200; width++) {
		struct report_style style = {.width = width, .verbose = true};
		struct str out = STR_INIT;
		struct sample s;

		lab_of_faults(&s);
		report_verify_text(&s.judgement, &style, &out);
		expect_lines_within(str_span(&out), width);
		str_release(&out);
		sample_release(&s);
	}
}

static void
expect_whole(const struct sample *s, bool quiet, const char *expected)
{
	struct report_style style = {.width = 80, .quiet = quiet};
	struct str out = STR_INIT;

	report_verify_text(&s->judgement, &style, &out);
	assert_string_equal(str_text(&out), expected);
	str_release(&out);
}

static void
test_the_first_line_is_the_whole_verdict_on_any_page(void **state)
{
	/* clang-format off */
	static const struct {
		size_t width;
		const char *line;
	} rows[] = {
		{ 0,   "13 faults, 5 cables not verified" },
		{ 40,  "13 faults, 5 cables not verified" },
		{ 52,  "13 faults, 5 cables not verified, 2 devices not read" },
		{ 60,  "13 faults, 5 cables not verified, 2 devices not read" },
		{ 64,  "13 faults, 5 cables not verified, 2 devices not read, "
		    "2 warnings" },
		{ 80,  "13 faults, 5 cables not verified, 2 devices not read, "
		    "2 warnings: 1 rotated, ..." },
		{ 190, "13 faults, 5 cables not verified, 2 devices not read, "
		    "2 warnings: 1 rotated, 1 swapped, 1 chain, 2 "
		    "wrong-device, 1 wrong-port, 2 missing, 2 conflict, 1 "
		    "one-way, 2 extra, 1 ambiguous, ..." },
		{ 200, "13 faults, 5 cables not verified, 2 devices not read, "
		    "2 warnings: 1 rotated, 1 swapped, 1 chain, 2 "
		    "wrong-device, 1 wrong-port, 2 missing, 2 conflict, 1 "
		    "one-way, 2 extra, 1 ambiguous, 1 device-dark" },
	};
	/* clang-format on */
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct report_style style = {.width = rows[i].width};
		struct str out = STR_INIT;
		struct span rest;
		struct span line;

		report_verify_text(&s.judgement, &style, &out);
		rest = str_span(&out);
		assert_true(span_next_line(&rest, &line));
		if (!span_is(line, rows[i].line))
			fail_msg("%zu columns: %.*s", rows[i].width,
			    (int)line.length, line.text);
		assert_true(span_next_line(&rest, &line));
		assert_int_equal(line.length, 0);
		str_release(&out);
	}
	sample_release(&s);
}

static void
test_good_news_stands_before_what_has_changed(void **state)
{
	static const struct past_finding gone = {.id = "1a2b3c4d",
	    .kind = "missing",
	    .message = "it was away"};
	const struct past_finding *fixed[] = {&gone};
	struct baseline baseline = {.fixed = fixed, .fixed_count = 1};
	struct sample s;

	(void)state;
	sample_init(&s);
	sample_device(&s, "leaf1", NULL, 0);
	s.judgement.baseline = &baseline;
	expect_whole(&s, false,
	    "nothing to verify: no cable of the plan is in scope; "
	    "1 of 1 device answered;\n"
	    "compared with the baseline 0 new, 0 known, 1 fixed\n"
	    "\n"
	    "fixed: missing 1a2b3c4d\n"
	    "  it was away\n");
	/* Who wants no notes wants the verdict all the same. */
	expect_whole(&s, true,
	    "nothing to verify: no cable of the plan is in scope; 1 of 1 "
	    "device answered;\ncompared with the baseline 0 new, 0 known, 1 "
	    "fixed\n");
	s.judgement.baseline = NULL;
	sample_release(&s);
}

/* Every "spine1 Ethernet1/3" stands whole on some line, however narrow. */
static void
test_a_port_is_never_torn_apart(void **state)
{
	(void)state;
	for (size_t width = 0; width <= 90; width++) {
		struct report_style style = {.width = width};
		struct str out = STR_INIT;
		struct sample s;

		lab_of_faults(&s);
		report_verify_text(&s.judgement, &style, &out);
		assert_null(strstr(str_text(&out), "spine1\n"));
		assert_null(strstr(str_text(&out), "spine2\n"));
		assert_null(strstr(str_text(&out), "rack\n"));
		str_release(&out);
		sample_release(&s);
	}
}

static void
test_when_all_is_right_one_sentence_says_so(void **state)
{
	struct sample s;
	size_t srv;

	(void)state;
	sample_init(&s);
	sample_device(&s, "leaf1", "A1", 1);
	expect_whole(&s, false,
	    "nothing to verify: no cable of the plan is in scope; "
	    "1 of 1 device answered\n");
	srv = sample_device(&s, "srv1", NULL, 0);
	sample_cable(&s, sample_port(&s, 0, "Ethernet1/1"),
	    sample_port(&s, srv, "eth0"), VERDICT_OK);
	s.judgement.summary.ok = 1;
	expect_whole(&s, false,
	    "all is right: the one cable of the plan is in place; "
	    "all 2 devices answered\n");
	sample_trouble(&s, srv, VISIT_NOT_COLLECTED, NULL);
	s.observations.items[srv].not_wanted = true;
	sample_cable(&s, sample_port(&s, 0, "Ethernet1/2"),
	    sample_port(&s, srv, "eth1"), VERDICT_OK_ONE_SIDED);
	s.judgement.summary.ok_one_sided = 1;
	expect_whole(&s, false,
	    "all is right: all 2 cables are in place, 1 as far as one end can "
	    "tell; 1 of 2\ndevices answered, 1 is never asked\n");
	/* Who wants no notes wants the verdict all the same. */
	expect_whole(&s, true,
	    "all is right: all 2 cables are in place, 1 as far as one end can "
	    "tell; 1 of 2\ndevices answered, 1 is never asked\n");
	sample_release(&s);
}

/* Nothing is wrong, but a device did not answer: that is not "all right". */
static void
test_doubt_is_not_called_right(void **state)
{
	struct sample s;

	(void)state;
	sample_init(&s);
	sample_device(&s, "leaf1", NULL, 0);
	sample_device(&s, "leaf2", NULL, 0);
	sample_trouble(&s, 1, VISIT_CLOSED, NULL);
	sample_cable(&s, sample_port(&s, 0, "Ethernet1/1"),
	    sample_port(&s, 1, "Ethernet1/1"), VERDICT_OK_ONE_SIDED);
	s.judgement.summary.ok_one_sided = 1;
	expect_whole(&s, false,
	    "no fault, 1 device not read\n"
	    "\n"
	    "1 device gave no usable answer:\n"
	    "  leaf2  closed\n"
	    "\n"
	    "1 cable: 0 ok, 1 ok as far as one end can tell; "
	    "1 of 2 devices answered\n");
	sample_release(&s);
}

/* Sixty unreachable devices, each with a cable to another. */
static void
test_unverified_cables_are_summed_up_by_device(void **state)
{
	struct report_style style = {.width = 80};
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	sample_init(&s);
	for (size_t i = 0; i < 60; i++) {
		sample_device(&s, arena_printf(s.arena, "sw%zu", i + 1), NULL,
		    0);
		sample_trouble(&s, i, VISIT_REFUSED, NULL);
	}
	for (size_t i = 1; i < 60; i += 2) {
		sample_cable(&s, sample_port(&s, i, "Ethernet1/1"),
		    sample_port(&s, i - 1, "Ethernet1/1"), VERDICT_UNVERIFIED);
		s.judgement.summary.unverified++;
	}
	for (size_t i = 10; i < 20; i++) {
		sample_cable(&s, sample_port(&s, i, "Ethernet1/2"),
		    sample_port(&s, 59, "Ethernet1/2"), VERDICT_UNVERIFIED);
		s.judgement.summary.unverified++;
	}
	report_verify_text(&s.judgement, &style, &out);
	assert_non_null(
	    strstr(str_text(&out), "40 cables could not be verified:\n"
				   "  11 cables of sw60 (refused)\n"
				   "  1 cable of sw2 (refused)\n"));
	assert_non_null(strstr(str_text(&out),
	    "\n  10 cables of 10 more devices\n\n40 cables: 0 ok, 40 "
	    "unverified; 0 of 60 devices answered\n"));
	str_clear(&out);
	style.verbose = true;
	report_verify_text(&s.judgement, &style, &out);
	assert_null(strstr(str_text(&out), "more devices"));
	assert_non_null(strstr(str_text(&out),
	    "  | sw11 Ethernet1/2 -- sw60 Ethernet1/2 (blue, C-0031)\n"));
	str_release(&out);
	sample_release(&s);
}

/* Be they many and told together, or few with a finding for each. */
static void
test_quiet_names_each_device_that_was_not_read_and_why(void **state)
{
	struct report_style style = {.width = 80, .quiet = true};
	struct sample s;

	(void)state;
	for (size_t count = 1; count < 9; count++) {
		struct str out = STR_INIT;

		sample_init(&s);
		for (size_t i = 0; i < count; i++) {
			sample_device(&s, arena_printf(s.arena, "sw%zu", i + 1),
			    NULL, 0);
			sample_trouble(&s, i, VISIT_REFUSED, "it said no");
			sample_about_device(sample_finding(&s,
						FINDING_DEVICE_DARK),
			    i);
		}
		report_verify_text(&s.judgement, &style, &out);
		for (size_t i = 0; i < count; i++) {
			char *row = str_printf("\n  sw%zu  refused        it "
					       "said no\n",
			    i + 1);

			assert_non_null(strstr(str_text(&out), row));
			free(row);
		}
		assert_null(strstr(str_text(&out), "see device-dark"));
		str_release(&out);
		sample_release(&s);
	}
}

static void
test_many_ports_that_hear_one_ambiguous_name_are_counted(void **state)
{
	static const struct neighbor heard = {.device_id = {"leaf4", 5}};
	struct report_style style = {.width = 80};
	struct str out = STR_INIT;
	struct finding *f;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	f = add_ambiguity(&s);
	for (size_t i = 34; i < 58; i++)
		sample_ambiguity(&s, f,
		    sample_port(&s, SPINE2,
			arena_printf(s.arena, "Ethernet1/%zu", i)),
		    &heard);
	report_verify_text(&s.judgement, &style, &out);
	assert_non_null(strstr(str_text(&out),
	    "  \"leaf\" and names like it may be leaf3 or leaf4: heard by "
	    "spine2 Ethernet1/33,\n"
	    "  Ethernet1/34, Ethernet1/35, Ethernet1/36 and 21 more\n"));
	str_release(&out);
	sample_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_faults_read_well_on_80_columns),
	    cmocka_unit_test(test_faults_read_well_on_120_columns),
	    cmocka_unit_test(test_kinds_and_misplaced_plugs_are_coloured),
	    cmocka_unit_test(test_wide_and_coloured),
	    cmocka_unit_test(test_verbose_quotes_the_plan_and_the_devices),
	    cmocka_unit_test(test_quiet_keeps_what_is_wrong_and_the_totals),
	    cmocka_unit_test(test_colour_changes_no_line),
	    cmocka_unit_test(test_no_line_but_the_totals_passes_the_width),
	    cmocka_unit_test(
		test_the_first_line_is_the_whole_verdict_on_any_page),
	    cmocka_unit_test(test_good_news_stands_before_what_has_changed),
	    cmocka_unit_test(test_a_port_is_never_torn_apart),
	    cmocka_unit_test(test_when_all_is_right_one_sentence_says_so),
	    cmocka_unit_test(test_doubt_is_not_called_right),
	    cmocka_unit_test(test_unverified_cables_are_summed_up_by_device),
	    cmocka_unit_test(
		test_quiet_names_each_device_that_was_not_read_and_why),
	    cmocka_unit_test(
		test_many_ports_that_hear_one_ambiguous_name_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
