/*
 * The gate before the password; see gate.h.
 *
 * Refusals and tries in flight count together: with two refusals behind it, a
 * credential has one try left and not three.  So do those that hung up, and
 * those that stayed silent.
 */
#include "collect/gate.h"

static void
lock(const struct gate_limit *limit)
{
	if (limit->lock)
		uv_mutex_lock(limit->lock);
}

static void
unlock(const struct gate_limit *limit)
{
	if (limit->lock)
		uv_mutex_unlock(limit->lock);
}

/* Nobody new may try it before it is proved. */
static bool
is_full(const struct gate *gate)
{
	unsigned refused = gate->trying + gate->refusals;
	unsigned open = gate->trying + gate->aside;

	return !gate->proved &&
	       (refused >= GATE_TRIES || refused + gate->drops >= GATE_DROPS ||
		   open >= GATE_OPEN_TRIES ||
		   open + gate->silences >= GATE_SILENCES);
}

/* Nor will anybody prove it. */
static bool
is_closed(const struct gate *gate)
{
	return !gate->proved &&
	       (gate->refusals >= GATE_TRIES ||
		   gate->silences >= GATE_SILENCES ||
		   (gate->refusals + gate->drops >= GATE_DROPS &&
		       !gate->trying));
}

static enum gate_answer
answer_of(const struct gate *gate)
{
	if (is_closed(gate))
		return GATE_CLOSED;
	if (is_full(gate))
		return GATE_WAIT;
	if (gate->max && gate->trying >= gate->max)
		return GATE_WAIT;
	if (gate->limit->in_flight >= gate->limit->max)
		return GATE_WAIT;
	return GATE_GO;
}

enum gate_answer
gate_peek(const struct gate *gate)
{
	enum gate_answer answer;

	lock(gate->limit);
	answer = answer_of(gate);
	unlock(gate->limit);
	return answer;
}

enum gate_answer
gate_ask(struct gate *gate)
{
	enum gate_answer answer;

	lock(gate->limit);
	answer = answer_of(gate);
	if (answer == GATE_GO) {
		gate->limit->in_flight++;
		gate->trying++;
	}
	unlock(gate->limit);
	return answer;
}

static void
judge(struct gate *gate, enum gate_verdict verdict)
{
	switch (verdict) {
	case GATE_ACCEPTED:
		gate->proved = true;
		break;
	case GATE_REFUSED:
		gate->refusals++;
		break;
	case GATE_DROPPED:
		gate->drops++;
		break;
	case GATE_SILENT:
		gate->silences++;
		break;
	case GATE_UNKNOWN:
		break;
	}
}

/* Where somebody is who was let through. */
enum standing {
	STANDS_INSIDE,
	STANDS_ASIDE,
	STANDS_NOWHERE,
};

static void
move(struct gate *gate, enum standing from, enum standing to,
    enum gate_verdict verdict)
{
	unsigned leaves = from == STANDS_INSIDE;
	struct gate_limit *limit = gate->limit;
	bool tell;

	lock(limit);
	limit->in_flight -= leaves;
	limit->departures++;
	gate->trying -= leaves;
	gate->aside += to == STANDS_ASIDE;
	gate->aside -= from == STANDS_ASIDE;
	judge(gate, verdict);
	tell = limit->on_leave && limit->waiting && !limit->told;
	if (tell)
		limit->told = true;
	unlock(limit);
	if (tell)
		limit->on_leave(limit->context);
}

void
gate_leave(struct gate *gate, enum gate_verdict verdict)
{
	move(gate, STANDS_INSIDE, STANDS_NOWHERE, verdict);
}

void
gate_step_aside(struct gate *gate)
{
	move(gate, STANDS_INSIDE, STANDS_ASIDE, GATE_UNKNOWN);
}

void
gate_tell(struct gate *gate, enum gate_verdict verdict)
{
	move(gate, STANDS_ASIDE, STANDS_NOWHERE, verdict);
}

bool
gate_is_proved(const struct gate *gate)
{
	bool proved;

	lock(gate->limit);
	proved = gate->proved;
	unlock(gate->limit);
	return proved;
}

struct gate_failures
gate_failures(const struct gate *gate)
{
	struct gate_failures failures;

	lock(gate->limit);
	failures.refusals = gate->refusals;
	failures.drops = gate->drops;
	failures.silences = gate->silences;
	unlock(gate->limit);
	return failures;
}

struct gate_silence
gate_silence(const struct gate *gate)
{
	struct gate_silence silence = {0, 0};

	lock(gate->limit);
	if (!gate->proved && !gate->refusals && !gate->drops) {
		silence.tried = gate->aside + gate->silences;
		silence.open = gate->aside + gate->trying;
	}
	unlock(gate->limit);
	return silence;
}

unsigned
gate_limit_departures(const struct gate_limit *limit)
{
	unsigned departures;

	lock(limit);
	departures = limit->departures;
	unlock(limit);
	return departures;
}

void
gate_limit_count_waiting(struct gate_limit *limit, int change)
{
	lock(limit);
	limit->waiting += (unsigned)change;
	unlock(limit);
}

void
gate_limit_listen(struct gate_limit *limit)
{
	lock(limit);
	limit->told = false;
	unlock(limit);
}
