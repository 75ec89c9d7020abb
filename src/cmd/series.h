/*
 * series -- what one run after another has in common.
 *
 * A command that visits the devices many times asks for a password once, does
 * not send again what was refused, says its notes once, and listens to signals
 * all the time.  Each run is a gathering; what outlives them is here.
 */
#ifndef CMD_SERIES_H
#define CMD_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/err.h"
#include "cmd/credentials.h"
#include "cmd/refusals.h"
#include "cmd/targets.h"

struct series {
	struct credentials credentials;
	bool has_credentials;
	struct stat credentials_file; /* as it was when it was read */
	struct refusals refusals;
	int stop_fd;  /* of collect_settings */
	size_t count; /* of runs that came to their end */
	size_t left;  /* devices that the next run would still ask */
};

/* Start with this; a single run is a series of one. */
#define SERIES_INIT                                                            \
	{                                                                      \
		.credentials = {.fallback = ""}, .stop_fd = -1                 \
	}

/* Wipes what is secret. */
void series_release(struct series *series);

/*
 * Finds out who logs in to the targets.  The first time, that may ask for a
 * password or run a command; later only if the credentials file has changed.
 * What is wrong with a changed one is told, and the old one stays in force.
 */
MUST_CHECK bool series_log_in(struct series *series,
    const struct options *options, struct targets *targets, struct err *err);

#endif
