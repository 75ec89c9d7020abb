/*
 * The visit to one device; see session.h.
 *
 * What is asked of a device is asked by exec first: one request, one answer,
 * no prompt and no pager.  Devices that do not run commands that way are asked
 * through a shell instead, on the same connection if they keep it.
 */
#include "collect/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/command.h"
#include "collect/dialogue.h"
#include "collect/session_private.h"

static enum step_result step_resolve(struct session *s);
static enum step_result step_connect(struct session *s);
static enum step_result step_greet(struct session *s);
static enum step_result step_handshake(struct session *s);
static enum step_result step_host_key(struct session *s);
static enum step_result step_open(struct session *s);
static enum step_result step_ask(struct session *s);
static enum step_result step_hang_up(struct session *s);

struct step {
	const char *name;
	enum step_result (*run)(struct session *s);
	unsigned limit; /* milliseconds; of silence, in step_ask */
	enum turn_level level;
	const char *doing;
	const char *advice;
};

/*
 * The visit to one device, top to bottom.  A step that must wait returns
 * STEP_WAIT and is called again, from its start, when its transport is ready.
 */
/* clang-format off */
static const struct step steps[] = {
	{ "resolve",   step_resolve,   10000, TURN_BEGINS,
	  "looking up its address",
	  "does the name service of this machine answer?" },
	{ "connect",   step_connect,   10000, TURN_BEGINS, "connecting",
	  "is the device up, and does a firewall let SSH through?" },
	{ "greet",     step_greet,     15000, TURN_BEGINS,
	  "waiting for its SSH greeting",
	  "is this the SSH port, and are its VTY lines free?" },
	{ "handshake", step_handshake, 45000, TURN_COMPUTES, "exchanging keys",
	  "a slow device may need a longer --timeout" },
	{ "host key",  step_host_key,   5000, TURN_ASKS, "checking its host key",
	  "" },
	{ "log in",    session_step_log_in, 60000, TURN_ASKS, "logging in",
	  "does its AAA server answer?" },
	{ "open",      step_open,      20000, TURN_ASKS, "opening a channel",
	  "is it out of memory or of VTY lines?" },
	{ "ask",       step_ask,       30000, TURN_READS,
	  "waiting for its answer", "try the command by hand" },
	{ "hang up",   step_hang_up,    2000, TURN_NOW, "hanging up", "" },
	{ NULL, NULL, 0, TURN_NOW, NULL, NULL },
};
/* clang-format on */

void
session_say(const struct session *s, const char *text)
{
	if (s->plan.on_log)
		s->plan.on_log(s->plan.context, text);
}

/* The one place where a session moves on, or ends. */
static void
set_step(struct session *s, const struct step *step)
{
	if (s->plan.on_log) {
		char *text =
		    str_printf("%s -> %s", s->step ? s->step->name : "start",
			step && step->name ? step->name : "end");

		session_say(s, text);
		free(text);
	}
	s->step = step && step->name ? step : NULL;
	s->step_started = s->now;
}

struct session *
session_new(const struct session_plan *plan, struct transport *transport,
    uint64_t now)
{
	struct session *s = xcalloc(1, sizeof(*s));

	s->plan = *plan;
	s->transport = transport;
	s->transport->no_chacha = plan->no_chacha;
	s->shell = plan->shell;
	s->form = plan->form;
	s->result.platform = plan->platform;
	s->now = now;
	s->started = now;
	set_step(s, &steps[0]);
	return s;
}

/* --- the steps ------------------------------------------------------------ */

static enum step_result
step_resolve(struct session *s)
{
	return s->transport->ops->resolve(s->transport, &s->result.failure);
}

static enum step_result
step_connect(struct session *s)
{
	return s->transport->ops->connect(s->transport, &s->result.failure);
}

static enum step_result
step_greet(struct session *s)
{
	return s->transport->ops->greet(s->transport, &s->result.failure);
}

static void
take_algorithms(struct session *s)
{
	struct algorithms *agreed = &s->result.algorithms;
	char *text;

	algorithms_release(agreed);
	*agreed = s->transport->algorithms;
	s->transport->algorithms = (struct algorithms){0};
	if (!agreed->kex || !s->plan.on_log)
		return;
	text = str_printf("agreed on %s, %s, %s%s%s", agreed->kex,
	    agreed->host_key ? agreed->host_key : "",
	    agreed->cipher ? agreed->cipher : "", agreed->mac ? ", " : "",
	    agreed->mac ? agreed->mac : "");
	session_say(s, text);
	free(text);
}

static enum step_result
step_handshake(struct session *s)
{
	enum step_result result =
	    s->transport->ops->handshake(s->transport, &s->result.failure);

	if (s->result.platform == PLATFORM_AUTO)
		s->result.platform = s->transport->platform;
	if (result == STEP_DONE)
		take_algorithms(s);
	return result;
}

static enum step_result
step_host_key(struct session *s)
{
	return s->transport->ops->check_host_key(s->transport,
	    &s->result.failure);
}

struct habit
session_habit(const struct session *s)
{
	if (!s->plan.habits || s->plan.usual)
		return (struct habit){0};
	return habits_read(s->plan.habits, s->result.platform,
	    str_span(&s->transport->ident));
}

void
session_count_habit(const struct session *s, struct habit change)
{
	if (s->plan.habits)
		habits_count(s->plan.habits, s->result.platform,
		    str_span(&s->transport->ident), &change);
}

void
session_note_exec(struct session *s, bool works)
{
	session_count_habit(s, (struct habit){.exec = works ? 1 : -1});
}

/* Others of its kind may have shown what is of no use. */
static void
follow_habit(struct session *s)
{
	struct habit habit = session_habit(s);

	if (!s->plan.habits || s->plan.usual)
		return;
	s->shell_by_habit = habit.exec < 0 && !s->shell;
	s->shell = s->shell || s->shell_by_habit;
	if (command_is_last_form(command_set_of(s->result.platform), s->form) ||
	    habit.first_form > 0)
		return;
	if (habit.first_form < 0 ||
	    !habits_take_probe(s->plan.habits, s->result.platform,
		str_span(&s->transport->ident)))
		s->form++;
}

static enum step_result
step_open(struct session *s)
{
	const struct command_set *commands = command_set_of(s->result.platform);
	struct transport *t = s->transport;
	struct failure *failure = &s->result.failure;
	enum step_result result;

	if (!s->opening)
		follow_habit(s);
	s->opening = true;
	if (!s->shell) {
		result = t->ops->open(t,
		    command_form_of(commands, s->form)->ask, failure);
		if (result != STEP_FAILED || failure->remedy != REMEDY_SHELL)
			return result;
		session_say(s, str_text(&failure->text));
		failure_clear(failure);
		s->shell = true;
		s->fell_back = true;
		session_note_exec(s, false);
	}
	result = t->ops->open(t, NULL, failure);
	if (result == STEP_FAILED && s->plan.exec_was_empty &&
	    failure->remedy == REMEDY_SHELL) {
		/* Nobody can say more than exec did. */
		failure_clear(failure);
		s->shell = false;
		s->nothing_to_ask = true;
		return STEP_DONE;
	}
	/* IOS closes the connection on a second channel: it needs a new one. */
	if (result == STEP_FAILED && s->fell_back)
		failure->remedy = REMEDY_SHELL;
	else if (result == STEP_FAILED && failure->remedy == REMEDY_SHELL)
		failure->remedy = command_is_last_form(commands, s->plan.form)
				      ? REMEDY_NONE
				      : REMEDY_NEXT_FORM;
	return result;
}

static enum step_result
step_ask(struct session *s)
{
	if (s->nothing_to_ask)
		return STEP_DONE;
	return s->shell ? session_ask_shell(s) : session_ask_exec(s);
}

static enum step_result
step_hang_up(struct session *s)
{
	return s->transport->ops->hang_up(s->transport, &s->result.failure);
}

/* The one that follows, by what the visit is for. */
static const struct step *
next_step(const struct session *s)
{
	const struct step *next = s->step + 1;

	if (s->plan.goal == GOAL_LOGIN && s->step->run == session_step_log_in)
		return NULL;
	if (s->plan.goal == GOAL_HOST_KEY && s->step->run == step_host_key) {
		while (next->run != step_hang_up)
			next++;
	}
	return next;
}

/* --- running them --------------------------------------------------------- */

static unsigned
step_limit(const struct session *s)
{
	bool own = s->step->run == step_connect && s->plan.connect_limit;

	return own ? s->plan.connect_limit : s->step->limit;
}

static uint64_t
step_deadline(const struct session *s)
{
	return s->step_started + step_limit(s);
}

static uint64_t
visit_deadline(const struct session *s)
{
	return s->started + s->plan.time_limit;
}

static bool
is_late(const struct session *s)
{
	return !s->is_held &&
	       (s->now >= step_deadline(s) || s->now >= visit_deadline(s));
}

/* Of a device that asked for a password and then said no more. */
#define NO_VERDICT                                                             \
	"it has the password: does its AAA server (TACACS+, RADIUS) answer?"

/* Somebody on this machine is asked, and the device waits as we do. */
static void
fail_without_agent(struct session *s, bool whole, uint64_t ms)
{
	failure_set(&s->result.failure, VISIT_TIMEOUT, REMEDY_NONE,
	    "no answer from the key agent at %s within %.3g s%s while logging "
	    "in to %s; does it wait for somebody to confirm, or for others?",
	    s->transport->awaited_agent, (double)ms / 1000.0,
	    whole ? " (the whole visit)" : "", s->plan.name);
}

/*
 * Trying again helps where the device may just have been busy, but not after
 * its password: that would send it twice; nor when the time is up.
 */
static void
fail_late(struct session *s)
{
	bool whole = s->now >= visit_deadline(s);
	uint64_t ms = whole ? s->plan.time_limit : step_limit(s);
	bool again = !whole && !s->inside_gate && !s->aside_gate;
	const char *advice = s->step->advice;
	struct str stop = STR_INIT;

	session_tell_stop(s, &stop);
	if (s->dialogue)
		session_keep_answer(s);
	if (s->step->run == session_step_log_in && s->transport->password_sent)
		advice = NO_VERDICT;
	session_leave_silent(s);
	if (s->step->run == session_step_log_in && s->transport->awaited_agent)
		fail_without_agent(s, whole, ms);
	else
		failure_set(&s->result.failure, VISIT_TIMEOUT,
		    again ? REMEDY_RETRY : REMEDY_NONE,
		    "no answer from %s within %.3g s%s while %s%s%s%s",
		    s->plan.name, (double)ms / 1000.0,
		    whole ? " (the whole visit)" : "", s->step->doing,
		    str_text(&stop), *advice ? "; " : "", advice);
	str_release(&stop);
}

/*
 * A secret that may have been found wrong is not typed again.  And a shell that
 * was opened only because others of its kind run nothing by exec may be what
 * this one does not have.
 */
static void
reconsider_remedy(struct session *s)
{
	struct failure *failure = &s->result.failure;

	if (s->secret_is_open)
		failure->remedy = REMEDY_NONE;
	else if (s->shell_by_habit && s->now < visit_deadline(s) &&
		 (failure->status == VISIT_DENIED ||
		     failure->status == VISIT_CLOSED ||
		     failure->status == VISIT_TIMEOUT))
		failure->remedy = REMEDY_USUAL;
}

static void
end(struct session *s)
{
	session_leave_gate(s, GATE_UNKNOWN);
	session_return_pass(s);
	session_start_clocks(s);
	reconsider_remedy(s);
	s->result.by_shell = s->shell;
	s->result.used = s->now - s->started;
	if (s->result.failure.status != VISIT_OK)
		session_say(s, str_text(&s->result.failure.text));
	if (s->step)
		set_step(s, NULL);
}

bool
session_run(struct session *s, uint64_t now)
{
	enum step_result result = STEP_DONE;

	s->now = now;
	s->transport->taken = 0;
	while (s->step && result == STEP_DONE) {
		s->transport->now = now;
		s->transport->due = TRANSPORT_NEVER;
		result = s->step->run(s);
		if (result == STEP_WAIT && s->transport->flooded)
			result = session_fail_flooded(s, s->step->doing);
		if (s->transport->held)
			session_stop_clocks(s,
			    "waits for its turn at the bastion");
		else if (!s->at_gate)
			session_start_clocks(s);
		if (result == STEP_DONE)
			set_step(s, next_step(s));
	}
	if (!s->step) {
		end(s);
		return false;
	}
	if (result == STEP_WAIT)
		session_make_way(s);
	if (result == STEP_WAIT && is_late(s)) {
		fail_late(s);
		result = STEP_FAILED;
	}
	if (result == STEP_FAILED)
		end(s);
	return result != STEP_FAILED;
}

static uint64_t
earlier(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

uint64_t
session_due(const struct session *s)
{
	uint64_t due = earlier(s->transport->due, session_gate_due(s));

	if (!s->step || s->is_held)
		return due;
	due = earlier(due, step_deadline(s));
	due = earlier(due, visit_deadline(s));
	if (s->dialogue)
		due = earlier(due, dialogue_due(s->dialogue));
	if (!s->shell)
		due = earlier(due, session_exec_due(s));
	return due;
}

const char *
session_step_name(const struct session *s)
{
	return s->step ? s->step->name : "";
}

enum turn_level
session_turn_level(const struct session *s)
{
	if (s->inside_gate || !s->step)
		return TURN_NOW;
	return s->dialogue ? TURN_ASKS : s->step->level;
}

struct gate *
session_gate(const struct session *s)
{
	return s->at_gate;
}

void
session_cancel(struct session *s, const char *why)
{
	if (!s->step)
		return;
	if (s->dialogue)
		session_keep_answer(s);
	failure_set(&s->result.failure, VISIT_CANCELLED, REMEDY_NONE,
	    "%s while %s", why, s->step->doing);
	end(s);
}

void
session_take_result(struct session *s, struct session_result *result)
{
	*result = s->result;
	s->result = (struct session_result){0};
}

struct transport *
session_take_transport(struct session *s)
{
	struct transport *transport = s->transport;

	s->transport = NULL;
	return transport;
}

void
session_free(struct session *s)
{
	if (!s)
		return;
	session_leave_gate(s, GATE_UNKNOWN);
	session_return_pass(s);
	if (s->transport)
		s->transport->ops->free(s->transport);
	dialogue_free(s->dialogue);
	session_result_release(&s->result);
	free(s);
}
