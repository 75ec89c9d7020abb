/*
 * A TCP connection on a libuv loop; see wire.h for why it is not a uv_tcp.
 *
 * The socket is our own and is watched by a uv_poll.  libuv reports a refused
 * or reset connection as "bad file descriptor", so the reason is asked of the
 * socket itself.  Name lookups run on libuv's threads; an address that is
 * already a number never goes there.
 *
 * Three things may be open when a visit ends: the lookup, the watcher and the
 * timer that moves on to a name's next address.  Each is counted, and the last
 * one to close frees the wire.
 */
#include "collect/wire.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "collect/queue.h"

#define READ_AT_ONCE ((size_t)32768)
#define IN_MAX ((size_t)1 << 20)     /* stop reading above this */
#define EARLY_MAX ((size_t)48 << 10) /* a greeting fits: RFC 4253, 6.1 */
#define NEXT_ADDRESS_MS 4000

struct wire {
	uv_loop_t *loop;
	char *host;
	char *name;
	unsigned port;
	void (*wake)(void *context);
	void *context;

	uv_getaddrinfo_t lookup;
	struct addrinfo *addresses; /* owned */
	struct addrinfo *address;   /* the one that is being tried */
	bool looking_up;
	int lookup_status;

	uv_poll_t *watcher; /* owned until it is closed */
	uv_timer_t timer;
	int watched; /* the events it watches for now */
	int socket;
	bool connecting;
	bool connected;
	bool impatient;
	int error;
	bool ended;

	struct queue in;
	struct queue out;
	struct str early;
	bool early_wanted;

	unsigned open; /* handles and requests that still call back */
	bool dead;
};

static void
release(struct wire *wire)
{
	if (--wire->open > 0)
		return;
	if (wire->addresses)
		uv_freeaddrinfo(wire->addresses);
	queue_release(&wire->in);
	queue_release(&wire->out);
	str_release(&wire->early);
	free(wire->host);
	free(wire->name);
	free(wire);
}

static void
on_timer_closed(uv_handle_t *handle)
{
	release(handle->data);
}

struct wire *
wire_new(uv_loop_t *loop, const char *host, unsigned port,
    void (*wake)(void *context), void *context)
{
	struct wire *wire = xcalloc(1, sizeof(*wire));

	wire->loop = loop;
	wire->host = xstrdup(host);
	wire->port = port;
	wire->name = strchr(host, ':') ? str_printf("[%s]:%u", host, port)
				       : str_printf("%s:%u", host, port);
	wire->wake = wake;
	wire->context = context;
	wire->socket = -1;
	wire->early_wanted = true;
	uv_timer_init(loop, &wire->timer);
	wire->timer.data = wire;
	wire->open = 1;
	return wire;
}

/*
 * A watcher is closed later, by the loop, but its socket may not outlive its
 * visit: the next socket would get the same number while it is still watched.
 */
static void
on_watcher_closed(uv_handle_t *handle)
{
	struct wire *wire = handle->data;

	free(handle);
	release(wire);
}

static void
drop_socket(struct wire *wire)
{
	if (wire->watcher) {
		uv_poll_stop(wire->watcher);
		uv_close((uv_handle_t *)wire->watcher, on_watcher_closed);
		wire->watcher = NULL;
	}
	if (wire->socket >= 0)
		close(wire->socket);
	wire->socket = -1;
}

void
wire_free(struct wire *wire)
{
	wire->dead = true;
	drop_socket(wire);
	if (wire->looking_up)
		uv_cancel((uv_req_t *)&wire->lookup);
	uv_close((uv_handle_t *)&wire->timer, on_timer_closed);
}

const char *
wire_name(const struct wire *wire)
{
	return wire->name;
}

/* --- looking up ----------------------------------------------------------- */

static void
on_lookup(uv_getaddrinfo_t *request, int status, struct addrinfo *addresses)
{
	struct wire *wire = request->data;

	wire->looking_up = false;
	wire->lookup_status = status;
	wire->addresses = addresses;
	if (!wire->dead)
		wire->wake(wire->context);
	release(wire);
}

static enum step_result
explain_lookup(struct wire *wire, struct failure *failure)
{
	return failure_set(failure, VISIT_DNS, REMEDY_NONE,
	    "cannot find the address of %s: %s; correct its host in the "
	    "topology, or the name service of this machine",
	    wire->host, uv_strerror(wire->lookup_status));
}

static enum step_result
start_lookup(struct wire *wire, struct failure *failure)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	char service[16];
	int status;

	snprintf(service, sizeof(service), "%u", wire->port);
	hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
	if (getaddrinfo(wire->host, service, &hints, &wire->addresses) == 0)
		return STEP_DONE;
	hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
	wire->lookup.data = wire;
	status = uv_getaddrinfo(wire->loop, &wire->lookup, on_lookup,
	    wire->host, service, &hints);
	if (status != 0) {
		wire->lookup_status = status;
		return explain_lookup(wire, failure);
	}
	wire->looking_up = true;
	wire->open++;
	return STEP_WAIT;
}

enum step_result
wire_resolve(struct wire *wire, struct failure *failure)
{
	if (wire->looking_up)
		return STEP_WAIT;
	if (wire->lookup_status != 0)
		return explain_lookup(wire, failure);
	if (!wire->addresses)
		return start_lookup(wire, failure);
	return STEP_DONE;
}

/* --- connecting ----------------------------------------------------------- */

/* clang-format off */
static const struct {
	int number;
	enum visit_status status;
	enum remedy remedy;
	const char *advice;
} connect_errors[] = {
	{ ECONNREFUSED, VISIT_REFUSED, REMEDY_RETRY,
	  "SSH is not enabled there, an access list forbids this machine, or "
	  "all its VTY lines are in use" },
	{ ECONNRESET, VISIT_REFUSED, REMEDY_RETRY,
	  "an access list or a firewall forbids this machine, or all its VTY "
	  "lines are in use" },
	{ ETIMEDOUT, VISIT_TIMEOUT, REMEDY_RETRY,
	  "is the device up, and is the address right?" },
	{ EHOSTUNREACH, VISIT_UNREACHABLE, REMEDY_NONE,
	  "is the device up, and is there a route to it?" },
	{ ENETUNREACH, VISIT_UNREACHABLE, REMEDY_NONE,
	  "this machine has no route to it" },
	{ EADDRNOTAVAIL, VISIT_UNREACHABLE, REMEDY_RETRY,
	  "this machine has no local port left; lower --jobs" },
	{ EMFILE, VISIT_UNREACHABLE, REMEDY_LATER,
	  "raise the limit of open files (ulimit -n), or lower --jobs" },
	{ ENFILE, VISIT_UNREACHABLE, REMEDY_LATER,
	  "this machine has too many open files; lower --jobs" },
	{ 0, VISIT_UNREACHABLE, REMEDY_NONE, "is the address right?" },
};
/* clang-format on */

static enum step_result
explain_connect(struct wire *wire, struct failure *failure)
{
	size_t i = 0;

	while (
	    connect_errors[i].number && connect_errors[i].number != wire->error)
		i++;
	return failure_set(failure, connect_errors[i].status,
	    connect_errors[i].remedy, "cannot connect to %s: %s; %s",
	    wire->name, strerror(wire->error), connect_errors[i].advice);
}

static int
watched_events(const struct wire *wire)
{
	int events = 0;

	if (wire->connecting || wire->out.length)
		events |= UV_WRITABLE;
	if (!wire->connecting && !wire->ended && wire->in.length < IN_MAX)
		events |= UV_READABLE;
	return events;
}

static void on_ready(uv_poll_t *watcher, int status, int events);

static void
watch(struct wire *wire)
{
	int events = watched_events(wire);

	if (!wire->watcher || events == wire->watched)
		return;
	wire->watched = events;
	if (events)
		uv_poll_start(wire->watcher, events, on_ready);
	else
		uv_poll_stop(wire->watcher);
}

static void
keep_early(struct wire *wire, struct span bytes)
{
	size_t room = EARLY_MAX - wire->early.length;

	if (!wire->early_wanted)
		return;
	if (bytes.length > room)
		bytes.length = room;
	str_add_span(&wire->early, bytes);
}

/* One recv; false when there is nothing more to read for now. */
static bool
receive_once(struct wire *wire)
{
	char buffer[READ_AT_ONCE];
	ssize_t got = recv(wire->socket, buffer, sizeof(buffer), 0);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (got <= 0) {
		wire->ended = true;
		wire->error = got < 0 ? errno : 0;
		return false;
	}
	keep_early(wire, span_make(buffer, (size_t)got));
	queue_put(&wire->in, span_make(buffer, (size_t)got));
	explicit_bzero(buffer, (size_t)got);
	return true;
}

static void
finish_connecting(struct wire *wire)
{
	socklen_t size = sizeof(wire->error);

	if (getsockopt(wire->socket, SOL_SOCKET, SO_ERROR, &wire->error,
		&size) != 0)
		wire->error = errno;
	wire->connecting = false;
	wire->connected = wire->error == 0;
}

static void
on_ready(uv_poll_t *watcher, int status, int events)
{
	struct wire *wire = watcher->data;

	if (wire->dead || watcher != wire->watcher)
		return;
	if (wire->connecting) {
		finish_connecting(wire);
	} else if (status < 0) {
		/* libuv has stopped watching: take all that is left. */
		while (receive_once(wire))
			;
		wire->ended = true;
		wire->watched = 0;
	} else {
		if (events & UV_READABLE)
			receive_once(wire);
		if (events & UV_WRITABLE)
			wire_flush(wire);
	}
	watch(wire);
	wire->wake(wire->context);
}

static void
on_impatient(uv_timer_t *timer)
{
	struct wire *wire = timer->data;

	wire->impatient = true;
	if (!wire->dead)
		wire->wake(wire->context);
}

/* Starts connecting to wire->address; false with wire->error set. */
static bool
start_connecting(struct wire *wire)
{
	const struct addrinfo *address = wire->address;
	int one = 1;

	wire->error = 0;
	wire->impatient = false;
	wire->socket = socket(address->ai_family,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (wire->socket < 0) {
		wire->error = errno;
		return false;
	}
	/* Saves a delayed acknowledgement of 40 ms for each small request. */
	setsockopt(wire->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(wire->socket, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof(one));
	if (connect(wire->socket, address->ai_addr, address->ai_addrlen) != 0 &&
	    errno != EINPROGRESS) {
		wire->error = errno;
		return false;
	}
	wire->connecting = true;
	wire->watcher = xmalloc(sizeof(*wire->watcher));
	if (uv_poll_init(wire->loop, wire->watcher, wire->socket) != 0)
		bug("libuv refuses a socket of ours");
	wire->watcher->data = wire;
	wire->watched = 0;
	wire->open++;
	watch(wire);
	if (address->ai_next)
		uv_timer_start(&wire->timer, on_impatient, NEXT_ADDRESS_MS, 0);
	return true;
}

/* False when all addresses were tried; wire->error is that of the last. */
static bool
try_next_address(struct wire *wire)
{
	for (;;) {
		drop_socket(wire);
		wire->connecting = false;
		wire->address =
		    wire->address ? wire->address->ai_next : wire->addresses;
		if (!wire->address)
			return false;
		if (start_connecting(wire))
			return true;
		if (wire->error == EMFILE || wire->error == ENFILE)
			return false;
		if (!wire->address->ai_next)
			return false;
	}
}

enum step_result
wire_connect(struct wire *wire, struct failure *failure)
{
	bool stuck =
	    wire->connecting && wire->impatient && wire->address->ai_next;

	if (wire->connected) {
		uv_timer_stop(&wire->timer);
		return STEP_DONE;
	}
	if (wire->connecting && !stuck)
		return STEP_WAIT;
	if (wire->error && !wire->address->ai_next)
		return explain_connect(wire, failure);
	if (!try_next_address(wire))
		return explain_connect(wire, failure);
	return STEP_WAIT;
}

int
wire_socket(const struct wire *wire)
{
	return wire->socket;
}

/* --- bytes ---------------------------------------------------------------- */

struct span
wire_peek(const struct wire *wire)
{
	return queue_peek(&wire->in);
}

void
wire_drop(struct wire *wire, size_t count)
{
	bool was_full = wire->in.length >= IN_MAX;

	queue_drop(&wire->in, count);
	if (was_full && wire->in.length < IN_MAX)
		watch(wire);
}

bool
wire_has_ended(const struct wire *wire)
{
	return wire->ended;
}

int
wire_error(const struct wire *wire)
{
	return wire->error;
}

struct span
wire_early(const struct wire *wire)
{
	return str_span(&wire->early);
}

void
wire_forget_early(struct wire *wire)
{
	wire->early_wanted = false;
	str_release(&wire->early);
}

void
wire_put(struct wire *wire, struct span bytes)
{
	queue_put(&wire->out, bytes);
}

void
wire_flush(struct wire *wire)
{
	struct span waiting = queue_peek(&wire->out);
	ssize_t put;

	if (waiting.length == 0 || wire->socket < 0 || wire->connecting)
		return;
	put = send(wire->socket, waiting.text, waiting.length, MSG_NOSIGNAL);
	if (put > 0)
		queue_drop(&wire->out, (size_t)put);
	else if (put < 0 && errno != EAGAIN && errno != EINTR)
		/* What the peer still said is read before its end is told. */
		queue_drop(&wire->out, waiting.length);
	watch(wire);
}

bool
wire_is_flushed(const struct wire *wire)
{
	return wire->out.length == 0;
}
