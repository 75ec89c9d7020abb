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
#include "collect/descriptor.h"
#include "collect/gate.h"
#include "collect/session.h"

/* Pauses before the second, third, ... attempt: 2, 8, 32 s, and a jitter. */
#define FIRST_PAUSE_MS 2000
#define LONGEST_PAUSE_MS 60000

enum job_place {
	JOB_READY,
	JOB_RUNNING,
	JOB_PAUSED,
	JOB_DONE,
};

struct job {
	struct schedule *schedule;
	const struct collect_target *target;
	const char *username;
	char *name; /* "10.0.0.1:22"; owned */
	struct gate *gate;
	enum job_place place;
	uv_timer_t timer;
	struct session *session;
	unsigned attempts;
	bool shell;
	unsigned form;    /* of the command */
	bool in_line;     /* of those at the gate */
	struct job *next; /* in the line that it is in */
	uint64_t started;
	bool was_started;
	uint64_t used;
	struct session_result result; /* the best so far */
};

/* First in, first out. */
struct line {
	struct job *first;
	struct job *last;
};

struct schedule {
	const struct ssh_run *run;
	const struct collect_settings *settings;
	struct visit_list *visits;
	size_t first_visit;
	struct job *jobs;
	size_t count;
	struct line ready;
	struct line gate_line;
	size_t limit; /* of jobs running at once */
	size_t running;
	size_t done;
	size_t failed;
	struct gate *gates;
	struct gate_limit gate_limit;
	unsigned departures;   /* of the gate, when it was last served */
	struct habits *habits; /* owned */
	bool settling;
	bool cancelled;
	uint64_t begun;
	uint64_t random;
};

/* --- lines ---------------------------------------------------------------- */

static void
line_append(struct line *line, struct job *job)
{
	job->next = NULL;
	if (line->last)
		line->last->next = job;
	else
		line->first = job;
	line->last = job;
}

static void
line_prepend(struct line *line, struct job *job)
{
	job->next = line->first;
	line->first = job;
	if (!line->last)
		line->last = job;
}

static struct job *
line_take(struct line *line)
{
	struct job *job = line->first;

	line->first = job->next;
	if (!line->first)
		line->last = NULL;
	job->next = NULL;
	return job;
}

/* --- one job -------------------------------------------------------------- */

static uint64_t
now_of(const struct schedule *schedule)
{
	return uv_now(schedule->run->loop);
}

static void run_job(struct job *job);
static void settle(struct schedule *schedule);

static void
on_wake(void *context)
{
	struct job *job = context;

	run_job(job);
	settle(job->schedule);
}

static void
on_log(void *context, const char *text)
{
	struct job *job = context;
	const struct collect_settings *settings = job->schedule->settings;

	settings->on_log(settings->context, job->target->name, text);
}

static void
on_timer(uv_timer_t *timer)
{
	struct job *job = timer->data;

	if (job->place == JOB_RUNNING) {
		run_job(job);
	} else if (job->place == JOB_PAUSED) {
		job->place = JOB_READY;
		line_append(&job->schedule->ready, job);
	}
	settle(job->schedule);
}

static uint64_t
time_left(const struct job *job)
{
	uint64_t all =
	    (uint64_t)job->schedule->settings->timeout_seconds * 1000;

	return job->used < all ? all - job->used : 0;
}

static void
start_job(struct job *job)
{
	struct schedule *schedule = job->schedule;
	struct session_plan plan = {
	    .name = job->name,
	    .user = job->username,
	    .platform = job->target->platform,
	    .goal =
		schedule->settings->on_host_key ? GOAL_HOST_KEY : GOAL_ANSWER,
	    .shell = job->shell,
	    .form = job->form,
	    .enable = job->target->credential ? job->target->credential->enable
					      : NULL,
	    .habits = schedule->habits,
	    .max_bytes = schedule->settings->max_bytes,
	    .time_limit = time_left(job),
	    .gate = job->gate,
	    .on_log = schedule->settings->on_log ? on_log : NULL,
	    .context = job,
	};
	struct transport *transport =
	    ssh_new(schedule->run, job->target, job->username, on_wake, job);

	if (!job->was_started)
		job->started = now_of(schedule);
	job->was_started = true;
	job->place = JOB_RUNNING;
	schedule->running++;
	job->session = session_new(&plan, transport, now_of(schedule));
	run_job(job);
}

/* --- endings -------------------------------------------------------------- */

static struct visit *
visit_of(const struct job *job)
{
	const struct schedule *schedule = job->schedule;
	size_t i = (size_t)(job - schedule->jobs);

	return &schedule->visits->items[schedule->first_visit + i];
}

/* Moves the result into the visit; the job is over. */
static void
finish_job(struct job *job)
{
	struct schedule *schedule = job->schedule;
	struct session_result *result = &job->result;
	struct visit *visit = visit_of(job);

	uv_timer_stop(&job->timer);
	job->place = JOB_DONE;
	schedule->done++;
	visit->status = result->failure.status;
	visit->platform = result->platform;
	if (job->was_started)
		visit->seconds =
		    (double)(now_of(schedule) - job->started) / 1000.0;
	if (visit->status != VISIT_OK) {
		schedule->failed++;
		visit->error = str_take(&result->failure.text);
	}
	if (result->text.length || visit->status == VISIT_OK) {
		visit->length = result->text.length;
		visit->text = str_take(&result->text);
	}
	algorithms_release(&visit->algorithms);
	visit->algorithms = result->algorithms;
	result->algorithms = (struct algorithms){NULL};
	session_result_release(result);
}

/* An attempt that failed later than its predecessors keeps their text. */
static void
keep_result(struct job *job, struct session_result *result)
{
	bool keep_text = result->failure.status != VISIT_OK &&
			 result->text.length < job->result.text.length &&
			 job->result.failure.remedy != REMEDY_SHELL &&
			 job->result.failure.remedy != REMEDY_NEXT_FORM;

	if (keep_text) {
		struct str text = result->text;

		result->text = job->result.text;
		job->result.text = text;
	}
	session_result_release(&job->result);
	job->result = *result;
}

/* The pause before the next attempt, in milliseconds. */
static uint64_t
pause_of(struct job *job)
{
	struct schedule *schedule = job->schedule;
	uint64_t pause = FIRST_PAUSE_MS;

	for (unsigned i = 0; i < job->attempts && pause < LONGEST_PAUSE_MS; i++)
		pause *= 4;
	/* xorshift: spreads the attempts of many devices, nothing more. */
	schedule->random ^= schedule->random << 13;
	schedule->random ^= schedule->random >> 7;
	schedule->random ^= schedule->random << 17;
	return pause + schedule->random % (pause / 2);
}

static void
retry_job(struct job *job)
{
	uint64_t pause = pause_of(job);

	if (job->attempts >= job->schedule->settings->retries ||
	    time_left(job) <= pause) {
		finish_job(job);
		return;
	}
	job->attempts++;
	job->used += pause;
	job->place = JOB_PAUSED;
	uv_timer_start(&job->timer, on_timer, pause, 0);
}

/* This machine has no descriptor left: fewer at once from now on. */
static void
postpone_job(struct job *job)
{
	struct schedule *schedule = job->schedule;

	if (schedule->running == 0) {
		retry_job(job);
		return;
	}
	if (schedule->limit > schedule->running)
		schedule->limit = schedule->running;
	job->place = JOB_READY;
	line_prepend(&schedule->ready, job);
}

static void
start_again(struct job *job)
{
	job->place = JOB_READY;
	line_prepend(&job->schedule->ready, job);
}

static void
reconnect_job(struct job *job)
{
	if (job->shell) {
		finish_job(job);
		return;
	}
	job->shell = true;
	start_again(job);
}

static void
end_job(struct job *job)
{
	struct session_result result;

	session_take_result(job->session, &result);
	session_free(job->session);
	job->session = NULL;
	job->schedule->running--;
	job->used += result.used;
	uv_timer_stop(&job->timer);
	keep_result(job, &result);
	if (job->schedule->cancelled) {
		finish_job(job);
		return;
	}
	switch (job->result.failure.remedy) {
	case REMEDY_NONE:
		finish_job(job);
		break;
	case REMEDY_RETRY:
		retry_job(job);
		break;
	case REMEDY_SHELL:
		reconnect_job(job);
		break;
	case REMEDY_NEXT_FORM:
		job->form++;
		start_again(job);
		break;
	case REMEDY_LATER:
		postpone_job(job);
		break;
	}
}

static void
run_job(struct job *job)
{
	struct schedule *schedule = job->schedule;
	uint64_t now = now_of(schedule);
	uint64_t due;

	if (!session_run(job->session, now)) {
		end_job(job);
		return;
	}
	if (session_is_at_gate(job->session) && !job->in_line) {
		job->in_line = true;
		line_append(&schedule->gate_line, job);
	}
	due = session_due(job->session);
	if (due == TRANSPORT_NEVER)
		uv_timer_stop(&job->timer);
	else
		uv_timer_start(&job->timer, on_timer, due > now ? due - now : 0,
		    0);
}

/* --- all jobs ------------------------------------------------------------- */

/* Lets in whoever may pass the gate now; the others keep their order. */
static void
serve_gate(struct schedule *schedule)
{
	struct line waiting = schedule->gate_line;

	if (schedule->departures == schedule->gate_limit.departures)
		return;
	schedule->departures = schedule->gate_limit.departures;
	schedule->gate_line = (struct line){NULL, NULL};
	while (waiting.first) {
		struct job *job = line_take(&waiting);
		bool waits = job->session && session_is_at_gate(job->session);

		if (waits && gate_peek(job->gate) == GATE_WAIT) {
			line_append(&schedule->gate_line, job);
			continue;
		}
		job->in_line = false;
		if (waits)
			run_job(job);
	}
}

static void
start_ready(struct schedule *schedule)
{
	while (schedule->ready.first && schedule->running < schedule->limit)
		start_job(line_take(&schedule->ready));
}

static void
settle(struct schedule *schedule)
{
	size_t running;

	if (schedule->settling || schedule->cancelled)
		return;
	schedule->settling = true;
	do {
		running = schedule->running;
		serve_gate(schedule);
		start_ready(schedule);
	} while (schedule->running < running ||
		 schedule->gate_limit.departures != schedule->departures);
	schedule->settling = false;
	if (schedule_is_done(schedule))
		uv_stop(schedule->run->loop);
}

void
schedule_start(struct schedule *schedule)
{
	schedule->begun = now_of(schedule);
	settle(schedule);
}

bool
schedule_is_done(const struct schedule *schedule)
{
	return schedule->done == schedule->count;
}

/* What an earlier attempt has found stays the result. */
static void
cancel_waiting(struct job *job)
{
	if (job->result.failure.status == VISIT_OK)
		failure_set(&job->result.failure, VISIT_CANCELLED, REMEDY_NONE,
		    "cancelled before it was visited");
	finish_job(job);
}

void
schedule_cancel(struct schedule *schedule)
{
	if (schedule->cancelled)
		return;
	schedule->cancelled = true;
	for (size_t i = 0; i < schedule->count; i++) {
		struct job *job = &schedule->jobs[i];

		if (job->place == JOB_RUNNING) {
			session_cancel(job->session);
			end_job(job);
		} else if (job->place != JOB_DONE) {
			cancel_waiting(job);
		}
	}
	uv_stop(schedule->run->loop);
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
	    .seconds = (double)(now_of(schedule) - schedule->begun) / 1000.0,
	};
}

/* --- making and freeing --------------------------------------------------- */

/* One gate for each user with each credential: a password belongs to both. */
static void
make_gates(struct schedule *schedule)
{
	struct map *users = map_new_exact();
	size_t count = 0;

	schedule->gates = xcalloc(schedule->count, sizeof(*schedule->gates));
	for (size_t i = 0; i < schedule->count; i++) {
		struct job *job = &schedule->jobs[i];
		char *both = str_printf("%p/%s",
		    (const void *)job->target->credential, job->username);
		size_t gate = count;

		if (map_add(users, span_of(both), count, &gate))
			schedule->gates[count++].limit = &schedule->gate_limit;
		job->gate = &schedule->gates[gate];
		free(both);
	}
	map_free(users);
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
	line_append(&schedule->ready, job);
}

struct schedule *
schedule_new(const struct ssh_run *run, const struct collect_settings *settings,
    const struct collect_target *targets, size_t count)
{
	struct schedule *schedule = xcalloc(1, sizeof(*schedule));

	schedule->run = run;
	schedule->settings = settings;
	schedule->count = count;
	schedule->limit = descriptor_limit(settings->jobs);
	schedule->habits = habits_new();
	schedule->gate_limit.max = settings->logins ? settings->logins : 1;
	if (getrandom(&schedule->random, sizeof(schedule->random), 0) < 0)
		schedule->random = uv_hrtime();
	schedule->random |= 1;
	schedule->jobs = xcalloc(count, sizeof(*schedule->jobs));
	for (size_t i = 0; i < count; i++)
		init_job(schedule, &schedule->jobs[i], &targets[i]);
	make_gates(schedule);
	return schedule;
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
}

void
schedule_free(struct schedule *schedule)
{
	for (size_t i = 0; i < schedule->count; i++) {
		session_result_release(&schedule->jobs[i].result);
		free(schedule->jobs[i].name);
	}
	free(schedule->jobs);
	free(schedule->gates);
	habits_free(schedule->habits);
	free(schedule);
}
