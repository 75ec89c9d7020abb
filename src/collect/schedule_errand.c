/*
 * A job whose visit runs on another thread: what is heard of it, and what is
 * answered.
 */
#include "collect/schedule_private.h"

void
job_ask_for_errand(struct job *job)
{
	enum gate_answer answer = gate_ask(job->errand_gate);

	job->errand_waits = answer == GATE_WAIT;
	switch (answer) {
	case GATE_WAIT:
		job_wait_at_gate(job);
		break;
	case GATE_GO:
		errand_let_in(job->errand, job->errand_gate);
		break;
	case GATE_CLOSED:
		errand_turn_away(job->errand, job->errand_gate);
		break;
	}
}

static void
on_gate(void *context, struct gate *gate)
{
	struct job *job = context;

	job->errand_gate = gate;
	job_ask_for_errand(job);
	/* Somebody may have left the gate just now. */
	schedule_settle(job->schedule);
}

static void
on_end(void *context, struct session_result *result)
{
	struct job *job = context;

	job->errand = NULL;
	job->errand_waits = false;
	job_conclude(job, result);
	schedule_settle(job->schedule);
}

static const struct errand_events events = {
    .on_gate = on_gate,
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
