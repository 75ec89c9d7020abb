/*
 * The scheduler; see schedule.h.
 *
 * Callbacks run one session and then settle(): whoever left the gate lets the
 * next one in, and whoever has ended makes room for the next in line.  Nothing
 * calls itself here, however many devices fail the moment they are started.
 */
#include "collect/schedule.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/map.h"
#include "base/mem.h"
#include "collect/crew_private.h"
#include "collect/descriptor.h"
#include "collect/schedule_private.h"

/* Descriptors that are not of visits: standard ones, the loop's, files. */
#define OTHER_FILES 32

/* Those that a thread more has: of its loop, and for a key agent. */
#define WORKER_FILES 8

/* --- all jobs ------------------------------------------------------------- */

uint64_t
schedule_now(const struct schedule *schedule)
{
	return uv_now(schedule->run->loop);
}

/* Lets in whoever may pass the gate now; the others keep their order. */
static void
serve_gate(struct schedule *schedule)
{
	struct job *next = schedule->gate_line.first;
	unsigned departures = gate_limit_departures(&schedule->gate_limit);

	if (schedule->departures == departures)
		return;
	schedule->departures = departures;
	schedule->gate_line = (struct line){NULL, NULL};
	while (next) {
		struct job *job = next;
		const struct gate *gate = job_gate(job);

		next = job->next_at_gate;
		if (gate && gate_peek(gate) == GATE_WAIT) {
			gate_line_append(&schedule->gate_line, job);
			continue;
		}
		job->in_line = false;
		gate_limit_count_waiting(&schedule->gate_limit, -1);
		if (gate)
			job_ask_again(job);
	}
	schedule_listen(schedule);
}

/* False when it has to wait for others of its group. */
static bool
enter_group(struct job *job)
{
	struct group *group = job->group;

	if (!group)
		return true;
	if (group->running >= job->schedule->settings->group_jobs) {
		line_append(&group->waiting, job);
		return false;
	}
	group->running++;
	return true;
}

static void
on_pace(uv_timer_t *timer)
{
	schedule_settle(timer->data);
}

/*
 * The one with room that has the fewest visits.  The scheduler's thread has
 * other work as well and comes last.  Where there is none, all are asked.
 */
static struct desk *
find_room(struct schedule *schedule)
{
	struct desk *best = NULL;

	for (size_t i = schedule->desk_count; i-- > 0;) {
		struct desk *desk = &schedule->desks[i];

		if (desk_has_room(desk) &&
		    (!best || desk->running < best->running))
			best = desk;
	}
	for (size_t i = 0; !best && i < schedule->desk_count; i++)
		desk_want_room(&schedule->desks[i]);
	return best;
}

/* A line whose first job may start now, and where; NULL when there is none. */
static struct line *
next_line(struct schedule *schedule, struct desk **desk)
{
	for (size_t i = 0; i < schedule->desk_count; i++) {
		*desk = &schedule->desks[i];
		if (!schedule->bound[i].first)
			continue;
		if (desk_has_room(*desk))
			return &schedule->bound[i];
		desk_want_room(*desk);
	}
	*desk = schedule->ready.first ? find_room(schedule) : NULL;
	return *desk ? &schedule->ready : NULL;
}

static void
start_ready(struct schedule *schedule)
{
	uint64_t now = schedule_now(schedule);
	struct line *line;
	struct desk *desk;

	while (schedule->running < schedule->limit &&
	       (line = next_line(schedule, &desk)) != NULL) {
		struct job *job;

		if (!pace_may(&schedule->pace, now)) {
			uv_timer_start(&schedule->pacer, on_pace,
			    pace_due(&schedule->pace) - now, 0);
			return;
		}
		if (line == &schedule->ready)
			schedule_look_around(schedule);
		job = line_take(line);
		if (!enter_group(job))
			continue;
		job->desk = desk;
		pace_take(&schedule->pace, now);
		job_start(job);
	}
}

void
schedule_settle(struct schedule *schedule)
{
	size_t running;

	if (schedule->settling)
		return;
	schedule->settling = true;
	while (!schedule->cancelled) {
		running = schedule->running;
		serve_gate(schedule);
		start_ready(schedule);
		if (schedule->running >= running &&
		    gate_limit_departures(&schedule->gate_limit) ==
			schedule->departures)
			break;
	}
	schedule->settling = false;
	if (schedule_is_done(schedule))
		uv_stop(schedule->run->loop);
}

static void cancel(struct schedule *schedule, const char *why);

static void
on_deadline(uv_timer_t *timer)
{
	struct schedule *schedule = timer->data;
	char *why = str_printf("the deadline of %u s for the whole run came",
	    schedule->settings->deadline_seconds);

	cancel(schedule, why);
	free(why);
}

void
schedule_start(struct schedule *schedule)
{
	uint64_t limit = (uint64_t)schedule->settings->deadline_seconds * 1000;

	schedule->begun = schedule_now(schedule);
	for (size_t i = 0; i < schedule->count; i++)
		job_line_up(&schedule->jobs[i]);
	if (limit)
		uv_timer_start(&schedule->deadline, on_deadline, limit, 0);
	schedule_settle(schedule);
}

bool
schedule_is_done(const struct schedule *schedule)
{
	return schedule->done == schedule->count;
}

/* What an earlier attempt has found stays the result. */
static void
cancel_waiting(struct job *job, const char *why)
{
	if (job->result.failure.status == VISIT_OK)
		failure_set(&job->result.failure, VISIT_CANCELLED, REMEDY_NONE,
		    "%s before it was visited", why);
	job_finish(job);
}

static void
cancel(struct schedule *schedule, const char *why)
{
	if (schedule->cancelled)
		return;
	schedule->cancelled = true;
	for (size_t i = 0; i < schedule->count; i++) {
		struct job *job = &schedule->jobs[i];

		if (job->place == JOB_RUNNING)
			job_cancel(job, why);
		else if (job->place != JOB_DONE)
			cancel_waiting(job, why);
	}
	uv_stop(schedule->run->loop);
}

void
schedule_cancel(struct schedule *schedule)
{
	cancel(schedule, "cancelled");
}

/* Puts a running job among the slowest, if it is one of them. */
static void
rank_job(const struct job *job, uint64_t now, struct collect_progress *progress)
{
	struct collect_slow slow = {job->target->name, job_step_name(job),
	    (double)(now - job->started) / 1000.0};
	size_t i = progress->slow_count;

	while (i > 0 && progress->slow[i - 1].seconds < slow.seconds)
		i--;
	if (i == COLLECT_SLOW)
		return;
	if (progress->slow_count < COLLECT_SLOW)
		progress->slow_count++;
	for (size_t k = progress->slow_count - 1; k > i; k--)
		progress->slow[k] = progress->slow[k - 1];
	progress->slow[i] = slow;
}

void
schedule_get_progress(const struct schedule *schedule,
    struct collect_progress *progress)
{
	*progress = (struct collect_progress){
	    .total = schedule->count,
	    .done = schedule->done,
	    .running = schedule->running,
	    .failed = schedule->failed,
	    .seconds =
		(double)(schedule_now(schedule) - schedule->begun) / 1000.0,
	};
	for (size_t i = 0; i < schedule->count; i++) {
		const struct job *job = &schedule->jobs[i];

		if (job->place == JOB_RUNNING)
			rank_job(job, schedule_now(schedule), progress);
		else if (job->place == JOB_DONE)
			progress->failed_by[job->status]++;
	}
}

/* --- making and freeing --------------------------------------------------- */

/*
 * One gate for each user with each credential, and with each secret for
 * `enable`: a password belongs to both, and an AAA server counts them so.
 */
static struct gate *
find_gate(struct schedule *schedule, struct map *users, const void *secret,
    const char *username, size_t *count)
{
	char *both = str_printf("%p/%s", secret, username);
	size_t i = *count;

	if (map_add(users, span_of(both), *count, &i))
		schedule->gates[(*count)++] =
		    (struct gate){.limit = &schedule->gate_limit};
	free(both);
	return &schedule->gates[i];
}

static void
make_gates(struct schedule *schedule)
{
	struct map *users = map_new_exact();
	size_t count = 0;

	schedule->gates =
	    xcalloc(schedule->count, 2 * sizeof(*schedule->gates));
	for (size_t i = 0; i < schedule->count; i++) {
		struct job *job = &schedule->jobs[i];
		const struct collect_credential *credential =
		    job->target->credential;
		const struct job *before = job - 1;

		/* Most are like the one before: a name less to look up. */
		if (i > 0 && before->target->credential == credential &&
		    strcmp(before->username, job->username) == 0) {
			job->gate = before->gate;
			job->enable_gate = before->enable_gate;
			continue;
		}
		job->gate = find_gate(schedule, users, credential,
		    job->username, &count);
		job->gate->max = credential ? credential->logins : 0;
		if (credential && credential->enable)
			job->enable_gate = find_gate(schedule, users,
			    credential->enable, job->username, &count);
	}
	map_free(users);
}

static void
make_groups(struct schedule *schedule)
{
	struct map *names = map_new();
	size_t count = 0;

	schedule->groups = xcalloc(schedule->count, sizeof(*schedule->groups));
	for (size_t i = 0;
	     schedule->settings->group_jobs && i < schedule->count; i++) {
		struct job *job = &schedule->jobs[i];
		size_t group = count;

		if (!job->target->group)
			continue;
		if (map_add(names, span_of(job->target->group), count, &group))
			count++;
		job->group = &schedule->groups[group];
	}
	map_free(names);
}

static void
init_job(struct schedule *schedule, struct job *job,
    const struct collect_target *target)
{
	job->schedule = schedule;
	job->target = target;
	job->username =
	    target->username ? target->username : schedule->run->default_user;
	job->name = strchr(target->host, ':')
			? str_printf("[%s]:%u", target->host, target->port)
			: str_printf("%s:%u", target->host, target->port);
	job->result.platform = target->platform;
	uv_timer_init(schedule->run->loop, &job->timer);
	job->timer.data = job;
}

static void
on_room(void *context)
{
	schedule_settle(context);
}

/* --- gates for several threads -------------------------------------------- */

static void
open_departure(struct letter *letter)
{
	struct schedule *schedule =
	    (struct schedule *)(void *)((char *)letter -
					offsetof(struct schedule, departure));

	gate_limit_listen(&schedule->gate_limit);
	schedule_settle(schedule);
}

/* On any thread. */
static void
on_leave(void *context)
{
	struct schedule *schedule = context;

	mailbox_leave(schedule->desks[1].worker->home, &schedule->departure);
}

static void
share_gates(struct schedule *schedule)
{
	schedule->departure.open = open_departure;
	schedule->gate_limit.lock = &schedule->gate_lock;
	schedule->gate_limit.on_leave = on_leave;
	schedule->gate_limit.context = schedule;
}

static void
set_desks(struct schedule *schedule, const struct crew *crew)
{
	size_t workers = crew_count(crew);

	schedule->desk_count = 1 + workers;
	schedule->desks =
	    xcalloc(schedule->desk_count, sizeof(*schedule->desks));
	schedule->bound =
	    xcalloc(schedule->desk_count, sizeof(*schedule->bound));
	desk_init(&schedule->desks[0], NULL, &schedule->turns, on_room,
	    schedule);
	if (workers)
		share_gates(schedule);
	for (size_t i = 0; i < workers; i++)
		desk_init(&schedule->desks[1 + i], crew_worker(crew, i), NULL,
		    on_room, schedule);
}

static void
release_desks(struct schedule *schedule)
{
	free(schedule->desks);
	free(schedule->bound);
}

struct schedule *
schedule_new(const struct ssh_run *run, const struct collect_settings *settings,
    const struct collect_target *targets, size_t count)
{
	struct schedule *schedule = xcalloc(1, sizeof(*schedule));
	uint64_t seed = 0;

	schedule->run = run;
	schedule->settings = settings;
	schedule->count = count;
	schedule->limit = descriptor_limit(settings->jobs, OTHER_FILES);
	turns_init(&schedule->turns, run->loop);
	set_desks(schedule, NULL);
	schedule->habits = habits_new();
	if (uv_mutex_init(&schedule->gate_lock) != 0)
		bug("no lock to be had");
	schedule->gate_limit.max = settings->logins ? settings->logins : 1;
	if (getrandom(&seed, sizeof(seed), 0) < 0)
		seed = uv_hrtime();
	pace_init(&schedule->pace, settings->rate, seed);
	uv_timer_init(run->loop, &schedule->pacer);
	uv_timer_init(run->loop, &schedule->deadline);
	uv_timer_init(run->loop, &schedule->listener);
	schedule->pacer.data = schedule;
	schedule->deadline.data = schedule;
	schedule->listener.data = schedule;
	schedule->jobs = xcalloc(count, sizeof(*schedule->jobs));
	for (size_t i = 0; i < count; i++)
		init_job(schedule, &schedule->jobs[i], &targets[i]);
	make_gates(schedule);
	make_groups(schedule);
	return schedule;
}

void
schedule_set_crew(struct schedule *schedule, const struct crew *crew)
{
	release_desks(schedule);
	set_desks(schedule, crew);
	schedule->limit = descriptor_limit(schedule->settings->jobs,
	    OTHER_FILES + crew_count(crew) * WORKER_FILES);
}

void
schedule_set_visits(struct schedule *schedule, struct visit_list *visits,
    size_t first)
{
	schedule->visits = visits;
	schedule->first_visit = first;
}

void
schedule_close(struct schedule *schedule)
{
	for (size_t i = 0; i < schedule->count; i++)
		uv_close((uv_handle_t *)&schedule->jobs[i].timer, NULL);
	turns_close(&schedule->turns);
	uv_close((uv_handle_t *)&schedule->pacer, NULL);
	uv_close((uv_handle_t *)&schedule->deadline, NULL);
	uv_close((uv_handle_t *)&schedule->listener, NULL);
}

void
schedule_free(struct schedule *schedule)
{
	for (size_t i = 0; i < schedule->count; i++) {
		session_result_release(&schedule->jobs[i].result);
		free(schedule->jobs[i].name);
	}
	free(schedule->jobs);
	release_desks(schedule);
	free(schedule->gates);
	free(schedule->groups);
	habits_free(schedule->habits);
	uv_mutex_destroy(&schedule->gate_lock);
	free(schedule);
}
