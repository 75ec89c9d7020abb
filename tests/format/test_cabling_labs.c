/*
 * Files of simulators and fabric managers, in YAML and JSON: what each fixture
 * becomes and what is said of it, that none is taken for another, that whatever
 * a format writes it reads back, and that nothing in such a file need be what
 * it should be.
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
#include "format/topology_write.h"

/* clang-format off */
static const struct {
	const char *file;
	const char *format;
} fixtures[] = {
	{ "batfish.json",      "batfish" },
	{ "clab.yml",          "containerlab" },
	{ "clab-mistakes.yml", "containerlab" },
	{ "cml.yaml",          "cml" },
	{ "cml-mistakes.yaml", "cml" },
	{ "netlab.yml",        "netlab" },
	{ "netlab-links.yml",  "netlab" },
	{ "netlab-source.yml", "netlab" },
	{ "hyperfabric.yaml",  "hyperfabric" },
	{ "dell.json",         "dell" },
};
/* clang-format on */

static const char *const lab_formats[] = {"batfish", "containerlab", "cml",
    "netlab", "hyperfabric", "dell"};

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
		r = reading_of(NULL, span_of(text));
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

/* A topology of ours is none of them, and neither is any other fixture. */
static void
none_is_taken_for_another(void **state)
{
	static const char *const strangers[] = {
	    "devices: {a: {}, b: {}}\ncables: [[a:1, b:1]]\n",
	    "nodes: []\nlinks: []\n",
	    "links: [{endpoints: [a:1, b:1]}]\n",
	    "topology: 7\n",
	    "just a text",
	    "[1, 2]\n",
	    "{}\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		char *text = fixture_text(fixtures[i].file, "");

		assert_string_equal(cabling_recognize(span_of(text))->name,
		    fixtures[i].format);
		free(text);
	}
	for (size_t i = 0; i < COUNT_OF(strangers); i++) {
		const struct cabling_format *format =
		    cabling_recognize(span_of(strangers[i]));

		for (size_t k = 0; format && k < COUNT_OF(lab_formats); k++)
			assert_string_not_equal(format->name, lab_formats[k]);
	}
}

/* Asked for by name, any other file is refused with a word, or is empty. */
static void
each_reads_the_files_of_all_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		char *text = fixture_text(fixtures[i].file, "");

		for (size_t k = 0; k < COUNT_OF(lab_formats); k++) {
			struct reading r =
			    reading_of(lab_formats[k], span_of(text));

			assert_true(r.readable);
			if (strcmp(lab_formats[k], fixtures[i].format) != 0)
				assert_true(
				    !r.topology || !r.topology->cable_count);
			reading_release(&r);
		}
		free(text);
	}
}

static const char nasty[] =
    "name: \"a: lab\"\n"
    "devices:\n"
    "  \"yes\": {platform: ios}\n"
    "  \"7\": {platform: nxos, host: 192.0.2.7}\n"
    "  'q\"uo\\te, {x}': {platform: iosxr}\n"
    "  \"c:olon\": {collect: false}\n"
    "  \"\\u017elu\\u0165ou\\u010dk\\u00fd\": {}\n"
    "  lone: {platform: ios}\n"
    "cables:\n"
    "  - {a: yes:Eth1/1, b: 7:Eth1/1, label: \"L: 1\"}\n"
    "  - {a: {device: 'q\"uo\\te, {x}', port: 'P \"1\"'}, b: 7:Eth1/2, note: "
    "'- n'}\n"
    "  - {a: {device: \"c:olon\", port: \"a:b\"}, b: yes:Eth1/2, state: "
    "planned}\n"
    "  - {a: \"\\u017elu\\u0165ou\\u010dk\\u00fd:e1\", b: 7:mgmt0, label: "
    "\"null\"}\n"
    "  - [7:Eth1/8, 7:Eth1/9]\n"
    "  - {a: yes:Eth1/3, b: 7:Eth1/3, state: removed}\n";

/* What a format says that it keeps comes back. */
static void
assert_kept(const struct topology *before, const struct topology *after,
    unsigned keeps)
{
	assert_int_equal(after->cable_count, before->cable_count - 1);
	for (size_t i = 0; i < after->cable_count; i++) {
		const struct cable *a = &before->cables[i];
		const struct cable *b = &after->cables[i];

		assert_string_equal(after->devices[b->a.device].name,
		    before->devices[a->a.device].name);
		assert_string_equal(b->a.port, a->a.port);
		assert_string_equal(after->devices[b->b.device].name,
		    before->devices[a->b.device].name);
		assert_string_equal(b->b.port, a->b.port);
		if ((keeps & KEEPS_LABELS) && a->label)
			assert_string_equal(b->label, a->label);
		if ((keeps & KEEPS_NOTES) && a->note)
			assert_string_equal(b->note, a->note);
	}
	if (keeps & KEEPS_LONE_DEVICES)
		assert_int_equal(after->device_count, before->device_count);
	for (size_t i = 0; i < after->device_count; i++) {
		const struct device *b = &after->devices[i];
		size_t index;

		assert_true(
		    topology_find_device(before, span_of(b->name), &index));
		if ((keeps & KEEPS_PLATFORMS) &&
		    before->devices[index].platform != PLATFORM_AUTO)
			assert_int_equal(b->platform,
			    before->devices[index].platform);
		if ((keeps & KEEPS_HOSTS) ||
		    ((keeps & KEEPS_BARE_HOSTS) &&
			before->devices[index].platform == PLATFORM_AUTO))
			assert_int_equal(b->collect,
			    before->devices[index].collect);
	}
}

static void
what_is_written_is_read_back(void **state)
{
	struct reading plan = reading_of("topology", span_of(nasty));

	(void)state;
	assert_string_equal(str_text(&plan.said), "");
	for (size_t i = 0; i < COUNT_OF(lab_formats); i++) {
		const struct cabling_format *format =
		    cabling_format_find(lab_formats[i]);
		struct str first = STR_INIT;
		struct str second = STR_INIT;
		struct reading back;

		format->write(plan.topology, &first);
		back = reading_of(NULL, str_span(&first));
		assert_string_equal(str_text(&back.said), "");
		assert_ptr_equal(back.format, format);
		assert_kept(plan.topology, back.topology, format->keeps);
		/* Names that files have no place for are those of the files. */
		back.topology->name = plan.topology->name;
		format->write(back.topology, &second);
		assert_string_equal(str_text(&second), str_text(&first));
		str_release(&first);
		str_release(&second);
		reading_release(&back);
	}
	reading_release(&plan);
}

/* How containerlab calls a port, by kind, and how the device does. */
static void
ports_of_containerlab_are_those_of_the_device(void **state)
{
	/* clang-format off */
	static const struct {
		const char *kind;
		const char *port;
		const char *wanted;
	} ports[] = {
		{ "cisco_n9kv",      "eth1",        "Ethernet1/1" },
		{ "cisco_n9kv",      "eth64",       "Ethernet1/64" },
		{ "cisco_n9kv",      "Ethernet1/7", "Ethernet1/7" },
		{ "cisco_n9kv",      "eth0",        "eth0" },
		{ "cisco_n9kv",      "eth1x",       "eth1x" },
		{ "cisco_n9kv",      "eth99999",    "eth99999" },
		{ "vr-n9kv",         "eth2",        "Ethernet1/2" },
		{ "cisco_c8000v",    "eth1",        "GigabitEthernet2" },
		{ "cisco_c8000",     "eth1",        "eth1" },
		{ "vr-csr1000v",     "eth3",        "GigabitEthernet4" },
		{ "cisco_cat9kv",    "eth8",        "GigabitEthernet1/0/8" },
		{ "cisco_iol",       "eth1",        "Ethernet0/1" },
		{ "cisco_iol",       "eth3",        "Ethernet0/3" },
		{ "cisco_iol",       "eth4",        "Ethernet1/0" },
		{ "cisco_vios",      "eth1",        "GigabitEthernet0/1" },
		{ "cisco_xrv9k",     "eth1",        "GigabitEthernet0/0/0/0" },
		{ "cisco_xrd",       "Gi0-0-0-10",  "GigabitEthernet0/0/0/10" },
		{ "cisco_xrd",       "Hu0-0-0-0",   "HundredGigE0/0/0/0" },
		{ "cisco_xrd",       "eth1",        "eth1" },
		{ "cisco_xrd",       "Gi0--0",      "Gi0--0" },
		{ "cisco_xrd",       "Gi-0",        "Gi-0" },
		{ "cisco_xrd",       "Gi0-0-",      "Gi0-0-" },
		{ "cisco_xrd",       "0-0",         "0-0" },
		{ "linux",           "eth1",        "eth1" },
		{ "nokia_srlinux",   "e1-1",        "e1-1" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ports); i++) {
		char *text = str_printf(
		    "topology: {nodes: {a: {kind: %s}, b: {}}, links: "
		    "[{endpoints: ['A:%s', 'b:eth1']}]}",
		    ports[i].kind, ports[i].port);
		struct reading r = reading_of(NULL, span_of(text));
		const char *got = r.topology->cables[0].a.port;

		assert_string_equal(got, ports[i].wanted);
		assert_string_equal(r.topology->cables[0].b.port, "eth1");
		assert_int_equal(strncmp(ports[i].port, "eth", 3) == 0 &&
				     strcmp(got, ports[i].port) != 0,
		    strncmp(ports[i].port, "eth", 3) == 0 &&
			strstr(str_text(&r.said), "note: what containerlab "
						  "calls eth1, eth2") != NULL);
		reading_release(&r);
		free(text);
	}
}

/* One port by both of its names has two cables. */
static void
a_port_of_containerlab_has_one_cable(void **state)
{
	static const char lab[] =
	    "topology:\n"
	    "  nodes: {a: {kind: cisco_n9kv}, b: {}, c: {}}\n"
	    "  links:\n"
	    "    - endpoints: ['a:eth1', 'b:eth1']\n"
	    "    - endpoints: ['a:Ethernet1/1', 'c:eth1']\n";
	struct reading r = reading_of(NULL, span_of(lab));

	(void)state;
	assert_null(r.topology);
	assert_string_equal(str_text(&r.said),
	    "in:4:19: note: what containerlab calls eth1, eth2, ... is called "
	    "here as the device itself calls it: 1 port renamed\n"
	    "in:5:19: error: a Ethernet1/1 already has a cable: see line 4\n");
	reading_release(&r);
}

/* What would come back as something else is left out, and told. */
static void
what_a_lab_cannot_say_is_told(void **state)
{
	static const char plan[] =
	    "devices:\n"
	    "  a: {platform: nxos, collect: false}\n"
	    "  b: {collect: false}\n"
	    "  c: {platform: nxos}\n"
	    "  host: {}\n"
	    "  gone: {}\n"
	    "cables:\n"
	    "  - [a:Eth1/1, b:eth1]\n"
	    "  - [c:eth1, b:eth2]\n"
	    "  - [c:Eth1/2, host:eth1]\n"
	    "  - {a: c:Eth1/3, b: gone:eth1, state: removed}\n";
	/* clang-format off */
	static const struct {
		const char *format;
		const char *said;
	} losses[] = {
		{ "containerlab", "3 cables, `collect: false` beside a "
				  "platform of 1 device, state of 1 cable" },
		{ "cml",          "1 cable, `collect: false` beside a platform "
				  "of 1 device, state of 1 cable" },
		{ "netlab",       "1 cable, `collect: false` beside a platform "
				  "of 1 device, state of 1 cable" },
		{ "dell",         "1 cable, platform of 2 devices, `collect: "
				  "false` of 1 device, `collect: false` beside "
				  "a platform of 1 device, state of 1 cable, "
				  "1 device without a cable" },
		{ "batfish",      "1 cable, platform of 2 devices, `collect: "
				  "false` of 1 device, `collect: false` beside "
				  "a platform of 1 device, state of 1 cable, "
				  "1 device without a cable" },
	};
	/* clang-format on */
	struct reading r = reading_of("topology", span_of(plan));

	(void)state;
	for (size_t i = 0; i < COUNT_OF(losses); i++) {
		struct diag_list diags = DIAG_LIST_INIT;
		struct str said = STR_INIT;
		struct str wanted = STR_INIT;

		cabling_tell_losses(cabling_format_find(losses[i].format),
		    r.topology, &diags);
		diag_format_text(&diags, &said);
		str_addf(&wanted,
		    "in: warning: left out, for %s has no place for it: %s\n",
		    losses[i].format, losses[i].said);
		assert_string_equal(str_text(&said), str_text(&wanted));
		str_release(&wanted);
		str_release(&said);
		diag_list_release(&diags);
	}
	reading_release(&r);
}

/* A list without links is a list, and not nothing. */
static void
a_lab_without_links_comes_back(void **state)
{
	static const char plan[] =
	    "devices: {a: {}, b: {}}\n"
	    "cables: [{a: 'a:1', b: 'b:1', state: removed}]\n";
	struct reading r = reading_of("topology", span_of(plan));

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lab_formats); i++) {
		const struct cabling_format *format =
		    cabling_format_find(lab_formats[i]);
		struct str first = STR_INIT;
		struct str second = STR_INIT;
		struct reading back;

		if (!(format->keeps & KEEPS_LONE_DEVICES))
			continue;
		format->write(r.topology, &first);
		back = reading_of(format->name, str_span(&first));
		assert_string_equal(str_text(&back.said), "");
		assert_int_equal(back.topology->device_count, 2);
		assert_int_equal(back.topology->cable_count, 0);
		format->write(back.topology, &second);
		assert_string_equal(str_text(&first), str_text(&second));
		reading_release(&back);
		str_release(&first);
		str_release(&second);
	}
	reading_release(&r);
}

/* What CML itself calls a link is no label; what people call it is one. */
static void
labels_of_cml_are_those_of_people(void **state)
{
	/* clang-format off */
	static const struct {
		const char *label;
		bool is_kept;
	} labels[] = {
		{ "a-Ethernet1/1<->b-Ethernet1/1", false },
		{ "old-name-e1<->b-x",             false },
		{ "a<->b",                         true },
		{ "uplink<->b-1",                  true },
		{ "a-<->b-1",                      true },
		{ "<->",                           true },
		{ "C-0001",                        true },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		char *text = str_printf(
		    "nodes: [{id: n0, label: a, interfaces: [{id: i0, label: "
		    "e1}]}, {id: n1, label: b, interfaces: [{id: i0, label: "
		    "e1}]}]\nlinks: [{id: l0, n1: n0, i1: i0, n2: n1, i2: "
		    "i0, label: '%s'}]",
		    labels[i].label);
		struct reading r = reading_of(NULL, span_of(text));
		const char *got = r.topology->cables[0].label;

		if (labels[i].is_kept)
			assert_string_equal(got, labels[i].label);
		else
			assert_null(got);
		reading_release(&r);
		free(text);
	}
}

/* A device that is called by its address needs no other one. */
static void
an_address_for_a_name_stays_one(void **state)
{
	static const char plan[] =
	    "devices: {\"192.0.2.1\": {host: a.example}, b: {}}\n"
	    "cables: [['192.0.2.1:1', 'b:1']]\n";
	static const char *const formats[] = {"containerlab", "netlab"};
	struct reading r = reading_of("topology", span_of(plan));

	(void)state;
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		const struct cabling_format *format =
		    cabling_format_find(formats[i]);
		struct str out = STR_INIT;
		struct reading back;

		format->write(r.topology, &out);
		assert_null(strstr(str_text(&out), "ipv4"));
		back = reading_of(NULL, str_span(&out));
		assert_string_equal(back.topology->devices[0].host,
		    "192.0.2.1");
		reading_release(&back);
		str_release(&out);
	}
	reading_release(&r);
}

/*
 * Every value of every fixture in turn is something else: nothing crashes, and
 * what is no plan has a reason.
 */
static void
nothing_need_be_what_it_should_be(void **state)
{
	static const char *const values[] = {"7", "[]", "{}", "null", "[[]]",
	    "{a: [{}]}", "\"\""};
	/* Under valgrind two of them show the same. */
	const size_t count = light(COUNT_OF(values), 2);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		char *text = fixture_text(fixtures[i].file, "");
		const char *at = text;

		while ((at = strpbrk(at, ":[,{-")) != NULL) {
			size_t end = (size_t)(at - text) + 1;
			const char *rest = text + end;

			rest += strcspn(rest, ",]}\n");
			for (size_t k = 0; k < count; k++) {
				char *other = str_printf("%.*s %s%s", (int)end,
				    text, values[k], rest);
				struct reading r =
				    reading_of(fixtures[i].format,
					span_of(other));

				assert_true(r.topology || r.said.length);
				reading_release(&r);
				free(other);
			}
			at++;
		}
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_fixture_becomes_its_plan),
	    cmocka_unit_test(none_is_taken_for_another),
	    cmocka_unit_test(each_reads_the_files_of_all_others),
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(ports_of_containerlab_are_those_of_the_device),
	    cmocka_unit_test(a_port_of_containerlab_has_one_cable),
	    cmocka_unit_test(what_a_lab_cannot_say_is_told),
	    cmocka_unit_test(a_lab_without_links_comes_back),
	    cmocka_unit_test(labels_of_cml_are_those_of_people),
	    cmocka_unit_test(an_address_for_a_name_stays_one),
	    cmocka_unit_test(nothing_need_be_what_it_should_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
