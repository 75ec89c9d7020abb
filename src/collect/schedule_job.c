/*
 * One job of the scheduler: started, run, ended, tried again.
 */
#include "collect/loop.h"
#include "collect/schedule_private.h"

/* Pauses before the second, third, ... attempt: 2, 8, 32 s, and a jitter. */
#define FIRST_PAUSE_MS 2000
#define LONGEST_PAUSE_MS 60000

/* IOS-XR takes one connection a second and drops the others. */
#define XR_PAUSE_MS 2000

/* --- one job -------------------------------------------------------------- */

static void
take_turn(struct turn *turn)
{
	struct job *job =
	    (struct job *)(void *)((char *)turn - offsetof(struct job, turn));

	job_run(job);
	schedule_settle(job->schedule);
}

static void
on_wake(void *context)
{
	struct job *job = context;

	turns_ask(&job->schedule->turns, &job->turn,
	    session_turn_level(job->session));
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
		job_run(job);
	} else if (job->place == JOB_PAUSED) {
		job->place = JOB_READY;
		job_line_up(job);
	}
	schedule_settle(job->schedule);
}

static uint64_t
time_left(const struct job *job)
{
	uint64_t all =
	    (uint64_t)job->schedule->settings->timeout_seconds * 1000;

	return job->used < all ? all - job->used : 0;
}

/*
 * A job stays where it was: addresses that were looked up are known to that
 * thread.  Without a crew there is one line for all.
 */
static struct line *
line_of(const struct job *job)
{
	struct schedule *schedule = job->schedule;

	if (schedule->desk_count == 1)
		return &schedule->ready;
	if (job->was_started)
		return &schedule->bound[job->desk - schedule->desks];
	return crew_can_visit(job->target) ? &schedule->ready
					   : &schedule->bound[0];
}

void
job_line_up(struct job *job)
{
	line_append(line_of(job), job);
}

void
job_line_up_first(struct job *job)
{
	line_prepend(line_of(job), job);
}

static void
start_session(struct job *job, const struct session_plan *plan)
{
	struct schedule *schedule = job->schedule;
	struct transport *transport =
	    ssh_new(schedule->run, job->target, job->username, on_wake, job);

	job->turn.take = take_turn;
	transport->show_key = plan->goal == GOAL_HOST_KEY;
	job->session = session_new(plan, transport, schedule_now(schedule));
	job_run(job);
}

void
job_start(struct job *job)
{
	struct schedule *schedule = job->schedule;
	const struct collect_credential *credential = job->target->credential;
	struct session_plan plan = {
	    .name = job->name,
	    .user = job->username,
	    .platform = job->target->platform,
	    .goal =
		schedule->settings->on_host_key ? GOAL_HOST_KEY : GOAL_ANSWER,
	    .shell = job->shell,
	    .form = job->form,
	    .usual = job->usual,
	    .no_chacha = job->no_chacha,
	    .exec_was_empty = job->exec_was_empty,
	    .password_is_spent = job->password_is_spent,
	    .enable = credential ? credential->enable : NULL,
	    .password = credential ? credential->password : NULL,
	    .habits = schedule->habits,
	    .max_bytes = schedule->settings->max_bytes,
	    .is_whole = schedule->settings->is_whole,
	    .connect_limit = job->target->connect_seconds * 1000,
	    .time_limit = time_left(job),
	    .gate = job->gate,
	    .enable_gate = job->enable_gate,
	    .on_log = schedule->settings->on_log ? on_log : NULL,
	    .context = job,
	};

	if (!job->was_started)
		job->started = schedule_now(schedule);
	job->was_started = true;
	job->place = JOB_RUNNING;
	schedule->running++;
	job->desk->running++;
	if (job->desk->worker)
		job_start_errand(job, &plan);
	else
		start_session(job, &plan);
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
void
job_finish(struct job *job)
{
	struct schedule *schedule = job->schedule;
	const struct collect_settings *settings = schedule->settings;
	struct visit *visit = visit_of(job);

	uv_timer_stop(&job->timer);
	job->place = JOB_DONE;
	job->status = job->result.failure.status;
	schedule->done++;
	if (job->result.failure.status != VISIT_OK)
		schedule->failed++;
	if (job->was_started)
		visit->seconds =
		    (double)(schedule_now(schedule) - job->started) / 1000.0;
	session_result_tell(&job->result, visit);
	if (settings->on_visit)
		settings->on_visit(settings->context, visit);
}

/* The pause before the next attempt, in milliseconds. */
static uint64_t
pause_of(struct job *job)
{
	struct schedule *schedule = job->schedule;
	uint64_t pause = FIRST_PAUSE_MS;

	for (unsigned i = 0; i < job->attempts && pause < LONGEST_PAUSE_MS; i++)
		pause *= 4;
	return pause + pace_random(&schedule->pace, pause / 2);
}

static void
pause_job(struct job *job, uint64_t pause)
{
	job->used += pause;
	job->place = JOB_PAUSED;
	uv_timer_start(&job->timer, on_timer, pause, 0);
}

static void
retry_job(struct job *job)
{
	uint64_t pause = pause_of(job);

	if (job->attempts >= job->schedule->settings->retries ||
	    time_left(job) <= pause) {
		job_finish(job);
		return;
	}
	job->attempts++;
	pause_job(job, pause);
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
	job_line_up_first(job);
}

static void
start_again(struct job *job)
{
	if (job->result.platform == PLATFORM_IOSXR) {
		pause_job(job, XR_PAUSE_MS);
		return;
	}
	job->place = JOB_READY;
	job_line_up_first(job);
}

static void
reconnect_job(struct job *job)
{
	if (job->shell) {
		job_finish(job);
		return;
	}
	job->shell = true;
	start_again(job);
}

/* By exec, even if it has been in a shell: that one is not granted. */
static void
ask_otherwise(struct job *job)
{
	job->form++;
	job->shell = false;
	job->usual = true;
	start_again(job);
}

static void
go_the_usual_way(struct job *job)
{
	if (job->usual) {
		job_finish(job);
		return;
	}
	job->usual = true;
	start_again(job);
}

static void
leave_chacha_out(struct job *job)
{
	if (job->no_chacha) {
		job_finish(job);
		return;
	}
	job->no_chacha = true;
	start_again(job);
}

/* Lets in the next of its group. */
static void
leave_group(struct job *job)
{
	struct group *group = job->group;

	if (!group)
		return;
	group->running--;
	if (group->waiting.first)
		job_line_up_first(line_take(&group->waiting));
}

void
job_end(struct job *job)
{
	struct session_result result;

	turn_forget(&job->turn);
	session_take_result(job->session, &result);
	session_free(job->session);
	job->session = NULL;
	job_conclude(job, &result);
}

void
job_conclude(struct job *job, struct session_result *result)
{
	job->schedule->running--;
	job->desk->running--;
	job->used += result->used;
	job->exec_was_empty = job->exec_was_empty || result->exec_was_empty;
	job->password_is_spent =
	    job->password_is_spent || result->password_is_spent;
	uv_timer_stop(&job->timer);
	session_result_replace(&job->result, result);
	leave_group(job);
	if (job->schedule->cancelled) {
		job_finish(job);
		return;
	}
	switch (job->result.failure.remedy) {
	case REMEDY_NONE:
		job_finish(job);
		break;
	case REMEDY_RETRY:
		retry_job(job);
		break;
	case REMEDY_SHELL:
		reconnect_job(job);
		break;
	case REMEDY_NEXT_FORM:
		ask_otherwise(job);
		break;
	case REMEDY_USUAL:
		go_the_usual_way(job);
		break;
	case REMEDY_NO_CHACHA:
		leave_chacha_out(job);
		break;
	case REMEDY_LATER:
		postpone_job(job);
		break;
	}
}

void
job_run(struct job *job)
{
	struct schedule *schedule = job->schedule;
	uint64_t now = schedule_now(schedule);
	uint64_t due;

	if (!session_run(job->session, now)) {
		job_end(job);
		return;
	}
	if (session_gate(job->session))
		job_wait_at_gate(job);
	due = session_due(job->session);
	if (due == TRANSPORT_NEVER)
		uv_timer_stop(&job->timer);
	else
		loop_call_by(&job->timer, on_timer, due);
}

const struct gate *
job_gate(const struct job *job)
{
	if (job->errand)
		return job->errand_waits ? job->errand_gate : NULL;
	return job->session ? session_gate(job->session) : NULL;
}

void
job_ask_again(struct job *job)
{
	if (job->errand)
		job_ask_for_errand(job);
	else
		job_run(job);
}

void
job_wait_at_gate(struct job *job)
{
	if (job->in_line)
		return;
	job->in_line = true;
	gate_line_append(&job->schedule->gate_line, job);
	gate_limit_count_waiting(&job->schedule->gate_limit, 1);
}

const char *
job_step_name(const struct job *job)
{
	if (job->errand)
		return errand_step_name(job->errand);
	return job->session ? session_step_name(job->session) : "";
}

void
job_cancel(struct job *job, const char *why)
{
	if (job->errand) {
		errand_cancel(job->errand, why);
		return;
	}
	session_cancel(job->session, why);
	job_end(job);
}
