/*
 * Port names: what is equal, what passes unchanged, and in which order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"
#include "model/ifname.h"

struct pair {
	const char *given;
	const char *wanted;
};

/* clang-format off */
static const struct pair known[] = {
	{ "Eth1/49",               "Ethernet1/49" },
	{ "eth1/1",                "Ethernet1/1" },
	{ "ETHERNET1/1",           "Ethernet1/1" },
	{ "Et0/1",                 "Ethernet0/1" },
	{ "E0/1",                  "Ethernet0/1" },
	{ "Et0",                   "Ethernet0" },
	{ "Ethernet0",             "Ethernet0" },
	{ "Eth1/49/1",             "Ethernet1/49/1" },
	{ "Eth101/1/48",           "Ethernet101/1/48" },
	{ "Eth1/1.100",            "Ethernet1/1.100" },
	{ "Fa0/1",                 "FastEthernet0/1" },
	{ "Fas 0/24",              "FastEthernet0/24" },
	{ "Gi1/0/1",               "GigabitEthernet1/0/1" },
	{ "gigabitethernet 1/0/1", "GigabitEthernet1/0/1" },
	{ "  Gig 1/0/1\r",         "GigabitEthernet1/0/1" },
	{ "Gig3",                  "GigabitEthernet3" },
	{ "g0/0",                  "GigabitEthernet0/0" },
	{ "GigabitE0/0/0",         "GigabitEthernet0/0/0" },
	{ "Gi0/0/0/7",             "GigabitEthernet0/0/0/7" },
	{ "Gi0/0/1.4094",          "GigabitEthernet0/0/1.4094" },
	{ "Gi01/00/002",           "GigabitEthernet1/0/2" },
	{ "Tw1/0/1",               "TwoGigabitEthernet1/0/1" },
	{ "TwoG1/0/1",             "TwoGigabitEthernet1/0/1" },
	{ "Twe1/0/1",              "TwentyFiveGigE1/0/1" },
	{ "TF0/0/0/24",            "TwentyFiveGigE0/0/0/24" },
	{ "Twenty1/1/1",           "TwentyFiveGigE1/1/1" },
	{ "Fi1/0/1",               "FiveGigabitEthernet1/0/1" },
	{ "Fi0/0/0/1",             "FiftyGigE0/0/0/1" },
	{ "Fif1/0/1",              "FiftyGigE1/0/1" },
	{ "Te1/1/1",               "TenGigabitEthernet1/1/1" },
	{ "Ten 1/1/1",             "TenGigabitEthernet1/1/1" },
	{ "TenGigE1/1/1",          "TenGigabitEthernet1/1/1" },
	{ "Te1/0/1/1",             "TenGigabitEthernet1/0/1/1" },
	{ "Te0/0/0/1",             "TenGigE0/0/0/1" },
	{ "TenGigabitEthernet0/0/0/1", "TenGigE0/0/0/1" },
	{ "Te0/0/0/1/3",           "TenGigE0/0/0/1/3" },
	{ "Te0/0/0/1.20",          "TenGigE0/0/0/1.20" },
	{ "Fo1/1/1",               "FortyGigabitEthernet1/1/1" },
	{ "For 1/1/1",             "FortyGigabitEthernet1/1/1" },
	{ "FortyGigE0/0/0/3",      "FortyGigE0/0/0/3" },
	{ "Hu1/0/49",              "HundredGigE1/0/49" },
	{ "HundredGigabitEthernet1/0/49", "HundredGigE1/0/49" },
	{ "TwoHu0/0/0/1",          "TwoHundredGigE0/0/0/1" },
	{ "FH0/0/0/1",             "FourHundredGigE0/0/0/1" },
	{ "Fou1/0/1",              "FourHundredGigE1/0/1" },
	{ "FourHu1/0/1",           "FourHundredGigE1/0/1" },
	{ "EH0/0/0/1",             "EightHundredGigE0/0/0/1" },
	{ "Ap1/0/1",               "AppGigabitEthernet1/0/1" },
	{ "Se0/1/0:23",            "Serial0/1/0:23" },
	{ "Serial 0/0/0",          "Serial0/0/0" },
	{ "Mgmt0",                 "mgmt0" },
	{ "MgmtEth0/rp0/cpu0/0",   "MgmtEth0/RP0/CPU0/0" },
	{ "Mg0/RSP0/CPU0/1",       "MgmtEth0/RSP0/CPU0/1" },
	{ "mgmt0/RP1/CPU0/0",      "MgmtEth0/RP1/CPU0/0" },
	{ "Ma1",                   "Management1" },
	{ "po10",                  "Port-channel10" },
	{ "port-channel 10",       "Port-channel10" },
	{ "PO1/0",                 "POS1/0" },
	{ "BE100.10",              "Bundle-Ether100.10" },
	{ "Bu100",                 "Bundle-Ether100" },
	{ "vl10",                  "Vlan10" },
	{ "Lo0",                   "Loopback0" },
	{ "Tu100",                 "Tunnel100" },
	{ "Nu0",                   "Null0" },
	{ "AT0/1/0",               "ATM0/1/0" },
	{ "Ce0/1/0",               "Cellular0/1/0" },
	{ "Wl0/1",                 "Wlan-GigabitEthernet0/1" },
	{ "FC1/12",                "fc1/12" },
	{ "Veth12",                "Vethernet12" },
};

/* Somebody else's names, and what only looks like one of ours. */
static const char *const unchanged[] = {
	"eth0", "Eth0", "ETH12", "eth0.100", "eth0:1", "wlan0", "vmnic2",
	"Port 1", "Port 0", "port1", "ethanol", "Ethernet", "Gi", "enp3s0f0",
	"ens192", "swp1s0", "ge-0/0/1", "xe-0/0/1:2", "ethernet-1/1", "e1-1",
	"e0a", "00:11:22:33:44:55", "3/11", "Gi1/", "Gi1//1", "Gi1/0/1x",
	"Gi1/0/1 (up)", "Gi1/RP0/1", "Gi1/2.", "Gi1/2.x", "Gi1:1.1",
	"Gi1/2/3/4/5/6/7/8/9", "Gi1/1234567890", "T1/1", "F0/1", "Two1/0/1",
	"Serial number 5", "NIC 1", "slot 2", "xyz1/1", "/", "", "-", "1",
	"Mg1", "GigabitEthernets1/1", "Port-channels1",
};
/* clang-format on */

static void
check_canonical(struct arena *arena, const char *given, const char *wanted)
{
	struct str out = STR_INIT;
	char *name = ifname_canonical(arena, span_of(given));

	assert_string_equal(name, wanted);
	ifname_add_canonical(&out, span_of(given));
	assert_string_equal(str_text(&out), wanted);
	/* A name that is canonical already stays as it is. */
	assert_string_equal(ifname_canonical(arena, span_of(name)), wanted);
	assert_true(ifname_equal(span_of(given), span_of(wanted)));
	str_release(&out);
}

static void
test_known_families_get_their_long_form(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++)
		check_canonical(arena, known[i].given, known[i].wanted);
	arena_free(arena);
}

static void
test_unknown_names_pass_unchanged(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(unchanged); i++)
		check_canonical(arena, unchanged[i], unchanged[i]);
	check_canonical(arena, " \tPort 1 \r", "Port 1");
	arena_free(arena);
}

static void
test_short_form_means_the_same_port(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		const char *name = known[i].wanted;
		struct str brief = STR_INIT;

		ifname_add_short(&brief, name);
		assert_true(brief.length <= strlen(name));
		assert_string_equal(ifname_canonical(arena, str_span(&brief)),
		    name);
		str_release(&brief);
	}
	arena_free(arena);
}

static void
test_short_forms_are_the_usual_ones(void **state)
{
	/* clang-format off */
	static const struct pair pairs[] = {
		{ "Ethernet1/49",          "Eth1/49" },
		{ "GigabitEthernet1/0/1",  "Gi1/0/1" },
		{ "TenGigE0/0/0/1",        "Te0/0/0/1" },
		{ "Port-channel10",        "Po10" },
		{ "MgmtEth0/RP0/CPU0/0",   "Mg0/RP0/CPU0/0" },
		{ "mgmt0",                 "mgmt0" },
		{ "Port 1",                "Port 1" },
		{ "eth0",                  "eth0" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		struct str brief = STR_INIT;

		ifname_add_short(&brief, pairs[i].given);
		assert_string_equal(str_text(&brief), pairs[i].wanted);
		str_release(&brief);
	}
}

static void
test_equality_has_no_case_and_no_false_friends(void **state)
{
	/* clang-format off */
	static const struct { const char *a, *b; bool equal; } pairs[] = {
		{ "Eth1/1",    "ethernet 1/1",       true },
		{ "eth0",      "ETH0",               true },
		{ "VMNIC2",    "vmnic2",             true },
		{ "Port 1",    "port 1",             true },
		{ "Te1/1/1",   "TenGigE1/1/1",       true },
		{ "eth0",      "Ethernet0",          false },
		{ "Eth1/1",    "Eth1/10",            false },
		{ "Eth1/1",    "Eth1/1/1",           false },
		{ "Eth1/1",    "Eth1/1.1",           false },
		{ "Gi1/0/1",   "Te1/0/1",            false },
		{ "Tw1/0/1",   "Twe1/0/1",           false },
		{ "Gi0/0/1",   "Gi0/0/0/1",          false },
		{ "Port 1",    "Port-channel1",      false },
		{ "Se0/1/0:1", "Se0/1/0:2",          false },
		{ "",          "Eth1/1",             false },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		assert_int_equal(ifname_equal(span_of(pairs[i].a),
				     span_of(pairs[i].b)),
		    pairs[i].equal);
		assert_int_equal(ifname_equal(span_of(pairs[i].b),
				     span_of(pairs[i].a)),
		    pairs[i].equal);
	}
}

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

static void
test_order_is_natural(void **state)
{
	static const char *const sorted[] = {
	    "",
	    "Ethernet1/1",
	    "Ethernet1/1.5",
	    "Ethernet1/1.10",
	    "Ethernet1/1/1",
	    "Ethernet1/2",
	    "Ethernet1/10",
	    "Ethernet2/1",
	    "Ethernet100/1",
	    "FastEthernet0/1",
	    "GigabitEthernet0",
	    "GigabitEthernet0/0",
	    "mgmt0",
	    "Port 9",
	    "Port 10",
	    "TenGigE0/0/0/1",
	    "x1",
	    "x01",
	    "x99999999999999999999",
	    "x100000000000000000000",
	};

	(void)state;
	/* Leading zeros break a tie; which way is no matter, but for good. */
	assert_int_not_equal(ifname_compare("x1", "x01"), 0);
	for (size_t i = 0; i < COUNT_OF(sorted); i++) {
		for (size_t k = 0; k < COUNT_OF(sorted); k++) {
			int order = ifname_compare(sorted[i], sorted[k]);

			assert_int_equal(sign(order),
			    -sign(ifname_compare(sorted[k], sorted[i])));
			if (strcmp(sorted[i], "x01") == 0 &&
			    strcmp(sorted[k], "x1") == 0)
				continue;
			if (strcmp(sorted[k], "x01") == 0 &&
			    strcmp(sorted[i], "x1") == 0)
				continue;
			assert_int_equal(sign(order), (i > k) - (i < k));
		}
	}
	assert_int_equal(ifname_compare("eth0", "ETH0"), 0);
}

static void
test_ambiguous_short_forms_are_named(void **state)
{
	static const char *const ambiguous[] = {"T1/1", "F0/1", "two1/0/1"};
	static const char *const clear[] = {"Te1/1", "Eth1/1", "eth0", "T1",
	    "p1", "Tw1/0/1", "Fi1/0/1", "x1/1", "Port 1", ""};
	const char *first = NULL;
	const char *second = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ambiguous); i++) {
		first = NULL;
		second = NULL;
		assert_true(ifname_is_ambiguous(span_of(ambiguous[i]), &first,
		    &second));
		assert_non_null(first);
		assert_non_null(second);
		assert_string_not_equal(first, second);
	}
	for (size_t i = 0; i < COUNT_OF(clear); i++)
		assert_false(
		    ifname_is_ambiguous(span_of(clear[i]), &first, &second));
}

static void
test_long_and_odd_names_are_cut_and_stay_whole_strings(void **state)
{
	struct arena *arena = arena_new();
	char text[1000];
	char *name;

	(void)state;
	memset(text, 'x', sizeof(text));
	name = ifname_canonical(arena, span_make(text, sizeof(text)));
	assert_int_equal(strlen(name), IFNAME_MAX);
	assert_string_equal(ifname_canonical(arena, span_of(name)), name);

	/* A blank where the cut falls must not come back as an end. */
	text[IFNAME_MAX - 1] = ' ';
	name = ifname_canonical(arena, span_make(text, sizeof(text)));
	assert_int_equal(strlen(name), IFNAME_MAX - 1);
	assert_string_equal(ifname_canonical(arena, span_of(name)), name);

	/* What follows a NUL does not vanish. */
	name = ifname_canonical(arena, span_make("Ethernet1/1\0z", 13));
	assert_string_equal(name, "Ethernet1/1?z");
	assert_false(ifname_equal(span_make("Ethernet1/1\0z", 13),
	    span_of("Ethernet1/1")));

	name = ifname_canonical(arena, SPAN_ABSENT);
	assert_string_equal(name, "");
	name = ifname_canonical(arena, span_of("\xff\xfe 1/1"));
	assert_string_equal(name, "\xff\xfe 1/1");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_known_families_get_their_long_form),
	    cmocka_unit_test(test_unknown_names_pass_unchanged),
	    cmocka_unit_test(test_short_form_means_the_same_port),
	    cmocka_unit_test(test_short_forms_are_the_usual_ones),
	    cmocka_unit_test(test_equality_has_no_case_and_no_false_friends),
	    cmocka_unit_test(test_order_is_natural),
	    cmocka_unit_test(test_ambiguous_short_forms_are_named),
	    cmocka_unit_test(
		test_long_and_odd_names_are_cut_and_stay_whole_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
