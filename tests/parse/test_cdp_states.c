/*
 * What a text is as a whole, and what a hostile neighbor can do to it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../light.h"
#include "base/attr.h"
#include "base/mem.h"
#include "base/str.h"
#include "hostile_texts.h"
#include "neighbors_json.h"
#include "parse/cdp.h"

#define ENTRY                                                                  \
	"-------------------------\n"                                          \
	"Device ID: b\n"                                                       \
	"Platform: p,  Capabilities: Router\n"                                 \
	"Interface: Gi0/1,  Port ID (outgoing port): Gi0/2\n"                  \
	"Holdtime : 99 sec\n\n"                                                \
	"Version :\nv\n\n"                                                     \
	"advertisement version: 2\nDuplex: full\n\n"

struct verdict {
	const char *text;
	enum neighbor_state state;
	size_t count;
	const char *quotes; /* must stand in the explanation; or NULL */
};

/* clang-format off */
static const struct verdict verdicts[] = {
	/* nobody there */
	{ "", NEIGHBORS_OK, 0, NULL },
	{ "\n\n", NEIGHBORS_OK, 0, NULL },
	{ "r1#show cdp neighbors detail\n\nr1#", NEIGHBORS_OK, 0, NULL },
	{ "r1>sh cdp nei det\r\n\r\nTotal cdp entries displayed : 0\r\nr1>",
	  NEIGHBORS_OK, 0, NULL },
	{ "Total cdp entries displayed : 0\n", NEIGHBORS_OK, 0, NULL },
	{ "RP/0/RP0/CPU0:x#show cdp neighbors detail\n"
	  "Mon Nov 23 08:00:00.123 UTC\nRP/0/RP0/CPU0:x#",
	  NEIGHBORS_OK, 0, NULL },
	{ "Welcome to the lab!\nNo visitors.\nr1#terminal length 0\n"
	  "r1#show cdp neighbors detail\nr1#exit\nConnection closed.\n",
	  NEIGHBORS_OK, 0, NULL },
	{ "Capability Codes: R - Router, T - Trans Bridge\n"
	  "                  S - Switch, H - Host, I - IGMP\n\n"
	  "Device ID        Local Intrfce     Holdtme    Capability\n",
	  NEIGHBORS_OK, 0, NULL },
	{ "(Cisco Controller) >show cdp neighbors detail\n\n"
	  "(Cisco Controller) >", NEIGHBORS_OK, 0, NULL },
	{ "Load for five secs: 1%/0%; one minute: 1%; five minutes: 2%\n"
	  "Time source is NTP, 08:00:00.123 UTC Mon Nov 23 2026\n",
	  NEIGHBORS_OK, 0, NULL },
	{ "ERROR: No neighbour information\n", NEIGHBORS_OK, 0, NULL },
	{ "%LINK-3-UPDOWN: Interface Gi0/1, changed state to up\n",
	  NEIGHBORS_OK, 0, NULL },

	/* shortened by hand: all that cabling needs, and the end of a line */
	{ "Device ID: b\nInterface: Gi0/1,  Port ID (outgoing port): Gi0/2\n",
	  NEIGHBORS_OK, 1, NULL },
	{ "Device ID: b\nInterface: Gi0/1,  Port ID (outgoing port): Gi0/2",
	  NEIGHBORS_TRUNCATED, 1, "line 1" },
	{ "Device ID: b\nPlatform: p,  Capabilities: Router\n",
	  NEIGHBORS_TRUNCATED, 1, "line 1" },

	/* CDP is off */
	{ "% CDP is not enabled\n", NEIGHBORS_CDP_OFF, 0, "not enabled" },
	{ "r1#show cdp neighbors detail\n% CDP is not enabled\nr1#",
	  NEIGHBORS_CDP_OFF, 0, "% CDP is not enabled" },
	{ "CDP not enabled\r\n", NEIGHBORS_CDP_OFF, 0, "CDP not enabled" },
	{ "Note: CDP is disabled globally\n", NEIGHBORS_CDP_OFF, 0, "Note" },

	/* refused */
	{ "show cdp neighbors detail\n ^\n% Invalid input detected at '^' "
	  "marker.\n", NEIGHBORS_DENIED, 0, "% Invalid input detected" },
	{ "Line has invalid autocommand \"show cdp neighbors detail\"",
	  NEIGHBORS_DENIED, 0, "invalid autocommand" },
	{ "Syntax error while parsing 'show cdp neighbors detail'\n",
	  NEIGHBORS_DENIED, 0, "Syntax error" },
	{ "% Permission denied for the role\n", NEIGHBORS_DENIED, 0, "role" },
	{ "Command authorization failed.\n", NEIGHBORS_DENIED, 0, "failed." },
	{ "% This command is not authorized\n", NEIGHBORS_DENIED, 0,
	  "authorized" },
	{ "% Incomplete command.\n", NEIGHBORS_DENIED, 0, "Incomplete" },
	{ "r1#show lldp neighbors\n% Invalid input detected at '^' marker.\n"
	  "r1#show cdp neighbors detail\nr1#", NEIGHBORS_OK, 0, NULL },

	/* something else */
	{ "Lorem ipsum dolor sit amet.\n", NEIGHBORS_NONE, 0, "Lorem" },
	{ "{\"a\": 1}", NEIGHBORS_NONE, 0, "{\"a\": 1}" },
	{ "r1#show version\nSome System, Version 3\nr1#", NEIGHBORS_NONE, 0,
	  "no output" },
	{ "Device ID        Local Intrfce     Holdtme    Capability\n"
	  "r2               Gig 0/1           140              R S\n",
	  NEIGHBORS_NONE, 0, "r2" },
	{ "x\x1b]0;gone\x07y \x01\xff\n", NEIGHBORS_NONE, 0,
	  "xy \\x01\\xff" },

	/* the whole answer */
	{ ENTRY, NEIGHBORS_OK, 1, NULL },
	{ ENTRY ENTRY "r1#", NEIGHBORS_OK, 2, NULL },
	{ ENTRY "% CDP is not enabled\n", NEIGHBORS_OK, 1, NULL },
	{ ENTRY "Total cdp entries displayed : 1\n", NEIGHBORS_OK, 1, NULL },
	{ "r1#show cdp entry *\n" ENTRY "Total cdp entries displayed : 1\n"
	  "r1#show cdp entry *\n" ENTRY "Total cdp entries displayed : 1\n",
	  NEIGHBORS_OK, 2, NULL },

	{ "r1#show cdp neighbors\nDevice ID  Local Intrfce  Holdtme\n"
	  "b          Gig 0/1        99\n\nTotal cdp entries displayed : 1\n"
	  "r1#show cdp neighbors detail\n" ENTRY, NEIGHBORS_OK, 1, NULL },
	{ "Port (Our Port): 1/1\nDevice-ID: b\nVersion:\nv\nPlatform: p\n"
	  "Port-ID (Port on Neighbors's Device): 2/1\n", NEIGHBORS_OK, 1, NULL },
	{ "Device-ID: b\nPort (Our Port): 1/1\nPlatform: p\n"
	  "Port-ID (Port on Neighbor's Device): 2/1\n", NEIGHBORS_OK, 1, NULL },

	/* not all of it */
	{ "Port (Our Port): 1/1\nDevice-ID: b\nVersion:\nv\nPlatform: p\n"
	  "Port-ID (Port on Neighbors's Device): 2/", NEIGHBORS_TRUNCATED, 1,
	  ": b" },
	{ "Port (Our Port): 1/1\nDevice-ID: b\nVersion:\nv\nPlatform: p\n",
	  NEIGHBORS_TRUNCATED, 1, "line 1" },
	{ ENTRY "Total cdp entries displayed : 2\n", NEIGHBORS_TRUNCATED, 1,
	  "counts 2 neighbors" },
	{ ENTRY ENTRY "Total cdp entries displayed : 1\n",
	  NEIGHBORS_TRUNCATED, 2, "counts 1 neighbors" },
	{ "Total cdp entries displayed : 3\n", NEIGHBORS_TRUNCATED, 0,
	  "counts 3" },
	{ ENTRY "--------", NEIGHBORS_TRUNCATED, 1, "before an entry" },
	{ ENTRY "Native VLA", NEIGHBORS_TRUNCATED, 1, "line 2" },
	{ ENTRY "Device ID: c\n", NEIGHBORS_TRUNCATED, 2, ": c" },
	{ ENTRY " --More-- ", NEIGHBORS_TRUNCATED, 1, "stops" },
	{ " --More-- ", NEIGHBORS_TRUNCATED, 0, "pager" },
	{ "Device ID: c\nInterface: Gi0/1,  Port ID (outgoing port): Gi0/4",
	  NEIGHBORS_TRUNCATED, 1, ": c" },
	{ "Device ID: c\nPlatform: x\nVersion :\nsome words\nr1#",
	  NEIGHBORS_OK, 1, NULL },
};
/* clang-format on */

static void
test_a_text_is_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(verdicts); i++) {
		const struct verdict *v = &verdicts[i];
		struct neighbor_list *list = cdp_parse(span_of(v->text));

		if (list->state != v->state || list->count != v->count)
			print_error("%s: %s\n", state_name(list->state),
			    v->text);
		assert_int_equal(list->state, v->state);
		assert_int_equal(list->count, v->count);
		assert_int_equal(list->explanation == NULL,
		    v->state == NEIGHBORS_OK);
		if (v->quotes && !strstr(list->explanation, v->quotes))
			fail_msg("\"%s\" lacks \"%s\"", list->explanation,
			    v->quotes);
		neighbor_list_free(list);
	}
}

/* --- decoys --------------------------------------------------------------- */

/* How a platform prints an entry around the neighbor's Version text. */
struct layout {
	const char *name;
	const char *before;
	const char *after;
};

/* clang-format off */
static const struct layout layouts[] = {
	{ "ios",
	  "-------------------------\nDevice ID: peer\nEntry address(es): \n"
	  "  IP address: 192.0.2.1\nPlatform: p,  Capabilities: Router \n"
	  "Interface: Gi0/1,  Port ID (outgoing port): Gi0/2\n"
	  "Holdtime : 99 sec\n\nVersion :\n",
	  "\n\nadvertisement version: 2\nVTP Management Domain: 'd'\n"
	  "Native VLAN: 7\nDuplex: full\n\n" },
	{ "nxos",
	  "----------------------------------------\nDevice ID:peer\n"
	  "System Name: peer\n\nInterface address(es):\n"
	  "    IPv4 Address: 192.0.2.1\nPlatform: p, Capabilities: Router\n"
	  "Interface: Ethernet1/1, Port ID (outgoing port): Ethernet1/2\n"
	  "Holdtime: 99 sec\n\nVersion:\n",
	  "\n\nAdvertisement Version: 2\n\nNative VLAN: 7\nDuplex: full\n"
	  "Mgmt address(es):\n    IPv4 Address: 192.0.2.9\n" },
	{ "nxos without rules",
	  "Device ID:peer\n\nInterface address(es):\n"
	  "    IPv4 Address: 192.0.2.1\nPlatform: p, Capabilities: Router\n"
	  "Interface: Ethernet1/1, Port ID (outgoing port): Ethernet1/2\n"
	  "Holdtime: 99 sec\n\nVersion:\n",
	  "\n\nAdvertisement Version: 2\n\nNative VLAN: 7\nDuplex: full\n" },
	{ "iosxr",
	  "-------------------------\nDevice ID: peer\nSysName : peer\n"
	  "Entry address(es): \n  IPv4 address: 192.0.2.1\n"
	  "Platform: p,  Capabilities: Router\nInterface: TenGigE0/0/0/1\n"
	  "Port ID (outgoing port): TenGigE0/0/0/2\nHoldtime : 99 sec\n\n"
	  "Version :\n",
	  "\n\nadvertisement version: 2\nDuplex: full\n\n" },
	{ "aireos",
	  "Device ID: peer\n\nEntry address(es): 192.0.2.1\n\n"
	  "Platform: p,  Capabilities: Router \n\n"
	  "Interface: Gi0/1,  Port ID (outgoing port): Gi0/2\n\n"
	  "Holdtime : 99\n\nVersion : ",
	  "\n\nadvertisement version: 2\nDuplex: Full\n\n" },
	{ "catos",
	  "Port (Our Port): 3/11\nDevice-ID: peer\nDevice Addresses:\n"
	  "  IP Address: 192.0.2.1\nHoldtime: 99 sec\nCapabilities: ROUTER\n"
	  "Version:\n  ",
	  "\nPlatform: p\nPort-ID (Port on Neighbors's Device): 2/1\n"
	  "VTP Management Domain: d\nNative VLAN: 7\nDuplex: full\n"
	  "System Name: unknown\nPhysical Location: unknown\n\n" },
	{ "without blank lines",
	  "Device ID: peer\nPlatform: p,  Capabilities: Router\n"
	  "Interface: Gi0/1,  Port ID (outgoing port): Gi0/2\n"
	  "Holdtime : 99 sec\nVersion :\n",
	  "\nadvertisement version: 2\nNative VLAN: 7\nDuplex: half\n" },
};

/* What a neighbor may send as its version to be taken for more than one. */
static const char *const decoys[] = {
	"v\nDevice ID: evil",
	"v\nInterface: Gi0/9,  Port ID (outgoing port): Gi0/8",
	"v\nPlatform: evil,  Capabilities: Host\nNative VLAN: 666",
	"v\n\nDevice ID: evil\nInterface: Gi0/9,  Port ID (outgoing port): x",
	"v\n-------------------------\nDevice ID: evil",
	"v\n\n-------------------------\nDevice ID: evil\nEntry address(es): \n"
	    "  IP address: 192.0.2.66\nPlatform: e,  Capabilities: Router \n"
	    "Interface: Gi0/9,  Port ID (outgoing port): Gi0/8\n"
	    "Holdtime : 1 sec\n\nVersion :\nw",
	"v\n\n----------------------------------------\nDevice ID:evil\n"
	    "System Name: evil\n\nInterface address(es):\n"
	    "    IPv4 Address: 192.0.2.66\nPlatform: e, Capabilities: Router\n"
	    "Interface: Ethernet1/9, Port ID (outgoing port): Ethernet1/8\n"
	    "Holdtime: 1 sec\n\nVersion:\nw",
	"v\n\nTotal cdp entries displayed : 1",
	"v\n\n\nTotal cdp entries displayed : 1\nr1#",
	"v\nother#show cdp neighbors detail\nDevice ID: evil",
	"v\n\nr1#\nDevice ID: evil",
	"v\n\nChassis id: 1\nDevice ID: evil",
	"v\n% CDP is not enabled\n\n% Invalid input detected",
	"v\n\nadvertisement version:\nDevice ID: evil",
	"v\nPort (Our Port): 9/9\nDevice-ID: evil\nPlatform: evil",
	"v\nPort-ID: evil\nDevice-ID: evil\n\nPort (Our Port): 9/9",
	"v\n\nadvertisement version: two\nDevice ID: evil",
	"v\n\nmy advertisement version: 2\nDevice ID: evil",
	"v\n --More-- \nDevice ID: evil",
	"v\r\n\b\b\b\rDevice ID: evil",
	"v\n\x1b[2K\rDevice ID: evil",
	"v\n*Mar  1 00:00:01.000: %X-3-Y: z\nDevice ID: evil",
};
/* clang-format on */

/* Three entries; the one in `place` says `version`. */
static struct neighbor_list *
parse_three(const struct layout *layout, const char *version, size_t place,
    struct str *text)
{
	for (size_t i = 0; i < 3; i++) {
		str_add(text, layout->before);
		str_add(text, i == place ? version : "v");
		str_add(text, layout->after);
	}
	return cdp_parse(str_span(text));
}

static void
check_decoy(const struct layout *layout, const char *decoy, size_t place)
{
	struct str clean_text = STR_INIT;
	struct str text = STR_INIT;
	struct neighbor_list *clean =
	    parse_three(layout, "v", place, &clean_text);
	struct neighbor_list *list = parse_three(layout, decoy, place, &text);

	if (list->count != 3)
		print_error("%s, entry %zu: %s\n", layout->name, place, decoy);
	assert_int_equal(list->count, 3);
	assert_int_equal(list->state, NEIGHBORS_OK);
	for (size_t i = 0; i < 3; i++) {
		struct str wanted = STR_INIT;
		struct str found = STR_INIT;

		/* The version is the neighbor's own; it starts as sent. */
		assert_true(span_starts(list->items[i].version, "v"));
		list->items[i].version = clean->items[i].version;
		json_add_neighbor(&wanted, &clean->items[i], false);
		json_add_neighbor(&found, &list->items[i], false);
		assert_string_equal(str_text(&found), str_text(&wanted));
		str_release(&wanted);
		str_release(&found);
	}
	neighbor_list_free(clean);
	neighbor_list_free(list);
	str_release(&clean_text);
	str_release(&text);
}

static void
test_an_entry_inside_a_version_is_no_entry(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(layouts); i++) {
		for (size_t k = 0; k < COUNT_OF(decoys); k++) {
			for (size_t place = 0; place < 3; place++)
				check_decoy(&layouts[i], decoys[k], place);
		}
	}
}

/*
 * A neighbor that also forges the device's closing line draws a picture that
 * nothing tells from two entries, except the device's count.
 */
static void
test_a_perfect_forgery_is_betrayed_by_the_count(void **state)
{
	static const char forged[] =
	    "v\n\nadvertisement version: 2\nDuplex: full\n\n"
	    "-------------------------\nDevice ID: evil\n"
	    "Interface: Gi0/9,  Port ID (outgoing port): Gi0/8\n\nVersion :\nw";
	struct str text = STR_INIT;
	struct neighbor_list *list = parse_three(&layouts[0], forged, 1, &text);

	(void)state;
	assert_int_equal(list->count, 4);
	assert_int_equal(list->state, NEIGHBORS_OK);
	neighbor_list_free(list);

	str_add(&text, "\nTotal cdp entries displayed : 3\n");
	list = cdp_parse(str_span(&text));
	assert_int_equal(list->count, 4);
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_non_null(strstr(list->explanation, "counts 3 neighbors"));
	neighbor_list_free(list);
	str_release(&text);
}

/* Cut inside the first version, what stands in it must not pass for whole. */
static void
test_a_cut_after_a_decoy_is_truncated(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT_OF(decoys); k++) {
		struct str text = STR_INIT;
		struct neighbor_list *list;

		str_addf(&text, "%s%s\n", layouts[0].before, decoys[k]);
		list = cdp_parse(str_span(&text));
		assert_true(list->count >= 1);
		/* A count or a prompt is what ends a shortened text. */
		if (!strstr(decoys[k], "Total") && !strstr(decoys[k], "#\n"))
			assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
		assert_true(span_is(list->items[0].local_port, "Gi0/1"));
		neighbor_list_free(list);
		str_release(&text);
	}
}

static void
test_the_first_of_two_values_counts(void **state)
{
	static const char text[] =
	    "Device ID: b\nPlatform: p,  Capabilities: Router\n"
	    "Interface: Gi0/1,  Port ID (outgoing port): Gi0/2\n"
	    "Interface: Gi0/9,  Port ID (outgoing port): Gi0/8\n"
	    "Port ID (outgoing port): Gi0/7\nHoldtime : 99 sec\n"
	    "Holdtime : 1 sec\n\nVersion :\nv\n\nadvertisement version: 2\n"
	    "Native VLAN: 7\nNative VLAN: 8\nVersion :\nw\nr1#";
	struct neighbor_list *list = cdp_parse(span_of(text));

	(void)state;
	assert_int_equal(list->count, 1);
	assert_true(span_is(list->items[0].local_port, "Gi0/1"));
	assert_true(span_is(list->items[0].port_id, "Gi0/2"));
	assert_true(span_is(list->items[0].version, "v"));
	assert_int_equal(list->items[0].holdtime, 99);
	assert_int_equal(list->items[0].native_vlan, 7);
	neighbor_list_free(list);
}

/* --- endless input -------------------------------------------------------- */

/* With anything quadratic in the parser this would run for hours. */
static void
test_hostile_texts_take_linear_time(void **state)
{
	/* Under valgrind less shows the same, in a minute less. */
	const size_t size = (size_t)1 << light_by(20, 18, 13);
	struct str text = STR_INIT;

	(void)state;
	for (size_t i = 0; i < HOSTILE_TEXTS; i++) {
		struct neighbor_list *list;

		hostile_text_make(&text, i, size);
		list = cdp_parse(str_span(&text));
		assert_true(list->count <= size / 13 + 1);
		/* Nobody makes us hold many times what was sent. */
		assert_true(arena_bytes(list->arena) +
				list->capacity * sizeof(*list->items) <
			    128 * size);
		neighbor_list_free(list);
	}
	str_release(&text);
}

static void
test_entries_without_end_are_not_all_kept(void **state)
{
	struct str text = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	for (size_t i = 0; i < CDP_NEIGHBORS_MAX + 10; i++)
		str_add(&text, "Device ID:\n");
	list = cdp_parse(str_span(&text));
	assert_true(list->count <= CDP_NEIGHBORS_MAX + 1);
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_non_null(strstr(list->explanation, "more neighbors"));
	neighbor_list_free(list);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_text_is_what_it_says),
	    cmocka_unit_test(test_an_entry_inside_a_version_is_no_entry),
	    cmocka_unit_test(test_a_perfect_forgery_is_betrayed_by_the_count),
	    cmocka_unit_test(test_a_cut_after_a_decoy_is_truncated),
	    cmocka_unit_test(test_the_first_of_two_values_counts),
	    cmocka_unit_test(test_hostile_texts_take_linear_time),
	    cmocka_unit_test(test_entries_without_end_are_not_all_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
