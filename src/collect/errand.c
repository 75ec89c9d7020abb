/*
 * Errands, on both sides; see errand.h.
 *
 * A session asks its gates itself.  Where it has to wait, the scheduler keeps
 * the line: it asks again when somebody has left, and hands on the leave.
 *
 * Whoever is the last to hold an errand frees it: letters to it may be on their
 * way when it ends.
 */
#include "collect/errand.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"
#include "collect/crew_private.h"
#include "collect/loop.h"
#include "collect/transport.h"

struct errand {
	struct worker *worker;
	struct errand_order order; /* never changed once it is started */
	_Atomic(const char *) step;
	/* The scheduler, the worker's timer, and each letter to the worker. */
	atomic_uint holders;

	/* The worker's. */
	struct session *session; /* NULL: it has ended */
	struct turn turn;        /* of the session */
	uv_timer_t timer;
	const struct gate *told; /* at which it waits, as the scheduler knows */
};

/* What is told; each kind uses what it needs. */
struct note {
	struct letter letter; /* first */
	struct errand *errand;
	char *text; /* owned */
	struct gate *gate;
	bool may_enter;
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

static void
hold(struct errand *errand)
{
	atomic_fetch_add_explicit(&errand->holders, 1, memory_order_relaxed);
}

static void
let_go(struct errand *errand)
{
	if (atomic_fetch_sub_explicit(&errand->holders, 1,
		memory_order_acq_rel) == 1)
		free(errand);
}

/* --- told to the scheduler ------------------------------------------------ */

static void
tell(struct note *note)
{
	mailbox_leave(note->errand->worker->home, &note->letter);
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

	order->events->on_gate(order->context, note->gate);
	note_free(note);
}

static void
open_end(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;
	const struct errand_order *order = &errand->order;

	order->events->on_end(order->context, &note->result);
	note_free(note);
	let_go(errand);
}

/* --- on the worker -------------------------------------------------------- */

static void
tell_of_gate(struct errand *errand)
{
	struct gate *gate = session_gate(errand->session);
	struct note *note;

	if (gate == errand->told)
		return;
	errand->told = gate;
	if (!gate)
		return;
	note = note_new(errand, open_gate);
	note->gate = gate;
	tell(note);
}

static void
on_closed(uv_handle_t *handle)
{
	let_go(handle->data);
}

static void
end(struct errand *errand)
{
	struct note *note = note_new(errand, open_end);

	turn_forget(&errand->turn);
	session_take_result(errand->session, &note->result);
	session_free(errand->session);
	errand->session = NULL;
	uv_close((uv_handle_t *)&errand->timer, on_closed);
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

	if (!goes_on) {
		end(errand);
		return;
	}
	tell_of_gate(errand);
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
	plan.on_log = plan.on_log ? on_log : NULL;
	plan.context = errand;
	transport = ssh_new(&worker->ssh, errand->order.target,
	    errand->order.username, on_wake, errand);
	errand->session = session_new(&plan, transport, uv_now(worker->loop));
	run(errand);
	let_go(errand);
}

static void
open_answer(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;
	bool entered = note->may_enter && errand->session &&
		       session_let_in(errand->session, note->gate);

	/* It has ended, or has found the gate open meanwhile. */
	if (note->may_enter && !entered)
		gate_leave(note->gate, GATE_UNKNOWN);
	note_free(note);
	errand->told = NULL;
	if (errand->session)
		run(errand);
	let_go(errand);
}

static void
open_cancel(struct letter *letter)
{
	struct note *note = (struct note *)letter;
	struct errand *errand = note->errand;

	if (errand->session) {
		session_cancel(errand->session, note->text);
		end(errand);
	}
	note_free(note);
	let_go(errand);
}

/* --- what the scheduler calls --------------------------------------------- */

static void
order(struct note *note)
{
	hold(note->errand);
	mailbox_leave(&note->errand->worker->box, &note->letter);
}

struct errand *
errand_start(struct worker *worker, const struct errand_order *wanted)
{
	struct errand *errand = xcalloc(1, sizeof(*errand));

	errand->worker = worker;
	errand->order = *wanted;
	atomic_init(&errand->step, "start");
	atomic_init(&errand->holders, 2);
	order(note_new(errand, open_start));
	return errand;
}

static void
answer(struct errand *errand, struct gate *gate, bool may_enter)
{
	struct note *note = note_new(errand, open_answer);

	note->gate = gate;
	note->may_enter = may_enter;
	order(note);
}

void
errand_let_in(struct errand *errand, struct gate *gate)
{
	answer(errand, gate, true);
}

void
errand_turn_away(struct errand *errand, struct gate *gate)
{
	answer(errand, gate, false);
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
