/*
 * How findings are put together: their order, ids, evidence and the way in
 * which cables are shown; all of it independent of the order of the input.
 */
#include "../light.h"
#include "lab_notation.h"

static void
test_findings_are_worst_first_then_by_place(void **state)
{
	(void)state;
	lab_expect("device z status=timeout\n"
		   "cable z:p1 a:p9\n"
		   "device x\ndevice y\n"
		   "wire x:p1 y:p1\n"
		   "cable a:p10 b:p10\n"
		   "cable a:p2 b:p2\n"
		   "cable a:p3 b:p3\n"
		   "hears a:p3 b:p3\n"
		   "cable a:p4 b:p4\n"
		   "wire a:p4 b:p14\n"
		   "cable a:p5 b:p5\n"
		   "wire a:p5 x:p5\n"
		   "cable c:p1 d:p1\ncable c:p2 d:p2\n"
		   "wire c:p1 d:p2\nwire c:p2 d:p1\n",
	    "swapped c:p1=d:p1 c:p2=d:p2 | c:p2-d:p1 c:p1-d:p2 |"
	    " unplug c:p1; move c:p2>c:p1; plug c:p2;\n"
	    "wrong-device a:p5=b:p5 | a:p5-x:p5 | move x:p5>b:p5;\n"
	    "wrong-port a:p4=b:p4 | a:p4-b:p14 | move b:p14>b:p4;\n"
	    "missing a:p2=b:p2 | add a:p2>b:p2;\n"
	    "missing a:p10=b:p10 | add a:p10>b:p10;\n"
	    "one-way a:p3=b:p3 | a:p3>b:p3\n"
	    "extra | x:p1-y:p1 | remove x:p1>y:p1;\n"
	    "device-dark z 1/1 z:p1=a:p9\n"
	    "of 8: missing 2 miswired 4 one-way 1 unverified 1 extra 1");
}

static void
test_observed_cable_stands_like_the_desired_one(void **state)
{
	(void)state;
	lab_expect("cable b:p1 a:p1\n"
		   "wire b:p1 a:p7\n",
	    "wrong-port b:p1=a:p1 | b:p1-a:p7 | move a:p7>a:p1;\n"
	    "of 1: miswired 1");
	lab_expect("cable b:p1 a:p1\n"
		   "hears b:p1 a:p1\n",
	    "one-way b:p1=a:p1 | b:p1>a:p1\n"
	    "of 1: one-way 1");
}

static void
test_names_are_shown_as_the_plan_writes_them(void **state)
{
	(void)state;
	lab_expect("device Leaf1 alias=old\n"
		   "cable Leaf1:Eth1/1 Spine:Eth1/1\n"
		   "hears Spine:eth1/1 OLD:Eth1/7\n"
		   "hears Leaf1:eth1/7 SPINE:ETHERNET1/1\n",
	    "wrong-port Leaf1:Ethernet1/1=Spine:Ethernet1/1 |"
	    " Leaf1:Ethernet1/7-Spine:Ethernet1/1 |"
	    " move Leaf1:Ethernet1/7>Leaf1:Ethernet1/1;\n"
	    "of 1: miswired 1");
}

static void
test_steps_name_the_cable_that_they_serve(void **state)
{
	struct lab *lab = lab_new("cable a:p1 s:p1\n"
				  "cable b:p1 s:p2\n"
				  "wire a:p1 s:p2\n"
				  "wire b:p1 s:p1\n"
				  "device c\n"
				  "wire c:p1 c:p2\n");
	const struct plan *plan = &lab->judgement->findings[0].plan;

	(void)state;
	assert_int_equal(plan->plug_moves, 2);
	assert_int_equal(plan->step_count, 3);
	/* s:p1 holds the plug of b, which belongs in s:p2. */
	assert_int_equal(plan->steps[0].cable, 1);
	assert_int_equal(plan->steps[1].cable, 0);
	assert_int_equal(plan->steps[2].cable, 1);
	plan = &lab->judgement->findings[1].plan;
	assert_int_equal(plan->cables_removed, 1);
	assert_true(plan->steps[0].cable == SIZE_MAX);
	lab_free(lab);
}

static void
expect_evidence(const struct lab *lab, size_t i, size_t line, const char *text)
{
	const struct evidence *e = &lab->judgement->findings[0].evidence[i];

	assert_int_equal(e->line, line);
	if (!span_is(e->text, text))
		fail_msg("evidence: %.*s", (int)e->text.length, e->text.text);
	assert_string_equal(e->file, lab->observations.items[e->device].file);
}

static void
test_evidence_is_the_line_that_each_end_prints(void **state)
{
	struct lab *lab = lab_new("cable a:p1 b:p1\n"
				  "hears a:p9 stranger:1\n"
				  "hears a:P1 b:p7\n"
				  "hears b:p7 a:p1\n");

	(void)state;
	assert_int_equal(lab->judgement->findings[0].evidence_count, 2);
	expect_evidence(lab, 0, 4, "Interface: P1,  port p7");
	expect_evidence(lab, 1, 2, "Interface: p7,  port p1");
	lab_free(lab);
}

static void
test_missing_cable_has_no_evidence(void **state)
{
	struct lab *lab = lab_new("cable a:p1 b:p1\n");

	(void)state;
	assert_int_equal(lab->judgement->findings[0].evidence_count, 0);
	lab_free(lab);
}

static void
test_evidence_beyond_the_text_is_absent(void **state)
{
	struct lab *lab = lab_new("cable a:p1 b:p1\n"
				  "wire a:p1 b:p7\n");
	struct judgement *again;

	(void)state;
	lab->observations.items[0].text = SPAN_ABSENT;
	again = check_run(lab->topology, &lab->observations);
	assert_true(span_is_absent(again->findings[0].evidence[0].text));
	assert_false(span_is_absent(again->findings[0].evidence[1].text));
	judgement_free(again);
	lab_free(lab);
}

/* --- ids ---------------------------------------------------------------- */

/* The id of the only finding of this kind; to be freed. */
static char *
id_of(const char *text, enum finding_kind kind)
{
	struct lab *lab = lab_new(text);
	char *id = NULL;

	for (size_t i = 0; i < lab->judgement->finding_count; i++) {
		const struct finding *f = &lab->judgement->findings[i];

		assert_int_equal(strlen(f->id), 8);
		assert_int_equal(strspn(f->id, "0123456789abcdef"), 8);
		if (f->kind == kind) {
			assert_null(id);
			id = xstrdup(f->id);
		}
	}
	assert_non_null(id);
	lab_free(lab);
	return id;
}

static void
expect_ids(const char *one, const char *other, enum finding_kind kind,
    bool equal)
{
	char *a = id_of(one, kind);
	char *b = id_of(other, kind);

	if (equal)
		assert_string_equal(a, b);
	else
		assert_string_not_equal(a, b);
	free(a);
	free(b);
}

static void
test_id_does_not_depend_on_order_case_or_other_cables(void **state)
{
	(void)state;
	expect_ids("cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "wire a:p1 b:p2\nwire a:p2 b:p1\n",
	    "cable x:p1 y:p1\n"
	    "cable B:P2 A:p2\ncable B:p1 A:p1\n"
	    "wire A:p2 B:p1\nwire A:p1 B:p2\n",
	    FINDING_SWAPPED, true);
	expect_ids("device b status=timeout\ncable a:p1 b:p1\n",
	    "device b status=dns\ncable a:p1 b:p1\ncable c:p1 b:p2\n",
	    FINDING_DEVICE_DARK, true);
}

static void
test_different_faults_have_different_ids(void **state)
{
	(void)state;
	expect_ids("cable a:p1 b:p1\n", "cable a:p1 b:p11\n", FINDING_MISSING,
	    false);
	expect_ids("cable a:p1 b:p1\n", "cable a:p11 b:p1\n", FINDING_MISSING,
	    false);
	/* Only where the plug is differs. */
	expect_ids("cable a:p1 b:p1\nwire a:p1 b:p2\n",
	    "cable a:p1 b:p1\nwire a:p1 b:p3\n", FINDING_WRONG_PORT, false);
	/* What is desired and what is there have changed places. */
	expect_ids("cable a:p1 b:p1\nwire a:p1 b:p2\n",
	    "cable a:p1 b:p2\nwire a:p1 b:p1\n", FINDING_WRONG_PORT, false);
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
test_ids_of_one_run_are_all_different(void **state)
{
	/* Of this many, a dozen pairs meet in 32 bits. */
	const size_t count = light(300000, 30000);
	struct topology *t = topology_new();
	struct observations none = {xcalloc(2, sizeof(*none.items)), 2, NULL};
	const char **ids = xcalloc(count, sizeof(*ids));
	struct judgement *j;

	(void)state;
	t->device_count = 2;
	t->devices = arena_array(t->arena, 2, sizeof(*t->devices));
	t->devices[0].name = t->devices[0].host = "a";
	t->devices[1].name = t->devices[1].host = "b";
	t->cable_count = count;
	t->cables = arena_array(t->arena, count, sizeof(*t->cables));
	for (size_t i = 0; i < count; i++) {
		t->cables[i].b.device = 1;
		t->cables[i].a.port = t->cables[i].b.port =
		    arena_printf(t->arena, "p%zu", i);
	}
	j = check_run(t, &none);
	assert_int_equal(j->finding_count, count);
	for (size_t i = 0; i < count; i++)
		ids[i] = j->findings[i].id;
	qsort(ids, count, sizeof(*ids), compare_ids);
	for (size_t i = 1; i < count; i++)
		assert_string_not_equal(ids[i - 1], ids[i]);
	judgement_free(j);
	topology_free(t);
	free(none.items);
	free(ids);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_findings_are_worst_first_then_by_place),
	    cmocka_unit_test(test_observed_cable_stands_like_the_desired_one),
	    cmocka_unit_test(test_names_are_shown_as_the_plan_writes_them),
	    cmocka_unit_test(test_steps_name_the_cable_that_they_serve),
	    cmocka_unit_test(test_evidence_is_the_line_that_each_end_prints),
	    cmocka_unit_test(test_missing_cable_has_no_evidence),
	    cmocka_unit_test(test_evidence_beyond_the_text_is_absent),
	    cmocka_unit_test(
		test_id_does_not_depend_on_order_case_or_other_cables),
	    cmocka_unit_test(test_different_faults_have_different_ids),
	    cmocka_unit_test(test_ids_of_one_run_are_all_different),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
