/*
 * A TCP connection; see wire.h.
 *
 * Name lookups run on libuv's threads; an address that is already a number
 * never goes there.
 *
 * Three things may be open when a visit ends: the lookup, the watcher and the
 * timer that moves on to a name's next address.  Each is counted, and the last
 * one to close frees the wire.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/mem.h"
#include "collect/wire_socket.h"

#define NEXT_ADDRESS_MS 2500

struct tcp {
	struct wire_socket socket; /* first */
	uv_getaddrinfo_t lookup;
	struct addrinfo *addresses; /* owned where there are no names */
	struct addrinfo *address;   /* the one that is being tried */
	struct names *names;
	bool lent; /* the addresses are the names' */
	bool looking_up;
	int lookup_status;
	uv_timer_t timer;
	bool impatient;
};

static void
tcp_destroy(struct wire *wire)
{
	struct tcp *tcp = (struct tcp *)wire;

	if (tcp->addresses && !tcp->lent)
		uv_freeaddrinfo(tcp->addresses);
}

static void
on_timer_closed(uv_handle_t *handle)
{
	wire_release(handle->data);
}

static void
tcp_close(struct wire *wire)
{
	struct tcp *tcp = (struct tcp *)wire;

	wire_socket_drop(&tcp->socket);
	if (tcp->looking_up)
		uv_cancel((uv_req_t *)&tcp->lookup);
	uv_close((uv_handle_t *)&tcp->timer, on_timer_closed);
}

/* --- looking up ----------------------------------------------------------- */

static void
on_lookup(uv_getaddrinfo_t *request, int status, struct addrinfo *addresses)
{
	struct tcp *tcp = request->data;
	struct wire *wire = &tcp->socket.wire;

	tcp->looking_up = false;
	tcp->lookup_status = status;
	tcp->addresses = addresses;
	/* A run that has ended has no names any more. */
	if (addresses && tcp->names && !wire->dead) {
		tcp->addresses =
		    names_keep(tcp->names, wire->host, wire->port, addresses);
		tcp->lent = true;
	}
	if (!wire->dead)
		wire->wake(wire->context);
	wire_release(wire);
}

static enum step_result
explain_lookup(struct tcp *tcp, struct failure *failure)
{
	return failure_set(failure, VISIT_DNS, REMEDY_NONE,
	    "cannot find the address of %s: %s; correct its host in the "
	    "topology, or the name service of this machine",
	    tcp->socket.wire.host, uv_strerror(tcp->lookup_status));
}

static enum step_result
start_lookup(struct tcp *tcp, struct failure *failure)
{
	struct wire *wire = &tcp->socket.wire;
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	char service[16];
	int status;

	snprintf(service, sizeof(service), "%u", wire->port);
	hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
	if (getaddrinfo(wire->host, service, &hints, &tcp->addresses) == 0)
		return STEP_DONE;
	if (tcp->names)
		tcp->addresses = names_find(tcp->names, wire->host, wire->port);
	tcp->lent = tcp->addresses != NULL;
	if (tcp->lent)
		return STEP_DONE;
	hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
	tcp->lookup.data = tcp;
	status = uv_getaddrinfo(wire->loop, &tcp->lookup, on_lookup, wire->host,
	    service, &hints);
	if (status != 0) {
		tcp->lookup_status = status;
		return explain_lookup(tcp, failure);
	}
	tcp->looking_up = true;
	wire->open++;
	return STEP_WAIT;
}

static enum step_result
tcp_resolve(struct wire *wire, struct failure *failure)
{
	struct tcp *tcp = (struct tcp *)wire;

	if (tcp->looking_up)
		return STEP_WAIT;
	if (tcp->lookup_status != 0)
		return explain_lookup(tcp, failure);
	if (!tcp->addresses)
		return start_lookup(tcp, failure);
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

static void
on_impatient(uv_timer_t *timer)
{
	struct tcp *tcp = timer->data;
	struct wire *wire = &tcp->socket.wire;

	tcp->impatient = true;
	if (!wire->dead)
		wire->wake(wire->context);
}

/* Starts connecting to tcp->address; false with wire.error set. */
static bool
start_connecting(struct tcp *tcp)
{
	struct wire_socket *socket_of = &tcp->socket;
	const struct addrinfo *address = tcp->address;
	int one = 1;
	int fd;

	socket_of->wire.error = 0;
	tcp->impatient = false;
	fd = socket(address->ai_family,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	socket_of->socket = fd;
	if (fd < 0) {
		socket_of->wire.error = errno;
		return false;
	}
	/* Saves a delayed acknowledgement of 40 ms for each small request. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof(one));
	if (connect(fd, address->ai_addr, address->ai_addrlen) != 0 &&
	    errno != EINPROGRESS) {
		socket_of->wire.error = errno;
		return false;
	}
	socket_of->connecting = true;
	wire_socket_open(socket_of, fd);
	if (address->ai_next)
		uv_timer_start(&tcp->timer, on_impatient, NEXT_ADDRESS_MS, 0);
	return true;
}

/* False when all addresses were tried; wire.error is that of the last. */
static bool
try_next_address(struct tcp *tcp)
{
	const int *error = &tcp->socket.wire.error;

	for (;;) {
		wire_socket_drop(&tcp->socket);
		tcp->socket.connecting = false;
		tcp->address =
		    tcp->address ? tcp->address->ai_next : tcp->addresses;
		if (!tcp->address)
			return false;
		if (start_connecting(tcp))
			return true;
		if (*error == EMFILE || *error == ENFILE)
			return false;
		if (!tcp->address->ai_next)
			return false;
	}
}

static enum step_result
tcp_connect(struct wire *wire, struct failure *failure)
{
	struct tcp *tcp = (struct tcp *)wire;
	bool stuck =
	    tcp->socket.connecting && tcp->impatient && tcp->address->ai_next;

	if (tcp->socket.connected) {
		uv_timer_stop(&tcp->timer);
		return STEP_DONE;
	}
	if (tcp->socket.connecting && !stuck)
		return STEP_WAIT;
	if (wire->error && !tcp->address->ai_next)
		return explain_connect(wire, failure);
	if (!try_next_address(tcp))
		return explain_connect(wire, failure);
	return STEP_WAIT;
}

static const struct wire_ops tcp_ops = {
    .resolve = tcp_resolve,
    .connect = tcp_connect,
    .socket = wire_socket_number,
    .flush = wire_socket_flush,
    .make_room = wire_socket_make_room,
    .close = tcp_close,
    .destroy = tcp_destroy,
};

struct wire *
wire_new_tcp(const struct wire_place *place)
{
	struct tcp *tcp = xcalloc(1, sizeof(*tcp));

	wire_init(&tcp->socket.wire, &tcp_ops, place);
	tcp->socket.socket = -1;
	tcp->names = place->names;
	uv_timer_init(place->loop, &tcp->timer);
	tcp->timer.data = tcp;
	return &tcp->socket.wire;
}
