/*
 * Names that nobody means well with, in every place where a name can stand:
 * the plan, what devices say, errors, evidence.  Text must hold no control
 * byte but line ends and nothing that hides or turns the line; JSON must be
 * JSON, to jansson and to Python.
 */
#include "../light.h"
#include "report/json.h"
#include "report/neighbors.h"
#include "report/news.h"
#include "report/text.h"

#include "sample.h"

#include <jansson.h>

#include "base/text.h"

/* clang-format off */
static const char *const names[] = {
	"\"quoted\" 'twice' \\back\\slash",
	"<script>alert(1)</script>&amp;",
	"line\nfeed\rreturn\vtab\t",
	"\x1b[31mred\x1b]0;title\x07\x9b" "1m",
	"left\xe2\x80\xaeright\xe2\x81\xa6isolated\xe2\x80\x8bzero",
	"\xff\xfe\xc0\xaf\xed\xa0\x80 broken \xf5\x80",
	"\xc2\x9b" "31m C1 \xc2\x85 next line \xe2\x80\xa8",
	"%s%n%1000000d",
	"",
};
/* clang-format on */

/* A judgement in which every single word is `name`. */
static void
make_hostile(struct sample *s, const char *name)
{
	struct neighbor *heard;
	struct port port;

	sample_init(s);
	heard = arena_alloc(s->arena, sizeof(*heard));
	s->topology->name = name;
	for (size_t i = 0; i < 3; i++) {
		size_t device = sample_device(s, name, name, 1);

		s->observations.items[device].file = name;
		sample_trouble(s, device, VISIT_TIMEOUT, name);
	}
	port = sample_port(s, 0, name);
	*heard = (struct neighbor){
	    .local_port = span_of(name),
	    .device_id = span_of(name),
	};
	for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
		struct finding *f = sample_finding(s, (enum finding_kind)kind);
		struct port foreign = sample_stranger(name, name);
		size_t cable = sample_cable(s, port, sample_port(s, 1, name),
		    VERDICT_MISWIRED);
		struct cable *c = &s->topology->cables[cable];

		c->id = c->label = c->color = c->place.file = name;
		sample_about(f, cable,
		    sample_observed(s, port, foreign, SEEN_BY_A));
		sample_about_device(f, 0);
		sample_mismatch(s, f, port, heard);
		sample_ambiguity(s, f, port, heard);
		sample_step(f,
		    (struct plan_step){STEP_MOVE, foreign, port, cable});
		sample_step(f,
		    (struct plan_step){STEP_ADD, port, foreign, cable});
		sample_step(f,
		    (struct plan_step){STEP_REMOVE, port, foreign, cable});
		sample_evidence(f, 0, name, 7, name);
	}
	sample_cable(s, port, sample_port(s, 2, name), VERDICT_UNVERIFIED);
	s->judgement.summary.unverified++;
}

/* Steps over one of our own colour sequences, if `p` is at one. */
static const char *
skip_own_color(const char *p)
{
	static const char *const own[] = {"\x1b[31m", "\x1b[32m", "\x1b[1;31m",
	    "\x1b[1;32m", "\x1b[1;33m", "\x1b[0m"};

	for (size_t i = 0; i < COUNT_OF(own); i++) {
		if (strncmp(p, own[i], strlen(own[i])) == 0)
			return p + strlen(own[i]);
	}
	return p;
}

/* Nothing in the text changes when it is escaped line by line: it is safe. */
static void
expect_harmless(const struct str *text, bool color)
{
	struct str plain = STR_INIT;
	struct str safe = STR_INIT;
	struct span rest;
	struct span line;

	assert_int_equal(strlen(str_text(text)), text->length);
	for (const char *p = str_text(text); *p;) {
		const char *next = color ? skip_own_color(p) : p;

		if (next == p)
			str_add_char(&plain, *next++);
		p = next;
	}
	rest = str_span(&plain);
	while (rest.length && span_next_line(&rest, &line)) {
		str_clear(&safe);
		text_escape(&safe, line);
		assert_true(span_equal(str_span(&safe), line));
	}
	assert_null(strchr(str_text(&plain), '\r'));
	str_release(&plain);
	str_release(&safe);
}

static void
expect_harmless_text(const struct judgement *judgement)
{
	for (unsigned bits = 0; bits < 8; bits++) {
		struct report_style style = {
		    .width = 80,
		    .color = bits & 1,
		    .verbose = bits & 2,
		    .quiet = bits & 4,
		};
		struct str out = STR_INIT;

		report_verify_text(judgement, &style, &out);
		assert_true(out.length > 0);
		expect_harmless(&out, style.color);
		str_release(&out);
	}
}

/* Python reads what jansson has written, and says the same name. */
static void
expect_python_reads(const struct str *text)
{
	FILE *python = popen("python3 -m json.tool >/dev/null", "w");

	assert_non_null(python);
	assert_int_equal(fwrite(str_text(text), 1, text->length, python),
	    text->length);
	assert_int_equal(pclose(python), 0);
}

static void
expect_sound_json(const struct judgement *judgement, const char *name)
{
	struct str utf8 = STR_INIT;
	struct str out = STR_INIT;
	json_error_t error;
	json_t *root;

	report_verify_json(judgement, &out);
	root = json_loadb(str_text(&out), out.length, JSON_REJECT_DUPLICATES,
	    &error);
	if (!root)
		fail_msg("line %d: %s", error.line, error.text);
	text_to_utf8(&utf8, span_of(name));
	assert_string_equal(json_string_value(
				json_object_get(root, "topology")),
	    str_text(&utf8));
	json_decref(root);
	expect_python_reads(&out);
	str_release(&utf8);
	str_release(&out);
}

/* All findings are everything at once. */
static void
expect_harmless_news(struct sample *s)
{
	struct judgement *j = &s->judgement;
	const struct finding *all[FINDING_KIND_COUNT];
	struct ledger_entry entries[FINDING_KIND_COUNT] = {{.kind = 0}};
	const struct ledger_entry *was[FINDING_KIND_COUNT];
	struct news_change changed[FINDING_KIND_COUNT];
	struct news_doubt doubts[FINDING_KIND_COUNT];
	bool held[FINDING_KIND_COUNT] = {false};
	size_t devices[] = {0, 1, 2};
	struct report_style style = {.width = 80, .color = true};
	size_t count = j->finding_count;
	struct news news = {false, true, all, count, changed, count, was, count,
	    was, count, doubts, count, all, count, held, 0, was, count, devices,
	    3, devices, 3, {NULL, 0}};
	struct str out = STR_INIT;

	assert_int_equal(count, FINDING_KIND_COUNT);
	for (size_t i = 0; i < count; i++) {
		all[i] = &j->findings[i];
		was[i] = &entries[i];
		entries[i].kind = j->findings[i].kind;
		entries[i].past.id = j->findings[i].id;
		entries[i].past.kind = finding_kind_name(j->findings[i].kind);
		news_put_into_words(j, &j->findings[i], s->arena, &entries[i]);
		changed[i] = (struct news_change){all[i], &was[i], 1};
		doubts[i] = (struct news_doubt){&entries[i], i % 3};
	}
	report_news_text(j, &news, "14:03:20", &style, &out);
	expect_harmless(&out, true);
	str_clear(&out);
	report_news_json(j, &news, 1, 1, &out);
	expect_python_reads(&out);
	str_release(&out);
}

static void
expect_safe(const char *name)
{
	struct sample s;

	make_hostile(&s, name);
	expect_harmless_news(&s);
	expect_harmless_text(&s.judgement);
	expect_sound_json(&s.judgement, name);
	sample_release(&s);
}

static void
test_no_name_reaches_the_terminal_raw(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		expect_safe(names[i]);
}

static void
test_a_name_of_10000_letters_is_cut_in_text_and_whole_in_json(void **state)
{
	const size_t length = light(10000, 2000);
	char *name = xmalloc(length + 1);
	struct report_style style = {.width = 80};
	struct str out = STR_INIT;
	struct span rest;
	struct span line;
	struct sample s;

	(void)state;
	memset(name, 'x', length);
	name[length] = '\0';
	expect_safe(name);
	make_hostile(&s, name);
	report_verify_text(&s.judgement, &style, &out);
	rest = str_span(&out);
	while (span_next_line(&rest, &line))
		assert_true(line.length < 512);
	sample_release(&s);
	str_release(&out);
	free(name);
}

static void
test_neighbors_with_such_names_are_harmless_too(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct neighbor_list *list = neighbor_list_new();
		struct report_neighbors_input files[] = {
		    {names[i], list},
		    {names[i], list},
		};
		struct neighbor *n = neighbor_list_add(list);
		struct str out = STR_INIT;
		struct span name = span_of(names[i]);

		/* The compiler warns when a value is missing here. */
		*n = (struct neighbor){name, name, name, 1, 2, 3, 4, 5, 6,
		    false, NEIGHBOR_LLDP, name, name, name, name, name,
		    {&name, 1}, {&name, 1}, {&name, 1}, name, name, {&name, 1}};
		list->state = NEIGHBORS_TRUNCATED;
		list->explanation = names[i];
		report_neighbors_text(files, 2, &out);
		expect_harmless(&out, false);
		str_clear(&out);
		report_neighbors_json(files, 2, &out);
		expect_python_reads(&out);
		str_release(&out);
		neighbor_list_free(list);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_name_reaches_the_terminal_raw),
	    cmocka_unit_test(
		test_a_name_of_10000_letters_is_cut_in_text_and_whole_in_json),
	    cmocka_unit_test(test_neighbors_with_such_names_are_harmless_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
