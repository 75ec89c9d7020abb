/*
 * Channels over SSH: a command or a shell on the other side, and its bytes.
 */
#include "collect/ssh_private.h"

#include <string.h>

/* Wide enough that the echo of a command is never wrapped. */
#define PTY_WIDTH 511
#define PTY_HEIGHT 1000

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
	if (result == 0)
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

enum read_result
ssh_read(struct transport *transport, char *buffer, size_t size, size_t *got)
{
	struct ssh *ssh = (struct ssh *)transport;
	ssize_t count;

	do {
		count = libssh2_channel_read(ssh->channel, buffer, size);
	} while (ssh_again(ssh, (long)count));
	wire_flush(ssh->wire);
	transport->exit_status_seen = ssh->memory.exit_status_seen;
	transport->exit_status = ssh->memory.exit_status;
	if (count > 0) {
		*got = (size_t)count;
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
	ssize_t put = 0;

	while (text.length && put >= 0) {
		do {
			put = libssh2_channel_write(ssh->channel, text.text,
			    text.length);
		} while (ssh_again(ssh, (long)put));
		if (put > 0)
			text = span_skip(text, (size_t)put);
	}
	wire_flush(ssh->wire);
}
