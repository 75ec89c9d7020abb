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

/* A machine in between. */
struct targets_bastion {
	struct collect_target target;
	const char *user;        /* the way names it: "user@host"; or NULL */
	const char *device_user; /* it is a device, and this is its user */
};

struct targets {
	struct collect_target *items;  /* owned; one for each wanted device */
	const struct device **devices; /* owned array; that of each */
	size_t count;
	/* Owned array; each stands behind the one it is reached through. */
	struct targets_bastion **bastions;
	size_t bastion_count;
	struct arena *arena; /* owned */
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

/* What the options say of visits in general. */
void targets_settings(struct collect_settings *settings,
    const struct options *options);

#endif
