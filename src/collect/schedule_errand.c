/*
 * A job whose visit runs on another thread: what is heard of it, and what is
 * answered.  Gates are asked here on its behalf, so that a password is proved
 * once for all threads.
 */
#include "collect/schedule_private.h"

void
job_ask_for_errand(struct job *job)
{
	enum errand_gate which =
	    job->errand_gate == job->gate ? ERRAND_LOGIN : ERRAND_ENABLE;
	enum gate_answer answer = gate_ask(job->errand_gate);

	job->errand_waits = answer == GATE_WAIT;
	switch (answer) {
	case GATE_WAIT:
		job_wait_at_gate(job);
		break;
	case GATE_GO:
		job->errand_has_leave = true;
		errand_let_in(job->errand, which);
		break;
	case GATE_CLOSED:
		errand_turn_away(job->errand, which, job->errand_gate);
		break;
	}
}

static void
on_gate(void *context, enum errand_gate which)
{
	struct job *job = context;

	job->errand_gate = which == ERRAND_LOGIN ? job->gate : job->enable_gate;
	job_ask_for_errand(job);
}

static void
leave_gate(struct job *job, enum gate_verdict verdict)
{
	if (!job->errand_has_leave)
		return;
	job->errand_has_leave = false;
	gate_leave(job->errand_gate, verdict);
}

static void
on_gate_left(void *context, enum gate_verdict verdict)
{
	struct job *job = context;

	leave_gate(job, verdict);
	schedule_settle(job->schedule);
}

static void
on_end(void *context, struct session_result *result)
{
	struct job *job = context;

	job->errand = NULL;
	job->errand_waits = false;
	/* The device may have hung up while the leave was on its way. */
	leave_gate(job, GATE_UNKNOWN);
	job_conclude(job, result);
	schedule_settle(job->schedule);
}

static const struct errand_events events = {
    .on_gate = on_gate,
    .on_gate_left = on_gate_left,
    .on_end = on_end,
};

void
job_start_errand(struct job *job, const struct session_plan *plan)
{
	const struct errand_order order = {
	    .target = job->target,
	    .username = job->username,
	    .plan = *plan,
	    .events = &events,
	    .context = job,
	};

	job->errand = errand_start(job->desk->worker, &order);
}
