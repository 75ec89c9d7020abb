/*
 * From pass to pass: what is told, what is not told again, and what must never
 * be called fixed.
 *
 * A test is a series of labs, all with the same plan unless it says otherwise,
 * and what each has to tell: a line for each piece of news.
 */
#include "lab_notation.h"

#include "check/ledger.h"
#include "check/news.h"

static const char PLAN[] = "cable a:p1 b:p1\n"
			   "cable a:p2 b:p2\n"
			   "cable c:p1 b:p3\n";

#define RIGHT "wire a:p1 b:p1\nwire a:p2 b:p2\nwire c:p1 b:p3\n"
#define A1_IS_MISSING "wire a:p2 b:p2\nwire c:p1 b:p3\n"
#define SWAPPED "wire a:p1 b:p2\nwire a:p2 b:p1\nwire c:p1 b:p3\n"

/* A watch: what is open, and the time of the next pass. */
struct series {
	const char *plan;
	struct ledger *ledger;
	double seconds;
};

static void
put_into_words(const struct judgement *judgement, const struct finding *finding,
    struct arena *arena, struct ledger_entry *entry)
{
	(void)judgement;
	entry->headline = arena_printf(arena, "%s, in short", finding->id);
	entry->past.message = arena_printf(arena, "%s at length", finding->id);
}

static void
show_entry(struct str *out, const struct ledger_entry *entry)
{
	str_add(out, entry->past.kind);
	for (size_t i = 0; i < entry->past.cables.count; i++)
		str_addf(out, " %s", entry->past.cables.items[i]);
	/* Whatever happens to the lab of then, its words stay. */
	assert_non_null(strstr(entry->headline, entry->past.id));
	assert_non_null(strstr(entry->past.message, entry->past.id));
}

static void
show_finding(struct str *out, const struct judgement *j,
    const struct finding *finding)
{
	str_add(out, finding_kind_name(finding->kind));
	for (size_t i = 0; i < finding->cable_count; i++)
		str_addf(out, " %s",
		    j->topology->cables[finding->cables[i]].id);
}

static void
show_doubts(struct str *out, const struct judgement *j, const struct news *n)
{
	for (size_t i = 0; i < n->doubt_count; i++) {
		size_t device = n->doubts[i].device;

		str_add(out, "doubt ");
		show_entry(out, n->doubts[i].entry);
		str_addf(out, " (%s)\n",
		    device == DEVICE_FOREIGN
			? "?"
			: j->topology->devices[device].name);
	}
}

static void
show_changes(struct str *out, const struct judgement *j, const struct news *n)
{
	for (size_t i = 0; i < n->changed_count; i++) {
		str_add(out, "changed ");
		for (size_t k = 0; k < n->changed[i].was_count; k++) {
			str_add(out, k ? " + " : "");
			show_entry(out, n->changed[i].was[k]);
		}
		str_add(out, " -> ");
		show_finding(out, j, n->changed[i].now);
		str_add_char(out, '\n');
	}
}

static void
show_findings(struct str *out, const char *word, const struct judgement *j,
    const struct finding *const *findings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		str_addf(out, "%s ", word);
		show_finding(out, j, findings[i]);
		str_add_char(out, '\n');
	}
}

static void
show_entries(struct str *out, const char *word,
    const struct ledger_entry *const *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		str_addf(out, "%s ", word);
		show_entry(out, entries[i]);
		str_add_char(out, '\n');
	}
}

static void
show_news(struct str *out, const struct judgement *j, const struct news *n)
{
	for (size_t i = 0; i < n->lost_count; i++)
		str_addf(out, "lost %s\n",
		    j->topology->devices[n->lost[i]].name);
	for (size_t i = 0; i < n->back_count; i++)
		str_addf(out, "back %s\n",
		    j->topology->devices[n->back[i]].name);
	show_doubts(out, j, n);
	show_findings(out, "still", j, n->still, n->still_count);
	show_entries(out, "fixed", n->fixed, n->fixed_count);
	show_entries(out, "withdrawn", n->withdrawn, n->withdrawn_count);
	show_changes(out, j, n);
	show_findings(out, "new", j, n->fresh, n->fresh_count);
	for (size_t i = 0; i < j->finding_count; i++) {
		const struct finding *held = &j->findings[i];

		if (n->held[i])
			show_findings(out, "held", j, &held, 1);
	}
}

/* One more pass, a second later: this is there, and that is told. */
static void
pass_of(struct series *series, const char *there, bool plan_changed,
    const char *expected)
{
	char *text = str_printf("%s%s", series->plan, there);
	struct lab *lab = lab_new(text);
	struct news_pass pass = {++series->seconds, plan_changed};
	struct news *news = news_of(series->ledger, lab->judgement, &pass);
	struct ledger *next = ledger_new(lab->judgement, news,
	    &(struct ledger_words){put_into_words});
	struct str told = STR_INIT;

	show_news(&told, lab->judgement, news);
	assert_string_equal(str_text(&told), expected);
	if (*expected && strncmp(expected, "held", 4) != 0)
		assert_true(news->differs);
	str_release(&told);
	/* The next one has nothing left of this lab but the ledger. */
	lab_free(lab);
	free(text);
	ledger_free(series->ledger);
	series->ledger = next;
}

static void
expect(struct series *series, const char *there, const char *expected)
{
	pass_of(series, there, false, expected);
}

static void
series_end(struct series *series)
{
	ledger_free(series->ledger);
}

/* --- faults come and go --------------------------------------------------- */

static void
test_a_fault_is_new_once_and_fixed_once(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, RIGHT, "");
	expect(&s, A1_IS_MISSING, "new missing a:p1--b:p1\n");
	expect(&s, A1_IS_MISSING, "");
	expect(&s, RIGHT, "fixed missing a:p1--b:p1\n");
	expect(&s, RIGHT, "");
	series_end(&s);
}

static void
test_all_is_new_in_the_first_pass(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, "device c status=timeout\nwire a:p1 b:p1\n",
	    "lost c\n"
	    "new missing a:p2--b:p2\n"
	    "new device-dark c:p1--b:p3\n");
	series_end(&s);
}

static void
test_a_plug_pulled_out_changes_a_fault(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, SWAPPED, "new swapped a:p1--b:p1 a:p2--b:p2\n");
	/* The plug in b:p2 is pulled. */
	expect(&s, "wire a:p2 b:p1\nwire c:p1 b:p3\n",
	    "changed swapped a:p1--b:p1 a:p2--b:p2 -> "
	    "chain a:p1--b:p1 a:p2--b:p2\n");
	expect(&s, A1_IS_MISSING,
	    "changed chain a:p1--b:p1 a:p2--b:p2 -> missing a:p1--b:p1\n");
	expect(&s, RIGHT, "fixed missing a:p1--b:p1\n");
	series_end(&s);
}

static void
test_two_faults_become_one_and_are_both_named(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, "wire c:p1 b:p3\n",
	    "new missing a:p1--b:p1\n"
	    "new missing a:p2--b:p2\n");
	expect(&s, SWAPPED,
	    "changed missing a:p1--b:p1 + missing a:p2--b:p2 -> "
	    "swapped a:p1--b:p1 a:p2--b:p2\n");
	series_end(&s);
}

static void
test_an_extra_cable_is_fixed_when_both_who_saw_it_see_it_no_more(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, RIGHT "wire a:p9 c:p9\n", "new extra\n");
	expect(&s, "device c status=timeout\n" RIGHT,
	    "lost c\ndoubt extra (c)\n");
	expect(&s, RIGHT, "back c\nfixed extra\n");
	series_end(&s);
}

/* --- silence -------------------------------------------------------------- */

static void
test_silence_fixes_nothing_and_is_told_once(void **state)
{
	struct series s = {.plan = PLAN};
	/* b hears a in the right port: as far as one end can tell. */
	const char *half = "device a status=timeout\n" RIGHT;

	(void)state;
	expect(&s, A1_IS_MISSING, "new missing a:p1--b:p1\n");
	expect(&s, half, "lost a\ndoubt missing a:p1--b:p1 (a)\n");
	expect(&s, half, "");
	expect(&s, half, "");
	expect(&s, RIGHT, "back a\nfixed missing a:p1--b:p1\n");
	series_end(&s);
}

static void
test_a_fault_that_is_there_after_a_doubt_is_told_once(void **state)
{
	struct series s = {.plan = PLAN};
	const char *dark = "device a status=timeout\ndevice c status=refused\n"
			   "device b status=timeout\n";

	(void)state;
	expect(&s, A1_IS_MISSING, "new missing a:p1--b:p1\n");
	expect(&s, dark,
	    "lost a\nlost b\nlost c\n"
	    "doubt missing a:p1--b:p1 (a)\n"
	    "new device-dark a:p1--b:p1 a:p2--b:p2\n"
	    "new device-dark c:p1--b:p3\n"
	    "new device-dark\n");
	expect(&s, dark, "");
	expect(&s, A1_IS_MISSING,
	    "back a\nback b\nback c\n"
	    "still missing a:p1--b:p1\n"
	    "fixed device-dark a:p1--b:p1 a:p2--b:p2\n"
	    "fixed device-dark c:p1--b:p3\n"
	    "fixed device-dark\n");
	expect(&s, A1_IS_MISSING, "");
	series_end(&s);
}

/* b does not hear a; without a's word, it would look as if nothing was there.
 */
static void
test_a_one_way_cable_is_not_another_fault_when_its_one_witness_is_gone(
    void **state)
{
	struct series s = {.plan = PLAN};
	const char *one_way = "hears a:p1 b:p1\n" A1_IS_MISSING;

	(void)state;
	expect(&s, one_way, "new one-way a:p1--b:p1\n");
	expect(&s, "device a status=timeout\n" A1_IS_MISSING,
	    "lost a\n"
	    "doubt one-way a:p1--b:p1 (a)\n"
	    "held missing a:p1--b:p1\n");
	expect(&s, "device a status=timeout\n" A1_IS_MISSING,
	    "held missing a:p1--b:p1\n");
	s.seconds += 2 * NEWS_HOLD_SECONDS;
	expect(&s, "device a status=timeout\n" A1_IS_MISSING,
	    "held missing a:p1--b:p1\n");
	expect(&s, one_way, "back a\nstill one-way a:p1--b:p1\n");
	series_end(&s);
}

static void
test_the_end_that_is_back_tells_what_a_fault_became(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, "hears a:p1 b:p1\n" A1_IS_MISSING,
	    "new one-way a:p1--b:p1\n");
	expect(&s, "device a status=timeout\n" A1_IS_MISSING,
	    "lost a\n"
	    "doubt one-way a:p1--b:p1 (a)\n"
	    "held missing a:p1--b:p1\n");
	expect(&s, A1_IS_MISSING,
	    "back a\nchanged one-way a:p1--b:p1 -> missing a:p1--b:p1\n");
	series_end(&s);
}

/*
 * A device that restarts: nothing but an old entry of one neighbor says that it
 * is there, and all its other ports look empty.
 */
static void
test_what_a_device_that_fell_silent_leaves_behind_waits(void **state)
{
	struct series s = {.plan = PLAN};
	const char *restarting = "device a status=unreachable\n"
				 "wire a:p2 b:p2\nwire c:p1 b:p3\n";

	(void)state;
	expect(&s, RIGHT, "");
	expect(&s, restarting, "lost a\nheld missing a:p1--b:p1\n");
	s.seconds += NEWS_HOLD_SECONDS / 2;
	expect(&s, restarting, "held missing a:p1--b:p1\n");
	expect(&s, RIGHT, "back a\n");
	expect(&s, restarting, "lost a\nheld missing a:p1--b:p1\n");
	/* By then old entries have gone, so this one is news. */
	s.seconds += NEWS_HOLD_SECONDS;
	expect(&s, restarting, "new missing a:p1--b:p1\n");
	series_end(&s);
}

static void
test_one_that_was_silent_from_the_start_holds_nothing_back(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, "device a status=timeout\n" RIGHT, "lost a\n");
	expect(&s, "device a status=timeout\n" A1_IS_MISSING,
	    "new missing a:p1--b:p1\n");
	/* It was silent then as well, so this is news, and no proof. */
	expect(&s, "device a status=timeout\n" RIGHT,
	    "doubt missing a:p1--b:p1 (a)\n");
	expect(&s, "device a status=timeout\n" A1_IS_MISSING,
	    "still missing a:p1--b:p1\n");
	series_end(&s);
}

static void
test_a_device_that_is_never_asked_can_have_its_cable_fixed(void **state)
{
	struct series s = {.plan = PLAN};
	const char *never = "device a status=not-collected unwanted\n";
	char *missing = str_printf("%s%s", never, A1_IS_MISSING);
	char *right = str_printf("%s%s", never, RIGHT);

	(void)state;
	expect(&s, missing, "new missing a:p1--b:p1\n");
	expect(&s, right, "fixed missing a:p1--b:p1\n");
	free(missing);
	free(right);
	series_end(&s);
}

static void
test_half_an_answer_is_no_proof(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, RIGHT "wire a:p9 c:p9\n", "new extra\n");
	expect(&s, "device a status=truncated\n" RIGHT,
	    "lost a\ndoubt extra (a)\n");
	series_end(&s);
}

static void
test_a_mismatch_needs_both_ends_to_be_gone(void **state)
{
	struct series s = {.plan = "cable a:p1 b:p1\n"};
	const char *mismatch = "hears a:p1 b:p1 duplex=full\n"
			       "hears b:p1 a:p1 duplex=half\n";

	(void)state;
	expect(&s, mismatch, "new duplex-mismatch a:p1--b:p1\n");
	expect(&s, "device b status=closed\nhears a:p1 b:p1 duplex=full\n",
	    "lost b\ndoubt duplex-mismatch a:p1--b:p1 (b)\n");
	expect(&s, "hears a:p1 b:p1 duplex=full\nhears b:p1 a:p1 duplex=full\n",
	    "back b\nfixed duplex-mismatch a:p1--b:p1\n");
	series_end(&s);
}

/* --- the plan ------------------------------------------------------------- */

static void
test_what_the_plan_drops_is_withdrawn_and_not_fixed(void **state)
{
	struct series s = {.plan = PLAN};

	(void)state;
	expect(&s, A1_IS_MISSING, "new missing a:p1--b:p1\n");
	s.plan = "cable a:p2 b:p2\ncable c:p1 b:p3\n";
	pass_of(&s, A1_IS_MISSING, true, "withdrawn missing a:p1--b:p1\n");
	expect(&s, A1_IS_MISSING, "");
	series_end(&s);
}

static void
test_what_the_plan_forgives_is_withdrawn_and_not_fixed(void **state)
{
	struct series s = {.plan = PLAN};
	const char *there = RIGHT "wire a:p9 c:p9\n";

	(void)state;
	expect(&s, there, "new extra\n");
	s.plan = "cable a:p1 b:p1\ncable a:p2 b:p2\ncable c:p1 b:p3\n"
		 "ignore port=p9\n";
	pass_of(&s, there, true, "withdrawn extra\n");
	series_end(&s);
	/* Unless it is gone: no plan forgives what is not there. */
	s = (struct series){.plan = PLAN};
	expect(&s, there, "new extra\n");
	pass_of(&s, RIGHT, true, "fixed extra\n");
	series_end(&s);
}

static void
test_a_planned_cable_that_is_pulled_again_is_not_fixed(void **state)
{
	struct series s = {.plan = "cable a:p1 b:p1 planned\n"
				   "cable a:p2 b:p2\n"};
	const char *rest = "wire a:p2 b:p2\n";
	char *wrong = str_printf("wire a:p1 b:p7\n%s", rest);

	(void)state;
	expect(&s, wrong, "new wrong-port a:p1--b:p1\n");
	expect(&s, rest, "withdrawn wrong-port a:p1--b:p1\n");
	free(wrong);
	series_end(&s);
}

static void
test_a_device_that_leaves_the_plan_is_forgotten(void **state)
{
	struct series s = {.plan = "cable a:p1 b:p1\ncable c:p1 d:p1\n"};

	(void)state;
	expect(&s,
	    "device c status=timeout\ndevice d status=timeout\n"
	    "wire a:p1 b:p1\n",
	    "lost c\nlost d\n"
	    "new device-dark c:p1--d:p1\nnew device-dark\n");
	s.plan = "cable a:p1 b:p1\n";
	pass_of(&s, "wire a:p1 b:p1\n", true,
	    "withdrawn device-dark c:p1--d:p1\n"
	    "withdrawn device-dark\n");
	series_end(&s);
}

/* --- numbers -------------------------------------------------------------- */

static void
test_a_pass_like_the_one_before_does_not_differ(void **state)
{
	struct lab *first = lab_new("cable a:p1 b:p1\nwire a:p1 b:p1\n");
	struct lab *same = lab_new("cable a:p1 b:p1\nwire a:p1 b:p1\n");
	struct news_pass pass = {0, false};
	struct news *news = news_of(NULL, first->judgement, &pass);
	struct ledger *ledger = ledger_new(first->judgement, news,
	    &(struct ledger_words){put_into_words});

	(void)state;
	assert_true(news->is_first && news->differs);
	assert_false(news_of(ledger, same->judgement, &pass)->differs);
	same->judgement->summary.ok_one_sided = 1;
	assert_true(news_of(ledger, same->judgement, &pass)->differs);
	ledger_free(ledger);
	lab_free(first);
	lab_free(same);
}

static void
test_a_ledger_does_not_grow(void **state)
{
	struct series s = {.plan = PLAN};
	size_t bytes = 0;

	(void)state;
	expect(&s, SWAPPED, "new swapped a:p1--b:p1 a:p2--b:p2\n");
	expect(&s,
	    "device a status=timeout\n"
	    "device b status=timeout\n"
	    "wire c:p1 b:p3\n",
	    "lost a\nlost b\n"
	    "doubt swapped a:p1--b:p1 a:p2--b:p2 (a)\n"
	    "new device-dark a:p1--b:p1 a:p2--b:p2\n");
	for (size_t i = 0; i < 100; i++) {
		expect(&s,
		    "device a status=timeout\n"
		    "device b status=timeout\n"
		    "wire c:p1 b:p3\n",
		    "");
		if (i == 1)
			bytes = arena_bytes(s.ledger->arena);
		assert_int_equal(s.ledger->count, 2);
	}
	assert_int_equal(arena_bytes(s.ledger->arena), bytes);
	series_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_fault_is_new_once_and_fixed_once),
	    cmocka_unit_test(test_all_is_new_in_the_first_pass),
	    cmocka_unit_test(test_a_plug_pulled_out_changes_a_fault),
	    cmocka_unit_test(test_two_faults_become_one_and_are_both_named),
	    cmocka_unit_test(
		test_an_extra_cable_is_fixed_when_both_who_saw_it_see_it_no_more),
	    cmocka_unit_test(test_silence_fixes_nothing_and_is_told_once),
	    cmocka_unit_test(
		test_a_fault_that_is_there_after_a_doubt_is_told_once),
	    cmocka_unit_test(
		test_a_one_way_cable_is_not_another_fault_when_its_one_witness_is_gone),
	    cmocka_unit_test(
		test_the_end_that_is_back_tells_what_a_fault_became),
	    cmocka_unit_test(
		test_what_a_device_that_fell_silent_leaves_behind_waits),
	    cmocka_unit_test(
		test_one_that_was_silent_from_the_start_holds_nothing_back),
	    cmocka_unit_test(
		test_a_device_that_is_never_asked_can_have_its_cable_fixed),
	    cmocka_unit_test(test_half_an_answer_is_no_proof),
	    cmocka_unit_test(test_a_mismatch_needs_both_ends_to_be_gone),
	    cmocka_unit_test(
		test_what_the_plan_drops_is_withdrawn_and_not_fixed),
	    cmocka_unit_test(
		test_what_the_plan_forgives_is_withdrawn_and_not_fixed),
	    cmocka_unit_test(
		test_a_planned_cable_that_is_pulled_again_is_not_fixed),
	    cmocka_unit_test(test_a_device_that_leaves_the_plan_is_forgotten),
	    cmocka_unit_test(test_a_pass_like_the_one_before_does_not_differ),
	    cmocka_unit_test(test_a_ledger_does_not_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
