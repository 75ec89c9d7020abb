/*
 * The text of each platform against a whole answer kept in fixtures/lab.
 *
 * The files were read beside captures of real devices when they were made; a
 * change in the text must be looked at as carefully.
 */
#include "lab/cdp_text.h"

#include <string.h>

#include "base/file.h"
#include "room.h"

static void
expect_answer(const char *device, const char *fixture,
    void (*add)(const struct cdp_text *text, size_t device, struct str *out))
{
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	char *path = str_printf(FIXTURES "/lab/%s", fixture);
	char *wanted = NULL;
	size_t length;

	room_open(&room);
	wiring_add_stranger(room.wiring, room_port(&room, "acc1", "Gi1/0/7"),
	    (struct stranger){"SEP001122334455", "Port 1",
		"Cisco IP Phone 8845", "Host Phone"});
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 7, NULL};
	add(&text, room_device(&room, device), &out);
	assert_true(file_read(path, 1 << 20, &wanted, &length, &err));
	assert_string_equal(str_text(&out), wanted);
	free(wanted);
	free(path);
	str_release(&out);
	room_close(&room);
}

static void
expect_fixture(const char *device, const char *fixture)
{
	expect_answer(device, fixture, cdp_text_add_detail);
}

static void
test_ios_prints_its_neighbors_as_ios_does(void **state)
{
	(void)state;
	expect_fixture("acc1", "ios.txt");
}

static void
test_nxos_prints_its_neighbors_as_nxos_does(void **state)
{
	(void)state;
	expect_fixture("leaf2", "nxos.txt");
}

/* leaf2 has an older release than leaf1, by the seed. */
static void
test_nxos_prints_xml_as_nxos_does(void **state)
{
	(void)state;
	expect_answer("leaf1", "nxos-xml.txt", cdp_text_add_xml);
	expect_answer("leaf2", "nxos-xml-older.txt", cdp_text_add_xml);
}

static void
test_iosxr_prints_its_neighbors_as_iosxr_does(void **state)
{
	(void)state;
	expect_fixture("edge1", "iosxr.txt");
}

/* What neighbors call themselves is no markup, and mgmt0 has no VLAN. */
static void
test_xml_is_well_formed_whatever_neighbors_say(void **state)
{
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;
	const char *row;

	(void)state;
	room_open(&room);
	wiring_add_stranger(room.wiring, room_port(&room, "leaf1", "mgmt0"),
	    (struct stranger){"</device_id>&", "]]>", "A < B", "Host Phone"});
	text = (struct cdp_text){room.topology, room.wiring, room.traits, 7,
	    "<show> & tell"};
	cdp_text_add_xml(&text, room_device(&room, "leaf1"), &out);
	row = strstr(str_text(&out), "<device_id>&lt;/device_id&gt;&amp;<");
	assert_non_null(row);
	assert_non_null(strstr(row, "<port_id>]]&gt;</port_id>"));
	assert_non_null(strstr(row, "<version>&lt;show&gt; &amp; tell<"));
	assert_non_null(strstr(row, "<capability>phone</capability>"));
	assert_non_null(strstr(row, "<intf_id>mgmt0</intf_id>"));
	assert_null(strstr(row, "nativevlan"));
	assert_null(strstr(row, "duplexmode"));
	str_clear(&out);
	wiring_silence(room.wiring, room_device(&room, "leaf1"));
	cdp_text_add_xml(&text, room_device(&room, "leaf1"), &out);
	assert_string_equal(str_text(&out), "CDP not enabled\n");
	str_release(&out);
	room_close(&room);
}

static void
test_devices_are_heard_under_the_name_of_their_platform(void **state)
{
	static const struct {
		const char *device;
		const char *id;
	} rows[] = {
	    {"leaf1", "leaf1(FDO25110ABC)"},
	    {"acc1", "acc1.example.net"},
	    {"edge1", "edge1"},
	    {"srv1", "srv1"},
	};
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;

	(void)state;
	room_open(&room);
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 0, NULL};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		str_clear(&out);
		cdp_text_add_device_id(&text,
		    room_device(&room, rows[i].device), &out);
		assert_string_equal(str_text(&out), rows[i].id);
	}
	str_release(&out);
	room_close(&room);
}

static void
test_another_box_is_heard_under_what_it_is(void **state)
{
	static const struct {
		struct traits traits;
		const char *id;
	} rows[] = {
	    {{.name = "acc2"}, "acc2.example.net"},
	    {{.is_factory_new = true}, "Switch"},
	    {{.platform = PLATFORM_NXOS, .serial = "FDO1"}, "acc1(FDO1)"},
	};
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;

	(void)state;
	room_open(&room);
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 0, NULL};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t device = room_device(&room, "acc1");

		room.traits[device] = rows[i].traits;
		str_clear(&out);
		cdp_text_add_device_id(&text, device, &out);
		assert_string_equal(str_text(&out), rows[i].id);
		str_clear(&out);
		cdp_text_add_detail(&text, room_device(&room, "leaf1"), &out);
		assert_true((strstr(str_text(&out), "10.0.0.21") == NULL) ==
			    rows[i].traits.is_factory_new);
	}
	str_release(&out);
	room_close(&room);
}

static void
test_settings_and_age_stand_in_the_entry(void **state)
{
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	long left = 0;

	(void)state;
	room_open(&room);
	wiring_set_half_duplex(room.wiring,
	    room_port(&room, "leaf2", "Eth1/10"));
	wiring_set_native_vlan(room.wiring, room_port(&room, "srv1", "eth0"),
	    20);
	assert_true(
	    wiring_remember(room.wiring, room_port(&room, "edge1", "Te0/0/0/1"),
		room_port(&room, "leaf1", "Eth1/7"), &err));
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 0, NULL};
	cdp_text_add_detail(&text, room_device(&room, "edge1"), &out);
	assert_non_null(strstr(str_text(&out), "Duplex: half\n"));
	assert_true(
	    span_to_number(span_make(strstr(str_text(&out), "Holdtime : ") + 11,
			       2),
		60, &left));
	assert_true(left > 0);
	str_clear(&out);
	cdp_text_add_detail(&text, room_device(&room, "acc1"), &out);
	assert_non_null(strstr(str_text(&out), "Native VLAN: 20\n"));
	str_release(&out);
	room_close(&room);
}

static void
test_an_invented_serial_depends_on_name_and_seed_alone(void **state)
{
	struct room room;
	struct cdp_text text;
	struct str first = STR_INIT;
	struct str again = STR_INIT;
	struct str other = STR_INIT;

	(void)state;
	room_open(&room);
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 1, NULL};
	cdp_text_add_serial(&text, room_device(&room, "leaf2"), &first);
	cdp_text_add_serial(&text, room_device(&room, "leaf2"), &again);
	text.seed = 2;
	cdp_text_add_serial(&text, room_device(&room, "leaf2"), &other);
	assert_int_equal(first.length, 11);
	assert_string_equal(str_text(&first), str_text(&again));
	assert_string_not_equal(str_text(&first), str_text(&other));
	str_release(&first);
	str_release(&again);
	str_release(&other);
	room_close(&room);
}

static void
test_without_cdp_a_device_says_so_and_lists_nobody(void **state)
{
	static const struct {
		const char *device;
		const char *answer;
	} rows[] = {
	    {"acc1", "% CDP is not enabled\n"},
	    {"leaf1", "CDP not enabled\n"},
	    {"edge1", "% CDP is not enabled\n"},
	};
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;

	(void)state;
	room_open(&room);
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 0, NULL};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t device = room_device(&room, rows[i].device);

		wiring_silence(room.wiring, device);
		str_clear(&out);
		cdp_text_add_detail(&text, device, &out);
		assert_string_equal(str_text(&out), rows[i].answer);
	}
	str_release(&out);
	room_close(&room);
}

static void
test_the_brief_table_has_a_row_for_each_neighbor(void **state)
{
	struct room room;
	struct cdp_text text;
	struct str out = STR_INIT;

	(void)state;
	room_open(&room);
	text =
	    (struct cdp_text){room.topology, room.wiring, room.traits, 0, NULL};
	cdp_text_add_brief(&text, room_device(&room, "acc1"), &out);
	assert_non_null(strstr(str_text(&out), "Device ID "));
	assert_non_null(strstr(str_text(&out), "\nsrv1 "));
	assert_non_null(strstr(str_text(&out), "\nleaf1(FDO25110ABC)\n "));
	str_release(&out);
	room_close(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ios_prints_its_neighbors_as_ios_does),
	    cmocka_unit_test(test_nxos_prints_its_neighbors_as_nxos_does),
	    cmocka_unit_test(test_xml_is_well_formed_whatever_neighbors_say),
	    cmocka_unit_test(test_nxos_prints_xml_as_nxos_does),
	    cmocka_unit_test(test_iosxr_prints_its_neighbors_as_iosxr_does),
	    cmocka_unit_test(
		test_devices_are_heard_under_the_name_of_their_platform),
	    cmocka_unit_test(test_another_box_is_heard_under_what_it_is),
	    cmocka_unit_test(test_settings_and_age_stand_in_the_entry),
	    cmocka_unit_test(
		test_an_invented_serial_depends_on_name_and_seed_alone),
	    cmocka_unit_test(
		test_without_cdp_a_device_says_so_and_lists_nobody),
	    cmocka_unit_test(test_the_brief_table_has_a_row_for_each_neighbor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
