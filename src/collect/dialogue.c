/*
 * The dialogue with a shell; see dialogue.h for the idea.
 *
 *   device                              we
 *   banner, "sw1>"
 *   (silence)                           Return
 *   "\r\n" "sw1>"                       learned: "sw1>"
 *                                       terminal length 0
 *   echo, "sw1>"                        show ...
 *   echo, answer, "sw1>"
 *   (silence)                           Return
 *   "\r\n" "sw1>"                       done
 *
 * "Silence" is as long as the device makes it: on a slow line the pauses
 * within its output are measured and silence is twice the longest of them.
 */
#include "collect/dialogue_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collect/screen.h"

#define QUIET_MIN 150
#define QUIET_MAX 1500
#define PAUSE_MARGIN 25
#define WAKE_UP 2000       /* a device that says nothing is given a Return */
#define ECHO_PATIENCE 1000 /* a prompt without the echo of our command */
#define PAGER_QUIET 60
#define LOST_AFTER 3000 /* a Return that nobody has answered */
#define REPEATS 2
#define NUDGE_AFTER 4000
#define NUDGES 3

struct dialogue *
dialogue_new(const struct dialogue_plan *plan, uint64_t now)
{
	struct dialogue *d = xcalloc(1, sizeof(*d));

	d->plan = *plan;
	d->last = now;
	d->armed = true;
	return d;
}

void
dialogue_free(struct dialogue *d)
{
	if (!d)
		return;
	str_release(&d->seen);
	str_release(&d->prompt);
	free(d->marks);
	free(d);
}

/* --- reading lines -------------------------------------------------------- */

/* Where the last line of what was seen starts. */
static size_t
last_line_start(const struct dialogue *d)
{
	const char *end =
	    d->seen.length ? memrchr(d->seen.text, '\n', d->seen.length) : NULL;

	return end ? (size_t)(end - d->seen.text) + 1 : 0;
}

static struct span
seen_from(const struct dialogue *d, size_t start)
{
	return span_skip(str_span(&d->seen), start);
}

static bool
is_blank(struct span s)
{
	return span_trim(s).length == 0;
}

/* --- time ----------------------------------------------------------------- */

static uint64_t
quiet_time(const struct dialogue *d)
{
	uint64_t quiet = d->gap * 2;

	if (quiet < QUIET_MIN)
		quiet = QUIET_MIN;
	return quiet > QUIET_MAX ? QUIET_MAX : quiet;
}

static uint64_t
patience(const struct dialogue *d)
{
	if (d->nudge_due)
		return d->nudge_due - d->last;
	if (d->state == DIALOGUE_GREETING && d->seen.length == 0)
		return WAKE_UP;
	if (d->echo_missing)
		return ECHO_PATIENCE;
	/* Hundreds of pages are to come, and on this line nothing stalls. */
	if (d->mark_count && quiet_time(d) == QUIET_MIN)
		return PAGER_QUIET;
	return quiet_time(d);
}

uint64_t
dialogue_due(const struct dialogue *d)
{
	if (d->state >= DIALOGUE_DONE || !d->armed)
		return DIALOGUE_NEVER;
	return d->last + patience(d);
}

/*
 * The pause before some bytes.  A device thinks before it answers, which is no
 * pause in its output.  But in a greeting a Return may have been typed between
 * two lines of a banner, and then it is one: what begins with the end of a line
 * may be either.  It counts by half there, and a little more, so that a banner
 * with such pauses is waited for while those who answer at once are not made
 * slower with every Return.
 */
static uint64_t
pause_before(const struct dialogue *d, struct span bytes, uint64_t now)
{
	/* What it has slept through is no pause of its own. */
	uint64_t gap = now - (d->repeats ? d->last : d->received);
	bool in_greeting = d->state <= DIALOGUE_LEARNING && !d->login_from;

	if (d->seen.length == 0 || (d->typed_last && !in_greeting))
		return 0;
	if (gap > QUIET_MAX)
		gap = QUIET_MAX;
	if (d->typed_last &&
	    (span_starts(bytes, "\r") || span_starts(bytes, "\n")))
		return gap / 2 + PAUSE_MARGIN;
	return gap;
}

void
dialogue_receive(struct dialogue *d, struct span bytes, uint64_t now)
{
	uint64_t gap = pause_before(d, bytes, now);

	if (gap > d->gap)
		d->gap = gap;
	str_add_span(&d->seen, bytes);
	d->received = now;
	d->last = now;
	d->armed = true;
	d->typed_last = false;
	d->echo_missing = false;
	d->nudge_due = 0;
}

/* --- talking -------------------------------------------------------------- */

static void
type(struct dialogue *d, const char *text, uint64_t now, struct str *typed)
{
	str_add(typed, text);
	d->last = now;
	d->typed_last = true;
	d->armed = false;
}

/*
 * Some devices lose what is typed before they are ready to read.  So a Return
 * that brings nothing at all is typed again, twice at most; a device that was
 * only slow answers all of them, and its prompt is still learned from lines
 * that are equal.  One that has said nothing yet may be about to ask for a
 * name, for which each would be an empty one: it gets one more.
 *
 * A command is not repeated so: by then the device has shown that it takes what
 * is typed, and one that thinks for long would answer twice.
 */
static void
type_return(struct dialogue *d, uint64_t now, struct str *typed)
{
	bool in_vain = d->typed_last;

	d->proof_from = d->seen.length;
	type(d, "\r", now, typed);
	if (in_vain)
		d->repeats++;
	if (d->repeats >= REPEATS || (in_vain && !d->seen.length))
		return;
	d->nudge_due = now + LOST_AFTER;
	d->armed = true;
}

static void
type_command(struct dialogue *d, enum dialogue_state state, uint64_t now,
    struct str *typed)
{
	str_clear(&d->seen);
	d->login_from = 0;
	d->secret_typed = false;
	d->mark_count = 0;
	d->answer_end = 0;
	d->nudges = 0;
	d->state = state;
	type(d, dialogue_command(d), now, typed);
	str_add_char(typed, '\r');
}

/* --- the states ----------------------------------------------------------- */

/* Catalyst switches of old: one key, no Return. */
static bool
is_menu(const struct dialogue *d)
{
	return screen_contains(str_span(&d->prompt), "enter selection") &&
	       screen_contains(str_span(&d->seen), "[K] Command Line");
}

/* Nothing has come since but the echo of it; whoever checks it takes time. */
static bool
waits_for_login(const struct dialogue *d)
{
	struct span since = seen_from(d, d->login_from);
	const char *end = span_find_char(since, '\n');

	if (!d->login_from)
		return false;
	return !end || is_blank(span_skip(since, (size_t)(end - since.text)));
}

/* A short line that asks for one, and nothing behind it: there it is typed. */
static bool
asks_password(const struct dialogue *d, struct span line)
{
	return screen_wants_password(line) &&
	       screen_waits_for_keys(str_span(&d->seen));
}

/* Answers "User:" and then "Password:", each once; false: it is neither. */
static bool
answer_login(struct dialogue *d, uint64_t now, struct str *typed)
{
	struct span line = str_span(&d->prompt);
	bool for_user = screen_wants_user(line);

	if (!d->plan.password || !(for_user || asks_password(d, line)))
		return false;
	d->login_failed = d->password_typed;
	if (d->password_typed || d->named == for_user)
		return false;
	d->login_from = d->seen.length;
	d->state = for_user ? DIALOGUE_GREETING : DIALOGUE_LOCKED;
	d->named = true;
	d->logs_in = !for_user;
	if (for_user) {
		type(d, d->plan.user, now, typed);
		str_add_char(typed, '\r');
	}
	return true;
}

/* Types it, if there is one. */
static bool
answer_key(struct dialogue *d, char key, uint64_t now, struct str *typed)
{
	const char text[] = {key, '\0'};

	if (key)
		type(d, text, now, typed);
	return key != 0;
}

static void
run_greeting(struct dialogue *d, uint64_t now, struct str *typed)
{
	struct span line = seen_from(d, last_line_start(d));

	if (waits_for_login(d))
		return;
	screen_clean_line(line, &d->prompt);
	if (answer_login(d, now, typed))
		return;
	if (answer_key(d, screen_pager_key(str_span(&d->prompt)), now, typed))
		return;
	if (is_menu(d) && d->nudges++ == 0) {
		d->proof_from = d->seen.length;
		type(d, "K", now, typed);
		return;
	}
	/* Whatever is typed at a question is an answer to it. */
	if (screen_is_question(str_span(&d->prompt))) {
		d->state = DIALOGUE_STUCK;
		return;
	}
	/* "Press RETURN to get started." wants the same as a silent line. */
	if (!is_blank(str_span(&d->prompt)))
		d->state = DIALOGUE_LEARNING;
	type_return(d, now, typed);
}

static bool
is_user_prompt(const struct dialogue *d)
{
	return span_ends(span_trim(str_span(&d->prompt)), ">");
}

static void
run_learning(struct dialogue *d, uint64_t now, struct str *typed)
{
	size_t start = last_line_start(d);
	struct str line = STR_INIT;
	bool same;

	screen_clean_line(seen_from(d, start), &line);
	same = start > d->proof_from &&
	       span_equal(str_span(&line), str_span(&d->prompt));
	str_release(&line);
	if (!same) {
		run_greeting(d, now, typed);
		return;
	}
	d->enable_failed = d->raised && is_user_prompt(d);
	type_command(d, DIALOGUE_PREPARING, now, typed);
}

/* The prompt stands alone on the last line, and something before it. */
static bool
is_at_prompt(const struct dialogue *d, size_t start)
{
	struct str line = STR_INIT;
	bool same;

	if (start == 0)
		return false;
	screen_clean_line(seen_from(d, start), &line);
	same = span_equal(str_span(&line), str_span(&d->prompt));
	str_release(&line);
	return same;
}

/* Whether it waits at the end of a page, and not any more then. */
static bool
answer_pager(struct dialogue *d, size_t start, uint64_t now, struct str *typed)
{
	struct str line = STR_INIT;
	char key;

	screen_clean_line(seen_from(d, start), &line);
	key = screen_pager_key(str_span(&line));
	str_release(&line);
	if (!answer_key(d, key, now, typed))
		return false;
	d->marks = grow_array(d->marks, d->mark_count, &d->mark_capacity,
	    sizeof(*d->marks));
	d->marks[d->mark_count++] = (struct mark){start, d->seen.length};
	return true;
}

/*
 * A log line may have come behind the prompt, which then does not stand at the
 * end any more: a bare Return brings it back.
 */
static void
nudge(struct dialogue *d, uint64_t now, struct str *typed)
{
	uint64_t silent = now - d->last;

	if (d->nudges >= NUDGES)
		return;
	if (silent < NUDGE_AFTER) {
		d->nudge_due = d->last + NUDGE_AFTER;
		d->armed = true;
		return;
	}
	d->nudges++;
	type(d, "\r", now, typed);
}

/* Sees whether what has come since the command is a whole answer. */
static void
run_answering(struct dialogue *d, uint64_t now, struct str *typed)
{
	size_t start = last_line_start(d);

	if (answer_pager(d, start, now, typed))
		return;
	if (!is_at_prompt(d, start)) {
		nudge(d, now, typed);
		return;
	}
	if (!dialogue_echo_length(d) && now - d->last < ECHO_PATIENCE) {
		d->echo_missing = true;
		d->armed = true;
		return;
	}
	if (d->state == DIALOGUE_PREPARING) {
		type_command(d, DIALOGUE_ASKING, now, typed);
		return;
	}
	d->answer_end = start;
	d->proof_from = d->seen.length;
	d->state = DIALOGUE_PROVING;
	type(d, "\r", now, typed);
}

/* There is a whole answer: is it what we wanted to hear? */
static void
conclude(struct dialogue *d, uint64_t now, struct str *typed)
{
	struct str answer = STR_INIT;
	struct span line;
	bool refused;
	bool answered;

	dialogue_get_answer(d, &answer);
	refused = command_find_refusal(str_span(&answer), &line) != NULL;
	answered = command_is_answered(d->plan.commands, d->plan.form,
	    str_span(&answer));
	str_release(&answer);
	d->state = DIALOGUE_DONE;
	if (!answered &&
	    !command_is_last_form(d->plan.commands, d->plan.form)) {
		d->plan.form++;
		type_command(d, DIALOGUE_ASKING, now, typed);
	} else if (refused && d->plan.enable && !d->raised &&
		   is_user_prompt(d)) {
		d->raised = true;
		type_command(d, DIALOGUE_RAISING, now, typed);
	}
}

/* After the Return: nothing but a line end and the prompt. */
static void
run_proving(struct dialogue *d, uint64_t now, struct str *typed)
{
	size_t start = last_line_start(d);
	struct span between;

	if (start <= d->proof_from || !is_at_prompt(d, start)) {
		d->state = DIALOGUE_ASKING;
		run_answering(d, now, typed);
		return;
	}
	between = seen_from(d, d->proof_from);
	between.length = start - d->proof_from;
	if (is_blank(between)) {
		conclude(d, now, typed);
		return;
	}
	d->state = DIALOGUE_ASKING;
	run_answering(d, now, typed);
}

/*
 * The secret is typed at "Password: " or "Enable password: " and nowhere else;
 * some users get their "#" without one.
 */
static void
run_raising(struct dialogue *d, uint64_t now, struct str *typed)
{
	struct str line = STR_INIT;
	bool wanted;
	bool waits; /* there is only the echo yet, or an empty line */

	screen_clean_line(seen_from(d, last_line_start(d)), &line);
	wanted = asks_password(d, str_span(&line));
	waits = is_blank(str_span(&line)) ||
		span_ends(span_trim(str_span(&line)), "enable");
	str_release(&line);
	/* Asked again: the secret was wrong.  It is not tried twice. */
	if (wanted && d->state == DIALOGUE_UNLOCKING) {
		dialogue_stay_locked(d);
		return;
	}
	if (wanted) {
		d->state = DIALOGUE_LOCKED;
		return;
	}
	if (waits)
		return;
	d->state = DIALOGUE_GREETING;
	run_greeting(d, now, typed);
}

/* It was let wait, and has said more: perhaps it does not want it any more. */
static void
run_locked(struct dialogue *d, uint64_t now, struct str *typed)
{
	if (!d->logs_in) {
		run_raising(d, now, typed);
		return;
	}
	if (waits_for_login(d))
		return;
	d->logs_in = false;
	d->state = DIALOGUE_GREETING;
	run_greeting(d, now, typed);
}

void
dialogue_unlock(struct dialogue *d, uint64_t now, struct str *typed)
{
	const struct secret *secret =
	    d->logs_in ? d->plan.password : d->plan.enable;

	d->state = DIALOGUE_UNLOCKING;
	d->secret_typed = true;
	if (d->logs_in) {
		d->state = DIALOGUE_GREETING;
		d->login_from = d->seen.length;
		d->password_typed = true;
		d->logs_in = false;
	}
	type(d, secret_text(secret), now, typed);
	str_add_char(typed, '\r');
}

void
dialogue_stay_locked(struct dialogue *d)
{
	if (d->logs_in) {
		d->state = DIALOGUE_STUCK;
		return;
	}
	d->enable_failed = true;
	d->state = DIALOGUE_DONE;
	str_clear(&d->seen);
	d->answer_end = 0;
	d->mark_count = 0;
}

enum dialogue_state
dialogue_run(struct dialogue *d, uint64_t now, struct str *typed)
{
	if (now < dialogue_due(d))
		return d->state;
	d->armed = false;
	d->echo_missing = false;
	d->nudge_due = 0;
	switch (d->state) {
	case DIALOGUE_GREETING:
		run_greeting(d, now, typed);
		break;
	case DIALOGUE_LEARNING:
		run_learning(d, now, typed);
		break;
	case DIALOGUE_PREPARING:
	case DIALOGUE_ASKING:
		run_answering(d, now, typed);
		break;
	case DIALOGUE_PROVING:
		run_proving(d, now, typed);
		break;
	case DIALOGUE_LOCKED:
		run_locked(d, now, typed);
		break;
	case DIALOGUE_RAISING:
	case DIALOGUE_UNLOCKING:
		run_raising(d, now, typed);
		break;
	case DIALOGUE_DONE:
	case DIALOGUE_STUCK:
		break;
	}
	return d->state;
}
