/*
 * One run of the collector: reads what all visits share, turns the event loop
 * until the last device is done or the user has had enough, and cleans up.
 * Which device is visited when is decided in schedule.c, what a visit is in
 * session.c.
 */
#include "collect/collect.h"

#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <libssh2.h>
#include <uv.h>

#include "base/mem.h"
#include "collect/algorithm.h"
#include "collect/bastion.h"
#include "collect/crew.h"
#include "collect/loop.h"
#include "collect/names.h"
#include "collect/random.h"
#include "collect/schedule.h"
#include "collect/ssh.h"

#define PROGRESS_MS 100

/* Everything that lives as long as the run. */
struct run {
	const struct collect_settings *settings;
	uv_loop_t *loop; /* owned */
	struct ssh_run ssh;
	struct schedule *schedule;
	struct crew *crew;                   /* owned; NULL: nobody helps */
	char *default_user;                  /* owned */
	struct keyring *keyring;             /* owned */
	struct bastions *bastions;           /* owned */
	struct names *names;                 /* owned */
	struct algorithm_memory *algorithms; /* owned */
	struct known_hosts_book hosts;       /* owned */
	uv_timer_t progress;
	uv_signal_t signals[3];
	size_t signal_count;
	uv_poll_t stop; /* in use if the settings have a stop_fd */
	bool has_stop;
};

/* --- preparing ------------------------------------------------------------ */

static const struct passwd *
find_me(void)
{
	return getpwuid(getuid());
}

static char *
find_default_user(void)
{
	const struct passwd *me = find_me();

	return xstrdup(me ? me->pw_name : "root");
}

static bool
prepare_files(struct run *run, const struct collect_target *targets,
    size_t count, struct err *err)
{
	const struct collect_settings *settings = run->settings;

	if (!keyring_open(run->loop, targets, count, &run->keyring, err))
		return false;
	run->default_user = find_default_user();
	run->names = names_new();
	run->algorithms = algorithm_memory_new();
	if (!known_hosts_book_open(&run->hosts, settings, targets, count, err))
		return false;
	run->bastions = bastions_new(&run->ssh, settings);
	run->ssh = (struct ssh_run){
	    .loop = run->loop,
	    .names = run->names,
	    .algorithms = run->algorithms,
	    .known_hosts = &run->hosts,
	    .host_keys = settings->host_keys,
	    .no_old_algorithms = settings->no_old_algorithms,
	    .on_host_key = settings->on_host_key,
	    .context = settings->context,
	    .keyring = run->keyring,
	    .bastions = run->bastions,
	    .default_user = run->default_user,
	};
	return true;
}

static bool
prepare_loop(struct run *run, struct err *err)
{
	if (!loop_new(&run->loop, err))
		return false;
	uv_timer_init(run->loop, &run->progress);
	run->progress.data = run;
	return true;
}

/* --- progress and signals ------------------------------------------------- */

static void
tell_progress(struct run *run)
{
	struct collect_progress progress;

	if (!run->settings->on_progress)
		return;
	schedule_get_progress(run->schedule, &progress);
	run->settings->on_progress(run->settings->context, &progress);
}

static void
on_progress(uv_timer_t *timer)
{
	tell_progress(timer->data);
}

static void
stop_signals(struct run *run)
{
	for (size_t i = 0; i < run->signal_count; i++)
		uv_signal_stop(&run->signals[i]);
}

/* The first signal ends the visits; with its watcher gone, the second kills. */
static void
on_signal(uv_signal_t *signal, int number)
{
	struct run *run = signal->data;

	(void)number;
	stop_signals(run);
	schedule_cancel(run->schedule);
}

/* What can be read there stays, for whoever owns it. */
static void
on_stop(uv_poll_t *stop, int status, int events)
{
	struct run *run = stop->data;

	(void)status;
	(void)events;
	uv_poll_stop(stop);
	schedule_cancel(run->schedule);
}

static bool
watch_stop(struct run *run, struct err *err)
{
	int number;

	if (run->settings->stop_fd < 0)
		return true;
	number = uv_poll_init(run->loop, &run->stop, run->settings->stop_fd);
	run->has_stop = number == 0;
	run->stop.data = run;
	if (number == 0)
		number = uv_poll_start(&run->stop, UV_READABLE, on_stop);
	return number == 0 ||
	       err_set(err, ERR_SYSTEM, "cannot wait for a signal: %s",
		   uv_strerror(number));
}

static bool
is_ignored(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 &&
	       !(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN;
}

static void
watch_signals(struct run *run)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		uv_signal_t *signal = &run->signals[run->signal_count];

		/* As it is in the background of a script, for example. */
		if (is_ignored(numbers[i]))
			continue;
		uv_signal_init(run->loop, signal);
		signal->data = run;
		uv_signal_start(signal, on_signal, numbers[i]);
		run->signal_count++;
	}
}

/* --- the run -------------------------------------------------------------- */

static void
turn_loop(struct run *run)
{
	if (!run->has_stop)
		watch_signals(run);
	if (run->settings->on_progress)
		uv_timer_start(&run->progress, on_progress, PROGRESS_MS,
		    PROGRESS_MS);
	schedule_start(run->schedule);
	while (!schedule_is_done(run->schedule))
		uv_run(run->loop, UV_RUN_DEFAULT);
	tell_progress(run);
}

static void
end_loop(struct run *run)
{
	stop_signals(run);
	for (size_t i = 0; i < run->signal_count; i++)
		uv_close((uv_handle_t *)&run->signals[i], NULL);
	if (run->has_stop)
		uv_close((uv_handle_t *)&run->stop, NULL);
	uv_close((uv_handle_t *)&run->progress, NULL);
	if (run->schedule)
		schedule_close(run->schedule);
	if (run->crew)
		crew_close(run->crew);
	if (run->bastions)
		bastions_close(run->bastions);
	if (run->keyring)
		keyring_close(run->keyring);
	loop_end(run->loop);
}

static void
release_run(struct run *run)
{
	if (run->loop)
		end_loop(run);
	if (run->schedule)
		schedule_free(run->schedule);
	crew_free(run->crew);
	bastions_free(run->bastions);
	known_hosts_book_release(&run->hosts);
	keyring_free(run->keyring);
	names_free(run->names);
	algorithm_memory_free(run->algorithms);
	free(run->default_user);
}

static void
tell_unkept(const struct run *run)
{
	const struct collect_settings *settings = run->settings;
	const struct known_hosts_lack *lack = run->hosts.lack;

	if (lack->count && settings->on_unkept)
		settings->on_unkept(settings->context, lack->count,
		    lack->why.text);
}

static void
call_crew(struct run *run, size_t threads)
{
	if (threads < 2)
		return;
	run->crew = crew_new(&run->ssh, threads - 1);
	schedule_set_crew(run->schedule, run->crew);
}

static void
add_visits(struct visit_list *visits, const struct collect_target *targets,
    size_t count)
{
	for (size_t i = 0; i < count; i++)
		visit_list_add(visits, targets[i].name);
}

bool
collect_run(const struct collect_target *targets, size_t count,
    const struct collect_settings *settings, struct visit_list *visits,
    struct err *err)
{
	struct run run = {.settings = settings};
	bool started = false;
	bool ok = false;

	random_from_system();
	if (libssh2_init(0) != 0) {
		err_set(err, ERR_SYSTEM, "cannot start the SSH library");
		goto done;
	}
	started = true;
	if (!prepare_loop(&run, err) ||
	    !prepare_files(&run, targets, count, err) || !watch_stop(&run, err))
		goto done;
	run.schedule = schedule_new(&run.ssh, settings, targets, count);
	schedule_set_visits(run.schedule, visits, visits->count);
	call_crew(&run, crew_threads(settings, targets, count));
	add_visits(visits, targets, count);
	turn_loop(&run);
	tell_unkept(&run);
	ok = true;

done:
	release_run(&run);
	if (started)
		libssh2_exit();
	return ok;
}
