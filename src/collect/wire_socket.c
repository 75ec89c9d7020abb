/*
 * A socket on the loop; see wire_socket.h for whom, and wire.h for why it is
 * no uv_tcp.
 *
 * libuv reports a refused or reset connection as "bad file descriptor", so the
 * reason is asked of the socket itself.
 */
#include "collect/wire_socket.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"

#define READ_AT_ONCE ((size_t)32768)

/*
 * A watcher is closed later, by the loop, but its socket may not outlive its
 * visit: the next socket would get the same number while it is still watched.
 */
static void
on_watcher_closed(uv_handle_t *handle)
{
	struct wire *wire = handle->data;

	free(handle);
	wire_release(wire);
}

void
wire_socket_drop(struct wire_socket *s)
{
	if (s->watcher) {
		/* This stops it as well. */
		uv_close((uv_handle_t *)s->watcher, on_watcher_closed);
		s->watcher = NULL;
	}
	if (s->socket >= 0)
		close(s->socket);
	s->socket = -1;
}

static int
watched_events(const struct wire_socket *s)
{
	const struct wire *wire = &s->wire;
	int events = 0;

	/* One that could not connect keeps that reason, and has no other. */
	if (wire->error)
		return 0;
	if (s->connecting || wire->out.length)
		events |= UV_WRITABLE;
	if (!s->connecting && !wire->ended && !wire_is_full(wire))
		events |= UV_READABLE;
	return events;
}

static void on_ready(uv_poll_t *watcher, int status, int events);

void
wire_socket_watch(struct wire_socket *s)
{
	int events = watched_events(s);

	if (!s->watcher || events == s->watched)
		return;
	s->watched = events;
	if (events)
		uv_poll_start(s->watcher, events, on_ready);
	else
		uv_poll_stop(s->watcher);
}

static void
end(struct wire_socket *s, int error)
{
	s->wire.ended = true;
	s->wire.error = error;
}

/* One recv; false when there is nothing more to read for now. */
static bool
receive_once(struct wire_socket *s)
{
	char buffer[READ_AT_ONCE];
	ssize_t got = recv(s->socket, buffer, sizeof(buffer), 0);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (got <= 0) {
		end(s, got < 0 ? errno : 0);
		return false;
	}
	wire_receive(&s->wire, span_make(buffer, (size_t)got));
	explicit_bzero(buffer, (size_t)got);
	return true;
}

/* Only one that could not connect, by `status`, has a reason to tell. */
static void
finish_connecting(struct wire_socket *s, int status)
{
	socklen_t size = sizeof(s->wire.error);

	if (status < 0 && getsockopt(s->socket, SOL_SOCKET, SO_ERROR,
			      &s->wire.error, &size) != 0)
		s->wire.error = errno;
	s->connecting = false;
	s->connected = s->wire.error == 0;
}

static void
on_ready(uv_poll_t *watcher, int status, int events)
{
	struct wire_socket *s = watcher->data;

	if (s->wire.dead || watcher != s->watcher)
		return;
	if (s->connecting) {
		finish_connecting(s, status);
	} else if (status < 0) {
		/* libuv has stopped watching: take all that is left. */
		while (receive_once(s))
			;
		s->wire.ended = true;
		s->watched = 0;
	} else {
		if (events & UV_READABLE)
			receive_once(s);
		if (events & UV_WRITABLE)
			wire_socket_flush(&s->wire);
	}
	if (s->wire.ended && s->on_end)
		s->on_end(s);
	else
		s->wire.wake(s->wire.context);
	/* Mostly a visit that has ended closes it: one system call less. */
	if (!s->wire.dead && watcher == s->watcher)
		wire_socket_watch(s);
}

void
wire_socket_open(struct wire_socket *s, int fd)
{
	s->socket = fd;
	s->watcher = xmalloc(sizeof(*s->watcher));
	if (uv_poll_init(s->wire.loop, s->watcher, fd) != 0)
		bug("libuv refuses a socket of ours");
	s->watcher->data = s;
	s->watched = 0;
	s->wire.open++;
	wire_socket_watch(s);
}

int
wire_socket_number(const struct wire *wire)
{
	return ((const struct wire_socket *)wire)->socket;
}

void
wire_socket_make_room(struct wire *wire)
{
	wire_socket_watch((struct wire_socket *)wire);
}

void
wire_socket_flush(struct wire *wire)
{
	struct wire_socket *s = (struct wire_socket *)wire;
	struct span waiting = queue_peek(&wire->out);
	ssize_t put;

	if (waiting.length == 0 || s->socket < 0 || s->connecting)
		return;
	put = send(s->socket, waiting.text, waiting.length, MSG_NOSIGNAL);
	if (put > 0)
		queue_drop(&wire->out, (size_t)put);
	else if (put < 0 && errno != EAGAIN && errno != EINTR)
		/* What the peer still said is read before its end is told. */
		queue_drop(&wire->out, waiting.length);
	wire_socket_watch(s);
}
