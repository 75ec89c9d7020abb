/*
 * bench_bare -- the collector with everything left out: libssh2, a socket, a
 * loop.
 *
 * Runs `show cdp neighbors detail` by exec on all devices at once, with a
 * password, and counts the bytes that come back.  It checks no host key, asks
 * for no methods, has no time limits, keeps no text and explains no failure.
 * What it shares with the collector is the shape: libssh2 never touches the
 * socket but reads and writes buffers, with one recv and one send for each
 * time that the socket is ready.  scripts/bench-collect runs both in turn to
 * tell what the rest of the collector costs.
 *
 *     CABLECHECK_PASSWORD=... bench_bare USER <DEVICES
 *
 * DEVICES: a line "ADDRESS PORT PLATFORM" for each.  Prints how many answered
 * in full and the bytes of their answers.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <libssh2.h>
#include <uv.h>

#include "base/mem.h"
#include "base/str.h"

#define COMMAND "show cdp neighbors detail"
#define READ_AT_ONCE 32768

/* Bytes on their way; `start` of them are gone. */
struct buffer {
	struct str bytes;
	size_t start;
};

struct visit {
	int (*step)(struct visit *visit);
	int fd;
	uv_poll_t watcher;
	int watched;
	bool connected;
	bool ended;  /* the device has closed its side */
	bool handed; /* the library got bytes since it last asked in vain */
	LIBSSH2_SESSION *session;
	LIBSSH2_CHANNEL *channel;
	struct buffer in;
	struct buffer out;
	size_t length; /* of the answer */
	bool complete;
};

static uv_loop_t loop;
static const char *user;
static const char *password;

/* --- bytes ---------------------------------------------------------------- */

static size_t
waiting(const struct buffer *buffer)
{
	return buffer->bytes.length - buffer->start;
}

static void
drop(struct buffer *buffer, size_t count)
{
	buffer->start += count;
	if (waiting(buffer) > 0)
		return;
	str_clear(&buffer->bytes);
	buffer->start = 0;
}

static ssize_t
on_send(libssh2_socket_t fd, const void *bytes, size_t length, int flags,
    void **abstract)
{
	struct visit *visit = *abstract;

	(void)fd;
	(void)flags;
	str_add_span(&visit->out.bytes, span_make(bytes, length));
	return (ssize_t)length;
}

/* An end that is told in the same call as the bytes before it loses those. */
static ssize_t
on_receive(libssh2_socket_t fd, void *bytes, size_t length, int flags,
    void **abstract)
{
	struct visit *visit = *abstract;
	size_t count = waiting(&visit->in);

	(void)fd;
	(void)flags;
	if (count == 0) {
		bool wait = !visit->ended || visit->handed;

		visit->handed = false;
		return wait ? -EAGAIN : 0;
	}
	if (count > length)
		count = length;
	memcpy(bytes, visit->in.bytes.text + visit->in.start, count);
	drop(&visit->in, count);
	visit->handed = true;
	return (ssize_t)count;
}

static void
receive(struct visit *visit)
{
	char buffer[READ_AT_ONCE];
	ssize_t got = recv(visit->fd, buffer, sizeof(buffer), 0);

	if (got > 0)
		str_add_span(&visit->in.bytes, span_make(buffer, (size_t)got));
	else if (got == 0 || errno != EAGAIN)
		visit->ended = true;
}

static void
flush(struct visit *visit)
{
	size_t count = waiting(&visit->out);
	ssize_t put;

	if (count == 0)
		return;
	put = send(visit->fd, visit->out.bytes.text + visit->out.start, count,
	    MSG_NOSIGNAL);
	if (put > 0)
		drop(&visit->out, (size_t)put);
}

/* --- steps: 0 done, LIBSSH2_ERROR_EAGAIN not yet, else failed --------------
 */

static int
read_answer(struct visit *visit)
{
	char buffer[16384];
	ssize_t got;

	while ((got = libssh2_channel_read(visit->channel, buffer,
		    sizeof(buffer))) > 0)
		visit->length += (size_t)got;
	/* The end of TCP is how some devices end an answer. */
	if (got == LIBSSH2_ERROR_EAGAIN && !visit->ended)
		return LIBSSH2_ERROR_EAGAIN;
	if (got == LIBSSH2_ERROR_EAGAIN &&
	    !libssh2_channel_eof(visit->channel) && waiting(&visit->in) > 0)
		return LIBSSH2_ERROR_EAGAIN;
	visit->complete = visit->length > 0;
	visit->step = NULL;
	return 0;
}

static int
ask(struct visit *visit)
{
	int result = libssh2_channel_exec(visit->channel, COMMAND);

	if (result == 0)
		visit->step = read_answer;
	return result;
}

static int
open_channel(struct visit *visit)
{
	visit->channel = libssh2_channel_open_session(visit->session);
	if (!visit->channel)
		return libssh2_session_last_errno(visit->session);
	visit->step = ask;
	return 0;
}

static int
log_in(struct visit *visit)
{
	int result = libssh2_userauth_password(visit->session, user, password);

	if (result == 0)
		visit->step = open_channel;
	return result;
}

static int
shake_hands(struct visit *visit)
{
	int result = libssh2_session_handshake(visit->session, visit->fd);

	if (result == 0)
		visit->step = log_in;
	return result;
}

static void
run(struct visit *visit)
{
	int result = 0;

	while (visit->step && result == 0)
		result = visit->step(visit);
	if (result != 0 && result != LIBSSH2_ERROR_EAGAIN)
		visit->step = NULL;
}

/* --- the loop ------------------------------------------------------------- */

static void
close_visit(struct visit *visit)
{
	if (visit->session) {
		if (!visit->ended)
			libssh2_session_disconnect(visit->session, "done");
		flush(visit);
		visit->ended = true;
		visit->handed = false;
		drop(&visit->in, waiting(&visit->in));
		libssh2_session_free(visit->session);
	}
	uv_close((uv_handle_t *)&visit->watcher, NULL);
	close(visit->fd);
	str_release(&visit->in.bytes);
	str_release(&visit->out.bytes);
}

static void on_ready(uv_poll_t *watcher, int status, int events);

static void
watch(struct visit *visit)
{
	int events = UV_READABLE;

	if (!visit->connected || waiting(&visit->out) > 0)
		events =
		    visit->connected ? UV_READABLE | UV_WRITABLE : UV_WRITABLE;
	if (events == visit->watched)
		return;
	visit->watched = events;
	uv_poll_start(&visit->watcher, events, on_ready);
}

static void
start_session(struct visit *visit)
{
	visit->session = libssh2_session_init_ex(NULL, NULL, NULL, visit);
	if (!visit->session)
		bug("no memory for a session");
	libssh2_session_callback_set2(visit->session, LIBSSH2_CALLBACK_SEND,
	    (libssh2_cb_generic *)on_send);
	libssh2_session_callback_set2(visit->session, LIBSSH2_CALLBACK_RECV,
	    (libssh2_cb_generic *)on_receive);
	libssh2_session_set_blocking(visit->session, 0);
	/* Those that the collector prefers. */
	libssh2_session_method_pref(visit->session, LIBSSH2_METHOD_KEX,
	    "curve25519-sha256");
	libssh2_session_method_pref(visit->session, LIBSSH2_METHOD_HOSTKEY,
	    "ssh-ed25519");
	libssh2_session_method_pref(visit->session, LIBSSH2_METHOD_CRYPT_CS,
	    "chacha20-poly1305@openssh.com");
	libssh2_session_method_pref(visit->session, LIBSSH2_METHOD_CRYPT_SC,
	    "chacha20-poly1305@openssh.com");
	visit->connected = true;
	visit->step = shake_hands;
}

static void
on_ready(uv_poll_t *watcher, int status, int events)
{
	struct visit *visit = watcher->data;

	if (status < 0) {
		visit->ended = true;
		visit->step = NULL;
	} else if (!visit->connected) {
		start_session(visit);
	} else if (events & UV_READABLE) {
		receive(visit);
	}
	run(visit);
	if (!visit->step) {
		close_visit(visit);
		return;
	}
	flush(visit);
	watch(visit);
}

static bool
start(struct visit *visit, const char *address, unsigned port)
{
	struct sockaddr_in where = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port)};
	int yes = 1;

	visit->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (visit->fd < 0 || inet_pton(AF_INET, address, &where.sin_addr) != 1)
		return false;
	setsockopt(visit->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	if (connect(visit->fd, (struct sockaddr *)&where, sizeof(where)) != 0 &&
	    errno != EINPROGRESS)
		return false;
	visit->watcher.data = visit;
	uv_poll_init(&loop, &visit->watcher, visit->fd);
	watch(visit);
	return true;
}

static void
raise_limit(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int
main(int argc, char **argv)
{
	enum { DEVICES_MAX = 20000 };
	struct visit *visits = xcalloc(DEVICES_MAX, sizeof(*visits));
	size_t count = 0, complete = 0, bytes = 0;
	char address[64];
	unsigned port;

	password = getenv("CABLECHECK_PASSWORD");
	if (argc != 2 || !password) {
		fprintf(stderr, "usage: CABLECHECK_PASSWORD=... bench_bare "
				"USER <DEVICES\n");
		return 2;
	}
	user = argv[1];
	raise_limit();
	if (libssh2_init(0) != 0 || uv_loop_init(&loop) != 0)
		bug("cannot start");
	while (
	    count < DEVICES_MAX && scanf("%63s %u %*s", address, &port) == 2) {
		if (!start(&visits[count++], address, port))
			bug("cannot call %s:%u", address, port);
	}
	uv_run(&loop, UV_RUN_DEFAULT);
	for (size_t i = 0; i < count; i++) {
		complete += visits[i].complete;
		bytes += visits[i].length;
	}
	printf("%zu of %zu answered, %zu bytes\n", complete, count, bytes);
	uv_loop_close(&loop);
	libssh2_exit();
	free(visits);
	return complete == count ? 0 : 1;
}
