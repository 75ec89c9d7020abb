/*
 * The threads of the crew; see crew.h.
 *
 * A worker has a loop, names and agents of its own.  It is made here, before
 * its thread runs, and freed here, after that has ended; in between only the
 * thread touches it, and its mailbox.
 */
#include "collect/crew.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"
#include "collect/algorithm.h"
#include "collect/crew_private.h"
#include "collect/loop.h"

struct crew {
	struct mailbox home;
	uv_prepare_t postman;
	struct worker **workers;
	size_t count;
};

/* --- how many ------------------------------------------------------------- */

/* Below that, one core is done before the slowest device has answered. */
#define MANY_DEVICES 500
#define THREADS_USUAL 4

bool
crew_can_visit(const struct collect_target *target)
{
	return !target->jump && !target->proxy_command;
}

/* Those that this program may run on. */
static size_t
count_cores(void)
{
	cpu_set_t cores;

	if (sched_getaffinity(0, sizeof(cores), &cores) != 0)
		return 1;
	return (size_t)CPU_COUNT(&cores);
}

static size_t
count_devices(const struct collect_target *targets, size_t count)
{
	size_t devices = 0;

	for (size_t i = 0; i < count; i++) {
		if (crew_can_visit(&targets[i]))
			devices++;
	}
	return devices;
}

size_t
crew_threads(const struct collect_settings *settings,
    const struct collect_target *targets, size_t count)
{
	size_t cores;

	/* Its caller wants one key after another, on one thread. */
	if (settings->on_host_key)
		return 1;
	if (settings->threads)
		return settings->threads;
	if (count_devices(targets, count) < MANY_DEVICES)
		return 1;
	cores = count_cores();
	return cores < THREADS_USUAL ? cores : THREADS_USUAL;
}

/* --- a worker ------------------------------------------------------------- */

static void
close_worker(struct worker *worker)
{
	mailbox_close(&worker->box);
	uv_close((uv_handle_t *)&worker->postman, NULL);
	turns_close(&worker->turns);
	keyring_close(worker->keyring);
	loop_end(worker->loop);
}

static void
on_worker_prepares(uv_prepare_t *postman)
{
	struct worker *worker = postman->data;

	mailbox_ring(worker->home);
}

static void
work(void *argument)
{
	struct worker *worker = argument;

	uv_run(worker->loop, UV_RUN_DEFAULT);
	close_worker(worker);
}

static void
on_farewell(struct letter *letter)
{
	uv_stop(worker_of_farewell(letter)->loop);
}

static void
free_worker(struct worker *worker)
{
	mailbox_release(&worker->box);
	keyring_free(worker->keyring);
	names_free(worker->names);
	algorithm_memory_free(worker->algorithms);
	free(worker);
}

/* Signals are for the thread that knows what to do about them. */
static bool
start_thread(struct worker *worker)
{
	sigset_t all;
	sigset_t old;
	bool ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	ok = uv_thread_create(&worker->thread, work, worker) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return ok;
}

/* NULL when the machine has no room for it. */
static struct worker *
start_worker(const struct ssh_run *run, struct mailbox *home)
{
	struct worker *worker = xcalloc(1, sizeof(*worker));
	struct err err = ERR_INIT;

	if (!loop_new(&worker->loop, &err)) {
		free(worker);
		return NULL;
	}
	if (!mailbox_init(&worker->box, worker->loop)) {
		loop_end(worker->loop);
		free(worker);
		return NULL;
	}
	turns_init(&worker->turns, worker->loop);
	worker->home = home;
	uv_prepare_init(worker->loop, &worker->postman);
	worker->postman.data = worker;
	uv_prepare_start(&worker->postman, on_worker_prepares);
	worker->farewell.open = on_farewell;
	worker->names = names_new();
	worker->algorithms = algorithm_memory_new();
	worker->keyring = keyring_share(run->keyring, worker->loop);
	worker->ssh = *run;
	worker->ssh.loop = worker->loop;
	worker->ssh.names = worker->names;
	worker->ssh.algorithms = worker->algorithms;
	worker->ssh.keyring = worker->keyring;
	worker->ssh.bastions = NULL;
	if (start_thread(worker))
		return worker;
	close_worker(worker);
	free_worker(worker);
	return NULL;
}

/* --- all of them ---------------------------------------------------------- */

/* A gate that somebody leaves here may have written home as well. */
static void
on_crew_prepares(uv_prepare_t *postman)
{
	struct crew *crew = postman->data;

	mailbox_ring(&crew->home);
	for (size_t i = 0; i < crew->count; i++)
		mailbox_ring(&crew->workers[i]->box);
}

struct crew *
crew_new(const struct ssh_run *run, size_t workers)
{
	struct crew *crew = xcalloc(1, sizeof(*crew));

	if (!mailbox_init(&crew->home, run->loop)) {
		free(crew);
		return NULL;
	}
	uv_prepare_init(run->loop, &crew->postman);
	crew->postman.data = crew;
	uv_prepare_start(&crew->postman, on_crew_prepares);
	crew->workers = xcalloc(workers, sizeof(struct worker *));
	while (crew->count < workers) {
		struct worker *worker = start_worker(run, &crew->home);

		if (!worker)
			break;
		crew->workers[crew->count++] = worker;
	}
	return crew;
}

size_t
crew_count(const struct crew *crew)
{
	return crew ? crew->count : 0;
}

struct worker *
crew_worker(const struct crew *crew, size_t i)
{
	return crew->workers[i];
}

void
crew_close(struct crew *crew)
{
	for (size_t i = 0; i < crew->count; i++)
		mailbox_post(&crew->workers[i]->box,
		    &crew->workers[i]->farewell);
	for (size_t i = 0; i < crew->count; i++) {
		if (uv_thread_join(&crew->workers[i]->thread) != 0)
			bug("a thread cannot be waited for");
	}
	mailbox_close(&crew->home);
	uv_close((uv_handle_t *)&crew->postman, NULL);
}

void
crew_free(struct crew *crew)
{
	if (!crew)
		return;
	for (size_t i = 0; i < crew->count; i++)
		free_worker(crew->workers[i]);
	mailbox_release(&crew->home);
	free(crew->workers);
	free(crew);
}
