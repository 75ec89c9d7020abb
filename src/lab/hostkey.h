/*
 * hostkey -- the key by which the lab's devices prove who they are.
 *
 * One key serves all devices of a lab that are given no other: what matters to
 * a client is that the key is the one its known_hosts file names.  It is made
 * anew at each start unless it is kept in a file.
 */
#ifndef LAB_HOSTKEY_H
#define LAB_HOSTKEY_H

#include <stdbool.h>

#include <libssh/libssh.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"
#include "lab/traits.h"

/* "ed25519", "rsa", "ecdsa"; false for another name. */
bool hostkey_type_from_name(struct span name, enum ssh_keytypes_e *type);

/*
 * Reads the key in `path`, or makes one of the given type there (mode 0600)
 * if there is no such file; with `path` NULL makes one and keeps it in memory.
 * The caller frees `*key` with ssh_key_free().
 */
MUST_CHECK bool hostkey_obtain(const char *path, enum ssh_keytypes_e type,
    ssh_key *key, struct err *err);

/* Makes a key of that kind.  The caller frees it. */
MUST_CHECK bool hostkey_make(enum hostkey_kind kind, ssh_key *key,
    struct err *err);

/* Appends a line for a known_hosts file: "[127.0.0.1]:2201 ssh-ed25519 ...". */
MUST_CHECK bool hostkey_add_known(ssh_key key, const char *host, unsigned port,
    struct str *out, struct err *err);

#endif
