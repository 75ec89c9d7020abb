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
#include "collect/dialogue.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define QUIET_MIN 150
#define QUIET_MAX 1500
#define WAKE_UP 2000       /* a device that says nothing is given a Return */
#define ECHO_PATIENCE 1000 /* a prompt without the echo of our command */
#define PAGER_QUIET 60

/* A pager's mark within `seen`: answered, and no part of the answer. */
struct mark {
	size_t start;
	size_t end;
};

struct dialogue {
	const struct command_set *commands;
	enum dialogue_state state;
	struct str seen;   /* since the last command was typed */
	struct str prompt; /* clean */
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	size_t answer_end; /* where the prompt starts, once it may be over */
	size_t proof_from;
	uint64_t last;     /* when bytes came, or something was typed */
	uint64_t received; /* when bytes came */
	uint64_t gap;      /* the longest pause within its output */
	bool armed;        /* something has happened since it was looked at */
	bool typed_last;
	bool echo_missing;
};

struct dialogue *
dialogue_new(const struct command_set *commands, uint64_t now)
{
	struct dialogue *d = xcalloc(1, sizeof(*d));

	d->commands = commands;
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

/* The length of an escape sequence at the front of `s`, or 0. */
static size_t
escape_length(struct span s)
{
	size_t i = 2;

	if (s.length < 2 || s.text[0] != '\x1b')
		return 0;
	if (s.text[1] != '[')
		return 2;
	while (i < s.length && (s.text[i] < '@' || s.text[i] > '~'))
		i++;
	return i < s.length ? i + 1 : i;
}

/*
 * What a line looks like on the screen: escape sequences and bells are gone,
 * a backspace takes a character back, a CR starts over.
 */
static void
clean_line(struct span line, struct str *out)
{
	str_clear(out);
	while (line.length) {
		size_t escape = escape_length(line);
		char c = line.text[0];

		if (escape) {
			line = span_skip(line, escape);
			continue;
		}
		line = span_skip(line, 1);
		if (c == '\b' && out->length)
			out->text[--out->length] = '\0';
		else if (c == '\r' && line.length)
			str_clear(out);
		else if ((unsigned char)c >= ' ')
			str_add_char(out, c);
	}
}

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

static bool
contains_nocase(struct span text, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= text.length; i++) {
		if (strncasecmp(text.text + i, word, length) == 0)
			return true;
	}
	return false;
}

/*
 * " --More-- ", "--More--", "<--- More --->", "-- More --": dashes around the
 * word and nothing else.
 */
static bool
is_pager(struct span line)
{
	bool word = contains_nocase(line, "more");

	if (!word || line.length > 40)
		return false;
	for (size_t i = 0; i < line.length; i++) {
		if (!strchr("-<> moreMORE", line.text[i]))
			return false;
	}
	return line.length && memchr(line.text, '-', line.length) != NULL;
}

static bool
wants_password(struct span line)
{
	line = span_trim(line);
	return span_ends(line, ":") && contains_nocase(line, "passw");
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

void
dialogue_receive(struct dialogue *d, struct span bytes, uint64_t now)
{
	uint64_t gap = now - d->received;
	/* A device thinks before it answers; that is no pause in its output. */
	bool counts = !d->typed_last || d->state <= DIALOGUE_LEARNING;

	if (counts && gap > d->gap && d->seen.length)
		d->gap = gap > QUIET_MAX ? QUIET_MAX : gap;
	str_add_span(&d->seen, bytes);
	d->received = now;
	d->last = now;
	d->armed = true;
	d->typed_last = false;
	d->echo_missing = false;
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

static void
type_command(struct dialogue *d, enum dialogue_state state, uint64_t now,
    struct str *typed)
{
	const char *command = state == DIALOGUE_PREPARING
				  ? d->commands->no_pager
				  : d->commands->ask;

	str_clear(&d->seen);
	d->mark_count = 0;
	d->answer_end = 0;
	d->state = state;
	type(d, command, now, typed);
	str_add_char(typed, '\r');
}

/* --- the states ----------------------------------------------------------- */

static void
run_greeting(struct dialogue *d, uint64_t now, struct str *typed)
{
	struct span line = seen_from(d, last_line_start(d));

	clean_line(line, &d->prompt);
	if (wants_password(str_span(&d->prompt))) {
		d->state = DIALOGUE_ASKED_PASSWORD;
		return;
	}
	if (is_pager(str_span(&d->prompt))) {
		type(d, " ", now, typed);
		return;
	}
	/* "Press RETURN to get started." wants the same as a silent line. */
	if (!is_blank(str_span(&d->prompt)))
		d->state = DIALOGUE_LEARNING;
	d->proof_from = d->seen.length;
	type(d, "\r", now, typed);
}

static void
run_learning(struct dialogue *d, uint64_t now, struct str *typed)
{
	size_t start = last_line_start(d);
	struct str line = STR_INIT;
	bool same;

	clean_line(seen_from(d, start), &line);
	same = start > d->proof_from &&
	       span_equal(str_span(&line), str_span(&d->prompt));
	str_release(&line);
	if (same)
		type_command(d, DIALOGUE_PREPARING, now, typed);
	else
		run_greeting(d, now, typed);
}

/* The prompt stands alone on the last line, and something before it. */
static bool
is_at_prompt(const struct dialogue *d, size_t start)
{
	struct str line = STR_INIT;
	bool same;

	if (start == 0)
		return false;
	clean_line(seen_from(d, start), &line);
	same = span_equal(str_span(&line), str_span(&d->prompt));
	str_release(&line);
	return same;
}

static const char *
command_of(const struct dialogue *d)
{
	return d->state == DIALOGUE_PREPARING ? d->commands->no_pager
					      : d->commands->ask;
}

/* The length of the echo of our command with its line end, or 0. */
static size_t
echo_length(const struct dialogue *d)
{
	struct span rest = str_span(&d->seen);
	struct str line = STR_INIT;
	struct span raw;
	size_t length = 0;

	/* Before it may stand an empty line, or what a stray Return brought. */
	for (int i = 0; i < 8 && !length && span_next_line(&rest, &raw); i++) {
		clean_line(raw, &line);
		if (contains_nocase(str_span(&line), command_of(d)))
			length = d->seen.length - rest.length;
	}
	str_release(&line);
	return length;
}

static void
answer_pager(struct dialogue *d, size_t start, uint64_t now, struct str *typed)
{
	d->marks = grow_array(d->marks, d->mark_count, &d->mark_capacity,
	    sizeof(*d->marks));
	d->marks[d->mark_count++] = (struct mark){start, d->seen.length};
	type(d, " ", now, typed);
}

static bool
is_at_pager(const struct dialogue *d, size_t start)
{
	struct str line = STR_INIT;
	bool pager;

	clean_line(seen_from(d, start), &line);
	pager = is_pager(str_span(&line));
	str_release(&line);
	return pager;
}

/* Sees whether what has come since the command is a whole answer. */
static void
run_answering(struct dialogue *d, uint64_t now, struct str *typed)
{
	size_t start = last_line_start(d);

	if (is_at_pager(d, start)) {
		answer_pager(d, start, now, typed);
		return;
	}
	if (!is_at_prompt(d, start))
		return;
	if (!echo_length(d) && now - d->last < ECHO_PATIENCE) {
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
		d->state = DIALOGUE_DONE;
		return;
	}
	d->state = DIALOGUE_ASKING;
	run_answering(d, now, typed);
}

enum dialogue_state
dialogue_run(struct dialogue *d, uint64_t now, struct str *typed)
{
	if (now < dialogue_due(d))
		return d->state;
	d->armed = false;
	d->echo_missing = false;
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
	case DIALOGUE_DONE:
	case DIALOGUE_ASKED_PASSWORD:
		break;
	}
	return d->state;
}

/* --- the answer ----------------------------------------------------------- */

size_t
dialogue_length(const struct dialogue *d)
{
	return d->seen.length;
}

bool
dialogue_has_asked(const struct dialogue *d)
{
	return d->state >= DIALOGUE_ASKING && d->state <= DIALOGUE_DONE;
}

const char *
dialogue_prompt(const struct dialogue *d)
{
	return d->state >= DIALOGUE_PREPARING ? str_text(&d->prompt) : "";
}

/*
 * After a page the device wipes out its mark: backspaces, blanks, backspaces;
 * or CR, blanks, CR; or an escape sequence.  Blanks at the start of the next
 * line are left alone.
 */
static size_t
erase_length(struct span s)
{
	size_t length = 0;

	for (;;) {
		struct span rest = span_skip(s, length);
		size_t blanks = 0;
		size_t escape = escape_length(rest);

		if (escape) {
			length += escape;
			continue;
		}
		while (blanks < rest.length && rest.text[blanks] == ' ')
			blanks++;
		if (blanks == rest.length)
			return length;
		if (rest.text[blanks] == '\b')
			length += blanks + 1;
		else if (rest.text[blanks] == '\r' &&
			 (blanks + 1 >= rest.length ||
			     rest.text[blanks + 1] != '\n'))
			length += blanks + 1;
		else
			return length;
	}
}

void
dialogue_get_answer(const struct dialogue *d, struct str *answer)
{
	struct span all = str_span(&d->seen);
	size_t position = echo_length(d);

	if (!dialogue_has_asked(d))
		return;
	if (d->state == DIALOGUE_DONE || d->state == DIALOGUE_PROVING)
		all.length = d->answer_end;
	for (size_t i = 0; i < d->mark_count; i++) {
		const struct mark *mark = &d->marks[i];

		if (mark->start < position || mark->end > all.length)
			continue;
		str_add_span(answer,
		    span_make(all.text + position, mark->start - position));
		position = mark->end + erase_length(span_skip(all, mark->end));
	}
	str_add_span(answer, span_skip(all, position));
}
