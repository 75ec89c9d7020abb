/*
 * Asking a device, by exec or in a shell, and judging what it answers.
 */
#include "collect/session_private.h"

#include <stdlib.h>

#include "base/mem.h"
#include "collect/command.h"
#include "collect/screen.h"

#define READ_SIZE 16384

/* Bytes of the last line of an answer. */
#define LAST_LINE_MAX 200

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
	const struct str *words = &s->transport->last_words;

	return failure_set(&s->result.failure, VISIT_CLOSED, REMEDY_RETRY,
	    "%s hung up in the middle of its answer, after %zu bytes%s%s",
	    s->plan.name, s->result.text.length, words->length ? ": " : "",
	    str_text(words));
}

/* Counts for or against what the next device of this kind is asked first. */
static void
count_form(struct session *s, bool answered)
{
	const struct command_set *commands = command_set_of(s->result.platform);

	if (s->form == 0 && !command_is_last_form(commands, 0))
		session_count_habit(s,
		    (struct habit){.first_form = answered ? 1 : -1});
}

/*
 * Judges an answer that has ended: is it one?  A refusal may be meant for exec
 * alone, or for this form of the command.
 */
static enum step_result
judge_answer(struct session *s)
{
	const struct command_set *commands = command_set_of(s->result.platform);
	struct span answer = str_span(&s->result.text);
	struct span line;
	const struct refusal *refusal = command_find_refusal(answer, &line);
	bool answered = command_is_answered(commands, s->form, answer);
	bool try_shell = refusal && refusal->shell_may_do && !s->shell;

	count_form(s, answered);
	if (!s->shell && !answered && !command_is_last_form(commands, s->form))
		return failure_set(&s->result.failure, VISIT_DENIED,
		    REMEDY_NEXT_FORM, "%s does not answer `%s`", s->plan.name,
		    command_form_of(commands, s->form)->ask);
	if (!refusal)
		return STEP_DONE;
	return failure_set(&s->result.failure, VISIT_DENIED,
	    try_shell ? REMEDY_SHELL : REMEDY_NONE,
	    "%s refused the command: \"%.*s\"; may %s run it?%s", s->plan.name,
	    (int)line.length, line.text, s->plan.user,
	    s->dialogue && dialogue_enable_failed(s->dialogue)
		? " (it did not accept the enable secret)"
		: "");
}

/* No word and no exit status: this device does not do exec. */
static enum step_result
fail_silent(struct session *s)
{
	const struct str *words = &s->transport->last_words;

	session_note_exec(s, false);
	return failure_set(&s->result.failure, VISIT_CLOSED, REMEDY_SHELL,
	    "%s ended the command without an answer%s%s", s->plan.name,
	    words->length ? ": " : "", str_text(words));
}

/* No word, but no fault either: no neighbors, or a command that was not run. */
static enum step_result
fail_empty(struct session *s)
{
	s->result.exec_was_empty = true;
	return failure_set(&s->result.failure, VISIT_CLOSED, REMEDY_SHELL,
	    "%s ended the command without a word", s->plan.name);
}

/* It has started a command line of its own, or pages, and waits for keys. */
static enum step_result
fail_interactive(struct session *s)
{
	session_note_exec(s, false);
	return failure_set(&s->result.failure, VISIT_CLOSED, REMEDY_SHELL,
	    "%s waits for keys instead of running the command", s->plan.name);
}

/*
 * A status other than 0 says that something is wrong, but not what; NX-OS has
 * one for "no neighbors".  A shell says it in words.
 */
static bool
is_doubtful(const struct session *s)
{
	return s->transport->exit_status != 0 &&
	       !span_find(str_span(&s->result.text), "Device ID");
}

/* It has hung up, but what it said tells that it was all. */
static bool
proves_whole(const struct session *s)
{
	bool whole =
	    s->plan.is_whole && s->plan.is_whole(str_span(&s->result.text));

	if (whole)
		session_say(s, "hung up, and its answer is whole");
	return whole;
}

static enum step_result
end_exec(struct session *s, bool cut)
{
	bool complete = !cut || s->transport->exit_status_seen;
	struct span line;
	enum step_result result;

	if (!s->transport->exit_status_seen && s->result.text.length == 0)
		return fail_silent(s);
	if (!complete &&
	    !command_find_refusal(str_span(&s->result.text), &line) &&
	    !proves_whole(s))
		return fail_closed(s);
	result = judge_answer(s);
	if (result == STEP_DONE && is_doubtful(s))
		return failure_set(&s->result.failure, VISIT_DENIED,
		    REMEDY_SHELL, "%s ended the command with status %d",
		    s->plan.name, s->transport->exit_status);
	if (result == STEP_DONE &&
	    span_trim(str_span(&s->result.text)).length == 0)
		return fail_empty(s);
	if (result == STEP_DONE)
		session_note_exec(s, true);
	return result;
}

/* The last line of such an answer, where a device prints one. */
static bool
is_rounded_off(struct span text)
{
	struct span rest = span_trim(text);
	struct span line;
	size_t length = 0;

	/* From behind: this is looked at again whenever more has come. */
	while (length < rest.length && length < LAST_LINE_MAX &&
	       rest.text[rest.length - length - 1] != '\n')
		length++;
	line = span_skip(rest, rest.length - length);
	return span_starts(line, "Total ") || span_starts(line, "</") ||
	       span_starts(line, "]]>]]>");
}

static uint64_t
patience_after_status(const struct session *s)
{
	return is_rounded_off(str_span(&s->result.text))
		   ? SESSION_AFTER_END_MS
		   : SESSION_AFTER_STATUS_MS;
}

static bool
waits_for_keys(const struct session *s)
{
	return !s->transport->exit_status_seen && s->result.text.length &&
	       screen_waits_for_keys(str_span(&s->result.text));
}

/* Nothing more has come; how long may that be? */
static enum step_result
wait_exec(struct session *s)
{
	uint64_t silent = s->now - s->step_started;

	if (s->transport->exit_status_seen &&
	    silent >= patience_after_status(s))
		return end_exec(s, false);
	if (silent >= SESSION_KEYS_MS && waits_for_keys(s))
		return fail_interactive(s);
	return STEP_WAIT;
}

uint64_t
session_exec_due(const struct session *s)
{
	if (s->transport->exit_status_seen)
		return s->step_started + patience_after_status(s);
	if (waits_for_keys(s))
		return s->step_started + SESSION_KEYS_MS;
	return TRANSPORT_NEVER;
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
			return wait_exec(s);
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

/* It wants a secret, which is proved as one before the shell is. */
static enum dialogue_state
unlock(struct session *s, struct str *typed)
{
	struct gate *gate =
	    dialogue_logs_in(s->dialogue) ? s->plan.gate : s->plan.enable_gate;

	switch (session_enter_gate(s, gate)) {
	case GATE_WAIT:
		return DIALOGUE_LOCKED;
	case GATE_GO:
		dialogue_unlock(s->dialogue, s->now, typed);
		s->secret_is_open = true;
		return DIALOGUE_UNLOCKING;
	case GATE_CLOSED:
		break;
	}
	dialogue_stay_locked(s->dialogue);
	s->is_closed = true;
	return DIALOGUE_DONE;
}

/* Why it stays an ordinary user. */
static enum step_result
fail_locked(struct session *s)
{
	struct gate_failures failures;

	if (!s->is_closed)
		return failure_set(&s->result.failure, VISIT_DENIED,
		    REMEDY_NONE,
		    "%s wants %s to be privileged for the command, and did "
		    "not accept the enable secret",
		    s->plan.name, s->plan.user);
	failures = gate_failures(s->plan.enable_gate);
	return failure_set(&s->result.failure, VISIT_DENIED, REMEDY_NONE,
	    "%s wants %s to be privileged for the command; the enable secret "
	    "was not tried: %u other devices did not accept it; correct it "
	    "and run again",
	    s->plan.name, s->plan.user,
	    failures.refusals + failures.drops + failures.silences);
}

/* The prompt of a shell, and for `enable` another one, shows it was right. */
static void
tell_gate(struct session *s, enum dialogue_state state)
{
	if (dialogue_enable_failed(s->dialogue) ||
	    dialogue_login_failed(s->dialogue)) {
		s->result.secret_refused = true;
		session_leave_gate(s, GATE_REFUSED);
	} else if (state >= DIALOGUE_PREPARING && state <= DIALOGUE_PROVING) {
		session_leave_gate(s, GATE_ACCEPTED);
		s->secret_is_open = false;
	}
}

/* Types what the dialogue wants to; false when it has ended. */
static bool
talk(struct session *s)
{
	struct str typed = STR_INIT;
	enum dialogue_state state;

	state = dialogue_run(s->dialogue, s->now, &typed);
	/* Bytes that have come meanwhile are to be looked at first. */
	if (state == DIALOGUE_LOCKED &&
	    dialogue_due(s->dialogue) == DIALOGUE_NEVER)
		state = unlock(s, &typed);
	else
		session_leave_line(s);
	tell_gate(s, state);
	if (typed.length) {
		s->step_started = s->now;
		s->transport->ops->write(s->transport, str_span(&typed));
	}
	/* It may have been the enable secret. */
	if (typed.text)
		secret_wipe(typed.text, typed.length);
	str_release(&typed);
	return state < DIALOGUE_DONE;
}

static enum step_result
fail_refused(struct session *s)
{
	return failure_set(&s->result.failure, VISIT_AUTH_FAILED, REMEDY_NONE,
	    "%s refused the password of %s in its shell; it was not tried "
	    "again, so as not to lock the account",
	    s->plan.name, s->plan.user);
}

static bool
wants_new_password(const struct session *s, struct span question)
{
	return screen_wants_password(question) &&
	       (screen_contains(question, "new ") ||
		   screen_contains(question, "old ") ||
		   screen_contains(dialogue_seen(s->dialogue), "expired"));
}

/* A question that stands where a prompt should. */
static enum step_result
fail_stuck(struct session *s)
{
	const char *question = dialogue_question(s->dialogue);

	if (s->is_closed)
		return session_fail_closed(s);
	if (wants_new_password(s, span_of(question)))
		return failure_set(&s->result.failure, VISIT_AUTH_FAILED,
		    REMEDY_NONE,
		    "the password of %s has expired on %s: log in by hand "
		    "once and change it",
		    s->plan.user, s->plan.name);
	if (dialogue_login_failed(s->dialogue))
		return fail_refused(s);
	if (!screen_wants_password(span_of(question)))
		return failure_set(&s->result.failure, VISIT_DENIED,
		    REMEDY_NONE,
		    "%s asks \"%s\" in its shell, which this program cannot "
		    "answer",
		    s->plan.name, question);
	return failure_set(&s->result.failure, VISIT_AUTH_FAILED, REMEDY_NONE,
	    "%s asks for one more password in its shell; this program has "
	    "only the one that was accepted",
	    s->plan.name);
}

static enum step_result
end_dialogue(struct session *s)
{
	char *text;

	if (!dialogue_has_asked(s->dialogue))
		return fail_stuck(s);
	text = str_printf("the prompt is %s", dialogue_prompt(s->dialogue));
	session_say(s, text);
	free(text);
	session_keep_answer(s);
	if (!s->result.text.length && dialogue_enable_failed(s->dialogue))
		return fail_locked(s);
	if (dialogue_form(s->dialogue) > s->form)
		count_form(s, false);
	s->form = dialogue_form(s->dialogue);
	return judge_answer(s);
}

static void
start_dialogue(struct session *s)
{
	const struct dialogue_plan plan = {
	    .commands = command_set_of(s->result.platform),
	    .form = s->form,
	    .enable = s->plan.enable,
	    .user = s->plan.user,
	    .password = s->plan.password,
	};

	s->dialogue = dialogue_new(&plan, s->now);
}

/* Some hang up after a refusal: "% Authorization failed." */
static enum step_result
end_cut_dialogue(struct session *s)
{
	struct span seen = dialogue_seen(s->dialogue);
	struct span line;

	session_leave_gate(s, GATE_DROPPED);
	session_keep_answer(s);
	if (dialogue_has_asked(s->dialogue) && proves_whole(s)) {
		s->form = dialogue_form(s->dialogue);
		return judge_answer(s);
	}
	if (!command_find_refusal(seen, &line))
		return fail_closed(s);
	return failure_set(&s->result.failure, VISIT_DENIED, REMEDY_NONE,
	    "%s said \"%.*s\" and hung up; may %s log in to it?", s->plan.name,
	    (int)line.length, line.text, s->plan.user);
}

enum step_result
session_ask_shell(struct session *s)
{
	struct transport *t = s->transport;
	char buffer[READ_SIZE];
	size_t got = 0;

	if (!s->dialogue)
		start_dialogue(s);
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
			return end_cut_dialogue(s);
		}
	}
}
