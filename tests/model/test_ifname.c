/*
 * Port names: what is equal, what passes unchanged, and in which order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
	{ "Em0/0",                 "Embedded-Service-Engine0/0" },
	{ "Embedded-Service-Engine0/0", "Embedded-Service-Engine0/0" },
	{ "In1/0",                 "Integrated-Service-Engine1/0" },
	{ "Service-Engine0/1/0",   "Service-Engine0/1/0" },
	{ "Wl0/1/0",               "Wlan-GigabitEthernet0/1/0" },
	{ "AppGig1/0/1",           "AppGigabitEthernet1/0/1" },
	{ "Mu1",                   "Multilink1" },
	{ "BR0/1/0",               "BRI0/1/0" },
	{ "bri0/1/0:1",            "BRI0/1/0:1" },
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
	{ "Se0/1/0:23.16",         "Serial0/1/0:23.16" },
	{ "Gi1.1:1",               "GigabitEthernet1.1:1" },
};

/*
 * One port, spelled as devices, their neighbors and people spell it.  Every
 * row is another port.
 */
static const struct {
	const char *name;
	const char *spellings[7];
} ports[] = {
	/* Catalyst, ISR, ASR, CSR and 8000V, IE, wireless controllers */
	{ "FastEthernet0/7",
	  { "Fa0/7", "Fas 0/7", "fastethernet 0/7", "FASTETHERNET0/7" } },
	{ "FastEthernet1/0/31", { "Fa1/0/31", "Fas1/0/31", "fa 1/0/31" } },
	{ "FastEthernet3", { "Fa3", "Fas 3", "fastEthernet3" } },
	{ "GigabitEthernet0", { "Gi0", "g0", "Gig 0", "gigabitethernet0" } },
	{ "GigabitEthernet7", { "Gi7", "g7", "Gig7", "Gig 7", "GIGE7" } },
	{ "GigabitEthernet0/6", { "Gi0/6", "g0/6", "Gig 0/6", "gi 0/6" } },
	{ "GigabitEthernet1/17", { "Gi1/17", "Gig 1/17", "GigE1/17" } },
	{ "GigabitEthernet2/0/41",
	  { "Gi2/0/41", "Gig 2/0/41", "Gigabit2/0/41", "g2/0/41" } },
	{ "GigabitEthernet1/1/0/3", { "Gi1/1/0/3", "Gig 1/1/0/3" } },
	{ "TwoGigabitEthernet1/0/35",
	  { "Tw1/0/35", "tw 1/0/35", "TwoGi1/0/35", "TwoGigE1/0/35" } },
	{ "FiveGigabitEthernet1/0/2",
	  { "Fi1/0/2", "Fiv 1/0/2", "Five1/0/2", "FiveGigE1/0/2" } },
	{ "TenGigabitEthernet1/4",
	  { "Te1/4", "Ten 1/4", "TenGigE1/4", "TenGi1/4" } },
	{ "TenGigabitEthernet3/1/8",
	  { "Te3/1/8", "Ten 3/1/8", "TENGIGABITETHERNET 3/1/8", "te3/1/8" } },
	{ "TenGigabitEthernet2/0/5/3", { "Te2/0/5/3", "TenGigE2/0/5/3" } },
	{ "TwentyFiveGigE1/1/4",
	  { "Twe1/1/4", "Twe 1/1/4", "TF1/1/4",
	    "TwentyFiveGigabitEthernet1/1/4" } },
	{ "FortyGigabitEthernet1/1/2",
	  { "Fo1/1/2", "For 1/1/2", "FortyGigE1/1/2", "Forty1/1/2" } },
	{ "FiftyGigE2/0/9", { "Fif2/0/9", "Fif 2/0/9", "fifty2/0/9" } },
	{ "HundredGigE1/0/51",
	  { "Hu1/0/51", "Hun 1/0/51", "HundredGigabitEthernet1/0/51" } },
	{ "TwoHundredGigE1/0/3", { "TwoHu1/0/3", "TH1/0/3", "TwoHun 1/0/3" } },
	{ "FourHundredGigE1/0/23",
	  { "Fou1/0/23", "Fou 1/0/23", "FourHu1/0/23", "FH1/0/23" } },
	{ "AppGigabitEthernet1/0/2", { "Ap1/0/2", "AP1/0/2", "App 1/0/2" } },
	{ "Wlan-GigabitEthernet0/8", { "Wl0/8", "wlan-gigabitethernet 0/8" } },
	{ "Serial0/2/0", { "Se0/2/0", "s0/2/0", "Ser 0/2/0", "serial0/2/0" } },
	{ "Serial0/2/0:1", { "Se0/2/0:1", "s0/2/0:1", "Ser 0/2/0:1" } },
	{ "Serial3", { "Se3", "Ser 3" } },
	{ "Cellular0/3/0", { "Ce0/3/0", "cell0/3/0" } },
	{ "ucse2/0", { "UCSE2/0", "ucse 2/0" } },
	{ "LongReachEthernet0/3", { "Lo0/3", "longreach 0/3" } },
	{ "Port-channel12",
	  { "Po12", "po 12", "port-channel 12", "PortChannel12" } },
	{ "Vlan44", { "Vl44", "vlan 44", "VLAN44" } },
	{ "Loopback3", { "Lo3", "loop3", "loopback 3" } },
	{ "Tunnel8", { "Tu8", "tun 8" } },
	/* Nexus and UCS */
	{ "Ethernet5/28", { "Eth5/28", "eth 5/28", "E5/28", "Et5/28" } },
	{ "Ethernet3/2/4", { "Eth3/2/4", "ethernet 3/2/4" } },
	{ "Ethernet103/1/11", { "Eth103/1/11", "ETH103/1/11" } },
	{ "Ethernet1/7.40", { "Eth1/7.40", "e1/7.40" } },
	{ "mgmt0", { "Mgmt0", "mgmt 0", "mgmt:0", "MGMT:0" } },
	{ "mgmt1", { "Mgmt1", "mgmt:1" } },
	{ "Vethernet721", { "Veth721", "vethernet721", "veth 721" } },
	{ "fc2/9", { "FC2/9", "fc 2/9" } },
	{ "vfc31", { "VFC31", "vfc 31" } },
	{ "San-port-channel4", { "san-port-channel 4", "San-po4" } },
	/* NCS, ASR 9000, 8000 */
	{ "GigabitEthernet0/0/0/17", { "Gi0/0/0/17", "GigE0/0/0/17" } },
	{ "GigabitEthernet140/0/0/5", { "Gi140/0/0/5", "Gig 140/0/0/5" } },
	{ "TenGigE0/3/1/2",
	  { "Te0/3/1/2", "Ten0/3/1/2", "tengige 0/3/1/2",
	    "TenGigabitEthernet0/3/1/2" } },
	{ "TenGigE0/0/0/5/1", { "Te0/0/0/5/1", "Ten 0/0/0/5/1" } },
	{ "TenGigE1/4/0/0", { "Te1/4/0/0", "TenGigabitEthernet1/4/0/0" } },
	{ "TenGigE1/0/0/6", { "Te1/0/0/6", "Ten 1/0/0/6" } },
	{ "TenGigE130/0/0/2", { "Te130/0/0/2" } },
	{ "TenGigE1/0/2/3/0", { "Te1/0/2/3/0" } },
	{ "TwentyFiveGigE0/0/0/13", { "TF0/0/0/13", "Twe0/0/0/13" } },
	{ "FortyGigE0/5/1/0",
	  { "Fo0/5/1/0", "For0/5/1/0", "FortyGigabitEthernet0/5/1/0" } },
	{ "FiftyGigE0/0/0/9", { "Fi0/0/0/9", "Fif0/0/0/9" } },
	{ "HundredGigE0/0/1/3",
	  { "Hu0/0/1/3", "Hun0/0/1/3", "hundredgige 0/0/1/3" } },
	{ "HundredGigE0/0/1/3.70", { "Hu0/0/1/3.70" } },
	{ "TwoHundredGigE0/0/0/8", { "TH0/0/0/8", "TwoHu0/0/0/8" } },
	{ "FourHundredGigE0/0/0/27",
	  { "FH0/0/0/27", "FourHu0/0/0/27", "Fou 0/0/0/27" } },
	{ "EightHundredGigE0/0/0/4", { "EH0/0/0/4", "Eig0/0/0/4" } },
	{ "MgmtEth0/RSP1/CPU0/1",
	  { "Mg0/RSP1/CPU0/1", "mgmt0/rsp1/cpu0/1", "MgmtEth 0/RSP1/CPU0/1" } },
	{ "MgmtEth0/0/CPU0/0", { "Mg0/0/CPU0/0", "mgmteth0/0/cpu0/0" } },
	{ "Bundle-Ether43", { "BE43", "Bu43", "bundle-ether 43", "be 43" } },
	{ "POS0/1/0/2", { "PO0/1/0/2", "pos0/1/0/2" } },
	/* other makers' */
	{ "Management1", { "Ma1", "management 1" } },
	{ "eth3", { "Eth3", "ETH3" } },
	{ "vmnic5", { "VMNIC5", "vmNIC5" } },
	{ "Port 3", { "port 3", "PORT 3" } },
	{ "10GE1/3/7", { "10ge1/3/7" } },
	{ "xe-0/1/5", { "XE-0/1/5" } },
	{ "3/12", { " 3/12 " } },
	{ "PCI-E Slot 2, Port 1", { "pci-e slot 2, port 1" } },
	{ "02a1.5500.0017", { "02A1.5500.0017" } },
};

/* Somebody else's names, and what only looks like one of ours. */
static const char *const unchanged[] = {
	"eth0", "Eth0", "ETH12", "eth0.100", "eth0:1", "wlan0", "vmnic2",
	"Port 1", "Port 0", "port1", "ethanol", "Ethernet", "Gi", "enp3s0f0",
	"ens192", "swp1s0", "ge-0/0/1", "xe-0/0/1:2", "ethernet-1/1", "e1-1",
	"e0a", "00:11:22:33:44:55", "3/11", "Gi1/", "Gi1//1", "Gi1/0/1x",
	"Gi1/0/1 (up)", "Gi1/RP0/1", "Gi1/2.", "Gi1/2.x", "Gi1:", "Gi1.2.3",
	"Gi1:1:1", "Gi1:1.1:1", "Gi:1", "mgmt:", "mgmt::0", "Eth:1/1",
	"fa16.3100.1122", "fa16:31:00:11:22:33", "fa1631001122", "0",
	"aabbccddeeff:P1", "Unit - 0 Slot - 0 Port - 1", "me0", "fxp0", "ge1",
	"br0", "e0b", "Gi1 /0/1", "S1", "Dot11Radio0",
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
test_every_spelling_of_a_port_is_that_port(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ports); i++) {
		check_canonical(arena, ports[i].name, ports[i].name);
		for (size_t k = 0; ports[i].spellings[k]; k++) {
			const char *spelling = ports[i].spellings[k];

			assert_true(ifname_equal(span_of(spelling),
			    span_of(ports[i].name)));
			assert_true(ifname_equal(span_of(ports[i].spellings[0]),
			    span_of(spelling)));
		}
	}
	arena_free(arena);
}

static void
test_ports_of_different_names_are_different(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ports); i++) {
		for (size_t k = 0; k < COUNT_OF(ports); k++) {
			struct span spelling = span_of(ports[k].spellings[0]);

			assert_int_equal(ifname_equal(span_of(ports[i].name),
					     spelling),
			    i == k);
		}
	}
}

/* Nobody's own short forms may be taken for another family's. */
static void
test_known_spellings_are_not_ambiguous(void **state)
{
	const char *first = NULL;
	const char *second = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ports); i++) {
		for (size_t k = 0; ports[i].spellings[k]; k++) {
			assert_false(
			    ifname_is_ambiguous(span_of(ports[i].spellings[k]),
				&first, &second));
		}
	}
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
check_short(struct arena *arena, const char *name)
{
	struct str brief = STR_INIT;

	ifname_add_short(&brief, name);
	assert_true(brief.length <= strlen(name));
	assert_string_equal(ifname_canonical(arena, str_span(&brief)), name);
	str_release(&brief);
}

static void
test_short_form_means_the_same_port(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++)
		check_short(arena, known[i].wanted);
	for (size_t i = 0; i < COUNT_OF(ports); i++)
		check_short(arena, ports[i].name);
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

/* Small steps, so that many names share a beginning and differ late. */
static void
make_name(char name[16], uint32_t *seed)
{
	static const char letters[] = "aAbB/-.: 0001299";
	size_t length;

	*seed = *seed * 1664525U + 1013904223U;
	length = (*seed >> 24) % 7;
	for (size_t i = 0; i < length; i++) {
		*seed = *seed * 1664525U + 1013904223U;
		name[i] = letters[(*seed >> 24) % (sizeof(letters) - 1)];
	}
	name[length] = '\0';
}

static void
check_order_of_three(const char *a, const char *b, const char *c)
{
	int ab = sign(ifname_compare(a, b));
	int bc = sign(ifname_compare(b, c));
	int ac = sign(ifname_compare(a, c));

	/* Anybody before or beside anybody; beside only itself. */
	assert_int_equal(ab, -sign(ifname_compare(b, a)));
	assert_int_equal(ab == 0, strcasecmp(a, b) == 0);
	/* Before what comes before c is before c. */
	if (ab <= 0 && bc <= 0)
		assert_int_equal(ac, ab < 0 || bc < 0 ? -1 : 0);
	if (ab >= 0 && bc >= 0)
		assert_int_equal(ac, ab > 0 || bc > 0 ? 1 : 0);
}

static void
test_order_is_total(void **state)
{
	uint32_t seed = 20;
	char names[3][16];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		make_name(names[i % 3], &seed);
		if (i >= 2)
			check_order_of_three(names[0], names[1], names[2]);
	}
	for (size_t i = 0; i < COUNT_OF(ports); i++) {
		for (size_t k = 0; k < COUNT_OF(ports); k++)
			check_order_of_three(ports[i].name, ports[k].name,
			    ports[(i + k) % COUNT_OF(ports)].name);
	}
}

static void
test_ambiguous_short_forms_are_named(void **state)
{
	static const char *const ambiguous[] = {"T1/1", "F0/1", "two1/0/1",
	    "t0/0/0/1", "Two 1/0/3"};
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
	    cmocka_unit_test(test_every_spelling_of_a_port_is_that_port),
	    cmocka_unit_test(test_ports_of_different_names_are_different),
	    cmocka_unit_test(test_known_spellings_are_not_ambiguous),
	    cmocka_unit_test(test_unknown_names_pass_unchanged),
	    cmocka_unit_test(test_short_form_means_the_same_port),
	    cmocka_unit_test(test_short_forms_are_the_usual_ones),
	    cmocka_unit_test(test_equality_has_no_case_and_no_false_friends),
	    cmocka_unit_test(test_order_is_natural),
	    cmocka_unit_test(test_order_is_total),
	    cmocka_unit_test(test_ambiguous_short_forms_are_named),
	    cmocka_unit_test(
		test_long_and_odd_names_are_cut_and_stay_whole_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
