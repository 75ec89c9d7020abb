/*
 * The work order, and the technician without hands that carries it out.
 */
#include "../light.h"
#include "random_wiring.h"

#include "check/simulate.h"
#include "check/work_order.h"

/* --- orders as text ------------------------------------------------------- */

/* "a:1>b:2" of each step, "@RACK " before the first of each stop. */
static char *
show_order(const struct work_order *order)
{
	struct str out = STR_INIT;

	for (size_t i = 0; i < order->step_count; i++) {
		lab_show_step(&out, work_order_step(order, i));
		if (order->steps[i].partner != WORK_NONE)
			str_addf(&out, "(%zu%s)", order->steps[i].partner + 1,
			    order->steps[i].fit == WORK_FIT_KNOWN ? "" : "?");
	}
	for (size_t i = 0; i < order->blocked_count; i++) {
		const struct work_blocked *b = &order->blocked[i];

		str_addf(&out, " %s %s:%s", work_obstacle_name(b->obstacle),
		    b->port.device_name, b->port.name);
		if (b->occupant)
			str_addf(&out, "=%s", b->occupant);
	}
	str_addf(&out, " | %zu moves +%zu -%zu reused %zu changes %zu",
	    order->plug_moves, order->cables_added, order->cables_removed,
	    order->cables_reused, order->rack_changes);
	return str_take(&out);
}

static void
expect_order(const char *text, const char *expected)
{
	struct lab *lab = lab_new(text);
	struct work_order *order = work_order_make(lab->judgement, NULL);
	char *shown = show_order(order);

	assert_string_equal(shown, expected);
	free(shown);
	work_order_free(order);
	lab_free(lab);
}

/* What is found after the order was carried out. */
static void
expect_after(const char *text, const char *expected)
{
	struct lab *lab = lab_new(text);
	struct work_order *order = work_order_make(lab->judgement, NULL);
	struct simulation *s = simulate_run(lab->judgement, order);
	struct judgement *before = lab->judgement;
	char *shown;

	assert_true(s->failed_step == SIMULATE_DONE);
	lab->judgement = s->judgement;
	shown = lab_show(lab);
	lab->judgement = before;
	assert_string_equal(shown, expected);
	free(shown);
	simulation_free(s);
	work_order_free(order);
	lab_free(lab);
}

/* --- single cases --------------------------------------------------------- */

static void
test_racks_are_visited_once_and_in_natural_order(void **state)
{
	(void)state;
	expect_order("device a rack=R10\n"
		     "device b rack=R2\n"
		     "cable a:p1 a:p2\nwire a:p1 a:p3\n"
		     "cable b:p1 b:p2\nwire b:p1 b:p3\n"
		     "cable a:p4 a:p5\nwire a:p4 a:p6\n",
	    " move b:p3>b:p2; move a:p3>a:p2; move a:p6>a:p5;"
	    " | 3 moves +0 -0 reused 0 changes 1");
}

static void
test_units_are_done_from_the_top(void **state)
{
	(void)state;
	expect_order("device a rack=R1 unit=1\n"
		     "device b rack=R1 unit=40\n"
		     "device c rack=R1\n"
		     "cable a:p1 a:p2\nwire a:p1 a:p3\n"
		     "cable c:p1 c:p2\nwire c:p1 c:p3\n"
		     "cable b:p1 b:p2\nwire b:p1 b:p3\n",
	    " move b:p3>b:p2; move a:p3>a:p2; move c:p3>c:p2;"
	    " | 3 moves +0 -0 reused 0 changes 0");
}

static void
test_a_rack_whose_work_waits_for_another_comes_after_it(void **state)
{
	(void)state;
	/* The plug in R1 can only go where the one in R2 has been. */
	expect_order("device a rack=R1\ndevice b rack=R2\ndevice c rack=R3\n"
		     "cable c:p1 b:p1\nwire c:p1 b:p2\n"
		     "cable c:p2 b:p2\nwire c:p2 a:p1\n"
		     "cable a:p5 a:p6\nwire a:p5 a:p7\n",
	    " move b:p2>b:p1; move a:p7>a:p6; move a:p1>b:p2;"
	    " | 3 moves +0 -0 reused 0 changes 2");
}

static void
test_a_cable_that_comes_out_is_used_where_one_is_missing(void **state)
{
	(void)state;
	expect_order("cable a:p1 b:p1 type=smf length=5m\n"
		     "cable c:p1 d:p1 removed type=SMF length=5m\n"
		     "wire c:p1 d:p1\n"
		     "device a\ndevice b\n",
	    " remove c:p1>d:p1;(2) add a:p1>b:p1;(1)"
	    " | 0 moves +1 -1 reused 1 changes 3");
	/* Nobody knows what kind of cable it is. */
	expect_order("cable a:p1 b:p1 type=smf length=5m\n"
		     "device c\ndevice d\nwire c:p1 d:p1\n",
	    " remove c:p1>d:p1;(2?) add a:p1>b:p1;(1?)"
	    " | 0 moves +1 -1 reused 1 changes 3");
}

static void
test_a_cable_of_another_type_or_length_is_not_used(void **state)
{
	(void)state;
	expect_order("cable a:p1 b:p1 type=smf\n"
		     "cable c:p1 d:p1 removed type=mmf\nwire c:p1 d:p1\n",
	    " add a:p1>b:p1; remove c:p1>d:p1;"
	    " | 0 moves +1 -1 reused 0 changes 3");
	expect_order("cable a:p1 b:p1 type=smf length=3m\n"
		     "cable c:p1 d:p1 removed length=5m\nwire c:p1 d:p1\n",
	    " add a:p1>b:p1; remove c:p1>d:p1;"
	    " | 0 moves +1 -1 reused 0 changes 3");
}

static void
test_what_surely_fits_is_not_given_away_to_what_might(void **state)
{
	(void)state;
	expect_order("cable a:p1 b:p1\n"
		     "cable a:p2 b:p2 type=smf length=5m\n"
		     "cable a:p3 b:p3 removed type=smf length=5m\n"
		     "wire a:p3 b:p3\n",
	    " add a:p1>b:p1; remove a:p3>b:p3;(3) add a:p2>b:p2;(2)"
	    " | 0 moves +2 -1 reused 1 changes 3");
}

static void
test_a_port_that_hears_an_ignored_neighbor_is_not_free(void **state)
{
	(void)state;
	expect_order("cable a:p1 b:p1\nignore neighbor=SEP*\n"
		     "hears a:p1 SEP001122:Port\nwire a:p9 b:p9\n",
	    " remove a:p9>b:p9; occupied a:p1=SEP001122"
	    " | 0 moves +0 -1 reused 0 changes 1");
	/* Nor is it done when all else that it waits for has been. */
	expect_order("cable a:p1 b:p1\ncable b:p2 c:p1\nwire b:p1 c:p1\n"
		     "device c\nignore neighbor=SEP*\n"
		     "hears a:p1 SEP001122:Port\n",
	    " move b:p1>b:p2; occupied a:p1=SEP001122"
	    " | 1 moves +0 -0 reused 0 changes 0");
	/* What waits for it cannot be done either. */
	expect_order("cable a:p1 b:p1\nwire a:p2 b:p1\ncable a:p2 b:p2\n"
		     "ignore neighbor=SEP*\nhears a:p1 SEP001122:Port\n",
	    " occupied a:p1=SEP001122 waits b:p2"
	    " | 0 moves +0 -0 reused 0 changes 0");
}

static void
test_a_device_that_did_not_answer_makes_a_step_unseen(void **state)
{
	struct lab *lab = lab_new("device b status=timeout\n"
				  "cable a:p1 b:p1\ncable a:p2 b:p2\n"
				  "cable a:p3 c:p3\n"
				  "wire a:p2 b:p2\n");
	struct work_order *order = work_order_make(lab->judgement, NULL);

	(void)state;
	assert_int_equal(order->step_count, 2);
	assert_true(order->steps[0].unseen);
	assert_false(order->steps[1].unseen);
	work_order_free(order);
	lab_free(lab);
}

static void
test_findings_without_a_step_are_listed(void **state)
{
	struct lab *lab = lab_new("device b status=timeout\n"
				  "cable a:p1 b:p1\n"
				  "cable a:p2 c:p2\nhears a:p2 c:p2\n");
	struct work_order *order = work_order_make(lab->judgement, NULL);

	(void)state;
	assert_int_equal(order->step_count, 0);
	assert_int_equal(order->open_count, 2);
	assert_int_equal(order->open[0], 0);
	assert_int_equal(order->open[1], 1);
	work_order_free(order);
	lab_free(lab);
}

static void
test_the_id_is_that_of_the_steps_and_of_their_time(void **state)
{
	static const char text[] = "cable a:p1 b:p1\nwire a:p1 b:p2\n";
	struct lab *lab = lab_new(text);
	struct work_order *one = work_order_make(lab->judgement, NULL);
	struct work_order *same = work_order_make(lab->judgement, NULL);
	struct work_order *later =
	    work_order_make(lab->judgement, "2026-11-23T08:00:00Z");

	(void)state;
	assert_int_equal(strlen(one->id), 16);
	assert_string_equal(one->id, same->id);
	assert_string_not_equal(one->id, later->id);
	work_order_free(one);
	work_order_free(same);
	work_order_free(later);
	lab_free(lab);
}

/* --- simulation ----------------------------------------------------------- */

static void
test_what_cannot_be_known_stays_unverified_afterwards(void **state)
{
	(void)state;
	expect_after("device b status=timeout\ndevice c status=timeout\n"
		     "cable a:p1 b:p1\nwire a:p1 b:p2\n"
		     "cable a:p2 c:p1\ncable b:p5 c:p5\n",
	    "device-dark c 2/2 a:p2=c:p1 b:p5=c:p5\n"
	    "of 3: one-sided 1 unverified 2");
}

static void
test_contradictions_are_still_there_afterwards(void **state)
{
	(void)state;
	expect_after("cable a:p1 b:p1\nhears a:p1 b:p1\nhears a:p1 c:p1\n"
		     "device c\ncable c:p2 b:p2\nwire c:p2 b:p3\n"
		     "hears c:p1 a:p1\nhears b:p1 a:p1\n",
	    "conflict a:p1=b:p1 | a:p1-b:p1 a:p1-c:p1\n"
	    "of 2: ok 1 miswired 1");
}

/* A plug that is moved takes along what its sub-interfaces hear. */
static void
test_sub_interfaces_go_with_their_port(void **state)
{
	(void)state;
	expect_after("cable a:Gi0/0/1 b:Gi0/0/1\n"
		     "wire a:Gi0/0/1 b:Gi0/0/2\n"
		     "wire a:Gi0/0/1.100 b:Gi0/0/2.100\n",
	    "of 1: ok 1");
	expect_after("device a\ndevice b\n"
		     "wire a:Gi0/0/5 b:Gi0/0/5\n"
		     "wire a:Gi0/0/5.7 b:Gi0/0/5.7\n",
	    "of 0:");
}

static void
test_a_stranger_s_plug_is_moved_and_told_of_no_more(void **state)
{
	(void)state;
	expect_after("cable a:p1 b:p1\nhears a:p1 stranger:Gi0\n",
	    "of 1: ok 1");
}

static const char moved_lately[] =
    "cable a:p1 b:p1\nwire a:p1 b:p2 hold=170\n"
    "hears a:p1 b:p1 hold=41\nhears b:p1 a:p1 hold=12\n";

static void
test_an_old_entry_is_in_nobody_s_way(void **state)
{
	(void)state;
	expect_order(moved_lately,
	    " move b:p2>b:p1; | 1 moves +0 -0 reused 0 changes 0");
	expect_after(moved_lately, "of 1: ok 1");
}

static void
test_an_old_entry_is_forgotten_when_all_is_done(void **state)
{
	(void)state;
	/* b:p3 still tells of the plug that has long been in b:p2. */
	expect_after("cable a:p1 b:p1\nwire a:p1 b:p2 hold=170\n"
		     "hears a:p1 b:p3 hold=41\nhears b:p3 a:p1 hold=12\n",
	    "of 1: ok 1");
}

/* a and b carry each other's cables; one plug of a is out of place besides. */
static const char exchanged[] =
    "cable a:p1 s:p1\ncable a:p2 s:p2\ncable a:p3 s:p3\ncable a:p4 s:p4\n"
    "cable b:p1 t:p1\ncable b:p2 t:p2\ncable b:p3 t:p3\ncable b:p4 t:p4\n"
    "cable b:p5 t:p5\ncable a:p6 s:p6\n"
    "wire b:p1 s:p1\nwire b:p2 s:p2\nwire b:p3 s:p3\nwire b:p4 s:p4\n"
    "wire a:p1 t:p1\nwire a:p2 t:p2\nwire a:p3 t:p3\nwire a:p4 t:p4\n"
    "wire a:p9 t:p5\nwire b:p6 s:p6\n";

static void
test_devices_are_exchanged_before_their_plugs_move(void **state)
{
	(void)state;
	expect_order(exchanged, " exchange a:>b:; move b:p9>b:p5;"
				" | 1 moves +0 -0 reused 0 changes 1");
	expect_after(exchanged, "of 10: ok 10");
}

/* "Switch" is c, fresh from its box; one of its plugs is out of place. */
static const char misnamed[] =
    "device c status=timeout\n"
    "cable c:p1 s:p1\ncable c:p2 s:p2\ncable c:p3 s:p3\ncable c:p4 s:p4\n"
    "hears s:p1 Switch:p1\nhears s:p2 Switch:p2\n"
    "hears s:p3 Switch:p3\nhears s:p4 Switch:p9\n";

static void
test_a_device_gets_its_name_before_its_plugs_move(void **state)
{
	(void)state;
	expect_order(misnamed, " rename ?Switch:>c:; move c:p9>c:p4;"
			       " | 1 moves +0 -0 reused 0 changes 0");
	expect_after(misnamed, "of 4: one-sided 4");
}

static void
test_a_step_that_cannot_be_taken_is_told(void **state)
{
	struct lab *lab = lab_new("cable a:p1 b:p1\nwire a:p1 b:p2\n"
				  "cable a:p2 b:p2\nwire a:p2 b:p3\n");
	struct work_order *order = work_order_make(lab->judgement, NULL);
	struct work_step first = order->steps[0];
	struct simulation *s;

	(void)state;
	/* The plug in b:p2 has to leave first. */
	order->steps[0] = order->steps[1];
	order->steps[1] = first;
	s = simulate_run(lab->judgement, order);
	assert_int_equal(s->failed_step, 0);
	assert_int_equal(s->trouble, SIMULATE_NOT_FREE);
	simulation_free(s);
	order->steps[0] = first;
	s = simulate_run(lab->judgement, order);
	assert_int_equal(s->failed_step, 1);
	assert_int_equal(s->trouble, SIMULATE_NO_PLUG);
	simulation_free(s);
	work_order_free(order);
	lab_free(lab);
}

/* --- all ways ------------------------------------------------------------- */

#define JOBS_MAX 6

struct brute {
	const struct work_order *order;
	size_t first[JOBS_MAX]; /* step of the order with which a job begins */
	size_t jobs;
	size_t best;
};

static const char *
rack_at(const struct brute *b, struct port port)
{
	return b->order->judgement->topology->devices[port.device].rack;
}

static bool
is_possible(const struct wiring *w, const struct plan_step *step)
{
	size_t at = port_number(w, &step->at);
	size_t to = step->to.device_name ? port_number(w, &step->to) : at;

	switch (step->action) {
	case STEP_MOVE:
		return w->there[to] == NOBODY;
	case STEP_ADD:
		return w->there[at] == NOBODY && w->there[to] == NOBODY;
	case STEP_UNPLUG:
	case STEP_PLUG:
	case STEP_REMOVE:
	case STEP_EXCHANGE:
	case STEP_RENAME:
		return true;
	}
	return false;
}

static size_t
count_change(const char **here, const char *rack)
{
	size_t change = *here && strcmp(*here, rack) != 0;

	*here = rack;
	return change;
}

/* Takes a job; the changes of rack to it and in it. */
static size_t
do_job(const struct brute *b, struct wiring *w, size_t job, bool turned,
    const char **here)
{
	size_t end =
	    job + 1 < b->jobs ? b->first[job + 1] : b->order->step_count;
	size_t changes = 0;
	size_t hand = NOBODY;

	for (size_t i = b->first[job]; i < end; i++) {
		const struct plan_step *step = work_order_step(b->order, i);
		struct port last = plan_step_last_port(step);

		changes +=
		    count_change(here, rack_at(b, turned ? last : step->at));
		changes +=
		    count_change(here, rack_at(b, turned ? step->at : last));
		take_step(w, step, &hand);
	}
	return changes;
}

/* A step that uses a cable has to come after the one that frees it. */
static bool
has_cable(const struct brute *b, size_t job, unsigned done)
{
	size_t step = b->first[job];
	size_t partner = b->order->steps[step].partner;

	if (partner == WORK_NONE ||
	    work_order_step(b->order, step)->action != STEP_ADD)
		return true;
	for (size_t i = 0; i < b->jobs; i++) {
		if (b->first[i] == partner)
			return done >> i & 1U;
	}
	return false;
}

static void
try_all(struct brute *b, const struct wiring *w, unsigned done,
    const char *here, size_t changes)
{
	if (done == (1U << b->jobs) - 1) {
		b->best = changes < b->best ? changes : b->best;
		return;
	}
	for (size_t i = 0; i < b->jobs; i++) {
		const struct plan_step *step =
		    work_order_step(b->order, b->first[i]);
		bool either =
		    step->action == STEP_ADD || step->action == STEP_REMOVE;

		if (done >> i & 1U || !is_possible(w, step) ||
		    !has_cable(b, i, done))
			continue;
		for (unsigned turned = 0; turned <= either; turned++) {
			struct wiring next = *w;
			const char *there = here;
			size_t more = do_job(b, &next, i, turned, &there);

			try_all(b, &next, done | 1U << i, there,
			    changes + more);
		}
	}
}

/* False where there are too many to try all. */
static bool
expect_fewest_changes(const struct work_order *order, const struct wiring *w)
{
	struct brute b = {.order = order, .best = SIZE_MAX};
	bool held = false;

	for (size_t i = 0; i < order->step_count; i++) {
		enum step_action action = work_order_step(order, i)->action;

		/* Devices have to come first, wherever they are. */
		if (action == STEP_EXCHANGE)
			return false;
		if (!held) {
			if (b.jobs == JOBS_MAX)
				return false;
			b.first[b.jobs++] = i;
		}
		held = action == STEP_UNPLUG || (held && action != STEP_PLUG);
	}
	if (!b.jobs)
		return true;
	try_all(&b, w, 0, NULL, 0);
	assert_int_equal(order->rack_changes, b.best);
	return true;
}

static void
take_order(struct wiring *w, const struct work_order *order)
{
	size_t hand = NOBODY;

	for (size_t i = 0; i < order->step_count; i++)
		take_step(w, work_order_step(order, i), &hand);
	assert_true(hand == NOBODY);
}

static void
expect_clean(const struct simulation *s)
{
	const struct summary *sum = &s->judgement->summary;

	assert_true(s->failed_step == SIMULATE_DONE);
	assert_int_equal(s->judgement->finding_count, 0);
	assert_int_equal(sum->ok, sum->cables);
}

/* A device's rack, by chance; "ok" is its status. */
static const char *const racks[] = {"ok rack=R1", "ok rack=R2", "ok rack=R3",
    "ok rack=R4"};

static void
test_every_order_can_be_taken_and_walks_least(void **state)
{
	const size_t rounds = light(800, 60);
	size_t proved = 0;

	(void)state;
	random_state = 0xd1b54a32d192ed03U;
	for (size_t round = 0; round < rounds; round++) {
		struct wiring w = empty_wiring(2 + roll(4), 2 + roll(3));
		struct work_order *order;
		struct simulation *s;
		struct lab *lab;
		char *text;

		join_random(&w, w.desired, roll(w.ports));
		join_random(&w, w.there, roll(w.ports));
		for (size_t i = 0; i < w.ports; i++)
			w.status[i] = racks[roll(COUNT_OF(racks))];
		lab = judge(&w, &text);
		order = work_order_make(lab->judgement, NULL);
		s = simulate_run(lab->judgement, order);
		expect_clean(s);
		proved += expect_fewest_changes(order, &w);
		take_order(&w, order);
		assert_memory_equal(w.there, w.desired, sizeof(w.there));
		simulation_free(s);
		work_order_free(order);
		lab_free(lab);
		free(text);
	}
	assert_true(proved > rounds / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_racks_are_visited_once_and_in_natural_order),
	    cmocka_unit_test(test_units_are_done_from_the_top),
	    cmocka_unit_test(
		test_a_rack_whose_work_waits_for_another_comes_after_it),
	    cmocka_unit_test(
		test_a_cable_that_comes_out_is_used_where_one_is_missing),
	    cmocka_unit_test(
		test_a_cable_of_another_type_or_length_is_not_used),
	    cmocka_unit_test(
		test_what_surely_fits_is_not_given_away_to_what_might),
	    cmocka_unit_test(
		test_a_port_that_hears_an_ignored_neighbor_is_not_free),
	    cmocka_unit_test(
		test_a_device_that_did_not_answer_makes_a_step_unseen),
	    cmocka_unit_test(test_findings_without_a_step_are_listed),
	    cmocka_unit_test(
		test_the_id_is_that_of_the_steps_and_of_their_time),
	    cmocka_unit_test(
		test_what_cannot_be_known_stays_unverified_afterwards),
	    cmocka_unit_test(test_contradictions_are_still_there_afterwards),
	    cmocka_unit_test(test_sub_interfaces_go_with_their_port),
	    cmocka_unit_test(
		test_a_stranger_s_plug_is_moved_and_told_of_no_more),
	    cmocka_unit_test(test_an_old_entry_is_in_nobody_s_way),
	    cmocka_unit_test(test_an_old_entry_is_forgotten_when_all_is_done),
	    cmocka_unit_test(
		test_devices_are_exchanged_before_their_plugs_move),
	    cmocka_unit_test(test_a_device_gets_its_name_before_its_plugs_move),
	    cmocka_unit_test(test_a_step_that_cannot_be_taken_is_told),
	    cmocka_unit_test(test_every_order_can_be_taken_and_walks_least),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
