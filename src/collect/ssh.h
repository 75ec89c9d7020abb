/*
 * ssh -- the transport over SSH: libssh2 on top of a wire.
 *
 * libssh2 gets its bytes from our queues by callbacks and never sees the
 * socket; see wire.h for what that is good for.
 */
#ifndef COLLECT_SSH_H
#define COLLECT_SSH_H

#include <uv.h>

#include "collect/collect.h"
#include "collect/keyring.h"
#include "collect/known_hosts_book.h"
#include "collect/transport.h"

struct bastions; /* see bastion.h */

/* What all visits of a run have in common; borrowed by each. */
struct ssh_run {
	uv_loop_t *loop;
	struct names *names;
	struct algorithm_memory *algorithms;
	const struct known_hosts_book *known_hosts;
	enum host_key_policy host_keys;
	bool no_old_algorithms;
	/* Only asks for keys; see collect_settings. */
	void (*on_host_key)(void *context, const struct collect_target *target,
	    struct span key);
	void *context;
	const struct keyring *keyring;
	struct bastions *bastions;
	const char *default_user; /* for targets that name nobody */
};

/*
 * A connection to be made to `target`.  `wake` is called with `context` when
 * the visit should go on.  Freed with its ops->free().
 */
struct transport *ssh_new(const struct ssh_run *run,
    const struct collect_target *target, const char *username,
    void (*wake)(void *context), void *context);

#endif
