/*
 * The life of one connection; see session.h.
 *
 * Each connection has its own ssh_event: polling one for all would cost time
 * for every idle session at every byte.  libuv says which socket is ready,
 * libssh is then asked to do what is possible without waiting, and afterwards
 * what the device has to say is written.  Writing never happens inside
 * libssh's callbacks, for it would overtake the reply to the request itself.
 *
 * The end of an exec on IOS (exit status, then TCP ends, no word of SSH) is
 * made with shutdown(): libssh is left out from then on, and the socket is
 * read until the client goes too.  Closing at once instead would turn unread
 * input into a reset, which may destroy output on its way.
 */
#include "lab/session.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/mem.h"
#include "lab/session_state.h"

#define ROUNDS_MAX 64           /* before others get their turn */
#define WAITING_MAX (16u << 20) /* bytes that a client does not read */
#define CHUNK_MAX 32768         /* bytes for libssh at a time */
#define DRIP_PAUSE_MS 5         /* of a slow device */
#define LINGER_MS 3000          /* for the client to go after our end */
#define GARBAGE                                                                \
	"\xff\xfd\x18\xff\xfd\x20\r\n\r\nUser Access Verification"             \
	"\r\n\r\n\x00\x01\x02\x80\xfe not SSH at all\r\nUsername: "

static void session_run(struct session *session);
static void on_pause_over(uv_timer_t *timer);

/* --- the end -------------------------------------------------------------- */

static void
free_session(struct session *session)
{
	struct session_world *world = session->host->world;

	if (session->next)
		session->next->previous = session->previous;
	if (session->previous)
		session->previous->next = session->next;
	else
		world->sessions = session->next;
	world->session_count--;
	world->on_end(session->host->owner);
	free(session);
}

static void
on_handle_closed(uv_handle_t *handle)
{
	struct session *session = handle->data;

	if (--session->open_handles == 0)
		free_session(session);
}

/* Ends everything now; the memory goes when libuv is done with its handles. */
static void
end(struct session *session)
{
	if (session->phase == PHASE_OVER)
		return;
	session->phase = PHASE_OVER;
	due_remove(&session->host->world->due, session);
	uv_close((uv_handle_t *)&session->poll, on_handle_closed);
	uv_close((uv_handle_t *)&session->delay, on_handle_closed);
	uv_close((uv_handle_t *)&session->pause, on_handle_closed);
	uv_close((uv_handle_t *)&session->idle, on_handle_closed);
	dialogue_release(session);
	if (session->event) {
		ssh_event_remove_session(session->event, session->ssh);
		ssh_event_free(session->event);
	}
	if (session->ssh)
		ssh_free(session->ssh);
	else
		close(session->fd);
}

void
session_end_all(struct session_world *world)
{
	for (struct session *s = world->sessions; s; s = s->next)
		end(s);
	due_close(&world->due);
}

static void
on_pause_over(uv_timer_t *timer)
{
	struct session *session = timer->data;

	if (session->phase == PHASE_LINGER || session->has_ended)
		end(session);
	else
		session_run(session);
}

/* Nothing that is not sent yet will be, and the client sees an error. */
static void
reset(struct session *session)
{
	struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	setsockopt(session->fd, SOL_SOCKET, SO_LINGER, &at_once,
	    sizeof(at_once));
	end(session);
}

/* Our side of TCP ends; whatever the client still sends is thrown away. */
static void
hang_up(struct session *session)
{
	enum exec_end exec_end = session->host->manners.exec_end;

	if (session->has_ended && exec_end == EXEC_END_RESET) {
		reset(session);
		return;
	}
	if (session->has_ended && exec_end == EXEC_END_DISCONNECT) {
		ssh_disconnect(session->ssh);
		end(session);
		return;
	}
	shutdown(session->fd, SHUT_WR);
	session->phase = PHASE_LINGER;
	uv_timer_stop(&session->delay);
	due_remove(&session->host->world->due, session);
	uv_timer_start(&session->pause, on_pause_over, LINGER_MS, 0);
}

/* --- output --------------------------------------------------------------- */

static bool
writes_wait(const struct session *session)
{
	return (ssh_get_poll_flags(session->ssh) & SSH_WRITE_PENDING) != 0;
}

static size_t
at_most(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How much may be sent now; 0 with bytes waiting: the device stops here. */
static size_t
next_chunk(const struct session *session)
{
	const struct traits *traits = &session->host->traits;
	size_t chunk = at_most(session->out.length - session->sent, CHUNK_MAX);

	if (traits->slow > 0)
		chunk = at_most(chunk, traits->slow);
	if (traits->packet > 0)
		chunk = at_most(chunk, traits->packet);
	chunk = at_most(chunk, session->stall_at - session->total);
	if (traits->drops)
		chunk = at_most(chunk, traits->drop_after - session->total);
	return chunk;
}

/* A limit is reached: the device stalls, or drops the line. */
static void
stop_talking(struct session *session)
{
	const struct traits *traits = &session->host->traits;

	if (session->total != session->stall_at) {
		session->hangs_up = true;
		return;
	}
	session->stall_at = SIZE_MAX;
	session->has_stalled = true;
	if (traits->hang == HANG_OUTPUT)
		session->phase = PHASE_MUTE;
	else
		uv_timer_start(&session->pause, on_pause_over, traits->stall_ms,
		    0);
}

/* Everything is sent: most devices are done with it. */
static void
finish_output(struct session *session)
{
	enum { MORE_THAN_A_PROMPT = 100 };

	session->sent = 0;
	if (session->host->traits.is_endless &&
	    session->out.length > MORE_THAN_A_PROMPT)
		uv_timer_start(&session->pause, on_pause_over, 0, 0);
	else
		str_clear(&session->out);
}

static void
send_output(struct session *session)
{
	int written;

	while (session->sent < session->out.length &&
	       !uv_is_active((uv_handle_t *)&session->pause)) {
		size_t chunk = next_chunk(session);

		if (chunk == 0) {
			stop_talking(session);
			return;
		}
		written = ssh_channel_write(session->channel,
		    session->out.text + session->sent, (uint32_t)chunk);
		if (written <= 0)
			return; /* the client's window is full, or it is gone */
		session->sent += (size_t)written;
		session->total += (size_t)written;
		if (session->host->traits.slow > 0)
			uv_timer_start(&session->pause, on_pause_over,
			    DRIP_PAUSE_MS, 0);
	}
	if (session->out.length > 0 && session->sent == session->out.length)
		finish_output(session);
}

/* The channel's end, after the last byte of output. */
static void
end_channel(struct session *session)
{
	enum exec_end exec_end = session->host->manners.exec_end;

	session->has_ended = true;
	if (exec_end != EXEC_END_NO_STATUS)
		ssh_channel_request_send_exit_status(session->channel,
		    session->status);
	switch (exec_end) {
	case EXEC_END_OF_PLATFORM:
	case EXEC_END_CLOSE:
	case EXEC_END_NO_STATUS:
		ssh_channel_send_eof(session->channel);
		ssh_channel_close(session->channel);
		uv_timer_start(&session->pause, on_pause_over, LINGER_MS, 0);
		break;
	case EXEC_END_BARE:
	case EXEC_END_RESET:
	case EXEC_END_DISCONNECT:
		session->hangs_up = true;
		break;
	case EXEC_END_STAY:
		break;
	}
}

static void
deliver(struct session *session)
{
	if (session->channel && !session->has_ended)
		send_output(session);
	if (session->phase != PHASE_TALK)
		return;
	if (session->channel && session->has_said_all && !session->has_ended &&
	    session->out.length == 0)
		end_channel(session);
	if (session->hangs_up && !writes_wait(session))
		hang_up(session);
}

/* --- input ---------------------------------------------------------------- */

/* Gone, broken, or so far behind with reading that it may as well be. */
static bool
is_lost(const struct session *session)
{
	return (ssh_get_status(session->ssh) &
		   (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0 ||
	       ssh_get_fd(session->ssh) < 0 ||
	       session->out.length - session->sent > WAITING_MAX;
}

/* libssh polls by itself while keys are exchanged, and not any more after. */
static bool
start_talk(struct session *session)
{
	session->phase = PHASE_TALK;
	session->event = ssh_event_new();
	return session->event &&
	       ssh_event_add_session(session->event, session->ssh) == SSH_OK;
}

/* One step of libssh; false: the connection is over. */
static bool
step(struct session *session)
{
	int rc;

	if (session->phase == PHASE_KEYS) {
		rc = ssh_handle_key_exchange(session->ssh);
		if (rc == SSH_OK && !start_talk(session))
			return false;
		if (rc != SSH_OK && rc != SSH_AGAIN)
			return false;
	} else if (ssh_event_dopoll(session->event, 0) == SSH_ERROR) {
		return false;
	}
	return !is_lost(session);
}

static bool
is_ready(const struct session *session)
{
	struct pollfd ready = {.fd = session->fd, .events = POLLIN};

	if (writes_wait(session))
		ready.events |= POLLOUT;
	return poll(&ready, 1, 0) > 0;
}

static void
converse(struct session *session)
{
	for (int round = 0; round < ROUNDS_MAX; round++) {
		if (!step(session)) {
			end(session);
			return;
		}
		if (session->phase == PHASE_TALK)
			deliver(session);
		if (session->phase > PHASE_TALK || !is_ready(session))
			return;
	}
}

/* Reads for nobody, until the client goes. */
static void
discard(struct session *session)
{
	char junk[4096];
	ssize_t got = recv(session->fd, junk, sizeof(junk), MSG_DONTWAIT);

	if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
		end(session);
}

/* --- events --------------------------------------------------------------- */

static void on_ready(uv_poll_t *poll, int status, int events);

/* Asks libuv for what the session waits for, after each time it ran. */
static void
watch(struct session *session)
{
	int events = 0;

	if (session->phase == PHASE_OVER)
		return;
	if (!uv_is_active((uv_handle_t *)&session->delay) &&
	    !session->due.waits)
		events |= UV_READABLE;
	if (session->phase <= PHASE_TALK && writes_wait(session))
		events |= UV_WRITABLE;
	if (events == session->watched)
		return; /* libuv would ask the kernel twice all the same */
	session->watched = events;
	if (events)
		uv_poll_start(&session->poll, events, on_ready);
	else
		uv_poll_stop(&session->poll);
}

static void
session_run(struct session *session)
{
	if (session->phase <= PHASE_TALK)
		converse(session);
	else if (session->phase != PHASE_OVER)
		discard(session);
	watch(session);
}

static void
on_delay_over(uv_timer_t *timer)
{
	struct session *session = timer->data;

	due_add(&session->host->world->due, session,
	    session->phase == PHASE_KEYS ? DUE_KEYS : DUE_TALK);
}

void
session_prepare(struct session_world *world)
{
	due_init(&world->due, world->loop, session_run);
}

/*
 * How long the device takes this time: its latency, and once in each stage of
 * a connection what it needs for that.
 */
static unsigned
next_delay(struct session *session)
{
	const struct traits *traits = &session->host->traits;
	const unsigned delays[] = {traits->greet_delay_ms, traits->kex_delay_ms,
	    traits->auth_delay_ms};
	unsigned stage = 2;

	if (session->channel)
		return traits->latency_ms;
	if (session->phase == PHASE_KEYS)
		stage = session->delayed & 1 ? 1 : 0;
	if (session->delayed & 1u << stage)
		return traits->latency_ms;
	session->delayed |= 1u << stage;
	return traits->latency_ms + delays[stage];
}

/* False: it answers at once. */
static bool
start_delay(struct session *session)
{
	unsigned delay = next_delay(session);

	if (delay == 0)
		return false;
	uv_timer_start(&session->delay, on_delay_over, delay, 0);
	return true;
}

static void
on_idle(uv_timer_t *timer)
{
	struct session *session = timer->data;

	if (session->phase <= PHASE_TALK)
		hang_up(session);
	watch(session);
}

static void
start_idle(struct session *session)
{
	if (session->host->traits.idle_ms > 0)
		uv_timer_start(&session->idle, on_idle,
		    session->host->traits.idle_ms, 0);
}

static void
on_ready(uv_poll_t *poll, int status, int events)
{
	struct session *session = poll->data;

	if (status < 0) {
		end(session);
		return;
	}
	if (events & UV_READABLE)
		start_idle(session);
	if (session->phase <= PHASE_TALK && (events & UV_READABLE) &&
	    start_delay(session)) {
		if (events & UV_WRITABLE && session->phase == PHASE_TALK)
			deliver(session);
		watch(session);
		return;
	}
	session_run(session);
}

/* --- the beginning -------------------------------------------------------- */

static int
on_message(ssh_session ssh, ssh_message message, void *context)
{
	struct session *session = context;

	(void)ssh;
	switch (ssh_message_type(message)) {
	case SSH_REQUEST_AUTH:
		return login_answer(session, message);
	case SSH_REQUEST_CHANNEL_OPEN:
		return dialogue_open(session, message);
	case SSH_REQUEST_CHANNEL:
		return session->host->traits.hang == HANG_EXEC ? 0 : 1;
	default:
		return 1;
	}
}

static bool
start_ssh(struct session *session)
{
	session->ssh = ssh_new();
	if (!session->ssh)
		bug("out of memory");
	if (ssh_bind_accept_fd(session->host->bind, session->ssh,
		session->fd) != SSH_OK)
		return false;
	ssh_set_blocking(session->ssh, 0);
	login_prepare(session);
	dialogue_prepare(session);
	ssh_set_message_callback(session->ssh, on_message, session);
	return true;
}

/* What a device says that never gets as far as SSH. */
static void
say_raw(struct session *session)
{
	const struct session_host *host = session->host;
	struct str line = STR_INIT;

	if (host->traits.is_garbage)
		str_add_span(&line, span_make(GARBAGE, sizeof(GARBAGE) - 1));
	else if (host->traits.hang == HANG_KEX)
		str_addf(&line, "SSH-2.0-%s\r\n", host->manners.ident);
	if (line.length > 0 &&
	    send(session->fd, line.text, line.length, MSG_NOSIGNAL) < 0) {
		end(session);
	} else {
		session->phase = PHASE_MUTE;
		if (host->traits.is_garbage)
			hang_up(session);
	}
	str_release(&line);
}

static struct session *
new_session(const struct session_host *host, int fd)
{
	struct session_world *world = host->world;
	struct session *session = xcalloc(1, sizeof(*session));

	session->host = host;
	session->fd = fd;
	session->stall_at = SIZE_MAX;
	session->next = world->sessions;
	if (session->next)
		session->next->previous = session;
	world->sessions = session;
	world->session_count++;

	session->poll.data = session;
	session->delay.data = session;
	session->pause.data = session;
	session->idle.data = session;
	if (uv_poll_init(world->loop, &session->poll, fd) != 0)
		bug("cannot watch descriptor %d", fd);
	uv_timer_init(world->loop, &session->delay);
	uv_timer_init(world->loop, &session->pause);
	uv_timer_init(world->loop, &session->idle);
	session->open_handles = 4;
	return session;
}

void
session_start(const struct session_host *host, int fd)
{
	const struct traits *traits = &host->traits;
	struct session *session = new_session(host, fd);

	if (traits->is_garbage || traits->hang == HANG_BANNER ||
	    traits->hang == HANG_KEX) {
		say_raw(session);
		watch(session);
		return;
	}
	if (!start_ssh(session)) {
		end(session);
		return;
	}
	start_idle(session);
	if (start_delay(session))
		watch(session);
	else
		session_run(session);
}
