/*
 * The lexical half of the DOT language (graphviz.org/doc/info/lang.html), as
 * Graphviz reads it; see cabling_dot_lexer.h.  Three things differ: "#" begins
 * a comment anywhere, as plans have them behind an edge; what Graphviz splits
 * in two with a warning ("1a", "leaf-1") is a mistake; and bytes are UTF-8.
 */
#include "format/cabling_dot_lexer.h"

#include "base/attr.h"
#include "base/str.h"

/* clang-format off */
static const struct {
	char mark;
	enum dot_token_kind kind;
} marks[] = {
	{ '{', DOT_TOKEN_OPEN },
	{ '}', DOT_TOKEN_CLOSE },
	{ '[', DOT_TOKEN_LIST },
	{ ']', DOT_TOKEN_LIST_END },
	{ '=', DOT_TOKEN_EQUALS },
	{ ':', DOT_TOKEN_COLON },
	{ ';', DOT_TOKEN_SEPARATOR },
	{ ',', DOT_TOKEN_SEPARATOR },
};
/* clang-format on */

void
dot_lexer_init(struct dot_lexer *lexer, struct span text, struct arena *arena)
{
	*lexer = (struct dot_lexer){text, {1, 1}, arena};
}

/* The byte `i` of what is left; NUL, which no text has, behind its end. */
static char
peek(const struct dot_lexer *lexer, size_t i)
{
	return i < lexer->rest.length ? lexer->rest.text[i] : '\0';
}

static void
advance(struct dot_lexer *lexer, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char c = (unsigned char)lexer->rest.text[i];

		if (c == '\n') {
			lexer->at.line++;
			lexer->at.column = 1;
		} else if ((c & 0xc0) != 0x80) {
			lexer->at.column++;
		}
	}
	lexer->rest = span_skip(lexer->rest, count);
}

/* Takes `count` bytes off as a token without the first and last `cut`. */
static struct dot_token
take(struct dot_lexer *lexer, enum dot_token_kind kind, size_t count,
    size_t cut)
{
	struct dot_token token = {
	    .kind = kind,
	    .text = span_make(lexer->rest.text + cut, count - 2 * cut),
	    .at = lexer->at,
	};

	advance(lexer, count);
	return token;
}

static struct dot_token
trouble(struct spot at, const char *text)
{
	return (struct dot_token){
	    .kind = DOT_TOKEN_TROUBLE,
	    .text = span_of(text),
	    .at = at,
	};
}

/* What is opened here runs to the end of the file. */
static struct dot_token
never_closed(struct dot_lexer *lexer, const char *text)
{
	struct dot_token token = trouble(lexer->at, text);

	token.fatal = true;
	lexer->rest = span_skip(lexer->rest, lexer->rest.length);
	return token;
}

/* --- what is no token ----------------------------------------------------- */

static size_t
line_length(struct span text)
{
	const char *end = span_find_char(text, '\n');

	return end ? (size_t)(end - text.text) : text.length;
}

/* Skips blanks and comments; false: at a comment that is never closed. */
static bool
skip_nothing(struct dot_lexer *lexer)
{
	for (;;) {
		char c = peek(lexer, 0);
		char next = peek(lexer, 1);

		if (span_is_blank_char(c)) {
			advance(lexer, 1);
		} else if (c == '#' || (c == '/' && next == '/')) {
			advance(lexer, line_length(lexer->rest));
		} else if (c == '/' && next == '*') {
			const char *end =
			    span_find(span_skip(lexer->rest, 2), "*/");

			if (!end)
				return false;
			advance(lexer, (size_t)(end + 2 - lexer->rest.text));
		} else {
			return true;
		}
	}
}

/* --- names ---------------------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static bool
is_joint(const struct dot_lexer *lexer, size_t i)
{
	return peek(lexer, i) == '-' &&
	       (peek(lexer, i + 1) == '-' || peek(lexer, i + 1) == '>');
}

/* How long a word or number stands at the front; 0: there is none. */
static size_t
bare_length(const struct dot_lexer *lexer)
{
	size_t sign = peek(lexer, 0) == '-';
	size_t digits = 0;
	size_t i = sign;

	if (is_letter(peek(lexer, 0))) {
		while (is_letter(peek(lexer, i)) || is_digit(peek(lexer, i)))
			i++;
		return i;
	}
	for (; is_digit(peek(lexer, i)); i++)
		digits++;
	if (peek(lexer, i) == '.') {
		for (i++; is_digit(peek(lexer, i)); i++)
			digits++;
	}
	return digits ? i : 0;
}

/* Could byte `i` be meant as one more of a name? */
static bool
goes_on(const struct dot_lexer *lexer, size_t i)
{
	char c = peek(lexer, i);

	return is_letter(c) || is_digit(c) || c == '.' ||
	       (c == '-' && !is_joint(lexer, i));
}

static struct dot_token
read_bare(struct dot_lexer *lexer, size_t length)
{
	size_t end = length;

	while (goes_on(lexer, end))
		end++;
	if (end > length) {
		struct spot at = lexer->at;

		advance(lexer, end);
		return trouble(at,
		    "a name of other than letters, digits and \"_\" has to "
		    "stand in quotes");
	}
	return take(lexer, DOT_TOKEN_NAME, length, 0);
}

/* With both quotes; 0: the second one is missing. */
static size_t
quoted_length(const struct dot_lexer *lexer)
{
	size_t i = 1;

	for (; i < lexer->rest.length; i++) {
		if (peek(lexer, i) == '"')
			return i + 1;
		i += peek(lexer, i) == '\\';
	}
	return 0;
}

/*
 * A quote and a line end are all that a backslash takes back; before anything
 * else, itself too, it stays.
 */
static void
add_unescaped(struct str *out, struct span raw)
{
	while (raw.length) {
		size_t kept = 1;

		if (span_starts(raw, "\\\n") || span_starts(raw, "\\\r\n")) {
			raw = span_skip(raw, 2 + (raw.text[1] == '\r'));
			continue;
		}
		if (span_starts(raw, "\\\""))
			raw = span_skip(raw, 1);
		else if (span_starts(raw, "\\\\"))
			kept = 2;
		str_add_span(out, span_make(raw.text, kept));
		raw = span_skip(raw, kept);
	}
}

/*
 * Is there a "+" and another string behind this one?  Otherwise all is left as
 * it is; `*missing` when there is only the "+".
 */
static bool
find_more(struct dot_lexer *lexer, bool *missing)
{
	struct dot_lexer before = *lexer;

	*missing = false;
	if (!skip_nothing(lexer) || peek(lexer, 0) != '+') {
		*lexer = before;
		return false;
	}
	before = *lexer;
	advance(lexer, 1);
	if (skip_nothing(lexer) && peek(lexer, 0) == '"')
		return true;
	*lexer = before;
	*missing = true;
	return false;
}

static struct dot_token
read_quoted(struct dot_lexer *lexer)
{
	struct dot_token token = {.at = lexer->at};
	struct str text = STR_INIT;
	bool missing = false;
	size_t parts = 0;

	do {
		size_t length = quoted_length(lexer);
		struct dot_token part;

		if (!length) {
			str_release(&text);
			return never_closed(lexer,
			    "a string that is opened here is never closed");
		}
		part = take(lexer, DOT_TOKEN_NAME, length, 1);
		add_unescaped(&text, part.text);
		token.text = part.text;
		parts++;
	} while (find_more(lexer, &missing));
	token.kind = DOT_TOKEN_NAME;
	token.quoted = true;
	if (parts > 1 || span_find_char(token.text, '\\'))
		token.text =
		    span_make(arena_span(lexer->arena, str_span(&text)),
			text.length);
	str_release(&text);
	if (missing) {
		token = trouble(lexer->at, "no string stands behind the \"+\"");
		advance(lexer, 1);
	}
	return token;
}

/* --- all tokens ----------------------------------------------------------- */

/* Markup may hold markup, so brackets are counted. */
static struct dot_token
read_markup(struct dot_lexer *lexer)
{
	size_t depth = 0;

	for (size_t i = 0; i < lexer->rest.length; i++) {
		depth += peek(lexer, i) == '<';
		depth -= peek(lexer, i) == '>';
		if (depth == 0)
			return take(lexer, DOT_TOKEN_MARKUP, i + 1, 1);
	}
	return never_closed(lexer,
	    "a \"<\" that is opened here is never closed");
}

struct dot_token
dot_lexer_next(struct dot_lexer *lexer)
{
	struct dot_token token;
	size_t length;

	if (!skip_nothing(lexer))
		return never_closed(lexer,
		    "a comment that is opened here is never closed");
	if (!lexer->rest.length)
		return take(lexer, DOT_TOKEN_END, 0, 0);
	if (peek(lexer, 0) == '"')
		return read_quoted(lexer);
	if (peek(lexer, 0) == '<')
		return read_markup(lexer);
	if (is_joint(lexer, 0))
		return take(lexer, DOT_TOKEN_JOINT, 2, 0);
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		if (peek(lexer, 0) == marks[i].mark)
			return take(lexer, marks[i].kind, 1, 0);
	}
	length = bare_length(lexer);
	if (length)
		return read_bare(lexer, length);
	token = trouble(lexer->at,
	    "this character means nothing here: a name that holds it has to "
	    "stand in quotes");
	advance(lexer, 1);
	return token;
}
