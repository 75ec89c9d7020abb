/*
 * Who is who: every way to print a name, and what is never guessed.
 */
#include "lab_notation.h"

#include "check/identity.h"

/* The plan of these tests. */
static const char *const plan =
    "device leaf1 alias=leaf1-old serial=FDO2151ABCD host=192.0.2.11"
    " domain=example.net\n"
    "device leaf2 serial=FDO2151WXYZ host=2001:DB8:0::2 domain=.lab.test\n"
    "device leaf2.east\n"
    "device spine.example.net\n"
    "device twin1 serial=SAMESERIAL host=192.0.2.99\n"
    "device twin2 serial=SAMESERIAL host=192.0.2.99\n"
    "device looped host=127.0.0.1\n"
    "device rack-17-top-of-rack-switch-with-a-name-of-51-letters\n"
    "device rack-17-top-of-rack-switch-of-40-letters\n"
    "device rack-18-short-enough\n"
    "device east.rack-18-the-same-in-the-first-forty-1\n"
    "device east.rack-18-the-same-in-the-first-forty-2\n";

struct printed {
	const char *device_id;
	const char *system_name;
	const char *address;
};

/* The devices that `printed` may be, as "leaf1 leaf2"; to be freed. */
static char *
who_is(struct printed printed)
{
	struct lab *lab = lab_new(plan);
	struct identity *identity = identity_new(lab->topology);
	struct span address = SPAN_ABSENT;
	struct neighbor heard = {.native_vlan = NEIGHBOR_NO_NUMBER};
	size_t candidates[IDENTITY_CANDIDATES_MAX];
	struct str out = STR_INIT;
	size_t count;

	if (printed.device_id)
		heard.device_id = span_of(printed.device_id);
	if (printed.system_name)
		heard.system_name = span_of(printed.system_name);
	if (printed.address) {
		address = span_of(printed.address);
		heard.mgmt_addresses.items = &address;
		heard.mgmt_addresses.count = 1;
	}
	count = identity_find(identity, &heard, candidates);
	for (size_t i = 0; i < count; i++)
		str_addf(&out, "%s%s", i ? " " : "",
		    lab->topology->devices[candidates[i]].name);
	identity_free(identity);
	lab_free(lab);
	return str_take(&out);
}

static void
expect_named(const char *device_id, const char *expected)
{
	char *who = who_is((struct printed){.device_id = device_id});

	assert_string_equal(who, expected);
	free(who);
}

static void
test_names_and_aliases_are_known_in_any_case(void **state)
{
	(void)state;
	expect_named("leaf1", "leaf1");
	expect_named("LEAF1", "leaf1");
	expect_named("Leaf1-Old", "leaf1");
}

static void
test_known_domains_are_cut_off(void **state)
{
	(void)state;
	expect_named("leaf1.example.net", "leaf1");
	expect_named("leaf1-old.EXAMPLE.net", "leaf1");
	/* The one who hears and the one who is heard may differ. */
	expect_named("leaf1.lab.test", "leaf1");
	expect_named("leaf2.east.example.net", "leaf2.east");
	expect_named("spine", "spine.example.net");
	expect_named("spine.lab.test", "spine.example.net");
}

static void
test_unknown_domains_and_beginnings_are_strangers(void **state)
{
	(void)state;
	expect_named("leaf1.example.org", "");
	expect_named("leaf1.example", "");
	expect_named("leaf1.net", "");
	expect_named("leaf", "");
	expect_named("leaf11", "");
	expect_named("leaf1.", "");
	expect_named(".example.net", "");
	expect_named("", "");
	expect_named("AP34B8.8315.8548", "");
}

static void
test_names_decorated_with_a_serial_number(void **state)
{
	(void)state;
	expect_named("leaf1(FDO2151ABCD)", "leaf1");
	expect_named("leaf1.example.net(XXX)", "leaf1");
	expect_named("XXX(leaf1)", "leaf1");
	expect_named("XXX(leaf1.example.net)", "leaf1");
	/* The name is worth more than the serial number. */
	expect_named("leaf1(FDO2151WXYZ)", "leaf1");
	expect_named("leaf1(leaf2)", "leaf1 leaf2");
	expect_named("(leaf1)", "");
	expect_named("leaf1()", "leaf1");
	expect_named("leaf1(", "");
	expect_named("leaf1)", "");
}

static void
test_serial_numbers(void **state)
{
	(void)state;
	expect_named("fdo2151abcd", "leaf1");
	expect_named("renamed(FDO2151ABCD)", "leaf1");
	expect_named("FDO2151ABCD(renamed.example.net)", "leaf1");
	expect_named("SAMESERIAL", "twin1 twin2");
}

static void
test_names_cut_at_forty_letters(void **state)
{
	(void)state;
	expect_named("rack-17-top-of-rack-switch-with-a-name-o",
	    "rack-17-top-of-rack-switch-with-a-name-of-51-letters");
	expect_named("rack-17-top-of-rack-switch-with-a-name-", "");
	expect_named("rack-17-top-of-rack-switch-of-40-letters",
	    "rack-17-top-of-rack-switch-of-40-letters");
	expect_named("east.rack-18-the-same-in-the-first-forty",
	    "east.rack-18-the-same-in-the-first-forty-1 "
	    "east.rack-18-the-same-in-the-first-forty-2");
}

static void
test_names_cut_in_their_domain(void **state)
{
	struct lab *lab;

	(void)state;
	/* 34 letters, a dot, and five of eleven letters of the domain. */
	lab = lab_new("device a domain=example.net\n"
		      "cable a:p1 rack-17-a-name-of-thirty-4-letters:p1\n"
		      "hears a:p1 rack-17-a-name-of-thirty-4-letters.examp:p1\n"
		      "hears rack-17-a-name-of-thirty-4-letters:p1 a:p1\n");
	assert_int_equal(strlen("rack-17-a-name-of-thirty-4-letters.examp"),
	    40);
	assert_int_equal(lab->judgement->summary.ok, 1);
	lab_free(lab);
}

static void
test_system_name_helps_when_the_device_id_does_not(void **state)
{
	char *who = who_is((struct printed){.device_id = "0011.2233.4455",
	    .system_name = "leaf2.lab.test"});

	(void)state;
	assert_string_equal(who, "leaf2");
	free(who);
	who = who_is((struct printed){.device_id = "leaf1",
	    .system_name = "leaf2.lab.test"});
	assert_string_equal(who, "leaf1");
	free(who);
}

static void
expect_address(const char *address, const char *expected)
{
	char *who = who_is(
	    (struct printed){.device_id = "stranger", .address = address});

	assert_string_equal(who, expected);
	free(who);
}

static void
test_addresses_are_the_last_resort(void **state)
{
	char *who;

	(void)state;
	expect_address("192.0.2.11", "leaf1");
	expect_address("2001:db8::2", "leaf2");
	expect_address("192.0.2.99", "twin1 twin2");
	expect_address("192.0.2.1", "");
	expect_address("192.0.2.111", "");
	expect_address("leaf1", "");
	/* A name that is known needs no address. */
	who = who_is(
	    (struct printed){.device_id = "leaf1", .address = "192.0.2.99"});
	assert_string_equal(who, "leaf1");
	free(who);
	/* Everybody calls itself that. */
	expect_address("127.0.0.1", "");
}

static void
test_ambiguous_neighbor_is_reported_and_makes_no_cable(void **state)
{
	struct lab *lab = lab_new("device t1 serial=S\n"
				  "device t2 serial=S\n"
				  "cable a:p1 t1:p1\n"
				  "hears a:p1 S:p1\n");
	const struct ambiguity *ambiguity = &lab->judgement->ambiguities[0];

	(void)state;
	assert_int_equal(lab->judgement->summary.unverified, 1);
	assert_int_equal(lab->judgement->finding_count, 0);
	assert_int_equal(lab->judgement->observed_count, 0);
	assert_int_equal(lab->judgement->ambiguity_count, 1);
	assert_string_equal(lab->topology->devices[ambiguity->device].name,
	    "a");
	assert_true(span_is(ambiguity->heard->device_id, "S"));
	assert_int_equal(ambiguity->candidate_count, 2);
	assert_int_equal(ambiguity->candidates[0], 0);
	assert_int_equal(ambiguity->candidates[1], 1);
	lab_free(lab);
}

static void
test_what_the_other_end_says_stands_beside_an_ambiguity(void **state)
{
	(void)state;
	lab_expect("device t1 serial=S\n"
		   "device t2 serial=S\n"
		   "cable a:p1 t1:p1\n"
		   "hears a:p1 S:p1\n"
		   "hears t1:p1 a:p1\n",
	    "of 1: one-sided 1");
	lab_expect("device t1 serial=S\n"
		   "device t2 serial=S\n"
		   "cable a:p1 t1:p1\n"
		   "hears a:p1 S:p1\n"
		   "hears a:p1 t2:p5\n",
	    "wrong-device a:p1=t1:p1 | a:p1>t2:p5 | move t2:p5>t1:p1;\n"
	    "of 1: miswired 1");
}

static void
test_ignored_neighbor_is_no_ambiguity(void **state)
{
	struct lab *lab = lab_new("device t1 serial=S\n"
				  "device t2 serial=S\n"
				  "device a\n"
				  "hears a:p1 S:p1\n"
				  "ignore neighbor=S\n");

	(void)state;
	assert_int_equal(lab->judgement->ambiguity_count, 0);
	lab_free(lab);
}

static void
test_hostile_names_of_any_length_are_strangers(void **state)
{
	char *dots = xmalloc(100001);

	(void)state;
	memset(dots, '.', 100000);
	dots[100000] = '\0';
	expect_named(dots, "");
	dots[99999] = ')';
	dots[10] = '(';
	expect_named(dots, "");
	free(dots);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_and_aliases_are_known_in_any_case),
	    cmocka_unit_test(test_known_domains_are_cut_off),
	    cmocka_unit_test(test_unknown_domains_and_beginnings_are_strangers),
	    cmocka_unit_test(test_names_decorated_with_a_serial_number),
	    cmocka_unit_test(test_serial_numbers),
	    cmocka_unit_test(test_names_cut_at_forty_letters),
	    cmocka_unit_test(test_names_cut_in_their_domain),
	    cmocka_unit_test(
		test_system_name_helps_when_the_device_id_does_not),
	    cmocka_unit_test(test_addresses_are_the_last_resort),
	    cmocka_unit_test(
		test_ambiguous_neighbor_is_reported_and_makes_no_cable),
	    cmocka_unit_test(
		test_what_the_other_end_says_stands_beside_an_ambiguity),
	    cmocka_unit_test(test_ignored_neighbor_is_no_ambiguity),
	    cmocka_unit_test(test_hostile_names_of_any_length_are_strangers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
