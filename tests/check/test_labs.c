/*
 * Thousands of labs made by chance: every mistake that was put in is found as
 * one finding of its kind with just its cables, nothing else is found, and the
 * work order, carried out, leaves a lab without mistakes.
 *
 * On failure the seed is printed; RANDOM_LAB_SEED=N runs that lab alone and
 * prints it.
 */
#include "../light.h"
#include "random_labs.h"
#include "random_telling.h"

#include "check/simulate.h"
#include "check/work_order.h"

#define LABS 10000
#define LABS_LIGHT 150  /* under valgrind */
#define LABS_SINGLE 250 /* of each kind */
#define LABS_SINGLE_LIGHT 20
#define LABS_TOLD_AGAIN 2000

struct told {
	struct lab *lab;
	char *text;
	size_t cable_map[RANDOM_CABLES];
	size_t device_map[RANDOM_DEVICES];
};

static struct told
tell(const struct random_lab *source, struct telling telling)
{
	struct told told = {.lab = NULL};

	telling.cable_map = told.cable_map;
	telling.device_map = told.device_map;
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

/* All of `items`, renumbered, are marked, and nothing else is. */
static bool
is_marked(const bool *marks, size_t most, const size_t *items, size_t count,
    const size_t *numbers)
{
	size_t wanted = 0;

	for (size_t i = 0; i < most; i++)
		wanted += marks[i];
	for (size_t i = 0; i < count; i++) {
		if (!marks[numbers[items[i]]])
			return false;
	}
	return count == wanted;
}

/* Kind, cables and devices are those of the mistake, no more and no less. */
static bool
is_about(const struct told *told, const struct finding *f,
    const struct expected_finding *e)
{
	return f->kind == e->kind &&
	       is_marked(e->cables, RANDOM_CABLES, f->cables, f->cable_count,
		   told->cable_map) &&
	       is_marked(e->devices, RANDOM_DEVICES, f->devices,
		   f->device_count, told->device_map);
}

static bool
has_effort(const struct finding *f, const struct expected_finding *e)
{
	return f->plan.plug_moves == e->plug_moves &&
	       f->plan.cables_added == e->added &&
	       f->plan.cables_removed == e->removed;
}

static bool
has_verdicts(const struct told *told, const struct random_lab *source)
{
	const struct judgement *j = told->lab->judgement;

	for (size_t i = 0; i < j->topology->cable_count; i++) {
		if (j->verdicts[i] != source->wanted[told->cable_map[i]])
			return false;
	}
	return true;
}

/* Each expected finding takes one that is there; true when none is left. */
static bool
is_found(const struct told *told, const struct random_lab *source)
{
	const struct judgement *j = told->lab->judgement;
	bool taken[RANDOM_MISTAKES] = {false};

	if (j->finding_count != source->expected_count ||
	    !has_verdicts(told, source))
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
	static const enum finding_kind kinds[] = {FINDING_DEVICE_DARK,
	    FINDING_ONE_WAY, FINDING_CONFLICT, FINDING_AMBIGUOUS,
	    FINDING_PLATFORM_MISMATCH, FINDING_DUPLEX_MISMATCH,
	    FINDING_VLAN_MISMATCH};

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (kinds[i] == kind)
			return true;
	}
	return false;
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

/* What is found when the work order has been carried out. */
static void
show_what_is_left(const struct told *told)
{
	struct work_order *order = work_order_make(told->lab->judgement, NULL);
	struct simulation *after = simulate_run(told->lab->judgement, order);
	struct lab mended = *told->lab;
	char *shown;

	mended.judgement = after->judgement;
	shown = lab_show(&mended);
	print_error("left (%zu blocked):\n%s\n", order->blocked_count, shown);
	free(shown);
	simulation_free(after);
	work_order_free(order);
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
	show_what_is_left(told);
	if (getenv("RANDOM_LAB_SEED"))
		print_error("%s\n", told->text);
	free(shown);
	fail();
}

/* Found as what it is, and mended. */
static void
check_lab(const struct random_lab *source, uint64_t seed)
{
	struct told told;

	told = tell(source, (struct telling){.left_out = NOBODY});
	if (!is_found(&told, source))
		show_failure(&told, source, seed, "not what was put in");
	if (!is_repaired(&told))
		show_failure(&told, source, seed, "not repaired");
	told_release(&told);
}

static void
check_mixture(uint64_t seed)
{
	struct random_lab *source = xcalloc(1, sizeof(*source));

	random_lab_make(source, seed, NULL);
	check_lab(source, seed);
	free(source);
}

static uint64_t
how_many(uint64_t usual)
{
	return light_by(usual, usual / 4, LABS_LIGHT);
}

static void
test_each_mistake_is_one_finding_and_is_repaired(void **state)
{
	const char *alone = getenv("RANDOM_LAB_SEED");

	(void)state;
	if (alone) {
		check_mixture(strtoull(alone, NULL, 10));
		return;
	}
	for (uint64_t seed = 1; seed <= how_many(LABS); seed++)
		check_mixture(seed);
}

/*
 * Labs in which most devices have moved, and few have stayed to tell of it;
 * they were misread once.  Another generator makes other labs of these seeds.
 */
static void
test_few_that_stayed_in_place_tell_of_many_that_moved(void **state)
{
	static const uint64_t seeds[] = {29215, 103449, 174846};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(seeds); i++)
		check_mixture(seeds[i]);
}

/* Each kind of mistake alone, where nothing else can give it away. */
static void
test_single_mistakes_are_found_as_what_they_are(void **state)
{
	struct random_lab *source = xcalloc(1, sizeof(*source));
	uint64_t labs =
	    light_by(LABS_SINGLE, LABS_SINGLE / 2, LABS_SINGLE_LIGHT);

	(void)state;
	for (size_t kind = 0; kind < RANDOM_KINDS; kind++) {
		size_t made = 0;

		for (uint64_t seed = 1; seed <= labs; seed++) {
			random_lab_start(source, seed);
			if (!random_mistakes[kind].make(source))
				continue;
			made++;
			check_lab(source, seed);
		}
		if (made < labs / 50)
			fail_msg("%s: only %zu labs",
			    random_mistakes[kind].name, made);
	}
	free(source);
}

/* --- the same lab, told in another way -------------------------------------
 */

static void
check_telling(uint64_t seed, struct telling telling)
{
	struct random_lab *source = xcalloc(1, sizeof(*source));
	struct told told;

	random_lab_make(source, seed, NULL);
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
		bool concerned = source->whole[device] || source->boxed[device];

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

		random_lab_make(source, seed, NULL);
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
	size_t made[RANDOM_KINDS] = {0};
	struct random_lab *source = xcalloc(1, sizeof(*source));

	(void)state;
	for (uint64_t seed = 1; seed <= LABS_TOLD_AGAIN; seed++)
		random_lab_make(source, seed, made);
	for (size_t i = 0; i < RANDOM_KINDS; i++) {
		if (made[i] < LABS_TOLD_AGAIN / 100)
			fail_msg("%s: only %zu times", random_mistakes[i].name,
			    made[i]);
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
		test_few_that_stayed_in_place_tell_of_many_that_moved),
	    cmocka_unit_test(test_single_mistakes_are_found_as_what_they_are),
	    cmocka_unit_test(
		test_order_of_devices_cables_and_lines_means_nothing),
	    cmocka_unit_test(test_which_end_is_called_a_means_nothing),
	    cmocka_unit_test(test_names_of_devices_and_ports_mean_nothing),
	    cmocka_unit_test(test_an_unconcerned_device_may_be_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
