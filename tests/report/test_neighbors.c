/*
 * What `parse` prints.
 */
#include "report/neighbors.h"

#include "sample.h"

static void
set_strings(struct neighbor_list *list, struct span_list *strings,
    const char *one, const char *two)
{
	strings->items = arena_array(list->arena, 2, sizeof(struct span));
	strings->items[strings->count++] = span_of(one);
	if (two)
		strings->items[strings->count++] = span_of(two);
}

/* One neighbor with everything, one with next to nothing. */
static struct neighbor_list *
make_list(void)
{
	struct neighbor_list *list = neighbor_list_new();
	struct neighbor *n = neighbor_list_add(list);

	n->local_port = span_of("Ethernet1/49");
	n->device_id = span_of("spine1.example.net(FDO00000001)");
	n->port_id = span_of("Ethernet1/3");
	n->platform = span_of("N9K-C9336C-FX2");
	n->version = span_of("Made Up Operating System\nrelease 10.2");
	n->duplex = span_of("full");
	n->vtp_domain = span_of("");
	set_strings(list, &n->capabilities, "Router", "Switch");
	set_strings(list, &n->entry_addresses, "192.0.2.1", NULL);
	set_strings(list, &n->mgmt_addresses, "192.0.2.1", "2001:db8::1");
	n->native_vlan = 1;
	n->holdtime = 0;
	n->mtu = 9216;
	n->line = 3;
	n = neighbor_list_add(list);
	n->local_port = span_of("mgmt0");
	n->device_id = span_of("sw\x1b[2J\xff");
	n->line = 41;
	return list;
}

static void
test_one_file_is_an_object(void **state)
{
	struct neighbor_list *list = make_list();
	struct report_neighbors_input file = {"leaf1.txt", list};
	struct str out = STR_INIT;

	(void)state;
	report_neighbors_json(&file, 1, &out);
	expect_fixture(&out, "neighbors.json");
	str_release(&out);
	neighbor_list_free(list);
}

static void
test_several_files_are_an_array(void **state)
{
	struct neighbor_list *empty = neighbor_list_new();
	struct neighbor_list *list = make_list();
	struct report_neighbors_input files[] = {
	    {"leaf1.txt", list},
	    {"leaf2.txt", empty},
	};
	struct str out = STR_INIT;

	(void)state;
	report_neighbors_json(files, 2, &out);
	assert_true(span_starts(str_span(&out),
	    "[\n  {\n    \"file\": \"leaf1.txt\",\n    \"neighbors\": [\n"));
	assert_true(span_ends(str_span(&out),
	    "  {\n    \"file\": \"leaf2.txt\",\n    \"neighbors\": []\n"
	    "  }\n]\n"));
	str_release(&out);
	neighbor_list_free(list);
	neighbor_list_free(empty);
}

static void
test_people_get_a_table_within_80_columns(void **state)
{
	struct neighbor_list *list = make_list();
	struct report_neighbors_input file = {"leaf1.txt", list};
	struct str out = STR_INIT;

	(void)state;
	report_neighbors_text(&file, 1, &out);
	assert_string_equal(str_text(&out),
	    "LOCAL PORT    NEIGHBOR                         PORT         "
	    "PLATFORM\n"
	    "Ethernet1/49  spine1.example.net(FDO00000001)  Ethernet1/3  "
	    "N9K-C9336C-FX2\n"
	    "mgmt0         sw\\x1b[2J\\xff                    -            "
	    "-\n");
	str_release(&out);
	neighbor_list_free(list);
}

static void
test_wide_and_combining_letters_keep_the_columns(void **state)
{
	struct neighbor_list *list = make_list();
	struct report_neighbors_input file = {"leaf1.txt", list};
	struct str out = STR_INIT;

	(void)state;
	list->items[0].device_id = span_of("\xe6\xa9\x9f\xe6\x9e\xb6-1");
	list->items[1].device_id = span_of("Mu\xcc\x88nchen");
	report_neighbors_text(&file, 1, &out);
	assert_string_equal(str_text(&out),
	    "LOCAL PORT    NEIGHBOR  PORT         PLATFORM\n"
	    "Ethernet1/49  \xe6\xa9\x9f\xe6\x9e\xb6-1    Ethernet1/3  "
	    "N9K-C9336C-FX2\n"
	    "mgmt0         Mu\xcc\x88nchen   -            -\n");
	str_release(&out);
	neighbor_list_free(list);
}

static void
test_one_monster_does_not_push_the_others_away(void **state)
{
	struct neighbor_list *list = make_list();
	struct report_neighbors_input file = {"leaf1.txt", list};
	char monster[10001];
	struct str out = STR_INIT;
	struct span rest;
	struct span line;

	(void)state;
	memset(monster, 'x', sizeof(monster) - 1);
	monster[sizeof(monster) - 1] = '\0';
	list->items[1].device_id = span_of(monster);
	list->items[0].platform = span_of(monster);
	report_neighbors_text(&file, 1, &out);
	rest = str_span(&out);
	assert_true(span_next_line(&rest, &line));
	assert_true(line.length <= 80);
	assert_true(span_next_line(&rest, &line));
	/* 12 + 40 + 11 and three gaps of 2: 11 are left for the last. */
	assert_int_equal(line.length, 80);
	assert_true(span_ends(line, "  xxxxxxxx..."));
	assert_true(span_next_line(&rest, &line));
	assert_true(line.length < 200);
	str_release(&out);
	neighbor_list_free(list);
}

static void
expect_state(enum neighbor_state list_state, const char *explanation,
    const char *expected)
{
	struct neighbor_list *list = neighbor_list_new();
	struct report_neighbors_input file = {"leaf1.txt", list};
	struct str out = STR_INIT;

	list->state = list_state;
	list->explanation = explanation;
	report_neighbors_text(&file, 1, &out);
	assert_string_equal(str_text(&out), expected);
	str_release(&out);
	neighbor_list_free(list);
}

static void
test_what_is_wrong_with_a_text_is_said(void **state)
{
	(void)state;
	expect_state(NEIGHBORS_OK, NULL, "no neighbors\n");
	expect_state(NEIGHBORS_CDP_OFF, "% CDP is not enabled",
	    "CDP or LLDP is off on this device (% CDP is not enabled)\n");
	expect_state(NEIGHBORS_DENIED, "\x1b% denied",
	    "the device refused the command (\\x1b% denied)\n");
	expect_state(NEIGHBORS_TRUNCATED, NULL,
	    "the text is cut off: neighbors may be missing\n");
	expect_state(NEIGHBORS_NONE, "",
	    "this is no list of neighbors in detail\n");
}

static void
test_headings_name_several_files(void **state)
{
	struct neighbor_list *empty = neighbor_list_new();
	struct report_neighbors_input files[] = {
	    {"leaf1.txt", empty},
	    {"leaf\n2.txt", empty},
	};
	struct str out = STR_INIT;

	(void)state;
	report_neighbors_text(files, 2, &out);
	assert_string_equal(str_text(&out),
	    "leaf1.txt:\nno neighbors\n\nleaf\\x0a2.txt:\nno neighbors\n");
	str_release(&out);
	neighbor_list_free(empty);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_file_is_an_object),
	    cmocka_unit_test(test_several_files_are_an_array),
	    cmocka_unit_test(test_people_get_a_table_within_80_columns),
	    cmocka_unit_test(test_wide_and_combining_letters_keep_the_columns),
	    cmocka_unit_test(test_one_monster_does_not_push_the_others_away),
	    cmocka_unit_test(test_what_is_wrong_with_a_text_is_said),
	    cmocka_unit_test(test_headings_name_several_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
