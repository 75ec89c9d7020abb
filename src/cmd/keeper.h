/*
 * keeper -- writes and parses what a device said as soon as its visit is over.
 *
 * What was collected is then on the disk even if the machine dies while other
 * devices still answer, and little is left to be done when the last one has.
 * A disk may be slow, so a thread of its own does this: the connections do not
 * wait for it.
 */
#ifndef CMD_KEEPER_H
#define CMD_KEEPER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "cmd/gather.h"
#include "model/visit.h"

struct keeper {
	struct gathering *gathering; /* borrowed */
	const char *folder;          /* borrowed; NULL: nothing is written */
	bool runs;                   /* there is a thread */
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t changed;
	size_t *over; /* owned; the numbers of visits, in the order they came */
	size_t count;
	size_t done;
	bool ends;
};

/*
 * For up to `count` visits of `gathering`, and `folder`, a new snapshot, when
 * it is not NULL.  What cannot be written is left to snapshot_save(), which
 * will say why, and all if there is no thread to be had to reading_parse().
 */
void keeper_start(struct keeper *keeper, struct gathering *gathering,
    size_t count, const char *folder);

/* One of the visits is over, and the keeper's until keeper_end(). */
void keeper_take(struct keeper *keeper, const struct visit *visit);

/* Waits until all that were taken are done. */
void keeper_end(struct keeper *keeper);

#endif
