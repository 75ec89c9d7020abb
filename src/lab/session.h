/*
 * session -- one SSH connection to one device of the lab.
 *
 * It carries bytes between libssh and the device's command line, and it is
 * where a device's broken manners live: hanging at a step, hanging up in mid
 * sentence, dripping.  A session frees itself when it is over and then tells
 * the lab.
 *
 * Latency: what arrives while nothing waits to be answered is looked at
 * `latency_ms` later, and so is what arrives meanwhile; the same goes for a new
 * connection, whose first answer is the identification line.  That delays
 * every step alike (identification, key exchange, each step of a login, each
 * request, each command), and it does not delay what the device sends on its
 * own after that: the rest of a long answer, a page.
 */
#ifndef LAB_SESSION_H
#define LAB_SESSION_H

#include <stddef.h>

#include <libssh/libssh.h>
#include <libssh/server.h>
#include <uv.h>

#include "base/secret.h"
#include "lab/cdp_text.h"
#include "lab/due.h"
#include "lab/manners.h"
#include "lab/traits.h"

/* What all sessions of a lab share; borrowed by each. */
struct session_world {
	uv_loop_t *loop;
	struct cdp_text text;
	const char *username;    /* NULL: anybody may come in */
	struct secret *password; /* the one that is right */
	ssh_key *keys;           /* public keys that are let in */
	size_t key_count;
	struct session *sessions; /* all that are alive */
	size_t session_count;
	struct secret *enable; /* what `enable` wants */
	struct due due;        /* whose time has come */
	/* A session of the host with this owner is over. */
	void (*on_end)(void *owner);
};

/* The device that was called; lives longer than its sessions. */
struct session_host {
	struct session_world *world;
	size_t device;          /* index into the topology's devices */
	struct manners manners; /* its platform's, with its own traits */
	struct traits traits;
	void *owner;   /* for on_end() */
	ssh_bind bind; /* identification and host key; borrowed */
};

/*
 * Takes the accepted connection `fd` (non-blocking) and serves it until it is
 * over.  Whatever goes wrong ends the connection and nothing else.
 */
void session_start(const struct session_host *host, int fd);

/* Once, when the world is filled and before any session is started. */
void session_prepare(struct session_world *world);

/* Ends all sessions, and the world; the loop must then run until their handles
 * are closed. */
void session_end_all(struct session_world *world);

#endif
