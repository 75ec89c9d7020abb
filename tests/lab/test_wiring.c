/*
 * The wiring of a room before and after careless hands.
 */
#include "lab/wiring.h"

#include <string.h>

#include "room.h"

static void
test_each_device_hears_the_planned_neighbors_in_port_order(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	room_expect(&room, "leaf1",
	    "Ethernet1/1<leaf2:Ethernet1/1 Ethernet1/2<leaf2:Ethernet1/2 "
	    "Ethernet1/10<acc1:TenGigabitEthernet1/1/1");
	room_expect(&room, "edge1", "TenGigE0/0/0/1<leaf2:Ethernet1/10");
	room_expect(&room, "srv1", "eth0<acc1:GigabitEthernet1/0/1");
	room_close(&room);
}

static void
test_a_missing_cable_is_heard_from_neither_end(void **state)
{
	struct room room;
	struct err err = ERR_INIT;

	(void)state;
	room_open(&room);
	assert_true(wiring_take_away(room.wiring,
	    room_port(&room, "leaf2", "eth1/1"), &err));
	room_expect(&room, "leaf1",
	    "Ethernet1/2<leaf2:Ethernet1/2 "
	    "Ethernet1/10<acc1:TenGigabitEthernet1/1/1");
	room_expect(&room, "leaf2",
	    "Ethernet1/2<leaf1:Ethernet1/2 "
	    "Ethernet1/10<edge1:TenGigE0/0/0/1");
	assert_false(wiring_take_away(room.wiring,
	    room_port(&room, "leaf1", "Eth1/1"), &err));
	assert_string_equal(err.text,
	    "no cable is plugged into leaf1 Ethernet1/1");
	room_close(&room);
}

static void
test_swapped_plugs_are_heard_from_all_four_ends(void **state)
{
	struct room room;
	struct err err = ERR_INIT;
	struct socket_name ports[2];

	(void)state;
	room_open(&room);
	ports[0] = room_port(&room, "leaf1", "Eth1/1");
	ports[1] = room_port(&room, "leaf1", "Eth1/10");
	assert_true(wiring_rotate(room.wiring, ports, 2, &err));
	room_expect(&room, "leaf1",
	    "Ethernet1/1<acc1:TenGigabitEthernet1/1/1 "
	    "Ethernet1/2<leaf2:Ethernet1/2 Ethernet1/10<leaf2:Ethernet1/1");
	room_expect(&room, "acc1",
	    "GigabitEthernet1/0/1<srv1:eth0 "
	    "TenGigabitEthernet1/1/1<leaf1:Ethernet1/1");
	room_close(&room);
}

static void
test_rotated_plugs_each_sit_in_the_next_port(void **state)
{
	struct room room;
	struct err err = ERR_INIT;
	struct socket_name ports[3];

	(void)state;
	room_open(&room);
	ports[0] = room_port(&room, "leaf2", "Eth1/1");
	ports[1] = room_port(&room, "leaf2", "Eth1/2");
	ports[2] = room_port(&room, "leaf2", "Eth1/10");
	assert_true(wiring_rotate(room.wiring, ports, 3, &err));
	room_expect(&room, "leaf2",
	    "Ethernet1/1<edge1:TenGigE0/0/0/1 Ethernet1/2<leaf1:Ethernet1/1 "
	    "Ethernet1/10<leaf1:Ethernet1/2");
	ports[2] = ports[0];
	assert_false(wiring_rotate(room.wiring, ports, 3, &err));
	assert_string_equal(err.text, "leaf2 Ethernet1/1 is named twice");
	room_close(&room);
}

static void
test_swapping_both_ends_of_one_cable_changes_nothing(void **state)
{
	struct room room;
	struct err err = ERR_INIT;
	struct socket_name ports[2];

	(void)state;
	room_open(&room);
	ports[0] = room_port(&room, "acc1", "Gi1/0/1");
	ports[1] = room_port(&room, "srv1", "eth0");
	assert_true(wiring_rotate(room.wiring, ports, 2, &err));
	room_expect(&room, "srv1", "eth0<acc1:GigabitEthernet1/0/1");
	room_close(&room);
}

static void
test_a_plug_moves_only_into_a_free_port(void **state)
{
	struct room room;
	struct err err = ERR_INIT;

	(void)state;
	room_open(&room);
	assert_true(
	    wiring_move(room.wiring, room_port(&room, "leaf2", "Eth1/1"),
		room_port(&room, "edge1", "Te0/0/0/9"), &err));
	room_expect(&room, "edge1",
	    "TenGigE0/0/0/1<leaf2:Ethernet1/10 "
	    "TenGigE0/0/0/9<leaf1:Ethernet1/1");
	assert_false(
	    wiring_move(room.wiring, room_port(&room, "leaf2", "Eth1/2"),
		room_port(&room, "edge1", "Te0/0/0/1"), &err));
	assert_string_equal(err.text, "edge1 TenGigE0/0/0/1 is in use");
	room_close(&room);
}

static void
test_an_extra_cable_takes_two_free_ports(void **state)
{
	struct room room;
	struct err err = ERR_INIT;
	struct err again = ERR_INIT;

	(void)state;
	room_open(&room);
	assert_true(
	    wiring_add(room.wiring, room_port(&room, "leaf1", "Eth1/40"),
		room_port(&room, "acc1", "Gi1/0/40"), &err));
	room_expect(&room, "acc1",
	    "GigabitEthernet1/0/1<srv1:eth0 "
	    "GigabitEthernet1/0/40<leaf1:Ethernet1/40 "
	    "TenGigabitEthernet1/1/1<leaf1:Ethernet1/10");
	assert_false(
	    wiring_add(room.wiring, room_port(&room, "leaf1", "Eth1/40"),
		room_port(&room, "leaf2", "Eth1/41"), &err));
	assert_string_equal(err.text, "leaf1 Ethernet1/40 is in use");
	assert_false(
	    wiring_add(room.wiring, room_port(&room, "leaf1", "Eth1/44"),
		room_port(&room, "leaf1", "Ethernet1/44"), &again));
	assert_string_equal(again.text, "leaf1 Ethernet1/44 is named twice");
	room_close(&room);
}

static void
test_a_deaf_port_is_still_heard_at_the_other_end(void **state)
{
	struct room room;
	struct err err = ERR_INIT;

	(void)state;
	room_open(&room);
	assert_true(wiring_deafen(room.wiring,
	    room_port(&room, "edge1", "Te0/0/0/1"), &err));
	room_expect(&room, "edge1", "");
	room_expect(&room, "leaf2",
	    "Ethernet1/1<leaf1:Ethernet1/1 Ethernet1/2<leaf1:Ethernet1/2 "
	    "Ethernet1/10<edge1:TenGigE0/0/0/1");
	room_close(&room);
}

static void
test_a_silent_device_neither_hears_nor_is_heard(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	wiring_silence(room.wiring, room_device(&room, "leaf2"));
	room_expect(&room, "leaf2", "");
	room_expect(&room, "leaf1",
	    "Ethernet1/10<acc1:TenGigabitEthernet1/1/1");
	room_expect(&room, "edge1", "");
	room_close(&room);
}

static void
test_a_stranger_is_heard_beside_the_planned_neighbor(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	wiring_add_stranger(room.wiring, room_port(&room, "acc1", "Gi1/0/1"),
	    (struct stranger){"SEP0001", "Port 1", "Cisco IP Phone", "Host"});
	room_expect(&room, "acc1",
	    "GigabitEthernet1/0/1<srv1:eth0 "
	    "GigabitEthernet1/0/1<(SEP0001:Port 1) "
	    "TenGigabitEthernet1/1/1<leaf1:Ethernet1/10");
	room_close(&room);
}

static void
test_many_strangers_are_all_heard(void **state)
{
	struct room room;
	size_t count;

	(void)state;
	room_open(&room);
	for (unsigned i = 1; i <= 300; i++) {
		struct str port = STR_INIT;

		str_addf(&port, "Ethernet9/%u", i);
		wiring_add_stranger(room.wiring,
		    room_port(&room, "edge1", str_text(&port)),
		    (struct stranger){"SEP0001", "Port 1", "phone", "Phone"});
		str_release(&port);
	}
	free(wiring_hear(room.wiring, room_device(&room, "edge1"), &count));
	assert_int_equal(count, 301);
	room_close(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_each_device_hears_the_planned_neighbors_in_port_order),
	    cmocka_unit_test(test_a_missing_cable_is_heard_from_neither_end),
	    cmocka_unit_test(test_swapped_plugs_are_heard_from_all_four_ends),
	    cmocka_unit_test(test_rotated_plugs_each_sit_in_the_next_port),
	    cmocka_unit_test(
		test_swapping_both_ends_of_one_cable_changes_nothing),
	    cmocka_unit_test(test_a_plug_moves_only_into_a_free_port),
	    cmocka_unit_test(test_an_extra_cable_takes_two_free_ports),
	    cmocka_unit_test(test_a_deaf_port_is_still_heard_at_the_other_end),
	    cmocka_unit_test(test_a_silent_device_neither_hears_nor_is_heard),
	    cmocka_unit_test(
		test_a_stranger_is_heard_beside_the_planned_neighbor),
	    cmocka_unit_test(test_many_strangers_are_all_heard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
