/*
 * A thread and a list of what it still has to write; see keeper.h.
 *
 * It is woken for many visits at a time, or for few after a moment: to wake it
 * for each of a thousand would cost more than the writing.
 */
#include "cmd/keeper.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "cmd/reading.h"
#include "format/snapshot.h"

#define MANY 256
#define MOMENT_NS 50000000L

/* First what could be lost. */
static void
keep(const struct keeper *keeper, size_t number)
{
	struct visit *visit = &keeper->gathering->visits.items[number];
	struct err ignored = ERR_INIT;

	if (keeper->folder && visit->text)
		visit->kept = snapshot_keep(keeper->folder, visit, &ignored);
	reading_parse_one(keeper->gathering, number);
	/* An old snapshot is written at the end, with what is in memory. */
	if (keeper->folder && keeper->gathering->forgets)
		reading_forget_one(keeper->gathering, number);
}

/* Until there is something to do; false when there will be nothing more. */
static bool
wait_for_work(struct keeper *keeper)
{
	struct timespec end;

	while (keeper->count == keeper->done && !keeper->ends)
		pthread_cond_wait(&keeper->changed, &keeper->lock);
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_nsec += MOMENT_NS;
	end.tv_sec += end.tv_nsec / 1000000000L;
	end.tv_nsec %= 1000000000L;
	while (
	    keeper->count - keeper->done < MANY && !keeper->ends &&
	    pthread_cond_timedwait(&keeper->changed, &keeper->lock, &end) == 0)
		;
	return keeper->count > keeper->done;
}

static void *
work(void *argument)
{
	struct keeper *keeper = argument;

	pthread_mutex_lock(&keeper->lock);
	while (wait_for_work(keeper)) {
		size_t end = keeper->count;

		for (size_t i = keeper->done; i < end; i++) {
			size_t number = keeper->over[i];

			pthread_mutex_unlock(&keeper->lock);
			keep(keeper, number);
			pthread_mutex_lock(&keeper->lock);
		}
		keeper->done = end;
	}
	pthread_mutex_unlock(&keeper->lock);
	return NULL;
}

static void
prepare(struct keeper *keeper)
{
	pthread_condattr_t attributes;

	pthread_mutex_init(&keeper->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&keeper->changed, &attributes);
	pthread_condattr_destroy(&attributes);
}

/* Signals are for the thread that knows what to do about them. */
static bool
start_thread(struct keeper *keeper)
{
	sigset_t all;
	sigset_t old;
	bool ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	ok = pthread_create(&keeper->thread, NULL, work, keeper) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return ok;
}

void
keeper_start(struct keeper *keeper, struct gathering *gathering, size_t count,
    const char *folder)
{
	*keeper = (struct keeper){.gathering = gathering, .folder = folder};
	keeper->over = xcalloc(count, sizeof(*keeper->over));
	reading_expect(gathering, count);
	prepare(keeper);
	keeper->runs = start_thread(keeper);
}

void
keeper_take(struct keeper *keeper, const struct visit *visit)
{
	size_t waiting;

	if (!keeper->runs)
		return;
	pthread_mutex_lock(&keeper->lock);
	keeper->over[keeper->count++] =
	    (size_t)(visit - keeper->gathering->visits.items);
	waiting = keeper->count - keeper->done;
	if (waiting == 1 || waiting == MANY)
		pthread_cond_signal(&keeper->changed);
	pthread_mutex_unlock(&keeper->lock);
}

void
keeper_end(struct keeper *keeper)
{
	if (keeper->runs) {
		pthread_mutex_lock(&keeper->lock);
		keeper->ends = true;
		pthread_cond_signal(&keeper->changed);
		pthread_mutex_unlock(&keeper->lock);
		if (pthread_join(keeper->thread, NULL) != 0)
			bug("a thread cannot be waited for");
	}
	pthread_cond_destroy(&keeper->changed);
	pthread_mutex_destroy(&keeper->lock);
	free(keeper->over);
}
