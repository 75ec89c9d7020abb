/*
 * A log line in the middle of another line, at every byte of every capture.
 *
 * A device prints it whenever something happens, so it falls between any two
 * bytes of an answer.  Either nothing changes in what is found, or the text is
 * not taken for whole: a port that lacks its end, in an answer that counts as
 * good, would become a fault in the cabling.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "captures.h"
#include "parse/burst.h"
#include "parse/parse.h"

static struct neighbor_list *
parse_capture(struct span text)
{
	return parse_neighbors(text, PARSE_AUTO);
}

/* clang-format off */
static const char *const captures[] = {
	"ios", "ios-crlf", "ios-total", "ios-pager", "no-newline-at-the-end",
	"iosxe-odd-values", "nxos-folded", "nxos-indented", "nxos-no-rules",
	"nxos-fex", "iosxr", "iosxr-exec", "aireos", "aireos-version-line",
	"catos", "ios-entry", "two-commands", "several-platforms",
	"several-commands", "lldp-ios", "lldp-crlf", "lldp-ios-entry",
	"lldp-ios-older", "lldp-iosxr", "lldp-nxos", "lldp-nxos-folded",
	"lldp-nxos-indented", "lldp-pager", "cdp-and-lldp", "nxos-xml",
	"nxos-lldp-xml", "nxos-json", "nxos-json-pretty", "nxos-json-lldp",
	"netconf-iosxe", "netconf-iosxr-cdp", "netconf-iosxr-lldp",
	"restconf-iosxe",
};

/* On lines of their own, then without a line end in front. */
#define OWN_LINE_COUNT 4

static const char *const bursts[] = {
	"\r\n*Nov 23 08:00:01.953: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success "
	    "[user: netops] at 08:00:01 UTC Mon Nov 23 2026\r\n",
	"\n2026 Nov 23 08:10:03 leaf1 %ETHPORT-5-IF_UP: Interface "
	    "Ethernet1/7 is up in mode trunk\n",
	"\r\nRP/0/RP0/CPU0:Nov 23 08:00:01.953 UTC: ifmgr[218]: "
	    "%PKT_INFRA-LINK-3-UPDOWN : Interface Te0/0/0/3, changed state\r\n",
	"\r\n000123: *Mar  1 00:01:02: %LINK-3-UPDOWN: Interface Gi0/9, "
	    "changed state to up\r\n"
	    "000124: *Mar  1 00:01:03: %LINEPROTO-5-UPDOWN: Line protocol\r\n",
	"*Nov 23 08:00:01.953: %SYS-5-CONFIG_I: Configured from console\r\n",
	"2026 Nov 23 08:10:03 leaf1 %ETHPORT-5-IF_UP: Interface is up\n",
	"%LINK-3-UPDOWN: Interface Gi0/9, changed state to up\r\n",
};
/* clang-format on */

static void
add_found(struct str *out, struct neighbor_list *list)
{
	/* Of free text nobody can tell where its lines were broken. */
	for (size_t i = 0; i < list->count; i++)
		list->items[i].version = SPAN_ABSENT;
	json_add_list_of_neighbors(out, list, false);
}

/* Entries that somebody is told to look at. */
static size_t
count_lacking(const struct neighbor_list *list)
{
	size_t lacking = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct neighbor *neighbor = &list->items[i];

		lacking += neighbor->truncated || !neighbor->device_id.length ||
			   !neighbor->local_port.length ||
			   !neighbor->port_id.length;
	}
	return lacking;
}

struct tally {
	const struct str *wanted; /* what the text says unspoiled */
	size_t lacking;           /* entries of it */
	size_t places;
	size_t same;
	size_t seen; /* told as a text that is not whole */
};

static void
put_burst(struct span text, size_t at, const char *burst, struct tally *tally)
{
	struct str spoiled = STR_INIT;
	struct str found = STR_INIT;
	struct neighbor_list *list;
	char *copy;
	bool good;

	str_add_span(&spoiled, span_make(text.text, at));
	str_add(&spoiled, burst);
	str_add_span(&spoiled, span_skip(text, at));
	list = parse_copy(str_span(&spoiled), &copy);
	good = list->state == NEIGHBORS_OK &&
	       count_lacking(list) <= tally->lacking;
	add_found(&found, list);
	tally->places++;
	if (strcmp(str_text(&found), str_text(tally->wanted)) == 0)
		tally->same++;
	else if (!good)
		tally->seen++;
	else
		print_error("changed, and nobody is told: %.*s<HERE>%.*s\n",
		    (int)(at < 60 ? at : 60),
		    text.text + (at < 60 ? 0 : at - 60),
		    (int)(text.length - at < 40 ? text.length - at : 40),
		    text.text + at);
	neighbor_list_free(list);
	free(copy);
	str_release(&found);
	str_release(&spoiled);
}

/* How many bytes further on the next burst is put. */
static size_t
stride_of(size_t burst)
{
	bool is_thorough = burst == 0 || burst == OWN_LINE_COUNT;

	return is_thorough ? light_by(1, 11, 97) : light_by(5, 41, 193);
}

static void
put_bursts(const char *name, struct tally *all)
{
	size_t length = 0;
	char *text = read_fixture(name, ".txt", &length);
	struct str wanted = STR_INIT;
	char *copy;
	struct neighbor_list *list = parse_copy(span_make(text, length), &copy);
	size_t lacking = count_lacking(list);

	add_found(&wanted, list);
	neighbor_list_free(list);
	free(copy);
	for (size_t k = 0; k < COUNT_OF(bursts); k++) {
		struct tally tally = {&wanted, lacking, 0, 0, 0};

		for (size_t at = 0; at <= length; at += stride_of(k))
			put_burst(span_make(text, length), at, bursts[k],
			    &tally);
		if (tally.same + tally.seen != tally.places)
			fail_msg("%s: something else, and nobody is told",
			    name);
		all->places += tally.places;
		all->same += tally.same;
	}
	str_release(&wanted);
	free(text);
}

static void
test_a_log_line_at_any_byte_does_no_harm(void **state)
{
	struct tally all = {NULL, 0, 0, 0, 0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++)
		put_bursts(captures[i], &all);
	/* Rows of brief tables are not mended. */
	assert_true(all.same * 100 >= all.places * 95);
}

/* --- what is no value --------------------------------------------------------
 */

/* clang-format off */
static const char *const noises[] = {
	"*Nov 23 08:00:01.953: %SYS-3-CPUHOG: Task is running for (2004)msecs\r\n"
	    "-Traceback= 606E5F1Cz 606E6D48z\r\n"
	    "-Process= \"Exec\", ipl= 0, pid= 3\r\n",
	"2026 Nov 23 08:10:03 leaf1 %ETHPORT-5-IF_UP: Interface is up\n"
	    "2026 Nov 23 08:10:04 leaf1 last message repeated 2 times\n",
	"2026 Nov 23 08:10:03 leaf1 %$ VDC-1 %$ %ETHPORT-5-IF_UP: up\n",
	"*Nov 23 08:00:02.000: CDP-PA: Packet received from sw9 on Gi0/9\r\n",
	"000124: *Nov 23 08:00:02.000: CDP-AD: Interface Gi0/9 going up\r\n",
	"*Nov 23 08:00:01.9: %LINK-3-UPDOWN: Interface Gi0/9, changed st"
	    "*Nov 23 08:00:01.9: %SYS-5-CONFIG_I: y\r\nate to up\r\n",
	"*spamApTask1: Nov 23 08:00:01.953: %CAPWAP-3-DTLS: closed\r\n",
	"RP/0/RSP0/CPU0:Nov 23 08:00:01.953 : ifmgr[218]: "
	    "%PKT_INFRA-LINK-3-UPDOWN : Interface Te0/0/0/9, changed state\r\n",
	"0/RP0/ADMIN0:Nov 23 08:00:01.953 : %INFRA-3-X: y\r\n",
	"12345: Nov 23 08:00:01.953 CEST: %SYS-5-CONFIG_I: y\r\n",
	"STANDBY:*Nov 23 08:00:01.953: %SYS-5-CONFIG_I: y\r\n",
	"100w3d: %SYS-5-CONFIG_I: y\r\n",
};
/* clang-format on */

/* Between any two lines of `text`. */
static void
put_noises(struct span text, struct tally *tally)
{
	for (size_t k = 0; k < COUNT_OF(noises); k++) {
		size_t at = 0;

		do
			put_burst(text, at, noises[k], tally);
		while (next_line_start(text, &at, light_by(1, 3, 7)));
	}
}

static void
test_log_lines_of_any_kind_between_lines_change_nothing(void **state)
{
	static const char *const names[] = {"ios", "nxos-no-rules", "iosxr",
	    "aireos", "lldp-ios", "lldp-iosxr", "nxos-json-pretty"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t length = 0;
		char *text = read_fixture(names[i], ".txt", &length);
		struct str wanted = STR_INIT;
		char *copy;
		struct neighbor_list *list =
		    parse_copy(span_make(text, length), &copy);
		struct tally tally = {&wanted, count_lacking(list), 0, 0, 0};

		add_found(&wanted, list);
		neighbor_list_free(list);
		free(copy);
		put_noises(span_make(text, length), &tally);
		assert_int_equal(tally.same, tally.places);
		str_release(&wanted);
		free(text);
	}
}

/* --- what is not to be mended -------------------------------------------- */

/* Each value could be taken for the front of a line and a log line. */
static void
test_values_that_look_like_log_lines_stay(void **state)
{
	static const char text[] =
	    "-------------------------\n"
	    "Device ID: sw1*Nov 23 08:00:01.953: %SYS-5-CONFIG_I: by sw2\n"
	    "Entry address(es): \n"
	    "Platform: %LINK-3-UPDOWN: down,  Capabilities: Switch\n"
	    "Interface: Gi0/1,  Port ID (outgoing port): x%LINK-3-A: y\n"
	    "Holdtime : 140 sec\n\n"
	    "Version :\nOne\n%LINK-3-UPDOWN: in the version\n\n"
	    "advertisement version: 2\n"
	    "VTP Management Domain: '%LINK-3-UPDOWN: lab'\n"
	    "Native VLAN: 7\n\nTotal cdp entries displayed : 1\n";
	struct neighbor_list *list = parse_neighbors(span_of(text), PARSE_AUTO);
	const struct neighbor *neighbor = &list->items[0];

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 1);
	assert_true(span_is(neighbor->device_id,
	    "sw1*Nov 23 08:00:01.953: %SYS-5-CONFIG_I: by sw2"));
	assert_true(span_is(neighbor->platform, "%LINK-3-UPDOWN: down"));
	assert_true(span_is(neighbor->local_port, "Gi0/1"));
	assert_true(span_is(neighbor->port_id, "x%LINK-3-A: y"));
	assert_true(span_is(neighbor->vtp_domain, "%LINK-3-UPDOWN: lab"));
	assert_int_equal(neighbor->native_vlan, 7);
	neighbor_list_free(list);
}

static void
expect_untouched(const char *text)
{
	struct arena *arena = arena_new();
	struct span mended = burst_mend(span_of(text), arena);

	assert_ptr_equal(mended.text, text);
	assert_int_equal(mended.length, strlen(text));
	arena_free(arena);
}

/* A text of whole lines is not even copied. */
static void
test_log_lines_between_whole_lines_stay(void **state)
{
	(void)state;
	expect_untouched("");
	expect_untouched("Duplex: full\n100 % of it\n%NOT a log: no\n");
	expect_untouched("Duplex: full\n*Nov 23 08:00:01: %SYS-5-A: b\n"
			 "Some New Label of 2031: yes\n"
			 "*Nov 23 08:00:01: %SYS-5-A: b\nMTU: 1500\n");
	expect_untouched("Version :\n*Nov 23 08:00:01: %SYS-5-A: b\n"
			 "Some Software\n*Nov 23 08:00:01: %SYS-5-A: b\n"
			 "Copyright\n\nadvertisement version: 2\n");
	expect_untouched("Physical media capabilities:\n"
			 "%SYS-5-A: b\nVlan ID: 1\n%SYS-5-A: b\nsw1#\n");
}

/* --- line numbers, and bounds -------------------------------------------- */

static void
test_lines_keep_their_numbers(void **state)
{
	static const char text[] =
	    "Device ID: s\n*Nov 23 08:00:01: %SYS-5-A: b\nw1\n"
	    "Interface: Gi*Nov 23 08:00:01: %SYS-5-A: b\n"
	    "0/1,  Port ID (outgoing port): Gi0/\n\n"
	    "%SYS-5-A: b\n\n%SYS-5-A: c\n2\n"
	    "Device ID: sw2\n"
	    "Interface: Gi0/3,  Port ID (outgoing port): Gi0/4\n";
	struct neighbor_list *list = parse_neighbors(span_of(text), PARSE_AUTO);

	(void)state;
	assert_int_equal(list->count, 2);
	assert_true(span_is(list->items[0].device_id, "sw1"));
	assert_true(span_is(list->items[0].local_port, "Gi0/1"));
	assert_int_equal(list->items[0].line, 1);
	assert_int_equal(list->items[0].local_port_line, 4);
	assert_int_equal(list->items[1].line, 11);
	assert_int_equal(list->items[1].local_port_line, 12);
	neighbor_list_free(list);
}

/* One line, cut again and again: not a look at all of it for each cut. */
static void
test_a_line_that_is_cut_without_end_is_left_alone(void **state)
{
	const size_t times = light_by(1000000, 200000, 5000);
	struct str text = STR_INIT;
	struct arena *arena = arena_new();
	struct span mended;

	(void)state;
	for (size_t i = 0; i < times; i++)
		str_add(&text, "x%A-3-B:\n");
	mended = burst_mend(str_span(&text), arena);
	assert_true(mended.length >= times * strlen("%A-3-B:\n"));
	arena_free(arena);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_log_line_at_any_byte_does_no_harm),
	    cmocka_unit_test(
		test_log_lines_of_any_kind_between_lines_change_nothing),
	    cmocka_unit_test(test_values_that_look_like_log_lines_stay),
	    cmocka_unit_test(test_log_lines_between_whole_lines_stay),
	    cmocka_unit_test(test_lines_keep_their_numbers),
	    cmocka_unit_test(test_a_line_that_is_cut_without_end_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
