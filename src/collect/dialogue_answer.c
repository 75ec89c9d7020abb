/*
 * What a device has said in its shell: the answer without echo, prompt and
 * pager marks, and how the dialogue stands; see dialogue.h.
 */
#include "collect/dialogue_private.h"

#include "collect/screen.h"

const char *
dialogue_command(const struct dialogue *d)
{
	if (d->state == DIALOGUE_PREPARING)
		return d->plan.commands->no_pager;
	if (d->state == DIALOGUE_RAISING)
		return "enable";
	return command_form_of(d->plan.commands, d->plan.form)->ask;
}

size_t
dialogue_echo_length(const struct dialogue *d)
{
	struct span rest = str_span(&d->seen);
	struct str line = STR_INIT;
	struct span raw;
	size_t length = 0;

	/* Before it may stand an empty line, or what a stray Return brought. */
	for (int i = 0; i < 8 && !length && span_next_line(&rest, &raw); i++) {
		screen_clean_line(raw, &line);
		if (screen_contains(str_span(&line), dialogue_command(d)))
			length = d->seen.length - rest.length;
	}
	str_release(&line);
	return length;
}

size_t
dialogue_length(const struct dialogue *d)
{
	return d->seen.length;
}

bool
dialogue_has_asked(const struct dialogue *d)
{
	return d->state == DIALOGUE_ASKING || d->state == DIALOGUE_PROVING ||
	       d->state == DIALOGUE_DONE;
}

struct span
dialogue_seen(const struct dialogue *d)
{
	return str_span(&d->seen);
}

struct span
dialogue_shown(const struct dialogue *d)
{
	return d->secret_typed ? span_of("") : dialogue_seen(d);
}

const char *
dialogue_question(const struct dialogue *d)
{
	return str_text(&d->prompt);
}

bool
dialogue_enable_failed(const struct dialogue *d)
{
	return d->enable_failed;
}

bool
dialogue_logs_in(const struct dialogue *d)
{
	return d->logs_in;
}

bool
dialogue_login_failed(const struct dialogue *d)
{
	return d->login_failed;
}

unsigned
dialogue_form(const struct dialogue *d)
{
	return d->plan.form;
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
		size_t escape = screen_escape_length(rest);

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
	size_t position = dialogue_echo_length(d);

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
