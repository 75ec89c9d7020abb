/*
 * The faults file: what it does to the room, and what it says of mistakes.
 */
#include "lab/faults.h"

#include <string.h>

#include "lab/generation.h"

#include "room.h"

static void
apply(struct room *room, const char *text)
{
	struct faults_target target = {room->topology, room->wiring,
	    room->traits, room->arena};

	faults_apply_text("faults.yaml", span_of(text), &target, &room->diags);
}

static void
expect_diags(const char *faults, const char *wanted)
{
	struct room room;
	struct str out = STR_INIT;

	room_open(&room);
	apply(&room, faults);
	diag_format_text(&room.diags, &out);
	assert_string_equal(str_text(&out), wanted);
	str_release(&out);
	room_close(&room);
}

static void
test_cabling_faults_are_made_in_their_order(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	apply(&room, "cabling:\n"
		     "  - missing: leaf1:Eth1/1\n"
		     "  - extra: [leaf1:Eth1/1, acc1:Gi1/0/9]\n"
		     "  - swap: [leaf1:Eth1/1, leaf1:Eth1/2]\n"
		     "  - move: [edge1:Te0/0/0/1, edge1:Te0/0/0/2]\n"
		     "  - one-way: [{device: srv1, port: eth0}]\n"
		     "  - stranger: {port: srv1:eth1, device: SEP0001}\n");
	assert_int_equal(room.diags.count, 0);
	room_expect(&room, "leaf1",
	    "Ethernet1/1<leaf2:Ethernet1/2 "
	    "Ethernet1/2<acc1:GigabitEthernet1/0/9 "
	    "Ethernet1/10<acc1:TenGigabitEthernet1/1/1");
	room_expect(&room, "edge1", "TenGigE0/0/0/2<leaf2:Ethernet1/10");
	room_expect(&room, "srv1", "eth1<(SEP0001:Port 1)");
	room_close(&room);
}

static void
test_rotate_takes_three_ports_and_more(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	apply(&room,
	    "cabling:\n"
	    "  - rotate: [leaf2:Eth1/1, leaf2:Eth1/2, leaf2:Eth1/10]\n");
	assert_int_equal(room.diags.count, 0);
	room_expect(&room, "edge1", "TenGigE0/0/0/1<leaf2:Ethernet1/1");
	room_close(&room);
}

static void
test_a_shifted_run_ends_in_a_free_port(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	apply(&room, "cabling:\n"
		     "  - shift: [leaf2:Eth1/1, leaf2:Eth1/2, leaf2:Eth1/3]\n");
	assert_int_equal(room.diags.count, 0);
	room_expect(&room, "leaf1",
	    "Ethernet1/1<leaf2:Ethernet1/2 Ethernet1/2<leaf2:Ethernet1/3 "
	    "Ethernet1/10<acc1:TenGigabitEthernet1/1/1");
	room_close(&room);
}

static void
test_exchanged_boxes_have_each_others_cables(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	apply(&room, "cabling:\n  - exchange: [leaf1, leaf2]\n");
	assert_int_equal(room.diags.count, 0);
	room_expect(&room, "leaf1",
	    "Ethernet1/1<leaf2:Ethernet1/1 Ethernet1/2<leaf2:Ethernet1/2 "
	    "Ethernet1/10<edge1:TenGigE0/0/0/1");
	room_expect(&room, "acc1",
	    "GigabitEthernet1/0/1<srv1:eth0 "
	    "TenGigabitEthernet1/1/1<leaf2:Ethernet1/10");
	room_close(&room);
}

/* The other one has no such ports before. */
static void
test_boxes_with_different_ports_can_be_exchanged(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	apply(&room, "cabling:\n"
		     "  - stranger: {port: acc1:Gi1/0/5, device: SEP0001}\n"
		     "  - exchange: [acc1, edge1]\n");
	assert_int_equal(room.diags.count, 0);
	room_expect(&room, "acc1", "TenGigE0/0/0/1<leaf2:Ethernet1/10");
	room_expect(&room, "edge1",
	    "GigabitEthernet1/0/1<srv1:eth0 "
	    "GigabitEthernet1/0/5<(SEP0001:Port 1) "
	    "TenGigabitEthernet1/1/1<leaf1:Ethernet1/10");
	room_close(&room);
}

static void
test_ports_are_set_and_remember_what_was_there(void **state)
{
	struct room room;
	struct sighting *heard;
	size_t count;

	(void)state;
	room_open(&room);
	apply(&room, "cabling:\n"
		     "  - half-duplex: leaf2:Eth1/1\n"
		     "  - native-vlan: {port: leaf2:Eth1/2, vlan: 20}\n"
		     "  - stale: [leaf1:Eth1/1, acc1:Te1/1/1]\n");
	assert_int_equal(room.diags.count, 0);
	heard = wiring_hear(room.wiring, room_device(&room, "leaf1"), &count);
	assert_int_equal(count, 4);
	assert_true(heard[0].is_old);
	assert_int_equal(heard[0].device, room_device(&room, "acc1"));
	assert_false(heard[1].is_old);
	assert_true(heard[1].settings.is_half_duplex);
	assert_int_equal(heard[1].settings.native_vlan, 0);
	assert_false(heard[2].settings.is_half_duplex);
	assert_int_equal(heard[2].settings.native_vlan, 20);
	free(heard);
	room_close(&room);
}

static void
test_mistakes_about_boxes_are_reported_at_their_place(void **state)
{
	(void)state;
	expect_diags("cabling:\n"
		     "  - exchange: [leaf1]\n"
		     "  - exchange: [leaf1, leaf1]\n"
		     "  - exchange: [leaf1, leaf7]\n"
		     "  - shift: [leaf2:Eth1/1, leaf2:Eth1/2, leaf2:Eth1/10]\n"
		     "  - native-vlan: {port: leaf1:Eth1/1}\n"
		     "  - native-vlan: {port: leaf1:Eth1/1, vlan: 5000}\n"
		     "  - stale: [leaf1:Eth1/1, leaf1:Eth1/1]\n",
	    "faults.yaml:2:15: error: `exchange` takes 2 devices, not 1\n"
	    "faults.yaml:3:15: error: `exchange` takes two different devices\n"
	    "faults.yaml:4:15: error: the topology has no device \"leaf7\"\n"
	    "faults.yaml:5:12: error: `shift`: leaf2 Ethernet1/10 is in use\n"
	    "faults.yaml:6:18: error: a native VLAN needs `port` and `vlan`\n"
	    "faults.yaml:7:45: error: `vlan` must be a number from 1 to 4094, "
	    "not \"5000\"\n"
	    "faults.yaml:8:12: error: `stale`: leaf1 Ethernet1/1 is named "
	    "twice\n");
}

static void
test_every_trait_of_a_device_can_be_set(void **state)
{
	struct room room;
	const struct traits *traits;

	(void)state;
	room_open(&room);
	apply(&room, "devices:\n"
		     "  leaf1:\n"
		     "    name: leaf2\n"
		     "    serial: FDO2711B02L\n"
		     "    platform: iosxr\n"
		     "    refuse: true\n"
		     "    hang: output\n"
		     "    drop: 500\n"
		     "    slow: 10\n"
		     "    wrong-password: yes\n"
		     "    garbage: true\n"
		     "    exec: refuse\n"
		     "    latency: 2s\n"
		     "    auth: [keyboard-interactive, publickey]\n"
		     "    banner: \"two\\nlines\"\n"
		     "    prompt: 'leaf1>'\n"
		     "  leaf2: {power: off}\n"
		     "  acc1: {cdp: off, power: on, factory-new: true}\n");
	assert_int_equal(room.diags.count, 0);
	traits = &room.traits[room_device(&room, "leaf1")];
	assert_string_equal(traits->name, "leaf2");
	assert_string_equal(traits->serial, "FDO2711B02L");
	assert_int_equal(traits->platform, PLATFORM_IOSXR);
	assert_false(traits->is_factory_new);
	assert_true(traits->refuses);
	assert_int_equal(traits->hang, HANG_OUTPUT);
	assert_true(traits->drops);
	assert_int_equal(traits->drop_after, 500);
	assert_int_equal(traits->slow, 10);
	assert_true(traits->wrong_password);
	assert_true(traits->is_garbage);
	assert_true(traits->refuses_exec);
	assert_int_equal(traits->latency_ms, 2000);
	assert_int_equal(traits->logins, LOGIN_KEYBOARD | LOGIN_KEY);
	assert_string_equal(traits->banner, "two\nlines");
	assert_string_equal(traits->prompt, "leaf1>");
	assert_true(room.traits[room_device(&room, "leaf2")].is_off);
	assert_true(wiring_is_silent(room.wiring, room_device(&room, "leaf2")));
	assert_false(room.traits[room_device(&room, "acc1")].is_off);
	assert_true(room.traits[room_device(&room, "acc1")].is_factory_new);
	assert_true(room.traits[room_device(&room, "acc1")].refuses);
	assert_true(wiring_is_silent(room.wiring, room_device(&room, "acc1")));
	room_close(&room);
}

static void
test_every_bad_manner_can_be_set(void **state)
{
	struct room room;
	const struct traits *traits;
	size_t count;

	(void)state;
	room_open(&room);
	apply(&room, "devices:\n"
		     "  leaf1:\n"
		     "    ident: Cisco-1.25\n"
		     "    algorithms: ios-12\n"
		     "    host-key: rsa-2048\n"
		     "    known-key: wrong\n"
		     "    vty: 5\n"
		     "    vty-full: close\n"
		     "    accepts: 1\n"
		     "    loses: 30\n"
		     "    idle: 2s\n"
		     "    keyboard: zero\n"
		     "    login-tries: 2\n"
		     "    greet-delay: 1s\n"
		     "    kex-delay: 2s\n"
		     "    auth-delay: 3s\n"
		     "    stall: 400ms\n"
		     "    packet: 1460\n"
		     "    endless: true\n"
		     "    exec-end: reset\n"
		     "    answer: \"no\\nway\"\n"
		     "    answer-status: 16\n"
		     "    phones: 2\n"
		     "    hostile: true\n"
		     "    motd: welcome\n"
		     "    time-stamp: now\n"
		     "    greeting: menu\n"
		     "    pager: angles\n"
		     "    enable: denied\n"
		     "    refuse-terminal: true\n"
		     "    width: 80\n"
		     "    logs: true\n");
	assert_int_equal(room.diags.count, 0);
	traits = &room.traits[room_device(&room, "leaf1")];
	assert_string_equal(traits->ident, "Cisco-1.25");
	assert_string_equal(traits->generation->name, "ios-12");
	assert_int_equal(traits->host_key, HOSTKEY_RSA_2048);
	assert_int_equal(traits->known_key, KNOWN_KEY_WRONG);
	assert_int_equal(traits->vty, 5);
	assert_int_equal(traits->vty_full, VTY_FULL_CLOSE);
	assert_int_equal(traits->accepts_per_second, 1);
	assert_int_equal(traits->loses_percent, 30);
	assert_int_equal(traits->idle_ms, 2000);
	assert_int_equal(traits->keyboard, KEYBOARD_ZERO);
	assert_int_equal(traits->login_tries, 2);
	assert_int_equal(traits->greet_delay_ms, 1000);
	assert_int_equal(traits->kex_delay_ms, 2000);
	assert_int_equal(traits->auth_delay_ms, 3000);
	assert_int_equal(traits->stall_ms, 400);
	assert_int_equal(traits->packet, 1460);
	assert_true(traits->is_endless);
	assert_int_equal(traits->exec_end, EXEC_END_RESET);
	assert_string_equal(traits->answer, "no\nway");
	assert_int_equal(traits->answer_status, 16);
	assert_true(traits->is_hostile);
	assert_string_equal(traits->motd, "welcome");
	assert_string_equal(traits->time_stamp, "now");
	assert_int_equal(traits->greeting, GREETING_MENU);
	assert_int_equal(traits->pager, PAGER_ANGLES);
	assert_int_equal(traits->enable, ENABLE_DENIED);
	assert_true(traits->refuses_terminal);
	assert_int_equal(traits->width, 80);
	assert_true(traits->logs);
	free(wiring_hear(room.wiring, room_device(&room, "leaf1"), &count));
	assert_int_equal(count, 5);
	room_close(&room);
}

static void
test_a_misspelt_age_of_algorithms_is_reported(void **state)
{
	(void)state;
	expect_diags("devices:\n  leaf1: {algorithms: ios-13}\n",
	    "faults.yaml:2:23: error: `algorithms` cannot be "
	    "\"ios-13\": did you mean `ios-12`?\n");
}

static void
test_ranges_and_patterns_name_several_devices(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	apply(&room, "devices:\n"
		     "  'leaf[1-2]': {drop: 1}\n"
		     "  '*1': {slow: 2}\n");
	assert_int_equal(room.diags.count, 0);
	for (size_t i = 0; i < room.topology->device_count; i++) {
		const char *name = room.topology->devices[i].name;
		bool is_leaf = strncmp(name, "leaf", 4) == 0;

		assert_int_equal(room.traits[i].drops, is_leaf);
		assert_int_equal(room.traits[i].slow,
		    strchr(name, '1') ? 2 : 0);
	}
	room_close(&room);
}

static void
test_an_empty_file_is_no_fault_at_all(void **state)
{
	(void)state;
	expect_diags("", "");
	expect_diags("cabling:\ndevices:\n", "");
}

static void
test_impossible_cabling_faults_are_reported_at_their_place(void **state)
{
	(void)state;
	expect_diags("cabling:\n"
		     "  - missing: leaf1:Eth9/1\n"
		     "  - extra: [leaf1:Eth1/1, leaf2:Eth1/44]\n"
		     "  - move: [leaf1:Eth1/1, leaf1:Eth1/2]\n"
		     "  - missing: leaf7:Eth1/1\n"
		     "  - missing: leaf1\n"
		     "  - swap: [leaf1:Eth1/1]\n"
		     "  - rotate: [leaf1:Eth1/1, leaf1:Eth1/2]\n"
		     "  - {missing: leaf1:Eth1/1, one-way: leaf1:Eth1/1}\n"
		     "  - stranger: {port: leaf1:Eth1/1}\n",
	    "faults.yaml:2:14: error: `missing`: no cable is plugged into "
	    "leaf1 Ethernet9/1\n"
	    "faults.yaml:3:12: error: `extra`: leaf1 Ethernet1/1 is in use\n"
	    "faults.yaml:4:11: error: `move`: leaf1 Ethernet1/2 is in use\n"
	    "faults.yaml:5:14: error: the topology has no device \"leaf7\"\n"
	    "faults.yaml:6:14: error: a port is written DEVICE:PORT, not "
	    "\"leaf1\"\n"
	    "faults.yaml:7:11: error: `swap` takes 2 ports, not 1\n"
	    "faults.yaml:8:13: error: `rotate` takes 3 ports or more, not 2\n"
	    "faults.yaml:9:5: error: a fault is of one kind; put each into an "
	    "item of its own\n"
	    "faults.yaml:10:15: error: a stranger needs `port` and `device`\n");
}

static void
test_mistakes_about_devices_are_told_once_each(void **state)
{
	(void)state;
	expect_diags("devices:\n"
		     "  leaf9: {latency: soon}\n"
		     "  'x*': {drop: 1}\n"
		     "  'leaf[1-2]': {latency: 3 weeks, auth: magic}\n"
		     "  acc1: {drop: -1}\n",
	    "faults.yaml:2:3: error: the topology has no device \"leaf9\"\n"
	    "faults.yaml:2:20: error: `latency` must be a time such as 200ms "
	    "or 2s, not \"soon\"\n"
	    "faults.yaml:3:3: error: the topology has no device \"x*\"\n"
	    "faults.yaml:4:26: error: `latency` must be a time such as 200ms "
	    "or 2s, not \"3 weeks\"\n"
	    "faults.yaml:4:41: error: `auth` may be password, "
	    "keyboard-interactive or publickey, not \"magic\"\n"
	    "faults.yaml:5:16: error: `drop` must be a number from 0 to "
	    "1000000000, not \"-1\"\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cabling_faults_are_made_in_their_order),
	    cmocka_unit_test(test_rotate_takes_three_ports_and_more),
	    cmocka_unit_test(test_a_shifted_run_ends_in_a_free_port),
	    cmocka_unit_test(test_exchanged_boxes_have_each_others_cables),
	    cmocka_unit_test(test_boxes_with_different_ports_can_be_exchanged),
	    cmocka_unit_test(test_ports_are_set_and_remember_what_was_there),
	    cmocka_unit_test(
		test_mistakes_about_boxes_are_reported_at_their_place),
	    cmocka_unit_test(test_every_trait_of_a_device_can_be_set),
	    cmocka_unit_test(test_every_bad_manner_can_be_set),
	    cmocka_unit_test(test_a_misspelt_age_of_algorithms_is_reported),
	    cmocka_unit_test(test_ranges_and_patterns_name_several_devices),
	    cmocka_unit_test(test_an_empty_file_is_no_fault_at_all),
	    cmocka_unit_test(
		test_impossible_cabling_faults_are_reported_at_their_place),
	    cmocka_unit_test(test_mistakes_about_devices_are_told_once_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
