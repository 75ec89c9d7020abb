/*
 * The front door against whole captures in every dialect: each
 * fixtures/parse/NAME.txt and what must be found in it; then the same captures
 * with log lines between any two lines, and cut at every byte.
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
#include "hostile_texts.h"
#include "parse/cdp.h"
#include "parse/parse.h"

static struct neighbor_list *
parse_capture(struct span text)
{
	return parse_neighbors(text, PARSE_AUTO);
}

struct capture {
	const char *name;
	const char *shows; /* what the fixture is for */
};

/* clang-format off */
static const struct capture captures[] = {
	{ "aireos-entry-all",       "show cdp entry all: pagers, a LAG, an AP, a phone" },
	{ "ios-bursts",             "log lines within others, down to a rule" },
	{ "catos-empty",            "pager, nothing behind labels, Device-ID first" },
	{ "nxos-fex",               "headings of VRFs, a port of a fabric extender" },
	{ "names-not-ascii",        "Chinese, Latin-1, an odd prompt" },
	{ "lldp-ios",               "rules, a phone, odd values, prompts, a count" },
	{ "lldp-ios-entry",         "service instance, no chassis id, no prompt" },
	{ "lldp-ios-older",         "no local port: joined with the brief table" },
	{ "lldp-ios-older-alone",   "the same without the table, odd rules" },
	{ "lldp-nxos",              "description on its label's line, name null" },
	{ "lldp-nxos-indented",     "the same, every line indented" },
	{ "lldp-nxos-folded",       "a line folded at column 80" },
	{ "lldp-iosxr",             "time stamp, parent interface, N/A" },
	{ "lldp-iosxr-no-rules",    "the same with nothing between entries" },
	{ "lldp-crlf",              "lldp-ios with CR CR LF" },
	{ "lldp-pager",             "lldp-ios through a pager" },
	{ "lldp-decoys",            "entries and documents inside a description" },
	{ "lldp-truncated",         "ends inside an entry" },
	{ "lldp-truncated-count",   "the device counts more than there are" },
	{ "lldp-off",               "the device says that LLDP is off" },
	{ "cdp-and-lldp",           "both commands in one session" },
	{ "cdp-and-lldp-exec",      "both, without prompts" },
	{ "cdp-and-lldp-rules",    "the same, with a rule before each entry" },
	{ "cdp-off-lldp-on",        "CDP is off, LLDP is not" },
	{ "nxos-xml",               "XML with prompts around, entities, an odd enum" },
	{ "nxos-xml-truncated",     "the same, cut within a row" },
	{ "nxos-xml-empty",         "XML without a row" },
	{ "nxos-lldp-xml",          "LLDP as XML" },
	{ "nxos-xml-and-json",      "two documents in one session" },
	{ "nxos-json",              "repeated keys, numbers and strings, lists" },
	{ "nxos-json-one",          "one row is an object" },
	{ "nxos-json-pretty",       "one member per line" },
	{ "nxos-json-folded",       "folded at column 80, within strings" },
	{ "nxos-json-truncated",    "cut within a row" },
	{ "nxos-json-lldp",         "LLDP as JSON" },
	{ "netconf-iosxe",          "CDP by NETCONF" },
	{ "netconf-iosxe-early",    "the list spelt like its container" },
	{ "restconf-iosxe",         "the same model as JSON" },
	{ "netconf-iosxe-lldp",     "LLDP by NETCONF, in chunks" },
	{ "netconf-iosxr-lldp",     "LLDP by NETCONF, in full and as a summary" },
	{ "netconf-iosxr-cdp",      "CDP by NETCONF" },
	{ "netconf-error",          "the device refuses" },
};
/* clang-format on */

static void
test_every_capture_gives_what_is_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++)
		check_fixture(captures[i].name, captures[i].shows);
}

/* clang-format off */
static const char *const logs[] = {
	"*Mar  1 00:42:07.113: %CDP-4-NATIVE_VLAN_MISMATCH: Native VLAN "
	    "mismatch discovered on Gi0/9 (1), with decoy Gi0/8 (99).",
	"%SYS-5-CONFIG_I: Configured from console by <admin> & \"vty0\"",
	"2026 Nov 23 08:10:03 leaf1 %ETHPORT-5-IF_UP: Interface: Ethernet1/7, "
	    "Port id: Ethernet1/8",
};
/* clang-format on */

static void
test_log_lines_anywhere_change_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++)
		check_lines_between(captures[i].name, logs, COUNT_OF(logs));
}

/* Of every dialect, what stands on line N was printed on line N. */
static void
check_lines(const struct neighbor_list *clean,
    const struct neighbor_list *noisy)
{
	assert_int_equal(noisy->count, clean->count);
	for (size_t i = 0; i < clean->count; i++) {
		const struct neighbor *a = &clean->items[i];
		const struct neighbor *b = &noisy->items[i];

		assert_int_equal(b->line, a->line * 2);
		assert_int_equal(b->local_port_line, a->local_port_line * 2);
		assert_int_equal(b->port_id_line, a->port_id_line * 2);
	}
}

static void
test_log_lines_move_line_numbers_only(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++) {
		size_t length = 0;
		char *text = read_fixture(captures[i].name, ".txt", &length);
		struct span rest = span_make(text, length);
		struct neighbor_list *clean = parse_neighbors(rest, PARSE_AUTO);
		struct neighbor_list *found;
		struct str noisy = STR_INIT;
		struct span line;

		while (span_next_line(&rest, &line)) {
			str_addf(&noisy, "%s\n", logs[0]);
			str_add_span(&noisy, line);
			str_add_char(&noisy, '\n');
		}
		found = parse_neighbors(str_span(&noisy), PARSE_AUTO);
		/* A document on one line, folded, is another with logs in it.
		 */
		if (strcmp(captures[i].name, "nxos-json-folded") != 0)
			check_lines(clean, found);
		neighbor_list_free(clean);
		neighbor_list_free(found);
		str_release(&noisy);
		free(text);
	}
}

/* What a cut may do to a value: take it away whole, or leave it. */
static void
assert_absent_or_equal(struct span cut, struct span whole)
{
	if (!span_is_absent(cut))
		assert_true(span_equal(cut, whole));
}

static void
assert_same_neighbor(const struct neighbor *a, const struct neighbor *b)
{
	struct str text_a = STR_INIT;
	struct str text_b = STR_INIT;

	json_add_neighbor(&text_a, a, true);
	json_add_neighbor(&text_b, b, true);
	assert_string_equal(str_text(&text_a), str_text(&text_b));
	str_release(&text_a);
	str_release(&text_b);
}

/* The last entry that a cut left: what it says is true. */
static void
check_last(const struct neighbor *cut, const struct neighbor *whole)
{
	assert_int_equal(cut->line, whole->line);
	assert_int_equal(cut->protocol, whole->protocol);
	assert_absent_or_equal(cut->system_name, whole->system_name);
	assert_absent_or_equal(cut->chassis_id, whole->chassis_id);
	assert_absent_or_equal(cut->local_port, whole->local_port);
	assert_absent_or_equal(cut->port_id, whole->port_id);
	assert_absent_or_equal(cut->platform, whole->platform);
	assert_absent_or_equal(cut->port_description, whole->port_description);
	assert_true(cut->holdtime == NEIGHBOR_NO_NUMBER ||
		    cut->holdtime == whole->holdtime);
	assert_true(cut->native_vlan == NEIGHBOR_NO_NUMBER ||
		    cut->native_vlan == whole->native_vlan);
	if (!cut->truncated)
		assert_absent_or_equal(cut->device_id, whole->device_id);
}

static void
check_cut(struct span text, size_t length, const struct neighbor_list *whole)
{
	char *copy;
	struct span part = span_make(text.text, length);
	struct neighbor_list *cut = parse_copy(part, &copy);

	assert_true(cut->count <= whole->count);
	for (size_t i = 0; i + 1 < cut->count; i++)
		assert_same_neighbor(&cut->items[i], &whole->items[i]);
	if (cut->count)
		check_last(&cut->items[cut->count - 1],
		    &whole->items[cut->count - 1]);
	if (cut->state == NEIGHBORS_TRUNCATED)
		assert_non_null(cut->explanation);
	/* As an answer it may pass only where an entry has just ended. */
	if (cut->count && cut->state == NEIGHBORS_OK)
		assert_same_neighbor(&cut->items[cut->count - 1],
		    &whole->items[cut->count - 1]);
	neighbor_list_free(cut);
	free(copy);
}

static void
test_a_cut_at_every_byte_is_never_a_guess(void **state)
{
	static const char *const names[] = {"lldp-ios", "lldp-ios-entry",
	    "lldp-nxos", "lldp-nxos-indented", "lldp-nxos-folded", "lldp-iosxr",
	    "lldp-crlf", "lldp-pager", "lldp-decoys", "nxos-xml",
	    "nxos-lldp-xml", "nxos-json", "nxos-json-pretty",
	    "nxos-json-folded", "netconf-iosxe", "restconf-iosxe"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t length = 0;
		char *bytes = read_fixture(names[i], ".txt", &length);
		struct span text = span_make(bytes, length);
		struct neighbor_list *whole = parse_neighbors(text, PARSE_AUTO);

		for (size_t cut = 0; cut < length; cut += light(1, 11))
			check_cut(text, cut, whole);
		neighbor_list_free(whole);
		free(bytes);
	}
}

static void
test_a_cut_document_is_never_an_answer(void **state)
{
	static const char *const names[] = {"nxos-xml", "nxos-json",
	    "nxos-json-pretty", "netconf-iosxe", "netconf-iosxr-lldp"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t length = 0;
		char *bytes = read_fixture(names[i], ".txt", &length);
		struct span text = span_make(bytes, length);
		struct neighbor_list *whole = parse_neighbors(text, PARSE_AUTO);
		size_t last = length;

		while (bytes[last - 1] != '>' && bytes[last - 1] != '}')
			last--;
		if (span_ends(span_make(bytes, last), "]]>]]>"))
			last -= 6;
		while (bytes[last - 1] == '\n')
			last--;
		for (size_t cut = 0; cut < last; cut += light(1, 11)) {
			struct neighbor_list *part =
			    parse_neighbors(span_make(bytes, cut), PARSE_AUTO);

			if (part->count)
				assert_int_equal(part->state,
				    NEIGHBORS_TRUNCATED);
			neighbor_list_free(part);
		}
		neighbor_list_free(whole);
		free(bytes);
	}
}

/* Texts that only CDP is in are read as they always were. */
static void
test_plain_cdp_is_left_to_its_own_parser(void **state)
{
	static const char *const names[] = {"ios", "ios-crlf", "ios-pager",
	    "nxos-folded", "iosxr", "decoys-ios", "decoys-nxos",
	    "hostile-bytes", "truncated"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t length = 0;
		char *bytes = read_fixture(names[i], ".txt", &length);
		struct span text = span_make(bytes, length);
		struct neighbor_list *list = cdp_parse(text);
		struct str wanted = STR_INIT;
		struct str found = STR_INIT;

		json_add_list_of_neighbors(&wanted, list, true);
		add_parsed(&found, text, true);
		assert_string_equal(str_text(&found), str_text(&wanted));
		str_release(&wanted);
		str_release(&found);
		neighbor_list_free(list);
		free(bytes);
	}
}

static void
test_every_capture_survives_single_broken_bytes(void **state)
{
	static const char bytes[] = {'\0', '\n', '\x1b', '\b', '\r', ':', '<',
	    '"', '\xff'};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++) {
		size_t length = 0;
		char *text = read_fixture(captures[i].name, ".txt", &length);

		for (size_t at = 0; at < length; at += light(3, 31)) {
			char before = text[at];
			char *copy;
			struct neighbor_list *list;

			text[at] = bytes[at % sizeof(bytes)];
			list = parse_copy(span_make(text, length), &copy);
			assert_true(list->count <= 40);
			neighbor_list_free(list);
			free(copy);
			text[at] = before;
		}
		free(text);
	}
}

/* --- endless input ------------------------------------------------------- */

/*
 * As test_cdp_states.c has it for CDP alone: with anything quadratic in a
 * dialect this would run for hours.
 */
static void
test_hostile_texts_take_linear_time(void **state)
{
	/* Under valgrind less shows the same. */
	const size_t size = (size_t)1 << light(17, 11);
	struct str text = STR_INIT;

	(void)state;
	for (size_t i = 0; i < HOSTILE_TEXTS; i += light(1, 7)) {
		struct neighbor_list *list;

		hostile_text_make(&text, i, size);
		list = parse_neighbors(str_span(&text), PARSE_AUTO);
		assert_true(list->count <= size / 13 + 1);
		neighbor_list_free(list);
	}
	str_release(&text);
}

/* Full lines, each with a label and a log's look, that look ahead. */
static void
test_full_lines_are_not_read_again_and_again(void **state)
{
	static const char line[] =
	    "Port Description: 78901 %A-3-B: 345678901234567890123456789012345"
	    "678901234567890\n";
	const size_t count = light(200000, 2000);
	struct str text = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	str_add(&text, "r1#show lldp neighbors detail\nChassis id: x\n");
	for (size_t i = 0; i < count; i++)
		str_add(&text, line);
	assert_int_equal(strlen(line), 81);
	list = parse_neighbors(str_span(&text), PARSE_AUTO);
	assert_int_equal(list->count, 1);
	neighbor_list_free(list);
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_capture_gives_what_is_expected),
	    cmocka_unit_test(test_log_lines_anywhere_change_nothing),
	    cmocka_unit_test(test_log_lines_move_line_numbers_only),
	    cmocka_unit_test(test_a_cut_at_every_byte_is_never_a_guess),
	    cmocka_unit_test(test_a_cut_document_is_never_an_answer),
	    cmocka_unit_test(test_plain_cdp_is_left_to_its_own_parser),
	    cmocka_unit_test(test_every_capture_survives_single_broken_bytes),
	    cmocka_unit_test(test_hostile_texts_take_linear_time),
	    cmocka_unit_test(test_full_lines_are_not_read_again_and_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
