/*
 * session_state -- what one connection is made of; for session.c, login.c and
 * dialogue.c alone.
 *
 * session.c owns the connection and decides when to read, write and end;
 * login.c answers who may come in; dialogue.c joins the channel and the
 * command line.  The latter two run inside libssh's callbacks and therefore
 * only ever note what is to be sent.
 */
#ifndef LAB_SESSION_STATE_H
#define LAB_SESSION_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <uv.h>

#include "base/str.h"
#include "lab/cli.h"
#include "lab/session.h"

enum phase {
	PHASE_KEYS,   /* exchanging keys */
	PHASE_TALK,   /* logging in, and all that follows */
	PHASE_MUTE,   /* reads, and says nothing any more */
	PHASE_LINGER, /* our side of TCP is closed; waits for the other */
	PHASE_OVER,   /* handles are being closed */
};

struct session {
	const struct session_host *host;
	struct session *next; /* in the world's list */
	struct session *previous;

	int fd; /* libssh's to close, once `ssh` is there */
	ssh_session ssh;
	ssh_event event;
	uv_poll_t poll;
	uv_timer_t delay; /* before what came in is looked at */
	uv_timer_t pause; /* between drops, and before giving up */
	uv_timer_t idle;  /* until it takes the client for gone */
	int watched;      /* what `poll` waits for */
	unsigned open_handles;
	enum phase phase;
	struct due_place due;

	struct ssh_server_callbacks_struct server_callbacks;
	struct ssh_channel_callbacks_struct channel_callbacks;

	bool banner_sent;
	unsigned refusals;  /* of passwords, so far */
	bool asked_nothing; /* in the last keyboard-interactive round */
	unsigned delayed;   /* set of 1 << stage: it was late there already */

	ssh_channel channel;
	struct cli *cli; /* NULL until there is a shell or an exec */
	unsigned width;  /* of the terminal, as the client says */
	unsigned height;
	bool is_exec;
	int status; /* of the command, or of the shell */

	struct str out;  /* what is to be sent */
	size_t sent;     /* how much of it was */
	size_t total;    /* bytes of output, over the whole session */
	size_t stall_at; /* of `total`; SIZE_MAX: never */
	bool has_stalled;
	bool has_said_all; /* nothing follows `out` */
	bool has_ended;    /* the channel got its status and its end */
	bool hangs_up;     /* TCP ends as soon as all is written */
};

/* login.c: prepares the callbacks, by the host's traits. */
void login_prepare(struct session *session);

/* login.c: answers a message about logging in; 1: it has no answer. */
int login_answer(struct session *session, ssh_message message);

/* dialogue.c: prepares the channel's callbacks, by the host's traits. */
void dialogue_prepare(struct session *session);

/* dialogue.c: a client asks for a channel; 1: it is refused. */
int dialogue_open(struct session *session, ssh_message message);

/* dialogue.c: forgets the channel's command line; the session ends. */
void dialogue_release(struct session *session);

#endif
