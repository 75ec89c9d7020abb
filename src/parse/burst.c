/*
 * Putting lines together again; see burst.h.
 *
 * Few texts hold a log line at all, and looking for its mark costs next to
 * nothing.  Only where there is one, the whole text goes through a mender, line
 * by line.  That holds one line back, with the log lines behind it, until it is
 * known whether the line goes on.
 */
#include "parse/burst.h"

#include <ctype.h>
#include <limits.h>
#include <stdint.h>

#include "base/str.h"
#include "parse/cdp_fields.h"
#include "parse/chatter.h"
#include "parse/cut_line.h"
#include "parse/document.h"
#include "parse/fold.h"
#include "parse/lines.h"
#include "parse/log_line.h"

/*
 * Each cut costs a look at the whole line, so that neither may be without
 * bounds.  A document may be all on one line.
 */
#define CUTS_MAX 16
#define LINE_MAX_LENGTH ((size_t)1 << 20)
/* As much as looking may leave behind before it is thrown away. */
#define SCRATCH_MAX ((size_t)1 << 20)

struct mender {
	struct arena *scratch; /* owned; for looking at lines */
	struct str out;
	struct str line;      /* held back, without its end */
	struct span line_end; /* of it */
	struct str logs;      /* the log lines behind it, with their ends */
	struct span log;      /* one of them */
	size_t owed;          /* lines that became part of others */
	size_t indent;        /* the least of all lines so far */
	size_t cuts;          /* of the line, mended */
	bool has_line;
	bool is_glued;        /* the first log line began on the line itself */
	bool is_continuation; /* the line before was full */
	bool in_document;     /* of XML or JSON: an earlier line began so */
	bool is_settled; /* a blank line came: nothing more belongs to it */
	bool has_rest;   /* of the last log line */
	bool has_changed;
};

/* --- looking at lines ---------------------------------------------------- */

static bool
is_blank(struct span line)
{
	return !span_trim(line).length;
}

static size_t
indent_of(struct span line)
{
	return line.length - span_skip_blanks(line).length;
}

/* As the parsers will see it, without the pager's mark and colours. */
static struct line
clean(const struct mender *mender, struct span raw)
{
	static const struct line nothing = {{"", 0}, {"", 0}, 0, false};
	struct line_reader reader;
	struct line line;

	line_reader_init(&reader, raw, mender->scratch);
	return line_reader_next(&reader, &line) ? line : nothing;
}

static struct span
seen(const struct mender *mender, struct span raw)
{
	return clean(mender, raw).text;
}

/* --- are two lines one? -------------------------------------------------- */

/*
 * Is a label, or a command of ours, only there when the line and `next` stand
 * together?  Then it was cut within that.  `front` and `back` are what is seen
 * of the two.
 */
static bool
are_halves(const struct mender *mender, struct span next, struct span front,
    struct span back)
{
	struct str whole = STR_INIT;
	struct span joined;
	struct cut_label label;
	bool better;

	str_add_span(&whole, str_span(&mender->line));
	str_add_span(&whole, next);
	joined = seen(mender, str_span(&whole));
	label = cut_label_of(joined);
	better =
	    label.kind != CUT_OTHER && cut_label_of(front).kind == CUT_OTHER;
	if (cut_label_of(back).kind != CUT_OTHER)
		better = better && label.length >= front.length &&
			 label.length > cut_label_of(back).length;
	else if (!better)
		better = cut_asks(joined) && !cut_asks(front);
	str_release(&whole);
	return better;
}

/* As wide as the terminal: the next line may be the rest of this one. */
static bool
is_full(const struct mender *mender)
{
	struct line line = clean(mender, str_span(&mender->line));

	return fold_is_full(&line,
	    mender->indent == SIZE_MAX ? 0 : mender->indent);
}

/*
 * A controller prints the version on its label's line: "Version:" and a blank
 * before the value that is yet to come.  Others print neither.
 */
static bool
is_controllers(struct span line, struct span next)
{
	return span_ends(line, ":") ? span_starts(next, " ")
				    : span_ends(line, "Version: ");
}

/* For a log line that had a line of its own. */
static bool
lacks_its_end(const struct mender *mender, struct span next, struct span front,
    struct span back)
{
	long number;

	if (cut_looks_like_field(back) || is_full(mender))
		return false;
	switch (cut_label_of(front).kind) {
	case CUT_OTHER:
		return mender->is_continuation;
	case CUT_WHOLE:
		return false;
	case CUT_COUNT:
		return span_to_number(back, LONG_MAX, &number);
	case CUT_BLOCK:
		return is_controllers(str_span(&mender->line), next);
	case CUT_FIELD:
	case CUT_PAIR:
		break;
	}
	return cut_goes_on(front, back);
}

static bool
belong_together(const struct mender *mender, struct span next)
{
	struct span line = str_span(&mender->line);
	struct span front;
	struct span back;

	if (!mender->has_line || !mender->logs.length || mender->is_settled ||
	    mender->cuts == CUTS_MAX || line.length > LINE_MAX_LENGTH)
		return false;
	if (is_blank(line))
		return line.length &&
		       (mender->is_continuation ||
			   line.length + indent_of(next) == mender->indent);
	front = seen(mender, line);
	back = seen(mender, next);
	if (mender->in_document && cut_label_of(back).kind == CUT_OTHER &&
	    !is_full(mender) && cut_is_xml(line, next))
		return true;
	if (document_is_line(front))
		return mender->is_glued;
	if (cut_is_pair(front, back) || are_halves(mender, next, front, back))
		return true;
	if (chatter_is_dashes(front) && chatter_is_dashes(back))
		return true;
	if (cut_begins_something(back) || cut_is_only_pager(next))
		return false;
	/* A name in the row of a table may look like a log line. */
	if (mender->is_glued && cut_label_of(front).kind == CUT_OTHER &&
	    cut_is_row(back))
		return false;
	/* What is cut itself may have been cut within its label. */
	if (!mender->is_glued && cut_is_front_of_label(back))
		return false;
	return mender->is_glued || lacks_its_end(mender, next, front, back);
}

/* --- the mender ---------------------------------------------------------- */

static void
flush(struct mender *mender)
{
	/* The text stops within this line: no log line may seem to end it. */
	bool is_last =
	    mender->has_line && !mender->is_glued && !mender->line_end.length;

	if (mender->has_line)
		mender->is_continuation =
		    !mender->in_document && is_full(mender);
	str_add_span(&mender->out, str_span(&mender->line));
	if (!mender->is_glued)
		str_add_span(&mender->out, mender->line_end);
	if (!is_last)
		str_add_span(&mender->out, str_span(&mender->logs));
	for (; mender->owed && !is_last; mender->owed--)
		str_add_span(&mender->out, mender->log);
	str_clear(&mender->line);
	str_clear(&mender->logs);
	mender->line_end = span_make("", 0);
	if (arena_bytes(mender->scratch) > SCRATCH_MAX) {
		arena_free(mender->scratch);
		mender->scratch = arena_new_small();
	}
	mender->cuts = 0;
	mender->has_line = false;
	mender->is_glued = false;
	mender->is_settled = false;
}

static void
note_document(struct mender *mender, struct span line)
{
	if (span_starts(line, "<") || span_starts(line, "{"))
		mender->in_document = true;
	else if (mender->in_document && cut_label_of(line).kind != CUT_OTHER)
		mender->in_document = false;
}

/* A line, or what of it is left of a log line. */
static void
take_part(struct mender *mender, struct span part, struct span end)
{
	if (belong_together(mender, part)) {
		mender->owed += mender->is_glued ? 0 : 1;
		mender->is_glued = false;
		mender->is_settled = true;
		mender->has_changed = true;
		mender->cuts++;
	} else {
		flush(mender);
		if (!is_blank(part) && indent_of(part) < mender->indent)
			mender->indent = indent_of(part);
	}
	str_add_span(&mender->line, part);
	mender->line_end = end;
	mender->has_line = true;
	note_document(mender, span_trim(part));
}

/* `log` has its line end. */
static void
take_log(struct mender *mender, struct span log)
{
	if (mender->has_line && !mender->line.length &&
	    mender->is_continuation && !mender->logs.length) {
		/* Its own line end, in front of the rest of a full line. */
		mender->has_line = false;
		mender->line_end = span_make("", 0);
		mender->owed++;
		mender->has_changed = true;
	}
	str_add_span(&mender->logs, log);
	mender->log = log;
	mender->has_rest = false;
	mender->is_settled = false;
}

static void
take_blank(struct mender *mender, struct span blank, struct span end)
{
	if (mender->is_glued && !mender->is_settled &&
	    !is_blank(str_span(&mender->line))) {
		/* The end of the line was all that was to come. */
		str_add_span(&mender->line, blank);
		mender->line_end = end;
		mender->is_glued = false;
		mender->is_settled = true;
		mender->has_changed = true;
	} else if (mender->logs.length && !mender->is_settled &&
		   !mender->in_document && is_full(mender)) {
		/* The end of a full line: the rest of it may follow. */
		mender->owed++;
		mender->has_changed = true;
	} else if (mender->logs.length) {
		str_add_span(&mender->logs, blank);
		str_add_span(&mender->logs, end);
		mender->is_settled = true;
	} else {
		take_part(mender, blank, end);
	}
}

/* The first `length` bytes without the CRs at their end. */
static struct span
without_returns(struct span s, size_t length)
{
	while (length && s.text[length - 1] == '\r')
		length--;
	return span_make(s.text, length);
}

/* Does another message begin within a log line, behind its mark? */
static bool
is_cut_log(struct span log)
{
	const char *mark;
	size_t start;
	bool doubtful;

	while ((mark = span_find_char(log, '%')) != NULL) {
		log = span_skip(log, (size_t)(mark - log.text));
		if (log_line_starts_mark(log))
			return log_line_find(span_skip(log, 1), &start,
			    &doubtful);
		log = span_skip(log, 1);
	}
	return false;
}

/* The rest of a log line, which another one has cut or the terminal broken. */
static bool
is_rest_of_log(const struct mender *mender, struct span line)
{
	struct span words = span_trim(line);
	struct span log = span_trim(mender->log);
	const struct line log_line = {.raw = log, .text = log};

	if (!mender->logs.length || mender->is_settled)
		return false;
	if (span_starts(words, "-Traceback=") ||
	    span_starts(words, "-Process="))
		return true;
	/* It may as well be the rest of a full line, or a row of a table. */
	if (mender->has_rest || mender->is_glued || is_full(mender) ||
	    !words.length || cut_is_row(words) || document_is_line(words) ||
	    cut_begins_something(words) || cut_looks_like_field(words))
		return false;
	return is_cut_log(log) ||
	       (fold_is_full(&log_line, 0) && !mender->in_document);
}

/*
 * "*spamApTask1: ", "STANDBY:", a time in a zone of its own: may a message
 * begin so, in a way that log_line.h does not know?
 */
static bool
is_odd_beginning(const struct mender *mender, struct span before)
{
	struct span words = seen(mender, before);

	return cut_label_of(words).kind == CUT_OTHER &&
	       !document_is_line(words) &&
	       ((span_ends(words, ":") &&
		    (span_starts(words, "*") ||
			isdigit((unsigned char)words.text[0]) ||
			span_find_char(words, '/') ||
			span_starts(words, "STANDBY") ||
			span_starts(words, "Switch "))) ||
		   chatter_is_log(words));
}

/*
 * A document may be all on one line, and a name in it look like a log line.  So
 * nothing is a log line that goes on as documents do.
 */
static bool
goes_on_as_document(struct span before, struct span log)
{
	if (!document_is_line(span_trim(before)))
		return false;
	for (size_t i = 0; i < log.length; i++) {
		if (document_is_mark(log.text[i]))
			return true;
	}
	return false;
}

/* Where a log line begins in `line`, if anywhere. */
static bool
find_log(const struct mender *mender, struct span line, size_t *start)
{
	struct span words = span_trim(line);
	struct span before;
	bool doubtful;

	if (!log_line_find(line, start, &doubtful)) {
		*start = 0;
		/* Debug messages, "last message repeated", have no mark. */
		return chatter_is_log(words) && !document_is_line(words) &&
		       cut_label_of(words).kind == CUT_OTHER;
	}
	before = span_make(line.text, *start);
	if (goes_on_as_document(before, span_skip(line, *start)))
		return false;
	if (doubtful && cut_label_of(words).kind != CUT_OTHER)
		return false;
	if (is_odd_beginning(mender, before))
		*start = 0;
	return true;
}

/* `line` without its end. */
static void
take_line(struct mender *mender, struct span line, struct span end)
{
	struct span log = span_make(line.text, line.length + end.length);
	size_t start;

	if (find_log(mender, line, &start)) {
		struct span before = without_returns(line, start);

		if (before.length) {
			take_part(mender, before, span_make("", 0));
			mender->is_glued = true;
			log = span_skip(log, start);
		}
		take_log(mender, log);
	} else if (is_rest_of_log(mender, line)) {
		/* Another log line in its place, as nobody knows the rest. */
		str_add_span(&mender->logs, mender->log);
		mender->has_rest = true;
		mender->has_changed = true;
	} else if (is_blank(line)) {
		take_blank(mender, line, end);
	} else {
		take_part(mender, line, end);
	}
}

static bool
has_log_line(struct span text)
{
	const char *mark;

	while ((mark = span_find_char(text, '%')) != NULL) {
		text = span_skip(text, (size_t)(mark - text.text));
		if (log_line_starts_mark(text))
			return true;
		text = span_skip(text, 1);
	}
	return false;
}

/* Takes a line off the front of `rest`, and its line end. */
static struct span
next_line(struct span *rest, struct span *end)
{
	const char *found = span_find_char(*rest, '\n');
	size_t whole = found ? (size_t)(found - rest->text) + 1 : rest->length;
	struct span line = without_returns(*rest, found ? whole - 1 : whole);

	*end = span_make(line.text + line.length, whole - line.length);
	*rest = span_skip(*rest, whole);
	return line;
}

static struct span
mend(struct span text, struct arena *arena)
{
	struct mender mender = {
	    .scratch = arena_new_small(),
	    .line_end = {"", 0},
	    .indent = SIZE_MAX,
	};
	struct span result = text;

	while (text.length) {
		struct span end;
		struct span line = next_line(&text, &end);

		take_line(&mender, line, end);
	}
	/* What it was printing never came, or there was no more of it. */
	if (mender.is_glued &&
	    cut_label_of(seen(&mender, str_span(&mender.line))).kind ==
		CUT_WHOLE) {
		str_clear(&mender.logs);
		mender.has_changed = true;
	}
	flush(&mender);
	if (mender.has_changed) {
		result = str_span(&mender.out);
		result.text = arena_span(arena, result);
	}
	arena_free(mender.scratch);
	str_release(&mender.out);
	str_release(&mender.line);
	str_release(&mender.logs);
	return result;
}

struct span
burst_mend(struct span text, struct arena *arena)
{
	if (!has_log_line(text))
		return text;
	cdp_labels_make();
	return mend(text, arena);
}
