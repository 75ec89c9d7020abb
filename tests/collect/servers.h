/*
 * servers -- what listens, says a few bytes and hangs up or stays: children of
 * a test, each on a port of the kernel's choice, and visits to them.
 */
#ifndef TESTS_COLLECT_SERVERS_H
#define TESTS_COLLECT_SERVERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collect/collect.h"

struct server {
	pid_t pid;
	unsigned port;
};

static inline int
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

/*
 * The child: says `first` to whoever comes first and `text` to everybody else,
 * and then hangs up or stays.
 */
static inline void
serve(int listener, struct span first, struct span text, bool stays)
{
	for (bool is_first = true;; is_first = false) {
		int fd = accept(listener, NULL, NULL);
		struct span said = is_first ? first : text;
		char buffer[4096];

		if (fd < 0)
			_exit(1);
		if (write(fd, said.text, said.length) < 0)
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

static inline struct server
start_changing_server(struct span first, struct span text, bool stays)
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
		serve(listener, first, text, stays);
	}
	close(listener);
	return server;
}

static inline struct server
start_server(struct span text, bool stays)
{
	return start_changing_server(text, text, stays);
}

static inline void
stop_server(struct server server)
{
	assert_int_equal(kill(server.pid, SIGKILL), 0);
	assert_int_equal(waitpid(server.pid, NULL, 0), server.pid);
}

/* Of each run; test_run.c can be told otherwise. */
static unsigned threads = 1;

static inline struct collect_settings
settings_of_test(void)
{
	struct collect_settings settings = COLLECT_SETTINGS_INIT;

	settings.threads = threads;
	settings.host_keys = HOST_KEYS_OFF;
	settings.retries = 0;
	settings.timeout_seconds = 20;
	return settings;
}

static inline void
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

static inline void
assert_failure(const struct visit *visit, enum visit_status status,
    const char *part)
{
	if (visit->status != status || !visit->error ||
	    !strstr(visit->error, part))
		fail_msg("%s: \"%s\" does not say \"%s\"",
		    visit_status_name(visit->status), visit->error, part);
	assert_null(visit->text);
}

static inline void
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

/* After `first` the device is tried again, and then says `text`. */
static inline void
expect_again(struct span first, struct span text, enum visit_status status,
    const char *part)
{
	struct collect_settings settings = settings_of_test();
	struct server server = start_changing_server(first, text, false);
	struct visit_list visits = VISIT_LIST_INIT;

	settings.retries = 1;
	visit_port(server.port, &settings, &visits);
	assert_failure(&visits.items[0], status, part);
	visit_list_release(&visits);
	stop_server(server);
}

#endif
