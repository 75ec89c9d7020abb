/*
 * key_private -- OpenSSH's own format of key files, for key.c.
 *
 *	-----BEGIN OPENSSH PRIVATE KEY-----
 *	base64 of: "openssh-key-v1" NUL, string cipher, string kdf,
 *	           string kdf options, uint32 1, string public, string private
 *
 * The cipher is "none" unless the private part is locked.
 */
#ifndef COLLECT_KEY_PRIVATE_H
#define COLLECT_KEY_PRIVATE_H

#include <stdbool.h>

#include <openssl/evp.h>

#include "base/secret.h"
#include "base/span.h"

struct key_container {
	bool locked;
	struct secret *bytes; /* owned; the whole of it, decoded */
	struct span cipher;   /* these are parts of `bytes` */
	struct span options;  /* of the lock: string salt, uint32 rounds */
	struct span public;
	struct span private;
};

/* Whether `text` is, or was meant to be, in that format. */
bool key_container_is(struct span text);

/* False when it is damaged.  Release it in any case. */
bool key_container_read(struct span text, struct key_container *container);
void key_container_release(struct key_container *container);

/* Whether this program knows the cipher of the lock. */
bool key_container_can_unlock(const struct key_container *container);

/* Opens the private part; to be freed.  NULL: the passphrase is wrong. */
struct secret *key_container_unlock(const struct key_container *container,
    const struct secret *passphrase);

/* NULL when it is of a kind that is not known, or damaged. */
EVP_PKEY *key_container_decode(struct span private);

/* Decodes base64, line ends and all; to be freed.  NULL: it is none. */
struct secret *key_decode_base64(struct span text);

#endif
