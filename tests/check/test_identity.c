/*
 * Who is who: every way to print a name, and what is never guessed.
 */
#include "lab_notation.h"

#include "check/identity.h"
#include "check/order.h"

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
    "device local host=fe80::1\n"
    "device rack-17-top-of-rack-switch-with-a-name-of-51-letters\n"
    "device rack-17-top-of-rack-switch-of-40-letters\n"
    "device rack-18-short-enough\n"
    "device rack-19-a-nexus-of-28-letters serial=SAL1817QRST\n"
    "device east.rack-18-the-same-in-the-first-forty-1\n"
    "device east.rack-18-the-same-in-the-first-forty-2\n"
    "device ap1 alias=00:53:00:A1:B2:C3\n"
    "device ap2 serial=005300a1b2c4\n"
    "device 0053.00a1.b2c5\n"
    "device ap4 serial=0053.00A1.B2C6\n"
    "device ap5 alias=0053-00a1-b2c6\n"
    "device many-addresses alias=198.51.100.7 host=192.0.2.70\n"
    "device 2001:db8::70 host=192.0.2.71\n";

struct printed {
	const char *device_id;
	const char *system_name;
	const char *address;
};

/*
 * The devices that `printed` may be, and how that is known, as "leaf1 leaf2 by
 * serial"; to be freed.
 */
static char *
who_is(struct printed printed)
{
	struct lab *lab = lab_new(plan);
	uint32_t *ranks = order_rank_devices(lab->topology);
	struct identity *identity = identity_new(lab->topology, ranks);
	struct span address = SPAN_ABSENT;
	struct neighbor heard = {.native_vlan = NEIGHBOR_NO_NUMBER};
	struct identity_match match;
	struct str out = STR_INIT;

	if (printed.device_id)
		heard.device_id = span_of(printed.device_id);
	if (printed.system_name)
		heard.system_name = span_of(printed.system_name);
	if (printed.address) {
		address = span_of(printed.address);
		heard.mgmt_addresses.items = &address;
		heard.mgmt_addresses.count = 1;
	}
	identity_find(identity, &heard, &match);
	assert_int_equal(!match.count, match.by == MATCHED_BY_NOTHING);
	for (size_t i = 0; i < match.count; i++)
		str_addf(&out, "%s ",
		    lab->topology->devices[match.candidates[i]].name);
	if (match.count)
		str_addf(&out, "by %s", matched_by_name(match.by));
	identity_free(identity);
	free(ranks);
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
	expect_named("leaf1", "leaf1 by name");
	expect_named("LEAF1", "leaf1 by name");
	expect_named("Leaf1-Old", "leaf1 by alias");
}

static void
test_known_domains_are_cut_off(void **state)
{
	(void)state;
	expect_named("leaf1.example.net", "leaf1 by domain");
	expect_named("leaf1-old.EXAMPLE.net", "leaf1 by domain");
	/* The one who hears and the one who is heard may differ. */
	expect_named("leaf1.lab.test", "leaf1 by domain");
	expect_named("leaf2.east.example.net", "leaf2.east by domain");
	expect_named("spine", "spine.example.net by domain");
	expect_named("spine.lab.test", "spine.example.net by domain");
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
	expect_named("leaf1(FDO2151ABCD)", "leaf1 by name(serial)");
	expect_named("leaf1 (FDO2151ABCD)", "leaf1 by name(serial)");
	expect_named("leaf1-old(FDO2151ABCD)", "leaf1 by name(serial)");
	expect_named("leaf1.example.net(XXX)", "leaf1 by name(serial)");
	expect_named("XXX(leaf1)", "leaf1 by serial(name)");
	expect_named("XXX(leaf1.example.net)", "leaf1 by serial(name)");
	expect_named("FDO2151ABCD(LEAF1)", "leaf1 by serial(name)");
	/* The name is worth more than the serial number. */
	expect_named("leaf1(FDO2151WXYZ)", "leaf1 by name(serial)");
	expect_named("leaf1(leaf2)", "leaf1 leaf2 by name(serial)");
	expect_named("(leaf1)", "");
	expect_named("leaf1()", "leaf1 by name(serial)");
	expect_named("leaf1(", "");
	expect_named("leaf1)", "");
}

static void
test_serial_numbers(void **state)
{
	(void)state;
	expect_named("fdo2151abcd", "leaf1 by serial");
	expect_named("renamed(FDO2151ABCD)", "leaf1 by serial");
	expect_named("FDO2151ABCD(renamed.example.net)", "leaf1 by serial");
	expect_named("SAMESERIAL", "twin1 twin2 by serial");
	expect_named("renamed(SAMESERIAL)", "twin1 twin2 by serial");
	expect_named("FDO2151", "");
}

static void
test_names_cut_at_forty_letters(void **state)
{
	(void)state;
	expect_named("rack-17-top-of-rack-switch-with-a-name-o",
	    "rack-17-top-of-rack-switch-with-a-name-of-51-letters by cut-name");
	expect_named("rack-17-top-of-rack-switch-with-a-name-", "");
	expect_named("rack-17-top-of-rack-switch-of-40-letters",
	    "rack-17-top-of-rack-switch-of-40-letters by name");
	expect_named("east.rack-18-the-same-in-the-first-forty",
	    "east.rack-18-the-same-in-the-first-forty-1 "
	    "east.rack-18-the-same-in-the-first-forty-2 by cut-name");
}

static void
test_decorated_names_cut_at_forty_letters(void **state)
{
	static const char nexus[] = "rack-19-a-nexus-of-28-letters by cut-name";

	(void)state;
	expect_named("rack-19-a-nexus-of-28-letters(SAL1817QRS", nexus);
	expect_named("Rack-19-A-Nexus-of-28-letters.example.ne", nexus);
	expect_named("rack-18-short-enough.example.net(FDO2151",
	    "rack-18-short-enough by cut-name");
	/* The serial number is whole, the name is not. */
	expect_named("SAL1817QRST(rack-19-a-nexus-of-28-letter", nexus);
	expect_named("SAL18888888(rack-18-short-enough.example",
	    "rack-18-short-enough by cut-name");
	/* Only what is cut may lack its end, and nothing is guessed. */
	expect_named("rack-19-a-nexus-of-28-letters(SAL1817QR", "");
	expect_named("SAL18888888(rack-19-a-nexus-of-28-letter", "");
	expect_named("rack-18-short-enough.example.org(FDO2151", "");
}

static void
test_mac_addresses_in_any_notation(void **state)
{
	(void)state;
	expect_named("00:53:00:A1:B2:C3", "ap1 by alias");
	expect_named("0053.00a1.b2c3", "ap1 by mac");
	expect_named("00-53-00-a1-b2-c3", "ap1 by mac");
	expect_named("00 53 00 A1 B2 C3", "ap1 by mac");
	expect_named("005300a1b2c3", "ap1 by mac");
	expect_named("005300-A1B2C3", "ap1 by mac");
	expect_named("00:53:00:a1:b2:c4", "ap2 by mac");
	expect_named("005300a1b2c5", "0053.00a1.b2c5 by mac");
	expect_named("005300a1b2c6", "ap4 ap5 by mac");
	/* One digit less or more, mixed or doubled separators, no digits. */
	expect_named("0053.00a1.b2c", "");
	expect_named("0053.00a1.b2c33", "");
	expect_named("00:53.00a1.b2c3", "");
	expect_named("0053..00a1.b2c3", "");
	expect_named("0053.00a1.b2c3.", "");
	expect_named("0053.00a1.b2g3", "");
	expect_named("SEP005300A1B2C3", "");
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
	assert_string_equal(who, "leaf2 by system-name");
	free(who);
	who = who_is((struct printed){.device_id = "leaf1",
	    .system_name = "leaf2.lab.test"});
	assert_string_equal(who, "leaf1 by name");
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
	expect_address("192.0.2.11", "leaf1 by address");
	expect_address("2001:db8::2", "leaf2 by address");
	expect_address("2001:0DB8::0:2", "leaf2 by address");
	expect_address("192.0.2.99", "twin1 twin2 by address");
	expect_address("192.0.2.70", "many-addresses by address");
	expect_address("198.51.100.7", "many-addresses by address");
	expect_address("2001:db8:0::70", "2001:db8::70 by address");
	expect_address("192.0.2.1", "");
	expect_address("192.0.2.111", "");
	expect_address("leaf1", "");
	/* A name that is known needs no address. */
	who = who_is(
	    (struct printed){.device_id = "leaf1", .address = "192.0.2.99"});
	assert_string_equal(who, "leaf1 by name");
	free(who);
	/* A device ID may be one. */
	expect_named("192.0.2.11", "leaf1 by address");
	expect_named("2001:DB8::2", "leaf2 by address");
	/* Everybody calls itself that. */
	expect_address("127.0.0.1", "");
	expect_address("FE80::1", "");
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
	assert_int_equal(lab->judgement->observed_count, 0);
	assert_int_equal(lab->judgement->ambiguity_count, 1);
	assert_string_equal(lab->topology->devices[ambiguity->device].name,
	    "a");
	assert_true(span_is(ambiguity->heard->device_id, "S"));
	assert_true(span_is(ambiguity->name, "S"));
	assert_string_equal(ambiguity->port, "p1");
	assert_int_equal(ambiguity->matched_by, MATCHED_BY_SERIAL);
	assert_int_equal(ambiguity->candidate_count, 2);
	assert_int_equal(ambiguity->candidates[0], 0);
	assert_int_equal(ambiguity->candidates[1], 1);
	lab_free(lab);
}

/* What cannot be told apart is one finding, wherever and however it is heard.
 */
static void
test_ambiguous_names_are_one_finding_per_set_of_devices(void **state)
{
	struct lab *lab = lab_new("device a\n"
				  "device b\n"
				  "device t1 serial=S\n"
				  "device t2 serial=S\n"
				  "device u1 serial=V\n"
				  "device u2 serial=V\n"
				  "hears b:p1 V:p1\n"
				  "hears a:p12 x1(S):p1\n"
				  "hears a:p2 S:p1\n"
				  "hears b:p7 S:p1\n");
	const struct judgement *j = lab->judgement;
	const struct finding *f = j->findings;

	(void)state;
	assert_int_equal(j->ambiguity_count, 4);
	assert_int_equal(j->finding_count, 2);
	assert_int_equal(f[0].kind, FINDING_AMBIGUOUS);
	assert_int_equal(f[0].severity, SEVERITY_WARNING);
	assert_int_equal(f[0].device_count, 2);
	assert_string_equal(lab->topology->devices[f[0].devices[1]].name, "t2");
	assert_int_equal(f[0].ambiguity_count, 3);
	assert_string_equal(j->ambiguities[f[0].ambiguities[0]].port, "p2");
	assert_string_equal(j->ambiguities[f[0].ambiguities[1]].port, "p12");
	assert_int_equal(f[0].evidence_count, 3);
	assert_int_equal(f[0].evidence[0].device, 0);
	assert_true(span_is(f[0].evidence[0].heard, "S"));
	assert_int_equal(f[0].evidence[0].matched_by, MATCHED_BY_SERIAL);
	assert_int_equal(f[1].ambiguity_count, 1);
	assert_string_equal(lab->topology->devices[f[1].devices[0]].name, "u1");
	assert_string_not_equal(f[0].id, f[1].id);
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
	    "ambiguous t1 t2\n"
	    "of 1: one-sided 1");
	lab_expect("device t1 serial=S\n"
		   "device t2 serial=S\n"
		   "cable a:p1 t1:p1\n"
		   "hears a:p1 S:p1\n"
		   "hears a:p1 t2:p5\n",
	    "wrong-device a:p1=t1:p1 | a:p1>t2:p5 | move t2:p5>t1:p1;\n"
	    "ambiguous t1 t2\n"
	    "of 1: miswired 1");
}

static void
test_ambiguous_system_name_is_called_by_that(void **state)
{
	struct lab *lab = lab_new("device t1.x.test domain=x.test\n"
				  "device t1.y.test domain=y.test\n"
				  "cable a:p1 t1.x.test:p1\n"
				  "hears a:Gi1/0/1 :p1 sysname=t1\n");
	const struct ambiguity *ambiguity = &lab->judgement->ambiguities[0];

	(void)state;
	assert_int_equal(lab->judgement->ambiguity_count, 1);
	assert_true(span_is(ambiguity->name, "t1"));
	assert_string_equal(ambiguity->port, "GigabitEthernet1/0/1");
	assert_int_equal(ambiguity->matched_by, MATCHED_BY_SYSTEM_NAME);
	assert_int_equal(ambiguity->candidate_count, 2);
	lab_free(lab);
}

/* "name by rule" of all names by which `device` is heard; to be freed. */
static char *
heard_as(const struct lab *lab, const char *device)
{
	const struct heard_names *names;
	struct str out = STR_INIT;
	size_t index;

	assert_true(
	    topology_find_device(lab->topology, span_of(device), &index));
	names = &lab->judgement->heard_as[index];
	for (size_t i = 0; i < names->count; i++) {
		const struct heard_name *name = &names->items[i];

		str_addf(&out, "%s%.*s by %s", i ? ", " : "",
		    (int)name->name.length, name->name.text,
		    matched_by_name(name->matched_by));
	}
	str_add(&out, "");
	return str_take(&out);
}

static void
test_every_device_knows_the_names_that_others_print_for_it(void **state)
{
	struct lab *lab = lab_new("device b domain=x.test serial=S1\n"
				  "device a\n"
				  "device c\n"
				  "hears a:p1 b.x.test(S1):p1\n"
				  "hears a:p2 b.x.test(S1):p2\n"
				  "hears a:p3 B:p3\n"
				  "hears c:p4 S1:p4\n"
				  "hears b:p1 a:p1\n"
				  "hears b:p2 stranger:p1\n");
	char *names = heard_as(lab, "b");

	(void)state;
	assert_string_equal(names,
	    "b.x.test(S1) by name(serial), B by name, S1 by serial");
	free(names);
	names = heard_as(lab, "a");
	assert_string_equal(names, "a by name");
	free(names);
	names = heard_as(lab, "c");
	assert_string_equal(names, "");
	free(names);
	lab_free(lab);
}

/* LLDP: a bridge whose system name nobody knows, and one that has none. */
static void
test_a_chassis_id_of_the_plan_tells_who_it_is(void **state)
{
	struct lab *lab = lab_new("device a\n"
				  "device b alias=00:53:00:a1:b2:c3\n"
				  "device c serial=FDO2151ABCD\n"
				  "device d\n"
				  "hears a:p1 x9:p1 chassis=0053.00a1.b2c3\n"
				  "hears a:p2 x8:p1 chassis=00-53-00-A1-B2-C3\n"
				  "hears a:p3 x7:p1 chassis=FDO2151ABCD\n"
				  "hears a:p4 d:p1 chassis=FDO2151ABCD\n");
	char *names = heard_as(lab, "b");

	(void)state;
	assert_string_equal(names, "x9 by mac, x8 by mac");
	free(names);
	names = heard_as(lab, "c");
	assert_string_equal(names, "x7 by serial");
	free(names);
	names = heard_as(lab, "d");
	assert_string_equal(names, "d by name");
	free(names);
	lab_free(lab);
}

static void
test_names_without_end_do_not_fill_the_report(void **state)
{
	struct str text = STR_INIT;
	struct lab *lab;
	size_t index;

	(void)state;
	str_add(&text, "device a\ndevice b\n");
	for (int i = 0; i < 1000; i++)
		str_addf(&text, "hears a:p%d b(%d):p%d\n", i, i, i);
	lab = lab_new(str_text(&text));
	assert_true(topology_find_device(lab->topology, span_of("b"), &index));
	assert_int_equal(lab->judgement->heard_as[index].count,
	    HEARD_NAMES_MAX);
	lab_free(lab);
	str_release(&text);
}

static void
test_evidence_tells_how_the_neighbor_is_known(void **state)
{
	struct lab *lab = lab_new("device a domain=x.test\n"
				  "device b serial=S1\n"
				  "cable a:p1 b:p1\n"
				  "hears a:p1 b.x.test:p2\n"
				  "hears b:p2 a:p1\n");
	const struct finding *finding = &lab->judgement->findings[0];

	(void)state;
	assert_int_equal(lab->judgement->finding_count, 1);
	assert_int_equal(finding->evidence_count, 2);
	assert_true(span_is(finding->evidence[0].heard, "b.x.test"));
	assert_int_equal(finding->evidence[0].matched_by, MATCHED_BY_DOMAIN);
	assert_true(span_is(finding->evidence[1].heard, "a"));
	assert_int_equal(finding->evidence[1].matched_by, MATCHED_BY_NAME);
	lab_free(lab);
	lab = lab_new("cable a:p1 b:p1\n"
		      "hears a:p1 stranger:p1\n");
	finding = &lab->judgement->findings[0];
	assert_int_equal(lab->judgement->finding_count, 1);
	assert_int_equal(finding->evidence_count, 1);
	assert_true(span_is(finding->evidence[0].heard, "stranger"));
	assert_int_equal(finding->evidence[0].matched_by, MATCHED_BY_NOTHING);
	lab_free(lab);
}

/* Twenty devices of one serial number, in the order that `step` gives. */
static char *
who_of_many(size_t step)
{
	struct str text = STR_INIT;
	struct str out = STR_INIT;
	struct lab *lab;
	const struct ambiguity *ambiguity;

	for (size_t i = 0; i < 20; i++)
		str_addf(&text, "device d%zu serial=S\n", i * step % 20);
	str_add(&text, "hears d1:p1 S:p1\n");
	lab = lab_new(str_text(&text));
	assert_int_equal(lab->judgement->ambiguity_count, 1);
	ambiguity = &lab->judgement->ambiguities[0];
	for (size_t i = 0; i < ambiguity->candidate_count; i++)
		str_addf(&out, "%s ",
		    lab->topology->devices[ambiguity->candidates[i]].name);
	lab_free(lab);
	str_release(&text);
	return str_take(&out);
}

static void
test_of_too_many_candidates_the_lowest_are_shown(void **state)
{
	static const size_t steps[] = {1, 3, 7, 19};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		char *who = who_of_many(steps[i]);

		assert_string_equal(who,
		    "d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 d10 d11 d12 d13 d14 d15 ");
		free(who);
	}
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
	    cmocka_unit_test(test_decorated_names_cut_at_forty_letters),
	    cmocka_unit_test(test_mac_addresses_in_any_notation),
	    cmocka_unit_test(
		test_system_name_helps_when_the_device_id_does_not),
	    cmocka_unit_test(test_addresses_are_the_last_resort),
	    cmocka_unit_test(
		test_ambiguous_neighbor_is_reported_and_makes_no_cable),
	    cmocka_unit_test(
		test_ambiguous_names_are_one_finding_per_set_of_devices),
	    cmocka_unit_test(
		test_what_the_other_end_says_stands_beside_an_ambiguity),
	    cmocka_unit_test(test_ambiguous_system_name_is_called_by_that),
	    cmocka_unit_test(
		test_every_device_knows_the_names_that_others_print_for_it),
	    cmocka_unit_test(test_a_chassis_id_of_the_plan_tells_who_it_is),
	    cmocka_unit_test(test_names_without_end_do_not_fill_the_report),
	    cmocka_unit_test(test_evidence_tells_how_the_neighbor_is_known),
	    cmocka_unit_test(test_of_too_many_candidates_the_lowest_are_shown),
	    cmocka_unit_test(test_ignored_neighbor_is_no_ambiguity),
	    cmocka_unit_test(test_hostile_names_of_any_length_are_strangers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
