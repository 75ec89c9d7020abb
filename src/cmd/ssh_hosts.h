/*
 * ssh_hosts -- what the user's ssh knows of hosts: asking `ssh -G`.
 *
 * Hosts that the configuration treats alike are asked about once, and nothing
 * is run where no file says anything that matters.
 */
#ifndef CMD_SSH_HOSTS_H
#define CMD_SSH_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "cmd/options.h"
#include "format/ssh_config.h"

struct ssh_hosts; /* opaque */

/*
 * Looks for configuration files: that of --ssh-config, or the usual ones.  A
 * note on standard error says when they cannot be used because there is no ssh.
 */
MUST_CHECK bool ssh_hosts_open(struct ssh_hosts **hosts,
    const struct options *options, struct err *err);
void ssh_hosts_free(struct ssh_hosts *hosts); /* NULL is fine */

/* Asks about many at once; later questions about them cost nothing. */
MUST_CHECK bool ssh_hosts_ask(struct ssh_hosts *hosts, const char *const *names,
    size_t count, struct err *err);

/* The answer for one; of zeroes when nothing is configured. */
MUST_CHECK bool ssh_hosts_find(struct ssh_hosts *hosts, const char *name,
    struct ssh_config_answer *answer, struct err *err);

#endif
