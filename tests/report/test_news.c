/*
 * What a pass of `watch` tells, in lines and as a document.  Which news there
 * are is decided elsewhere; here they are put together by hand, one of each.
 */
#include "report/news.h"

#include "lab_of_faults.h"

#include <jansson.h>

struct all_news {
	struct sample sample;
	struct news news;
	const struct finding *fresh[1];
	const struct finding *still[1];
	struct news_change changed[2];
	const struct ledger_entry *was[3];
	const struct ledger_entry *fixed[1];
	const struct ledger_entry *withdrawn[1];
	struct news_doubt doubts[2];
	size_t lost[1];
	size_t back[1];
	struct waiver waiver;
};

/* An entry in the words of a finding, as if it had been seen before. */
static const struct ledger_entry *
entry_of(struct all_news *all, size_t finding)
{
	struct arena *arena = all->sample.arena;
	const struct finding *f = &all->sample.judgement.findings[finding];
	struct ledger_entry *entry = arena_alloc(arena, sizeof(*entry));

	entry->kind = f->kind;
	entry->past = (struct past_finding){
	    .id = arena_printf(arena, "%08x", (unsigned)finding + 0xabc0),
	    .kind = finding_kind_name(f->kind),
	    .severity = severity_name(f->severity),
	};
	news_put_into_words(&all->sample.judgement, f, arena, entry);
	return entry;
}

static void
make_news(struct all_news *all)
{
	struct judgement *j = &all->sample.judgement;
	struct news *n = &all->news;
	struct ledger_entry *same;
	bool *held;

	memset(all, 0, sizeof(*all));
	lab_of_faults(&all->sample);
	held = arena_array(all->sample.arena, j->finding_count, sizeof(*held));
	all->waiver = (struct waiver){.reason = "SFP is on order"};
	j->findings[3].waived = &all->waiver;
	held[6] = true;
	all->fresh[0] = &j->findings[0];
	all->still[0] = &j->findings[1];
	all->was[0] = entry_of(all, 4);
	all->was[1] = entry_of(all, 5);
	all->changed[0] = (struct news_change){&j->findings[2], all->was, 2};
	/* Nothing has changed but that somebody has waived it. */
	same = (struct ledger_entry *)entry_of(all, 3);
	same->past.id = j->findings[3].id;
	all->was[2] = same;
	all->changed[1] =
	    (struct news_change){&j->findings[3], &all->was[2], 1};
	all->fixed[0] = entry_of(all, 7);
	all->withdrawn[0] = entry_of(all, 8);
	all->doubts[0] = (struct news_doubt){entry_of(all, 9), LEAF5};
	all->doubts[1] = (struct news_doubt){entry_of(all, 0), DEVICE_FOREIGN};
	all->lost[0] = LEAF5;
	all->back[0] = SPINE1;
	*n = (struct news){
	    .differs = true,
	    .fresh = all->fresh,
	    .fresh_count = 1,
	    .changed = all->changed,
	    .changed_count = 2,
	    .fixed = all->fixed,
	    .fixed_count = 1,
	    .withdrawn = all->withdrawn,
	    .withdrawn_count = 1,
	    .doubts = all->doubts,
	    .doubt_count = 2,
	    .still = all->still,
	    .still_count = 1,
	    .held = held,
	    .held_count = 1,
	    .lost = all->lost,
	    .lost_count = 1,
	    .back = all->back,
	    .back_count = 1,
	};
}

static void
test_each_piece_of_news_is_a_line(void **state)
{
	struct report_style style = {.width = 80};
	struct all_news all;
	struct str out = STR_INIT;

	(void)state;
	make_news(&all);
	report_news_text(&all.sample.judgement, &all.news, "14:03:20", &style,
	    &out);
	expect_fixture(&out, "news.txt");
	str_release(&out);
	sample_release(&all.sample);
}

static void
test_nothing_new_is_no_line(void **state)
{
	struct report_style style = {.width = 80};
	struct news none = {.differs = false};
	struct str out = STR_INIT;
	struct sample s;

	(void)state;
	lab_of_faults(&s);
	report_news_text(&s.judgement, &none, "14:03:20", &style, &out);
	assert_int_equal(out.length, 0);
	sample_release(&s);
}

static void
test_the_document_is_one_line_with_all_keys(void **state)
{
	static const char *const keys[] = {"schema", "pass", "taken_at",
	    "topology", "status", "summary", "new", "changed", "fixed",
	    "withdrawn", "unverified", "still", "in_doubt", "lost", "back"};
	struct all_news all;
	struct str out = STR_INIT;
	const char *key;
	json_t *value;
	json_t *root;
	size_t i = 0;

	(void)state;
	make_news(&all);
	report_news_json(&all.sample.judgement, &all.news, 7, 1, &out);
	assert_ptr_equal(strchr(str_text(&out), '\n'),
	    str_text(&out) + out.length - 1);
	root = json_loadb(out.text, out.length, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	json_object_foreach(root, key, value)
	{
		assert_true(i < COUNT_OF(keys));
		assert_string_equal(key, keys[i++]);
	}
	assert_int_equal(i, COUNT_OF(keys));
	json_decref(root);
	expect_fixture(&out, "news.json");
	str_release(&out);
	sample_release(&all.sample);
}

static size_t
count_lines(const struct str *text, const char *with)
{
	size_t count = 0;

	for (const char *p = str_text(text); (p = strstr(p, with)); p++)
		count++;
	return count;
}

static void
test_a_switch_that_takes_many_devices_with_it_fills_no_screens(void **state)
{
	struct report_style style = {.width = 80};
	struct str out = STR_INIT;
	struct sample s;
	size_t lost[40];
	struct news news = {
	    .differs = true,
	    .lost = lost,
	    .lost_count = COUNT_OF(lost),
	    .back = lost,
	    .back_count = COUNT_OF(lost),
	};

	(void)state;
	sample_init(&s);
	for (size_t i = 0; i < COUNT_OF(lost); i++) {
		char *name = arena_printf(s.arena, "leaf%zu", i);

		lost[i] = sample_device(&s, name, NULL, 0);
	}
	report_news_text(&s.judgement, &news, "14:03:20", &style, &out);
	assert_int_equal(count_lines(&out, "not verified any more: leaf"), 10);
	assert_int_equal(count_lines(&out, "verified again: leaf"), 10);
	assert_int_equal(count_lines(&out, ": 30 more\n"), 2);
	str_release(&out);
	sample_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_piece_of_news_is_a_line),
	    cmocka_unit_test(test_nothing_new_is_no_line),
	    cmocka_unit_test(test_the_document_is_one_line_with_all_keys),
	    cmocka_unit_test(
		test_a_switch_that_takes_many_devices_with_it_fills_no_screens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
