/*
 * Devices that are not where their names say.
 */
#include "lab_notation.h"

/* --- notation for devices with many cables ------------------------------- */

/* Adds `count` lines like "cable a:p1 s1:a1", from `first` on. */
static void
add_lines(struct str *text, const char *form, int first, int count)
{
	for (int i = first; i < first + count; i++)
		for (const char *p = form; *p; p++) {
			if (*p == '#')
				str_addf(text, "%d", i);
			else
				str_add_char(text, *p);
		}
}

static const struct finding *
only_finding(const struct lab *lab)
{
	assert_int_equal(lab->judgement->finding_count, 1);
	return &lab->judgement->findings[0];
}

/* --- exchanged ------------------------------------------------------------ */

static void
test_two_devices_in_each_others_place_are_one_finding(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable a:p2 t:p1\n"
		   "cable b:p1 s:p2\ncable b:p2 t:p2\n"
		   "wire b:p1 s:p1\nwire b:p2 t:p1\n"
		   "wire a:p1 s:p2\nwire a:p2 t:p2\n",
	    "device-swapped a b 4/4"
	    " a:p1=s:p1 a:p2=t:p1 b:p1=s:p2 b:p2=t:p2 |"
	    " b:p1-s:p1 b:p2-t:p1 a:p1-s:p2 a:p2-t:p2 |"
	    " exchange a:>b:;\n"
	    "of 4: miswired 4");
}

static void
test_crossed_uplinks_of_devices_with_right_cables_are_swapped(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable a:p2 t:p1\ncable a:p3 x:p1\n"
		   "cable b:p1 s:p2\ncable b:p2 t:p2\ncable b:p3 y:p1\n"
		   "wire b:p1 s:p1\nwire b:p2 t:p1\nwire a:p3 x:p1\n"
		   "wire a:p1 s:p2\nwire a:p2 t:p2\nwire b:p3 y:p1\n",
	    "swapped a:p1=s:p1 b:p1=s:p2 | b:p1-s:p1 a:p1-s:p2 |"
	    " unplug s:p1; move s:p2>s:p1; plug s:p2;\n"
	    "swapped a:p2=t:p1 b:p2=t:p2 | b:p2-t:p1 a:p2-t:p2 |"
	    " unplug t:p1; move t:p2>t:p1; plug t:p2;\n"
	    "of 6: ok 2 miswired 4");
}

/* Four crossed names against two: fewer mistakes, but half as many cables. */
static void
test_many_right_cables_speak_against_an_exchange(void **state)
{
	struct str text = STR_INIT;
	struct lab *lab;

	(void)state;
	add_lines(&text, "cable a:p# s#:p1\ncable b:p# t#:p1\n", 1, 6);
	add_lines(&text, "wire b:p# s#:p1\nwire a:p# t#:p1\n", 1, 4);
	add_lines(&text, "wire a:p# s#:p1\nwire b:p# t#:p1\n", 5, 2);
	lab = lab_new(str_text(&text));
	assert_int_equal(lab->judgement->finding_count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(lab->judgement->findings[i].kind,
		    FINDING_SWAPPED);
	assert_int_equal(lab->judgement->summary.ok, 4);
	lab_free(lab);
	str_release(&text);
}

static void
test_one_crossed_pair_is_swapped_even_if_the_devices_have_no_other(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable b:p1 s:p2\n"
		   "wire b:p1 s:p1\nwire a:p1 s:p2\n",
	    "swapped a:p1=s:p1 b:p1=s:p2 | b:p1-s:p1 a:p1-s:p2 |"
	    " unplug s:p1; move s:p2>s:p1; plug s:p2;\n"
	    "of 2: miswired 2");
}

static void
test_crossed_uplinks_prove_nothing_about_devices_hardly_seen(void **state)
{
	(void)state;
	lab_expect("device x status=timeout\n"
		   "cable a:p1 s:p1\ncable a:p2 t:p1\n"
		   "cable b:p1 s:p2\ncable b:p2 t:p2\n"
		   "cable a:p3 x:p1\ncable a:p4 x:p2\n"
		   "cable b:p3 x:p3\ncable b:p4 x:p4\n"
		   "wire b:p1 s:p1\nwire b:p2 t:p1\n"
		   "wire a:p1 s:p2\nwire a:p2 t:p2\n",
	    "swapped a:p1=s:p1 b:p1=s:p2 | b:p1-s:p1 a:p1-s:p2 |"
	    " unplug s:p1; move s:p2>s:p1; plug s:p2;\n"
	    "swapped a:p2=t:p1 b:p2=t:p2 | b:p2-t:p1 a:p2-t:p2 |"
	    " unplug t:p1; move t:p2>t:p1; plug t:p2;\n"
	    "device-dark x 4/4 a:p3=x:p1 a:p4=x:p2 b:p3=x:p3 b:p4=x:p4\n"
	    "of 8: miswired 4 unverified 4");
}

static void
test_swapped_device_of_48_cables_is_one_finding_beside_other_mistakes(
    void **state)
{
	struct str text = STR_INIT;
	struct lab *lab;
	char *shown;

	(void)state;
	add_lines(&text, "cable a:p# s#:p1\n", 1, 48);
	add_lines(&text, "cable b:p# t#:p1\n", 1, 48);
	/* p1 of a is missing; p2 and p3 of b are crossed as well. */
	str_add(&text, "device s1\nwire a:p2 t3:p1\nwire a:p3 t2:p1\n"
		       "wire a:p1 t1:p1\n");
	add_lines(&text, "wire b:p# s#:p1\n", 2, 47);
	add_lines(&text, "wire a:p# t#:p1\n", 4, 45);
	lab = lab_new(str_text(&text));
	assert_int_equal(lab->judgement->finding_count, 3);
	assert_int_equal(lab->judgement->findings[0].kind,
	    FINDING_DEVICE_SWAPPED);
	assert_int_equal(lab->judgement->findings[0].explains_cables, 93);
	assert_int_equal(lab->judgement->findings[0].explains_of, 96);
	assert_int_equal(lab->judgement->findings[0].cable_count, 93);
	assert_int_equal(lab->judgement->findings[0].observed_count, 93);
	assert_int_equal(lab->judgement->findings[0].plan.plug_moves, 0);
	shown = lab_show(lab);
	assert_non_null(strstr(shown,
	    "swapped b:p2=t2:p1 b:p3=t3:p1 | a:p3-t2:p1 a:p2-t3:p1 |"
	    " unplug b:p2; move b:p3>b:p2; plug b:p3;\n"
	    "missing a:p1=s1:p1 | add a:p1>s1:p1;\n"
	    "of 96: missing 1 miswired 95"));
	free(shown);
	lab_free(lab);
	str_release(&text);
}

static void
test_three_names_in_a_ring_are_one_finding(void **state)
{
	(void)state;
	/* a is in the place of b, b in that of c, c in that of a. */
	lab_expect("cable a:p1 s:p1\ncable a:p2 s:p2\n"
		   "cable b:p1 s:p3\ncable b:p2 s:p4\n"
		   "cable c:p1 s:p5\ncable c:p2 s:p6\n"
		   "wire c:p1 s:p1\nwire c:p2 s:p2\n"
		   "wire a:p1 s:p3\nwire a:p2 s:p4\n"
		   "wire b:p1 s:p5\nwire b:p2 s:p6\n",
	    "device-swapped a b c 6/6 a:p1=s:p1 a:p2=s:p2 b:p1=s:p3"
	    " b:p2=s:p4 c:p1=s:p5 c:p2=s:p6 | c:p1-s:p1 c:p2-s:p2"
	    " a:p1-s:p3 a:p2-s:p4 b:p1-s:p5 b:p2-s:p6 |"
	    " exchange a:>b:; exchange a:>c:;\n"
	    "of 6: miswired 6");
}

static void
test_cable_between_the_two_is_right_either_way(void **state)
{
	(void)state;
	lab_expect("cable a:p1 s:p1\ncable a:p2 t:p1\ncable a:p9 b:p9\n"
		   "cable b:p1 s:p2\ncable b:p2 t:p2\n"
		   "wire b:p1 s:p1\nwire b:p2 t:p1\nwire a:p9 b:p9\n"
		   "wire a:p1 s:p2\nwire a:p2 t:p2\n",
	    "device-swapped a b 4/5"
	    " a:p1=s:p1 a:p2=t:p1 b:p1=s:p2 b:p2=t:p2 |"
	    " b:p1-s:p1 b:p2-t:p1 a:p1-s:p2 a:p2-t:p2 |"
	    " exchange a:>b:;\n"
	    "of 5: ok 1 miswired 4");
}

static void
test_devices_that_cannot_be_asked_are_found_swapped_by_others(void **state)
{
	(void)state;
	lab_expect("device a status=timeout\ndevice b status=timeout\n"
		   "cable a:p1 s:p1\ncable a:p2 t:p1\n"
		   "cable b:p1 s:p2\ncable b:p2 t:p2\n"
		   "wire b:p1 s:p1\nwire b:p2 t:p1\n"
		   "wire a:p1 s:p2\nwire a:p2 t:p2\n",
	    "device-swapped a b 4/4"
	    " a:p1=s:p1 a:p2=t:p1 b:p1=s:p2 b:p2=t:p2 |"
	    " b:p1<s:p1 b:p2<t:p1 a:p1<s:p2 a:p2<t:p2 |"
	    " exchange a:>b:;\n"
	    "of 4: miswired 4");
}

static void
test_exchanged_names_are_told_from_exchanged_devices(void **state)
{
	struct lab *lab = lab_new("cable a:p1 s:p1\ncable a:p2 t:p1\n"
				  "cable b:p1 s:p2\ncable b:p2 t:p2\n"
				  "hears a:p1 s:p1\nhears a:p2 t:p1\n"
				  "hears b:p1 s:p2\nhears b:p2 t:p2\n"
				  "hears s:p1 b:p1\nhears t:p1 b:p2\n"
				  "hears s:p2 a:p1\nhears t:p2 a:p2\n");
	char *shown = lab_show(lab);
	const struct finding *f = only_finding(lab);

	(void)state;
	assert_string_equal(shown, "device-swapped a b 4/4"
				   " a:p1=s:p1 a:p2=t:p1 b:p1=s:p2 b:p2=t:p2 |"
				   " b:p1-s:p1 b:p2-t:p1 a:p1-s:p2 a:p2-t:p2 |"
				   " exchange a:>b:;\n"
				   "of 4: miswired 4");
	assert_true(f->names_only);
	/* Each line is quoted from the device that printed it. */
	assert_int_equal(f->evidence_count, 8);
	assert_string_equal(f->evidence[0].file, "a.txt");
	assert_true(span_is(f->evidence[0].text, "Interface: p1,  port p1"));
	assert_string_equal(f->evidence[1].file, "s.txt");
	free(shown);
	lab_free(lab);
}

/* Either pair may be the one, and only one can be: its names decide. */
static void
test_of_two_exchanges_alike_the_first_by_name_is_meant(void **state)
{
	static const char cables[] =
	    "cable a:p0 c:p1\ncable b:p1 c:p0\ncable b:p0 d:p1\n"
	    "wire b:p0 c:p1\nwire a:p1 c:p0\nwire b:p1 d:p0\n";
	static const char expected[] =
	    "device-swapped a b 2/3 a:p0=c:p1 b:p1=c:p0 |"
	    " b:p0-c:p1 a:p1-c:p0 | exchange a:>b:;\n"
	    "missing b:p0=d:p1 | add b:p0>d:p1;\n"
	    "extra | b:p1-d:p0 | remove a:p1>d:p0;\n"
	    "of 3: missing 1 miswired 2 extra 1";
	static const char *const devices[] = {"device a\ndevice b\n",
	    "device d\ndevice c\n", "device c\ndevice a\n"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(devices); i++) {
		char *text = str_printf("%s%s", devices[i], cables);

		lab_expect(text, expected);
		free(text);
	}
}

/* --- racks ---------------------------------------------------------------- */

static const char racks[] =
    "device a1 rack=R1\ndevice a2 rack=R1\ndevice a3 rack=R1\n"
    "device b1 rack=R2\ndevice b2 rack=R2\ndevice b3 rack=R2\n"
    "cable a1:p1 s:p1\ncable a1:p2 s:p2\ncable a2:p1 s:p3\n"
    "cable a2:p2 s:p4\ncable a1:p8 a2:p9\ncable a3:p1 a1:p5\n"
    "cable a3:p2 a1:p6\n"
    "cable b1:p1 s:p5\ncable b1:p2 s:p6\ncable b2:p1 s:p7\n"
    "cable b2:p2 s:p8\ncable b1:p7 b2:p7\ncable b3:p1 b1:p3\n"
    "cable b3:p2 b1:p4\n";

static void
test_racks_that_are_exchanged_are_one_finding(void **state)
{
	struct str text = STR_INIT;
	struct lab *lab;
	const struct finding *f;

	(void)state;
	/* a3 and b3 have cables within their racks only. */
	str_add(&text, racks);
	str_add(&text, "wire b1:p1 s:p1\nwire b1:p2 s:p2\nwire b2:p1 s:p3\n"
		       "wire b2:p2 s:p4\nwire b1:p8 b2:p9\nwire b3:p1 b1:p5\n"
		       "wire b3:p2 b1:p6\n"
		       "wire a1:p1 s:p5\nwire a1:p2 s:p6\nwire a2:p1 s:p7\n"
		       "wire a2:p2 s:p8\nwire a1:p7 a2:p7\nwire a3:p1 a1:p3\n"
		       "wire a3:p2 a1:p4\n");
	lab = lab_new(str_text(&text));
	f = only_finding(lab);
	assert_int_equal(f->kind, FINDING_DEVICE_SWAPPED);
	assert_int_equal(f->device_count, 6);
	assert_int_equal(f->explains_cables, 14);
	assert_int_equal(f->explains_of, 14);
	assert_int_equal(f->cable_count, 14);
	assert_int_equal(f->plan.step_count, 3);
	for (size_t i = 0; i < 6; i += 2) {
		assert_int_equal(f->places[i], f->devices[i + 1]);
		assert_int_equal(f->places[i + 1], f->devices[i]);
	}
	lab_free(lab);
	str_release(&text);
}

static void
test_device_that_stayed_makes_it_pairs_and_not_racks(void **state)
{
	struct str text = STR_INIT;
	struct lab *lab;

	(void)state;
	str_add(&text, racks);
	str_add(&text, "cable a4:p1 s:p10\nwire a4:p1 s:p10\n"
		       "device a4 rack=R1\n"
		       "wire b1:p1 s:p1\nwire b1:p2 s:p2\nwire b2:p1 s:p3\n"
		       "wire b2:p2 s:p4\nwire b1:p8 b2:p9\nwire b3:p1 b1:p5\n"
		       "wire b3:p2 b1:p6\n"
		       "wire a1:p1 s:p5\nwire a1:p2 s:p6\nwire a2:p1 s:p7\n"
		       "wire a2:p2 s:p8\nwire a1:p7 a2:p7\nwire a3:p1 a1:p3\n"
		       "wire a3:p2 a1:p4\n");
	lab = lab_new(str_text(&text));
	assert_int_equal(lab->judgement->finding_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(lab->judgement->findings[i].kind,
		    FINDING_DEVICE_SWAPPED);
	assert_int_equal(lab->judgement->summary.miswired, 14);
	assert_int_equal(lab->judgement->summary.ok, 1);
	lab_free(lab);
	str_release(&text);
}

/* --- misnamed ------------------------------------------------------------- */

static void
test_device_under_a_foreign_name_is_one_finding(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "hears a:p1 newbox:p1\nhears a:p2 newbox:p2\n",
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>?newbox:p1 a:p2>?newbox:p2 | rename ?newbox:>b:;\n"
	    "of 2: unverified 2");
}

/* One uplink each, and the name of another switch that is where it should be.
 */
static void
test_one_cable_is_enough_where_the_other_is_in_place(void **state)
{
	(void)state;
	lab_expect("cable s:p1 a:p48\ncable s:p2 b:p48\n"
		   "wire s:p1 a:p48\n"
		   "hears s:p2 a:p48\nhears b:p48 s:p2\n",
	    "device-misnamed b 1/1 s:p2=b:p48 |"
	    " s:p2-b:p48 | rename a:>b:;\n"
	    "of 2: ok 1 unverified 1");
}

static void
test_misnamed_device_that_was_asked_stays_unverified(void **state)
{
	struct lab *lab = lab_new("cable a:p1 b:p1\ncable a:p2 b:p2\n"
				  "wire a:p1 b:p1\nwire a:p2 b:p2\n");
	struct lab *other;
	char *shown;

	(void)state;
	assert_int_equal(lab->judgement->summary.ok, 2);
	lab_free(lab);
	other = lab_new("cable a:p1 b:p1\ncable a:p2 b:p2\n"
			"hears a:p1 newbox:p1\nhears a:p2 newbox:p2\n"
			"hears b:p1 a:p1\nhears b:p2 a:p2\n");
	shown = lab_show(other);
	assert_string_equal(shown,
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1-b:p1 a:p2-b:p2 | rename ?newbox:>b:;\n"
	    "of 2: unverified 2");
	assert_true(only_finding(other)->names_only);
	free(shown);
	lab_free(other);
}

static void
test_single_cable_to_a_stranger_is_a_wrong_device(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\n"
		   "hears a:p1 newbox:p1\n",
	    "wrong-device a:p1=b:p1 | a:p1>?newbox:p1 |"
	    " move ?newbox:p1>b:p1;\n"
	    "device-dark b 0/1\n"
	    "of 1: miswired 1");
}

static void
test_factory_name_needs_no_second_cable(void **state)
{
	static const char *const names[] = {"Switch", "Router.example.net",
	    "switch(FDO2151ABCD)", "FDO2151ABCD", "0053.00a1.b2c3"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char *text = str_printf("device b status=timeout\n"
					"cable a:p1 b:p1\n"
					"hears a:p1 %s:p1\n",
		    names[i]);
		char *expected = str_printf("device-misnamed b 1/1 a:p1=b:p1 |"
					    " a:p1>?%s:p1 | rename ?%s:>b:;\n"
					    "of 1: unverified 1",
		    names[i], names[i]);

		lab_expect(text, expected);
		free(expected);
		free(text);
	}
}

static void
test_two_devices_of_the_same_factory_name_are_told_apart(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\ndevice c status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "cable a:p3 c:p1\ncable a:p4 c:p2\n"
		   "hears a:p1 Switch:p1\nhears a:p2 Switch:p2\n"
		   "hears a:p3 Switch:p1\nhears a:p4 Switch:p2\n",
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>?Switch:p1 a:p2>?Switch:p2 | rename ?Switch:>b:;\n"
	    "device-misnamed c 2/2 a:p3=c:p1 a:p4=c:p2 |"
	    " a:p3>?Switch:p1 a:p4>?Switch:p2 | rename ?Switch:>c:;\n"
	    "of 4: unverified 4");
}

static void
test_wrong_plug_of_a_misnamed_device_is_a_finding_of_its_own(void **state)
{
	(void)state;
	/* Its third plug went into a free port; the fourth is not there. */
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "cable a:p3 b:p3\ncable a:p4 b:p4\n"
		   "hears a:p1 newbox:p1\nhears a:p2 newbox:p2\n"
		   "hears a:p9 newbox:p3\n",
	    "device-misnamed b 2/4 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>?newbox:p1 a:p2>?newbox:p2 | rename ?newbox:>b:;\n"
	    "wrong-port a:p3=b:p3 | a:p9>?newbox:p3 | move a:p9>a:p3;\n"
	    "missing a:p4=b:p4 | add a:p4>b:p4;\n"
	    "of 4: missing 1 miswired 1 unverified 2");
}

static void
test_device_that_is_seen_is_not_misnamed(void **state)
{
	(void)state;
	/* b is alive elsewhere: two plugs are in a stranger. */
	lab_expect("cable a:p1 b:p1\ncable a:p2 b:p2\ncable c:p3 b:p3\n"
		   "hears a:p1 newbox:p1\nhears a:p2 newbox:p2\n"
		   "wire c:p3 b:p3\n",
	    "wrong-device a:p1=b:p1 | a:p1>?newbox:p1 |"
	    " move ?newbox:p1>b:p1;\n"
	    "wrong-device a:p2=b:p2 | a:p2>?newbox:p2 |"
	    " move ?newbox:p2>b:p2;\n"
	    "of 3: ok 1 miswired 2");
}

static void
test_old_entry_of_the_right_name_does_not_hide_a_wrong_one(void **state)
{
	(void)state;
	/* c:p3 remembers what was plugged in before the device was reset. */
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\ncable c:p3 d:p3\n"
		   "hears a:p1 newbox:p1 hold=150\n"
		   "hears a:p2 newbox:p2 hold=150\n"
		   "hears c:p3 b:p9 hold=20\n"
		   "wire c:p3 d:p3 hold=150\n",
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>?newbox:p1 a:p2>?newbox:p2 | rename ?newbox:>b:;\n"
	    "of 3: ok 1 unverified 2");
}

static void
test_ports_that_say_something_else_speak_against_a_wrong_name(void **state)
{
	(void)state;
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "cable a:p3 b:p3\ncable a:p4 b:p4\n"
		   "hears a:p1 newbox:p1\nhears a:p2 newbox:p2\n"
		   "hears a:p3 other:p7\nhears a:p4 third:p8\n",
	    "wrong-device a:p1=b:p1 | a:p1>?newbox:p1 |"
	    " move ?newbox:p1>b:p1;\n"
	    "wrong-device a:p2=b:p2 | a:p2>?newbox:p2 |"
	    " move ?newbox:p2>b:p2;\n"
	    "wrong-device a:p3=b:p3 | a:p3>?other:p7 |"
	    " move ?other:p7>b:p3;\n"
	    "wrong-device a:p4=b:p4 | a:p4>?third:p8 |"
	    " move ?third:p8>b:p4;\n"
	    "device-dark b 0/4\n"
	    "of 4: miswired 4");
}

static void
test_name_of_another_device_given_twice_is_a_misname(void **state)
{
	(void)state;
	/* b was set up with the configuration of c. */
	lab_expect("device b status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "cable a:p3 c:p1\ncable a:p4 c:p2\n"
		   "hears a:p1 c:p1\nhears a:p2 c:p2\n"
		   "wire a:p3 c:p1\nwire a:p4 c:p2\n",
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>c:p1 a:p2>c:p2 | rename c:>b:;\n"
	    "of 4: ok 2 unverified 2");
}

static void
test_device_that_lends_its_name_is_not_heard_for_that(void **state)
{
	(void)state;
	/* What is heard as c is b; c itself may well be switched off. */
	lab_expect("device b status=timeout\ndevice c status=timeout\n"
		   "cable a:p1 b:p1\ncable a:p2 b:p2\ncable d:p1 c:p1\n"
		   "hears a:p1 c:p1\nhears a:p2 c:p2\n",
	    "device-misnamed b 2/2 a:p1=b:p1 a:p2=b:p2 |"
	    " a:p1>c:p1 a:p2>c:p2 | rename c:>b:;\n"
	    "device-dark c 1/1 d:p1=c:p1\n"
	    "of 3: unverified 3");
}

static void
test_device_that_was_reached_and_hears_nobody_is_not_the_one_heard(void **state)
{
	(void)state;
	/* The plugs of a are in a stranger; b itself knows nothing of it. */
	lab_expect("cable a:p1 b:p1\ncable a:p2 b:p2\n"
		   "hears a:p1 newbox:p1\nhears a:p2 newbox:p2\n",
	    "wrong-device a:p1=b:p1 | a:p1>?newbox:p1 |"
	    " move ?newbox:p1>b:p1;\n"
	    "wrong-device a:p2=b:p2 | a:p2>?newbox:p2 |"
	    " move ?newbox:p2>b:p2;\n"
	    "of 2: miswired 2");
}

static void
test_id_of_a_device_finding_does_not_change_with_its_cables(void **state)
{
	static const char one[] = "device b status=timeout\n"
				  "cable a:p1 b:p1\ncable a:p2 b:p2\n"
				  "hears a:p1 new:p1\nhears a:p2 new:p2\n";
	struct str text = STR_INIT;
	struct lab *first = lab_new(one);
	struct lab *second;

	(void)state;
	str_add(&text, one);
	str_add(&text, "cable a:p3 b:p3\nhears a:p3 new:p3\n"
		       "cable a:p7 d:p7\n");
	second = lab_new(str_text(&text));
	assert_string_equal(first->judgement->findings[0].id,
	    second->judgement->findings[0].id);
	lab_free(first);
	lab_free(second);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_two_devices_in_each_others_place_are_one_finding),
	    cmocka_unit_test(
		test_crossed_uplinks_of_devices_with_right_cables_are_swapped),
	    cmocka_unit_test(test_many_right_cables_speak_against_an_exchange),
	    cmocka_unit_test(
		test_one_crossed_pair_is_swapped_even_if_the_devices_have_no_other),
	    cmocka_unit_test(
		test_crossed_uplinks_prove_nothing_about_devices_hardly_seen),
	    cmocka_unit_test(
		test_swapped_device_of_48_cables_is_one_finding_beside_other_mistakes),
	    cmocka_unit_test(test_three_names_in_a_ring_are_one_finding),
	    cmocka_unit_test(test_cable_between_the_two_is_right_either_way),
	    cmocka_unit_test(
		test_devices_that_cannot_be_asked_are_found_swapped_by_others),
	    cmocka_unit_test(
		test_exchanged_names_are_told_from_exchanged_devices),
	    cmocka_unit_test(
		test_of_two_exchanges_alike_the_first_by_name_is_meant),
	    cmocka_unit_test(test_racks_that_are_exchanged_are_one_finding),
	    cmocka_unit_test(
		test_device_that_stayed_makes_it_pairs_and_not_racks),
	    cmocka_unit_test(test_device_under_a_foreign_name_is_one_finding),
	    cmocka_unit_test(
		test_one_cable_is_enough_where_the_other_is_in_place),
	    cmocka_unit_test(
		test_misnamed_device_that_was_asked_stays_unverified),
	    cmocka_unit_test(test_single_cable_to_a_stranger_is_a_wrong_device),
	    cmocka_unit_test(test_factory_name_needs_no_second_cable),
	    cmocka_unit_test(
		test_two_devices_of_the_same_factory_name_are_told_apart),
	    cmocka_unit_test(
		test_wrong_plug_of_a_misnamed_device_is_a_finding_of_its_own),
	    cmocka_unit_test(test_device_that_is_seen_is_not_misnamed),
	    cmocka_unit_test(
		test_old_entry_of_the_right_name_does_not_hide_a_wrong_one),
	    cmocka_unit_test(
		test_ports_that_say_something_else_speak_against_a_wrong_name),
	    cmocka_unit_test(
		test_name_of_another_device_given_twice_is_a_misname),
	    cmocka_unit_test(
		test_device_that_lends_its_name_is_not_heard_for_that),
	    cmocka_unit_test(
		test_device_that_was_reached_and_hears_nobody_is_not_the_one_heard),
	    cmocka_unit_test(
		test_id_of_a_device_finding_does_not_change_with_its_cables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
