/*
 * A password of which nobody says a word.
 *
 * A visit that gets no answer steps aside (session_login.c), and the next one
 * in the line tries.  Where the AAA server behind all devices is down, that
 * goes on until the gate is closed (gate.h): minutes, in which the user should
 * know what the program waits for.
 *
 * Where that server is one of a site, it matters who is the next.  The line is
 * in the order of the plan, more or less, and there the devices of a site stand
 * together.  So it is turned, by the golden section of its length: those that
 * try then come from all over the plan, however long it is.  The same is done
 * to the line of those that are not visited yet, for few may be at once.
 */
#include "collect/loop.h"
#include "collect/schedule_private.h"

/* A server that is slow, or asked several times, has answered by then. */
#define SILENCE_MS 30000

/* A visit is not aside before that; session_login.c. */
#define ASIDE_MS 10000

/* A part of it that leads everywhere in few steps, and never back. */
static size_t
golden_part(size_t length)
{
	return length * 618 / 1000;
}

/* The first who waits at a gate of which nobody says a word. */
static struct job *
find_silence(const struct schedule *schedule, struct gate_silence *silence,
    size_t *length)
{
	const struct gate *last = NULL;
	struct job *found = NULL;

	*length = 0;
	for (struct job *job = schedule->gate_line.first; job;
	     job = job->next_at_gate) {
		const struct gate *gate = job_gate(job);

		(*length)++;
		if (found || gate == last || gate != job->gate)
			continue;
		last = gate;
		*silence = gate_silence(gate);
		if (silence->tried)
			found = job;
	}
	return found;
}

/* Those that it keeps from being visited. */
static size_t
count_waiting(const struct schedule *schedule, const struct gate *gate)
{
	size_t count = 0;

	for (size_t i = 0; i < schedule->count; i++) {
		const struct job *job = &schedule->jobs[i];

		count += job->gate == gate && job->place != JOB_DONE;
	}
	return count;
}

static void
tell(struct schedule *schedule, const struct job *job,
    struct gate_silence silence)
{
	const struct collect_settings *settings = schedule->settings;
	size_t waiting = count_waiting(schedule, job->gate);
	const struct collect_silence told = {
	    .username = job->username,
	    .seconds =
		(double)(schedule_now(schedule) - schedule->silent_since) /
		1000.0,
	    .tried = silence.tried,
	    .tries = GATE_SILENCES,
	    .waiting = waiting > silence.open ? waiting - silence.open : 0,
	};

	schedule->silence_told = true;
	settings->on_silence(settings->context, &told);
}

static void
on_listener(uv_timer_t *timer)
{
	schedule_listen(timer->data);
}

/* When the first of them was given it, nearly. */
static uint64_t
begin_of_silence(const struct schedule *schedule)
{
	uint64_t all = (uint64_t)schedule->settings->timeout_seconds * 1000;
	uint64_t now = schedule_now(schedule);
	uint64_t waited = all < ASIDE_MS ? all : ASIDE_MS;

	return now > waited ? now - waited : 1;
}

void
schedule_listen(struct schedule *schedule)
{
	struct gate_silence silence;
	size_t length;
	struct job *job = find_silence(schedule, &silence, &length);
	uint64_t due;

	if (!job) {
		schedule->silent_since = 0;
		return;
	}
	gate_line_turn(&schedule->gate_line, golden_part(length));
	if (!schedule->silent_since)
		schedule->silent_since = begin_of_silence(schedule);
	if (schedule->silence_told || !schedule->settings->on_silence ||
	    silence.tried < GATE_OPEN_TRIES)
		return;
	/* They have had all their time, if it was less than that. */
	due = schedule->silent_since + SILENCE_MS;
	if (gate_failures(job->gate).silences >= GATE_OPEN_TRIES ||
	    schedule_now(schedule) >= due)
		tell(schedule, job, silence);
	else
		loop_call_by(&schedule->listener, on_listener, due);
}

void
schedule_look_around(struct schedule *schedule)
{
	struct line *line = &schedule->ready;
	const struct gate *gate = line->first->gate;
	size_t length = 0;

	if (!gate_silence(gate).tried || gate_peek(gate) == GATE_CLOSED)
		return;
	for (const struct job *job = line->first; job; job = job->next)
		length++;
	line_turn(line, golden_part(length));
}
