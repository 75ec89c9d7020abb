/*
 * credentials -- who logs in, and with what.
 *
 * Passwords come from the terminal, from a command's output or from the
 * environment; never from argv, never from a topology file.  They live in a
 * struct secret from the first byte on.
 */
#ifndef CMD_CREDENTIALS_H
#define CMD_CREDENTIALS_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"
#include "cmd/options.h"

struct credentials {
	const char *username;    /* for every device; NULL: the device's own */
	const char *fallback;    /* for a device that has none; never NULL */
	const char *identity;    /* a private key file, or NULL */
	struct secret *password; /* owned; NULL: none */
};

/*
 * Fails with ERR_INPUT, saying what the user can do, when there is nothing to
 * log in with or a source of the password does not work.
 */
MUST_CHECK bool credentials_get(struct credentials *credentials,
    const struct options *options, struct err *err);

void credentials_release(struct credentials *credentials);

#endif
