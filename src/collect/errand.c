/*
 * Errands, on both sides; see errand.h.
 *
 * The gates of an errand are its own, and nobody may go through them at first.
 * The scheduler opens one, or closes it, when its real gate has said so; the
 * session does not know the difference.  What the session then tells its gate
 * is told to the real one.
 *
 * The worker frees an errand, when the scheduler has sent it the last letter:
 * nothing can be on its way then.
 */
#include "collect/errand.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"
#include "collect/crew_private.h"
#include "collect/loop.h"
#include "collect/transport.h"

/* A gate for one, that is opened from outside. */
struct door {
	struct gate gate;
	struct gate_limit limit;
	bool has_asked;      /* the scheduler, for leave */
	unsigned departures; /* as told */
};

struct errand {
	struct worker *worker;
	struct errand_order order; /* never changed once it is started */
	_Atomic(const char *) step;

	/* The worker's. */
	struct session *session; /* NULL: it has ended */
	struct turn turn;        /* of the session */
	uv_timer_t timer;
	struct door doors[ERRAND_GATES];
};

/* What is told; each kind uses what it needs. */
struct note {
	struct letter letter; /* first */
	struct errand *errand;
	char *text; /* owned */
	enum errand_gate which;
	struct gate gate;
	enum gate_verdict verdict;
	struct session_result result;
};

static struct note *
note_new(struct errand *errand, void (*open)(struct letter *letter))
{
	struct note *note = xcalloc(1, sizeof(*note));

	note->letter.open = open;
	note->errand = errand;
	return note;
}

static void
note_free(struct note *note)
{
	free(note->text);
	free(note);
}

/* --- told to the scheduler ------------------------------------------------ */

static void
tell(struct note *note)
{
	mailbox_post(note->errand->worker->home, &note->letter);
}

static void
open_log(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	const struct session_plan *plan = &note->errand->order.plan;

	plan->on_log(plan->context, note->text);
	note_free(note);
}

static void
open_gate(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	const struct errand_order *order = &note->errand->order;

	order->events->on_gate(order->context, note->which);
	note_free(note);
}

static void
open_gate_left(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	const struct errand_order *order = &note->errand->order;

	order->events->on_gate_left(order->context, note->verdict);
	note_free(note);
}

static void open_release(struct letter *letter);

static void
open_end(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;
	struct errand_order order = errand->order;
	struct note *last = note_new(errand, open_release);

	mailbox_post(&errand->worker->box, &last->letter);
	order.events->on_end(order.context, &note->result);
	note_free(note);
}

/* --- on the worker -------------------------------------------------------- */

static enum gate_verdict
verdict_of(const struct gate *gate)
{
	if (gate->proved)
		return GATE_ACCEPTED;
	if (gate->refusals)
		return GATE_REFUSED;
	return gate->drops ? GATE_DROPPED : GATE_UNKNOWN;
}

static void
tell_of_door(struct errand *errand, enum errand_gate which)
{
	struct door *door = &errand->doors[which];
	struct note *note;

	if (door->limit.departures != door->departures) {
		door->departures = door->limit.departures;
		note = note_new(errand, open_gate_left);
		note->verdict = verdict_of(&door->gate);
		tell(note);
		/* A shell may ask for the password once more. */
		door->gate = (struct gate){.limit = &door->limit};
		door->limit.max = 0;
		door->has_asked = false;
	}
	if (session_gate(errand->session) == &door->gate && !door->has_asked) {
		door->has_asked = true;
		note = note_new(errand, open_gate);
		note->which = which;
		tell(note);
	}
}

/* Nobody but this session goes through its gates. */
static void
tell_of_gates(struct errand *errand)
{
	tell_of_door(errand, ERRAND_LOGIN);
	tell_of_door(errand, ERRAND_ENABLE);
}

static void
end(struct errand *errand)
{
	struct note *note = note_new(errand, open_end);

	turn_forget(&errand->turn);
	session_take_result(errand->session, &note->result);
	session_free(errand->session);
	errand->session = NULL;
	uv_timer_stop(&errand->timer);
	tell(note);
}

static void run(struct errand *errand);

static void
on_timer(uv_timer_t *timer)
{
	run(timer->data);
}

static void
take_turn(struct turn *turn)
{
	run((struct errand *)(void *)((char *)turn -
				      offsetof(struct errand, turn)));
}

static void
on_wake(void *context)
{
	struct errand *errand = context;

	turns_ask(&errand->worker->turns, &errand->turn,
	    session_turn_level(errand->session));
}

static void
run(struct errand *errand)
{
	uint64_t now = uv_now(errand->worker->loop);
	bool goes_on = session_run(errand->session, now);
	uint64_t due;

	tell_of_gates(errand);
	if (!goes_on) {
		end(errand);
		return;
	}
	atomic_store_explicit(&errand->step, session_step_name(errand->session),
	    memory_order_relaxed);
	due = session_due(errand->session);
	if (due == TRANSPORT_NEVER)
		uv_timer_stop(&errand->timer);
	else
		loop_call_by(&errand->timer, on_timer, due);
}

static void
on_log(void *context, const char *text)
{
	struct note *note = note_new(context, open_log);

	note->text = xstrdup(text);
	tell(note);
}

/* Puts a door where the real gate is, if there is one. */
static struct gate *
make_door(struct errand *errand, enum errand_gate which,
    const struct gate *real)
{
	struct door *door = &errand->doors[which];

	door->gate.limit = &door->limit;
	return real ? &door->gate : NULL;
}

static void
open_start(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;
	struct worker *worker = errand->worker;
	struct session_plan plan = errand->order.plan;
	struct transport *transport;

	note_free(note);
	uv_timer_init(worker->loop, &errand->timer);
	errand->timer.data = errand;
	errand->turn.take = take_turn;
	plan.gate = make_door(errand, ERRAND_LOGIN, plan.gate);
	plan.enable_gate = make_door(errand, ERRAND_ENABLE, plan.enable_gate);
	plan.on_log = plan.on_log ? on_log : NULL;
	plan.context = errand;
	transport = ssh_new(&worker->ssh, errand->order.target,
	    errand->order.username, on_wake, errand);
	errand->session = session_new(&plan, transport, uv_now(worker->loop));
	run(errand);
}

static void
open_answer(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;
	struct door *door = &errand->doors[note->which];

	door->gate = note->gate;
	door->gate.limit = &door->limit;
	door->limit.max = 1;
	note_free(note);
	if (errand->session)
		run(errand);
}

static void
open_cancel(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;

	if (errand->session) {
		session_cancel(errand->session, note->text);
		tell_of_gates(errand);
		end(errand);
	}
	note_free(note);
}

static void
on_closed(uv_handle_t *handle)
{
	free(handle->data);
}

static void
open_release(struct letter *letter)
{
	struct note *note = (struct note *)letter;

	uv_close((uv_handle_t *)&note->errand->timer, on_closed);
	note_free(note);
}

/* --- what the scheduler calls --------------------------------------------- */

static void
order(struct note *note)
{
	mailbox_post(&note->errand->worker->box, &note->letter);
}

struct errand *
errand_start(struct worker *worker, const struct errand_order *wanted)
{
	struct errand *errand = xcalloc(1, sizeof(*errand));

	errand->worker = worker;
	errand->order = *wanted;
	atomic_init(&errand->step, "start");
	order(note_new(errand, open_start));
	return errand;
}

void
errand_let_in(struct errand *errand, enum errand_gate which)
{
	struct note *note = note_new(errand, open_answer);

	note->which = which;
	order(note);
}

void
errand_turn_away(struct errand *errand, enum errand_gate which,
    const struct gate *real)
{
	struct note *note = note_new(errand, open_answer);

	note->which = which;
	note->gate.refusals = real->refusals;
	note->gate.drops = real->drops;
	order(note);
}

void
errand_cancel(struct errand *errand, const char *why)
{
	struct note *note = note_new(errand, open_cancel);

	note->text = xstrdup(why);
	order(note);
}

const char *
errand_step_name(const struct errand *errand)
{
	return atomic_load_explicit(&errand->step, memory_order_relaxed);
}
