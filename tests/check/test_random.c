/*
 * Thousands of random labs, judged and mended.
 *
 * What must hold of every lab: each cable is in one bucket and a fault in one
 * finding; no plan can do with fewer plugs (by trying all others); the steps
 * can be taken one after the other, each into a free port, and lead to what is
 * desired; and nothing changes when the same things are said in another order.
 */
#include "../light.h"
#include "random_wiring.h"

/* --- brute force ---------------------------------------------------------- */

static bool
same_port(const struct endpoint *end, const struct port *port)
{
	return end->device == port->device &&
	       strcmp(end->port, port->name) == 0;
}

/* Plugs that must move to make observed cable `o` the desired cable `k`. */
static size_t
distance(const struct lab *lab, size_t k, size_t o)
{
	const struct cable *cable = &lab->topology->cables[k];
	const struct observed_cable *seen = &lab->judgement->observed[o];
	size_t straight = (size_t)!same_port(&cable->a, &seen->a) +
			  (size_t)!same_port(&cable->b, &seen->b);
	size_t crossed = (size_t)!same_port(&cable->a, &seen->b) +
			 (size_t)!same_port(&cable->b, &seen->a);

	return straight < crossed ? straight : crossed;
}

/*
 * The least number of plugs, trying everything: desired cable `i` and those
 * after it are each made of an observed cable that is not used yet, or of a
 * new one as long as `fresh` are left.
 */
static size_t
least_moves(const struct lab *lab, const struct finding *f, size_t i,
    unsigned used, size_t fresh)
{
	size_t best = SIZE_MAX / 2;

	if (i == f->cable_count)
		return 0;
	if (fresh)
		best = least_moves(lab, f, i + 1, used, fresh - 1);
	for (size_t k = 0; k < f->observed_count; k++) {
		size_t moves;

		if (used & 1U << k)
			continue;
		moves = distance(lab, f->cables[i], f->observed[k]) +
			least_moves(lab, f, i + 1, used | 1U << k, fresh);
		best = moves < best ? moves : best;
	}
	return best;
}

/* Devices come before cables, so the first finding tells. */
static bool
has_exchange(const struct lab *lab)
{
	return lab->judgement->finding_count &&
	       lab->judgement->findings[0].kind == FINDING_DEVICE_SWAPPED;
}

static void
expect_least_plan(const struct lab *lab, const struct finding *f)
{
	size_t d = f->cable_count;
	size_t o = f->observed_count;
	size_t fresh = d > o ? d - o : 0;

	assert_int_equal(f->plan.plug_moves, d < o ? d : o);
	assert_int_equal(f->plan.cables_added, fresh);
	assert_int_equal(f->plan.cables_removed, o > d ? o - d : 0);
	if (d <= 6 && o <= 6)
		assert_int_equal(f->plan.plug_moves,
		    least_moves(lab, f, 0, 0, fresh));
}

/* --- random wirings --------------------------------------------------------
 */

static void
test_plans_are_minimal_and_lead_to_what_is_desired(void **state)
{
	(void)state;
	random_state = 0x9e3779b97f4a7c15U;
	for (size_t round = 0; round < light(4000, 400); round++) {
		struct wiring w = empty_wiring(1 + roll(5), 2 + roll(4));
		struct lab *lab;
		char *text;

		join_random(&w, w.desired, roll(w.ports));
		join_random(&w, w.there, roll(w.ports));
		/* Most labs are nearly right. */
		for (size_t i = 0; i < w.ports; i++) {
			size_t k = w.desired[i];

			if (roll(3) && k != NOBODY && w.there[i] == NOBODY &&
			    w.there[k] == NOBODY)
				join(w.there, i, k);
		}
		lab = judge(&w, &text);
		for (size_t i = 0; i < lab->judgement->finding_count; i++) {
			const struct finding *f = &lab->judgement->findings[i];

			/* Observed cables have the names from before. */
			if (!has_exchange(lab))
				expect_least_plan(lab, f);
			take_steps(&w, f);
		}
		assert_memory_equal(w.there, w.desired, sizeof(w.there));
		lab_free(lab);
		free(text);
	}
}

/*
 * Labs in which devices do not answer, answer in part, and tell of things
 * that cannot all be true: nothing certain can be said of the result, but what
 * must hold of every lab does.
 */
static void
test_nothing_is_lost_or_told_twice_in_any_chaos(void **state)
{
	static const char *const statuses[] = {"ok", "ok", "ok", "timeout",
	    "truncated", "cdp-off", "denied"};
	static const char *const states[] = {"", "", "", "planned", "removed"};

	(void)state;
	random_state = 0x2545f4914f6cdd1dU;
	for (size_t round = 0; round < light(4000, 400); round++) {
		struct wiring w = empty_wiring(2 + roll(4), 2 + roll(4));
		struct lines lines = {.count = 0};
		size_t devices = w.ports / w.per_device;
		struct lab *lab;
		char *shown;
		char *text;

		join_random(&w, w.desired, roll(w.ports));
		join_random(&w, w.there, roll(w.ports));
		for (size_t i = 0; i < w.ports; i++) {
			w.state[i] = states[roll(COUNT_OF(states))];
			w.status[i] = statuses[roll(COUNT_OF(statuses))];
		}
		write_lines(&w, &lines);
		for (size_t i = roll(6); i > 0; i--)
			add_line(&lines, name_pair(&w, "hears", roll(w.ports),
					     roll(w.ports)));
		if (!roll(4))
			add_line(&lines,
			    str_printf("hears d0:p0 stranger:%zu", roll(3)));
		if (!roll(4))
			add_line(&lines, xstrdup("ignore port=p1"));
		text = text_of(&lines, devices);
		lab = lab_new(text);
		expect_buckets_add_up(lab);
		expect_faults_reported_once(lab);
		/* Less of a contradiction may show more that is wrong. */
		(void)lab_mend(lab);
		shown = lab_show(lab);
		expect_same_in_any_order(&lines, devices, shown);
		free(shown);
		lab_free(lab);
		free(text);
		lines_release(&lines);
	}
}

/*
 * What devices say is written by whoever can plug in a cable.  The neighbors
 * borrow from the text, so garbling it garbles names and ports as well.
 */
static void
test_garbled_names_break_nothing(void **state)
{
	(void)state;
	random_state = 0xe7037ed1a0b428dbU;
	for (size_t round = 0; round < light(2000, 200); round++) {
		struct wiring w = empty_wiring(2 + roll(4), 4);
		struct judgement *garbled;
		struct lab *lab;
		char *text;

		wire_correctly(&w, roll(4));
		lab = judge(&w, &text);
		for (size_t i = 0; i < lab->observations.count; i++) {
			struct span said = lab->observations.items[i].text;
			/* Our own arena's memory. */
			char *bytes = (char *)(uintptr_t)said.text;

			for (size_t k = roll(8); k > 0 && said.length; k--)
				bytes[roll(said.length)] = (char)roll(256);
		}
		garbled = check_run(lab->topology, &lab->observations);
		judgement_free(lab->judgement);
		lab->judgement = garbled;
		expect_buckets_add_up(lab);
		expect_faults_reported_once(lab);
		lab_free(lab);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_plans_are_minimal_and_lead_to_what_is_desired),
	    cmocka_unit_test(test_nothing_is_lost_or_told_twice_in_any_chaos),
	    cmocka_unit_test(test_garbled_names_break_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
