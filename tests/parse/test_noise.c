/*
 * Documents, XML and JSON, as sessions hand them on: between any two lines the
 * pager or a log line, other commands in front and behind, lines broken at
 * column 80, framing of NETCONF 1.1 at any byte.  Nothing of it may change
 * what is found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "captures.h"
#include "parse/parse.h"

static struct neighbor_list *
parse_capture(struct span text)
{
	return parse_neighbors(text, PARSE_AUTO);
}

/* Of each, the documents end with `end`; "" where it is no XML. */
/* clang-format off */
static const struct {
	const char *name;
	const char *xml_end;
} captures[] = {
	{ "nxos-xml",           "</nf:rpc-reply>" },
	{ "nxos-lldp-xml",      "</nf:rpc-reply>" },
	{ "nxos-xml-and-json",  "" },
	{ "nxos-json",          "" },
	{ "nxos-json-one",      "" },
	{ "nxos-json-pretty",   "" },
	{ "nxos-json-folded",   "" },
	{ "nxos-json-lldp",     "" },
	{ "netconf-iosxe",      "</rpc-reply>" },
	{ "restconf-iosxe",     "" },
	{ "netconf-iosxr-lldp", "</rpc-reply>" },
	{ "netconf-iosxr-cdp",  "</rpc-reply>" },
};

static const char *const logs[] = {
	"*Mar  1 00:42:07.113: %CDP-4-NATIVE_VLAN_MISMATCH: <x> \"{\" & Gi0/9\n",
	"2026 Nov 23 08:10:03 leaf1 %ETHPORT-5-IF_UP: Interface 1/7 is up\r\n",
};

static const char *const before[] = {
	"\xef\xbb\xbf",
	"leaf1# show version\nAcme NOS, Version 9.3(8)\n\nleaf1# show run\n"
	    "interface Ethernet1/1\n  description <to> {spine1}\n"
	    "banner motd ^C\n{ welcome }\n<welcome>\n[ok]\n^C\n",
	"leaf1# show clock | xml\n<?xml version=\"1.0\"?>\n<nf:rpc-reply\n"
	    " xmlns:nf=\"x\">\n<time>08:00</time>\n</nf:rpc-reply>\n]]>]]>\n"
	    "leaf1# show clock | json\n{\"simple_time\": [\"08:00\", 1]}\n",
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hello xmlns=\"x\">\n"
	    "<capabilities>\n<capability>a</capability>\n"
	    "<capability>b</capability>\n<capability>c</capability>\n"
	    "<capability>d</capability>\n</capabilities>\n</hello>]]>]]>\n",
	"\n\n  \n",
};

static const char *const behind[] = {
	"\n]]>]]>\n",
	"\nleaf1# show interface brief\nEthernet1/1 trunk up {10}\n"
	    "leaf1# show version | xml\n<?xml version=\"1.0\"?>\n<a>\n</a>\n"
	    "leaf1# exit\nConnection closed.\n",
	"\r\r\nleaf1# ",
};
/* clang-format on */

typedef void spoil(struct span text, size_t which, const struct str *wanted);

/* Lets `check` loose on every capture. */
static void
spoil_captures(spoil *check)
{
	for (size_t i = 0; i < COUNT_OF(captures); i++) {
		size_t length = 0;
		char *text = read_fixture(captures[i].name, ".txt", &length);
		struct str wanted = STR_INIT;

		add_parsed(&wanted, span_make(text, length), false);
		assert_non_null(strstr(str_text(&wanted), "\"local_port\""));
		check(span_make(text, length), i, &wanted);
		str_release(&wanted);
		free(text);
	}
}

/* Breaks lines as a terminal of 80 columns does. */
static void
fold(struct str *out, struct span text, const char *line_end)
{
	struct span line;

	while (span_next_line(&text, &line)) {
		while (line.length > 80) {
			str_add_span(out, span_make(line.text, 80));
			str_add(out, line_end);
			line = span_skip(line, 80);
		}
		str_add_span(out, line);
		str_add(out, line_end);
	}
}

static void
put_noise_between_lines(struct span text, size_t which,
    const struct str *wanted)
{
	(void)which;
	for (size_t k = 0; k < COUNT_OF(unseen); k++)
		check_noise(text, unseen[k], false, wanted);
	for (size_t k = 0; k < COUNT_OF(logs); k++)
		check_noise(text, logs[k], true, wanted);
}

static void
test_noise_between_any_two_lines_changes_nothing(void **state)
{
	(void)state;
	spoil_captures(put_noise_between_lines);
}

static void
put_sessions_around(struct span text, size_t which, const struct str *wanted)
{
	(void)which;
	for (size_t k = 0; k < COUNT_OF(before) * COUNT_OF(behind); k++) {
		struct str session = STR_INIT;

		str_add(&session, before[k / COUNT_OF(behind)]);
		str_add_span(&session, text);
		str_add(&session, behind[k % COUNT_OF(behind)]);
		expect_parsed(str_span(&session), wanted, "a session");
		str_release(&session);
	}
}

static void
test_other_commands_around_change_nothing(void **state)
{
	(void)state;
	spoil_captures(put_sessions_around);
}

static void
fold_at_80(struct span text, size_t which, const struct str *wanted)
{
	static const char *const line_ends[] = {"\n", "\r\n", "\r\r\n"};

	(void)which;
	for (size_t k = 0; k < COUNT_OF(line_ends); k++) {
		struct str folded = STR_INIT;

		fold(&folded, text, line_ends[k]);
		expect_parsed(str_span(&folded), wanted, "80 columns");
		check_noise(str_span(&folded), logs[k % 2], true, wanted);
		check_noise(str_span(&folded), unseen[k], false, wanted);
		str_release(&folded);
	}
}

static void
test_a_terminal_of_80_columns_changes_nothing(void **state)
{
	(void)state;
	spoil_captures(fold_at_80);
}

/* `text` from `from` to `to` as one chunk. */
static void
add_chunk(struct str *out, struct span text, size_t from, size_t to)
{
	str_addf(out, "\n#%zu\n", to - from);
	str_add_span(out, span_make(text.text + from, to - from));
}

static void
divide_into_chunks(struct span text, size_t which, const struct str *wanted)
{
	const char *start = span_find(text, "<?xml");
	const char *end = span_find(text, captures[which].xml_end);
	struct span document;

	if (!captures[which].xml_end[0])
		return;
	if (!start)
		start = span_find(text, "<rpc-reply");
	assert_non_null(start);
	assert_non_null(end);
	document = span_make(start,
	    (size_t)(end - start) + strlen(captures[which].xml_end));
	for (size_t at = 1; at < document.length; at += light(1, 11)) {
		struct str chunks = STR_INIT;

		add_chunk(&chunks, document, 0, at);
		add_chunk(&chunks, document, at, document.length);
		str_add(&chunks, "\n##\n");
		expect_parsed(str_span(&chunks), wanted, "two chunks");
		str_release(&chunks);
	}
}

static void
test_framing_at_any_byte_changes_nothing(void **state)
{
	(void)state;
	spoil_captures(divide_into_chunks);
}

/* Whatever was taken out, a value still stands where it was printed. */
static void
test_lines_are_counted_across_what_was_taken_out(void **state)
{
	static const char text[] =
	    "\n#19\n<rpc-reply><ROW_nbo\n#800\nr>\n"
	    "<port_id>a</port_id>\n"
	    "*Mar  1 00:42:07.113: %SYS-5-CONFIG_I: Configured\n"
	    " --More-- \n"
	    "<l_port_id>Eth1/1</l_port_id>\n</ROW_nbor>\n"
	    "<ROW_nbor><l_port_id>Eth1/2</l_port_id></ROW_nbor>\n"
	    "</rpc-reply>\n##\n";
	struct neighbor_list *list = parse_neighbors(span_of(text), PARSE_AUTO);

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 2);
	assert_int_equal(list->items[0].line, 5);
	assert_int_equal(list->items[0].port_id_line, 6);
	assert_int_equal(list->items[0].local_port_line, 9);
	assert_int_equal(list->items[1].local_port_line, 11);
	neighbor_list_free(list);
}

/* The end mark stands in mid line; the line counts once all the same. */
static void
test_lines_are_counted_behind_a_broken_document(void **state)
{
	static const char text[] = "{\"ROW_nbor\": \"]]>]]> and more\n"
				   "Device ID: spine1\nInterface: Eth1/1,  "
				   "Port ID (outgoing port): Eth1/2\n";
	struct neighbor_list *list = parse_neighbors(span_of(text), PARSE_AUTO);

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_int_equal(list->count, 1);
	assert_int_equal(list->items[0].line, 2);
	neighbor_list_free(list);
}

/* Each is cleaned and parsed alone, so that all take no more than their sum. */
static void
test_a_session_of_many_documents_is_read_to_its_end(void **state)
{
	struct str session = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	for (int i = 0; i < 900; i++)
		str_add(&session, "leaf1# show clock | xml\n<a>\n<b>1</b>\n"
				  "</a>\n");
	str_add(&session, "leaf1# show lldp neighbors | json\n{\"ROW_nbor\": "
			  "{\"l_port_id\": \"Eth1/1\"}}\n");
	list = parse_neighbors(str_span(&session), PARSE_AUTO);
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 1);
	assert_int_equal(list->items[0].line, 900 * 4 + 2);
	neighbor_list_free(list);
	str_release(&session);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_noise_between_any_two_lines_changes_nothing),
	    cmocka_unit_test(test_other_commands_around_change_nothing),
	    cmocka_unit_test(test_a_terminal_of_80_columns_changes_nothing),
	    cmocka_unit_test(test_framing_at_any_byte_changes_nothing),
	    cmocka_unit_test(test_lines_are_counted_across_what_was_taken_out),
	    cmocka_unit_test(test_lines_are_counted_behind_a_broken_document),
	    cmocka_unit_test(
		test_a_session_of_many_documents_is_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
