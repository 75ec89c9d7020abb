/*
 * gather -- from a topology to what was observed of it.
 *
 * verify, collect and graph all begin the same way: read the plan, choose the
 * devices, take their output from snapshots or from the devices themselves,
 * parse it.  This is that beginning.
 */
#ifndef CMD_GATHER_H
#define CMD_GATHER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/parallel.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "model/observation.h"
#include "model/topology.h"
#include "model/visit.h"

struct series;

struct gathering {
	struct topology *topology;        /* owned; may be there beforehand */
	struct visit_list visits;         /* owned */
	struct observations observations; /* owned array, one per device */
	struct neighbor_list **neighbors; /* owned, one per visit, or NULL */
	/* Owned: texts and neighbors, an arena for each thread that reads. */
	struct arena *read[PARALLEL_MAX];
	struct visit **visit_of;        /* owned array, one per device */
	char day[sizeof("2026-11-23")]; /* set by gather_day() */
	struct err reading; /* why the snapshots cannot be used, if so */
	/*
	 * What a new snapshot holds is not wanted here as well: of a visit that
	 * is kept there, only its status remains.
	 */
	bool forgets;
	struct series *series; /* borrowed; NULL: this is the only run */
	char *unkept; /* owned; of host keys that were not written, or NULL */
};

#define GATHERING_INIT                                                         \
	{                                                                      \
		NULL, VISIT_LIST_INIT, {NULL, 0, NULL}, NULL, {NULL}, NULL,    \
		    "", ERR_INIT, false, NULL, NULL                            \
	}

void gathering_release(struct gathering *gathering);

/*
 * Reads the topology and works out which devices the options ask for.  What is
 * in the snapshots is read and parsed meanwhile.  Problems are told on standard
 * error; the return value is EXIT_CLEAN, or the status with which the program
 * has to end.
 */
MUST_CHECK enum exit_status gather_topology(struct gathering *gathering,
    const struct options *options);

/*
 * Fills the observations, from --from or from the devices, and saves them to
 * `save` when that is not NULL.  After Ctrl-C what was collected is there and
 * the rest is cancelled.  A snapshot that cannot be saved, or a host key that
 * cannot be written down, is told on standard error, does not stop anything,
 * and sets `*trouble`.
 */
MUST_CHECK enum exit_status gather_observations(struct gathering *gathering,
    const struct options *options, const char *save, bool *trouble);

/*
 * The part of it that looks at the devices, or into the snapshots; for whoever
 * goes on after a failure, or saves in another way.  `keep` is a new snapshot,
 * into which each text goes at once, or NULL.
 */
MUST_CHECK bool gather_look(struct gathering *gathering,
    const struct options *options, const char *keep, struct err *err);

/*
 * Whether another plan would do for the same options: it has the devices that
 * they name.  What is missing is told.
 */
MUST_CHECK bool gather_fits(struct topology *topology,
    const struct options *options);

/*
 * The day on which all this is judged, such as "2026-11-23": what --today says,
 * or when the snapshot was taken, or today.
 */
const char *gather_day(struct gathering *gathering,
    const struct options *options);

#endif
