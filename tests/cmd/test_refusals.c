/*
 * Who has refused a log-in is left alone, and nobody else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cmd/refusals.h"

static struct collect_target
target(const char *name)
{
	return (struct collect_target){.name = name,
	    .host = "192.0.2.1",
	    .port = 22,
	    .username = "netops"};
}

/* One visit to one device, and what came of it. */
static void
note(struct refusals *refusals, struct collect_target to,
    enum visit_status status, bool hung_up)
{
	struct visit visit = {.status = status,
	    .hung_up_on_password = hung_up,
	    .secret_refused = status == VISIT_AUTH_FAILED,
	    .error = "no"};

	refusals_note(refusals, &to, &visit, 1);
}

static bool
is_left_alone(const struct refusals *refusals, struct collect_target to)
{
	return refusals_divide(refusals, &to, 1) == 0;
}

static void
test_one_that_refused_is_left_alone_and_says_why(void **state)
{
	struct refusals refusals = {NULL, NULL, 0, 0, 0};
	struct collect_target targets[] = {target("a"), target("b"),
	    target("c"), target("d")};
	struct visit_list visits = VISIT_LIST_INIT;

	(void)state;
	note(&refusals, targets[0], VISIT_AUTH_FAILED, false);
	note(&refusals, targets[1], VISIT_OK, false);
	note(&refusals, targets[2], VISIT_AUTH_FAILED, false);
	note(&refusals, targets[3], VISIT_TIMEOUT, false);
	assert_int_equal(refusals_divide(&refusals, targets, 4), 2);
	assert_string_equal(targets[0].name, "b");
	assert_string_equal(targets[1].name, "d");
	refusals_add_visits(&refusals, targets + 2, 2, &visits);
	assert_int_equal(visits.count, 2);
	assert_string_equal(visits.items[0].device, "a");
	assert_string_equal(visits.items[1].device, "c");
	assert_int_equal(visits.items[1].status, VISIT_AUTH_FAILED);
	assert_string_equal(visits.items[1].error, "not asked again: no");
	visit_list_release(&visits);
	refusals_clear(&refusals);
	assert_false(is_left_alone(&refusals, target("a")));
}

static void
test_another_way_to_log_in_is_another_try(void **state)
{
	struct refusals refusals = {NULL, NULL, 0, 0, 0};
	struct collect_target gateway = target("gateway");
	struct collect_target other = target("a");

	(void)state;
	note(&refusals, target("a"), VISIT_AUTH_FAILED, false);
	assert_true(is_left_alone(&refusals, target("a")));
	other.username = "root";
	assert_false(is_left_alone(&refusals, other));
	other = target("a");
	other.port = 2022;
	assert_false(is_left_alone(&refusals, other));
	other = target("a");
	other.host = "192.0.2.2";
	assert_false(is_left_alone(&refusals, other));
	other = target("a");
	other.jump = &gateway;
	assert_false(is_left_alone(&refusals, other));
	refusals_clear(&refusals);
}

static void
test_hanging_up_on_a_password_three_times_in_a_row_is_refusing(void **state)
{
	struct refusals refusals = {NULL, NULL, 0, 0, 0};

	(void)state;
	note(&refusals, target("a"), VISIT_CLOSED, true);
	note(&refusals, target("a"), VISIT_CLOSED, true);
	assert_false(is_left_alone(&refusals, target("a")));
	/* It was restarting, perhaps. */
	note(&refusals, target("a"), VISIT_OK, false);
	note(&refusals, target("a"), VISIT_CLOSED, true);
	note(&refusals, target("a"), VISIT_CLOSED, true);
	/* Ctrl-C says nothing about it. */
	note(&refusals, target("a"), VISIT_CANCELLED, false);
	assert_false(is_left_alone(&refusals, target("a")));
	note(&refusals, target("a"), VISIT_CLOSED, true);
	assert_true(is_left_alone(&refusals, target("a")));
	refusals_clear(&refusals);
}

static void
test_hanging_up_on_something_else_is_no_refusal(void **state)
{
	struct refusals refusals = {NULL, NULL, 0, 0, 0};

	(void)state;
	for (int i = 0; i < 10; i++)
		note(&refusals, target("a"), VISIT_CLOSED, false);
	assert_false(is_left_alone(&refusals, target("a")));
	assert_int_equal(refusals.count, 0);
	refusals_clear(&refusals);
}

/* An AAA server may be out of order for a moment, or a plan be half renewed. */
static void
test_where_it_was_accepted_one_refusal_is_not_the_last_word(void **state)
{
	struct refusals refusals = {NULL, NULL, 0, 0, 0};

	(void)state;
	note(&refusals, target("a"), VISIT_OK, false);
	note(&refusals, target("a"), VISIT_AUTH_FAILED, false);
	note(&refusals, target("a"), VISIT_AUTH_FAILED, false);
	assert_false(is_left_alone(&refusals, target("a")));
	note(&refusals, target("a"), VISIT_OK, false);
	note(&refusals, target("a"), VISIT_AUTH_FAILED, false);
	note(&refusals, target("a"), VISIT_AUTH_FAILED, false);
	note(&refusals, target("a"), VISIT_AUTH_FAILED, false);
	assert_true(is_left_alone(&refusals, target("a")));
	refusals_clear(&refusals);
}

/* Refused was the secret for `enable`, so the command was denied. */
static void
test_a_refused_enable_secret_is_a_refusal(void **state)
{
	struct refusals refusals = {NULL, NULL, 0, 0, 0};
	struct collect_target to = target("a");
	struct visit visit = {.status = VISIT_DENIED, .error = "no"};
	struct visit_list visits = VISIT_LIST_INIT;

	(void)state;
	refusals_note(&refusals, &to, &visit, 1);
	assert_false(is_left_alone(&refusals, to));
	visit.secret_refused = true;
	refusals_note(&refusals, &to, &visit, 1);
	assert_true(is_left_alone(&refusals, to));
	refusals_add_visits(&refusals, &to, 1, &visits);
	assert_int_equal(visits.items[0].status, VISIT_DENIED);
	visit_list_release(&visits);
	refusals_clear(&refusals);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_that_refused_is_left_alone_and_says_why),
	    cmocka_unit_test(test_another_way_to_log_in_is_another_try),
	    cmocka_unit_test(
		test_hanging_up_on_a_password_three_times_in_a_row_is_refusing),
	    cmocka_unit_test(test_hanging_up_on_something_else_is_no_refusal),
	    cmocka_unit_test(
		test_where_it_was_accepted_one_refusal_is_not_the_last_word),
	    cmocka_unit_test(test_a_refused_enable_secret_is_a_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
