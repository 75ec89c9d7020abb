/*
 * Plans without mistakes: what is made of them.  And the limits: no input, of
 * whatever size, may take long or end the program.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "../light.h"
#include "base/mem.h"
#include "base/str.h"
#include "format/topology_yaml.h"

static struct topology *
read_good(const char *path, const char *inventory)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct str shown = STR_INIT;
	struct err err = ERR_INIT;

	if (!topology_read(path, inventory, &topology, &diags, &err))
		fail_msg("%s", err.text);
	diag_format_text(&diags, &shown);
	assert_string_equal(str_text(&shown), "");
	assert_non_null(topology);
	str_release(&shown);
	diag_list_release(&diags);
	return topology;
}

static struct topology *
read_everything(void)
{
	return read_good(FIXTURES "/format/good/everything.yaml", NULL);
}

/* The diagnostics of a text, to be freed. */
static char *
read_bad(struct span text)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *topology = NULL;
	struct str shown = STR_INIT;
	struct err err = ERR_INIT;

	if (!topology_read_text("t.yaml", text, &topology, &diags, &err))
		str_addf(&shown, "unreadable: %s", err.text);
	diag_format_text(&diags, &shown);
	assert_null(topology);
	diag_list_release(&diags);
	return str_take(&shown);
}

static const struct device *
device(const struct topology *t, const char *name)
{
	size_t index = 0;

	assert_true(topology_find_device(t, span_of(name), &index));
	return &t->devices[index];
}

static const struct cable *
cable(const struct topology *t, const char *id)
{
	for (size_t i = 0; i < t->cable_count; i++) {
		if (strcmp(t->cables[i].id, id) == 0)
			return &t->cables[i];
	}
	fail_msg("no cable %s", id);
	return NULL;
}

static void
test_a_device_has_what_is_written(void **state)
{
	struct topology *t = read_everything();
	const struct device *leaf1 = device(t, "LEAF1");

	(void)state;
	assert_string_equal(t->name, "everything");
	assert_string_equal(t->file, FIXTURES "/format/good/everything.yaml");
	assert_int_equal(t->device_count, 8);
	assert_int_equal(device(t, "spine1")->jumps.count, 2);
	assert_string_equal(device(t, "spine1")->jumps.items[0].user, "first");
	assert_string_equal(device(t, "spine1")->jumps.items[1].host, "inner");
	assert_int_equal(device(t, "spine1")->jumps.items[1].port, 2222);
	assert_true(device(t, "srv1")->jump_given);
	assert_int_equal(device(t, "srv1")->jumps.count, 0);
	assert_false(leaf1->jump_given);
	assert_true(leaf1->port_given);
	assert_string_equal(leaf1->name, "leaf1");
	assert_string_equal(leaf1->host, "10.0.0.11");
	assert_int_equal(leaf1->port, 22);
	assert_int_equal(leaf1->platform, PLATFORM_IOS);
	assert_string_equal(leaf1->username, "admin");
	assert_string_equal(leaf1->rack, "07");
	assert_int_equal(leaf1->unit, 38);
	assert_string_equal(leaf1->serial, "FDO2151ABCD");
	assert_int_equal(leaf1->domains.count, 2);
	assert_string_equal(leaf1->domains.items[1], "example.com");
	assert_int_equal(leaf1->aliases.count, 2);
	assert_ptr_equal(device(t, "leaf-one"), leaf1);
	assert_true(leaf1->collect);
	assert_string_equal(leaf1->place.file, t->file);
	assert_int_equal(leaf1->place.line, 10);
	assert_int_equal(leaf1->place.column, 3);
	topology_free(t);
}

static void
test_defaults_fill_what_a_device_leaves_out(void **state)
{
	struct topology *t = read_everything();
	const struct device *bare = device(t, "bare");
	const struct device *leaf2 = device(t, "leaf2");
	const struct device *leaf3 = device(t, "leaf3");

	(void)state;
	assert_string_equal(bare->host, "bare");
	assert_int_equal(bare->port, 2022);
	assert_int_equal(bare->platform, PLATFORM_IOS);
	assert_string_equal(bare->username, "netops");
	assert_int_equal(bare->domains.count, 1);
	assert_null(bare->rack);
	assert_int_equal(bare->unit, 0);
	assert_null(bare->serial);
	assert_int_equal(bare->aliases.count, 0);
	assert_true(bare->collect);
	assert_false(leaf2->collect);
	assert_int_equal(leaf2->platform, PLATFORM_NXOS);
	/* Merged from leaf2, but for what it says itself. */
	assert_true(leaf3->collect);
	assert_int_equal(leaf3->platform, PLATFORM_NXOS);
	assert_string_equal(leaf3->rack, "A2");
	assert_string_equal(leaf3->host, "10.0.0.13");
	assert_string_equal(device(t, "leaf4")->rack, "A2");
	assert_int_equal(device(t, "srv1")->platform, PLATFORM_AUTO);
	assert_string_equal(device(t, "odd")->name, "odd:name");
	topology_free(t);
}

static void
test_nothing_is_said_of_a_device_but_its_name(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *t = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(topology_read_text("labs/one.two.yaml",
	    span_of("devices: {r1: }"), &t, &diags, &err));
	assert_non_null(t);
	assert_string_equal(t->name, "one.two");
	assert_int_equal(t->cable_count, 0);
	assert_string_equal(t->devices[0].host, "r1");
	assert_int_equal(t->devices[0].port, 22);
	assert_int_equal(t->devices[0].platform, PLATFORM_AUTO);
	assert_null(t->devices[0].username);
	assert_int_equal(t->devices[0].domains.count, 0);
	topology_free(t);
	diag_list_release(&diags);
}

static void
test_a_cable_has_what_is_written(void **state)
{
	struct topology *t = read_everything();
	const struct cable *c = cable(t, "C-0002");
	const struct cable *odd = cable(t, "odd:name:Port 1--srv1:eth0");

	(void)state;
	assert_int_equal(t->cable_count, 15);
	assert_ptr_equal(&t->devices[c->a.device], device(t, "leaf1"));
	assert_string_equal(c->a.port, "GigabitEthernet1/0/1");
	assert_string_equal(c->b.port, "Ethernet1/2");
	assert_string_equal(c->label, "C-0002");
	assert_string_equal(c->color, "blue");
	assert_string_equal(c->type, "smf");
	assert_string_equal(c->length, "5m");
	assert_string_equal(c->note, "via PP-3");
	assert_int_equal(c->via.count, 2);
	assert_string_equal(c->via.items[0], "PP-3");
	assert_string_equal(c->via.items[1], "PP-4");
	assert_int_equal(odd->via.count, 0);
	assert_int_equal(c->state, CABLE_INSTALLED);
	assert_int_equal(c->place.line, 30);
	assert_int_equal(c->place.column, 5);
	assert_int_equal(c->a.place.column, 9);
	assert_int_equal(c->b.place.column, 31);
	assert_int_equal(odd->state, CABLE_PLANNED);
	assert_null(odd->label);
	assert_null(odd->note);
	assert_int_equal(
	    cable(t, "leaf4:GigabitEthernet3--leaf4:GigabitEthernet0/4")->state,
	    CABLE_REMOVED);
	topology_free(t);
}

static void
test_ranges_expand_pairwise_with_their_labels(void **state)
{
	struct topology *t = read_everything();
	const struct cable *c = cable(t, "M-c");

	(void)state;
	cable(t, "leaf1:Ethernet1/51--spine1:Ethernet1/3");
	cable(t, "leaf4:Ethernet1/51--spine1:Ethernet1/6");
	assert_string_equal(t->devices[c->a.device].name, "leaf3");
	assert_string_equal(c->a.port, "mgmt0");
	assert_string_equal(c->b.port, "TenGigabitEthernet1/1/3");
	assert_string_equal(c->note, "two lines\nof text");
	/* One label for several cables names none of them. */
	c = cable(t, "leaf3:Ethernet1/60--bare:GigabitEthernet0/2");
	assert_string_equal(c->label, "trunk");
	/* Brackets that are no range, where device and port stand apart. */
	cable(t, "leaf2:Slot [A]--leaf2:Ethernet1/9");
	topology_free(t);
}

static void
test_ignore_rules_are_kept_with_long_port_names(void **state)
{
	struct topology *t = read_everything();

	(void)state;
	assert_int_equal(t->ignore_count, 5);
	assert_string_equal(t->ignores[0].device, "leaf*");
	assert_string_equal(t->ignores[0].port, "mgmt7");
	assert_null(t->ignores[0].neighbor);
	assert_string_equal(t->ignores[1].neighbor, "SEP*");
	assert_string_equal(t->ignores[2].capability, "Phone");
	assert_null(t->ignores[2].device);
	assert_string_equal(t->ignores[3].port, "Ethernet7/[1-4]");
	assert_string_equal(t->ignores[4].port, "GigabitEthernet9/0/1");
	assert_int_equal(t->ignores[4].place.line, 42);
	topology_free(t);
}

/* fixtures/format/good/ansible.*: two warnings are part of them. */
static void
test_an_inventory_of_ansible_is_merged_by_name(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *t = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(topology_read(FIXTURES "/format/good/ansible.yaml",
	    FIXTURES "/format/good/ansible.inventory", &t, &diags, &err));
	assert_non_null(t);
	assert_int_equal(diags.errors, 0);
	assert_int_equal(diags.count, 2);
	assert_non_null(strstr(diags.items[0].text, "is encrypted"));
	/* A range of hosts has one address. */
	assert_non_null(strstr(diags.items[1].text, "same host 192.0.2.11"));
	/* Hosts that the plan does not know are none of its devices. */
	assert_int_equal(t->device_count, 9);
	assert_string_equal(device(t, "leaf01")->host, "192.0.2.11");
	assert_string_equal(device(t, "leaf01")->rack, "A1");
	/* The nearest group wins, and the host before it. */
	assert_string_equal(device(t, "leaf02")->username, "fabric");
	assert_int_equal(device(t, "leaf02")->platform, PLATFORM_NXOS);
	assert_int_equal(device(t, "leaf02")->port, 22);
	assert_string_equal(device(t, "leaf02")->host, "192.0.2.11");
	assert_string_equal(device(t, "spine1")->username, "own");
	assert_int_equal(device(t, "spine1")->port, 830);
	assert_string_equal(device(t, "spine1")->host, "192.0.2.1");
	/* Somebody else's platform is known, but not logged in to. */
	assert_false(device(t, "other")->collect);
	assert_string_equal(device(t, "here")->host, "192.0.2.200");
	assert_null(device(t, "here")->username);
	/* Ranges with a step, and of letters. */
	assert_int_equal(device(t, "odd-1")->port, 2022);
	assert_int_equal(device(t, "odd-2")->port, 22);
	assert_int_equal(device(t, "odd-3")->port, 2022);
	assert_int_equal(device(t, "row-c")->port, 2023);
	topology_free(t);
	diag_list_release(&diags);
}

static void
test_an_inventory_is_merged_key_by_key(void **state)
{
	struct topology *t = read_good(FIXTURES "/format/good/inventory.yaml",
	    FIXTURES "/format/good/inventory.inventory");
	const struct device *both = device(t, "both");
	const struct device *plan = device(t, "only-plan");
	const struct device *inventory = device(t, "only-inventory");

	(void)state;
	assert_int_equal(t->device_count, 3);
	/* The inventory's own word, then the plan's, then the defaults. */
	assert_string_equal(both->name, "both");
	assert_string_equal(both->host, "10.9.9.9");
	assert_string_equal(both->serial, "FDO1");
	assert_string_equal(both->rack, "A1");
	assert_int_equal(both->port, 2001);
	assert_string_equal(both->username, "from-inventory");
	assert_int_equal(both->platform, PLATFORM_IOS);
	assert_int_equal(both->aliases.count, 1);
	assert_ptr_equal(device(t, "newer"), both);
	assert_false(topology_find_device(t, span_of("older"), &(size_t){0}));
	assert_string_equal(both->place.file,
	    FIXTURES "/format/good/inventory.yaml");
	/* The defaults of its own file come first for each device. */
	assert_string_equal(plan->username, "from-plan");
	assert_int_equal(plan->port, 2222);
	assert_string_equal(plan->rack, "B9");
	assert_string_equal(inventory->username, "own");
	assert_string_equal(inventory->domains.items[0], "plan.example.net");
	assert_string_equal(inventory->place.file,
	    FIXTURES "/format/good/inventory.inventory");
	topology_free(t);
}

static void
test_devices_may_all_be_in_the_inventory(void **state)
{
	struct topology_text plan = {"p.yaml",
	    span_of("cables: [[a:Gi0/1, b:Gi0/1]]")};
	struct topology_text inventory = {"i.yaml",
	    span_of("devices: {a: , b: }")};
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *t = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(topology_read_texts(&plan, &inventory, &t, &diags, &err));
	assert_int_equal(diags.count, 0);
	assert_int_equal(t->cable_count, 1);
	topology_free(t);
}

static void
test_an_earlier_file_does_not_spoil_a_later_one(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *t = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(
	    topology_read_text("a.yaml", span_of("[]"), &t, &diags, &err));
	assert_null(t);
	assert_int_equal(diags.errors, 1);
	assert_true(topology_read_text("b.yaml", span_of("devices: {r: }"), &t,
	    &diags, &err));
	assert_non_null(t);
	topology_free(t);
	diag_list_release(&diags);
}

static void
test_a_file_that_cannot_be_read_is_an_error(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *t = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_false(topology_read(FIXTURES "/format/none.yaml", NULL, &t,
	    &diags, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_non_null(strstr(err.text, "none.yaml"));
	err = (struct err)ERR_INIT;
	assert_false(topology_read(FIXTURES "/format/good/everything.yaml",
	    FIXTURES "/format/no-inventory.yaml", &t, &diags, &err));
	assert_non_null(strstr(err.text, "no-inventory.yaml"));
	assert_int_equal(diags.count, 0);
	assert_null(t);
}

static void
test_a_file_of_a_hundred_megabytes_is_refused(void **state)
{
	size_t length = (size_t)100 << 20;
	char *junk = xmalloc(length);
	char *shown;

	(void)state;
	memset(junk, 'x', length);
	shown = read_bad(span_make(junk, length));
	assert_string_equal(shown,
	    "unreadable: t.yaml has more than 67108864 bytes");
	free(shown);
	free(junk);
}

static void
test_more_values_than_anybody_plans_are_refused(void **state)
{
	struct str text = STR_INIT;
	char *shown;

	(void)state;
	/* Half a minute under the sanitizers, minutes under valgrind. */
	if (!light_by(1, 0, 0))
		skip();
	str_add(&text, "cables: [");
	for (size_t i = 0; i < 10000010; i++)
		str_add(&text, "x,");
	str_add(&text, "]");
	shown = read_bad(str_span(&text));
	assert_non_null(strstr(shown, "the file holds too many values"));
	free(shown);
	str_release(&text);
}

static void
test_a_million_wrong_names_end_in_a_short_report(void **state)
{
	struct diag_list diags = DIAG_LIST_INIT;
	struct topology *t = NULL;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	const size_t devices = light_by(20000, 4000, 200);

	(void)state;
	str_add(&text, "devices:\n");
	for (size_t i = 0; i < devices; i++)
		str_addf(&text, " switch%zu: {hots: x, prot: 1}\n", i);
	str_add(&text, "cables:\n");
	for (size_t i = 0; i < 5 * devices; i++)
		str_addf(&text, " - [switsh%zu:1, swich%zu:2]\n", i, i);
	assert_true(
	    topology_read_text("t.yaml", str_span(&text), &t, &diags, &err));
	assert_null(t);
	assert_int_equal(diags.count, DIAG_MAX);
	assert_int_equal(diags.errors, 12 * devices);
	diag_list_release(&diags);
	str_release(&text);
}

static void
test_every_prefix_of_a_plan_is_survived(void **state)
{
	static const char plan[] =
	    "defaults: &d {platform: ios, domain: [a, b]}\n"
	    "devices:\n  leaf1: {<<: *d, host: \"10.0.0.1\"}\n  leaf2: *d\n"
	    "cables:\n  - [\"leaf[1-2]:Eth1/1\", \"leaf2:Eth1/[2-3]\"]\n"
	    "  - {a: {device: leaf1, port: x}, b: leaf2:y, note: |\n    z\n}\n"
	    "ignore: [{port: \"Eth*\"}]\n";

	(void)state;
	for (size_t length = 0; length < sizeof(plan); length++) {
		struct diag_list diags = DIAG_LIST_INIT;
		/* On the heap, so that reading past the end is seen. */
		char *text = xstrndup(plan, length);
		struct topology *t = NULL;
		struct err err = ERR_INIT;

		assert_true(topology_read_text("t.yaml",
		    span_make(text, length), &t, &diags, &err));
		assert_int_equal(t == NULL, diags.errors > 0);
		topology_free(t);
		diag_list_release(&diags);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_device_has_what_is_written),
	    cmocka_unit_test(test_defaults_fill_what_a_device_leaves_out),
	    cmocka_unit_test(test_nothing_is_said_of_a_device_but_its_name),
	    cmocka_unit_test(test_a_cable_has_what_is_written),
	    cmocka_unit_test(test_ranges_expand_pairwise_with_their_labels),
	    cmocka_unit_test(test_ignore_rules_are_kept_with_long_port_names),
	    cmocka_unit_test(test_an_inventory_of_ansible_is_merged_by_name),
	    cmocka_unit_test(test_an_inventory_is_merged_key_by_key),
	    cmocka_unit_test(test_devices_may_all_be_in_the_inventory),
	    cmocka_unit_test(test_an_earlier_file_does_not_spoil_a_later_one),
	    cmocka_unit_test(test_a_file_that_cannot_be_read_is_an_error),
	    cmocka_unit_test(test_a_file_of_a_hundred_megabytes_is_refused),
	    cmocka_unit_test(test_more_values_than_anybody_plans_are_refused),
	    cmocka_unit_test(test_a_million_wrong_names_end_in_a_short_report),
	    cmocka_unit_test(test_every_prefix_of_a_plan_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
