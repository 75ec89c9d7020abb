/*
 * targets -- from devices of the plan to what the collector visits: which way
 * leads there, and who logs in.
 *
 * In two steps, because the way may need nobody to log in at all (trust looks
 * at host keys only), while a bastion on it does.
 *
 * For each value the command line wins over the plan, and the plan over ssh's
 * configuration.
 */
#ifndef CMD_TARGETS_H
#define CMD_TARGETS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "cmd/credentials.h"
#include "cmd/gather.h"
#include "cmd/options.h"
#include "collect/collect.h"
#include "format/ssh_config.h"

/* A machine in between. */
struct targets_bastion {
	struct collect_target target;
	const char *user;        /* the way names it: "user@host"; or NULL */
	const char *device_user; /* it is a device, and this is its user */
	struct ssh_config_answer answer;
};

/* A login with a key or an agent of ssh's configuration added. */
struct targets_keyed {
	const struct collect_credential *own;
	const char *identity;
	const char *agent;
	const struct collect_credential *credential;
};

struct ssh_hosts;

struct targets {
	struct collect_target *items; /* owned; one for each wanted device */
	struct ssh_config_answer *answers; /* owned array; of ssh, for each */
	size_t count;
	/* Owned array; each stands behind the one it is reached through. */
	struct targets_bastion **bastions;
	size_t bastion_count;
	struct targets_keyed *keyed; /* owned array */
	size_t keyed_count;
	size_t keyed_capacity;
	struct ssh_hosts *hosts; /* owned */
	struct arena *arena;     /* owned */
};

/* Start with zeroes. */
void targets_release(struct targets *targets);

/*
 * Finds the way to every device that is wanted.  Fails with ERR_INPUT when what
 * the options say of it makes no sense.
 */
MUST_CHECK bool targets_find(struct targets *targets,
    const struct gathering *gathering, const struct options *options,
    struct err *err);

/* Who logs in to each of them, and to the bastions. */
MUST_CHECK bool targets_log_in(struct targets *targets,
    struct credentials *credentials, struct err *err);

/* Whether ssh's configuration names keys for any of them. */
bool targets_have_keys(const struct targets *targets);

/* How many of them, and of the bastions, may show any host key. */
size_t targets_count_unchecked(const struct targets *targets,
    const struct options *options);

/* What the options say of visits in general. */
void targets_settings(struct collect_settings *settings,
    const struct options *options);

#endif
