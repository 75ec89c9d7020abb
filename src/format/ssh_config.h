/*
 * ssh_config -- what OpenSSH's configuration says of hosts.
 *
 * Its rules (Host, Match, Include, tokens, canonical names) are ssh's own
 * business, so ssh is asked: `ssh -G HOST` prints what holds for a host, and
 * that is read here.  The files themselves are only looked through for what
 * they make a difference between, so that ssh is asked once for all hosts that
 * it treats alike.
 *
 * Texts go in and values come out; running ssh is done elsewhere.
 */
#ifndef FORMAT_SSH_CONFIG_H
#define FORMAT_SSH_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

enum ssh_config_key {
	SSH_CONFIG_HOSTNAME,
	SSH_CONFIG_USER,
	SSH_CONFIG_PORT,
	SSH_CONFIG_IDENTITY_FILE,
	SSH_CONFIG_IDENTITY_AGENT,
	SSH_CONFIG_PROXY_JUMP,
	SSH_CONFIG_PROXY_COMMAND,
	SSH_CONFIG_KNOWN_HOSTS,
	SSH_CONFIG_GLOBAL_KNOWN_HOSTS,
	SSH_CONFIG_STRICT,
	SSH_CONFIG_CONNECT_TIMEOUT,
	SSH_CONFIG_KEX,
	SSH_CONFIG_HOST_KEY,
	SSH_CONFIG_CIPHERS,
	SSH_CONFIG_MACS,
	SSH_CONFIG_KEYS,
};

/* One answer; NULL: nothing was said.  Of several values the first. */
struct ssh_config_answer {
	const char *values[SSH_CONFIG_KEYS];
};

/*
 * Reads what `ssh -G` has printed; texts are copied into `arena`.  Values with
 * control characters, and lines that mean nothing to us, are passed over.
 */
void ssh_config_read_answer(struct span text, struct arena *arena,
    struct ssh_config_answer *answer);

/* Removes the values that stand in `usual` as well: nobody has set them. */
void ssh_config_drop_usual(struct ssh_config_answer *answer,
    const struct ssh_config_answer *usual);

/*
 * Takes the next path from a list of them, as in the answer about known hosts.
 * ssh prints paths without the quotes that were around them: where they are
 * absolute, a word that is not belongs to the one before it.
 */
bool ssh_config_next_path(struct span *rest, struct span *path);

/* What there is in configuration files; start with zeroes. */
struct ssh_config_scan {
	struct arena *arena;   /* borrowed; holds the texts below */
	const char **patterns; /* the words behind each Host, in one text */
	size_t pattern_count;
	size_t pattern_capacity;
	const char **includes; /* as written */
	size_t include_count;
	size_t include_capacity;
	bool matters;    /* it sets something that we use */
	bool individual; /* hosts differ by more than these patterns */
};

/* Adds one file. */
void ssh_config_scan_text(struct ssh_config_scan *scan, struct span text);

/* Appends a name for all hosts that are treated as `host` is. */
void ssh_config_add_class(const struct ssh_config_scan *scan, const char *host,
    struct str *out);

#endif
