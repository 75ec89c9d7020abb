/*
 * keeper -- writes what a device said as soon as its visit is over.
 *
 * What was collected is then on the disk even if the machine dies while other
 * devices still answer.  A disk may be slow, so a thread of its own does this:
 * the connections do not wait for it.
 */
#ifndef CMD_KEEPER_H
#define CMD_KEEPER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/visit.h"

struct keeper {
	const struct visit_list *visits; /* borrowed */
	const char *folder;              /* borrowed */
	bool runs;                       /* there is a thread */
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t changed;
	size_t *over; /* owned; the numbers of visits, in the order they came */
	size_t count;
	size_t done;
	bool ends;
};

/*
 * Writes up to `count` of `visits` to `folder`, a new snapshot; with NULL it
 * does nothing.  What cannot be written is left to snapshot_save(), which will
 * say why.
 */
void keeper_start(struct keeper *keeper, const struct visit_list *visits,
    size_t count, const char *folder);

/* One of the visits is over; it must not be changed until keeper_end(). */
void keeper_take(struct keeper *keeper, const struct visit *visit);

/* Waits until all that were taken are written. */
void keeper_end(struct keeper *keeper);

#endif
