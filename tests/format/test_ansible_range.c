/*
 * Ansible's ranges: the names are those that `ansible-inventory --list` gives.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/attr.h"
#include "format/ansible_range.h"

/* clang-format off */
static const struct {
	const char *text;
	const char *names; /* with blanks between */
} good[] = {
	{ "leaf1",             "leaf1" },
	{ "leaf[1:4]",         "leaf1 leaf2 leaf3 leaf4" },
	{ "leaf[08:11].lab",   "leaf08.lab leaf09.lab leaf10.lab leaf11.lab" },
	{ "[1:9:2]",           "1 3 5 7 9" },
	{ "[1:9:3]",           "1 4 7" },
	{ "[02:10:4]x",        "02x 06x 10x" },
	{ "sw-[a:f]",          "sw-a sw-b sw-c sw-d sw-e sw-f" },
	{ "[A:E:2]",           "A C E" },
	{ "[y:B]",             "y z A B" },
	{ "[:2]",              "0 1 2" },
	{ "[0:2]",             "0 1 2" },
	{ "[7:7]",             "7" },
	{ "r[1:2]-[a:c]",      "r1-a r1-b r1-c r2-a r2-b r2-c" },
	{ "r[1:2][8:9:1]",     "r18 r19 r28 r29" },
	{ "[1:3:]",            "1 2 3" },
	{ "fe80::1",           "fe80::1" },
};

static const struct {
	const char *text;
	const char *problem; /* words of it */
} bad[] = {
	{ "leaf[1:4",          "pair up" },
	{ "leaf1:4]",          "pair up" },
	{ "]a[1:2]",           "pair up" },
	{ "leaf[[1:4]]",       "pair up" },
	{ "leaf[1:4]]",        "pair up" },
	{ "leaf[]",            "is written" },
	{ "leaf[4]",           "is written" },
	{ "leaf[1:]",          "is written" },
	{ "leaf[:]",           "is written" },
	{ "leaf[1-4]",         "is written" },
	{ "leaf[1,4]",         "is written" },
	{ "leaf[a:4]",         "is written" },
	{ "leaf[aa:bb]",       "is written" },
	{ "leaf[-1:4]",        "is written" },
	{ "leaf[1:4:x]",       "is written" },
	{ "leaf[1:4:2:1]",     "is written" },
	{ "leaf[1:4:-1]",      "is written" },
	{ "leaf[1:4:0]",       "gets nowhere" },
	{ "leaf[4:1]",         "backwards" },
	{ "leaf[c:a]",         "backwards" },
	{ "leaf[01:100]",      "as many digits" },
	{ "leaf[01:3].lab",    "as many digits" },
	{ "leaf[1:2]:2222",    "ansible_port" },
	{ "l[1:999999]",       "too large" },
	{ "l[1:9999999999]",   "is written" },
	{ "[1:999][1:999]",    "too large" },
	{ "[1:1][1:1][1:1][1:1][1:1][1:1][1:1][1:1][1:1]", "too large" },
};
/* clang-format on */

static void
test_ranges_stand_for_the_names_that_ansible_makes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct ansible_range range;
		struct str names = STR_INIT;

		assert_null(ansible_range_read(&range, span_of(good[i].text)));
		for (size_t k = 0; k < range.count; k++) {
			if (k)
				str_add_char(&names, ' ');
			ansible_range_add_name(&range, k, &names);
		}
		assert_string_equal(str_text(&names), good[i].names);
		str_release(&names);
	}
}

static void
test_what_is_no_range_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct ansible_range range;
		const char *problem =
		    ansible_range_read(&range, span_of(bad[i].text));

		if (!problem || !strstr(problem, bad[i].problem))
			fail_msg("%s: %s", bad[i].text,
			    problem ? problem : "taken for good");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_ranges_stand_for_the_names_that_ansible_makes),
	    cmocka_unit_test(test_what_is_no_range_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
