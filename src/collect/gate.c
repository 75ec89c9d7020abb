/*
 * The gate before the password; see gate.h.
 *
 * Refusals and tries in flight count together: with two refusals behind it, a
 * credential has one try left and not three.
 */
#include "collect/gate.h"

static bool
is_closed(const struct gate *gate)
{
	return !gate->proved && (gate->refusals >= GATE_TRIES ||
				    gate->refusals + gate->drops >= GATE_DROPS);
}

enum gate_answer
gate_peek(const struct gate *gate)
{
	if (is_closed(gate))
		return GATE_CLOSED;
	if (!gate->proved && gate->trying + gate->refusals >= GATE_TRIES)
		return GATE_WAIT;
	if (gate->max && gate->trying >= gate->max)
		return GATE_WAIT;
	if (gate->limit->in_flight >= gate->limit->max)
		return GATE_WAIT;
	return GATE_GO;
}

enum gate_answer
gate_ask(struct gate *gate)
{
	enum gate_answer answer = gate_peek(gate);

	if (answer == GATE_GO) {
		gate->limit->in_flight++;
		gate->trying++;
	}
	return answer;
}

void
gate_leave(struct gate *gate, enum gate_verdict verdict)
{
	gate->limit->in_flight--;
	gate->limit->departures++;
	gate->trying--;
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
	case GATE_UNKNOWN:
		break;
	}
}
