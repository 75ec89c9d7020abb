/*
 * PTM's and CVT's files: what each says and where it is wrong, what is no plan
 * at all, that any name comes back as it was written, and that a text made to
 * hurt ends in a message.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cabling_reading.h"
#include "format/topology_write.h"

static const char *const fixtures[] = {"plan.ptm", "mistakes.ptm", "plan.cvt"};

static void
each_fixture_becomes_its_plan(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		char *text = fixture_text(fixtures[i], "");
		char *plan = fixture_text(fixtures[i], ".plan");
		char *said = fixture_text(fixtures[i], ".said");
		struct str got = STR_INIT;
		struct reading r;

		assert_non_null(text);
		assert_true(plan || said);
		r = reading_of(NULL, span_of(text));
		assert_true(r.readable);
		assert_string_equal(r.format->name,
		    strchr(fixtures[i], '.') + 1);
		assert_string_equal(str_text(&r.said), said ? said : "");
		if (r.topology)
			topology_write_plan(r.topology, &got);
		assert_string_equal(str_text(&got), plan ? plan : "");
		str_release(&got);
		reading_release(&r);
		free(text);
		free(plan);
		free(said);
	}
}

static void
assert_said(const char *format, const char *text, const char *wanted)
{
	struct reading r = reading_of(format, span_of(text));

	assert_true(r.readable);
	assert_string_equal(str_text(&r.said), wanted);
	assert_int_equal(!r.topology, strstr(wanted, "error: ") != NULL);
	reading_release(&r);
}

/* --- which format it is --------------------------------------------------- */

static bool
is(const char *format, const char *text)
{
	const struct cabling_source source = {"in", span_of(text), NULL};

	return cabling_format_find(format)->is(&source);
}

static void
a_graph_is_recognized_by_its_head(void **state)
{
	static const char *const graphs[] = {
	    "graph{}",
	    "strict Graph \"G\" // x\n{",
	    "# x\n\n/* graph */ digraph -1.5 {\n",
	    "graph G { a:1 -- b:1 }",
	    "graph { node [role=leaf] role=leaf a:1 -- b:1 [role=leaf] }",
	    "graph G { \"label \\\"role\\\"\" [label=\"role=leaf\"] }",
	};
	static const char *const others[] = {
	    "",
	    "graph",
	    "graph: {a: b}",
	    "\"graph\" G {",
	    "graph G [",
	    "graph G H {",
	    "graphs {}",
	    "strict {}",
	    "subgraph {}",
	    "/* graph {",
	    "\"graph {",
	    "local_hostname,local_port,remote_hostname,remote_port\n",
	    "{\"edges\": []}",
	    "<graph/>",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(graphs); i++) {
		assert_true(is("ptm", graphs[i]));
		assert_false(is("cvt", graphs[i]));
	}
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		assert_false(is("ptm", others[i]));
		assert_false(is("cvt", others[i]));
	}
	assert_true(is("cvt", "graph { a:1 -- b:1 a [x=y][z=1;Role=leaf] }"));
	assert_true(is("cvt", "graph { ?\na [role] }"));
}

static void
what_is_no_graph_is_refused(void **state)
{
	(void)state;
	assert_said("ptm", "\n  leaf1 -- spine1\n",
	    "in:2:3: error: this does not begin with `graph NAME {`, as DOT "
	    "does\n");
	assert_said("cvt", "graph G\n:",
	    "in:2:1: error: this does not begin with `graph NAME {`, as DOT "
	    "does\n");
	assert_said("ptm", " \n", "in:1:1: error: the file is empty\n");
}

/* `cablecheck graph --format dot` writes a title in markup. */
static void
a_drawing_is_told_from_a_plan(void **state)
{
	static const char told[] =
	    "this is a drawing, whose ports are not those of devices: convert "
	    "the topology that it was made of\n";
	struct str wanted = STR_INIT;

	(void)state;
	str_addf(&wanted, "in:3:3: error: %s", told);
	assert_said(NULL,
	    "graph cabling {\n\tgraph [bgcolor=white,\n\t\tlabel=<<B>x</B>>];\n"
	    "\ta:p0 -- b:p0;\n\t\"\n",
	    str_text(&wanted));
	str_release(&wanted);
	assert_said(NULL,
	    "graph { graph [label=lab] subgraph { label=<x> }\n"
	    "a [label=<x>] a:1 -- b:1 }",
	    "");
}

/* --- what is passed over -------------------------------------------------- */

static void
edges_without_a_port_are_counted(void **state)
{
	(void)state;
	assert_said(NULL, "graph { a:1 -- b; b -- a:2; a:1 -- b:1 }",
	    "in:1:9: warning: an edge is passed over, for it names no port of "
	    "b\n"
	    "in:1:19: warning: an edge is passed over, for it names no port "
	    "of b\n");
	assert_said(NULL,
	    "graph {\na -- b\nc -- {d e} -- f:1\n g -- h\nsubgraph x -- i }",
	    "in: warning: passed over like that, too: 2 more\n"
	    "in:2:1: warning: an edge is passed over, for it names no port of "
	    "a\n"
	    "in:3:1: warning: an edge is passed over, for it names no port of "
	    "c\n"
	    "in:3:6: warning: an edge is passed over, for one end is a group "
	    "of nodes\n");
}

/* PTM would take both for one device. */
static void
names_with_a_domain_stay_whole(void **state)
{
	static const char told[] =
	    "in:2:1: warning: PTM compares names only up to the first dot (no "
	    "`hostnametype=fqdn`); here 1 device with one keeps the whole "
	    "name\n";
	struct reading r = reading_of(NULL,
	    span_of("graph { l1:1 -- s1:1\n\"l1.lab\":2 -- s1:2 }"));

	(void)state;
	assert_string_equal(str_text(&r.said), told);
	assert_int_equal(r.topology->device_count, 3);
	reading_release(&r);
	assert_said("ptm",
	    "graph { hostnametype=hostname\n\"l1.lab\":2 -- s1:2 }", told);
	assert_said("ptm",
	    "graph { subgraph { hostnametype=fqdn }\n\"l1.lab\":2 -- s1:2 }",
	    told);
	assert_said("ptm",
	    "graph { \"l1.lab\":2 -- s1:2 hostnametype=\"FQDN\" }", "");
	assert_said("ptm",
	    "graph { graph [hostnametype=fqdn] \"l1.lab\":2 -- s1:2 }", "");
	assert_said("cvt",
	    "graph { \"l1.lab\" [role=leaf] s1 [role=spine]\n"
	    "\"l1.lab\":2 -- s1:2 }",
	    "");
}

static void
hosts_are_what_is_no_switch(void **state)
{
	struct reading r;

	(void)state;
	assert_said("cvt", "graph { a [role=leaf] a:1 -- b:1 c:1 -- a:2 }",
	    "in:1: note: 2 devices without a role are taken for a host, which "
	    "nobody logs in to\n");
	r = reading_of(NULL,
	    span_of("graph { h [role=Host] a [role=super_spine] h:1 -- a:1 }"));
	assert_string_equal(str_text(&r.said), "");
	assert_string_equal(r.topology->devices[0].name, "h");
	assert_false(r.topology->devices[0].collect);
	assert_true(r.topology->devices[1].collect);
	reading_release(&r);
	r = reading_of("ptm", span_of("graph { h [role=host] h:1 -- a:1 }"));
	assert_string_equal(str_text(&r.said), "");
	assert_true(r.topology->devices[0].collect);
	reading_release(&r);
}

/* The devices of a refused cable are there, though nobody asked for them. */
static void
roles_are_kept_behind_a_refused_cable(void **state)
{
	struct str text = STR_INIT;
	struct reading r;

	(void)state;
	str_add(&text, "graph {\n");
	for (size_t i = 0; i < 100; i++)
		str_addf(&text, "a%zu:1 -- \"b[1-2]\":1\n", i);
	str_add(&text, "c [role=leaf] }");
	r = reading_of("cvt", str_span(&text));
	assert_null(r.topology);
	assert_non_null(strstr(str_text(&r.said),
	    "in:1: note: 100 devices without a role"));
	assert_non_null(strstr(str_text(&r.said),
	    "in:101:10: error: a topology would take the brackets of b[1-2] "
	    "for a range\n"));
	reading_release(&r);
	str_release(&text);
}

static void
a_chain_is_an_edge_between_each_two(void **state)
{
	struct reading r;

	(void)state;
	assert_said(NULL, "graph { a:1 -- b:1 -- c:1 }",
	    "in:1:16: error: b 1 has two cables on this line\n");
	r = reading_of(NULL, span_of("graph { a:1 -- b:1 -- a:2 -> c:1 }"));
	assert_null(r.topology);
	reading_release(&r);
	r = reading_of(NULL, span_of("graph { a:1 -- b:1 -- a:1 }"));
	assert_string_equal(str_text(&r.said), "");
	assert_int_equal(r.topology->cable_count, 1);
	reading_release(&r);
}

/* --- names ---------------------------------------------------------------- */

static void
assert_first_end(const char *end, const char *device, const char *port)
{
	struct str text = STR_INIT;
	struct reading r;

	str_addf(&text, "graph { %s -- z:1 }", end);
	r = reading_of(NULL, str_span(&text));
	assert_string_equal(str_text(&r.said), "");
	assert_string_equal(
	    r.topology->devices[r.topology->cables[0].a.device].name, device);
	assert_string_equal(r.topology->cables[0].a.port, port);
	reading_release(&r);
	str_release(&text);
}

static void
names_are_those_of_dot(void **state)
{
	(void)state;
	assert_first_end("a:b", "a", "b");
	assert_first_end("\"a\":\"b\"", "a", "b");
	assert_first_end("a\n:\n/**/b#\n", "a", "b");
	assert_first_end("_a1:-.5", "_a1", "-.5");
	assert_first_end("7.:007", "7.", "007");
	assert_first_end("b\xc3\xbcro:\xe6\x9f\x9c", "b\xc3\xbcro",
	    "\xe6\x9f\x9c");
	assert_first_end("\"graph\":node", "graph", "node");
	assert_first_end("\"a b\":\"port 41\"", "a b", "port 41");
	assert_first_end("\"q\\\"q\":\"\\\\\"", "q\"q", "\\\\");
	assert_first_end("\"\\n\\\\n\\\\\\\"\":\"<x>\"", "\\n\\\\n\\\\\"",
	    "<x>");
	assert_first_end("\"on\\\n and\\\r\n on\":\"a\\b\"", "on and on",
	    "a\\b");
	assert_first_end("\"a\" + \"\\\"\"/* + */+\n\"c\":\"d\"", "a\"c", "d");
	assert_first_end("a:b:nw", "a", "b");
	assert_first_end("a:n", "a", "n");
	assert_first_end("a:\"Eth 1\":2:\"3\"", "a", "Eth 1:2:3");
	assert_first_end("\"//a\":\"#b\"", "//a", "#b");
}

static const char odd_plan[] =
    "devices:\n"
    "  plain: {rack: R1}\n"
    "  graph: {}\n"
    "  Node: {}\n"
    "  7up: {}\n"
    "  \"7\": {}\n"
    "  \"#7\": {}\n"
    "  \"//\": {}\n"
    "  \"/*\": {}\n"
    "  \"with blank\": {}\n"
    "  \"co:lon:\": {}\n"
    "  'quo\"te': {}\n"
    "  'back\\slash': {}\n"
    "  'two\\\\': {}\n"
    "  '\\\\\"': {}\n"
    "  \"b\xc3\xbcro-\xe6\x9f\x9c\": {}\n"
    "  \"<&>\": {}\n"
    "  \"}\": {}\n"
    "  odd\\: {}\n"
    "  lone: {}\n"
    "cables:\n"
    "  - [plain:Eth1/1, graph:Eth1/1]\n"
    "  - [plain:Eth1/2, Node:graph]\n"
    "  - [7up:swp1, \"7:1\"]\n"
    "  - [{device: \"#7\", port: \"#\"}, {device: \"//\", port: \"//\"}]\n"
    "  - [{device: \"/*\", port: \"*/\"}, {device: with blank, port: Port "
    "1}]\n"
    "  - [{device: \"co:lon:\", port: \"a:n\"}, {device: 'quo\"te', port: "
    "'\"'}]\n"
    "  - [{device: 'back\\slash', port: '\\n'}, {device: 'two\\\\', port: "
    "'a\\b'}]\n"
    "  - [{device: '\\\\\"', port: '\\G'}, {device: \"<&>\", port: "
    "\"&lt;\"}]\n"
    "  - [{device: \"b\xc3\xbcro-\xe6\x9f\x9c\", port: \"\xe2\x82\xac\"}, "
    "{device: \"}\", port: \"{\"}]\n"
    "  - {a: {device: plain, port: old}, b: {device: graph, port: old}, state: "
    "removed}\n"
    "  - {a: plain:Eth1/9, b: {device: graph, port: 'a\\'}}\n"
    "  - {a: {device: graph, port: 'a\\\"'}, b: plain:Eth1/10}\n"
    "  - {a: {device: odd\\, port: \"1\"}, b: plain:Eth1/11}\n";

static const char odd_written[] =
    "graph G {\n"
    "    \"plain\":\"Ethernet1/1\" -- \"graph\":\"Ethernet1/1\"\n"
    "    \"plain\":\"Ethernet1/2\" -- \"Node\":\"graph\"\n"
    "    \"7up\":\"swp1\" -- \"7\":\"1\"\n"
    "    \"#7\":\"#\" -- \"//\":\"//\"\n"
    "    \"/*\":\"*/\" -- \"with blank\":\"Port 1\"\n"
    "    \"co:lon:\":\"a:n\" -- \"quo\\\"te\":\"\\\"\"\n"
    "    \"back\\slash\":\"\\n\" -- \"two\\\\\":\"a\\b\"\n"
    "    \"\\\\\\\"\":\"\\G\" -- \"<&>\":\"&lt;\"\n"
    "    \"b\xc3\xbcro-\xe6\x9f\x9c\":\"\xe2\x82\xac\" -- \"}\":\"{\"\n"
    "}\n";

static void
what_is_written_is_read_back(void **state)
{
	const struct cabling_format *ptm = cabling_format_find("ptm");
	struct reading plan = reading_of(NULL, span_of(odd_plan));
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	size_t taken = 0;
	struct reading r;

	(void)state;
	assert_string_equal(str_text(&plan.said), "");
	for (size_t i = 0; i < plan.topology->cable_count; i++)
		taken += ptm->takes(plan.topology, &plan.topology->cables[i]);
	ptm->write(plan.topology, &first);
	assert_string_equal(str_text(&first), odd_written);
	r = reading_of(NULL, str_span(&first));
	assert_string_equal(str_text(&r.said), "");
	assert_ptr_equal(r.format, ptm);
	assert_int_equal(r.topology->cable_count, taken);
	ptm->write(r.topology, &second);
	assert_string_equal(str_text(&first), str_text(&second));
	str_release(&first);
	str_release(&second);
	reading_release(&r);
	reading_release(&plan);
}

/* Those of PTM hold 1024 bytes, and all that a quote holds may be quotes. */
static void
long_names_do_not_make_long_lines(void **state)
{
	const struct cabling_format *ptm = cabling_format_find("ptm");
	struct str text = STR_INIT;
	struct str out = STR_INIT;
	struct span rest;
	struct span line;
	struct reading r;
	char quotes[511];

	(void)state;
	for (size_t i = 0; i < 510; i++)
		quotes[i] = i % 2 ? '"' : '\\';
	quotes[510] = '\0';
	str_addf(&text, "graph { \"%s\":\"%s\" -- b:\"%s\" }", quotes, quotes,
	    quotes);
	r = reading_of(NULL, str_span(&text));
	assert_string_equal(str_text(&r.said), "");
	assert_int_equal(strlen(r.topology->cables[0].a.port), 255);
	ptm->write(r.topology, &out);
	reading_release(&r);
	rest = str_span(&out);
	while (span_next_line(&rest, &line))
		assert_true(line.length < 1023);
	r = reading_of(NULL, str_span(&out));
	assert_string_equal(str_text(&r.said), "");
	str_clear(&text);
	ptm->write(r.topology, &text);
	assert_string_equal(str_text(&text), str_text(&out));
	reading_release(&r);
	str_release(&text);
	str_release(&out);
}

/* --- texts that are made to hurt ------------------------------------------ */

static void
assert_refused(const char *head, const char *part, const char *tail,
    const char *wanted)
{
	struct str text = STR_INIT;
	struct reading r;

	str_add(&text, head);
	while (text.length < (size_t)1 << 20)
		str_add(&text, part);
	str_add(&text, tail);
	r = reading_of("ptm", str_span(&text));
	assert_true(r.readable);
	assert_null(r.topology);
	assert_string_equal(str_text(&r.said), wanted);
	reading_release(&r);
	str_release(&text);
}

static void
hostile_texts_end_in_a_message(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	assert_refused("graph ", "{", "",
	    "in:1:263: error: braces are nested too deeply\n");
	assert_refused("graph {", "}", "",
	    "in:1:9: error: something stands behind the end of the graph\n");
	assert_refused("graph {", "<", "",
	    "in:1:8: error: a \"<\" that is opened here is never closed\n");
	assert_refused("graph {", "<>", "}",
	    "in:1:8: error: this is neither a node nor an edge\n");
	assert_refused("graph {", "--", "}",
	    "in:1:8: error: no node stands before this edge\n");
	assert_refused("graph { a", "[", "}",
	    "in:1:11: error: this is no attribute\n");
	assert_refused("graph { a [", "x,", "",
	    "in:1:11: error: a list that is opened here is never closed\n");
	assert_refused("graph {\n \"", "a\\\"\n", "",
	    "in:2:2: error: a string that is opened here is never closed\n");
	assert_refused("graph { /", "**", "",
	    "in:1:9: error: a comment that is opened here is never closed\n");
	assert_refused("graph { a:", "\"x\" + ", "}",
	    "in:1:1048575: error: no string stands behind the \"+\"\n");
	assert_refused("graph { a:1", ":x", " -- b:1 }",
	    "in:1:9: error: the name of a port has more than 255 bytes\n");
	assert_refused("graph { a", "-", "}",
	    "in:1:12: error: the second end of the edge is missing\n");
	assert_refused("", " ", "\n?",
	    "in:2:1: error: this does not begin with `graph NAME {`, as DOT "
	    "does\n");
	/* The deepest that is no mistake. */
	str_add(&text, "graph ");
	for (size_t i = 0; i < 256; i++)
		str_add_char(&text, '{');
	for (size_t i = 0; i < 256; i++)
		str_add_char(&text, '}');
	assert_said("ptm", str_text(&text), "");
	text.text[text.length - 1] = ' ';
	assert_said("ptm", str_text(&text),
	    "in:1:7: error: a brace that is opened here is never closed\n");
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_fixture_becomes_its_plan),
	    cmocka_unit_test(a_graph_is_recognized_by_its_head),
	    cmocka_unit_test(what_is_no_graph_is_refused),
	    cmocka_unit_test(a_drawing_is_told_from_a_plan),
	    cmocka_unit_test(edges_without_a_port_are_counted),
	    cmocka_unit_test(names_with_a_domain_stay_whole),
	    cmocka_unit_test(hosts_are_what_is_no_switch),
	    cmocka_unit_test(roles_are_kept_behind_a_refused_cable),
	    cmocka_unit_test(a_chain_is_an_edge_between_each_two),
	    cmocka_unit_test(names_are_those_of_dot),
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(long_names_do_not_make_long_lines),
	    cmocka_unit_test(hostile_texts_end_in_a_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
