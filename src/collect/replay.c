/*
 * The device of a script; see replay.h.
 *
 * Everything it will say is appended to one string as soon as it is known, and
 * is then handed out as fast as the script allows.  Time is what the session
 * says it is.
 */
#include "collect/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BACK9 "\b\b\b\b\b\b\b\b\b"

struct replay {
	struct transport transport; /* first */
	const struct replay_script *script;
	enum replay_step step; /* that is being waited for */
	uint64_t ready;        /* when it is done; 0: not begun */
	struct str says;
	size_t given;
	uint64_t next;  /* when the next slice comes */
	uint64_t hears; /* when it does not lose any more what is typed */
	bool shell;
	bool finished; /* says all that there is */
	struct str typed;
	struct str paged; /* what comes after the page that is shown */
	const char *prompt;
	const char *tail;
};

static struct replay *
replay_of(struct transport *transport)
{
	return (struct replay *)transport;
}

/* --- steps ---------------------------------------------------------------- */

static enum step_result
take_step(struct transport *transport, enum replay_step step,
    struct failure *failure)
{
	struct replay *r = replay_of(transport);

	if (r->step != step) {
		r->step = step;
		r->ready = transport->now + r->script->step_ms;
		if (step == REPLAY_LOG_IN)
			r->ready += r->script->login_ms;
	}
	transport->flooded = r->script->flood_step == step;
	if (r->script->stall_step == step || transport->flooded)
		return STEP_WAIT;
	if (transport->now < r->ready) {
		transport->due = r->ready;
		return STEP_WAIT;
	}
	if (r->script->fail_step == step)
		return failure_set(failure, VISIT_CLOSED, REMEDY_RETRY,
		    "the script breaks off");
	return STEP_DONE;
}

static enum step_result
replay_resolve(struct transport *transport, struct failure *failure)
{
	return take_step(transport, REPLAY_RESOLVE, failure);
}

static enum step_result
replay_connect(struct transport *transport, struct failure *failure)
{
	return take_step(transport, REPLAY_CONNECT, failure);
}

static enum step_result
replay_greet(struct transport *transport, struct failure *failure)
{
	return take_step(transport, REPLAY_GREET, failure);
}

static enum step_result
replay_handshake(struct transport *transport, struct failure *failure)
{
	return take_step(transport, REPLAY_HANDSHAKE, failure);
}

static enum step_result
replay_check_host_key(struct transport *transport, struct failure *failure)
{
	return take_step(transport, REPLAY_HOST_KEY, failure);
}

static enum step_result
replay_log_in(struct transport *transport, struct failure *failure)
{
	const struct replay_script *script = replay_of(transport)->script;
	enum step_result result;

	transport->wants_password = false;
	if (script->takes_none && transport->ask_ahead)
		return STEP_DONE;
	if (script->wants_password && !transport->password_allowed &&
	    (!transport->ask_ahead || !script->no_methods)) {
		transport->wants_password = true;
		return STEP_WAIT;
	}
	if (script->no_methods)
		return STEP_WAIT;
	transport->password_sent = script->wants_password;
	result = take_step(transport, REPLAY_LOG_IN, failure);
	if (result == STEP_DONE && script->wrong_password)
		return failure_set(failure, VISIT_AUTH_FAILED, REMEDY_NONE,
		    "the script refuses the password");
	transport->password_accepted =
	    result == STEP_DONE && script->wants_password;
	return result;
}

/* --- what it says --------------------------------------------------------- */

static bool
is_at(const struct replay *r, const char *prompt)
{
	return span_ends(span_of(r->prompt), prompt);
}

static const struct replay_answer *
answer_to(const struct replay *r, struct span line)
{
	static const struct replay_answer unknown = {
	    .text = {"% Invalid input detected at '^' marker.\r\n", 41},
	};
	const struct replay_answer *answer = r->script->answers;

	while (answer && answer->line) {
		if (span_is(line, answer->line) &&
		    (!answer->at || is_at(r, answer->at)))
			return answer;
		answer++;
	}
	return &unknown;
}

/* Says one page of r->paged and its mark, or the rest and the prompt. */
static void
say_page(struct replay *r)
{
	struct span rest = str_span(&r->paged);
	struct span line;
	size_t lines = 0;
	struct str left = STR_INIT;

	while (r->script->page && lines < r->script->page &&
	       span_next_line(&rest, &line))
		lines++;
	if (!r->script->page)
		rest = span_of("");
	str_add_span(&r->says,
	    span_make(str_text(&r->paged), r->paged.length - rest.length));
	str_add_span(&left, rest);
	str_release(&r->paged);
	r->paged = left;
	str_add(&r->says, !left.length      ? r->prompt
			  : r->script->more ? r->script->more
					    : " --More-- ");
	if (left.length || !r->tail)
		return;
	str_add(&r->says, r->tail);
	r->tail = NULL;
}

static void
take_line(struct replay *r)
{
	struct span line = str_span(&r->typed);
	const struct replay_answer *answer =
	    line.length ? answer_to(r, line) : NULL;

	str_clear(&r->paged);
	str_clear(&r->typed);
	if (answer) {
		str_add_span(&r->paged, answer->text);
		r->tail = answer->tail;
		if (answer->prompt)
			r->prompt = answer->prompt;
	}
	say_page(r);
}

static void
take_key(struct replay *r, char key)
{
	if (r->paged.length) {
		str_add(&r->says, r->script->erase ? r->script->erase
						   : BACK9 "         " BACK9);
		say_page(r);
		return;
	}
	if (key != '\r') {
		str_add_char(&r->typed, key);
		if (!r->script->no_echo && !is_at(r, "assword: "))
			str_add_char(&r->says, key);
		if (is_at(r, "Selection: "))
			take_line(r);
		return;
	}
	str_add(&r->says, "\r\n");
	take_line(r);
}

static void
replay_write(struct transport *transport, struct span text)
{
	struct replay *r = replay_of(transport);

	if (transport->now < r->hears)
		return;
	if (r->given == r->says.length && r->script->think_ms)
		r->next = transport->now + r->script->think_ms;
	for (size_t i = 0; i < text.length; i++)
		take_key(r, text.text[i]);
	/* Nobody else will wake the session up to hear it. */
	transport->due = transport->now;
}

static enum step_result
replay_open(struct transport *transport, const char *command,
    struct failure *failure)
{
	struct replay *r = replay_of(transport);
	const struct replay_script *script = r->script;
	enum step_result result = take_step(transport, REPLAY_OPEN, failure);

	if (result != STEP_DONE)
		return result;
	r->shell = command == NULL;
	if (command && span_is_absent(script->exec_text))
		return failure_set(failure, VISIT_DENIED, REMEDY_SHELL,
		    "the script has no exec");
	if (!command && !script->prompt)
		return failure_set(failure, VISIT_DENIED, REMEDY_SHELL,
		    "the script has no shell");
	if (command) {
		transport->exit_status_seen = script->early_status;
		str_add_span(&r->says, script->exec_text);
		r->finished = true;
	} else {
		str_add(&r->says, script->greeting ? script->greeting : "");
		r->prompt = script->prompt;
		r->hears = transport->now + script->deaf_ms;
		str_add(&r->says, r->prompt);
	}
	return STEP_DONE;
}

/* --- how it says it ------------------------------------------------------- */

static enum read_result
end_of_text(struct replay *r)
{
	if (!r->finished)
		return READ_WAIT;
	r->transport.exit_status_seen = r->script->exit_status;
	r->transport.exit_status = r->script->exit_code;
	if (r->script->no_end)
		return READ_WAIT;
	return r->script->bare_end ? READ_CUT : READ_END;
}

static size_t
smallest(size_t a, size_t b)
{
	return a < b ? a : b;
}

static enum read_result
replay_read(struct transport *transport, char *buffer, size_t size, size_t *got)
{
	struct replay *r = replay_of(transport);
	const struct replay_script *script = r->script;
	size_t count = r->says.length - r->given;

	if (r->given >= script->cut_at)
		return READ_CUT;
	if (r->given >= script->stall_at)
		return READ_WAIT;
	if (count == 0)
		return end_of_text(r);
	if (transport->now < r->next) {
		transport->due = r->next;
		return READ_WAIT;
	}
	count = smallest(count, size);
	count = smallest(count, script->cut_at - r->given);
	count = smallest(count, script->stall_at - r->given);
	if (script->slice)
		count = smallest(count, script->slice);
	memcpy(buffer, r->says.text + r->given, count);
	r->given += count;
	r->next = transport->now + script->slice_ms;
	*got = count;
	return READ_SOME;
}

static enum step_result
replay_hang_up(struct transport *transport, struct failure *failure)
{
	(void)transport;
	(void)failure;
	return STEP_DONE;
}

static void
replay_free(struct transport *transport)
{
	struct replay *r = replay_of(transport);

	str_release(&r->says);
	str_release(&r->typed);
	str_release(&r->paged);
	free(r);
}

static const struct transport_ops replay_ops = {
    .resolve = replay_resolve,
    .connect = replay_connect,
    .greet = replay_greet,
    .handshake = replay_handshake,
    .check_host_key = replay_check_host_key,
    .log_in = replay_log_in,
    .open = replay_open,
    .read = replay_read,
    .write = replay_write,
    .hang_up = replay_hang_up,
    .free = replay_free,
};

struct transport *
replay_new(const struct replay_script *script)
{
	struct replay *r = xcalloc(1, sizeof(*r));

	r->transport.ops = &replay_ops;
	r->transport.due = TRANSPORT_NEVER;
	r->transport.platform = PLATFORM_AUTO;
	r->script = script;
	r->step = REPLAY_STEPS;
	return &r->transport;
}
