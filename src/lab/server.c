/*
 * Listening, accepting, ending; see server.h.
 *
 * Sockets are accepted by ourselves (see recipe.h for why libssh does not), so
 * a device can also fail to take a call.
 */
#include "lab/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <libssh/server.h>
#include <uv.h>

#include "base/mem.h"
#include "lab/door.h"
#include "lab/hostkey.h"
#include "lab/manners.h"
#include "lab/recipe.h"
#include "lab/session.h"

#define LOOPBACK "127.0.0.1"
#define ACCEPTS_AT_ONCE 64

/* One device that listens, or keeps its port shut. */
struct listener {
	struct session_host host;
	struct server *server;
	const char *name;
	char address[INET_ADDRSTRLEN];
	unsigned port;
	int fd;
	uv_poll_t poll;
	bool is_watched; /* `poll` is a handle of the loop */
	struct door door;
	bool is_shut; /* for the moment; see shut_door() */
};

static const int end_signals[] = {SIGTERM, SIGINT, SIGHUP};

struct server {
	const struct server_options *options;
	struct session_world world;
	uv_loop_t loop;
	uv_signal_t signals[COUNT_OF(end_signals)];
	struct listener *listeners;
	size_t count;
	struct recipe_book *recipes;
	int spare_fd; /* given up to turn callers away when there are no more */
};

/* --- listening ------------------------------------------------------------ */

static bool
is_loopback(const char *host, struct in_addr *address)
{
	return inet_pton(AF_INET, host, address) == 1 &&
	       ntohl(address->s_addr) >> 24 == 127;
}

/* Where the device is to be found; false: nowhere on this machine. */
static bool
choose_address(const struct server_options *options,
    const struct device *device, struct sockaddr_in *where, struct err *err)
{
	*where = (struct sockaddr_in){.sin_family = AF_INET};
	if (!options->choose_ports)
		where->sin_port = htons((uint16_t)device->port);
	if (is_loopback(device->host, &where->sin_addr))
		return true;
	if (options->choose_ports)
		return inet_pton(AF_INET, LOOPBACK, &where->sin_addr) == 1;
	return err_set(err, ERR_INPUT,
	    "%s is at %s, which is no loopback address (127.x.x.x): "
	    "--port-file FILE puts every device on a port of " LOOPBACK,
	    device->name, device->host);
}

static int
new_socket(const struct sockaddr_in *where)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int yes = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, (const struct sockaddr *)where, sizeof(*where)) == 0)
		return fd;
	close(fd);
	return -1;
}

/*
 * Linux takes a port that it has chosen itself back from a socket that is shut
 * down (see shut_door()), and one that was asked for by number not.  So the
 * port is asked for again, while a first socket still keeps it.
 */
static int
bind_socket(struct sockaddr_in *where)
{
	socklen_t length = sizeof(*where);
	bool chosen = where->sin_port == 0;
	int first = new_socket(where);
	int second;

	if (first < 0 || !chosen)
		return first;
	if (getsockname(first, (struct sockaddr *)where, &length) < 0) {
		close(first);
		return -1;
	}
	second = new_socket(where);
	close(first);
	return second;
}

static bool
open_socket(struct listener *listener, struct sockaddr_in *where,
    struct err *err)
{
	inet_ntop(AF_INET, &where->sin_addr, listener->address,
	    sizeof(listener->address));
	listener->port = ntohs(where->sin_port);
	listener->fd = bind_socket(where);
	if (listener->fd < 0)
		return err_errno(err, "%s cannot listen on %s port %u",
		    listener->name, listener->address, listener->port);
	listener->port = ntohs(where->sin_port);
	return true;
}

static void
turn_away(struct server *server, int listener)
{
	int fd;

	close(server->spare_fd);
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	server->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void on_caller(uv_poll_t *poll, int status, int events);

/*
 * All VTY lines are in use: nobody can connect.  On Linux, a socket that
 * listens and is shut down keeps its port and may listen again.
 */
static void
shut_door(struct listener *listener)
{
	listener->is_shut = true;
	uv_poll_stop(&listener->poll);
	shutdown(listener->fd, SHUT_RD);
}

static void
open_door(struct listener *listener)
{
	if (listen(listener->fd, SOMAXCONN) < 0)
		return;
	listener->is_shut = false;
	uv_poll_start(&listener->poll, UV_READABLE, on_caller);
}

static void
on_session_end(void *owner)
{
	struct listener *listener = owner;

	door_leave(&listener->door);
	if (listener->is_shut &&
	    !door_is_shut(&listener->door, &listener->host.traits))
		open_door(listener);
}

static void
on_caller(uv_poll_t *poll, int status, int events)
{
	struct listener *listener = poll->data;
	int yes = 1;

	(void)events;
	if (status < 0)
		return;
	for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
		int fd = accept4(listener->fd, NULL, NULL,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd < 0) {
			if (errno == EMFILE || errno == ENFILE)
				turn_away(listener->server, listener->fd);
			return;
		}
		if (!door_enter(&listener->door, &listener->host.traits,
			uv_now(&listener->server->loop))) {
			close(fd);
			continue;
		}
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
		session_start(&listener->host, fd);
		if (door_is_shut(&listener->door, &listener->host.traits)) {
			shut_door(listener);
			return;
		}
	}
}

/*
 * A device that refuses keeps its port without listening on it, so that
 * nobody else can be given it.
 */
static bool
start_listening(struct listener *listener, struct err *err)
{
	const struct traits *traits = &listener->host.traits;

	if (traits->refuses || traits->is_off)
		return true;
	if (listen(listener->fd, SOMAXCONN) < 0)
		return err_errno(err, "%s cannot listen on %s port %u",
		    listener->name, listener->address, listener->port);
	if (uv_poll_init(&listener->server->loop, &listener->poll,
		listener->fd) != 0)
		return err_set(err, ERR_SYSTEM, "cannot watch the port of %s",
		    listener->name);
	listener->is_watched = true;
	listener->poll.data = listener;
	uv_poll_start(&listener->poll, UV_READABLE, on_caller);
	return true;
}

static bool
add_listener(struct server *server, size_t index, struct err *err)
{
	const struct server_options *options = server->options;
	const struct device *device = &options->topology->devices[index];
	struct listener *listener = &server->listeners[server->count++];
	struct sockaddr_in where;

	*listener = (struct listener){
	    .host = {.world = &server->world,
		.device = index,
		.manners = *manners_of_device(device, &options->traits[index]),
		.traits = options->traits[index],
		.owner = listener},
	    .door = {.seed = options->seed + (unsigned)index},
	    .server = server,
	    .name = device->name,
	    .fd = -1,
	};
	manners_adapt(&listener->host.manners, &listener->host.traits);
	return recipe_find(server->recipes, &listener->host.manners,
		   &listener->host.traits, &listener->host.bind, err) &&
	       choose_address(options, device, &where, err) &&
	       open_socket(listener, &where, err) &&
	       start_listening(listener, err);
}

/* --- life ----------------------------------------------------------------- */

static void
fill_world(struct server *server)
{
	const struct server_options *options = server->options;

	server->world = (struct session_world){
	    .loop = &server->loop,
	    .text = {options->topology, options->wiring, options->traits,
		options->seed, NULL},
	    .username = options->username,
	    .password = options->password,
	    .keys = options->keys,
	    .key_count = options->key_count,
	    .enable = options->enable,
	    .on_end = on_session_end,
	};
	session_prepare(&server->world);
}

bool
server_new(const struct server_options *options, struct server **result,
    struct err *err)
{
	struct server *server = xcalloc(1, sizeof(*server));
	const struct topology *topology = options->topology;

	*result = NULL;
	server->options = options;
	server->listeners =
	    xcalloc(topology->device_count, sizeof(*server->listeners));
	server->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (uv_loop_init(&server->loop) != 0)
		bug("cannot make an event loop");
	fill_world(server);
	server->recipes = recipe_book_new(options->host_key);
	for (size_t i = 0; i < COUNT_OF(end_signals); i++)
		uv_signal_init(&server->loop, &server->signals[i]);
	for (size_t i = 0; i < topology->device_count; i++) {
		if (!topology->devices[i].collect ||
		    i % options->shares != options->share - 1)
			continue;
		if (!add_listener(server, i, err)) {
			server_free(server);
			return false;
		}
	}
	*result = server;
	return true;
}

void
server_free(struct server *server)
{
	if (!server)
		return;
	session_end_all(&server->world);
	for (size_t i = 0; i < server->count; i++) {
		struct listener *listener = &server->listeners[i];

		if (listener->is_watched)
			uv_close((uv_handle_t *)&listener->poll, NULL);
		if (listener->fd >= 0)
			close(listener->fd);
	}
	for (size_t i = 0; i < COUNT_OF(end_signals); i++)
		uv_close((uv_handle_t *)&server->signals[i], NULL);
	uv_run(&server->loop, UV_RUN_DEFAULT);
	if (uv_loop_close(&server->loop) != 0)
		bug("the event loop still has handles");
	recipe_book_free(server->recipes);
	if (server->spare_fd >= 0)
		close(server->spare_fd);
	free(server->listeners);
	free(server);
}

static void
on_signal(uv_signal_t *handle, int number)
{
	(void)number;
	uv_stop(handle->loop);
}

void
server_run(struct server *server)
{
	for (size_t i = 0; i < COUNT_OF(end_signals); i++)
		uv_signal_start(&server->signals[i], on_signal, end_signals[i]);
	uv_run(&server->loop, UV_RUN_DEFAULT);
}

/* --- what others need to know --------------------------------------------- */

size_t
server_count(const struct server *server)
{
	return server->count;
}

/* Quoted always: a device may be called "no", or "1e3". */
static void
add_quoted(struct str *out, const char *name)
{
	str_add_char(out, '"');
	for (const char *c = name; *c; c++) {
		if (*c == '"' || *c == '\\')
			str_add_char(out, '\\');
		str_add_char(out, *c);
	}
	str_add_char(out, '"');
}

void
server_add_inventory(const struct server *server, struct str *out)
{
	str_add(out, server->count > 0 ? "devices:\n" : "devices: {}\n");
	for (size_t i = 0; i < server->count; i++) {
		const struct listener *listener = &server->listeners[i];

		str_add(out, "  ");
		add_quoted(out, listener->name);
		str_addf(out, ": {host: %s, port: %u}\n", listener->address,
		    listener->port);
	}
}

bool
server_add_known_hosts(const struct server *server, struct str *out,
    struct err *err)
{
	ssh_key wrong = NULL; /* made when a device wants it */
	bool ok = false;

	for (size_t i = 0; i < server->count; i++) {
		const struct listener *listener = &server->listeners[i];
		const struct traits *traits = &listener->host.traits;
		ssh_key key = recipe_key(server->recipes, traits);

		if (traits->known_key == KNOWN_KEY_MISSING)
			continue;
		if (traits->known_key == KNOWN_KEY_WRONG && !wrong &&
		    !hostkey_make(HOSTKEY_ED25519, &wrong, err))
			goto done;
		if (traits->known_key == KNOWN_KEY_WRONG)
			key = wrong;
		if (!hostkey_add_known(key, listener->address, listener->port,
			out, err))
			goto done;
	}
	ok = true;

done:
	ssh_key_free(wrong);
	return ok;
}
