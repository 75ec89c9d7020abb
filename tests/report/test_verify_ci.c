/*
 * The formats for CI systems and spreadsheets, held against files to look at
 * and against what --fail-on promises.  tests/e2e/test_ci_formats reads them
 * with parsers that are not ours.
 */
#include "report/verify_ci.h"

#include "lab_of_faults.h"

#include "base/attr.h"
#include "report/csv.h"
#include "report/markdown_text.h"
#include "report/status.h"

struct format {
	void (*write)(const struct judgement *judgement,
	    enum notice_level level, struct str *out);
	const char *fixture;
};

static struct format formats[] = {
    {report_verify_junit, "faults.junit.xml"},
    {report_verify_sarif, "faults.sarif"},
    {report_verify_github, "faults.github.txt"},
    {report_verify_markdown, "faults.md"},
    {report_verify_csv, "faults.csv"},
};

/* A test for each row, so that all five can be blessed in one run. */
static void
test_every_kind_of_finding_is_in_this_format(void **state)
{
	const struct format *format = *state;
	struct str out = STR_INIT;
	struct sample s;

	lab_of_faults(&s);
	format->write(&s.judgement, NOTICE_USUAL, &out);
	expect_fixture(&out, format->fixture);
	str_release(&out);
	sample_release(&s);
}

static void
test_the_same_judgement_gives_the_same_bytes(void **state)
{
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		struct str first = STR_INIT;
		struct str second = STR_INIT;

		formats[i].write(&s.judgement, NOTICE_USUAL, &first);
		formats[i].write(&s.judgement, NOTICE_USUAL, &second);
		assert_true(span_equal(str_span(&first), str_span(&second)));
		str_release(&first);
		str_release(&second);
	}
	sample_release(&s);
}

/* One cable that nobody could verify, one right one with a warning. */
static void
make_doubt(struct sample *s)
{
	size_t leaf;
	size_t spine;
	struct finding *warning;

	sample_init(s);
	leaf = sample_device(s, "leaf1", "A1", 1);
	spine = sample_device(s, "spine1", "A1", 2);
	sample_trouble(s, spine, VISIT_TIMEOUT, "no answer");
	sample_cable(s, sample_port(s, leaf, "Ethernet1/1"),
	    sample_port(s, spine, "Ethernet1/1"), VERDICT_UNVERIFIED);
	sample_cable(s, sample_port(s, leaf, "Ethernet1/2"),
	    sample_port(s, spine, "Ethernet1/2"), VERDICT_OK);
	s->judgement.summary.unverified = 1;
	s->judgement.summary.ok = 1;
	warning = sample_finding(s, FINDING_DUPLEX_MISMATCH);
	sample_about(warning, 1,
	    sample_observed(s, sample_port(s, leaf, "Ethernet1/2"),
		sample_port(s, spine, "Ethernet1/2"), SEEN_BY_BOTH));
}

static void
expect_in_junit(const struct judgement *judgement, enum notice_level level,
    const char *counts)
{
	struct str out = STR_INIT;

	report_verify_junit(judgement, level, &out);
	assert_non_null(strstr(str_text(&out), counts));
	str_release(&out);
}

static void
test_fail_on_decides_status_and_failures_alike(void **state)
{
	static const struct {
		enum notice_level level;
		int status;
		const char *cables;
	} rows[] = {
	    {NOTICE_USUAL, 3,
		"lab.cables\" tests=\"2\" failures=\"0\" errors=\"1\" "
		"skipped=\"0\""},
	    {NOTICE_ERROR, 0,
		"lab.cables\" tests=\"2\" failures=\"0\" errors=\"0\" "
		"skipped=\"1\""},
	    {NOTICE_WARNING, 1,
		"lab.cables\" tests=\"2\" failures=\"1\" errors=\"0\" "
		"skipped=\"1\""},
	    {NOTICE_UNVERIFIED, 1,
		"lab.cables\" tests=\"2\" failures=\"1\" errors=\"1\" "
		"skipped=\"0\""},
	};
	struct sample s;

	(void)state;
	make_doubt(&s);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(report_status_at(&s.judgement, rows[i].level),
		    rows[i].status);
		expect_in_junit(&s.judgement, rows[i].level, rows[i].cables);
	}
	assert_int_equal(report_exit_status(&s.judgement), 3);
	s.judgement.finding_count = 0;
	assert_int_equal(report_status_at(&s.judgement, NOTICE_WARNING), 0);
	assert_int_equal(report_status_at(&s.judgement, NOTICE_UNVERIFIED), 3);
	sample_release(&s);
}

static void
expect_cell(const char *text, const char *cell)
{
	struct str out = STR_INIT;
	struct csv_row row = {.out = &out};

	csv_add_string(&row, text);
	assert_string_equal(str_text(&out), cell);
	str_release(&out);
}

static void
test_no_cell_is_a_formula_or_ends_early(void **state)
{
	(void)state;
	expect_cell("leaf1", "leaf1");
	expect_cell("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
	expect_cell(" \t+1", "'  +1");
	expect_cell("-2", "'-2");
	expect_cell("@SUM(A1)", "'@SUM(A1)");
	expect_cell("a,b", "\"a,b\"");
	expect_cell("a;=1+1; @B;c", "\"a;'=1+1;' @B;c\"");
	expect_cell("say \"hi\"", "\"say \"\"hi\"\"\"");
	expect_cell("two\r\nlines", "two\\x0d\\x0alines");
	expect_cell(NULL, "");
}

static void
expect_code(const char *text, const char *code)
{
	struct str out = STR_INIT;

	markdown_text_add_code(&out, span_of(text), 40);
	assert_string_equal(str_text(&out), code);
	str_release(&out);
}

static void
test_no_name_ends_its_code_span(void **state)
{
	(void)state;
	expect_code("leaf1", "`leaf1`");
	expect_code("a`b``c", "``` a`b``c ```");
	expect_code("`", "`` ` ``");
	expect_code("x\n# y", "`x\\x0a# y`");
	expect_code("", "");
	expect_code(" ", "");
}

/* The first finding of the sample, `count` times. */
static void
multiply_findings(struct sample *s, size_t count)
{
	struct finding *many =
	    arena_array(s->arena, count, sizeof(struct finding));

	for (size_t i = 0; i < count; i++)
		many[i] = s->judgement.findings[0];
	s->judgement.findings = many;
	s->judgement.finding_count = count;
}

static void
test_a_summary_has_a_bound_and_says_what_it_leaves_out(void **state)
{
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	multiply_findings(&s, 1000);
	report_verify_markdown(&s.judgement, NOTICE_USUAL, &out);
	assert_true(out.length < REPORT_MARKDOWN_MAX);
	assert_non_null(strstr(str_text(&out), "... and 800 more findings; "));
	str_release(&out);
	sample_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_prestate(
		test_every_kind_of_finding_is_in_this_format, &formats[0]),
	    cmocka_unit_test_prestate(
		test_every_kind_of_finding_is_in_this_format, &formats[1]),
	    cmocka_unit_test_prestate(
		test_every_kind_of_finding_is_in_this_format, &formats[2]),
	    cmocka_unit_test_prestate(
		test_every_kind_of_finding_is_in_this_format, &formats[3]),
	    cmocka_unit_test_prestate(
		test_every_kind_of_finding_is_in_this_format, &formats[4]),
	    cmocka_unit_test(test_the_same_judgement_gives_the_same_bytes),
	    cmocka_unit_test(test_fail_on_decides_status_and_failures_alike),
	    cmocka_unit_test(test_no_cell_is_a_formula_or_ends_early),
	    cmocka_unit_test(test_no_name_ends_its_code_span),
	    cmocka_unit_test(
		test_a_summary_has_a_bound_and_says_what_it_leaves_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
