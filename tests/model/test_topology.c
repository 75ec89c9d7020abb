/*
 * The plan: platforms by name, devices by name and alias.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "model/topology.h"

static void
test_platforms_have_the_names_of_the_contract(void **state)
{
	/* clang-format off */
	static const struct {
		enum platform platform;
		const char *name;
	} rows[] = {
		{ PLATFORM_AUTO,  "auto" },
		{ PLATFORM_IOS,   "ios" },
		{ PLATFORM_NXOS,  "nxos" },
		{ PLATFORM_IOSXR, "iosxr" },
	};
	/* clang-format on */
	enum platform platform = PLATFORM_AUTO;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_string_equal(platform_name(rows[i].platform),
		    rows[i].name);
		assert_true(
		    platform_from_name(span_of(rows[i].name), &platform));
		assert_int_equal(platform, rows[i].platform);
	}
	assert_true(platform_from_name(span_of("NXOS"), &platform));
	assert_int_equal(platform, PLATFORM_NXOS);
	assert_false(platform_from_name(span_of("nx-os"), &platform));
	assert_false(platform_from_name(span_of("ios "), &platform));
	assert_false(platform_from_name(SPAN_ABSENT, &platform));
	assert_int_equal(platform, PLATFORM_NXOS);
}

static void
test_a_new_topology_is_empty(void **state)
{
	struct topology *topology = topology_new();
	size_t index = 0;

	(void)state;
	assert_string_equal(topology->name, "");
	assert_string_equal(topology->file, "");
	assert_int_equal(topology->device_count, 0);
	assert_int_equal(topology->cable_count, 0);
	assert_int_equal(topology->ignore_count, 0);
	assert_false(topology_find_device(topology, span_of("leaf1"), &index));
	topology_free(topology);
	topology_free(NULL);
}

static void
test_devices_are_found_by_name_and_alias_without_case(void **state)
{
	struct topology *topology = topology_new();
	size_t index = 99;

	(void)state;
	assert_true(map_add(topology->by_name, span_of("Leaf1"), 3, NULL));
	assert_true(map_add(topology->by_name, span_of("leaf1-old"), 3, NULL));
	assert_true(topology_find_device(topology, span_of("LEAF1"), &index));
	assert_int_equal(index, 3);
	index = 99;
	assert_true(
	    topology_find_device(topology, span_of("Leaf1-OLD"), &index));
	assert_int_equal(index, 3);
	/* Never by a prefix. */
	assert_false(topology_find_device(topology, span_of("leaf"), &index));
	assert_false(topology_find_device(topology, span_of("leaf11"), &index));
	topology_free(topology);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_platforms_have_the_names_of_the_contract),
	    cmocka_unit_test(test_a_new_topology_is_empty),
	    cmocka_unit_test(
		test_devices_are_found_by_name_and_alias_without_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
