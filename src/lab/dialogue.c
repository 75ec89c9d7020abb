/*
 * The channel of a session and the command line behind it.
 *
 * Everything here runs inside libssh's callbacks, where writing would overtake
 * the reply that libssh sends after the callback returns.  So answers are put
 * into session->out, and session.c sends them.
 */
#include <string.h>

#include "lab/session_state.h"

static void
start_cli(struct session *session)
{
	const struct session_host *host = session->host;
	struct cli_options options = {
	    .text = &host->world->text,
	    .manners = &host->manners,
	    .traits = &host->traits,
	    .enable = secret_text(host->world->enable),
	    .username = host->world->username,
	    .password = host->traits.wrong_password
			    ? NULL
			    : secret_text(host->world->password),
	    .device = host->device,
	    .width = session->width,
	    .height = session->height,
	};

	cli_free(session->cli);
	session->cli = cli_new(&options);
}

/*
 * A device that stops in mid answer does so in the first one that is more than
 * a prompt.
 */
static void
plan_stall(struct session *session)
{
	enum { MORE_THAN_A_PROMPT = 100 };
	size_t waiting = session->out.length - session->sent;

	if (session->stall_at != SIZE_MAX || session->has_stalled)
		return;
	if (session->host->traits.hang != HANG_OUTPUT &&
	    session->host->traits.stall_ms == 0)
		return;
	if (session->is_exec || waiting > MORE_THAN_A_PROMPT)
		session->stall_at = session->total + waiting / 2;
}

static int
on_exec(ssh_session ssh, ssh_channel channel, const char *command,
    void *context)
{
	struct session *session = context;

	(void)ssh;
	(void)channel;
	if (session->cli || session->host->traits.refuses_exec ||
	    session->host->traits.greeting == GREETING_LOGIN)
		return 1;
	start_cli(session);
	session->is_exec = true;
	session->status =
	    cli_run(session->cli, span_of(command), &session->out);
	session->has_said_all = true;
	plan_stall(session);
	return 0;
}

static int
on_shell(ssh_session ssh, ssh_channel channel, void *context)
{
	struct session *session = context;

	(void)ssh;
	(void)channel;
	if (session->cli)
		return 1;
	start_cli(session);
	session->is_exec = false;
	cli_start(session->cli, &session->out);
	return 0;
}

/* Sizes below 0 or above all reason count as not given. */
static unsigned
size_of(int given)
{
	return given > 0 && given <= 10000 ? (unsigned)given : 0;
}

static int
on_pty(ssh_session ssh, ssh_channel channel, const char *term, int width,
    int height, int pixel_width, int pixel_height, void *context)
{
	struct session *session = context;

	(void)ssh;
	(void)channel;
	(void)term;
	(void)pixel_width;
	(void)pixel_height;
	session->width = size_of(width);
	session->height = size_of(height);
	return 0;
}

static int
on_typed(ssh_session ssh, ssh_channel channel, void *typed, uint32_t length,
    int is_stderr, void *context)
{
	struct session *session = context;

	(void)ssh;
	(void)channel;
	(void)is_stderr;
	if (session->cli && !session->is_exec && !session->has_said_all) {
		cli_type(session->cli, span_make(typed, length), &session->out);
		session->has_said_all = cli_is_finished(session->cli);
		plan_stall(session);
	}
	return (int)length;
}

/* Nothing more will be typed: a shell ends, an exec is answered all the same.
 */
static void
on_typed_all(ssh_session ssh, ssh_channel channel, void *context)
{
	struct session *session = context;

	(void)ssh;
	(void)channel;
	if (session->cli)
		session->has_said_all = true;
}

static void
on_close(ssh_session ssh, ssh_channel channel, void *context)
{
	struct session *session = context;

	(void)ssh;
	(void)channel;
	str_clear(&session->out);
	session->sent = 0;
	session->has_said_all = true;
	session->has_ended = true;
}

void
dialogue_prepare(struct session *session)
{
	struct ssh_channel_callbacks_struct *callbacks =
	    &session->channel_callbacks;

	callbacks->userdata = session;
	callbacks->channel_close_function = on_close;
	/* Without these, requests come as messages, which nobody answers. */
	if (session->host->traits.hang != HANG_EXEC) {
		callbacks->channel_data_function = on_typed;
		callbacks->channel_eof_function = on_typed_all;
		callbacks->channel_pty_request_function = on_pty;
		callbacks->channel_shell_request_function = on_shell;
		callbacks->channel_exec_request_function = on_exec;
	}
	ssh_callbacks_init(callbacks);
}

/* The one before has got its end; its command line goes with it. */
static void
forget_channel(struct session *session)
{
	uv_timer_stop(&session->pause);
	ssh_channel_free(session->channel);
	session->channel = NULL;
	cli_free(session->cli);
	session->cli = NULL;
	str_clear(&session->out);
	session->sent = 0;
	session->has_said_all = false;
	session->has_ended = false;
}

int
dialogue_open(struct session *session, ssh_message message)
{
	if (ssh_message_subtype(message) != SSH_CHANNEL_SESSION)
		return 1;
	if (session->channel && session->host->manners.one_channel) {
		session->hangs_up = true;
		return 0;
	}
	if (session->channel && !session->has_ended)
		return 1;
	if (session->channel)
		forget_channel(session);
	session->channel =
	    ssh_message_channel_request_open_reply_accept(message);
	if (!session->channel)
		return 1;
	ssh_set_channel_callbacks(session->channel,
	    &session->channel_callbacks);
	return 0;
}

void
dialogue_release(struct session *session)
{
	cli_free(session->cli);
	session->cli = NULL;
	session->channel = NULL; /* goes with the SSH session */
	str_release(&session->out);
}
