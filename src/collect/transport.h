/*
 * transport -- how a visit reaches a device, whatever lies in between.
 *
 * The steps of a visit (session.h) call these functions from top to bottom and
 * know nothing of sockets.  Two backends exist: ssh.h, and replay.h, which
 * plays a script that drips, stalls or breaks off at any byte, so that every
 * ending of a visit can be tested without a network and without waiting.
 *
 * A function that answers STEP_WAIT is called again, with the same arguments,
 * after wake() was called or the time `due` has come.  wake() is never called
 * from inside one of these functions.
 */
#ifndef COLLECT_TRANSPORT_H
#define COLLECT_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "base/str.h"
#include "collect/failure.h"

struct transport;

#define TRANSPORT_NEVER UINT64_MAX

enum read_result {
	READ_SOME,
	READ_WAIT,
	READ_END, /* the device said that this is all */
	READ_CUT, /* the connection is gone */
};

struct transport_ops {
	enum step_result (*resolve)(struct transport *, struct failure *);
	enum step_result (*connect)(struct transport *, struct failure *);
	enum step_result (*greet)(struct transport *, struct failure *);
	enum step_result (*handshake)(struct transport *, struct failure *);
	enum step_result (
	    *check_host_key)(struct transport *, struct failure *);
	enum step_result (*log_in)(struct transport *, struct failure *);
	/*
	 * Opens a channel that runs `command`, or a shell when it is NULL.
	 * A device that does not run commands so fails with REMEDY_SHELL.
	 */
	enum step_result (
	    *open)(struct transport *, const char *command, struct failure *);
	enum read_result (
	    *read)(struct transport *, char *buffer, size_t size, size_t *got);
	void (*write)(struct transport *, struct span text);
	enum step_result (*hang_up)(struct transport *, struct failure *);
	/* Closes everything; its memory goes when the last handle has. */
	void (*free)(struct transport *);
};

/* The first member of every backend. */
struct transport {
	const struct transport_ops *ops;
	void (*wake)(void *context);
	void *context;
	uint64_t now; /* milliseconds; set by the session before each call */
	uint64_t due; /* set by the backend: when it wants to be called */

	size_t taken; /* bytes of this turn; zeroed by the session before it */
	bool flooded; /* set by the backend: it takes no more of this peer */
	bool held;    /* set by the backend: it waits for others */
	bool no_chacha; /* set before the first step: a cipher not to offer */
	bool show_key;  /* set before the first step: do not judge the key */

	bool wants_password;   /* log_in() waits for leave to send it */
	bool password_allowed; /* the leave: set by the session */
	bool password_sent;    /* so that a refusal counts against it */
	bool password_unasked; /* it was, by habit, with no method asked for */
	bool
	    password_is_spent; /* set by the session: not as a password again */
	bool password_accepted;    /* valid when log_in() is done */
	bool password_usual;       /* set by the session: its kind takes one */
	bool ask_ahead;            /* set by the session: ask for the methods */
	bool password_plain;       /* it was taken by the method of that name */
	const char *awaited_agent; /* log_in() waits for this key agent */
	bool exit_status_seen; /* the command has ended, output may follow */
	int exit_status;       /* valid then */

	enum platform platform; /* as far as its greeting tells, else AUTO */
	struct str ident;       /* "SSH-2.0-Cisco-1.25"; owned by it */
	/*
	 * Why the device ended the session, safe to print: its own words in
	 * quotes, or those of the protocol.  Empty: it did not say.
	 */
	struct str last_words;
	struct algorithms algorithms; /* after the handshake; owned by it */
};

#endif
