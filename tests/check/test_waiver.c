/*
 * Waivers: what they cover, what they must not hide, and until when.
 */
#include "lab_notation.h"

#include <stdio.h>

#include "check/waiver.h"

/* cables 0 and 1 are swapped, 2 is missing, a:p9-c:p9 is extra. */
static const char LAB[] = "cable a:p1 b:p1\n"
			  "cable a:p2 b:p2\n"
			  "cable a:p3 c:p3\n"
			  "wire a:p1 b:p2\n"
			  "wire a:p2 b:p1\n"
			  "wire a:p9 c:p9\n";

static const struct finding *
find_kind(const struct lab *lab, enum finding_kind kind)
{
	for (size_t i = 0; i < lab->judgement->finding_count; i++) {
		if (lab->judgement->findings[i].kind == kind)
			return &lab->judgement->findings[i];
	}
	fail_msg("no finding of kind %s", finding_kind_name(kind));
	return NULL;
}

static struct lab *
judge(struct waiver *waivers, size_t count, const char *today)
{
	struct lab *lab = lab_new(LAB);

	lab->topology->waivers = waivers;
	lab->topology->waiver_count = count;
	waiver_apply(lab->judgement, today);
	return lab;
}

/* How many findings one waiver waives on some day. */
static size_t
count_waived(struct waiver waiver)
{
	struct lab *lab = judge(&waiver, 1, "2026-06-01");
	size_t count = lab->judgement->summary.waived;

	assert_int_equal(lab->judgement->idle_waiver_count, count == 0);
	lab_free(lab);
	return count;
}

static void
test_kind_is_waived_and_no_other(void **state)
{
	struct waiver waiver = {.kind = "missing", .reason = "r"};
	struct lab *lab = judge(&waiver, 1, "2026-06-01");

	(void)state;
	assert_ptr_equal(find_kind(lab, FINDING_MISSING)->waived, &waiver);
	assert_null(find_kind(lab, FINDING_SWAPPED)->waived);
	assert_null(find_kind(lab, FINDING_EXTRA)->waived);
	assert_int_equal(lab->judgement->summary.waived, 1);
	assert_int_equal(lab->judgement->summary.findings, 3);
	lab_free(lab);
}

static void
test_all_cables_of_a_finding_must_be_waived(void **state)
{
	static const size_t one[] = {0};
	static const size_t both[] = {0, 1};
	static const size_t missing[] = {2};

	(void)state;
	assert_int_equal(count_waived((struct waiver){.cables = one,
			     .cable_count = 1,
			     .reason = "r"}),
	    0);
	assert_int_equal(count_waived((struct waiver){.cables = both,
			     .cable_count = 2,
			     .reason = "r"}),
	    1);
	assert_int_equal(count_waived((struct waiver){.cables = missing,
			     .cable_count = 1,
			     .reason = "r"}),
	    1);
}

static void
test_device_must_be_at_every_cable_of_a_finding(void **state)
{
	(void)state;
	/* All three findings are at a, and two at c. */
	assert_int_equal(count_waived(
			     (struct waiver){.device = "A", .reason = "r"}),
	    3);
	assert_int_equal(count_waived(
			     (struct waiver){.device = "c*", .reason = "r"}),
	    2);
	assert_int_equal(count_waived(
			     (struct waiver){.device = "d", .reason = "r"}),
	    0);
}

static void
test_everything_given_must_hold(void **state)
{
	(void)state;
	assert_int_equal(count_waived((struct waiver){.kind = "extra",
			     .device = "c",
			     .reason = "r"}),
	    1);
	assert_int_equal(count_waived((struct waiver){.kind = "extra",
			     .device = "b",
			     .reason = "r"}),
	    0);
}

static void
test_finding_is_waived_by_its_id(void **state)
{
	struct lab *lab = lab_new(LAB);
	char id[9];

	(void)state;
	snprintf(id, sizeof(id), "%s", find_kind(lab, FINDING_EXTRA)->id);
	lab_free(lab);
	assert_int_equal(count_waived(
			     (struct waiver){.finding = id, .reason = "r"}),
	    1);
	assert_int_equal(count_waived((struct waiver){.finding = "00000000",
			     .reason = "r"}),
	    0);
}

static void
test_last_day_still_counts_and_the_next_does_not(void **state)
{
	struct waiver waiver = {.kind = "missing",
	    .reason = "r",
	    .until = "2026-12-31"};
	struct lab *lab = judge(&waiver, 1, "2026-12-31");

	(void)state;
	assert_non_null(find_kind(lab, FINDING_MISSING)->waived);
	assert_null(find_kind(lab, FINDING_MISSING)->expired);
	lab_free(lab);
	lab = judge(&waiver, 1, "2027-01-01");
	assert_null(find_kind(lab, FINDING_MISSING)->waived);
	assert_ptr_equal(find_kind(lab, FINDING_MISSING)->expired, &waiver);
	assert_int_equal(lab->judgement->summary.waived, 0);
	assert_int_equal(lab->judgement->idle_waiver_count, 0);
	lab_free(lab);
}

static void
test_waiver_in_force_goes_before_an_expired_one(void **state)
{
	struct waiver waivers[] = {
	    {.kind = "missing", .reason = "old", .until = "2025-01-01"},
	    {.kind = "missing", .reason = "new", .until = "2027-01-01"},
	    {.kind = "missing", .reason = "newer", .until = "2028-01-01"},
	};
	struct lab *lab = judge(waivers, 3, "2026-06-01");

	(void)state;
	assert_ptr_equal(find_kind(lab, FINDING_MISSING)->waived, &waivers[1]);
	assert_null(find_kind(lab, FINDING_MISSING)->expired);
	assert_int_equal(lab->judgement->idle_waiver_count, 0);
	lab_free(lab);
}

static void
test_part_of_a_lab_proves_no_waiver_idle(void **state)
{
	struct waiver waiver = {.kind = "rotated", .reason = "r"};
	struct lab *lab = lab_new("device b outside\n"
				  "cable a:p1 b:p1\n"
				  "wire a:p1 b:p1\n");

	(void)state;
	lab->topology->waivers = &waiver;
	lab->topology->waiver_count = 1;
	waiver_apply(lab->judgement, "2026-06-01");
	assert_int_equal(lab->judgement->idle_waiver_count, 0);
	lab_free(lab);
}

/* Whatever may stay as it is has no step. */
static void
test_what_is_waived_has_no_step(void **state)
{
	struct waiver waiver = {.reason = "known"};
	struct lab *lab = lab_new("cable a:p1 b:p1\nwire a:p1 b:p2\n"
				  "cable a:p3 b:p3\n"
				  "cable a:p4 b:p4\nwire a:p5 b:p4\n");
	struct work_order *order;

	(void)state;
	assert_int_equal(lab->judgement->finding_count, 3);
	for (size_t i = 0; i < 3; i++) {
		struct finding *f = &lab->judgement->findings[i];

		if (f->kind == FINDING_MISSING)
			f->waived = &waiver;
	}
	order = work_order_make(lab->judgement, NULL);
	assert_int_equal(order->step_count, 2);
	assert_int_equal(order->cables_added, 0);
	assert_int_equal(order->open_count, 1);
	assert_ptr_equal(lab->judgement->findings[order->open[0]].waived,
	    &waiver);
	work_order_free(order);
	lab_free(lab);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kind_is_waived_and_no_other),
	    cmocka_unit_test(test_all_cables_of_a_finding_must_be_waived),
	    cmocka_unit_test(test_device_must_be_at_every_cable_of_a_finding),
	    cmocka_unit_test(test_everything_given_must_hold),
	    cmocka_unit_test(test_finding_is_waived_by_its_id),
	    cmocka_unit_test(test_last_day_still_counts_and_the_next_does_not),
	    cmocka_unit_test(test_waiver_in_force_goes_before_an_expired_one),
	    cmocka_unit_test(test_part_of_a_lab_proves_no_waiver_idle),
	    cmocka_unit_test(test_what_is_waived_has_no_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
