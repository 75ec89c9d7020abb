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

static void
test_a_list_grows_and_keeps_its_order(void **state)
{
	struct neighbor_list *list = neighbor_list_new();

	(void)state;
	for (long i = 0; i < 10000; i++)
		neighbor_list_add(list)->mtu = i;
	assert_int_equal(list->count, 10000);
	for (long i = 0; i < 10000; i++) {
		assert_int_equal(list->items[i].mtu, i);
		assert_int_equal(list->items[i].holdtime, NEIGHBOR_NO_NUMBER);
	}
	neighbor_list_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_new_neighbor_says_nothing),
	    cmocka_unit_test(test_a_list_grows_and_keeps_its_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
