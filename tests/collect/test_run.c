/*
 * Whole runs against servers that are none, or not quite: each is a child
 * process that takes connections, says a few bytes and does what its row says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collect/collect.h"
#include "kexinit_bytes.h"

struct server {
	pid_t pid;
	unsigned port;
};

static int
listen_anywhere(unsigned *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)),
	    0);
	assert_int_equal(listen(fd, 64), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size),
	    0);
	*port = ntohs(address.sin_port);
	return fd;
}

/* The child: says `text` to everybody, and then hangs up or stays. */
static void
serve(int listener, struct span text, bool stays)
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		char buffer[4096];

		if (fd < 0)
			_exit(1);
		if (write(fd, text.text, text.length) < 0)
			_exit(1);
		/* Until the other side gives up. */
		while (stays && read(fd, buffer, sizeof(buffer)) > 0)
			;
		shutdown(fd, SHUT_WR);
		while (!stays && read(fd, buffer, sizeof(buffer)) > 0)
			;
		close(fd);
	}
}

static struct server
start_server(struct span text, bool stays)
{
	struct server server;
	int listener = listen_anywhere(&server.port);
	pid_t parent = getpid();

	server.pid = fork();
	assert_true(server.pid >= 0);
	if (server.pid == 0) {
		/* A test that fails does not get as far as ending it. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		serve(listener, text, stays);
	}
	close(listener);
	return server;
}

static void
stop_server(struct server server)
{
	assert_int_equal(kill(server.pid, SIGKILL), 0);
	assert_int_equal(waitpid(server.pid, NULL, 0), server.pid);
}

static struct collect_settings
settings_of_test(void)
{
	struct collect_settings settings = COLLECT_SETTINGS_INIT;

	settings.host_keys = HOST_KEYS_OFF;
	settings.retries = 0;
	settings.timeout_seconds = 20;
	return settings;
}

static void
visit_port(unsigned port, const struct collect_settings *settings,
    struct visit_list *visits)
{
	struct collect_target target = {
	    .name = "sw1",
	    .host = "127.0.0.1",
	    .port = port,
	    .username = "netops",
	};
	struct err err = ERR_INIT;

	assert_true(collect_run(&target, 1, settings, visits, &err));
	assert_int_equal(visits->count, 1);
}

static void
assert_failure(const struct visit *visit, enum visit_status status,
    const char *part)
{
	if (visit->status != status || !visit->error ||
	    !strstr(visit->error, part))
		fail_msg("%s: \"%s\" does not say \"%s\"",
		    visit_status_name(visit->status), visit->error, part);
	assert_null(visit->text);
}

static void
expect(struct span said, enum visit_status status, const char *part)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_server(said, false);
	struct visit_list visits = VISIT_LIST_INIT;

	visit_port(server.port, &settings, &visits);
	assert_failure(&visits.items[0], status, part);
	visit_list_release(&visits);
	stop_server(server);
}

static void
test_a_server_that_is_none_is_told_by_what_it_says(void **state)
{
	(void)state;
	expect(span_of(""), VISIT_CLOSED, "closes them without a word");
	expect(span_of("HTTP/1.0 400 Bad\r\n\r\n"), VISIT_CLOSED,
	    "does not speak SSH: it began with \"HTTP/1.0 400 Bad\"");
	expect(span_make("\0\1\2\n", 4), VISIT_CLOSED, "does not speak SSH");
	expect(span_of("SSH-2.0-half"), VISIT_CLOSED, "does not speak SSH");
	expect(span_of("SSH-2.0-only\r\n"), VISIT_CLOSED,
	    "hung up while exchanging keys");
}

/* clang-format off */
static const struct {
	const char *lists[KEXINIT_LISTS];
	const char *says;
} mismatches[] = {
	{ { "sntrup-only", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	    "hmac-sha2-256", "hmac-sha2-256" },
	  "no key exchange in common: the device offers sntrup-only; this "
	  "program offers curve25519-sha256," },
	{ { "curve25519-sha256", "x509v3-ssh-rsa", "aes128-ctr", "aes128-ctr",
	    "hmac-sha2-256", "hmac-sha2-256" },
	  "no host key type in common: the device offers x509v3-ssh-rsa; this "
	  "program offers ssh-ed25519," },
	{ { "curve25519-sha256", "ssh-ed25519", "arcfour", "arcfour",
	    "hmac-sha2-256", "hmac-sha2-256" },
	  "no cipher in common: the device offers arcfour; this program "
	  "offers aes128-gcm@openssh.com," },
	{ { "curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	    "umac-64@openssh.com", "umac-64@openssh.com" },
	  "no MAC in common: the device offers umac-64@openssh.com; this "
	  "program offers hmac-sha2-256-etm@openssh.com," },
};
/* clang-format on */

static void
test_algorithms_that_do_not_fit_are_named_on_both_sides(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(mismatches); i++) {
		struct str said = STR_INIT;

		str_add(&said, "SSH-2.0-Odd-1.0\r\n");
		add_kexinit(&said, mismatches[i].lists);
		expect(str_span(&said), VISIT_ALGORITHMS, mismatches[i].says);
		str_release(&said);
	}
}

/* RFC 4253 allows lines in front of it; empty ones stopped the library. */
static void
test_text_before_the_greeting_is_passed_over(void **state)
{
	struct str said = STR_INIT;

	(void)state;
	str_add(&said, "\r\n\n*** Authorised people only ***\r\n\r\n");
	for (int i = 0; i < 60; i++)
		str_add(&said, "long lines, more than the library likes ");
	str_add(&said, "\r\nSSH-2.0-Odd-1.0\n");
	add_kexinit(&said, mismatches[0].lists);
	expect(str_span(&said), VISIT_ALGORITHMS, mismatches[0].says);
	str_release(&said);
}

/* Somebody who never stops talking is not listened to for ever. */
static void
test_endless_text_instead_of_a_greeting_is_no_ssh(void **state)
{
	struct str said = STR_INIT;

	(void)state;
	for (int i = 0; i < 3000; i++)
		str_add(&said, "welcome to a chargen\r\n");
	expect(str_span(&said), VISIT_CLOSED,
	    "does not speak SSH: it began with \"welcome to a chargen\"");
	str_clear(&said);
	for (int i = 0; i < 60000; i++)
		str_add_char(&said, 'x');
	expect(str_span(&said), VISIT_CLOSED, "does not speak SSH");
	str_release(&said);
}

static void
test_ssh_of_the_first_version_is_too_old(void **state)
{
	(void)state;
	expect(span_of("SSH-1.5-Cisco-1.25\n"), VISIT_ALGORITHMS,
	    "too old: it began with \"SSH-1.5-Cisco-1.25\"");
}

static void
test_a_greeting_cut_at_any_byte_is_closed(void **state)
{
	static const char *const fitting[KEXINIT_LISTS] = {"curve25519-sha256",
	    "ssh-ed25519", "aes128-ctr", "aes128-ctr", "hmac-sha2-256",
	    "hmac-sha2-256"};
	struct str said = STR_INIT;

	(void)state;
	str_add(&said, "SSH-2.0-x\r\n");
	add_kexinit(&said, fitting);
	for (size_t cut = 0; cut <= said.length; cut += 3)
		expect(span_make(said.text, cut), VISIT_CLOSED, "127.0.0.1:");
	str_release(&said);
}

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
	assert_int_equal(crowd.most, 2);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_a_server_that_is_none_is_told_by_what_it_says),
	    cmocka_unit_test(
		test_algorithms_that_do_not_fit_are_named_on_both_sides),
	    cmocka_unit_test(test_a_greeting_cut_at_any_byte_is_closed),
	    cmocka_unit_test(test_text_before_the_greeting_is_passed_over),
	    cmocka_unit_test(test_endless_text_instead_of_a_greeting_is_no_ssh),
	    cmocka_unit_test(test_ssh_of_the_first_version_is_too_old),
	    cmocka_unit_test(test_a_closed_port_is_refused),
	    cmocka_unit_test(test_a_silent_server_is_a_timeout),
	    cmocka_unit_test(test_an_unknown_name_is_dns),
	    cmocka_unit_test(test_all_addresses_of_a_name_are_tried),
	    cmocka_unit_test(test_a_fault_that_can_pass_is_tried_again),
	    cmocka_unit_test(test_steps_are_logged_and_progress_ends_complete),
	    cmocka_unit_test(
		test_files_that_cannot_be_used_stop_the_run_before_it_starts),
	    cmocka_unit_test(test_no_device_is_no_error),
	    cmocka_unit_test(test_few_descriptors_mean_fewer_at_once),
	    cmocka_unit_test(test_a_signal_cancels_what_runs_and_what_waits),
	    cmocka_unit_test(test_a_second_signal_ends_the_program),
	    cmocka_unit_test(test_the_deadline_of_the_run_ends_all_visits),
	    cmocka_unit_test(test_a_rack_has_a_limit_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
