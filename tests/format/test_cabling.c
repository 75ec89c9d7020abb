/*
 * What all cabling formats share: how a file is recognized, what a draft makes
 * of what it is told, and what is said of losses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "format/cabling.h"
#include "format/topology_yaml.h"

/* A text that was read, and what was said of it. */
struct reading {
	const struct cabling_format *format;
	struct topology *topology;
	struct str said;
	bool readable;
};

static void
read_as(struct reading *r, const struct cabling_format *format,
    const char *text, size_t length)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct err err = ERR_INIT;

	*r = (struct reading){.said = STR_INIT};
	r->readable = cabling_read_text(format, "in", span_make(text, length),
	    &r->format, &r->topology, &diags, &err);
	diag_format_text(&diags, &r->said);
	str_add(&r->said, err.text);
	diag_list_release(&diags);
}

static void
read_text(struct reading *r, const char *text)
{
	read_as(r, NULL, text, strlen(text));
}

static void
release(struct reading *r)
{
	topology_free(r->topology);
	str_release(&r->said);
}

static void
assert_cable(const struct topology *t, size_t i, const char *a, const char *b)
{
	const struct cable *cable = &t->cables[i];
	char got[256];

	assert_true(i < t->cable_count);
	snprintf(got, sizeof(got), "%s:%s", t->devices[cable->a.device].name,
	    cable->a.port);
	assert_string_equal(got, a);
	snprintf(got, sizeof(got), "%s:%s", t->devices[cable->b.device].name,
	    cable->b.port);
	assert_string_equal(got, b);
}

#define EDGE(a, p, b, q)                                                       \
	"{\"node1\": {\"hostname\": \"" a "\", \"interfaceName\": \"" p        \
	"\"},\n \"node2\": {\"hostname\": \"" b "\", \"interfaceName\": \"" q  \
	"\"}}"

static void
a_file_is_recognized_and_read(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r,
	    "{\"edges\": [" EDGE("core", "Eth1/1", "acc", "Gi0/1") "]}");
	assert_string_equal(str_text(&r.said), "");
	assert_string_equal(r.format->name, "batfish");
	assert_int_equal(r.topology->device_count, 2);
	assert_int_equal(r.topology->cable_count, 1);
	assert_cable(r.topology, 0, "core:Ethernet1/1",
	    "acc:GigabitEthernet0/1");
	assert_string_equal(r.topology->name, "in");
	release(&r);

	read_text(&r, "devices: {a: {}, b: {}}\ncables: [['a:1', 'b:1']]\n");
	assert_string_equal(r.format->name, "topology");
	assert_int_equal(r.topology->cable_count, 1);
	release(&r);
}

static void
both_directions_are_one_cable(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r,
	    "{\"edges\": [" EDGE("a", "Eth1/1", "b", "Eth1/2") ",\n" EDGE("B",
		"Ethernet1/2", "A", "eth1/1") "]}");
	assert_string_equal(str_text(&r.said), "");
	assert_int_equal(r.topology->device_count, 2);
	assert_int_equal(r.topology->cable_count, 1);
	release(&r);
}

static void
mistakes_are_told_at_their_place(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r,
	    "{\"edges\": [\n" EDGE("a", "Eth1/1", "b", "") ",\n" EDGE("a",
		"Eth1/1", "b", "Eth[1-2]") ",\n" EDGE("a", "Eth1/1", "b",
		"Eth1/1") ",\n" EDGE("a", "Eth1/1", "c", "Eth1/1") "]}");
	assert_true(r.readable);
	assert_null(r.topology);
	assert_string_equal(str_text(&r.said),
	    "in:3:11: error: a cable's end has no port\n"
	    "in:5:11: error: a topology would take the brackets of Eth[1-2] "
	    "for a range\n"
	    "in:8:11: error: a Ethernet1/1 already has a cable: see line 6\n");
	release(&r);
}

static void
encodings(void **state)
{
	static const char marked[] = "\xef\xbb\xbf{\"edges\": []}";
	static const char wide[] = "a\0b\0\n\0";
	struct reading r;

	(void)state;
	read_text(&r, marked);
	assert_string_equal(r.format->name, "batfish");
	assert_string_equal(str_text(&r.said), "");
	release(&r);

	read_text(&r, "a\nb\xfcro\n");
	assert_null(r.topology);
	assert_string_equal(str_text(&r.said),
	    "in:2: error: this is not UTF-8: save the file as UTF-8 (in a "
	    "spreadsheet: CSV UTF-8)\n");
	release(&r);

	read_as(&r, NULL, wide, sizeof(wide));
	assert_non_null(strstr(str_text(&r.said), "in:1: error: this is not"));
	release(&r);
}

static void
what_nobody_knows_is_said(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r, "nodes: 3\n");
	assert_false(r.readable);
	assert_string_equal(str_text(&r.said),
	    "in is of no format that is known here; name it with "
	    "--input-format");
	release(&r);
	read_text(&r, " \n# nothing\n");
	assert_true(r.readable);
	assert_null(r.topology);
	assert_string_equal(str_text(&r.said),
	    "in:1:1: error: the file is empty\n");
	release(&r);
	read_text(&r, "{\"edges\": ");
	assert_null(r.topology);
	assert_non_null(strstr(str_text(&r.said), "error: "));
	release(&r);
}

/* Whoever tries another tool's file as a plan is told what to do. */
static void
a_foreign_plan_is_told(void **state)
{
	static const char foreign[] = "{\"edges\": []}";
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct err err = ERR_INIT;
	struct str said = STR_INIT;

	(void)state;
	assert_true(topology_read_text("x.json", span_of(foreign), &topology,
	    &diags, &err));
	assert_null(topology);
	diag_format_text(&diags, &said);
	assert_non_null(strstr(str_text(&said),
	    "x.json: note: this looks like another tool's file, Batfish layer "
	    "1 topology (JSON); `cablecheck convert` makes a topology of it"));
	str_release(&said);
	diag_list_release(&diags);
}

/* Told to a draft as a reader would. */
static void
draft_keeps_what_it_is_told(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct cabling_draft *draft = cabling_draft_new("x.csv", &diags);
	const struct spot at = {7, 0};
	const struct draft_end ends[] = {
	    {span_of("a"), span_of(" Eth1/1 "), at},
	    {span_of("b"), span_of("Eth1/1"), at},
	    {span_of("b"), span_of("Eth1/2"), at},
	};
	size_t first = draft_cable(draft, &ends[0], &ends[1]);
	size_t second = draft_cable(draft,
	    &(struct draft_end){span_of("a"), span_of("Eth1/2"), at}, &ends[2]);
	struct topology *t;

	(void)state;
	draft_cable_set(draft, first, DRAFT_LABEL, span_of("C-1"), at);
	draft_cable_set(draft, second, DRAFT_LABEL, span_of("c-1"), at);
	draft_cable_set(draft, second, DRAFT_NOTE, span_of("spare"), at);
	draft_cable_set(draft, second, DRAFT_STATE, span_of("planned"), at);
	draft_device_set(draft, draft_device(draft, span_of("A"), at),
	    DRAFT_RACK, span_of("R1"), at);
	draft_device_set(draft, draft_device(draft, span_of("a"), at),
	    DRAFT_RACK, span_of("R2"), at);
	draft_name(draft, span_of("lab"), at);
	t = cabling_draft_finish(draft);
	assert_non_null(t);
	assert_string_equal(t->name, "lab");
	assert_string_equal(t->devices[0].rack, "R1");
	assert_string_equal(t->cables[0].label, "C-1");
	assert_null(t->cables[1].label);
	assert_string_equal(t->cables[1].note, "c-1; spare");
	assert_int_equal(t->cables[1].state, CABLE_PLANNED);
	assert_int_equal(t->cables[1].place.line, 7);
	assert_int_equal(diags.count, 2); /* the label, and the rack */
	topology_free(t);
	cabling_draft_free(draft);
	diag_list_release(&diags);
}

/* Two that are one here would be a plan of something else. */
static void
two_nodes_of_one_name_are_a_mistake(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r,
	    "topology:\n  nodes:\n    Leaf1: {kind: linux}\n    leaf1: {}\n"
	    "  links: []\n");
	assert_null(r.topology);
	assert_string_equal(str_text(&r.said),
	    "in:4:5: error: another device is called Leaf1: see line 3\n");
	release(&r);
	read_text(&r, "nodes:\n  - {id: n0, label: R1, node_definition: iosv}\n"
		      "  - {id: n1, label: r1}\nlinks: []\n");
	assert_null(r.topology);
	assert_non_null(strstr(str_text(&r.said), "another device is called"));
	release(&r);
}

/* Which of two words is right, nobody here can know. */
static void
contradictions_are_told(void **state)
{
	struct reading r;

	(void)state;
	read_text(&r, "a_device,a_port,b_device,b_port,state,color\n"
		      "a,1,b,1,planned,red\nb,1,a,1,removed,RED\n");
	assert_non_null(r.topology);
	assert_int_equal(r.topology->cables[0].state, CABLE_PLANNED);
	assert_string_equal(str_text(&r.said),
	    "in:3: warning: the state of this cable is removed here and "
	    "planned in line 2, which is kept\n");
	release(&r);
}

/* Also of devices; the same word in other letters is none. */
static void
devices_are_told_once(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct cabling_draft *draft = cabling_draft_new("x", &diags);
	struct str said = STR_INIT;
	size_t a = draft_device(draft, span_of("a"), (struct spot){1, 1});

	(void)state;
	for (unsigned key = 0; key < DRAFT_DEVICE_KEYS; key++) {
		draft_device_set(draft, a, (enum draft_device_key)key,
		    span_of("ios"), (struct spot){2, 1});
		draft_device_set(draft, a, (enum draft_device_key)key,
		    span_of(" IOS "), (struct spot){3, 1});
		draft_device_set(draft, a, (enum draft_device_key)key,
		    span_of(" "), (struct spot){4, 1});
	}
	draft_device_set(draft, DRAFT_NONE, DRAFT_HOST, span_of("b"),
	    (struct spot){5, 1});
	assert_int_equal(diags.count, 0);
	draft_device_set(draft, a, DRAFT_PLATFORM, span_of("nxos"),
	    (struct spot){6, 1});
	diag_format_text(&diags, &said);
	assert_string_equal(str_text(&said),
	    "x:6:1: warning: the platform of a is nxos here and ios in line 2, "
	    "which is kept\n");
	str_release(&said);
	cabling_draft_free(draft);
	diag_list_release(&diags);
}

/* Whoever lists a cable again and again gets no note without end. */
static void
notes_have_an_end(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct cabling_draft *draft = cabling_draft_new("x.csv", &diags);
	const struct spot at = {7, 0};
	const struct draft_end a = {span_of("a"), span_of("1"), at};
	const struct draft_end b = {span_of("b"), span_of("1"), at};
	struct topology *t;

	(void)state;
	for (unsigned i = 0; i < 200000; i++) {
		char note[32];

		snprintf(note, sizeof(note), "note %u", i);
		draft_cable_set(draft, draft_cable(draft, &a, &b), DRAFT_NOTE,
		    span_of(note), at);
	}
	t = cabling_draft_finish(draft);
	assert_non_null(t);
	assert_int_equal(t->cable_count, 1);
	assert_true(strlen(t->cables[0].note) > 4000);
	assert_true(strlen(t->cables[0].note) <= 4095);
	assert_memory_equal(t->cables[0].note, "note 0; note 1; note 2; ", 24);
	assert_int_equal(diags.count, 1);
	topology_free(t);
	cabling_draft_free(draft);
	diag_list_release(&diags);
}

static void
losses_are_counted(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct str said = STR_INIT;
	struct reading r;

	(void)state;
	read_text(&r,
	    "devices: {a: {rack: R1, unit: 3}, b: {rack: R1}, c: {}}\n"
	    "cables: [{a: 'a:1', b: 'b:1', label: L, color: red}]\n"
	    "ignore: [{neighbor: 'SEP*'}]\n");
	cabling_tell_losses(cabling_format_find("batfish"), r.topology, &diags);
	diag_format_text(&diags, &said);
	assert_string_equal(str_text(&said),
	    "in: warning: left out, for batfish has no place for it: rack of 2 "
	    "devices, unit of 1 device, label of 1 cable, color of 1 cable, "
	    "1 device without a cable, 1 ignore rule and waivers\n");
	diag_list_release(&diags);
	cabling_tell_losses(cabling_format_find("topology"), r.topology,
	    &diags);
	assert_int_equal(diags.count, 0);
	str_release(&said);
	release(&r);
}

/* Everything that a plan can say is said again by what is written. */
static void
our_own_comes_back_whole(void **state)
{
	static const char plan[] =
	    "name: \"a lab\"\n"
	    "devices:\n"
	    "  a: {host: \"10.0.0.1\", port: 2022, platform: nxos, username: "
	    "ops, rack: R1, unit: 3, serial: FDO1, aliases: [old, \"7\"], "
	    "domain: [lab.example], jump: [\"me@[fe80::1]:22\", \"gw\"]}\n"
	    "  b: {collect: false}\n"
	    "  \"c:1\": {}\n"
	    "cables:\n"
	    "  - [\"a:Ethernet1/[1-2]\", \"b:Ethernet1/[1-2]\"]\n"
	    "  - {a: a:Ethernet1/3, b: b:Ethernet1/3, state: planned, label: "
	    "L-3, color: blue, type: smf, length: \"5m\", note: \"by: hand\", "
	    "via: [PP1, PP2]}\n"
	    "  - {a: b:Ethernet1/4, b: {device: \"c:1\", port: \"Port 1\"}, "
	    "state: removed}\n"
	    "ignore:\n"
	    "  - {device: \"a*\", port: mgmt0, neighbor: \"SEP*\", capability: "
	    "Phone}\n"
	    "waivers:\n"
	    "  - {kind: missing, device: \"a*\", cable: [L-3], reason: "
	    "ordered, owner: kim, until: \"2027-01-31\"}\n";
	const struct cabling_format *ours = cabling_format_find("topology");
	struct str out = STR_INIT;
	struct reading r;

	(void)state;
	read_text(&r, plan);
	assert_string_equal(str_text(&r.said), "");
	ours->write(r.topology, &out);
	assert_string_equal(str_text(&out), plan);
	str_release(&out);
	release(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_is_recognized_and_read),
	    cmocka_unit_test(both_directions_are_one_cable),
	    cmocka_unit_test(mistakes_are_told_at_their_place),
	    cmocka_unit_test(encodings),
	    cmocka_unit_test(what_nobody_knows_is_said),
	    cmocka_unit_test(a_foreign_plan_is_told),
	    cmocka_unit_test(draft_keeps_what_it_is_told),
	    cmocka_unit_test(two_nodes_of_one_name_are_a_mistake),
	    cmocka_unit_test(contradictions_are_told),
	    cmocka_unit_test(devices_are_told_once),
	    cmocka_unit_test(notes_have_an_end),
	    cmocka_unit_test(losses_are_counted),
	    cmocka_unit_test(our_own_comes_back_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
