/*
 * The pace of connections: so many a second in the long run, in steps that
 * differ, and no burst after a rest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/pace.h"

/* How many start from `from` up to `until`, looked at each millisecond. */
static unsigned
starts(struct pace *pace, uint64_t from, uint64_t until)
{
	unsigned count = 0;

	for (uint64_t now = from; now < until; now++) {
		while (pace_may(pace, now)) {
			pace_take(pace, now);
			count++;
		}
	}
	return count;
}

static void
test_so_many_start_in_a_second(void **state)
{
	static const unsigned rates[] = {1, 7, 50, 999, 20000};

	(void)state;
	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		struct pace pace;
		unsigned count;

		pace_init(&pace, rates[i], 42 + i);
		count = starts(&pace, 100000, 200000);
		/* A hundred seconds even out what varies by half. */
		assert_in_range(count, rates[i] * 85, rates[i] * 115 + 1000);
	}
}

static void
test_steps_differ(void **state)
{
	struct pace pace;
	uint64_t shortest = UINT64_MAX;
	uint64_t longest = 0;
	uint64_t last = 1000;

	(void)state;
	pace_init(&pace, 10, 7);
	for (int i = 0; i < 200; i++) {
		pace_take(&pace, last);
		if (i > 0 && pace_due(&pace) - last < shortest)
			shortest = pace_due(&pace) - last;
		if (i > 0 && pace_due(&pace) - last > longest)
			longest = pace_due(&pace) - last;
		last = pace_due(&pace);
		assert_true(pace_may(&pace, last));
		assert_false(pace_may(&pace, last - 2));
	}
	assert_in_range(shortest, 45, 70);
	assert_in_range(longest, 130, 155);
}

static void
test_a_rest_is_not_made_up_for(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 100, 1);
	assert_in_range(starts(&pace, 1000, 2000), 80, 120);
	/* Nobody wanted to start for a minute. */
	assert_in_range(starts(&pace, 62000, 62001), 1, 5);
}

static void
test_without_a_limit_all_may_start(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 0, 0);
	for (int i = 0; i < 1000; i++) {
		assert_true(pace_may(&pace, 5));
		pace_take(&pace, 5);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_so_many_start_in_a_second),
	    cmocka_unit_test(test_steps_differ),
	    cmocka_unit_test(test_a_rest_is_not_made_up_for),
	    cmocka_unit_test(test_without_a_limit_all_may_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
