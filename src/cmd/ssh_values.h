/*
 * ssh_values -- what an answer of ssh means for a target.
 */
#ifndef CMD_SSH_VALUES_H
#define CMD_SSH_VALUES_H

#include "base/arena.h"
#include "cmd/options.h"
#include "collect/collect.h"
#include "format/ssh_config.h"

/*
 * Sets host, host key file and policy, time limit and algorithms of a target,
 * as far as the options leave that to ssh.  Texts live in `arena`.
 */
void ssh_values_apply(const struct ssh_config_answer *answer,
    const struct options *options, struct arena *arena,
    struct collect_target *target);

/* The port, or 0. */
unsigned ssh_values_port(const struct ssh_config_answer *answer);

/*
 * A path of the answer with "~" and the tokens %d, %h, %r, %u and %% in it
 * replaced; NULL when there is none, or when it says none.
 */
const char *ssh_values_path(const struct ssh_config_answer *answer,
    enum ssh_config_key key, const struct collect_target *target,
    struct arena *arena);

/* A text of the answer; NULL when there is none, or when it says none. */
const char *ssh_values_text(const struct ssh_config_answer *answer,
    enum ssh_config_key key);

#endif
