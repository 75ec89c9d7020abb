/*
 * Cleaning documents; see document.h.
 *
 *   <device_id>leaf1</devi          <device_id>leaf1</device_id
 *   ce_id>                          >
 *
 * A line end that the terminal put in must go, wherever it stands; but then
 * all that follows would be one line too high.  So it is owed, and paid where
 * the syntax allows one and nobody sees it: in XML before the next '>' of a
 * tag, in JSON outside of strings and numbers.
 *
 * Whether a line of exactly 80 columns was broken or just ends there cannot be
 * told from the line.  But no tag and no string ends in the middle of a line;
 * and where the terminal breaks lines, no line is longer.
 */
#include "parse/document.h"

#include <string.h>

#include "base/text.h"
#include "parse/chatter.h"
#include "parse/lines.h"

#define FOLD_WIDTH 80

/* Where in the document a byte stands. */
enum place {
	BETWEEN,    /* where a line end means a line end, or nothing */
	AFTER_LESS, /* behind '<': of what, the next byte tells */
	IN_TAG,
	IN_VALUE,  /* of an attribute */
	IN_OTHER,  /* <?...>, <!...> */
	IN_STRING, /* of JSON */
};

struct cleaner {
	struct str out;
	/* Takes one byte into `out`. */
	void (*step)(struct cleaner *cleaner, char c);
	/* Takes the end of a line that the terminal did not break. */
	void (*end_line)(struct cleaner *cleaner);
	enum place place;
	char quote;        /* of the value */
	bool is_escaped;   /* the next byte of the string */
	bool is_broken;    /* a line ended within the string */
	size_t string;     /* where in `out` it begins */
	size_t owed;       /* line ends that are still to be paid */
	bool line_is_open; /* its end may yet be taken out */
	bool is_chunked;
	bool saw_fold;
	bool saw_longer;
};

/* Bytes that neither XML nor JSON allows, but hostile names hold. */
static bool
is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t' && c != '\n' &&
		   c != '\r') ||
	       c == '\x7f';
}

bool
document_is_mark(char c)
{
	static const char marks[] = "<>{}[]\"";

	/* A NUL is in every string, and in hostile names, too. */
	return memchr(marks, c, sizeof(marks) - 1) != NULL;
}

bool
document_is_line(struct span line)
{
	return line.length && document_is_mark(line.text[0]);
}

/*
 * A log line, but none that goes on with the document: a neighbor must not be
 * able to hide a whole document that is on one line with its name.
 */
static bool
is_noise(struct span line)
{
	return line.length && !document_is_line(line) && chatter_is_log(line);
}

bool
document_is_chunk(struct span line)
{
	if (line.length < 2 || line.text[0] != '#')
		return false;
	if (span_is(line, "##"))
		return true;
	for (size_t i = 1; i < line.length; i++) {
		if (line.text[i] < '0' || line.text[i] > '9')
			return false;
	}
	return true;
}

static void
pay(struct cleaner *cleaner)
{
	for (; cleaner->owed; cleaner->owed--)
		str_add_char(&cleaner->out, '\n');
}

/* --- XML ----------------------------------------------------------------- */

/* Steps over one byte of a tag that is no part of a value. */
static void
step_in_tag(struct cleaner *cleaner, char c)
{
	const struct str *out = &cleaner->out;

	if (c == '"' || c == '\'') {
		cleaner->quote = c;
		cleaner->place = IN_VALUE;
	} else if (c == '>') {
		/* Nothing may stand between the two bytes of "/>". */
		if (out->length && out->text[out->length - 1] != '/')
			pay(cleaner);
		cleaner->place = BETWEEN;
	}
}

static void
step_xml(struct cleaner *cleaner, char c)
{
	switch (cleaner->place) {
	case BETWEEN:
		if (c == '<')
			cleaner->place = AFTER_LESS;
		break;
	case AFTER_LESS:
		cleaner->place = c == '?' || c == '!' ? IN_OTHER : IN_TAG;
		if (cleaner->place == IN_TAG)
			step_in_tag(cleaner, c);
		break;
	case IN_TAG:
		step_in_tag(cleaner, c);
		break;
	case IN_VALUE:
		if (c == cleaner->quote)
			cleaner->place = IN_TAG;
		break;
	case IN_OTHER:
		if (c == '>')
			cleaner->place = BETWEEN;
		break;
	case IN_STRING:
		break;
	}
	str_add_char(&cleaner->out, c);
}

static void
end_line_of_xml(struct cleaner *cleaner)
{
	str_add_char(&cleaner->out, '\n');
}

/* --- JSON ---------------------------------------------------------------- */

static void
step_in_string(struct cleaner *cleaner, char c)
{
	if (cleaner->is_escaped) {
		cleaner->is_escaped = false;
	} else if (c == '\\') {
		cleaner->is_escaped = true;
	} else if (c == '"') {
		cleaner->place = BETWEEN;
	} else if (c == '\t') {
		str_add(&cleaner->out, "\\t");
		return;
	} else if (c == '\r') {
		return;
	}
	str_add_char(&cleaner->out, c);
}

/* No key has lines: it was broken, as by a log line. */
static void
mend_key(struct cleaner *cleaner)
{
	struct str *out = &cleaner->out;
	size_t kept = cleaner->string;

	cleaner->is_broken = false;
	for (size_t i = kept; i < out->length; i++) {
		bool is_escape = out->text[i] == '\\' && i + 1 < out->length;

		if (is_escape && out->text[i + 1] == 'n') {
			i++;
			continue;
		}
		out->text[kept++] = out->text[i];
		if (is_escape)
			out->text[kept++] = out->text[++i];
	}
	out->length = kept;
	out->text[kept] = '\0';
}

static void
step_json(struct cleaner *cleaner, char c)
{
	if (cleaner->place == IN_STRING) {
		step_in_string(cleaner, c);
		return;
	}
	if (c == '"') {
		cleaner->place = IN_STRING;
		cleaner->string = cleaner->out.length;
		cleaner->is_broken = false;
	} else if (c == ':' && cleaner->is_broken) {
		mend_key(cleaner);
	}
	if (c != '"' && strchr(",:{}[] \t\r", c))
		pay(cleaner);
	str_add_char(&cleaner->out, c);
}

/* Behind a backslash a line end is as good as any other: it is taken out. */
static void
end_line_of_json(struct cleaner *cleaner)
{
	cleaner->owed++;
	if (cleaner->place == IN_STRING && !cleaner->is_escaped) {
		str_add(&cleaner->out, "\\n");
		cleaner->is_broken = true;
	}
}

/* --- lines --------------------------------------------------------------- */

/* Did the terminal break the line, which has been added? */
static bool
is_folded(struct cleaner *cleaner, struct span raw)
{
	cleaner->saw_longer = cleaner->saw_longer || raw.length > FOLD_WIDTH;
	if (raw.length != FOLD_WIDTH || cleaner->saw_longer)
		return false;
	if (cleaner->place != BETWEEN)
		cleaner->saw_fold = true;
	return cleaner->saw_fold;
}

static bool
is_framing(const struct cleaner *cleaner, struct span line)
{
	/* Not even a tag that is open makes such a line a part of it. */
	bool may_be = cleaner->is_chunked || (cleaner->place != BETWEEN &&
						 cleaner->place != IN_STRING);

	return may_be && document_is_chunk(line);
}

static void
add_line(struct cleaner *cleaner, const struct line *line)
{
	struct span raw = line->raw;

	if (is_noise(line->text)) {
		cleaner->owed++;
		return;
	}
	if (is_framing(cleaner, line->text)) {
		/* Its own line end, and the one that belongs before it. */
		cleaner->owed += cleaner->line_is_open ? 2 : 1;
		cleaner->line_is_open = false;
		return;
	}
	if (cleaner->line_is_open)
		cleaner->end_line(cleaner);
	/* Nothing may stand before "<?xml". */
	if (!cleaner->out.length)
		raw = span_skip(raw, line_indent(line));
	for (size_t i = 0; i < raw.length; i++)
		cleaner->step(cleaner,
		    is_control(raw.text[i]) ? '?' : raw.text[i]);
	cleaner->line_is_open = !is_folded(cleaner, line->raw);
	if (!cleaner->line_is_open)
		cleaner->owed++;
}

/* --- characters ---------------------------------------------------------- */

/* U+FFFE and U+FFFF, which XML does not allow. */
static bool
is_forbidden(struct span character)
{
	return span_is(character, "\xef\xbf\xbe") ||
	       span_is(character, "\xef\xbf\xbf");
}

/* One character that is not ASCII: UTF-8, or a byte of Latin-1. */
static size_t
add_character(struct str *out, struct span rest)
{
	unsigned char c = (unsigned char)rest.text[0];
	size_t length = text_utf8_length(rest);

	if (!length) {
		str_add_char(out, (char)(0xc0 | c >> 6));
		str_add_char(out, (char)(0x80 | (c & 0x3f)));
		return 1;
	}
	rest.length = length;
	if (is_forbidden(rest))
		str_add_char(out, '?');
	else
		str_add_span(out, rest);
	return length;
}

static void
add_utf8(struct str *out, struct span rest)
{
	while (rest.length) {
		size_t length = 0;

		while (length < rest.length &&
		       (unsigned char)rest.text[length] < 0x80)
			length++;
		str_add_span(out, span_make(rest.text, length));
		rest = span_skip(rest, length);
		if (rest.length)
			rest = span_skip(rest, add_character(out, rest));
	}
}

static void
clean(struct cleaner *cleaner, struct span text, struct arena *arena,
    struct str *out)
{
	struct line_reader reader;
	struct line line;
	size_t number = 0;
	bool is_first = true;

	line_reader_init(&reader, text, arena);
	while (line_reader_next(&reader, &line)) {
		/* The pager's own lines, which the reader leaves out. */
		cleaner->owed += line.number - number - 1;
		number = line.number;
		if (is_first)
			cleaner->is_chunked = document_is_chunk(line.text);
		is_first = false;
		add_line(cleaner, &line);
	}
	add_utf8(out, str_span(&cleaner->out));
	str_add_char(out, '\n');
	str_release(&cleaner->out);
}

void
document_clean_xml(struct span text, struct arena *arena, struct str *out)
{
	struct cleaner cleaner = {
	    .out = STR_INIT,
	    .step = step_xml,
	    .end_line = end_line_of_xml,
	};

	clean(&cleaner, text, arena, out);
}

void
document_clean_json(struct span text, struct arena *arena, struct str *out)
{
	struct cleaner cleaner = {
	    .out = STR_INIT,
	    .step = step_json,
	    .end_line = end_line_of_json,
	};

	clean(&cleaner, text, arena, out);
}
