/*
 * Asking a device, by exec or in a shell, and judging what it answers.
 */
#include "collect/session_private.h"

#include <stdlib.h>

#include "base/mem.h"
#include "collect/command.h"

#define READ_SIZE 16384

static enum step_result
fail_limit(struct session *s)
{
	return failure_set(&s->result.failure, VISIT_LIMIT, REMEDY_NONE,
	    "%s sent more than the %zu bytes allowed for one device",
	    s->plan.name, s->plan.max_bytes);
}

static enum step_result
fail_closed(struct session *s)
{
	return failure_set(&s->result.failure, VISIT_CLOSED, REMEDY_RETRY,
	    "%s hung up in the middle of its answer, after %zu bytes",
	    s->plan.name, s->result.text.length);
}

/*
 * Judges an answer that has ended: is it one?  A refusal may be meant for exec
 * alone.
 */
static enum step_result
judge_answer(struct session *s)
{
	struct span line;
	const struct refusal *refusal =
	    command_find_refusal(str_span(&s->result.text), &line);
	bool try_shell = refusal && refusal->shell_may_do && !s->shell;

	if (!refusal)
		return STEP_DONE;
	return failure_set(&s->result.failure, VISIT_DENIED,
	    try_shell ? REMEDY_SHELL : REMEDY_NONE,
	    "%s refused the command: \"%.*s\"; may %s run it?", s->plan.name,
	    (int)line.length, line.text, s->plan.user);
}

/* No word and no exit status: this device does not do exec. */
static enum step_result
fail_silent(struct session *s)
{
	s->result.needs_shell = true;
	return failure_set(&s->result.failure, VISIT_CLOSED, REMEDY_SHELL,
	    "%s ended the command without an answer", s->plan.name);
}

static enum step_result
end_exec(struct session *s, bool cut)
{
	bool complete = !cut || s->transport->exit_status_seen;

	if (!s->transport->exit_status_seen && s->result.text.length == 0)
		return fail_silent(s);
	return complete ? judge_answer(s) : fail_closed(s);
}

enum step_result
session_ask_exec(struct session *s)
{
	struct transport *t = s->transport;
	char buffer[READ_SIZE];
	size_t got = 0;

	for (;;) {
		switch (t->ops->read(t, buffer, sizeof(buffer), &got)) {
		case READ_SOME:
			str_add_span(&s->result.text, span_make(buffer, got));
			s->step_started = s->now;
			if (s->result.text.length > s->plan.max_bytes)
				return fail_limit(s);
			break;
		case READ_WAIT:
			if (t->exit_status_seen &&
			    s->now >= s->step_started + SESSION_AFTER_STATUS_MS)
				return end_exec(s, false);
			return STEP_WAIT;
		case READ_END:
			return end_exec(s, false);
		case READ_CUT:
			return end_exec(s, true);
		}
	}
}

void
session_keep_answer(struct session *s)
{
	str_clear(&s->result.text);
	dialogue_get_answer(s->dialogue, &s->result.text);
}

/* Types what the dialogue wants to; false when it has ended. */
static bool
talk(struct session *s)
{
	struct str typed = STR_INIT;
	enum dialogue_state state;

	state = dialogue_run(s->dialogue, s->now, &typed);
	if (typed.length) {
		s->step_started = s->now;
		s->transport->ops->write(s->transport, str_span(&typed));
	}
	str_release(&typed);
	return state < DIALOGUE_DONE;
}

static enum step_result
end_dialogue(struct session *s)
{
	char *text;

	if (!dialogue_has_asked(s->dialogue))
		return failure_set(&s->result.failure, VISIT_AUTH_FAILED,
		    REMEDY_NONE,
		    "%s asks for one more password in its shell; this program "
		    "has only the one that was accepted",
		    s->plan.name);
	text = str_printf("the prompt is %s", dialogue_prompt(s->dialogue));
	session_say(s, text);
	free(text);
	session_keep_answer(s);
	return judge_answer(s);
}

enum step_result
session_ask_shell(struct session *s)
{
	struct transport *t = s->transport;
	char buffer[READ_SIZE];
	size_t got = 0;

	if (!s->dialogue)
		s->dialogue =
		    dialogue_new(command_set_of(s->result.platform), s->now);
	for (;;) {
		switch (t->ops->read(t, buffer, sizeof(buffer), &got)) {
		case READ_SOME:
			dialogue_receive(s->dialogue, span_make(buffer, got),
			    s->now);
			s->step_started = s->now;
			if (dialogue_length(s->dialogue) > s->plan.max_bytes) {
				session_keep_answer(s);
				return fail_limit(s);
			}
			break;
		case READ_WAIT:
			return talk(s) ? STEP_WAIT : end_dialogue(s);
		case READ_END:
		case READ_CUT:
			session_keep_answer(s);
			return fail_closed(s);
		}
	}
}
