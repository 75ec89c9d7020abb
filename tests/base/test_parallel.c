/*
 * Work by many hands is done once, all of it, however little there is.
 */
#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/mem.h"

#include <stdlib.h>

static void
count_visit(size_t i, size_t worker, void *context)
{
	int *visits = context;

	assert_true(worker < PARALLEL_MAX);
	visits[i]++;
}

static void
test_every_piece_of_work_is_done_exactly_once(void **state)
{
	static const size_t counts[] = {0, 1, 2, 3, 100, 10000};

	(void)state;
	for (size_t k = 0; k < COUNT_OF(counts); k++) {
		int *visits = xcalloc(counts[k] + 1, sizeof(*visits));

		parallel_run(counts[k], count_visit, visits);
		for (size_t i = 0; i < counts[k]; i++)
			assert_int_equal(visits[i], 1);
		assert_int_equal(visits[counts[k]], 0);
		free(visits);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_piece_of_work_is_done_exactly_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
