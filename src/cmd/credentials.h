/*
 * credentials -- who logs in to a device, and with what.
 *
 * In order of precedence, each field for itself: options; the variables
 * CABLECHECK_USERNAME, _PASSWORD, _ENABLE, _PASSPHRASE; the section of the
 * credentials file that matches the device; then the keys of an agent.  Never
 * argv, never a topology file.
 */
#ifndef CMD_CREDENTIALS_H
#define CMD_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/secret.h"
#include "cmd/credentials_file.h"
#include "cmd/options.h"
#include "collect/collect.h"

/* Something that logs in, with all that it owns. */
struct login {
	const char *username; /* borrowed from `credentials`; NULL: not said */
	struct collect_credential credential;
	struct secret *password;
	struct secret *enable;
	struct secret *passphrase;
	bool ready; /* its commands have been run, its questions asked */
};

struct credentials {
	const struct options *options;
	const char *username;    /* option or variable; NULL: neither */
	const char *fallback;    /* for a device that has none; never NULL */
	const char *agent;       /* SSH_AUTH_SOCK, or NULL */
	struct secret *password; /* owned; option or variable */
	struct secret *enable;
	struct secret *passphrase;
	struct credentials_file file;
	struct login *logins; /* one for each section of the file, one without
			       */
};

/*
 * Fails with ERR_INPUT, saying what the user can do, when there is nothing to
 * log in with, or a source does not work.
 */
MUST_CHECK bool credentials_get(struct credentials *credentials,
    const struct options *options, struct err *err);

/* The same, where others than these may have something to log in with. */
MUST_CHECK bool credentials_get_some(struct credentials *credentials,
    const struct options *options, struct err *err);

/*
 * Reads the credentials file again; what was asked for or given otherwise
 * stays.  All stays as it was on failure, and where `*is_new` is false: then it
 * says what it said before.
 */
MUST_CHECK bool credentials_read_again(struct credentials *credentials,
    bool *is_new, struct err *err);

/*
 * The login for a device; the same object for devices that share it.  The
 * first call for each may run a password-command or ask for a passphrase.
 */
MUST_CHECK bool credentials_find(struct credentials *credentials,
    const char *device, const struct login **login, struct err *err);

/* Wipes all of it. */
void credentials_release(struct credentials *credentials);

#endif
