/*
 * key -- a private key that logs in: read, unlocked and checked once, before
 * the first device is visited.
 *
 * The SSH library would read and decode the file anew for each login, which
 * for a key with a passphrase takes a tenth of a second of work each time; and
 * a wrong passphrase would show as a thousand devices that refuse a key.
 */
#ifndef COLLECT_KEY_H
#define COLLECT_KEY_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/span.h"
#include "base/str.h"

struct key; /* opaque */

/*
 * Reads the private key at `path`: PEM, PKCS #8 or OpenSSH's own format; RSA,
 * ECDSA or Ed25519.  Fails with ERR_INPUT when it is none of these.
 *
 * A key that is locked opens with `passphrase`, and it is an error when that
 * is the wrong one.  Without a passphrase only the public half is read, from
 * the file or from `path`.pub: an agent may hold the rest.  That is all that
 * is needed of a file that holds a public key alone, too.
 */
MUST_CHECK bool key_load(const char *path, const struct secret *passphrase,
    struct key **key, struct err *err);
void key_free(struct key *key); /* NULL is fine */

/* Whether the private key at `path` needs a passphrase. */
MUST_CHECK bool key_is_locked(const char *path, bool *locked, struct err *err);

/* Whether the file at `path` can be read and holds a public key alone. */
bool key_file_is_public(const char *path);

/* Says what to do about a key that needs an agent, with none; returns false. */
bool key_fail_alone(const struct key *key, const char *path, struct err *err);

/* Whether its file holds a public key alone. */
bool key_is_public(const struct key *key);

/* Whether it can sign, and so needs no agent. */
bool key_can_sign(const struct key *key);

/* The public key as RFC 4253, section 6.6, has it. */
struct span key_public(const struct key *key);

/*
 * Signs `text` for `algorithm` ("rsa-sha2-256") and appends the signature as
 * it goes into an SSH packet behind the name of that.  False when this kind of
 * key knows no such algorithm.
 */
MUST_CHECK bool key_sign(const struct key *key, struct span algorithm,
    struct span text, struct str *signature);

#endif
