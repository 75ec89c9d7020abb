/*
 * The page for a browser: held against a file to look at, and against names
 * that try to become part of it.  tests/e2e/test_html_report reads pages with
 * parsers that are not ours.
 */
#include "../light.h"
#include "report/html.h"

#include "lab_of_faults.h"

#include "base/attr.h"
#include "base/text.h"
#include "report/html_page.h"
#include "report/html_text.h"

/* No real pictures: what matters here is how they are put into the page. */
static const struct report_html_extras pictures = {
    .faults_svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    .network_svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>",
};

static void
test_every_kind_of_finding_has_a_card(void **state)
{
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	report_verify_html(&s.judgement, &pictures, &out);
	expect_fixture(&out, "html-faults.html");
	str_release(&out);
	sample_release(&s);
}

static void
test_the_same_judgement_gives_the_same_bytes(void **state)
{
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	report_verify_html(&s.judgement, &pictures, &first);
	report_verify_html(&s.judgement, &pictures, &second);
	assert_true(span_equal(str_span(&first), str_span(&second)));
	str_release(&first);
	str_release(&second);
	sample_release(&s);
}

static void
test_a_right_lab_is_said_to_be_right(void **state)
{
	const struct report_html_extras none = {NULL, NULL, NULL};
	struct str out = STR_INIT;
	struct sample s;
	size_t leaf;
	size_t spine;

	(void)state;
	sample_init(&s);
	leaf = sample_device(&s, "leaf1", "A1", 1);
	spine = sample_device(&s, "spine1", "A1", 2);
	sample_cable(&s, sample_port(&s, leaf, "Ethernet1/1"),
	    sample_port(&s, spine, "Ethernet1/1"), VERDICT_OK);
	s.judgement.summary.ok = 1;
	report_verify_html(&s.judgement, &none, &out);
	assert_non_null(strstr(str_text(&out),
	    "<p class=\"totals fine\">all is right: the one cable of the plan "
	    "is in place; all 2 devices answered</p>"));
	assert_null(strstr(str_text(&out), "<article"));
	assert_null(strstr(str_text(&out), "<img"));
	assert_non_null(strstr(str_text(&out), "<b>1</b> ok"));
	str_release(&out);
	sample_release(&s);
}

static size_t
count_of(const struct str *text, const char *what)
{
	struct span rest = str_span(text);
	const char *found;
	size_t count = 0;

	/* Not strstr(): the sanitizers count to the end in each call of it. */
	while ((found = span_find(rest, what))) {
		rest = span_skip(rest, (size_t)(found - rest.text) + 1);
		count++;
	}
	return count;
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
test_a_page_of_too_many_findings_says_what_it_leaves_out(void **state)
{
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	if (!light(1, 0))
		skip();
	lab_of_faults(&s);
	multiply_findings(&s, REPORT_HTML_FINDINGS_MAX);
	report_verify_html(&s.judgement, &pictures, &out);
	assert_int_equal(count_of(&out, "<article"), REPORT_HTML_FINDINGS_MAX);
	assert_null(strstr(str_text(&out), "not shown here"));
	str_clear(&out);
	multiply_findings(&s, REPORT_HTML_FINDINGS_MAX + 2);
	report_verify_html(&s.judgement, &pictures, &out);
	assert_int_equal(count_of(&out, "<article"), REPORT_HTML_FINDINGS_MAX);
	assert_non_null(
	    strstr(str_text(&out), "2 more findings are not shown here"));
	str_release(&out);
	sample_release(&s);
}

static void
test_a_picture_too_big_for_a_page_is_left_out(void **state)
{
	char *big = xcalloc(REPORT_HTML_PICTURE_MAX + 2, 1);
	struct report_html_extras both = {"<svg/>", big, NULL};
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	memset(big, ' ', REPORT_HTML_PICTURE_MAX);
	lab_of_faults(&s);
	report_verify_html(&s.judgement, &both, &out);
	assert_int_equal(count_of(&out, "<img"), 2);
	str_clear(&out);
	big[REPORT_HTML_PICTURE_MAX] = ' ';
	report_verify_html(&s.judgement, &both, &out);
	assert_int_equal(count_of(&out, "<img"), 1);
	assert_non_null(strstr(str_text(&out),
	    "<code>--view network --format svg</code> draws it by itself"));
	str_release(&out);
	free(big);
	sample_release(&s);
}

/* --- names that want to be more than names ------------------------------- */

/* Puts `evil` before everything that a stranger may have written. */
static void
spoil_port(struct sample *s, struct port *port, const char *evil)
{
	if (port->device_name)
		port->device_name =
		    arena_printf(s->arena, "%s%s", evil, port->device_name);
	if (port->name)
		port->name = arena_printf(s->arena, "%s%s", evil, port->name);
}

static void
spoil_finding(struct sample *s, struct finding *f, const char *evil)
{
	for (size_t i = 0; i < f->plan.step_count; i++) {
		spoil_port(s, &f->plan.steps[i].at, evil);
		spoil_port(s, &f->plan.steps[i].to, evil);
	}
	for (size_t i = 0; i < f->evidence_count; i++) {
		f->evidence[i].file = evil;
		f->evidence[i].text = span_of(evil);
	}
}

static void
spoil_topology(struct sample *s, const char *evil)
{
	struct topology *topology = s->topology;

	topology->name = evil;
	for (size_t i = 0; i < topology->device_count; i++) {
		struct device *device = &topology->devices[i];

		device->name =
		    arena_printf(s->arena, "%s%s", evil, device->name);
		if (device->rack)
			device->rack =
			    arena_printf(s->arena, "%s%s", evil, device->rack);
		if (s->observations.items[i].error)
			s->observations.items[i].error = evil;
	}
	for (size_t i = 0; i < topology->cable_count; i++) {
		struct cable *cable = &topology->cables[i];

		cable->a.port =
		    arena_printf(s->arena, "%s%s", evil, cable->a.port);
		cable->b.port =
		    arena_printf(s->arena, "%s%s", evil, cable->b.port);
		cable->label = evil;
		cable->color = evil;
		cable->place.file = evil;
	}
}

static void
spoil(struct sample *s, const char *evil)
{
	struct judgement *j = &s->judgement;
	struct neighbor *heard = arena_alloc(s->arena, sizeof(*heard));

	spoil_topology(s, evil);
	for (size_t i = 0; i < j->observed_count; i++) {
		spoil_port(s, &j->observed[i].a, evil);
		spoil_port(s, &j->observed[i].b, evil);
	}
	for (size_t i = 0; i < j->finding_count; i++)
		spoil_finding(s, &j->findings[i], evil);
	*heard = *j->ambiguities[0].heard;
	heard->device_id = span_of(evil);
	heard->local_port = span_of(evil);
	j->ambiguities[0].heard = heard;
	j->ambiguities[0].name = heard->device_id;
	j->ambiguities[0].port = evil;
}

/*
 * The tags of a page and nothing between them; a name too long for one line has
 * the class "long", which is no difference here.
 */
static void
strip_text(const struct str *page, struct str *tags)
{
	struct span rest = str_span(page);
	const char *open = span_find_char(rest, '<');

	while (open) {
		const char *close;
		struct span tag;

		rest = span_skip(rest, (size_t)(open - rest.text));
		close = span_find_char(rest, '>');
		assert_non_null(close);
		tag = span_make(rest.text, (size_t)(close - rest.text) + 1);
		if (span_starts(tag, "<body "))
			tag.length = strlen("<body ");
		if (span_ends(tag, " long\">"))
			tag.length -= strlen(" long\">");
		else if (span_ends(tag, "\">"))
			tag.length -= strlen("\">");
		str_add_span(tags, tag);
		str_add_char(tags, '\n');
		rest = span_skip(rest, (size_t)(close - rest.text) + 1);
		open = span_find_char(rest, '<');
	}
}

/* Text that holds controls, or is not UTF-8, is changed by cleaning it. */
static void
expect_clean(const struct str *page)
{
	struct str clean = STR_INIT;

	text_to_utf8(&clean, str_span(page));
	assert_true(span_equal(str_span(&clean), str_span(page)));
	for (size_t i = 0; i < page->length; i++)
		assert_true((unsigned char)page->text[i] >= 0x20 ||
			    page->text[i] == '\n');
	assert_null(strstr(page->text, "\xe2\x80\xae"));
	assert_null(strstr(page->text, "\xef\xbf\xbf"));
	str_release(&clean);
}

static char ten_thousand[10001];

static const char *const evils[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style><style>*{display:none}</style>",
    "--><!-- ]]>",
    "&lt;b&gt;&#60;&amp",
    "</li></ul></article>",
    "one\ntwo\r\nthree\tfour",
    "\x1b[31mred\x1b[0m\a\b\x7f",
    "\xe2\x80\xaegnorw\xe2\x80\xac",
    "\xff\xfe\xc3(\xed\xa0\x80",
    "\xef\xbf\xbe\xef\xbf\xbf",
    "javascript:alert(1)",
    "a name of several words that is far too long for one line of it",
    ten_thousand,
};

static void
test_no_name_becomes_part_of_the_page(void **state)
{
	struct str page = STR_INIT;
	struct str expected = STR_INIT;
	struct str tags = STR_INIT;
	struct sample s;

	(void)state;
	memset(ten_thousand, 'A', sizeof(ten_thousand) - 1);
	lab_of_faults(&s);
	report_verify_html(&s.judgement, &pictures, &page);
	strip_text(&page, &expected);
	sample_release(&s);
	for (size_t i = 0; i < COUNT_OF(evils); i++) {
		str_clear(&page);
		str_clear(&tags);
		lab_of_faults(&s);
		spoil(&s, evils[i]);
		report_verify_html(&s.judgement, &pictures, &page);
		strip_text(&page, &tags);
		assert_string_equal(str_text(&tags), str_text(&expected));
		expect_clean(&page);
		sample_release(&s);
	}
	str_release(&page);
	str_release(&expected);
	str_release(&tags);
}

static void
test_a_name_without_end_is_cut(void **state)
{
	char run[PROSE_QUOTE_MAX + 2];
	struct str page = STR_INIT;
	struct sample s;

	(void)state;
	memset(ten_thousand, 'A', sizeof(ten_thousand) - 1);
	memset(run, 'A', sizeof(run) - 1);
	run[sizeof(run) - 1] = '\0';
	lab_of_faults(&s);
	spoil(&s, ten_thousand);
	report_verify_html(&s.judgement, &pictures, &page);
	assert_non_null(strstr(page.text, "AAAA..."));
	assert_null(strstr(page.text, run));
	str_release(&page);
	sample_release(&s);
}

/* --- parts --------------------------------------------------------------- */

static void
test_what_means_something_in_html_is_escaped(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	html_text_add(&out, span_of("<a href=\"x\" id='y'>&amp;</a>"), 100);
	assert_string_equal(str_text(&out),
	    "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
	str_clear(&out);
	html_text_add(&out, span_make("a\0b\n\xff", 5), 100);
	assert_string_equal(str_text(&out), "a\\x00b\\x0a\\xff");
	str_clear(&out);
	html_text_add(&out, span_of("\xef\xbf\xbf\xef\xbf\xbd!"), 100);
	assert_string_equal(str_text(&out), "\\u{ffff}\xef\xbf\xbd!");
	str_clear(&out);
	/* Cut by characters, before they are escaped: no half entity. */
	html_text_add(&out, span_of("<<<<<<<<<<"), 5);
	assert_string_equal(str_text(&out), "&lt;&lt;...");
	str_release(&out);
}

static void
test_a_port_is_one_element(void **state)
{
	struct prose prose = PROSE_INIT;
	struct str out = STR_INIT;

	(void)state;
	prose_say(&prose, "it is in ");
	prose_add(&prose, PROSE_IS, span_of("spine<1>"));
	prose_add(&prose, PROSE_IS, span_of(" "));
	prose_add(&prose, PROSE_IS, span_of("Ethernet1/3"));
	prose_next(&prose);
	prose_say(&prose, "done");
	html_text_add_prose(&out, &prose, "<li>", "</li>");
	assert_string_equal(str_text(&out),
	    "<li>it is in <bdi class=\"name is\">spine&lt;1&gt; "
	    "Ethernet1/3</bdi></li><li>done</li>");
	str_release(&out);
	prose_release(&prose);
}

/* The examples of RFC 4648. */
static void
test_pictures_are_written_in_base64(void **state)
{
	/* clang-format off */
	static const struct {
		const char *plain;
		const char *coded;
	} examples[] = {
		{ "",       "data:t;base64," },
		{ "f",      "data:t;base64,Zg==" },
		{ "fo",     "data:t;base64,Zm8=" },
		{ "foo",    "data:t;base64,Zm9v" },
		{ "foob",   "data:t;base64,Zm9vYg==" },
		{ "fooba",  "data:t;base64,Zm9vYmE=" },
		{ "foobar", "data:t;base64,Zm9vYmFy" },
		{ "\xff\xff\xfb", "data:t;base64,///7" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(examples); i++) {
		struct str out = STR_INIT;

		html_text_add_data(&out, "t", span_of(examples[i].plain));
		assert_string_equal(str_text(&out), examples[i].coded);
		str_release(&out);
	}
}

/* They stand in the page as they are. */
static void
test_style_and_script_need_no_escape(void **state)
{
	(void)state;
	assert_null(strpbrk(html_page_css, "&<"));
	assert_null(strstr(html_page_css, "]]>"));
	assert_null(strpbrk(html_page_js, "&<"));
	assert_null(strstr(html_page_js, "]]>"));
	assert_int_equal(strlen(html_page_css_sum), 44);
	assert_int_equal(strlen(html_page_js_sum), 44);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_kind_of_finding_has_a_card),
	    cmocka_unit_test(test_the_same_judgement_gives_the_same_bytes),
	    cmocka_unit_test(test_a_right_lab_is_said_to_be_right),
	    cmocka_unit_test(
		test_a_page_of_too_many_findings_says_what_it_leaves_out),
	    cmocka_unit_test(test_a_picture_too_big_for_a_page_is_left_out),
	    cmocka_unit_test(test_no_name_becomes_part_of_the_page),
	    cmocka_unit_test(test_a_name_without_end_is_cut),
	    cmocka_unit_test(test_what_means_something_in_html_is_escaped),
	    cmocka_unit_test(test_a_port_is_one_element),
	    cmocka_unit_test(test_pictures_are_written_in_base64),
	    cmocka_unit_test(test_style_and_script_need_no_escape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
