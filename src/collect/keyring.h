/*
 * keyring -- the keys and agents of a run: each file read once, each agent
 * connected to once, whoever needs it.
 */
#ifndef COLLECT_KEYRING_H
#define COLLECT_KEYRING_H

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#include "base/attr.h"
#include "base/err.h"
#include "collect/agent.h"
#include "collect/collect.h"
#include "collect/key.h"

struct keyring; /* opaque; owns all that it lends */

/* A credential with what its paths stand for; both may be NULL. */
struct keyring_entry {
	const struct collect_credential *credential;
	struct key *key;
	struct agent *agent;
};

/* Fails as key_load() does. */
MUST_CHECK bool keyring_open(uv_loop_t *loop,
    const struct collect_target *targets, size_t count,
    struct keyring **keyring, struct err *err);

/*
 * The same keys for another thread, with agents on its own loop: an agent is
 * connected to once in each thread that needs it.  `of` must outlive it, and
 * is only read.
 */
struct keyring *keyring_share(const struct keyring *of, uv_loop_t *loop);

/* `credential` must be that of one of the targets. */
const struct keyring_entry *keyring_find(const struct keyring *keyring,
    const struct collect_credential *credential);

/* Closes the agents; the loop must then run until they are closed. */
void keyring_close(struct keyring *keyring);
void keyring_free(struct keyring *keyring); /* NULL is fine */

#endif
