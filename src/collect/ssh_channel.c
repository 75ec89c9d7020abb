/*
 * Channels over SSH: a command or a shell on the other side, and its bytes.
 */
#include "collect/ssh_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Wide enough that the echo of a command is never wrapped. */
#define PTY_WIDTH 511
#define PTY_HEIGHT 1000

/* What is printed before a request was granted, and not refused by then. */
#define BEGUN_MS 2000

static enum step_result
open_channel(struct ssh *ssh, struct failure *failure)
{
	int result = 0;

	do {
		ssh->channel = libssh2_channel_open_session(ssh->session);
		if (!ssh->channel)
			result = libssh2_session_last_errno(ssh->session);
	} while (!ssh->channel && ssh_again(ssh, result));
	if (ssh->channel) {
		libssh2_channel_handle_extended_data2(ssh->channel,
		    LIBSSH2_CHANNEL_EXTENDED_DATA_MERGE);
		return STEP_DONE;
	}
	if (result == LIBSSH2_ERROR_EAGAIN)
		return STEP_WAIT;
	if (result == LIBSSH2_ERROR_CHANNEL_FAILURE)
		return ssh_explain_channel(ssh, failure);
	return ssh_explain_end(ssh, "opening a channel", failure);
}

/* The channel was closed instead of an answer to a request. */
static bool
is_closed_early(struct ssh *ssh)
{
	return libssh2_channel_eof(ssh->channel) == 1;
}

static enum step_result
explain_request(struct ssh *ssh, int result, const char *what,
    struct failure *failure)
{
	if (result == LIBSSH2_ERROR_EAGAIN && !is_closed_early(ssh))
		return STEP_WAIT;
	if (result == LIBSSH2_ERROR_EAGAIN ||
	    result == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED ||
	    result == LIBSSH2_ERROR_SOCKET_DISCONNECT ||
	    wire_has_ended(ssh->wire))
		return failure_set(failure, VISIT_DENIED, REMEDY_SHELL,
		    "%s does not grant %s%s%s", wire_name(ssh->wire), what,
		    ssh->transport.last_words.length ? ": " : "",
		    str_text(&ssh->transport.last_words));
	return ssh_explain_end(ssh, "asking for a channel", failure);
}

static enum step_result
request_pty(struct ssh *ssh, struct failure *failure)
{
	int result;

	if (ssh->pty_done)
		return STEP_DONE;
	do {
		result = libssh2_channel_request_pty_ex(ssh->channel, "vt100",
		    5, NULL, 0, PTY_WIDTH, PTY_HEIGHT, 0, 0);
	} while (ssh_again(ssh, result));
	/* A shell may do without, and says so itself if it does not. */
	if (result != 0 && result != LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED)
		return explain_request(ssh, result, "a terminal", failure);
	ssh->pty_done = true;
	return STEP_DONE;
}

/*
 * Some run a command without saying first that they will.  What they print is
 * their answer then; but text in front of a refusal is left a moment for that.
 */
static bool
has_begun(struct ssh *ssh)
{
	struct transport *transport = &ssh->transport;
	unsigned long unread = 0;

	(void)libssh2_channel_window_read_ex(ssh->channel, &unread, NULL);
	if (!unread)
		return false;
	if (!ssh->begun_by)
		ssh->begun_by = transport->now + BEGUN_MS;
	transport->due = ssh->begun_by;
	return ssh->memory.exit_status_seen || transport->now >= ssh->begun_by;
}

static enum step_result
request_start(struct ssh *ssh, const char *command, struct failure *failure)
{
	unsigned length = command ? (unsigned)strlen(command) : 0;
	int result;

	do {
		result = libssh2_channel_process_startup(ssh->channel,
		    command ? "exec" : "shell", command ? 4 : 5, command,
		    length);
	} while (ssh_again(ssh, result));
	if (result == 0 || (result == LIBSSH2_ERROR_EAGAIN && has_begun(ssh)))
		return STEP_DONE;
	return explain_request(ssh, result,
	    command ? "the execution of commands" : "a shell", failure);
}

enum step_result
ssh_open(struct transport *transport, const char *command,
    struct failure *failure)
{
	struct ssh *ssh = (struct ssh *)transport;
	enum step_result result = STEP_DONE;

	/* A channel that was refused stays behind; it goes with the session. */
	if (!command && !ssh->shell_wanted) {
		ssh->shell_wanted = true;
		ssh->channel = NULL;
	}
	if (!ssh->channel)
		result = open_channel(ssh, failure);
	if (result == STEP_DONE && !command)
		result = request_pty(ssh, failure);
	if (result == STEP_DONE)
		result = request_start(ssh, command, failure);
	wire_flush(ssh->wire);
	return result;
}

/*
 * Puts into the channel what it takes, and returns the rest.  The library may
 * not read meanwhile: what it reads in a write, the end of the connection
 * above all, would be lost to ssh_read().
 *
 * A write that was not done has to be repeated with the same bytes, which
 * matters to it when it was kept from it by an exchange of new keys.  So
 * nothing goes before what waits, and what waits only grows at its end.
 */
static struct span
put(struct ssh *ssh, struct span text)
{
	ssize_t count = 1;

	while (text.length && count > 0) {
		ssh->gate_open = false;
		count =
		    libssh2_channel_write(ssh->channel, text.text, text.length);
		ssh->gate_open = true;
		if (count > 0)
			text = span_skip(text, (size_t)count);
		else if (count < 0 && count != LIBSSH2_ERROR_EAGAIN)
			/* It is closed: its last words are still to be read. */
			text.length = 0;
	}
	wire_flush(ssh->wire);
	return text;
}

void
ssh_release_channel(struct ssh *ssh)
{
	if (ssh->unsent)
		secret_wipe(ssh->unsent, SSH_UNSENT_MAX);
	free(ssh->unsent);
	ssh->unsent = NULL;
	ssh->unsent_length = 0;
}

/* The window may have been opened since. */
static void
put_unsent(struct ssh *ssh)
{
	struct span rest;

	if (ssh->unsent_length == 0)
		return;
	rest = put(ssh, span_make(ssh->unsent, ssh->unsent_length));
	if (rest.length == 0) {
		ssh_release_channel(ssh);
		return;
	}
	/* It may be a password: nothing of what was sent stays behind. */
	memmove(ssh->unsent, rest.text, rest.length);
	secret_wipe(ssh->unsent + rest.length,
	    ssh->unsent_length - rest.length);
	ssh->unsent_length = rest.length;
}

enum read_result
ssh_read(struct transport *transport, char *buffer, size_t size, size_t *got)
{
	struct ssh *ssh = (struct ssh *)transport;
	ssize_t count;

	do {
		count = libssh2_channel_read(ssh->channel, buffer, size);
	} while (ssh_again(ssh, (long)count));
	if (count == LIBSSH2_ERROR_EAGAIN)
		put_unsent(ssh);
	wire_flush(ssh->wire);
	transport->exit_status_seen = ssh->memory.exit_status_seen;
	transport->exit_status = ssh->memory.exit_status;
	if (count > 0) {
		*got = (size_t)count;
		ssh->given += (size_t)count;
		return READ_SOME;
	}
	if (count == LIBSSH2_ERROR_EAGAIN)
		return READ_WAIT;
	if (count == 0 && libssh2_channel_eof(ssh->channel) == 1)
		return READ_END;
	return READ_CUT;
}

void
ssh_write(struct transport *transport, struct span text)
{
	struct ssh *ssh = (struct ssh *)transport;

	if (ssh->unsent_length == 0)
		text = put(ssh, text);
	if (text.length == 0 ||
	    text.length > SSH_UNSENT_MAX - ssh->unsent_length)
		return;
	/* Never moved, so that no copy of a password stays somewhere. */
	if (!ssh->unsent)
		ssh->unsent = xmalloc(SSH_UNSENT_MAX);
	memcpy(ssh->unsent + ssh->unsent_length, text.text, text.length);
	ssh->unsent_length += text.length;
}
