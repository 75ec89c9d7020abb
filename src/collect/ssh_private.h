/*
 * ssh_private -- what ssh.c (connection and host key) shares with ssh_login.c,
 * ssh_channel.c and ssh_explain.c.
 */
#ifndef COLLECT_SSH_PRIVATE_H
#define COLLECT_SSH_PRIVATE_H

#include <stdbool.h>

#include <libssh2.h>

#include "collect/algorithm.h"
#include "collect/ssh.h"
#include "collect/ssh_memory.h"
#include "collect/wire.h"

/* The methods of logging in, in the order in which they are tried. */
enum login_method {
	LOGIN_KEY,
	LOGIN_PASSWORD,
	LOGIN_KEYBOARD,
	LOGIN_AGENT, /* any of its keys: only where no password serves */
	LOGIN_METHODS,
};

struct ssh {
	struct transport transport; /* first */
	const struct ssh_run *run;
	const struct collect_target *target;
	char *username; /* owned */
	struct wire *wire;
	struct ssh_memory memory;
	LIBSSH2_SESSION *session;
	LIBSSH2_CHANNEL *channel;
	struct str known_types;
	bool gate_open;       /* see ssh_again() */
	bool in_large_slices; /* see ssh_bytes.c */
	bool ident_seen;      /* see ssh_bytes.c */
	bool guess_known;     /* see look_for_guess() */
	size_t guess_at;      /* in wire_early(); 0: there is none */
	bool guess_goes;      /* it is left out, and not made harmless */
	bool dead;            /* being freed: the library must not wait */
	bool handshake_done;
	bool new_keys;       /* we have sent SSH_MSG_NEWKEYS */
	struct str host_key; /* as it was when its signature was verified */
	unsigned end_reason; /* that of transport.last_words: RFC 4253, 11.1 */
	size_t taken;        /* bytes that the library got */
	size_t given;        /* bytes of answers that came of it */

	/* Channel: what of opening it was done. */
	bool pty_done;
	bool shell_wanted;
	uint64_t begun_by; /* see has_begun(); 0: nothing has come yet */
	char *unsent;      /* owned; see ssh_write() */
	size_t unsent_length;

	/* Log-in. */
	const struct keyring_entry *login;
	bool list_asked;
	bool list_done;
	char *methods; /* owned; what the server takes, comma separated */
	int method;    /* the one being tried; LOGIN_METHODS: no more */
	bool tried[LOGIN_METHODS];
	bool spent;       /* the password was sent, and not accepted in part */
	bool asked_twice; /* it wants the password again: it was wrong */
	bool asked_new;   /* it wants a new password */
	bool partly;      /* something was accepted, more is wanted */
	struct str refused; /* "key, password": for the message */
	struct str trouble; /* with a key or an agent of ours */
	struct str prompt;  /* a question that we cannot answer */
	struct agent_request *asked_keys;
	struct agent_request *asked_signature;
	size_t agent_tries; /* keys of the agent that were refused */
};

/*
 * After a library call that would block: whether to call it again at once,
 * because bytes are waiting.
 *
 * The library loses what it has read when the end of the connection (or a
 * disconnect message) is in the same read.  So it gets one slice per call, and
 * the next one only when it asks in vain: by then everything from the slice
 * before has been handed on.  See ssh_bytes.c for the size of slices.
 */
bool ssh_again(struct ssh *ssh, long result);

/*
 * The library's callbacks.  Of a device that sends far more than answers need
 * nothing is taken any more, and transport->flooded says so; no turn takes
 * longer than some bytes do, and transport->due asks for the next.
 */
ssize_t ssh_on_send(libssh2_socket_t socket, const void *bytes, size_t length,
    int flags, void **abstract);
ssize_t ssh_on_receive(libssh2_socket_t socket, void *buffer, size_t length,
    int flags, void **abstract);

void ssh_on_disconnect(LIBSSH2_SESSION *session, int reason, const char *words,
    int words_length, const char *language, int language_length,
    void **abstract);

/* Keeps why the server ended the session, for transport.last_words. */
void ssh_note_disconnect(struct ssh *ssh, unsigned reason, struct span words);

/* Which algorithms are wanted; borrows from `ssh`. */
struct algorithm_wishes ssh_wishes(const struct ssh *ssh);

/*
 * These set a failure and return STEP_FAILED, each from what is known: that the
 * connection is gone, or the library has an error; that no greeting came; that
 * the greeting is one of an old version; that the library's handshake ended
 * with `result`; that a channel was refused.
 */
enum step_result ssh_explain_end(struct ssh *ssh, const char *doing,
    struct failure *failure);
enum step_result ssh_explain_greeting(struct ssh *ssh, struct failure *failure);
enum step_result ssh_explain_version(struct ssh *ssh,
    const struct kexinit *kexinit, struct failure *failure);
enum step_result ssh_explain_handshake(struct ssh *ssh, int result,
    struct failure *failure);
enum step_result ssh_explain_channel(struct ssh *ssh, struct failure *failure);

/* The last error of the library, in its own words. */
const char *ssh_error_text(struct ssh *ssh);

enum step_result ssh_log_in(struct transport *transport,
    struct failure *failure);

/* Channels: see transport.h for what these do. */
enum step_result ssh_open(struct transport *transport, const char *command,
    struct failure *failure);
enum read_result ssh_read(struct transport *transport, char *buffer,
    size_t size, size_t *got);

/*
 * What the channel's window has no room for waits, and is sent by ssh_read()
 * when it has.  Text that would make more than SSH_UNSENT_MAX bytes wait is
 * dropped whole: a device that takes nothing is asked nothing.
 */
#define SSH_UNSENT_MAX ((size_t)4096)
void ssh_write(struct transport *transport, struct span text);

/* Wipes what waits to be sent. */
void ssh_release_channel(struct ssh *ssh);

/*
 * With the key that was named, or the next one that the agent has.  Results
 * are those of the library; METHOD_NONE: the device was not to blame, and
 * ssh->trouble says what was.
 */
int ssh_log_in_by_key(struct ssh *ssh);
int ssh_log_in_by_agent(struct ssh *ssh);

/* Whether another key of the agent may be tried after one was refused. */
bool ssh_next_agent_key(struct ssh *ssh);

/*
 * Appends "the keys of the agent", or how many of how many were refused; and
 * whether some were, with others left.
 */
void ssh_tell_agent_keys(const struct ssh *ssh, struct str *out);
bool ssh_has_other_agent_keys(const struct ssh *ssh);

void ssh_release_login(struct ssh *ssh);

#endif
