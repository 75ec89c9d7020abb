/*
 * known_hosts -- which key belongs to which host, in OpenSSH's file format.
 *
 * Our own reader, because that of libssh2 takes a revoked key for a good one,
 * knows no wildcards, and calls a key changed when only another type of key is
 * known.  Hashed names, [host]:port, patterns with * ? and !, comma lists and
 * @revoked are understood; @cert-authority lines are passed over, since no
 * certificates are used here.
 *
 * Parsing and matching do no I/O.  Only known_hosts_open() and
 * known_hosts_add() touch the file, and the file is only ever appended to.
 * Replacing keys is a matter for people: see known_hosts_edit.h.
 */
#ifndef COLLECT_KNOWN_HOSTS_H
#define COLLECT_KNOWN_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

/* The file of whoever wants no key to be remembered. */
#define KNOWN_HOSTS_NOWHERE "/dev/null"

struct known_hosts; /* opaque; owns a copy of the text */

enum known_host {
	KNOWN_HOST_MATCH,
	KNOWN_HOST_UNKNOWN, /* no key of this host is known */
	KNOWN_HOST_CHANGED, /* other keys are known, this one is not */
	KNOWN_HOST_REVOKED,
};

/* Lines that make no sense are passed over, as OpenSSH does. */
struct known_hosts *known_hosts_parse(struct span text);
void known_hosts_free(struct known_hosts *hosts); /* NULL is fine */

/* "~/.ssh/known_hosts" of whoever runs the program; to be freed. */
char *known_hosts_default_path(void);

/* Reads `path`; a file that does not exist yet is an empty one. */
MUST_CHECK bool known_hosts_open(const char *path, struct known_hosts **hosts,
    struct err *err);

/*
 * Looks up `key` (in the form it travels in) for a host.  `*line` becomes the
 * line of the file that decided, 0 when none did.
 */
enum known_host known_hosts_check(const struct known_hosts *hosts,
    const char *host, unsigned port, struct span key, unsigned *line);

/* Appends the types of the keys known for a host, comma separated. */
void known_hosts_list_types(const struct known_hosts *hosts, const char *host,
    unsigned port, struct str *types);

/* Calls `visit` for each key known for a host, in no order; none revoked. */
void known_hosts_list_keys(const struct known_hosts *hosts, const char *host,
    unsigned port, void (*visit)(void *context, unsigned line, struct span key),
    void *context);

/*
 * Adds a line for a host to `hosts` and at the end of `path`, which is made
 * with mode 0600 (its folder with 0700) when it is not there.  Where the last
 * name of the file is hashed, this one is hashed, too.
 *
 * Fails with ERR_SYSTEM when the file cannot be written: then it stays as it
 * was, and `hosts` has the line all the same.
 */
MUST_CHECK bool known_hosts_add(struct known_hosts *hosts, const char *path,
    const char *host, unsigned port, struct span key, struct err *err);

/* "SHA256:..." as ssh and ssh-keygen print it; to be freed. */
char *known_hosts_fingerprint(struct span key);

/* The type that a key names itself, "ssh-ed25519"; absent when damaged. */
struct span known_hosts_key_type(struct span key);

#endif
