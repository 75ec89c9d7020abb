/*
 * The client of the key agent against agents that misbehave: each is a child
 * process that takes one connection, says its bytes and hangs up or stays.
 * Every question gets one answer, and what is wrong gets a word.  The clock is
 * the test's own, so that nobody waits for an agent that never answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "collect/agent.h"
#include "collect/packet.h"

static char folder[] = "/tmp/cablecheck-agent-XXXXXX";

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

/* How far the loop's clock is ahead of all others. */
static time_t ahead;

/* Instead of the C library's: the one that libuv reads. */
int
clock_gettime(clockid_t clock, struct timespec *now)
{
	long result = syscall(SYS_clock_gettime, clock, now);

	now->tv_sec += ahead;
	return (int)result;
}

/* What an agent says to its first question, second question, ... */
struct script {
	struct str replies[3];
	bool stays;
};

/* For each answer that is on its way, `answered` gets a byte. */
static void
serve(int listener, const struct script *script, int answered)
{
	int fd = accept(listener, NULL, NULL);
	char question[4096];

	for (size_t i = 0; i < COUNT_OF(script->replies); i++) {
		const struct str *reply = &script->replies[i];

		if (!reply->length && script->stays)
			break;
		if (read(fd, question, sizeof(question)) <= 0)
			_exit(0);
		if (!reply->length)
			break;
		/* In two pieces: nobody promises whole messages. */
		if (write(fd, reply->text, 3) != 3 ||
		    write(fd, reply->text + 3, reply->length - 3) < 0 ||
		    write(answered, "", 1) != 1)
			_exit(1);
	}
	while (script->stays && read(fd, question, sizeof(question)) > 0)
		;
	_exit(0);
}

struct fixture {
	uv_loop_t loop;
	struct agent *agent;
	pid_t pid;
	struct sockaddr_un address;
	int answered;
	int woken;
	struct agent_request *requests[3];
};

static void
start(struct fixture *f, struct script *script)
{
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int pipes[2];

	assert_int_equal(pipe(pipes), 0);
	*f = (struct fixture){.address = {.sun_family = AF_UNIX}};
	snprintf(f->address.sun_path, sizeof(f->address.sun_path), "%s/socket",
	    folder);
	assert_int_equal(bind(listener, (struct sockaddr *)&f->address,
			     sizeof(f->address)),
	    0);
	assert_int_equal(listen(listener, 1), 0);
	f->pid = fork();
	assert_true(f->pid >= 0);
	if (f->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(listener, script, pipes[1]);
	}
	close(listener);
	close(pipes[1]);
	f->answered = pipes[0];
	uv_loop_init(&f->loop);
	f->agent = agent_new(&f->loop, f->address.sun_path);
	for (size_t i = 0; i < COUNT_OF(script->replies); i++)
		str_release(&script->replies[i]);
}

static void
stop(struct fixture *f)
{
	agent_free(f->agent);
	uv_run(&f->loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&f->loop), 0);
	kill(f->pid, SIGKILL);
	waitpid(f->pid, NULL, 0);
	close(f->answered);
	unlink(f->address.sun_path);
}

static void
on_wake(void *context)
{
	struct fixture *f = context;

	f->woken++;
	uv_stop(&f->loop);
}

static struct agent_waker
waker(struct fixture *f)
{
	return (struct agent_waker){on_wake, f};
}

static enum agent_answer
wait_for(struct fixture *f, struct agent_request *request)
{
	while (agent_request_answer(request) == AGENT_WAIT)
		uv_run(&f->loop, UV_RUN_DEFAULT);
	return agent_request_answer(request);
}

static void
add_message(struct str *out, const char *bytes, size_t length)
{
	packet_add_string(out, span_make(bytes, length));
}

static struct str
key_list(void)
{
	struct str body = STR_INIT;
	struct str out = STR_INIT;

	str_add_char(&body, 12);
	packet_add_uint32(&body, 2);
	packet_add_string(&body, span_of("key one"));
	packet_add_string(&body, span_of("a comment"));
	packet_add_string(&body, span_of("key two"));
	packet_add_string(&body, span_of(""));
	packet_add_string(&out, str_span(&body));
	str_release(&body);
	return out;
}

static struct str
signature(void)
{
	struct str inner = STR_INIT;
	struct str body = STR_INIT;
	struct str out = STR_INIT;

	packet_add_string(&inner, span_of("ssh-ed25519"));
	packet_add_string(&inner, span_of("signed"));
	str_add_char(&body, 14);
	packet_add_string(&body, str_span(&inner));
	packet_add_string(&out, str_span(&body));
	str_release(&inner);
	str_release(&body);
	return out;
}

static struct agent_request *
ask_to_sign(struct fixture *f)
{
	return agent_sign(f->agent, span_of("key one"), span_of("ssh-ed25519"),
	    span_of("text"), waker(f));
}

static void
test_keys_are_told_and_signatures_made(void **state)
{
	struct script script = {.replies = {key_list(), signature()},
	    .stays = true};
	struct agent_request *lists[2];
	struct agent_request *sign;
	struct span algorithm;
	struct span bytes;
	struct fixture f;

	(void)state;
	start(&f, &script);
	/* One list answers both, and a third is answered at once. */
	lists[0] = agent_list(f.agent, waker(&f));
	lists[1] = agent_list(f.agent, waker(&f));
	assert_int_equal(wait_for(&f, lists[1]), AGENT_YES);
	assert_int_equal(agent_request_answer(lists[0]), AGENT_YES);
	assert_int_equal(f.woken, 2);
	agent_request_free(lists[0]);
	agent_request_free(lists[1]);
	assert_int_equal(agent_key_count(f.agent), 2);
	assert_true(span_is(agent_key(f.agent, 1), "key two"));
	lists[0] = agent_list(f.agent, waker(&f));
	assert_int_equal(agent_request_answer(lists[0]), AGENT_YES);
	agent_request_free(lists[0]);

	sign = ask_to_sign(&f);
	assert_int_equal(wait_for(&f, sign), AGENT_YES);
	agent_request_signature(sign, &algorithm, &bytes);
	assert_true(span_is(algorithm, "ssh-ed25519"));
	assert_true(span_is(bytes, "signed"));
	agent_request_free(sign);
	assert_null(agent_trouble(f.agent));
	stop(&f);
}

static void
test_a_refusal_is_no_trouble(void **state)
{
	struct script script = {.stays = true};
	struct agent_request *sign;
	struct fixture f;

	(void)state;
	add_message(&script.replies[0], "\5", 1);
	script.replies[1] = signature();
	start(&f, &script);
	sign = ask_to_sign(&f);
	assert_int_equal(wait_for(&f, sign), AGENT_NO);
	agent_request_free(sign);
	assert_null(agent_trouble(f.agent));
	sign = ask_to_sign(&f);
	assert_int_equal(wait_for(&f, sign), AGENT_YES);
	agent_request_free(sign);
	stop(&f);
}

/* All who wait are told, and all who come later. */
static void
fail_all(struct script *script, const char *says)
{
	struct agent_request *requests[3];
	struct agent_request *late;
	struct fixture f;

	start(&f, script);
	requests[0] = agent_list(f.agent, waker(&f));
	requests[1] = ask_to_sign(&f);
	requests[2] = ask_to_sign(&f);
	for (size_t i = 0; i < COUNT_OF(requests); i++)
		assert_int_equal(wait_for(&f, requests[i]), AGENT_NO);
	assert_int_equal(f.woken, COUNT_OF(requests));
	late = agent_list(f.agent, waker(&f));
	assert_int_equal(agent_request_answer(late), AGENT_NO);
	if (!strstr(agent_trouble(f.agent), says))
		fail_msg("\"%s\" does not say \"%s\"", agent_trouble(f.agent),
		    says);
	for (size_t i = 0; i < COUNT_OF(requests); i++)
		agent_request_free(requests[i]);
	agent_request_free(late);
	stop(&f);
}

static void
test_an_agent_that_hangs_up_is_told(void **state)
{
	struct script at_once = {.stays = false};

	(void)state;
	fail_all(&at_once, "closed the connection");
}

static void
test_an_agent_that_speaks_garbage_is_told(void **state)
{
	/* clang-format off */
	static const struct {
		const char *bytes;
		size_t length;
	} rows[] = {
		{ "HTTP/1.0 400 Bad\r\n", 18 },         /* a length of a gigabyte */
		{ "\0\0\0\0", 4 },                      /* nothing in it */
		{ "\0\0\0\1\x63", 5 },                  /* an answer of no kind */
		{ "\0\0\0\5\x0c\xff\xff\xff\xff", 9 },  /* four billion keys */
		{ "\0\0\0\x09\x0c\0\0\0\1\0\0\0\x50", 13 }, /* a key beyond its end */
		{ "\0\0\0\5\x0e\0\0\0\0", 9 },          /* a signature unasked for */
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct script script = {.stays = true};

		str_add_span(&script.replies[0],
		    span_make(rows[i].bytes, rows[i].length));
		fail_all(&script, "does not speak the protocol");
	}
}

static void
test_nobody_there_is_told(void **state)
{
	static const char *const paths[] = {"/no/such/agent", "/dev/null",
	    ("/a/path/that/is/far/longer/than/the/hundred/and/eight/bytes/that/"
	     "an/address/of/a/unix/socket/can/hold/on/linux/and/elsewhere")};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		struct fixture f = {.woken = 0};
		struct agent_request *request;

		uv_loop_init(&f.loop);
		f.agent = agent_new(&f.loop, paths[i]);
		request = agent_list(f.agent, waker(&f));
		assert_int_equal(wait_for(&f, request), AGENT_NO);
		assert_non_null(strstr(agent_trouble(f.agent), paths[i]));
		agent_request_free(request);
		agent_free(f.agent);
		uv_run(&f.loop, UV_RUN_DEFAULT);
		assert_int_equal(uv_loop_close(&f.loop), 0);
	}
}

/* Whoever asked has gone; the next in line is served all the same. */
static void
test_a_question_may_be_given_up(void **state)
{
	struct script script = {.replies = {key_list(), signature()},
	    .stays = true};
	struct agent_request *requests[3];
	struct fixture f;

	(void)state;
	start(&f, &script);
	requests[0] = agent_list(f.agent, waker(&f));
	requests[1] = ask_to_sign(&f);
	requests[2] = ask_to_sign(&f);
	while (f.woken == 0)
		uv_run(&f.loop, UV_RUN_DEFAULT);
	/* The second has been sent by now, the third has not. */
	agent_request_free(requests[2]);
	assert_int_equal(wait_for(&f, requests[1]), AGENT_YES);
	agent_request_free(requests[0]);
	agent_request_free(requests[1]);
	/* One that is never answered. */
	requests[0] = ask_to_sign(&f);
	uv_run(&f.loop, UV_RUN_NOWAIT);
	agent_request_free(requests[0]);
	stop(&f);
}

/* The agent has answered before the loop is told that all was written. */
static void
on_prepare(uv_prepare_t *prepare)
{
	struct fixture *f = prepare->data;
	char byte;

	uv_prepare_stop(prepare);
	f->requests[0] = ask_to_sign(f);
	f->requests[1] = ask_to_sign(f);
	assert_int_equal(read(f->answered, &byte, 1), 1);
}

static void
test_an_answer_may_come_before_all_is_written(void **state)
{
	struct script script = {.replies = {key_list(), signature(),
				    signature()},
	    .stays = true};
	uv_prepare_t prepare;
	struct fixture f;
	char byte;

	(void)state;
	start(&f, &script);
	f.requests[2] = agent_list(f.agent, waker(&f));
	assert_int_equal(wait_for(&f, f.requests[2]), AGENT_YES);
	assert_int_equal(read(f.answered, &byte, 1), 1);
	uv_prepare_init(&f.loop, &prepare);
	prepare.data = &f;
	uv_prepare_start(&prepare, on_prepare);
	while (!f.requests[1])
		uv_run(&f.loop, UV_RUN_NOWAIT);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(wait_for(&f, f.requests[i]), AGENT_YES);
	for (size_t i = 0; i < COUNT_OF(f.requests); i++)
		agent_request_free(f.requests[i]);
	uv_close((uv_handle_t *)&prepare, NULL);
	stop(&f);
}

/* A bastion goes on as soon as it has the list, and asks to sign. */
static void
on_list(void *context)
{
	struct fixture *f = context;

	f->requests[2] = ask_to_sign(f);
	on_wake(f);
}

static void
test_who_is_woken_may_ask_at_once(void **state)
{
	struct script script = {.replies = {key_list(), signature()},
	    .stays = true};
	struct fixture f;

	(void)state;
	start(&f, &script);
	f.requests[0] = agent_list(f.agent, (struct agent_waker){on_list, &f});
	f.requests[1] = agent_list(f.agent, waker(&f));
	for (size_t i = 0; i < COUNT_OF(f.requests); i++) {
		assert_int_equal(wait_for(&f, f.requests[i]), AGENT_YES);
		agent_request_free(f.requests[i]);
	}
	assert_null(agent_trouble(f.agent));
	stop(&f);
}

/* At the first question, or at the second; one that asked has gone. */
static void
test_an_agent_that_never_answers_is_told(void **state)
{
	(void)state;
	for (size_t answers = 0; answers < 2; answers++) {
		struct script script = {.stays = true};
		struct fixture f;

		if (answers)
			script.replies[0] = key_list();
		start(&f, &script);
		f.requests[0] = agent_list(f.agent, waker(&f));
		f.requests[1] = ask_to_sign(&f);
		f.requests[2] = ask_to_sign(&f);
		if (answers)
			assert_int_equal(wait_for(&f, f.requests[0]),
			    AGENT_YES);
		uv_run(&f.loop, UV_RUN_NOWAIT);
		agent_request_free(f.requests[answers]);
		ahead += 31;
		uv_run(&f.loop, UV_RUN_NOWAIT);
		assert_int_equal(agent_request_answer(f.requests[2]), AGENT_NO);
		assert_non_null(
		    strstr(agent_trouble(f.agent), "does not answer"));
		agent_request_free(f.requests[1 - answers]);
		agent_request_free(f.requests[2]);
		stop(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys_are_told_and_signatures_made),
	    cmocka_unit_test(test_a_refusal_is_no_trouble),
	    cmocka_unit_test(test_an_agent_that_hangs_up_is_told),
	    cmocka_unit_test(test_an_agent_that_speaks_garbage_is_told),
	    cmocka_unit_test(test_nobody_there_is_told),
	    cmocka_unit_test(test_a_question_may_be_given_up),
	    cmocka_unit_test(test_an_answer_may_come_before_all_is_written),
	    cmocka_unit_test(test_who_is_woken_may_ask_at_once),
	    cmocka_unit_test(test_an_agent_that_never_answers_is_told),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
