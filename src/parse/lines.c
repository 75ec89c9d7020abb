/*
 * Lines of a terminal session; see lines.h.
 *
 * Most texts hold no control bytes at all and must cost no more than looking
 * for line ends.  So the reader remembers where the next escape, backspace and
 * CR stand, other than the CRs of line ends, and searches again only when it
 * has passed them: every byte is searched once for each, whatever the text.
 */
#include "parse/lines.h"

#include <string.h>

#include "model/pager.h"

#define ESCAPE '\x1b'

/* Where `c` next stands, given where it did; the end when nowhere. */
static const char *
find_next(const char *known, char c, struct span rest)
{
	const char *found;

	if (known && known >= rest.text)
		return known;
	found = memchr(rest.text, c, rest.length);
	return found ? found : rest.text + rest.length;
}

/*
 * The next CR that is no part of a line's end, as find_next(): where lines end
 * in CR LF, that is none in most texts.
 */
static const char *
find_next_return(const char *known, struct span rest)
{
	const char *end = rest.text + rest.length;
	const char *found;

	if (known && known >= rest.text)
		return known;
	found = find_next(NULL, '\r', rest);
	while (found < end) {
		const char *behind = found + 1;

		while (behind < end && *behind == '\r')
			behind++;
		if (behind < end && *behind != '\n')
			return found;
		found = memchr(behind, '\r', (size_t)(end - behind));
		if (!found)
			return end;
	}
	return end;
}

static const char *
first_of(const char *a, const char *b)
{
	return a < b ? a : b;
}

void
line_reader_look_ahead(struct line_reader *reader, struct span line)
{
	struct span rest = line;

	rest.length =
	    (size_t)(reader->rest.text + reader->rest.length - line.text);
	reader->escape = find_next(reader->escape, ESCAPE, rest);
	reader->backspace = find_next(reader->backspace, '\b', rest);
	reader->carriage_return =
	    find_next_return(reader->carriage_return, rest);
	reader->control = first_of(reader->escape,
	    first_of(reader->backspace, reader->carriage_return));
}

void
line_reader_init(struct line_reader *reader, struct span text,
    struct arena *arena)
{
	*reader = (struct line_reader){.rest = text, .arena = arena};
}

static bool
is_erasure(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\b';
}

/* Blanks, CRs and backspaces at the front. */
static size_t
erasure_length(struct span s)
{
	size_t length = 0;

	while (length < s.length && is_erasure(s.text[length]))
		length++;
	return length;
}

/* The same up to the last CR or backspace: blanks behind are an indent. */
static size_t
erased_length(struct span s)
{
	size_t length = erasure_length(s);

	while (
	    length && s.text[length - 1] != '\r' && s.text[length - 1] != '\b')
		length--;
	return length;
}

/* How long the ANSI sequence is that starts with the escape at `s`. */
static size_t
sequence_length(struct span s)
{
	size_t i = 2;

	if (s.length < 2)
		return s.length;
	switch (s.text[1]) {
	case '[': /* parameters, then one letter */
		while (i < s.length && s.text[i] >= ' ' && s.text[i] <= '?')
			i++;
		return i < s.length ? i + 1 : i;
	case ']': /* a title: up to BEL, or to the escape that ends it */
		while (i < s.length && s.text[i] != '\a' && s.text[i] != ESCAPE)
			i++;
		return i < s.length && s.text[i] == '\a' ? i + 1 : i;
	case '(':
	case ')': /* a character set */
		return s.length < 3 ? s.length : 3;
	default:
		return 2;
	}
}

static struct span
without_sequences(struct arena *arena, struct span s)
{
	char *copy = arena_array(arena, s.length, 1);
	size_t length = 0;

	while (s.length) {
		const char *escape = memchr(s.text, ESCAPE, s.length);
		size_t plain = escape ? (size_t)(escape - s.text) : s.length;

		memcpy(copy + length, s.text, plain);
		length += plain;
		s = span_skip(s, plain);
		s = span_skip(s, sequence_length(s));
	}
	return span_make(copy, length);
}

/*
 * Takes pager marks and what erases them off the front, but leaves the indent
 * of what follows.
 */
static struct span
without_pager(struct span s, enum line_pager *pager)
{
	for (;;) {
		size_t blanks = erasure_length(s);
		size_t erased = erased_length(s);
		size_t mark = pager_mark_length(span_skip(s, blanks), NULL);

		if (!mark)
			return span_skip(s, erased);
		s = span_skip(s, blanks + mark);
		/* A mark is followed by a blank, or by its erasure. */
		*pager = PAGER_ERASED;
		if (!erased_length(s)) {
			*pager = PAGER_MARK;
			s = span_skip(s, erasure_length(s));
		}
	}
}

enum line_pager
line_reader_clean(const struct line_reader *reader, struct line *line)
{
	const char *end = line->raw.text + line->raw.length;
	enum line_pager pager = PAGER_NONE;

	if (reader->escape < end)
		line->raw = without_sequences(reader->arena, line->raw);
	line->text = span_trim(line->raw);
	if (reader->control < end || pager_mark_length(line->text, NULL)) {
		line->raw = without_pager(line->raw, &pager);
		line->text = span_trim(line->raw);
	}
	return pager;
}
