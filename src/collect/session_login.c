/*
 * Logging in, and whom that keeps waiting: before a password is sent, and
 * before `enable` in a shell, a session asks a gate (see gate.h).
 *
 * A device that says nothing must not keep others from theirs for as long as it
 * may take itself.  So whoever has waited for a moment asks meanwhile what can
 * be asked without a password; and whoever gets no answer gives back its place.
 */
#include "collect/session_private.h"

/* How long the methods of logging in are waited for with the gate held. */
#define METHODS_MS 1000

/*
 * How long a verdict on a secret is.  A wrong one that is refused this late may
 * have gone to a few more devices than it should.
 */
#define VERDICT_MS 10000

/* --- waiting for others --------------------------------------------------- */

/* That is not this device's fault: its clocks stand still. */
void
session_stop_clocks(struct session *s, const char *why)
{
	if (s->is_held)
		return;
	s->is_held = true;
	s->held = s->now;
	session_say(s, why);
}

void
session_start_clocks(struct session *s)
{
	if (!s->is_held)
		return;
	s->is_held = false;
	s->at_gate = NULL;
	s->started += s->now - s->held;
	s->step_started += s->now - s->held;
}

void
session_leave_gate(struct session *s, enum gate_verdict verdict)
{
	struct gate *gate = s->inside_gate;
	struct gate *aside = s->aside_gate;

	s->inside_gate = NULL;
	s->aside_gate = NULL;
	if (gate)
		gate_leave(gate, verdict);
	if (aside)
		gate_tell(aside, verdict);
}

void
session_return_pass(struct session *s)
{
	struct gate *gate = s->pass;

	s->pass = NULL;
	if (gate)
		gate_leave(gate, GATE_UNKNOWN);
}

enum gate_answer
session_enter_gate(struct session *s, struct gate *gate)
{
	bool has_pass = gate && s->pass == gate;
	enum gate_answer answer = gate && !has_pass ? gate_ask(gate) : GATE_GO;

	if (has_pass)
		s->pass = NULL;
	if (answer == GATE_WAIT) {
		s->at_gate = gate;
		session_stop_clocks(s, "waits for the password to be proved");
		return answer;
	}
	session_start_clocks(s);
	if (answer != GATE_GO)
		return answer;
	session_leave_gate(s, GATE_UNKNOWN);
	s->inside_gate = gate;
	s->entered = s->now;
	return answer;
}

bool
session_let_in(struct session *s, struct gate *gate)
{
	if (s->at_gate != gate || s->pass)
		return false;
	s->pass = gate;
	return true;
}

/* A shell is given its secret at once. */
static bool
secret_is_out(const struct session *s)
{
	return s->dialogue || s->transport->password_sent;
}

void
session_leave_silent(struct session *s)
{
	session_leave_gate(s, secret_is_out(s) ? GATE_SILENT : GATE_UNKNOWN);
}

/* When it gives back its place, or need not stand idly before the gate. */
uint64_t
session_gate_due(const struct session *s)
{
	if (s->inside_gate)
		return s->entered +
		       (secret_is_out(s) ? VERDICT_MS : METHODS_MS);
	if (s->at_gate && !s->dialogue && !s->transport->ask_ahead)
		return s->held + METHODS_MS;
	return TRANSPORT_NEVER;
}

void
session_make_way(struct session *s)
{
	if (!s->inside_gate || s->now < session_gate_due(s))
		return;
	if (!secret_is_out(s)) {
		session_say(s, "lets others send the password first");
		session_leave_gate(s, GATE_UNKNOWN);
		s->transport->password_allowed = false;
		s->transport->ask_ahead = true;
		return;
	}
	session_say(s, "has said nothing of the password for long");
	gate_step_aside(s->inside_gate);
	s->aside_gate = s->inside_gate;
	s->inside_gate = NULL;
}

/* --- the step ------------------------------------------------------------- */

enum step_result
session_fail_closed(struct session *s)
{
	struct gate_failures failures = gate_failures(s->plan.gate);

	/* Nobody has refused it: that it is late is what happened here, too. */
	if (failures.silences >= GATE_SILENCES)
		return failure_set(&s->result.failure, VISIT_TIMEOUT,
		    REMEDY_NONE,
		    "not tried: %u other devices have not answered a log-in as "
		    "%s, and none has accepted it; is the AAA server (TACACS+, "
		    "RADIUS) up?",
		    failures.silences, s->plan.user);
	if (!failures.refusals)
		return failure_set(&s->result.failure, VISIT_AUTH_FAILED,
		    REMEDY_NONE,
		    "not tried: %u other devices hung up on the password of "
		    "%s and none accepted it; is it right, and do their AAA "
		    "servers answer?",
		    failures.drops, s->plan.user);
	return failure_set(&s->result.failure, VISIT_AUTH_FAILED, REMEDY_NONE,
	    "not tried: %u other devices refused the password of %s and none "
	    "accepted it; correct it and run again",
	    failures.refusals + failures.drops, s->plan.user);
}

static enum gate_answer
enter_login(struct session *s)
{
	enum gate_answer answer = session_enter_gate(s, s->plan.gate);

	if (answer == GATE_GO)
		s->transport->password_allowed = true;
	else if (answer == GATE_CLOSED)
		(void)session_fail_closed(s);
	return answer;
}

/* Hanging up is how some devices refuse, and how others are broken. */
static enum gate_verdict
verdict_of(const struct session *s)
{
	if (!s->transport->password_sent)
		return GATE_UNKNOWN;
	return s->result.failure.status == VISIT_AUTH_FAILED ? GATE_REFUSED
							     : GATE_DROPPED;
}

static enum step_result
log_in(struct session *s)
{
	struct transport *t = s->transport;
	enum step_result result;

	/* One that is wrong must not go where nobody counts. */
	t->password_usual = session_habit(s).password > 0 && s->plan.gate &&
			    gate_is_proved(s->plan.gate);
	t->password_is_spent = s->plan.password_is_spent;
	result = t->ops->log_in(t, &s->result.failure);
	/* Who takes none that way may do so; nobody has judged this one. */
	if (result == STEP_FAILED && t->password_unasked &&
	    s->result.failure.status == VISIT_CLOSED) {
		s->result.failure.remedy = REMEDY_USUAL;
		session_count_habit(s, (struct habit){.password = -1});
	}
	s->result.password_is_spent =
	    result == STEP_FAILED && s->result.failure.status == VISIT_CLOSED &&
	    (t->password_unasked || t->password_is_spent);
	s->result.hung_up_on_password =
	    result == STEP_FAILED && t->password_sent &&
	    s->result.failure.status == VISIT_CLOSED;
	s->result.secret_refused =
	    result == STEP_FAILED && t->password_sent &&
	    s->result.failure.status == VISIT_AUTH_FAILED;
	/* A refusal is for the device to explain; it says nothing of others. */
	if (result == STEP_DONE && t->password_accepted)
		session_count_habit(s,
		    (struct habit){.password = t->password_plain ? 1 : -1});
	return result;
}

/* It has stood at the gate for a moment: whatever needs no leave is done. */
static enum step_result
ask_ahead(struct session *s)
{
	if (s->now < session_gate_due(s))
		return STEP_WAIT;
	s->transport->ask_ahead = true;
	return log_in(s);
}

void
session_leave_line(struct session *s)
{
	if (!s->at_gate)
		return;
	session_return_pass(s);
	session_start_clocks(s);
}

static enum step_result
try_log_in(struct session *s)
{
	const struct transport *t = s->transport;
	enum step_result result = log_in(s);

	if (result != STEP_WAIT || !t->wants_password || t->password_allowed)
		return result;
	switch (enter_login(s)) {
	case GATE_WAIT:
		return ask_ahead(s);
	case GATE_CLOSED:
		return STEP_FAILED;
	case GATE_GO:
		break;
	}
	return log_in(s);
}

enum step_result
session_step_log_in(struct session *s)
{
	const struct transport *t = s->transport;
	enum step_result result = try_log_in(s);

	if (result == STEP_DONE || (result == STEP_WAIT && !t->wants_password))
		session_leave_line(s);
	if (result == STEP_DONE)
		session_leave_gate(s,
		    t->password_accepted ? GATE_ACCEPTED : GATE_UNKNOWN);
	if (result == STEP_FAILED)
		session_leave_gate(s, verdict_of(s));
	return result;
}
