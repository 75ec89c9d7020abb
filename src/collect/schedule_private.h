/*
 * schedule_private -- what schedule.c (all jobs) shares with schedule_job.c
 * (one of them) and schedule_errand.c (one that another thread runs).
 */
#ifndef COLLECT_SCHEDULE_PRIVATE_H
#define COLLECT_SCHEDULE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uv.h>

#include "collect/desk.h"
#include "collect/errand.h"
#include "collect/gate.h"
#include "collect/pace.h"
#include "collect/schedule.h"
#include "collect/session.h"
#include "collect/turns.h"

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
	struct gate *enable_gate; /* NULL: there is no secret for that */
	struct group *group;      /* NULL: none */
	enum job_place place;
	enum visit_status status; /* once it is done */
	uv_timer_t timer;
	/* While it runs, one of these: here, or on another thread. */
	struct session *session;
	struct turn turn; /* of its session */
	struct errand *errand;
	struct desk *desk;        /* where it runs, from its first attempt on */
	struct gate *errand_gate; /* at which it last had to wait */
	bool errand_waits;        /* still, as far as is known */
	unsigned attempts;
	bool shell;
	unsigned form; /* of the command */
	bool usual;    /* a habit misled it */
	bool no_chacha;
	bool exec_was_empty;
	bool password_is_spent;
	struct job *next; /* in the line that it is in */
	/*
	 * It may be in the line at the gate as well, and stay there when it
	 * does not wait any more.
	 */
	bool in_line;
	struct job *next_at_gate;
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

/* Devices of which only so many are visited at once: those of a rack. */
struct group {
	size_t running;
	struct line waiting;
};

struct schedule {
	const struct ssh_run *run;
	const struct collect_settings *settings;
	struct visit_list *visits;
	size_t first_visit;
	struct job *jobs;
	size_t count;
	struct line ready;  /* for any desk */
	struct line *bound; /* owned; for each desk, who can be nowhere else */
	struct line gate_line; /* by next_at_gate */
	size_t limit;          /* of jobs running at once */
	size_t running;
	size_t done;
	size_t failed;
	struct turns turns; /* of sessions on this thread */
	struct desk *desks; /* the first is this thread's */
	size_t desk_count;
	struct gate *gates;
	struct group *groups;
	struct gate_limit gate_limit;
	uv_mutex_t gate_lock;    /* of the gates, where there is a crew */
	struct letter departure; /* "somebody has left a gate" */
	unsigned departures;     /* of the gate, when it was last served */
	struct habits *habits;   /* owned */
	bool settling;
	bool cancelled;
	uint64_t begun;
	struct pace pace;
	uv_timer_t pacer;
	uv_timer_t deadline;
	/* A gate of which nobody says a word. */
	uv_timer_t listener;
	uint64_t silent_since; /* 0: there is none */
	bool silence_told;
};

static inline void
line_append(struct line *line, struct job *job)
{
	job->next = NULL;
	if (line->last)
		line->last->next = job;
	else
		line->first = job;
	line->last = job;
}

static inline void
line_prepend(struct line *line, struct job *job)
{
	job->next = line->first;
	line->first = job;
	if (!line->last)
		line->last = job;
}

/* The same for the line at the gate, which has links of its own. */
static inline void
gate_line_append(struct line *line, struct job *job)
{
	job->next_at_gate = NULL;
	if (line->last)
		line->last->next_at_gate = job;
	else
		line->first = job;
	line->last = job;
}

/* The first `count` go to its end. */
static inline void
line_turn(struct line *line, size_t count)
{
	struct job *job = line->first;

	if (!count || line->first == line->last)
		return;
	while (--count && job->next != line->last)
		job = job->next;
	line->last->next = line->first;
	line->first = job->next;
	line->last = job;
	job->next = NULL;
}

/* The same for the line at the gate. */
static inline void
gate_line_turn(struct line *line, size_t count)
{
	struct job *job = line->first;

	if (!count || line->first == line->last)
		return;
	while (--count && job->next_at_gate != line->last)
		job = job->next_at_gate;
	line->last->next_at_gate = line->first;
	line->first = job->next_at_gate;
	line->last = job;
	job->next_at_gate = NULL;
}

static inline struct job *
line_take(struct line *line)
{
	struct job *job = line->first;

	line->first = job->next;
	if (!line->first)
		line->last = NULL;
	job->next = NULL;
	return job;
}

uint64_t schedule_now(const struct schedule *schedule);

/* Lets whoever may go on do so; ends the loop when all are done. */
void schedule_settle(struct schedule *schedule);

/* Puts it among those that are ready; the first of them, or the last. */
void job_line_up(struct job *job);
void job_line_up_first(struct job *job);

/* Connects; the job must not be running, and have a desk. */
void job_start(struct job *job);

/* Goes on with its session as far as possible. */
void job_run(struct job *job);

/* Its session has ended. */
void job_end(struct job *job);

/* Takes what came of an attempt: what now? */
void job_conclude(struct job *job, struct session_result *result);

/* The gate at which it waits, here or elsewhere; NULL: at none. */
const struct gate *job_gate(const struct job *job);

/* Somebody has left the gate: it may go through now, or learn that it is not
 * to. */
void job_ask_again(struct job *job);

/* Looks for a gate of which nobody says a word, and tells of it in time. */
void schedule_listen(struct schedule *schedule);

/* Has the next of those that are ready come from elsewhere, if one does. */
void schedule_look_around(struct schedule *schedule);

/* Puts it in the line of those at the gate; once is enough. */
void job_wait_at_gate(struct job *job);

/* What its visit is doing, while it runs. */
const char *job_step_name(const struct job *job);

/* Ends its visit, now or very soon. */
void job_cancel(struct job *job, const char *why);

/* The same for a job that another thread runs. */
void job_start_errand(struct job *job, const struct session_plan *plan);
void job_ask_for_errand(struct job *job);

/* It is over; its result goes into the visit. */
void job_finish(struct job *job);

#endif
