/*
 * The client of the key agent; see agent.h.
 *
 * A message is a uint32 length, a byte that says what it is, and strings.
 * Questions stand in a line; the first of them has been sent and the next goes
 * out when its answer is here.  When the agent fails, so does everybody in the
 * line, and all who come later.
 *
 * That the loop has written a question may be told after its answer has come,
 * as it is told of both in a later turn.  So nothing waits for that: what is
 * being written has memory of its own, and the clock runs from the asking.
 */
#include "collect/agent.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/str.h"
#include "collect/packet.h"

#define SSH_AGENT_FAILURE 5
#define SSH_AGENTC_REQUEST_IDENTITIES 11
#define SSH_AGENT_IDENTITIES_ANSWER 12
#define SSH_AGENTC_SIGN_REQUEST 13
#define SSH_AGENT_SIGN_RESPONSE 14
#define RSA_SHA2_256 2
#define RSA_SHA2_512 4

#define MESSAGE_MAX ((size_t)256 << 10)
#define KEYS_MAX 2048
#define LIST_MS 10000
#define SIGN_MS 30000 /* somebody may have to press a button */

struct agent_request {
	struct agent *agent; /* NULL: it has left the line */
	struct agent_request *next;
	bool is_list;
	bool sent;
	bool abandoned; /* nobody wants the answer any more */
	enum agent_answer answer;
	struct str question; /* owned */
	struct str signature;
	struct agent_waker waker;
};

/* A question on its way out. */
struct sending {
	uv_write_t write;
	struct str text; /* owned */
};

struct agent {
	uv_loop_t *loop;
	char *path;
	uv_pipe_t pipe;
	uv_timer_t timer;
	uv_connect_t connect;
	bool started;
	bool connected;
	bool closing;
	unsigned open; /* handles that are still to be closed */
	struct agent_request *first;
	bool telling; /* an answer is being told: the line is not in order */
	struct str received;
	char chunk[4096];
	char *trouble; /* owned */
	bool listed;
	struct str list; /* the answer that the keys are parts of */
	struct span *keys;
	size_t key_count;
	size_t key_capacity;
};

static void send_next(struct agent *agent);

/* --- making and freeing --------------------------------------------------- */

static void
free_request(struct agent_request *request)
{
	str_release(&request->question);
	str_release(&request->signature);
	free(request);
}

static void
leave_line(struct agent_request *request)
{
	struct agent_request **link = &request->agent->first;

	while (*link != request)
		link = &(*link)->next;
	*link = request->next;
	request->next = NULL;
	request->agent = NULL;
}

struct agent *
agent_new(uv_loop_t *loop, const char *path)
{
	struct agent *agent = xcalloc(1, sizeof(*agent));

	agent->loop = loop;
	agent->path = xstrdup(path);
	return agent;
}

static void
release(struct agent *agent)
{
	str_release(&agent->received);
	str_release(&agent->list);
	free(agent->keys);
	free(agent->trouble);
	free(agent->path);
	free(agent);
}

static void
on_closed(uv_handle_t *handle)
{
	struct agent *agent = handle->data;

	if (--agent->open == 0)
		release(agent);
}

void
agent_free(struct agent *agent)
{
	if (!agent)
		return;
	agent->closing = true;
	while (agent->first) {
		struct agent_request *request = agent->first;

		leave_line(request);
		free_request(request);
	}
	if (!agent->started) {
		release(agent);
		return;
	}
	if (!uv_is_closing((uv_handle_t *)&agent->pipe))
		uv_close((uv_handle_t *)&agent->pipe, on_closed);
	uv_close((uv_handle_t *)&agent->timer, on_closed);
}

const char *
agent_path(const struct agent *agent)
{
	return agent->path;
}

const char *
agent_trouble(const struct agent *agent)
{
	return agent->trouble;
}

/* --- the line ------------------------------------------------------------- */

static void
settle(struct agent_request *request, enum agent_answer answer)
{
	struct agent_waker waker = request->waker;

	leave_line(request);
	request->answer = answer;
	if (request->abandoned)
		free_request(request);
	else
		waker.wake(waker.context);
}

/* From now on nobody gets anything from it. */
static void
fail(struct agent *agent, const char *what, const char *why)
{
	if (agent->trouble)
		return;
	agent->trouble = str_printf("the key agent at %s %s%s%s", agent->path,
	    what, why ? ": " : "", why ? why : "");
	agent->connected = false;
	uv_timer_stop(&agent->timer);
	if (!uv_is_closing((uv_handle_t *)&agent->pipe))
		uv_close((uv_handle_t *)&agent->pipe, on_closed);
	while (agent->first)
		settle(agent->first, AGENT_NO);
}

/* --- answers -------------------------------------------------------------- */

/* uint32 count, then a key and a comment each. */
static bool
read_keys(struct agent *agent, struct span answer)
{
	uint32_t count = 0;
	struct span rest;
	struct span key;
	struct span comment;

	str_add_span(&agent->list, answer);
	rest = str_span(&agent->list);
	if (!packet_take_uint32(&rest, &count) || count > KEYS_MAX)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (!packet_take_string(&rest, &key) ||
		    !packet_take_string(&rest, &comment))
			return false;
		agent->keys = grow_array(agent->keys, agent->key_count,
		    &agent->key_capacity, sizeof(*agent->keys));
		agent->keys[agent->key_count++] = key;
	}
	return true;
}

static struct agent_request *
find_list(struct agent *agent)
{
	struct agent_request *request = agent->first;

	while (request && !request->is_list)
		request = request->next;
	return request;
}

/* One list answers everybody who wants one. */
static bool
take_list(struct agent *agent, unsigned type, struct span answer)
{
	struct agent_request *request;

	if (type == SSH_AGENT_IDENTITIES_ANSWER && !read_keys(agent, answer))
		return false;
	if (type != SSH_AGENT_IDENTITIES_ANSWER && type != SSH_AGENT_FAILURE)
		return false;
	agent->listed = true;
	while ((request = find_list(agent)) != NULL)
		settle(request, AGENT_YES);
	return true;
}

static bool
take_signature(struct agent_request *request, unsigned type, struct span answer)
{
	struct span signature;
	struct span part;
	struct span rest;

	if (type == SSH_AGENT_FAILURE) {
		settle(request, AGENT_NO);
		return true;
	}
	if (type != SSH_AGENT_SIGN_RESPONSE ||
	    !packet_take_string(&answer, &signature))
		return false;
	rest = signature;
	if (!packet_take_string(&rest, &part) ||
	    !packet_take_string(&rest, &part))
		return false;
	str_add_span(&request->signature, signature);
	settle(request, AGENT_YES);
	return true;
}

static void
take_answer(struct agent *agent, struct span answer)
{
	struct agent_request *request = agent->first;
	unsigned type = 0;
	bool ok;

	uv_timer_stop(&agent->timer);
	ok = request && request->sent && packet_take_byte(&answer, &type);
	/* Who is woken may ask at once, while others still get their list. */
	agent->telling = true;
	if (ok)
		ok = request->is_list ? take_list(agent, type, answer)
				      : take_signature(request, type, answer);
	agent->telling = false;
	if (!ok)
		fail(agent, "does not speak the protocol of agents", NULL);
}

/* Takes one whole message off what was received. */
static bool
take_message(struct agent *agent)
{
	struct span rest = str_span(&agent->received);
	struct str left = STR_INIT;
	uint32_t length = 0;

	if (!packet_take_uint32(&rest, &length))
		return false;
	if (length > MESSAGE_MAX) {
		fail(agent, "does not speak the protocol of agents", NULL);
		return false;
	}
	if (rest.length < length)
		return false;
	str_add_span(&left, span_skip(rest, length));
	take_answer(agent, span_make(rest.text, length));
	str_release(&agent->received);
	agent->received = left;
	return !agent->trouble;
}

static void
on_allocate(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
	struct agent *agent = handle->data;

	(void)wanted;
	*buffer = uv_buf_init(agent->chunk, sizeof(agent->chunk));
}

static void
on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
	struct agent *agent = stream->data;

	if (agent->closing || got == 0)
		return;
	if (got < 0) {
		if (got == UV_EOF)
			fail(agent, "closed the connection", NULL);
		else
			fail(agent, "broke off", uv_strerror((int)got));
		return;
	}
	str_add_span(&agent->received, span_make(buffer->base, (size_t)got));
	while (take_message(agent))
		;
	send_next(agent);
}

/* --- questions ------------------------------------------------------------ */

static void
free_sending(struct sending *sending)
{
	str_release(&sending->text);
	free(sending);
}

static void
on_written(uv_write_t *write, int status)
{
	struct agent *agent = write->data;

	free_sending((struct sending *)write);
	if (status < 0 && !agent->closing)
		fail(agent, "takes no questions", uv_strerror(status));
}

static void
on_late(uv_timer_t *timer)
{
	struct agent *agent = timer->data;

	fail(agent, "does not answer (is it waiting for you to confirm?)",
	    NULL);
}

/* Where it cannot even be begun, the clock tells. */
static void
send_question(struct agent *agent, struct agent_request *request)
{
	struct sending *sending = xcalloc(1, sizeof(*sending));
	uv_buf_t buffer;

	sending->text = request->question;
	request->question = (struct str)STR_INIT;
	sending->write.data = agent;
	buffer =
	    uv_buf_init(sending->text.text, (unsigned)sending->text.length);
	if (uv_write(&sending->write, (uv_stream_t *)&agent->pipe, &buffer, 1,
		on_written) != 0)
		free_sending(sending);
}

static void
send_next(struct agent *agent)
{
	struct agent_request *request = agent->first;

	if (!agent->connected || agent->telling || !request || request->sent)
		return;
	request->sent = true;
	send_question(agent, request);
	uv_timer_start(&agent->timer, on_late,
	    request->is_list ? LIST_MS : SIGN_MS, 0);
}

static void
on_connected(uv_connect_t *connect, int status)
{
	struct agent *agent = connect->data;

	if (agent->closing)
		return;
	if (status < 0) {
		fail(agent, "cannot be reached", uv_strerror(status));
		return;
	}
	agent->connected = true;
	uv_read_start((uv_stream_t *)&agent->pipe, on_allocate, on_read);
	send_next(agent);
}

/* Its errors come later, through on_connected(), as libuv has it. */
static void
start(struct agent *agent)
{
	agent->started = true;
	agent->open = 2;
	uv_pipe_init(agent->loop, &agent->pipe, 0);
	uv_timer_init(agent->loop, &agent->timer);
	agent->pipe.data = agent;
	agent->timer.data = agent;
	agent->connect.data = agent;
	uv_pipe_connect(&agent->connect, &agent->pipe, agent->path,
	    on_connected);
}

/* libuv would cut the path and connect to something else. */
static bool
path_fits(const struct agent *agent)
{
	const struct sockaddr_un address;

	return strlen(agent->path) < sizeof(address.sun_path);
}

static struct agent_request *
ask(struct agent *agent, bool is_list, struct agent_waker waker)
{
	struct agent_request *request = xcalloc(1, sizeof(*request));
	struct agent_request **link = &agent->first;

	request->is_list = is_list;
	request->waker = waker;
	if (!agent->started && !agent->trouble && !path_fits(agent))
		agent->trouble =
		    str_printf("the path of the key agent is too long: %s",
			agent->path);
	if (agent->trouble) {
		request->answer = AGENT_NO;
		return request;
	}
	if (is_list && agent->listed) {
		request->answer = AGENT_YES;
		return request;
	}
	if (!agent->started)
		start(agent);
	while (*link)
		link = &(*link)->next;
	*link = request;
	request->agent = agent;
	return request;
}

struct agent_request *
agent_list(struct agent *agent, struct agent_waker waker)
{
	struct agent_request *request = ask(agent, true, waker);

	packet_add_uint32(&request->question, 1);
	str_add_char(&request->question, SSH_AGENTC_REQUEST_IDENTITIES);
	if (request->agent)
		send_next(agent);
	return request;
}

static uint32_t
flags_of(struct span algorithm)
{
	if (span_is(algorithm, "rsa-sha2-256"))
		return RSA_SHA2_256;
	return span_is(algorithm, "rsa-sha2-512") ? RSA_SHA2_512 : 0;
}

struct agent_request *
agent_sign(struct agent *agent, struct span key, struct span algorithm,
    struct span text, struct agent_waker waker)
{
	struct agent_request *request = ask(agent, false, waker);
	struct str *question = &request->question;

	packet_add_uint32(question,
	    (uint32_t)(1 + 4 + key.length + 4 + text.length + 4));
	str_add_char(question, SSH_AGENTC_SIGN_REQUEST);
	packet_add_string(question, key);
	packet_add_string(question, text);
	packet_add_uint32(question, flags_of(algorithm));
	if (request->agent)
		send_next(agent);
	return request;
}

enum agent_answer
agent_request_answer(const struct agent_request *request)
{
	return request->answer;
}

void
agent_request_signature(const struct agent_request *request,
    struct span *algorithm, struct span *signature)
{
	struct span rest = str_span(&request->signature);

	*algorithm = span_of("");
	*signature = span_of("");
	if (packet_take_string(&rest, algorithm))
		(void)packet_take_string(&rest, signature);
}

/* One that was sent stays in the line until it is answered. */
void
agent_request_free(struct agent_request *request)
{
	if (!request)
		return;
	if (request->agent && request->sent) {
		request->abandoned = true;
		return;
	}
	if (request->agent)
		leave_line(request);
	free_request(request);
}

size_t
agent_key_count(const struct agent *agent)
{
	return agent->key_count;
}

struct span
agent_key(const struct agent *agent, size_t i)
{
	return agent->keys[i];
}
