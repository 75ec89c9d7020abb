/*
 * Thousands of labs made by chance: every mistake that was put in is found as
 * one finding of its kind with just its cables, nothing else is found, and the
 * work order, carried out, leaves a lab without mistakes.
 *
 * On failure the seed is printed; RANDOM_LAB_SEED=N runs that lab alone and
 * prints it.
 */
#include "random_lab.h"

#include "check/simulate.h"
#include "check/work_order.h"

#define LABS 10000
#define LABS_LIGHT 150 /* under valgrind */
#define LABS_TOLD_AGAIN 2000

struct told {
	struct lab *lab;
	char *text;
	size_t cable_map[RANDOM_CABLES];
};

static struct told
tell(const struct random_lab *source, struct telling telling)
{
	struct told told = {.lab = NULL};

	telling.cable_map = told.cable_map;
	told.text = random_lab_tell(source, &telling);
	told.lab = lab_new(told.text);
	return told;
}

static void
told_release(struct told *told)
{
	lab_free(told->lab);
	free(told->text);
}

/* Cables and kind are those of the mistake, no more and no less. */
static bool
is_about(const struct told *told, const struct finding *f,
    const struct expected_finding *e)
{
	size_t wanted = 0;

	if (f->kind != e->kind)
		return false;
	for (size_t i = 0; i < RANDOM_CABLES; i++)
		wanted += e->cables[i];
	for (size_t i = 0; i < f->cable_count; i++) {
		if (!e->cables[told->cable_map[f->cables[i]]])
			return false;
	}
	return f->cable_count == wanted;
}

static bool
has_effort(const struct finding *f, const struct expected_finding *e)
{
	return f->plan.plug_moves == e->plug_moves &&
	       f->plan.cables_added == e->added &&
	       f->plan.cables_removed == e->removed;
}

/* Each expected finding takes one that is there; true when none is left. */
static bool
is_found(const struct told *told, const struct random_lab *source)
{
	const struct judgement *j = told->lab->judgement;
	bool taken[RANDOM_MISTAKES] = {false};

	if (j->finding_count != source->expected_count)
		return false;
	for (size_t i = 0; i < j->finding_count; i++) {
		const struct finding *f = &j->findings[i];
		size_t k = 0;

		while (k < source->expected_count &&
		       (taken[k] || !is_about(told, f, &source->expected[k]) ||
			   !has_effort(f, &source->expected[k])))
			k++;
		if (k == source->expected_count)
			return false;
		taken[k] = true;
	}
	return true;
}

/* What no plug can repair. */
static bool
stays(enum finding_kind kind)
{
	return kind == FINDING_DEVICE_DARK || kind == FINDING_ONE_WAY ||
	       kind == FINDING_DUPLEX_MISMATCH || kind == FINDING_VLAN_MISMATCH;
}

static bool
is_repaired(const struct told *told)
{
	const struct judgement *before = told->lab->judgement;
	struct work_order *order = work_order_make(before, NULL);
	struct simulation *after = simulate_run(before, order);
	bool ok =
	    order->blocked_count == 0 && after->failed_step == SIMULATE_DONE;

	for (size_t i = 0; ok && i < after->judgement->finding_count; i++)
		ok = stays(after->judgement->findings[i].kind);
	simulation_free(after);
	work_order_free(order);
	return ok;
}

static void
show_failure(const struct told *told, const struct random_lab *source,
    uint64_t seed, const char *what)
{
	char *shown = lab_show(told->lab);

	print_error("RANDOM_LAB_SEED=%" PRIu64 ": %s\nexpected:\n", seed, what);
	for (size_t i = 0; i < source->expected_count; i++) {
		const struct expected_finding *e = &source->expected[i];
		struct telling plain = {.left_out = NOBODY};
		struct str line = STR_INIT;

		for (size_t k = 0; k < source->cables; k++) {
			if (e->cables[k])
				tell_cable(&line, source, &plain, k);
		}
		print_error("%s, %zu plugs:\n%s", finding_kind_name(e->kind),
		    e->plug_moves, str_text(&line));
		str_release(&line);
	}
	print_error("found:\n%s\n", shown);
	if (getenv("RANDOM_LAB_SEED"))
		print_error("%s\n", told->text);
	free(shown);
	fail();
}

static void
check_lab(uint64_t seed)
{
	struct random_lab *source = xcalloc(1, sizeof(*source));
	struct told told;

	random_lab_make(source, seed);
	told = tell(source, (struct telling){.left_out = NOBODY});
	if (!is_found(&told, source))
		show_failure(&told, source, seed, "not what was put in");
	if (!is_repaired(&told))
		show_failure(&told, source, seed, "not repaired");
	told_release(&told);
	free(source);
}

static uint64_t
how_many(uint64_t usual)
{
	return getenv("TESTS_LIGHT") ? LABS_LIGHT : usual;
}

static void
test_each_mistake_is_one_finding_and_is_repaired(void **state)
{
	const char *alone = getenv("RANDOM_LAB_SEED");

	(void)state;
	if (alone) {
		check_lab(strtoull(alone, NULL, 10));
		return;
	}
	for (uint64_t seed = 1; seed <= how_many(LABS); seed++)
		check_lab(seed);
}

/* --- the same lab, told in another way -------------------------------------
 */

static void
check_telling(uint64_t seed, struct telling telling)
{
	struct random_lab *source = xcalloc(1, sizeof(*source));
	struct told told;

	random_lab_make(source, seed);
	told = tell(source, telling);
	if (!is_found(&told, source))
		show_failure(&told, source, seed, "told in another way");
	told_release(&told);
	free(source);
}

static void
test_order_of_devices_cables_and_lines_means_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= how_many(LABS_TOLD_AGAIN); seed++)
		check_telling(seed,
		    (struct telling){.shuffle = seed, .left_out = NOBODY});
}

static void
test_which_end_is_called_a_means_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= how_many(LABS_TOLD_AGAIN); seed++)
		check_telling(seed,
		    (struct telling){.swap_ends = true, .left_out = NOBODY});
}

static void
test_names_of_devices_and_ports_mean_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= how_many(LABS_TOLD_AGAIN); seed++)
		check_telling(seed,
		    (struct telling){.rename = true, .left_out = NOBODY});
}

/* A device that no mistake is about, nor any cable of which, or NOBODY. */
static size_t
find_unconcerned(const struct random_lab *source)
{
	for (size_t device = 0; device < source->devices; device++) {
		bool concerned = source->whole[device];

		for (size_t i = 0; i < RANDOM_PORTS; i++)
			concerned = concerned ||
				    source->touched[device * RANDOM_PORTS + i];
		if (!concerned)
			return device;
	}
	return NOBODY;
}

/* The findings of the whole lab, each with its number. */
static void
compare_ids(const struct told *whole, const struct told *part, uint64_t seed)
{
	const struct judgement *a = whole->lab->judgement;
	const struct judgement *b = part->lab->judgement;

	for (size_t i = 0; i < a->finding_count; i++) {
		if (strcmp(a->findings[i].id, b->findings[i].id) != 0)
			fail_msg("seed %" PRIu64 ": %s became %s", seed,
			    a->findings[i].id, b->findings[i].id);
	}
}

static void
test_an_unconcerned_device_may_be_left_out(void **state)
{
	size_t tried = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= how_many(LABS_TOLD_AGAIN); seed++) {
		struct random_lab *source = xcalloc(1, sizeof(*source));
		struct told whole;
		struct told part;
		size_t device;

		random_lab_make(source, seed);
		device = find_unconcerned(source);
		if (device != NOBODY) {
			whole =
			    tell(source, (struct telling){.left_out = NOBODY});
			part =
			    tell(source, (struct telling){.left_out = device});
			if (!is_found(&part, source))
				show_failure(&part, source, seed, "a part");
			compare_ids(&whole, &part, seed);
			told_release(&whole);
			told_release(&part);
			tried++;
		}
		free(source);
	}
	assert_true(tried > how_many(LABS_TOLD_AGAIN) / 4);
}

/* A generator that makes no mistakes would prove nothing. */
static void
test_every_kind_of_mistake_is_made_often(void **state)
{
	size_t made[FINDING_KIND_COUNT] = {0};
	struct random_lab *source = xcalloc(1, sizeof(*source));

	(void)state;
	for (uint64_t seed = 1; seed <= LABS_TOLD_AGAIN; seed++) {
		random_lab_make(source, seed);
		for (size_t i = 0; i < source->expected_count; i++)
			made[source->expected[i].kind]++;
	}
	for (size_t i = 0; i < COUNT_OF(random_mistakes); i++) {
		memset(source, 0, sizeof(*source));
		do
			random_lab_make(source, source->state + 1);
		while (!random_mistakes[i](source));
		assert_true(
		    made[source->expected[source->expected_count - 1].kind] >
		    LABS_TOLD_AGAIN / 50);
	}
	free(source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_kind_of_mistake_is_made_often),
	    cmocka_unit_test(test_each_mistake_is_one_finding_and_is_repaired),
	    cmocka_unit_test(
		test_order_of_devices_cables_and_lines_means_nothing),
	    cmocka_unit_test(test_which_end_is_called_a_means_nothing),
	    cmocka_unit_test(test_names_of_devices_and_ports_mean_nothing),
	    cmocka_unit_test(test_an_unconcerned_device_may_be_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
