/*
 * known_hosts_edit -- a known_hosts file with keys added, or put in the place
 * of others, as the user has confirmed.
 *
 * A text goes in and a text comes out; what it does not concern (comments,
 * patterns, keys of others, broken lines) stays as it is, byte for byte.  Where
 * the last name is hashed, new ones are hashed as well.
 */
#ifndef COLLECT_KNOWN_HOSTS_EDIT_H
#define COLLECT_KNOWN_HOSTS_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

/* A key that a host shall have (absent: none); all is borrowed. */
struct known_hosts_edit {
	const char *host;
	unsigned port;
	struct span key;
	bool replace; /* all other keys of the host are forgotten */
};

/*
 * Appends to `out` the `text` after `count` edits.  Fails with ERR_INPUT when a
 * key that is to be replaced stands on a line whose names are a pattern: such
 * a line is about other hosts, too, and `path` (for messages) has to be mended
 * by hand.  Revoked keys are never touched.
 */
MUST_CHECK bool known_hosts_edit_text(struct span text, const char *path,
    const struct known_hosts_edit *edits, size_t count, struct str *out,
    struct err *err);

/*
 * Makes the edits in the file at `path`, as it is by then; it is replaced whole
 * or left as it was, keeps its mode, and is made with 0600 (its folder with
 * 0700) when it is not there.
 */
MUST_CHECK bool known_hosts_edit_file(const char *path,
    const struct known_hosts_edit *edits, size_t count, struct err *err);

#endif
