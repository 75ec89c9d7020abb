/*
 * Cisco's cable plans: what is a cable in them and what is only a wish, lists
 * of ports, mistakes at their place, names that XML has to escape, and texts
 * that would load, unfold or never end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../light.h"
#include "cabling_reading.h"
#include "format/cabling_plan_ports.h"
#include "format/topology_write.h"

static const char *const fixtures[] = {"cable-plan.xml", "serials.xml",
    "mistakes.xml"};

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
		assert_string_equal(r.format->name, "cable-plan");
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
assert_said(const char *text, const char *wanted)
{
	struct reading r = reading_of("cable-plan", span_of(text));

	assert_true(r.readable);
	assert_string_equal(str_text(&r.said), wanted);
	assert_int_equal(!r.topology, strstr(wanted, "error: ") != NULL);
	reading_release(&r);
}

/* --- which format it is --------------------------------------------------- */

static void
a_plan_is_recognized_by_its_first_element(void **state)
{
	static const char *const plans[] = {
	    "<CISCO_NETWORK_TYPES/>",
	    "\n <!-- <a> --> <?xml-stylesheet?>\n<CISCO_NETWORK_TYPES\n a='b'>",
	    "<?xml version='1.0'?><c:CISCO_NETWORK_TYPES>",
	};
	static const char *const others[] = {
	    "",
	    "<",
	    "<!--",
	    "<?xml version='1.0'?>",
	    "<!-- CISCO_NETWORK_TYPES --><a/>",
	    "<CISCO_NETWORK_TYPE/>",
	    "<a><CISCO_NETWORK_TYPES/></a>",
	    "CISCO_NETWORK_TYPES",
	    "a,<CISCO_NETWORK_TYPES>\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(plans); i++) {
		struct cabling_source source = {"in", span_of(plans[i]), NULL};

		assert_true(cabling_format_find("cable-plan")->is(&source));
		assert_string_equal(cabling_recognize(source.text)->name,
		    "cable-plan");
	}
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		struct cabling_source source = {"in", span_of(others[i]), NULL};

		assert_false(cabling_format_find("cable-plan")->is(&source));
	}
}

static void
what_is_no_plan_is_refused(void **state)
{
	(void)state;
	assert_said("\n <a><b/></a>",
	    "in:2:2: error: this is no cable plan: its first element is not "
	    "CISCO_NETWORK_TYPES\n");
	assert_said("graph G {}",
	    "in:1:1: error: this is no XML: Start tag expected, '<' not "
	    "found\n");
	assert_said("<CISCO_NETWORK_TYPES/>", "");
	assert_said("<CISCO_NETWORK_TYPES>\n<a>\n</CISCO_NETWORK_TYPES>",
	    "in:3:23: error: this is no XML: Opening and ending tag mismatch: "
	    "a line 2 and CISCO_NETWORK_TYPES\n");
	assert_said("<CISCO_NETWORK_TYPES/><a/>",
	    "in:1:23: error: this is no XML: Extra content at the end of the "
	    "document\n");
}

/* --- lists of ports ------------------------------------------------------- */

static void
assert_ports(const char *text, const char *wanted)
{
	struct plan_ports ports = {.runs = NULL};
	struct plan_walk walk = {0, 0};
	const char *trouble = NULL;
	struct str name = STR_INIT;
	struct str got = STR_INIT;
	size_t count = 0;

	if (plan_ports_read(&ports, span_of(text), &trouble)) {
		while (plan_ports_next(&ports, &walk, &name)) {
			str_addf(&got, "%s%s", count++ ? "|" : "",
			    str_text(&name));
		}
		assert_int_equal(count, ports.total);
	} else {
		str_addf(&got, "! %s", trouble);
	}
	assert_string_equal(str_text(&got), wanted);
	plan_ports_release(&ports);
	str_release(&name);
	str_release(&got);
}

static void
lists_of_ports_are_counted_out(void **state)
{
	(void)state;
	assert_ports("", "");
	assert_ports(" , ", "");
	assert_ports("eth1/1", "eth1/1");
	assert_ports("eth1/1 - eth1/3", "eth1/1|eth1/2|eth1/3");
	assert_ports("eth1/1-Eth1/2,,mgmt0 ", "eth1/1|eth1/2|mgmt0");
	assert_ports("Eth101/1/9-11", "Eth101/1/9|Eth101/1/10|Eth101/1/11");
	assert_ports("ge-0/0/1 - ge-0/0/2", "ge-0/0/1|ge-0/0/2");
	assert_ports("eth1/5-5", "eth1/5");
	assert_ports("mgmt-0, swp1-2, a-b/1, eth1/1-lane2, eth1/-2",
	    "mgmt-0|swp1-2|a-b/1|eth1/1-lane2|eth1/-2");
	assert_ports("ge-0/0/1", "ge-0/0/1");
	assert_ports("eth1/3-eth1/1", "! a range counts down");
	assert_ports("eth1/1-eth2/2",
	    "! the ends of a range are not on one module");
	assert_ports("e1/1-4097",
	    "! these are more ports than any chassis has");
	assert_ports("e1/1-4096,a",
	    "! these are more ports than any chassis has");
	assert_ports("e1/1-99999999999999999999", "! a number is too large");
	assert_ports("e1/99999999999999999999-e1/99999999999999999999",
	    "! a number is too large");
}

/* --- links ---------------------------------------------------------------- */

#define HEAD                                                                   \
	"<CISCO_NETWORK_TYPES><DATA_CENTER><CHASSIS_INFO sourceChassis='a'>"
#define LINK "\n<LINK_INFO destChassis='b' "
#define TAIL "\n</CHASSIS_INFO></DATA_CENTER></CISCO_NETWORK_TYPES>"
#define OPEN "in:2:1: warning: the link to b is passed over: "

static void
a_link_that_leaves_ports_open_is_no_cable(void **state)
{
	/* clang-format off */
	static const struct {
		const char *link;
		const char *said;
		size_t cables;
	} links[] = {
		{ "sourcePort='1' destPort='1'/>", "", 1 },
		{ "sourcePort='e1/1-2' destPort='e1/3-4' minPorts='2'/>", "", 2 },
		{ "sourcePort='e1/1-2' destPort='e1/3-4' maxPorts='3'/>", "", 2 },
		{ "sourcePort='1' destPort='1' minPorts='1' maxPorts='1'/>",
		    "", 1 },
		{ "/>",
		    OPEN "a side without ports may be plugged anywhere\n", 0 },
		{ "destPort='1'/>",
		    OPEN "a side without ports may be plugged anywhere\n", 0 },
		{ "sourcePort='1' destPort=' , '/>",
		    OPEN "a side without ports may be plugged anywhere\n", 0 },
		{ "sourcePort='1' destPort='1,2'/>",
		    OPEN "one side has more ports than the other\n", 0 },
		{ "sourcePort='1,2' destPort='1,2' minPorts='1'/>",
		    OPEN "not all of its ports have to be used (`minPorts`)\n",
		    0 },
		{ "sourcePort='1,2' destPort='1,2' maxPorts='1'/>",
		    OPEN "not all of its ports may be used (`maxPorts`)\n", 0 },
		{ "sourcePort='1,2' destPort='1,2' minPorts='3'/>",
		    OPEN "it names fewer ports than it needs (`minPorts`)\n",
		    0 },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(links); i++) {
		struct str text = STR_INIT;
		struct reading r;

		str_addf(&text, HEAD LINK "%s" TAIL, links[i].link);
		r = reading_of(NULL, str_span(&text));
		assert_string_equal(str_text(&r.said), links[i].said);
		assert_int_equal(r.topology->cable_count, links[i].cables);
		reading_release(&r);
		str_release(&text);
	}
}

static void
types_of_chassis_are_platforms(void **state)
{
	/* clang-format off */
	static const struct {
		const char *type;
		enum platform platform;
	} types[] = {
		{ "n9k",       PLATFORM_NXOS },
		{ "N77K",      PLATFORM_NXOS },
		{ "n5k-fex",   PLATFORM_NXOS },
		{ "nk",        PLATFORM_AUTO },
		{ "n9",        PLATFORM_AUTO },
		{ "fex",       PLATFORM_AUTO },
		{ "",          PLATFORM_AUTO },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		struct str text = STR_INIT;
		struct reading r;

		str_addf(&text,
		    "<CISCO_NETWORK_TYPES><CHASSIS_INFO sourceChassis='a' "
		    "type='%s'/></CISCO_NETWORK_TYPES>",
		    types[i].type);
		r = reading_of(NULL, str_span(&text));
		assert_string_equal(str_text(&r.said), "");
		assert_int_equal(r.topology->devices[0].platform,
		    types[i].platform);
		reading_release(&r);
		str_release(&text);
	}
}

/* --- there and back ------------------------------------------------------- */

static const char odd_plan[] =
    "name: 'a \"lab\" & <more>'\n"
    "devices:\n"
    "  plain: {rack: R1}\n"
    "  \"<&>\": {}\n"
    "  \"&amp;\": {}\n"
    "  'quo\"te''s': {}\n"
    "  \"co:lon, and\": {}\n"
    "  back\\slash: {}\n"
    "  7up: {}\n"
    "  \"b\xc3\xbcro-\xe6\x9f\x9c\": {}\n"
    "  \"]]>\": {}\n"
    "  \"-->\": {}\n"
    "  \"not \\uFFFE\": {}\n"
    "cables:\n"
    "  - [plain:Eth1/1, {device: \"<&>\", port: Eth1/1}]\n"
    "  - [{device: \"&amp;\", port: \"&lt;\"}, {device: 'quo\"te''s', port: "
    "\"'\"}]\n"
    "  - [{device: \"co:lon, and\", port: \"a:b\"}, {device: back\\slash, "
    "port: \"\\\\n\"}]\n"
    "  - [{device: \"b\xc3\xbcro-\xe6\x9f\x9c\", port: \"\xe2\x82\xac\"}, "
    "7up:Port 1]\n"
    "  - [{device: \"]]>\", port: \"]]>\"}, {device: \"-->\", port: "
    "Ethernet1}]\n"
    "  - [plain:EthernetX/1, 7up:ge-0/0/1]\n"
    "  - {a: plain:old, b: 7up:old, state: removed}\n"
    "  - [{device: plain, port: \"1,2\"}, 7up:eth7]\n"
    "  - [plain:eth8, {device: 7up, port: \"x1/1-2\"}]\n"
    "  - [{device: plain, port: \"x1/2-1\"}, 7up:eth9]\n"
    "  - [{device: \"not \\uFFFE\", port: \"1\"}, 7up:eth10]\n"
    "  - [plain:eth11, {device: 7up, port: \"\\uFFFF\"}]\n";

static const char odd_written[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<CISCO_NETWORK_TYPES version=\"1.0\" "
    "xmlns=\"http://www.cisco.com/cableplan/Schema2\"\n"
    "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
    "    xsi:schemaLocation=\"http://www.cisco.com/cableplan/Schema2 "
    "nxos-cable-plan-schema.xsd\">\n"
    "  <DATA_CENTER networkLocation=\"a &quot;lab&quot; &amp; &lt;more&gt;\" "
    "idFormat=\"hostname\">\n"
    "    <CHASSIS_INFO sourceChassis=\"plain\">\n"
    "      <LINK_INFO sourcePort=\"eth1/1\" destChassis=\"&lt;&amp;&gt;\" "
    "destPort=\"eth1/1\"/>\n"
    "      <LINK_INFO sourcePort=\"EthernetX/1\" destChassis=\"7up\" "
    "destPort=\"ge-0/0/1\"/>\n"
    "    </CHASSIS_INFO>\n"
    "    <CHASSIS_INFO sourceChassis=\"&amp;amp;\">\n"
    "      <LINK_INFO sourcePort=\"&amp;lt;\" destChassis=\"quo&quot;te's\" "
    "destPort=\"'\"/>\n"
    "    </CHASSIS_INFO>\n"
    "    <CHASSIS_INFO sourceChassis=\"co:lon, and\">\n"
    "      <LINK_INFO sourcePort=\"a:b\" destChassis=\"back\\slash\" "
    "destPort=\"\\n\"/>\n"
    "    </CHASSIS_INFO>\n"
    "    <CHASSIS_INFO sourceChassis=\"b\xc3\xbcro-\xe6\x9f\x9c\">\n"
    "      <LINK_INFO sourcePort=\"\xe2\x82\xac\" destChassis=\"7up\" "
    "destPort=\"Port 1\"/>\n"
    "    </CHASSIS_INFO>\n"
    "    <CHASSIS_INFO sourceChassis=\"]]&gt;\">\n"
    "      <LINK_INFO sourcePort=\"]]&gt;\" destChassis=\"--&gt;\" "
    "destPort=\"Ethernet1\"/>\n"
    "    </CHASSIS_INFO>\n"
    "  </DATA_CENTER>\n"
    "</CISCO_NETWORK_TYPES>\n";

static void
what_is_written_is_read_back(void **state)
{
	const struct cabling_format *xml = cabling_format_find("cable-plan");
	struct reading plan = reading_of(NULL, span_of(odd_plan));
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	struct reading r;

	(void)state;
	assert_string_equal(str_text(&plan.said), "");
	xml->write(plan.topology, &first);
	assert_string_equal(str_text(&first), odd_written);
	r = reading_of(NULL, str_span(&first));
	assert_string_equal(str_text(&r.said), "");
	assert_ptr_equal(r.format, xml);
	assert_int_equal(r.topology->cable_count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_true(
		    xml->takes(plan.topology, &plan.topology->cables[i]));
	for (size_t i = 6; i < plan.topology->cable_count; i++)
		assert_false(
		    xml->takes(plan.topology, &plan.topology->cables[i]));
	xml->write(r.topology, &second);
	assert_string_equal(str_text(&first), str_text(&second));
	str_release(&first);
	str_release(&second);
	reading_release(&r);
	reading_release(&plan);
}

static void
ports_are_short_where_that_is_the_same(void **state)
{
	/* clang-format off */
	static const struct {
		const char *port;
		const char *written;
	} ports[] = {
		{ "Ethernet1/2",       "eth1/2" },
		{ "Eth101/1/3",        "eth101/1/3" },
		{ "Ethernet1/1.100",   "eth1/1.100" },
		{ "Ethernet7",         "Ethernet7" },
		{ "Ethernet1/2x",      "Ethernet1/2x" },
		{ "Ethernet1//2",      "Ethernet1//2" },
		{ "Ethernet/2",        "Ethernet/2" },
		{ "ethernet 1/2",      "eth1/2" },
		{ "GigabitEthernet1/2", "GigabitEthernet1/2" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ports); i++) {
		const struct cabling_format *xml =
		    cabling_format_find("cable-plan");
		char *plan = str_printf("devices: {a: {}, b: {}}\n"
					"cables: [['a:%s', 'b:1']]\n",
		    ports[i].port);
		char *wanted =
		    str_printf(" sourcePort=\"%s\" ", ports[i].written);
		struct reading r = reading_of(NULL, span_of(plan));
		struct str out = STR_INIT;
		struct reading back;

		xml->write(r.topology, &out);
		assert_non_null(strstr(str_text(&out), wanted));
		back = reading_of(NULL, str_span(&out));
		assert_string_equal(back.topology->cables[0].a.port,
		    r.topology->cables[0].a.port);
		reading_release(&back);
		reading_release(&r);
		str_release(&out);
		free(wanted);
		free(plan);
	}
}

/* --- texts that are made to hurt ------------------------------------------ */

static void
nothing_is_loaded_and_nothing_unfolded(void **state)
{
	static const char doctype[] =
	    "error: the file declares a document type, which no cable plan "
	    "does\n";
	struct str wanted = STR_INIT;

	(void)state;
	str_addf(&wanted, "in:1: %s", doctype);
	assert_said("<!DOCTYPE CISCO_NETWORK_TYPES SYSTEM '" FIXTURES
		    "/format/cabling/mistakes.xml'><CISCO_NETWORK_TYPES/>",
	    str_text(&wanted));
	assert_said("<!DOCTYPE CISCO_NETWORK_TYPES [<!ENTITY a 'x'><!ENTITY b "
		    "'&a;&a;'>]><CISCO_NETWORK_TYPES a='&b;'/>",
	    str_text(&wanted));
	str_release(&wanted);
	assert_said(HEAD LINK "sourcePort='&other;' destPort='1'/>" TAIL,
	    "in:2:47: error: this is no XML: Entity 'other' not defined\n");
	assert_said(HEAD LINK "sourcePort='&#10;1&#9;2' destPort='1'/>" TAIL,
	    "in:2:1: error: the name of a port has a control character\n");
}

static void
assert_refused(const char *head, const char *part, size_t count,
    const char *tail, const char *wanted)
{
	struct str text = STR_INIT;
	struct reading r;

	str_add(&text, head);
	for (size_t i = 0; i < count; i++)
		str_add(&text, part);
	str_add(&text, tail);
	r = reading_of("cable-plan", str_span(&text));
	assert_true(r.readable);
	assert_null(r.topology);
	if (!strstr(str_text(&r.said), wanted))
		fail_msg("not told: %s, but %.500s", wanted, str_text(&r.said));
	reading_release(&r);
	str_release(&text);
}

static void
hostile_texts_end_in_a_message(void **state)
{
	const size_t many = (size_t)1 << light(20, 13);

	(void)state;
	assert_refused("", "<", many, "", "in:1:2: error: this is no XML: ");
	assert_refused("<CISCO_NETWORK_TYPES>", "<a>", many, "",
	    "this is no XML: Excessive depth in document");
	assert_refused("<CISCO_NETWORK_TYPES a='", "x", many, "",
	    "this is no XML: AttValue: ' expected");
	assert_refused("<CISCO_NETWORK_TYPES>", "&#", many, "",
	    "this is no XML: ");
	assert_refused("<CISCO_NETWORK_TYPES><!--", "--", many, "",
	    "this is no XML: ");
	assert_refused(HEAD LINK "destPort='1' sourcePort='", "e1/1-", many,
	    "e1/2'/>" TAIL, "more than 255 bytes");
	assert_refused(HEAD LINK "destPort='1' sourcePort='", "1,", many,
	    "'/>" TAIL, "more ports than any chassis has");
	if (!light(1, 0))
		return;
	assert_refused(HEAD,
	    LINK "sourcePort='e1/1-4096' destPort='e1/1-4096'/>", 300, TAIL,
	    "in:246:1: error: these are too many cables\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_fixture_becomes_its_plan),
	    cmocka_unit_test(a_plan_is_recognized_by_its_first_element),
	    cmocka_unit_test(what_is_no_plan_is_refused),
	    cmocka_unit_test(lists_of_ports_are_counted_out),
	    cmocka_unit_test(a_link_that_leaves_ports_open_is_no_cable),
	    cmocka_unit_test(types_of_chassis_are_platforms),
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(ports_are_short_where_that_is_the_same),
	    cmocka_unit_test(nothing_is_loaded_and_nothing_unfolded),
	    cmocka_unit_test(hostile_texts_end_in_a_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
