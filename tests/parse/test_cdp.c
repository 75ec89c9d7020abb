/*
 * The CDP parser against whole captures: each fixtures/parse/NAME.txt and what
 * must be found in it; then the same captures with log lines between any two
 * lines, and cut at every byte.
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
#include "parse/cdp.h"

static struct neighbor_list *
parse_capture(struct span text)
{
	return cdp_parse(text);
}

struct capture {
	const char *name;
	const char *shows; /* what the fixture is for */
};

/* clang-format off */
static const struct capture captures[] = {
	{ "ios",                   "rules, phone, access point" },
	{ "ios-crlf",              "the same with CR LF" },
	{ "ios-total",             "the same with prompts and a count" },
	{ "ios-pager",             "the same through a pager, in four manners" },
	{ "no-newline-at-the-end", "the same, pasted without its last newline" },
	{ "iosxe-odd-values",      "empty, absent and quoted values, commas" },
	{ "nxos-folded",           "lines folded at column 80" },
	{ "nxos-indented",         "the same, every line indented" },
	{ "nxos-logs",             "the same with log lines, between folds too" },
	{ "nxos-no-rules",         "nothing between entries" },
	{ "iosxr",                 "port id on its own line, time stamp, prompts" },
	{ "iosxr-exec",            "the same without prompts" },
	{ "aireos",                "a controller, blank lines in entries" },
	{ "aireos-version-line",   "the same, no line behind the version" },
	{ "catos",                 "CatOS, an entry inside a Version block" },
	{ "catos-truncated",       "ends inside a Version block" },
	{ "ios-entry",             "show cdp entry" },
	{ "two-commands",          "brief table, detail and entry: all are kept" },
	{ "several-platforms",     "five layouts in one text" },
	{ "several-commands",      "only our command's output counts" },
	{ "decoys-ios",            "entries inside a Version block" },
	{ "decoys-nxos",           "the same on NX-OS" },
	{ "decoys-nxos-no-rules",  "the same without rules" },
	{ "decoys-iosxr",          "the same on IOS-XR" },
	{ "shortened",             "entries that somebody has shortened" },
	{ "shortened-prompt",      "the same in a longer session" },
	{ "shortened-version",     "Version blocks without the line behind" },
	{ "hostile-bytes",         "NUL, bytes that are no UTF-8, sequences" },
	{ "truncated",             "ends behind a Platform line" },
	{ "truncated-mid-port",    "ends inside a port id" },
	{ "truncated-pager",       "ends at a pager that waits" },
	{ "truncated-quit",        "somebody left the pager" },
	{ "truncated-count",       "the device counts more than there are" },
	{ "truncated-rule",        "ends before an entry" },
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
	"000231: Nov 23 08:10:00: %LINK-3-UPDOWN: Interface Gi0/3, changed "
	    "state to up",
	"%SYS-5-CONFIG_I: Configured from console by admin on vty0",
	"2026 Nov 23 08:10:03 leaf1 %ETHPORT-5-IF_UP: Interface: Ethernet1/7, "
	    "Port ID (outgoing port): Ethernet1/8",
	"RP/0/RSP0/CPU0:Nov 23 08:10:04.010 UTC: ifmgr[251]: "
	    "%PKT_INFRA-LINK-3-UPDOWN : Interface TenGigE0/0/0/3, Down",
};
/* clang-format on */

static void
test_log_lines_anywhere_change_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++)
		check_lines_between(captures[i].name, logs, COUNT_OF(logs));
}

static void
test_pagers_and_colours_anywhere_change_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++) {
		size_t length = 0;
		char *text = read_fixture(captures[i].name, ".txt", &length);
		struct str wanted = STR_INIT;

		add_parsed(&wanted, span_make(text, length), false);
		/* At the end, a mark would say that there is more. */
		for (size_t k = 0; k < COUNT_OF(unseen); k++)
			check_noise(span_make(text, length), unseen[k], false,
			    &wanted);
		str_release(&wanted);
		free(text);
	}
}

static void
test_log_lines_move_line_numbers_only(void **state)
{
	size_t length = 0;
	char *text = read_fixture("ios", ".txt", &length);
	struct str noisy = STR_INIT;
	struct neighbor_list *clean = cdp_parse(span_make(text, length));
	struct neighbor_list *found;
	struct span rest = span_make(text, length);
	struct span line;

	(void)state;
	while (span_next_line(&rest, &line)) {
		str_addf(&noisy, "%s\n", logs[0]);
		str_add_span(&noisy, line);
		str_add_char(&noisy, '\n');
	}
	found = cdp_parse(str_span(&noisy));
	assert_int_equal(found->count, clean->count);
	for (size_t i = 0; i < clean->count; i++) {
		const struct neighbor *a = &clean->items[i];
		const struct neighbor *b = &found->items[i];

		assert_int_equal(b->line, a->line * 2);
		assert_int_equal(b->local_port_line, a->local_port_line * 2);
		assert_int_equal(b->port_id_line, a->port_id_line * 2);
	}
	neighbor_list_free(clean);
	neighbor_list_free(found);
	str_release(&noisy);
	free(text);
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
	struct span cut_version = cut->version;

	assert_int_equal(cut->line, whole->line);
	assert_absent_or_equal(cut->device_id, whole->device_id);
	assert_absent_or_equal(cut->system_name, whole->system_name);
	assert_absent_or_equal(cut->local_port, whole->local_port);
	assert_absent_or_equal(cut->port_id, whole->port_id);
	assert_absent_or_equal(cut->platform, whole->platform);
	/* What was to end the block, or half of it, looks like its text. */
	if (whole->version.length &&
	    cut->version.length > whole->version.length)
		cut_version.length = whole->version.length;
	if (whole->version.length)
		assert_true(span_equal(cut_version, whole->version) ||
			    cut_version.length < whole->version.length);
	assert_true(cut->holdtime == NEIGHBOR_NO_NUMBER ||
		    cut->holdtime == whole->holdtime);
}

/* Where the last entry's first line starts. */
static size_t
offset_of_line(struct span text, size_t line)
{
	size_t at = 0;

	(void)next_line_start(text, &at, line - 1);
	return at;
}

/* True when an entry may be taken for whole: its closing line is there. */
static bool
has_closing_line(struct span text, const struct neighbor *last)
{
	static const char line[] = "dvertisement version: 2";
	static const char port[] = "Port-ID (Port on Neighbors's Device):";
	struct span rest = span_skip(text, offset_of_line(text, last->line));
	const char *found = span_find(rest, "dvertisement ");

	if (last->port_id_line > last->line && span_find(rest, port))
		return true;
	return found &&
	       text.text + text.length - found >= (ptrdiff_t)strlen(line);
}

/*
 * The one cut that cannot be told from a text that somebody shortened by hand:
 * at a line's end, behind the ports of the very first entry.
 */
static bool
looks_shortened(struct span text, const struct neighbor_list *list)
{
	const struct neighbor *only = &list->items[0];

	while (text.length && strchr("\r ", text.text[text.length - 1]))
		text.length--;
	return list->count == 1 && text.text[text.length - 1] == '\n' &&
	       only->port_id.length && only->local_port.length &&
	       span_is_absent(only->version);
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
	if (cut->count) {
		const struct neighbor *last = &cut->items[cut->count - 1];

		check_last(last, &whole->items[cut->count - 1]);
		if (!has_closing_line(part, last) &&
		    !looks_shortened(part, cut)) {
			if (!last->truncated)
				print_error("cut after %zu bytes\n", length);
			assert_int_equal(cut->state, NEIGHBORS_TRUNCATED);
			assert_true(last->truncated);
		}
	}
	if (cut->state == NEIGHBORS_TRUNCATED)
		assert_non_null(cut->explanation);
	neighbor_list_free(cut);
	free(copy);
}

/*
 * Cut at every byte, what is there stays true, and an entry whose closing line
 * is lost is never taken for whole (but see looks_shortened()).
 */
static void
test_a_cut_at_every_byte_is_never_a_guess(void **state)
{
	static const char *const names[] = {"ios", "ios-crlf", "ios-total",
	    "ios-pager", "iosxe-odd-values", "nxos-folded", "nxos-no-rules",
	    "nxos-indented", "aireos", "catos", "ios-entry",
	    "several-platforms", "iosxr", "iosxr-exec", "decoys-ios",
	    "decoys-nxos", "decoys-nxos-no-rules", "decoys-iosxr",
	    "hostile-bytes"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t length = 0;
		char *bytes = read_fixture(names[i], ".txt", &length);
		struct span text = span_make(bytes, length);
		struct neighbor_list *whole = cdp_parse(text);

		for (size_t cut = 0; cut < length; cut += light(1, 11))
			check_cut(text, cut, whole);
		neighbor_list_free(whole);
		free(bytes);
	}
}

/* Hostile captures of any kind must at least come to an end. */
static void
test_every_capture_survives_single_broken_bytes(void **state)
{
	static const char bytes[] = {'\0', '\n', '\x1b', '\b', '\r', ':', '-'};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(captures); i++) {
		size_t length = 0;
		char *text = read_fixture(captures[i].name, ".txt", &length);

		for (size_t at = 0; at < length; at += light(3, 31)) {
			char before = text[at];
			struct neighbor_list *list;

			text[at] = bytes[at % sizeof(bytes)];
			list = cdp_parse(span_make(text, length));
			assert_true(list->count <= 40);
			neighbor_list_free(list);
			text[at] = before;
		}
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_capture_gives_what_is_expected),
	    cmocka_unit_test(test_log_lines_anywhere_change_nothing),
	    cmocka_unit_test(test_pagers_and_colours_anywhere_change_nothing),
	    cmocka_unit_test(test_log_lines_move_line_numbers_only),
	    cmocka_unit_test(test_a_cut_at_every_byte_is_never_a_guess),
	    cmocka_unit_test(test_every_capture_survives_single_broken_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
