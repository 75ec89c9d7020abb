/*
 * The line of progress: what it says, and that it fits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "cmd/progress.h"

static struct collect_progress
some_progress(void)
{
	struct collect_progress now = {.total = 100,
	    .done = 40,
	    .running = 12,
	    .failed = 3,
	    .seconds = 8.0,
	    .slow_count = 1};

	now.failed_by[VISIT_REFUSED] = 1;
	now.failed_by[VISIT_TIMEOUT] = 2;
	now.slow[0] = (struct collect_slow){"leaf\0333", "log in", 7.5};
	return now;
}

static void
test_the_line_says_causes_time_left_and_the_slowest(void **state)
{
	struct collect_progress now = some_progress();
	struct str out = STR_INIT;

	(void)state;
	progress_describe(&now, 200, &out);
	assert_string_equal(str_text(&out),
	    "40 of 100 done, 3 failed (1 refused, 2 timeout), 12 running, "
	    "8.0 s, about 12 s left; slowest leaf\\x1b3: log in, 7.5 s");
	str_release(&out);
}

static void
test_the_line_fits_any_terminal(void **state)
{
	struct collect_progress now = some_progress();

	(void)state;
	for (size_t width = 4; width < 150; width++) {
		struct str out = STR_INIT;

		progress_describe(&now, width, &out);
		assert_true(text_width(str_span(&out)) <= width);
		str_release(&out);
	}
}

static void
test_nothing_is_said_of_what_is_not_there(void **state)
{
	struct collect_progress now = {.total = 2, .running = 2};
	struct str out = STR_INIT;

	(void)state;
	progress_describe(&now, 80, &out);
	assert_string_equal(str_text(&out), "0 of 2 done, 2 running, 0.0 s");
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_the_line_says_causes_time_left_and_the_slowest),
	    cmocka_unit_test(test_the_line_fits_any_terminal),
	    cmocka_unit_test(test_nothing_is_said_of_what_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
