/*
 * Neighbors: what was not printed is absent, not empty and not zero.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/neighbor.h"

static void
test_a_new_neighbor_says_nothing(void **state)
{
	struct neighbor_list *list = neighbor_list_new();
	const struct neighbor *neighbor;

	(void)state;
	assert_int_equal(list->count, 0);
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_null(list->explanation);
	neighbor = neighbor_list_add(list);
	assert_int_equal(list->count, 1);
	assert_true(span_is_absent(neighbor->local_port));
	assert_true(span_is_absent(neighbor->device_id));
	assert_true(span_is_absent(neighbor->port_id));
	assert_true(span_is_absent(neighbor->platform));
	assert_true(span_is_absent(neighbor->system_name));
	assert_true(span_is_absent(neighbor->version));
	assert_true(span_is_absent(neighbor->duplex));
	assert_true(span_is_absent(neighbor->vtp_domain));
	assert_int_equal(neighbor->capabilities.count, 0);
	assert_int_equal(neighbor->entry_addresses.count, 0);
	assert_int_equal(neighbor->mgmt_addresses.count, 0);
	assert_int_equal(neighbor->native_vlan, NEIGHBOR_NO_NUMBER);
	assert_int_equal(neighbor->holdtime, NEIGHBOR_NO_NUMBER);
	assert_int_equal(neighbor->mtu, NEIGHBOR_NO_NUMBER);
	assert_int_equal(neighbor->line, 0);
	assert_false(neighbor->truncated);
	neighbor_list_free(list);
	neighbor_list_free(NULL);
}

/* Many lists in one arena: each is freed, and still there until that goes. */
static void
test_lists_share_an_arena(void **state)
{
	struct arena *arena = arena_new();
	struct neighbor_list *lists[3];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		lists[i] = neighbor_list_new_in(arena);
		neighbor_list_reserve(lists[i], 100);
		for (size_t k = 0; k < i * 20; k++)
			neighbor_list_add(lists[i])->line =
			    (uint32_t)(100 * i + k);
		neighbor_list_fit(lists[i]);
		neighbor_list_fit(lists[i]);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(lists[i]->count, i * 20);
		for (size_t k = 0; k < lists[i]->count; k++)
			assert_int_equal(lists[i]->items[k].line, 100 * i + k);
		neighbor_list_free(lists[i]);
	}
	arena_free(arena);
}

static void
test_a_list_grows_and_keeps_its_order(void **state)
{
	struct neighbor_list *list = neighbor_list_new();

	(void)state;
	for (int32_t i = 0; i < 10000; i++)
		neighbor_list_add(list)->mtu = i;
	assert_int_equal(list->count, 10000);
	for (int32_t i = 0; i < 10000; i++) {
		assert_int_equal(list->items[i].mtu, i);
		assert_int_equal(list->items[i].holdtime, NEIGHBOR_NO_NUMBER);
	}
	neighbor_list_free(list);
}

static struct span
far_port(enum neighbor_protocol protocol, const char *id, const char *name)
{
	struct neighbor n = {.protocol = protocol, .port_id = span_of(id)};

	if (name)
		n.port_description = span_of(name);
	return neighbor_far_port(&n);
}

static void
test_an_address_gives_way_to_the_name_of_the_port(void **state)
{
	static const struct {
		const char *id;
		const char *description;
		const char *wanted;
	} rows[] = {
	    {"0200.5e10.0001", "eth0", "eth0"},
	    {"02:00:5e:10:00:01", "ens1f0np0", "ens1f0np0"},
	    {"502", "ge-0/0/0.0", "ge-0/0/0.0"},
	    {"0200.5e10.0001", "to the left rack", "0200.5e10.0001"},
	    {"0200.5e10.0001", NULL, "0200.5e10.0001"},
	    {"0200.5e10.0001", "uplink", "0200.5e10.0001"},
	    {"15", "15", "15"},
	    {"Eth1/6", "PO2631", "Eth1/6"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_true(span_is(far_port(NEIGHBOR_LLDP, rows[i].id,
					rows[i].description),
		    rows[i].wanted));
	assert_true(span_is(far_port(NEIGHBOR_CDP, "502", "eth0"), "502"));
}

static void
test_appended_neighbors_outlive_their_list(void **state)
{
	static const char text[] = "Gi1";
	struct neighbor_list *from = neighbor_list_new();
	struct neighbor_list *list = neighbor_list_new();
	struct neighbor *n = neighbor_list_add(from);

	(void)state;
	n->local_port = span_make(text, 3);
	n->local_port_line = 2;
	n->line = 1;
	n->version = span_of(arena_strdup(from->arena, "joined\nlines"));
	for (int i = 0; i < 5; i++)
		span_list_add(&n->capabilities, from->arena,
		    span_of(arena_printf(from->arena, "c%d", i)));
	neighbor_list_append(list, from, span_make(text, 3), 10);
	neighbor_list_free(from);
	assert_int_equal(list->count, 1);
	n = &list->items[0];
	assert_ptr_equal(n->local_port.text, text);
	assert_true(span_is(n->version, "joined\nlines"));
	assert_int_equal(n->capabilities.count, 5);
	assert_true(span_is(n->capabilities.items[4], "c4"));
	assert_int_equal(n->line, 11);
	assert_int_equal(n->local_port_line, 12);
	assert_int_equal(n->port_id_line, 0);
	assert_true(span_is_absent(n->port_id));
	neighbor_list_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_new_neighbor_says_nothing),
	    cmocka_unit_test(test_lists_share_an_arena),
	    cmocka_unit_test(test_a_list_grows_and_keeps_its_order),
	    cmocka_unit_test(test_an_address_gives_way_to_the_name_of_the_port),
	    cmocka_unit_test(test_appended_neighbors_outlive_their_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
