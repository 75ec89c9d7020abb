/*
 * Days: the calendar, and nothing that only looks like one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/day.h"

static void
test_days_of_the_calendar_are_valid(void **state)
{
	(void)state;
	assert_true(day_is_valid(span_of("2026-01-01")));
	assert_true(day_is_valid(span_of("2026-12-31")));
	assert_true(day_is_valid(span_of("2028-02-29")));
	assert_true(day_is_valid(span_of("2000-02-29")));
}

static void
test_other_texts_are_no_days(void **state)
{
	static const char *const wrong[] = {
	    "",
	    "2026-12-3",
	    "2026-12-32",
	    "2026-13-01",
	    "2026-00-10",
	    "2026-10-00",
	    "2026-04-31",
	    "2026-02-29",
	    "2100-02-29",
	    "2026/12/31",
	    "31.12.2026",
	    "2026-12-31T",
	    "+026-12-31",
	};

	(void)state;
	assert_false(day_is_valid(SPAN_ABSENT));
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(day_is_valid(span_of(wrong[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_days_of_the_calendar_are_valid),
	    cmocka_unit_test(test_other_texts_are_no_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
