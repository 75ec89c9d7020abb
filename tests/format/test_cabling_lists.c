/*
 * Cabling lists of all tools: what each fixture becomes and what is said of it,
 * that none is taken for another, and that whatever a format writes it reads
 * back, be the names as odd as they like.
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

/* clang-format off */
static const struct {
	const char *file;
	const char *format;
	bool asked; /* has to be asked for */
} fixtures[] = {
	{ "seed.csv",           "csv",           false },
	{ "plain.csv",          "csv",           false },
	{ "mistakes.csv",       "csv",           false },
	{ "netlab-wiring.csv",  "netlab-wiring", false },
	{ "netbox-import.csv",  "netbox",        false },
	{ "netbox-export.csv",  "netbox",        false },
	{ "netbox-bare.csv",    "netbox",        false },
	{ "netbox-numbers.csv", "netbox",        false },
	{ "p2p-ethernet.csv",   "p2p",           false },
	{ "p2p-infiniband.csv", "p2p",           false },
	{ "p2p-links.csv",      "p2p",           false },
	{ "avd-links.csv",      "avd",           false },
	{ "avd-p2p.csv",        "avd",           false },
	{ "netdisco.txt",       "netdisco",      false },
	{ "mistakes.netdisco",  "netdisco",      true },
};
/* clang-format on */

static const char *const list_formats[] = {"csv", "netbox", "p2p", "avd",
    "netlab-wiring", "netdisco"};

static void
each_fixture_becomes_its_plan(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		const char *file = fixtures[i].file;
		char *text = fixture_text(file, "");
		char *plan = fixture_text(file, ".plan");
		char *said = fixture_text(file, ".said");
		struct str got = STR_INIT;
		struct reading r;

		assert_non_null(text);
		assert_true(plan || said);
		r = reading_of(fixtures[i].asked ? fixtures[i].format : NULL,
		    span_of(text));
		assert_true(r.readable);
		assert_string_equal(r.format->name, fixtures[i].format);
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

static bool
is(const char *format, const char *text)
{
	const struct cabling_source source = {"in", span_of(text), NULL};

	return cabling_format_find(format)->is(&source);
}

static void
no_list_is_taken_for_another(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		char *text = fixture_text(fixtures[i].file, "");

		for (size_t k = 0; k < COUNT_OF(list_formats); k++)
			assert_int_equal(
			    is(list_formats[k],
				/* A byte order mark is gone by then. */
				text + 3 * (text[0] == '\xef')),
			    !fixtures[i].asked && strcmp(list_formats[k],
						      fixtures[i].format) == 0);
		free(text);
	}
}

static void
what_is_no_list_is_taken_for_none(void **state)
{
	static const char *const texts[] = {
	    "",
	    "\n\n",
	    "# only this\n",
	    "devices: {a: {}, b: {}}\ncables:\n  - [a:1, b:1]\n",
	    "leaf1:\n  link:Eth1/1,spine1,Eth1/1\n",
	    "topology:\n  links:\n    - endpoints: [a:1, b:1]\n",
	    "{\"edges\": [{\"node1\": {\"hostname\": \"device,port,peer\"}}]}",
	    "[\"device\",\"port\",\"peer\",\"peer port\"]\n",
	    "graph G {\n  \"a\":\"1\" -- \"b\":\"1\"\n}\n",
	    "<?xml version=\"1.0\"?>\n<a b=\"device,port,peer\"/>\n",
	    "device,port,peer\n",
	    "device port peer peer_port\n",
	    "\"device,port,peer,peer port\"\na\n",
	    "name,port,name,speed\n",
	    "leaf1\n  links: a,b,c\n",
	    "leaf1\n  link:a,b\n",
	    "  link:a,b,c\n  link:d,e,f\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		for (size_t k = 0; k < COUNT_OF(list_formats); k++)
			assert_false(is(list_formats[k], texts[i]));
	}
}

/* --- there and back ------------------------------------------------------- */

/* What a spreadsheet, a shell or a parser could stumble over. */
static const char odd_plan[] =
    "devices:\n"
    "  plain: {rack: R1, unit: 3}\n"
    "  \"=1+1\": {rack: \"=R,2\", unit: 100}\n"
    "  \"'=x\": {collect: false}\n"
    "  \"#7\": {rack: \"#7\"}\n"
    "  \"with blank\": {}\n"
    "  \"co:lon:\": {rack: \"a;=b\"}\n"
    "  'quo\"te': {}\n"
    "  \"b\xc3\xbcro-\xe6\x9f\x9c\": {collect: false, unit: 1}\n"
    "  \"semi;=colon\": {}\n"
    "  com,ma: {}\n"
    "  \"a'b\": {}\n"
    "  \"<&>\": {}\n"
    "  \"-\": {}\n"
    "  \"%41\": {}\n"
    "  back\\slash: {}\n"
    "cables:\n"
    "  - [plain:Eth1/1, {device: \"=1+1\", port: Eth1/1}]\n"
    "  - {a: {device: \"=1+1\", port: \"@2\"}, b: {device: \"'=x\", port: "
    "\"''-3\"}, label: \"=L\", color: \"dark red\", type: smf, length: 5m, "
    "note: \"a;=b, \\\"c\\\"\"}\n"
    "  - {a: {device: \"#7\", port: \"#7\"}, b: {device: \"with blank\", port: "
    "\"Port 1\"}, state: planned, label: \"#7\", length: 1.5ft}\n"
    "  - [{device: \"#7\", port: \"link:1\"}, {device: \"co:lon:\", port: "
    "\"a:b\"}]\n"
    "  - {a: {device: 'quo\"te', port: '\"'}, b: {device: "
    "\"b\xc3\xbcro-\xe6\x9f\x9c\", port: \"\xe2\x82\xac,1\"}, note: \"'\"}\n"
    "  - {a: {device: \"semi;=colon\", port: \";\"}, b: {device: \"com,ma\", "
    "port: \"1;-\"}, state: removed, color: \"#12ab34\"}\n"
    "  - {a: {device: \"com,ma\", port: \"x\"}, b: {device: plain, port: "
    "\"y,z\"}}\n"
    "  - [{device: \"com,ma\", port: \"p,q\"}, plain:Eth1/9]\n"
    "  - {a: {device: \"a'b\", port: \"'\"}, b: {device: \"<&>\", port: "
    "\"&amp;\"}, label: \"'L'\"}\n"
    "  - {a: {device: \"-\", port: \"-\"}, b: {device: \"%41\", port: "
    "\"%2C\"}}\n"
    "  - {a: {device: \"back\\\\slash\", port: \"\\\\n\"}, b: {device: "
    "\"back\\\\slash\", port: \"true\"}}\n"
    "  - {a: {device: plain, port: \"1e3\"}, b: {device: plain, port: "
    "\"null\"}}\n"
    "  - [\"plain:a:\", \"com,ma:-:\"]\n";

static bool
same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
same_end(const struct topology *t, const struct endpoint *a,
    const struct topology *u, const struct endpoint *b)
{
	return same(t->devices[a->device].name, u->devices[b->device].name) &&
	       same(a->port, b->port);
}

/* The same cable of another plan, in one direction or the other. */
static const struct cable *
find_cable(const struct topology *t, const struct cable *cable,
    const struct topology *u)
{
	for (size_t i = 0; i < u->cable_count; i++) {
		const struct cable *other = &u->cables[i];

		if ((same_end(t, &cable->a, u, &other->a) &&
			same_end(t, &cable->b, u, &other->b)) ||
		    (same_end(t, &cable->a, u, &other->b) &&
			same_end(t, &cable->b, u, &other->a)))
			return other;
	}
	return NULL;
}

static void
assert_cable_kept(unsigned keeps, const struct cable *a, const struct cable *b)
{
	assert_true(!(keeps & KEEPS_LABELS) || same(a->label, b->label));
	assert_true(!(keeps & KEEPS_STATES) || a->state == b->state);
	assert_true(!(keeps & KEEPS_COLORS) || same(a->color, b->color));
	assert_true(!(keeps & KEEPS_TYPES) || same(a->type, b->type));
	assert_true(!(keeps & KEEPS_LENGTHS) || same(a->length, b->length));
	assert_true(!(keeps & KEEPS_NOTES) || same(a->note, b->note));
}

static void
assert_device_kept(unsigned keeps, const struct device *a,
    const struct device *b)
{
	assert_true(!(keeps & KEEPS_RACKS) || same(a->rack, b->rack));
	assert_true(!(keeps & KEEPS_UNITS) || a->unit == b->unit);
	assert_true(!(keeps & KEEPS_HOSTS) || a->collect == b->collect);
}

/* All that `format` promises to keep of `t` is in `u`. */
static void
assert_kept(const struct cabling_format *format, const struct topology *t,
    const struct topology *u)
{
	size_t taken = 0;

	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];
		const struct cable *other = find_cable(t, cable, u);

		if (format->takes && !format->takes(t, cable)) {
			assert_null(other);
			continue;
		}
		assert_non_null(other);
		taken++;
		assert_cable_kept(format->keeps, cable, other);
	}
	assert_int_equal(u->cable_count, taken);
	for (size_t i = 0; i < u->device_count; i++) {
		size_t index;

		assert_true(topology_find_device(t, span_of(u->devices[i].name),
		    &index));
		assert_device_kept(format->keeps, &t->devices[index],
		    &u->devices[i]);
	}
}

static void
assert_comes_back(const struct cabling_format *format, const struct topology *t)
{
	struct str first = STR_INIT;
	struct str second = STR_INIT;
	struct reading r;

	format->write(t, &first);
	r = reading_of(NULL, str_span(&first));
	assert_string_equal(str_text(&r.said), "");
	assert_ptr_equal(r.format, format);
	assert_kept(format, t, r.topology);
	format->write(r.topology, &second);
	assert_string_equal(str_text(&first), str_text(&second));
	str_release(&first);
	str_release(&second);
	reading_release(&r);
}

static void
what_is_written_is_read_back(void **state)
{
	struct reading plan = reading_of(NULL, span_of(odd_plan));

	(void)state;
	assert_string_equal(str_text(&plan.said), "");
	for (size_t i = 0; i < COUNT_OF(list_formats); i++) {
		const struct cabling_format *format =
		    cabling_format_find(list_formats[i]);

		if (format->write)
			assert_comes_back(format, plan.topology);
	}
	assert_comes_back(cabling_format_find("topology"), plan.topology);
	reading_release(&plan);
}

/* A byte order mark belongs to a file, unless it is written as one of a name.
 */
static void
a_byte_order_mark_in_a_name_stays_there(void **state)
{
	const struct cabling_format *netdisco = cabling_format_find("netdisco");
	struct str out = STR_INIT;
	struct reading r;

	(void)state;
	r = reading_of(NULL, span_of("device,port,peer,peer port\n"
				     "\xef\xbb\xbfx,1,b,1\n"));
	assert_string_equal(str_text(&r.said), "");
	netdisco->write(r.topology, &out);
	assert_string_equal(str_text(&out), "b\n  link:1,\xef\xbb\xbfx,1\n");
	str_release(&out);
	reading_release(&r);
}

/* Whoever opens what we write must not run it. */
static void
no_cell_is_a_formula(void **state)
{
	struct reading plan = reading_of(NULL, span_of(odd_plan));

	(void)state;
	for (size_t i = 0; i < COUNT_OF(list_formats); i++) {
		const struct cabling_format *format =
		    cabling_format_find(list_formats[i]);
		struct str out = STR_INIT;

		if (!format->write || strcmp(format->name, "netdisco") == 0)
			continue;
		format->write(plan.topology, &out);
		for (const char *c = strpbrk(str_text(&out), ",;\n\""); c;
		     c = strpbrk(c + 1, ",;\n\""))
			assert_true(c[1] == '\0' || !strchr("=+-@", c[1]));
		str_release(&out);
	}
	reading_release(&plan);
}

/* --- words ---------------------------------------------------------------- */

static void
assert_written(const char *format, const char *plan, const char *wanted)
{
	struct reading r = reading_of(NULL, span_of(plan));
	struct str out = STR_INIT;

	assert_string_equal(str_text(&r.said), "");
	cabling_format_find(format)->write(r.topology, &out);
	assert_string_equal(str_text(&out), wanted);
	str_release(&out);
	reading_release(&r);
}

#define TWO "devices: {a: {}, b: {}}\ncables:\n  - {a: 'a:1', b: 'b:1'"
#define SIDES                                                                  \
	"side_a_device,side_a_type,side_a_name,"                               \
	"side_b_device,side_b_type,side_b_name,status"
#define ROW "\r\na,dcim.interface,1,b,dcim.interface,1,"

static void
netbox_takes_what_it_has_no_word_for_as_text(void **state)
{
	(void)state;
	assert_written("netbox", TWO "}", SIDES ROW "connected\r\n");
	assert_written("netbox",
	    TWO ", type: om4-mpo, color: mauve, length: long, note: x}",
	    SIDES ",description" ROW "connected,\"x; type om4-mpo; color "
		  "mauve; length long\"\r\n");
	assert_written("netbox",
	    TWO ", type: cat6a, color: Blue, length: 05.50 Meters, state: "
		"removed}",
	    SIDES ",type,color,length,length_unit" ROW
		  "decommissioning,cat6a,2196f3,5.5,m\r\n");
	assert_written("netbox", TWO ", color: \"#12AB34\", length: 3}",
	    SIDES ",color,description" ROW "connected,12ab34,length 3\r\n");
}

static void
a_long_note_is_a_comment_for_netbox(void **state)
{
	struct str plan = STR_INIT;
	struct str wanted = STR_INIT;

	(void)state;
	str_addf(&plan, TWO ", note: %0201d}", 7);
	str_addf(&wanted, SIDES ",comments" ROW "connected,%0201d\r\n", 7);
	assert_written("netbox", str_text(&plan), str_text(&wanted));
	str_release(&plan);
	str_release(&wanted);
}

static void
columns_are_there_where_they_are_needed(void **state)
{
	(void)state;
	assert_written("csv", TWO "}",
	    "local_hostname,local_port,remote_hostname,remote_port\r\n"
	    "a,1,b,1\r\n");
	assert_written("csv", TWO ", state: planned, length: 3 m}",
	    "local_hostname,local_port,remote_hostname,remote_port,state,"
	    "length\r\na,1,b,1,planned,3 m\r\n");
	assert_written("avd", TWO ", state: planned}",
	    "Node Type,Node,Node Interface,Peer Type,Peer Node,Peer Interface,"
	    "Node Interface Enabled\r\n,a,1,,b,1,False\r\n");
}

static void
assert_said(const char *format, const char *text, const char *wanted)
{
	struct reading r = reading_of(format, span_of(text));

	assert_string_equal(str_text(&r.said), wanted);
	reading_release(&r);
}

#define SEED "local_hostname,local_port,remote_hostname,remote_port"

static void
columns_are_told_that_are_missing_or_too_many(void **state)
{
	(void)state;
	assert_said("csv", "# x\n\ndevice,port,peer\n",
	    "in:3: error: no column for the port of the second device: it "
	    "would be called `remote_port` or `b_port` or `neighbor_port`\n");
	assert_said("netbox", "side_a_device,side_a_name\n",
	    "in:1: error: no column for the second device: it would be called "
	    "`side_b_device`\n"
	    "in:1: error: no column for the port of the second device: it "
	    "would be called `side_b_name`\n");
	assert_said("csv", "", "in:1:1: error: the file is empty\n");
	assert_said("netdisco", " \n", "in:1:1: error: the file is empty\n");
	assert_said("p2p", "# nothing\n",
	    "in:1: error: no column for the first device: it would be called "
	    "`A-Node Name` or `A-Node`\n"
	    "in:1: error: no column for the port of the first device: it would "
	    "be called `A-Port`\n"
	    "in:1: error: no column for the second device: it would be called "
	    "`Z-Node Name` or `Z-Node`\n"
	    "in:1: error: no column for the port of the second device: it "
	    "would be called `Z-Port`\n");
	assert_said(NULL, SEED ",hostname\na,1,b,1,c\n",
	    "in:1: warning: column 5 (hostname) is passed over: another one "
	    "says that already\n");
	/* Nobody knows these columns. */
	assert_said(NULL, "Ger\xc3\xa4t;Port;nach;Port\na;1;b: c;d\n",
	    "in: note: read as YAML, for it begins like no other format that "
	    "is known here; --input-format says what it is\n"
	    "in:2:6: error: a \":\" is not allowed here: either the line is "
	    "indented wrongly or the text before it needs quotes\n");
	assert_said("csv", "\"" SEED "\n",
	    "in:1: error: a quote that is opened here is never closed\n");
}

static void
devices_of_one_name_in_two_sites_are_not_one(void **state)
{
	(void)state;
	assert_said(NULL,
	    "Termination A,Device A,Site A,Termination B,Device B,Site B\n"
	    "1,leaf1,north,1,spine1,north\n"
	    "2,leaf1,north,2,spine1,\n"
	    "1,leaf1,south,1,spine2,south\n"
	    "2,leaf1,south,2,spine2,south\n",
	    "in:4: error: leaf1 is a device of site south, and in a row above "
	    "of site north: export the sites one by one\n"
	    "in:4: error: leaf1 1 already has a cable: see line 2\n"
	    "in:5: error: leaf1 2 already has a cable: see line 3\n");
}

static void
units_and_notes_are_brought_into_shape(void **state)
{
	struct str text = STR_INIT;
	struct reading r;

	(void)state;
	assert_said(NULL, SEED ",local_unit\na,1,b,1,U0\n",
	    "in:2: error: `unit` must be a number from 1 to 100, not \"0\"\n");
	assert_said(NULL, SEED ",local_unit\na,1,b,1,top\n",
	    "in:2: error: `unit` must be a number from 1 to 100, not "
	    "\"top\"\n");
	str_add(&text, SEED ",note,comments\na,1,b,1,x\ty,\xc3\xa9");
	for (size_t i = 0; i < 2100; i++)
		str_add(&text, "\xc3\xa9");
	r = reading_of(NULL, str_span(&text));
	assert_string_equal(str_text(&r.said),
	    "in:2: warning: a note of more than 4095 bytes is cut\n");
	assert_int_equal(strlen(r.topology->cables[0].note), 4094);
	assert_memory_equal(r.topology->cables[0].note, "x y; \xc3\xa9", 7);
	reading_release(&r);
	str_release(&text);
}

static void
losses_count_whole_cables(void **state)
{
	struct reading plan = reading_of(NULL, span_of(odd_plan));
	struct diag_list diags = DIAG_LIST_INIT;
	struct str said = STR_INIT;

	(void)state;
	cabling_tell_losses(cabling_format_find("netdisco"), plan.topology,
	    &diags);
	diag_format_text(&diags, &said);
	assert_non_null(strstr(str_text(&said),
	    "netdisco has no place for it: 2 cables, rack of 4 devices, unit "
	    "of 3 devices, `collect: false` of 2 devices, label of 3 cables"));
	diag_list_release(&diags);
	str_release(&said);
	reading_release(&plan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_fixture_becomes_its_plan),
	    cmocka_unit_test(no_list_is_taken_for_another),
	    cmocka_unit_test(what_is_no_list_is_taken_for_none),
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(a_byte_order_mark_in_a_name_stays_there),
	    cmocka_unit_test(no_cell_is_a_formula),
	    cmocka_unit_test(netbox_takes_what_it_has_no_word_for_as_text),
	    cmocka_unit_test(a_long_note_is_a_comment_for_netbox),
	    cmocka_unit_test(columns_are_there_where_they_are_needed),
	    cmocka_unit_test(columns_are_told_that_are_missing_or_too_many),
	    cmocka_unit_test(devices_of_one_name_in_two_sites_are_not_one),
	    cmocka_unit_test(units_and_notes_are_brought_into_shape),
	    cmocka_unit_test(losses_count_whole_cables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
