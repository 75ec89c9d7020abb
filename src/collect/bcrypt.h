/*
 * bcrypt -- how OpenSSH turns a passphrase into the key of a key file.
 *
 * libcrypto does not have it, and libssh2 keeps its own to itself: through its
 * public calls a file would be unlocked anew for each login, and each time
 * costs a tenth of a second of work, as it is meant to.
 */
#ifndef COLLECT_BCRYPT_H
#define COLLECT_BCRYPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/span.h"

/*
 * Fills the `length` bytes of `key`; `rounds` says how much work it is to be.
 * False when libcrypto fails.
 */
MUST_CHECK bool bcrypt_derive(struct span passphrase, struct span salt,
    uint32_t rounds, unsigned char *key, size_t length);

#endif
