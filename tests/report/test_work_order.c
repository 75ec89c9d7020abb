/*
 * The work order in every format, held against files, and with names in it that
 * nobody means well.
 */
#include "../light.h"
#include "report/work_order_csv.h"
#include "report/work_order_html.h"
#include "report/work_order_json.h"
#include "report/work_order_markdown.h"
#include "report/work_order_sheet.h"
#include "report/work_order_text.h"

#include "lab_of_faults.h"

#include <stdio.h>

#include "base/text.h"
#include "check/work_order.h"
#include "format/pdf.h"

/* --- all formats ---------------------------------------------------------- */

static void
write_text(const struct work_order *order, struct str *out)
{
	struct report_style style = {.width = 80};

	report_plan_text(order, NULL, &style, out);
}

static void
write_json(const struct work_order *order, struct str *out)
{
	report_plan_json(order, NULL, out);
}

static void
write_sheet(const struct work_order *order,
    void (*write)(const struct sheet *sheet, struct str *out), struct str *out)
{
	struct sheet *sheet = sheet_of_work_order(order);

	write(sheet, out);
	sheet_free(sheet);
}

static void
write_markdown(const struct work_order *order, struct str *out)
{
	write_sheet(order, report_plan_markdown, out);
}

static void
write_csv(const struct work_order *order, struct str *out)
{
	write_sheet(order, report_plan_csv, out);
}

static void
write_html(const struct work_order *order, struct str *out)
{
	write_sheet(order, report_plan_html, out);
}

static void
write_pdf(const struct work_order *order, struct str *out)
{
	struct sheet *sheet = sheet_of_work_order(order);
	struct err err = ERR_INIT;

	if (!pdf_write_sheet(sheet, out, &err))
		fail_msg("%s", err.text);
	sheet_free(sheet);
}

static const struct {
	void (*write)(const struct work_order *order, struct str *out);
	const char *fixture; /* NULL: fonts differ from machine to machine */
} formats[] = {
    {write_text, "order.txt"},
    {write_json, "order.json"},
    {write_markdown, "order.md"},
    {write_csv, "order.csv"},
    {write_html, "order.html"},
    {write_pdf, NULL},
};

/* --- golden files --------------------------------------------------------- */

/* The lab of faults; some cables have all that a plan can say of them. */
static void
make_lab(struct sample *s)
{
	static const char *hops[] = {"PP-3", "PP-4"};

	lab_of_faults(s);
	for (size_t i = 0; i < s->topology->cable_count; i += 3) {
		struct cable *cable = &s->topology->cables[i];

		cable->type = "smf";
		cable->length = "5m";
		cable->note = "behind the door";
		cable->via = (struct string_list){hops, 2};
	}
}

static void
test_a_format_is_as_in_its_file(void **state)
{
	const size_t *format = *state;
	struct str out = STR_INIT;
	struct work_order *order;
	struct sample s;

	make_lab(&s);
	order = work_order_make(&s.judgement, "2026-11-23T08:00:00Z");
	formats[*format].write(order, &out);
	expect_fixture(&out, formats[*format].fixture);
	str_release(&out);
	work_order_free(order);
	sample_release(&s);
}

static void
test_the_same_order_gives_the_same_bytes(void **state)
{
	struct sample s;
	struct work_order *order;

	(void)state;
	make_lab(&s);
	order = work_order_make(&s.judgement, NULL);
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		struct str one = STR_INIT;
		struct str other = STR_INIT;

		formats[i].write(order, &one);
		formats[i].write(order, &other);
		assert_true(span_equal(str_span(&one), str_span(&other)));
		str_release(&one);
		str_release(&other);
	}
	work_order_free(order);
	sample_release(&s);
}

static void
test_an_empty_order_is_written_too(void **state)
{
	struct sample s;
	struct work_order *order;

	(void)state;
	sample_init(&s);
	order = work_order_make(&s.judgement, NULL);
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		struct str out = STR_INIT;

		formats[i].write(order, &out);
		assert_true(out.length > 0);
		str_release(&out);
	}
	work_order_free(order);
	sample_release(&s);
}

/* --- hostile names -------------------------------------------------------- */

/* clang-format off */
static const char *const names[] = {
	"\"quoted\" 'twice' \\back\\slash",
	"<script>alert(1)</script>&amp;]]>",
	"line\nfeed\rreturn\vtab\t",
	"\x1b[31mred\x1b]0;title\x07\2331m",
	"left\xe2\x80\xaeright\xe2\x81\xa6isolated\xe2\x80\x8bzero",
	"\xff\xfe\xc0\xaf\xed\xa0\x80 broken \xf5\x80",
	"=cmd|' /C calc'!A0",
	"\t=1+1",
	"``` [a](javascript:alert(1))",
	"%s%n%1000000d",
	"",
};
/* clang-format on */

/* A lab in which every word is `name`, with each action in it. */
static void
make_hostile(struct sample *s, const char *name)
{
	static const char *hops[2];
	struct port port;
	struct port other;
	struct port foreign = sample_stranger(name, name);
	struct finding *f;

	sample_init(s);
	s->topology->name = name;
	sample_device(s, name, name, 1);
	sample_device(s, name, NULL, 0);
	hops[0] = hops[1] = name;
	port = sample_port(s, 0, name);
	other = sample_port(s, 1, name);
	for (size_t i = 0; i < 5; i++) {
		size_t cable = sample_cable(s, port, other, VERDICT_MISWIRED);
		struct cable *c = &s->topology->cables[cable];

		c->id = c->label = c->color = c->type = c->length = name;
		c->note = c->place.file = name;
		c->via = (struct string_list){hops, 2};
		f = sample_finding(s, FINDING_CHAIN);
		sample_about(f, cable, NO_CABLE);
		sample_step(f, (struct plan_step){(enum step_action)i, foreign,
				   i % 2 ? port : other, cable});
	}
	f = sample_finding(s, FINDING_CONFLICT);
	sample_about(f, 0, sample_observed(s, port, foreign, SEEN_BY_A));
}

/* Nothing but line ends and printable characters, whoever reads it. */
static void
expect_harmless(const struct str *text)
{
	struct span rest = str_span(text);
	struct str safe = STR_INIT;
	struct span line;

	assert_int_equal(strlen(str_text(text)), text->length);
	while (rest.length && span_next_line(&rest, &line)) {
		str_clear(&safe);
		text_escape(&safe, line);
		assert_true(span_equal(str_span(&safe), line));
	}
	str_release(&safe);
}

static void
expect_safe(const char *name)
{
	struct sample s;
	struct work_order *order;

	make_hostile(&s, name);
	order = work_order_make(&s.judgement, name);
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		struct str out = STR_INIT;

		formats[i].write(order, &out);
		assert_true(out.length > 0);
		/* JSON has escapes of its own, PDF is no text. */
		if (formats[i].write != write_json &&
		    formats[i].write != write_pdf)
			expect_harmless(&out);
		/* A program wants names whole; people do not. */
		if (formats[i].write != write_json)
			assert_true(out.length < 400000);
		str_release(&out);
	}
	work_order_free(order);
	sample_release(&s);
}

static void
test_no_name_breaks_out(void **state)
{
	const size_t length = light(10000, 2000);
	char *name = xmalloc(length + 1);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		expect_safe(names[i]);
	memset(name, 'x', length);
	name[length] = '\0';
	expect_safe(name);
	free(name);
}

int
main(void)
{
	static size_t numbers[] = {0, 1, 2, 3, 4};
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_prestate(test_a_format_is_as_in_its_file,
		&numbers[0]),
	    cmocka_unit_test_prestate(test_a_format_is_as_in_its_file,
		&numbers[1]),
	    cmocka_unit_test_prestate(test_a_format_is_as_in_its_file,
		&numbers[2]),
	    cmocka_unit_test_prestate(test_a_format_is_as_in_its_file,
		&numbers[3]),
	    cmocka_unit_test_prestate(test_a_format_is_as_in_its_file,
		&numbers[4]),
	    cmocka_unit_test(test_the_same_order_gives_the_same_bytes),
	    cmocka_unit_test(test_an_empty_order_is_written_too),
	    cmocka_unit_test(test_no_name_breaks_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
