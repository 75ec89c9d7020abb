/*
 * Threads that take numbers from one counter until there are none left.  The
 * caller is one of them, so there is nothing to wait for on one processor.
 */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct crew {
	size_t count;
	atomic_size_t next;
	atomic_size_t workers;
	void (*work)(size_t i, size_t worker, void *context);
	void *context;
};

static void *
take_turns(void *argument)
{
	struct crew *crew = argument;
	size_t worker = atomic_fetch_add(&crew->workers, 1);
	size_t i;

	while ((i = atomic_fetch_add(&crew->next, 1)) < crew->count)
		crew->work(i, worker, crew->context);
	return NULL;
}

/* Processors that this process may use: a container may have fewer. */
static size_t
count_processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return (size_t)CPU_COUNT(&set);
}

void
parallel_run(size_t count, void (*work)(size_t i, size_t worker, void *context),
    void *context)
{
	struct crew crew = {count, 0, 0, work, context};
	pthread_t threads[PARALLEL_MAX];
	size_t wanted = count_processors();
	size_t started = 0;

	if (wanted > count)
		wanted = count;
	/* More would wait for memory rather than work. */
	if (wanted > PARALLEL_MAX)
		wanted = PARALLEL_MAX;
	while (started + 1 < wanted &&
	       pthread_create(&threads[started], NULL, take_turns, &crew) == 0)
		started++;
	take_turns(&crew);
	while (started-- > 0)
		pthread_join(threads[started], NULL);
}
