/*
 * Problems of a topology file, for people, GitHub and programs.
 */
#include "report/diags.h"

#include "sample.h"

static void
add_problems(struct diag_list *list)
{
	diag_add(list, (struct place){"lab.yaml", 21, 7}, SEVERITY_ERROR,
	    "unknown device 'leaf9'; did you mean 'leaf1'?");
	diag_add(list, (struct place){"a,b:c%.yaml", 3, 0}, SEVERITY_WARNING,
	    "100%% of it, here: too late");
	diag_add(list, (struct place){"lab.yaml", 0, 0}, SEVERITY_NOTE,
	    "a\nbreak\r and \x1b[31mred");
	diag_add(list, (struct place){NULL, 0, 0}, SEVERITY_ERROR, "nowhere");
}

static void
expect_problems(enum report_diags_format format, const char *expected)
{
	struct diag_list list = DIAG_LIST_INIT;
	struct str out = STR_INIT;

	add_problems(&list);
	report_diags(&list, format, &out);
	assert_string_equal(str_text(&out), expected);
	str_release(&out);
	diag_list_release(&list);
}

static void
test_text_is_as_a_compiler_writes_it(void **state)
{
	(void)state;
	expect_problems(REPORT_DIAGS_TEXT,
	    "lab.yaml:21:7: error: unknown device 'leaf9'; did you mean "
	    "'leaf1'?\n"
	    "a,b:c%.yaml:3: warning: 100% of it, here: too late\n"
	    "lab.yaml: note: a\\x0abreak\\x0d and \\x1b[31mred\n"
	    "error: nowhere\n");
}

static void
test_github_commands_cannot_be_broken_out_of(void **state)
{
	(void)state;
	expect_problems(REPORT_DIAGS_GITHUB,
	    "::error file=lab.yaml,line=21,col=7::unknown device 'leaf9'; did "
	    "you mean 'leaf1'?\n"
	    "::warning file=a%2Cb%3Ac%25.yaml,line=3::100%25 of it, here: too "
	    "late\n"
	    "::notice file=lab.yaml::a\\x0abreak\\x0d and \\x1b[31mred\n"
	    "::error::nowhere\n");
}

static void
test_a_hostile_file_name_stays_one_property(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;
	struct str out = STR_INIT;

	(void)state;
	diag_add(&list, (struct place){"x\r\n::error::\x1b[2J,y", 1, 2},
	    SEVERITY_ERROR, "no");
	report_diags(&list, REPORT_DIAGS_GITHUB, &out);
	assert_string_equal(str_text(&out),
	    "::error file=x%0D%0A%3A%3Aerror%3A%3A\\x1b[2J%2Cy,line=1,col=2::"
	    "no\n");
	str_release(&out);
	diag_list_release(&list);
}

static void
test_json_lists_what_is_known(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;
	struct str out = STR_INIT;

	(void)state;
	report_diags(&list, REPORT_DIAGS_JSON, &out);
	assert_string_equal(str_text(&out),
	    "{\n  \"schema\": \"cablecheck/lint/1\",\n  \"problems\": []\n}\n");
	str_clear(&out);
	add_problems(&list);
	report_diags(&list, REPORT_DIAGS_JSON, &out);
	expect_fixture(&out, "problems.json");
	str_release(&out);
	diag_list_release(&list);
}

static void
test_dropped_problems_are_counted_in_every_format(void **state)
{
	struct diag_list list = DIAG_LIST_INIT;
	struct str out = STR_INIT;

	(void)state;
	for (int i = 0; i < DIAG_MAX + 7; i++)
		diag_add(&list, (struct place){"lab.yaml", 1, 1},
		    SEVERITY_ERROR, "problem %d", i);
	report_diags(&list, REPORT_DIAGS_TEXT, &out);
	assert_true(span_ends(str_span(&out), "... and 7 more\n"));
	str_clear(&out);
	report_diags(&list, REPORT_DIAGS_GITHUB, &out);
	assert_true(span_ends(str_span(&out), "\n::notice::and 7 more\n"));
	str_clear(&out);
	report_diags(&list, REPORT_DIAGS_JSON, &out);
	assert_non_null(
	    strstr(str_text(&out), "\"file\": null,\n"
				   "      \"line\": null,\n"
				   "      \"column\": null,\n"
				   "      \"severity\": \"note\",\n"
				   "      \"message\": \"and 7 more\"\n"));
	str_release(&out);
	diag_list_release(&list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text_is_as_a_compiler_writes_it),
	    cmocka_unit_test(test_github_commands_cannot_be_broken_out_of),
	    cmocka_unit_test(test_a_hostile_file_name_stays_one_property),
	    cmocka_unit_test(test_json_lists_what_is_known),
	    cmocka_unit_test(test_dropped_problems_are_counted_in_every_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
