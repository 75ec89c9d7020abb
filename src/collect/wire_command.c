/*
 * A wire through a command, such as "ssh -W %h:%p gateway": what ssh calls a
 * ProxyCommand.
 *
 * The command is a child of ours with one end of a socket pair as its standard
 * input and output; the other end is a socket like any other.  What it says on
 * its standard error is kept (the end of it), since that is where it tells why
 * nothing works.  It is ended by its own number when the visit is over, and
 * waited for.
 *
 * It may be a pipeline, whose parts would stay behind with our output open; so
 * it is given a session, and ended with all that it has started.  Not where
 * there is a terminal, on which ssh may ask a question.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "collect/wire_socket.h"

#define SAID_MAX ((size_t)400)
#define EXIT_MS 500 /* from its last byte to its end, and from TERM to KILL */

struct command {
	struct wire_socket socket; /* first */
	char *template;            /* owned, as are these */
	char *user;
	char *line; /* what the shell runs */
	uv_process_t process;
	uv_timer_t timer;
	uv_pipe_t errors;
	char buffer[512];
	struct str said; /* on its standard error */
	bool running;
	bool started;
	bool leads; /* a session, and so a process group, of its own */
	int status;
	int signal;
};

static struct command *
command_of(struct wire *wire)
{
	return (struct command *)wire;
}

/* --- the command line ----------------------------------------------------- */

/* A shell reads it, so nothing that means something to one may be in it. */
static bool
is_harmless(const char *text)
{
	if (*text == '-' || *text == '\0')
		return false;
	for (; *text; text++) {
		if (!isalnum((unsigned char)*text) && !strchr("._:-@%+", *text))
			return false;
	}
	return true;
}

static bool
add_expansion(struct command *c, char letter, struct str *out)
{
	switch (letter) {
	case 'h':
	case 'n':
		str_add(out, c->socket.wire.host);
		return true;
	case 'p':
		str_addf(out, "%u", c->socket.wire.port);
		return true;
	case 'r':
		str_add(out, c->user);
		return true;
	case '%':
		str_add_char(out, '%');
		return true;
	}
	return false;
}

/* "exec", so that the child is the command and no shell around it. */
static bool
expand(struct command *c, struct failure *failure)
{
	struct str out = STR_INIT;

	if (!is_harmless(c->socket.wire.host) || !is_harmless(c->user)) {
		failure_set(failure, VISIT_UNREACHABLE, REMEDY_NONE,
		    "\"%s\" or \"%s\" cannot stand in a ProxyCommand: a shell "
		    "would read more into it than a name",
		    c->socket.wire.host, c->user);
		return false;
	}
	str_add(&out, "exec ");
	for (const char *p = c->template; *p; p++) {
		if (*p != '%') {
			str_add_char(&out, *p);
		} else if (!add_expansion(c, *++p, &out)) {
			failure_set(failure, VISIT_UNREACHABLE, REMEDY_NONE,
			    "the ProxyCommand \"%s\" holds %%%c, which this "
			    "program does not know; it knows %%h, %%n, %%p, "
			    "%%r and %%%%",
			    c->template, *p ? *p : ' ');
			str_release(&out);
			return false;
		}
	}
	c->line = str_take(&out);
	return true;
}

/* --- its end -------------------------------------------------------------- */

static void
on_closed(uv_handle_t *handle)
{
	wire_release(handle->data);
}

/* Why the wire has ended: the last that it said, or how it went. */
static void
explain(struct command *c)
{
	struct wire *wire = &c->socket.wire;
	struct span said = span_trim(str_span(&c->said));
	struct str text = STR_INIT;

	str_addf(&text, "the ProxyCommand \"");
	text_escape(&text, span_of(c->template));
	if (c->running)
		str_add(&text, "\" closed its output");
	else if (c->signal)
		str_addf(&text, "\" was ended by signal %d", c->signal);
	else
		str_addf(&text, "\" ended with status %d", c->status);
	if (said.length) {
		str_add(&text, ": ");
		text_escape(&text, said);
	}
	free(wire->reason);
	wire->reason = str_take(&text);
}

static void
tell_end(struct command *c)
{
	struct wire *wire = &c->socket.wire;

	if (wire->dead)
		return;
	uv_timer_stop(&c->timer);
	explain(c);
	wire->ended = true;
	wire->wake(wire->context);
}

/* To be called while it runs: later its number may be somebody else's. */
static void
send_signal(const struct command *c, int number)
{
	(void)uv_kill(c->leads ? -c->process.pid : c->process.pid, number);
}

static void
on_timer(uv_timer_t *timer)
{
	struct command *c = timer->data;

	if (c->socket.wire.dead)
		send_signal(c, SIGKILL);
	else
		tell_end(c);
}

/* Its output is at an end: it will have ended in a moment, and said why. */
static void
on_end(struct wire_socket *socket)
{
	struct command *c = (struct command *)socket;

	if (!c->running) {
		tell_end(c);
		return;
	}
	socket->wire.ended = false;
	uv_poll_stop(socket->watcher);
	uv_timer_start(&c->timer, on_timer, EXIT_MS, 0);
}

static void
on_process_exit(uv_process_t *process, int64_t status, int signal)
{
	struct command *c = process->data;

	c->running = false;
	c->status = (int)status;
	c->signal = signal;
	uv_close((uv_handle_t *)process, on_closed);
	if (c->socket.wire.dead)
		uv_close((uv_handle_t *)&c->timer, on_closed);
	else if (uv_is_active((uv_handle_t *)&c->timer))
		uv_timer_start(&c->timer, on_timer, 0, 0);
}

static void
on_allocate(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
	struct command *c = handle->data;

	(void)wanted;
	*buffer = uv_buf_init(c->buffer, sizeof(c->buffer));
}

/* The last words are the ones that tell. */
static void
on_error_text(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
	struct command *c = stream->data;
	struct str kept = STR_INIT;

	if (got < 0) {
		uv_read_stop(stream);
		return;
	}
	str_add_span(&c->said, span_make(buffer->base, (size_t)got));
	if (c->said.length <= SAID_MAX)
		return;
	str_add_span(&kept,
	    span_skip(str_span(&c->said), c->said.length - SAID_MAX));
	str_release(&c->said);
	c->said = kept;
}

/* --- its start ------------------------------------------------------------ */

static bool
has_terminal(void)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (tty >= 0)
		close(tty);
	/* Short of descriptors, nobody can tell. */
	return tty >= 0 || (errno != ENXIO && errno != ENOENT);
}

static int
spawn(struct command *c, int fd)
{
	char *arguments[] = {"/bin/sh", "-c", c->line, NULL};
	uv_stdio_container_t files[] = {
	    {.flags = UV_INHERIT_FD, .data.fd = fd},
	    {.flags = UV_INHERIT_FD, .data.fd = fd},
	    {.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE,
		.data.stream = (uv_stream_t *)&c->errors},
	};
	uv_process_options_t options = {
	    .file = arguments[0],
	    .args = arguments,
	    .exit_cb = on_process_exit,
	    .stdio = files,
	    .stdio_count = COUNT_OF(files),
	};
	int status;

	c->leads = !has_terminal();
	if (c->leads)
		options.flags |= UV_PROCESS_DETACHED;
	c->process.data = c;
	/* Counted even when it fails: it must be closed then as well. */
	c->socket.wire.open++;
	status = uv_spawn(c->socket.wire.loop, &c->process, &options);
	if (status != 0) {
		uv_close((uv_handle_t *)&c->process, on_closed);
		return status;
	}
	c->running = true;
	uv_read_start((uv_stream_t *)&c->errors, on_allocate, on_error_text);
	return 0;
}

static enum step_result
command_connect(struct wire *wire, struct failure *failure)
{
	struct command *c = command_of(wire);
	int ends[2];
	int status;

	if (c->started)
		return STEP_DONE;
	if (!expand(c, failure))
		return STEP_FAILED;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return failure_set(failure, VISIT_UNREACHABLE,
		    errno == EMFILE || errno == ENFILE ? REMEDY_LATER
						       : REMEDY_NONE,
		    "cannot connect to a ProxyCommand: %s", strerror(errno));
	c->started = true;
	status = spawn(c, ends[1]);
	close(ends[1]);
	wire_socket_open(&c->socket, ends[0]);
	if (status != 0)
		return failure_set(failure, VISIT_UNREACHABLE,
		    status == UV_EMFILE ? REMEDY_LATER : REMEDY_NONE,
		    "cannot start the ProxyCommand \"%s\": %s", c->template,
		    uv_strerror(status));
	return STEP_DONE;
}

static void
command_close(struct wire *wire)
{
	struct command *c = command_of(wire);

	wire_socket_drop(&c->socket);
	wire->open++;
	uv_close((uv_handle_t *)&c->errors, on_closed);
	if (!c->running) {
		uv_close((uv_handle_t *)&c->timer, on_closed);
		return;
	}
	send_signal(c, SIGTERM);
	uv_timer_start(&c->timer, on_timer, EXIT_MS / 2, 0);
}

static void
command_destroy(struct wire *wire)
{
	struct command *c = command_of(wire);

	str_release(&c->said);
	free(c->template);
	free(c->user);
	free(c->line);
}

static const struct wire_ops command_ops = {
    .connect = command_connect,
    .socket = wire_socket_number,
    .flush = wire_socket_flush,
    .make_room = wire_socket_make_room,
    .close = command_close,
    .destroy = command_destroy,
};

struct wire *
wire_new_command(const struct wire_place *place, const char *command,
    const char *user)
{
	struct command *c = xcalloc(1, sizeof(*c));

	wire_init(&c->socket.wire, &command_ops, place);
	c->socket.socket = -1;
	c->socket.on_end = on_end;
	c->template = xstrdup(command);
	c->user = xstrdup(user);
	uv_timer_init(place->loop, &c->timer);
	uv_pipe_init(place->loop, &c->errors, 0);
	c->timer.data = c;
	c->errors.data = c;
	return &c->socket.wire;
}
