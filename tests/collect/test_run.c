/*
 * Whole runs against servers that are none, or not quite: what a run does with
 * failures, limits, deadlines and signals.  With a number as its argument all
 * runs have so many threads; nothing else may be different.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "servers.h"

static void
test_a_closed_port_is_refused(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct visit_list visits = VISIT_LIST_INIT;
	unsigned port;

	(void)state;
	close(listen_anywhere(&port));
	visit_port(port, &settings, &visits);
	assert_failure(&visits.items[0], VISIT_REFUSED,
	    "Connection refused; SSH is not enabled there");
	visit_list_release(&visits);
}

static void
test_a_silent_server_is_a_timeout(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), true);
	struct visit_list visits = VISIT_LIST_INIT;

	(void)state;
	settings.timeout_seconds = 1;
	visit_port(server.port, &settings, &visits);
	assert_failure(&visits.items[0], VISIT_TIMEOUT,
	    "within 1 s (the whole visit) while waiting for its SSH greeting");
	assert_true(visits.items[0].seconds >= 0.9);
	visit_list_release(&visits);
	stop_server(server);
}

static void
test_an_unknown_name_is_dns(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct visit_list visits = VISIT_LIST_INIT;
	struct collect_target target = {.name = "sw1",
	    .host = "no.such.host.invalid",
	    .port = 22};
	struct err err = ERR_INIT;

	(void)state;
	assert_true(collect_run(&target, 1, &settings, &visits, &err));
	assert_failure(&visits.items[0], VISIT_DNS,
	    "cannot find the address of no.such.host.invalid");
	visit_list_release(&visits);
}

struct log {
	size_t steps;
	size_t starts;
	size_t progress;
	struct collect_progress last;
};

static void
on_log(void *context, const char *device, const char *text)
{
	struct log *log = context;

	assert_string_equal(device, "sw1");
	assert_non_null(text);
	log->steps++;
	if (strncmp(text, "start -> ", 9) == 0)
		log->starts++;
}

/* Whatever addresses the name has, one of them is the server's. */
static void
test_all_addresses_of_a_name_are_tried(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), false);
	struct visit_list visits = VISIT_LIST_INIT;
	struct collect_target target = {.name = "sw1",
	    .host = "localhost",
	    .port = server.port,
	    .username = "netops"};
	struct err err = ERR_INIT;

	(void)state;
	assert_true(collect_run(&target, 1, &settings, &visits, &err));
	assert_failure(&visits.items[0], VISIT_CLOSED,
	    "closes them without a word");
	visit_list_release(&visits);
	stop_server(server);
}

/* The whole time is for all attempts, so that a fault costs no more. */
static void
test_a_fault_that_can_pass_is_tried_again(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), false);
	struct visit_list visits = VISIT_LIST_INIT;
	struct log log = {0};

	(void)state;
	settings.retries = 1;
	settings.on_log = on_log;
	settings.context = &log;
	visit_port(server.port, &settings, &visits);
	assert_failure(&visits.items[0], VISIT_CLOSED, "without a word");
	assert_int_equal(log.starts, 2);
	assert_true(visits.items[0].seconds >= 2.0);
	visit_list_release(&visits);

	log.starts = 0;
	settings.timeout_seconds = 1;
	visit_port(server.port, &settings, &visits);
	assert_int_equal(log.starts, 1);
	visit_list_release(&visits);
	stop_server(server);
}

static void
on_progress(void *context, const struct collect_progress *progress)
{
	struct log *log = context;

	log->progress++;
	log->last = *progress;
}

static void
test_steps_are_logged_and_progress_ends_complete(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), false);
	struct visit_list visits = VISIT_LIST_INIT;
	struct log log = {0};

	(void)state;
	settings.on_log = on_log;
	settings.on_progress = on_progress;
	settings.context = &log;
	visit_port(server.port, &settings, &visits);
	assert_true(log.steps >= 4);
	assert_true(log.progress >= 1);
	assert_int_equal(log.last.total, 1);
	assert_int_equal(log.last.done, 1);
	assert_int_equal(log.last.failed, 1);
	assert_int_equal(log.last.running, 0);
	visit_list_release(&visits);
	stop_server(server);
}

static void
test_files_that_cannot_be_used_stop_the_run_before_it_starts(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct visit_list visits = VISIT_LIST_INIT;
	struct collect_credential credential = {.identity = "/no/such/key"};
	struct collect_target target = {.name = "sw1",
	    .host = "127.0.0.1",
	    .port = 1,
	    .credential = &credential};
	struct err err = ERR_INIT;
	struct err other = ERR_INIT;

	(void)state;
	assert_false(collect_run(&target, 1, &settings, &visits, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_non_null(strstr(err.text, "/no/such/key"));
	target.credential = NULL;
	settings.host_keys = HOST_KEYS_STRICT;
	settings.known_hosts = "/";
	assert_false(collect_run(&target, 1, &settings, &visits, &other));
	assert_int_equal(visits.count, 0);
	visit_list_release(&visits);
}

/* What is running and what is waiting both end when the run's time is up. */
static void
test_the_deadline_of_the_run_ends_all_visits(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), true);
	struct visit_list visits = VISIT_LIST_INIT;
	struct collect_target targets[3];
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(targets); i++)
		targets[i] = (struct collect_target){.name = "sw1",
		    .host = "127.0.0.1",
		    .port = server.port,
		    .username = "netops"};
	settings.jobs = 2;
	settings.deadline_seconds = 1;
	assert_true(
	    collect_run(targets, COUNT_OF(targets), &settings, &visits, &err));
	assert_failure(&visits.items[0], VISIT_CANCELLED,
	    "the deadline of 1 s for the whole run came while waiting for its "
	    "SSH greeting");
	assert_failure(&visits.items[2], VISIT_CANCELLED,
	    "the deadline of 1 s for the whole run came before it was visited");
	assert_true(visits.items[0].seconds < 5);
	visit_list_release(&visits);
	stop_server(server);
}

/* How many visits run at once, as their steps tell. */
struct crowd {
	int now;
	int most;
};

static void
count_crowd(void *context, const char *device, const char *text)
{
	struct crowd *crowd = context;

	(void)device;
	if (strncmp(text, "start -> ", 9) == 0)
		crowd->now++;
	if (strstr(text, " -> end"))
		crowd->now--;
	if (crowd->now > crowd->most)
		crowd->most = crowd->now;
}

static void
test_a_rack_has_a_limit_of_its_own(void **state)
{
	static const char *const racks[] = {"A", "A", "B", "A", "A", "B", "A"};
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), false);
	struct collect_target targets[COUNT_OF(racks)];
	struct visit_list visits = VISIT_LIST_INIT;
	struct crowd crowd = {0, 0};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(racks); i++)
		targets[i] = (struct collect_target){.name = "sw1",
		    .host = "127.0.0.1",
		    .port = server.port,
		    .username = "netops",
		    .group = racks[i]};
	settings.group_jobs = 1;
	settings.rate = 1000;
	settings.on_log = count_crowd;
	settings.context = &crowd;
	assert_true(
	    collect_run(targets, COUNT_OF(targets), &settings, &visits, &err));
	/* What other threads log comes late, and not always while it is so. */
	assert_in_range(crowd.most, threads > 1 ? 1 : 2, 2);
	assert_int_equal(crowd.now, 0);
	for (size_t i = 0; i < visits.count; i++)
		assert_failure(&visits.items[i], VISIT_CLOSED,
		    "closes them without a word");
	visit_list_release(&visits);
	stop_server(server);
}

static void
test_no_device_is_no_error(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct visit_list visits = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(collect_run(NULL, 0, &settings, &visits, &err));
	assert_int_equal(visits.count, 0);
	visit_list_release(&visits);
}

#define MANY 60

/* Results come in the order of the targets, and few descriptors do. */
static void
test_few_descriptors_mean_fewer_at_once(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), false);
	struct collect_target targets[MANY];
	struct visit_list visits = VISIT_LIST_INIT;
	char names[MANY][8];
	struct err err = ERR_INIT;
	struct rlimit old;
	struct rlimit few;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof(names[i]), "sw%d", i);
		targets[i] = (struct collect_target){
		    .name = names[i],
		    .host = "127.0.0.1",
		    .port = server.port,
		    .username = "netops",
		};
	}
	settings.jobs = MANY;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	few = (struct rlimit){40, 40};
	if (old.rlim_max < 40 || setrlimit(RLIMIT_NOFILE, &few) != 0)
		skip();
	assert_true(collect_run(targets, MANY, &settings, &visits, &err));
	/* Only root may raise the hard limit again. */
	(void)setrlimit(RLIMIT_NOFILE, &old);
	assert_int_equal(visits.count, MANY);
	for (int i = 0; i < MANY; i++) {
		assert_string_equal(visits.items[i].device, names[i]);
		assert_failure(&visits.items[i], VISIT_CLOSED,
		    "closes them without a word");
	}
	visit_list_release(&visits);
	stop_server(server);
}

/* Signals arrive when a visit has got somewhere, not after some time. */
static void
on_log_signal(void *context, const char *device, const char *text)
{
	const char *at = context;

	(void)device;
	if (strstr(text, "connect -> greet") || strstr(text, at))
		kill(getpid(), SIGTERM);
}

/* Two devices of which one runs and one waits, and a signal in between. */
static void
run_into_signal(const char *second_at, struct visit_list *visits)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), true);
	struct collect_target targets[2];
	struct err err = ERR_INIT;
	char at[64];

	for (int i = 0; i < 2; i++)
		targets[i] = (struct collect_target){.name = i ? "b" : "a",
		    .host = "127.0.0.1",
		    .port = server.port,
		    .username = "netops"};
	snprintf(at, sizeof(at), "%s", second_at);
	settings.jobs = 1;
	settings.timeout_seconds = 60;
	settings.on_log = on_log_signal;
	settings.context = at;
	assert_true(collect_run(targets, 2, &settings, visits, &err));
	stop_server(server);
}

static void
test_a_signal_cancels_what_runs_and_what_waits(void **state)
{
	struct visit_list visits = VISIT_LIST_INIT;

	(void)state;
	run_into_signal("nothing of the kind", &visits);
	assert_failure(&visits.items[0], VISIT_CANCELLED, "cancelled while");
	assert_failure(&visits.items[1], VISIT_CANCELLED,
	    "cancelled before it was visited");
	visit_list_release(&visits);
}

static void
test_a_second_signal_ends_the_program(void **state)
{
	pid_t child = fork();
	int status = 0;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		struct visit_list visits = VISIT_LIST_INIT;

		run_into_signal("cancelled while", &visits);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
}

/* The write end of what tells the run to stop. */
static void
on_log_stop(void *context, const char *device, const char *text)
{
	const int *stop = context;

	(void)device;
	if (strstr(text, "connect -> greet"))
		assert_int_equal(write(*stop, "x", 1), 1);
}

static void
test_a_stop_by_descriptor_cancels_and_is_left_to_be_read(void **state)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(span_of(""), true);
	struct visit_list visits = VISIT_LIST_INIT;
	struct collect_target target = {.name = "a",
	    .host = "127.0.0.1",
	    .port = server.port,
	    .username = "netops"};
	struct err err = ERR_INIT;
	char byte = 0;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	settings.timeout_seconds = 60;
	settings.on_log = on_log_stop;
	settings.context = &ends[1];
	settings.stop_fd = ends[0];
	assert_true(collect_run(&target, 1, &settings, &visits, &err));
	assert_failure(&visits.items[0], VISIT_CANCELLED, "cancelled while");
	/* The next run has no chance to begin: it is still to be read. */
	assert_true(collect_run(&target, 1, &settings, &visits, &err));
	assert_int_equal(visits.items[1].status, VISIT_CANCELLED);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(byte, 'x');
	close(ends[0]);
	close(ends[1]);
	visit_list_release(&visits);
	stop_server(server);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    /* First: a fork with other threads around loses them. */
	    cmocka_unit_test(test_a_second_signal_ends_the_program),
	    cmocka_unit_test(test_a_closed_port_is_refused),
	    cmocka_unit_test(test_a_silent_server_is_a_timeout),
	    cmocka_unit_test(test_an_unknown_name_is_dns),
	    cmocka_unit_test(test_all_addresses_of_a_name_are_tried),
	    cmocka_unit_test(test_a_fault_that_can_pass_is_tried_again),
	    cmocka_unit_test(test_steps_are_logged_and_progress_ends_complete),
	    cmocka_unit_test(
		test_files_that_cannot_be_used_stop_the_run_before_it_starts),
	    cmocka_unit_test(test_the_deadline_of_the_run_ends_all_visits),
	    cmocka_unit_test(test_a_rack_has_a_limit_of_its_own),
	    cmocka_unit_test(test_no_device_is_no_error),
	    cmocka_unit_test(test_few_descriptors_mean_fewer_at_once),
	    cmocka_unit_test(test_a_signal_cancels_what_runs_and_what_waits),
	    cmocka_unit_test(
		test_a_stop_by_descriptor_cancels_and_is_left_to_be_read),
	};

	if (argc > 1)
		threads = (unsigned)strtoul(argv[1], NULL, 10);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
