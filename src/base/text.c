/*
 * Text helpers.  UTF-8 is decoded strictly (no overlong forms, no surrogates,
 * nothing above U+10FFFF), because lax decoders are how filters are evaded.
 */
#include "base/text.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cells.h"
#include "base/mem.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Compares the digit runs at `*a` and `*b` by value and steps over them. */
static int
compare_numbers(const char **a, const char **b)
{
	const char *pa = *a;
	const char *pb = *b;
	size_t la;
	size_t lb;

	while (*pa == '0')
		pa++;
	while (*pb == '0')
		pb++;
	la = strspn(pa, "0123456789");
	lb = strspn(pb, "0123456789");
	*a = pa + la;
	*b = pb + lb;
	if (la != lb)
		return la < lb ? -1 : 1;
	return strncmp(pa, pb, la);
}

int
text_natural_compare(const char *a, const char *b)
{
	const char *whole_a = a;
	const char *whole_b = b;

	while (*a && *b) {
		int order;

		if (is_digit(*a) && is_digit(*b)) {
			order = compare_numbers(&a, &b);
		} else {
			order = tolower((unsigned char)*a) -
				tolower((unsigned char)*b);
			a++;
			b++;
		}
		if (order != 0)
			return order;
	}
	if (*a || *b)
		return *a ? 1 : -1;
	return strcmp(whole_a, whole_b);
}

/*
 * The length of the UTF-8 character at the front of `s`; 0, leaving `code`
 * alone, if there is none.
 */
static size_t
decode_utf8(struct span s, uint32_t *code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = (unsigned char)s.text[0];
	uint32_t value;
	size_t length;

	if (first < 0x80) {
		*code = first;
		return 1;
	}
	length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	if (first < 0xc2 || first > 0xf4 || s.length < length)
		return 0;
	value = first & (0xffU >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		unsigned char c = (unsigned char)s.text[i];

		if ((c & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (c & 0x3fU);
	}
	if (value < smallest[length] || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*code = value;
	return length;
}

/* Characters that reorder, hide or break a line of text. */
static bool
is_treacherous(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
	    {0x0080, 0x009f},   /* C1 controls, CSI among them */
	    {0x00ad, 0x00ad},   /* soft hyphen */
	    {0x034f, 0x034f},   /* combining grapheme joiner */
	    {0x061c, 0x061c},   /* Arabic letter mark */
	    {0x115f, 0x1160},   /* Hangul fillers */
	    {0x17b4, 0x17b5},   /* Khmer inherent vowels */
	    {0x180b, 0x180f},   /* Mongolian selectors and separator */
	    {0x200b, 0x200f},   /* zero width, direction marks */
	    {0x2028, 0x202e},   /* line separators, bidi overrides */
	    {0x2060, 0x206f},   /* invisible operators, bidi isolates */
	    {0x3164, 0x3164},   /* Hangul filler */
	    {0xfe00, 0xfe0f},   /* variation selectors */
	    {0xfeff, 0xfeff},   /* byte order mark */
	    {0xffa0, 0xffa0},   /* halfwidth Hangul filler */
	    {0xfff9, 0xfffb},   /* interlinear annotation */
	    {0xfffe, 0xffff},   /* no characters, and not allowed in XML */
	    {0x1d173, 0x1d17a}, /* musical beams and slurs, not shown */
	    {0xe0000, 0xe0fff}, /* tags */
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	}
	return false;
}

/*
 * Whether a CI system takes what is here for an order to itself:
 * "##[add-mask]",
 * "##vso[...]" and "##teamcity[...]" anywhere in a log; "::stop-commands::x" at
 * the start of a line, which may be that of any word when lines are wrapped.
 */
static bool
begins_command(struct span text, bool begins_word)
{
	size_t i = 2;

	if (text.length <= i || text.text[0] != text.text[1])
		return false;
	if (text.text[0] == ':')
		return begins_word && isalpha((unsigned char)text.text[i]);
	if (text.text[0] != '#')
		return false;
	while (i < text.length && isalpha((unsigned char)text.text[i]))
		i++;
	return i < text.length && text.text[i] == '[';
}

void
text_escape(struct str *out, struct span text)
{
	bool begins_word = true;

	while (text.length) {
		uint32_t code = 0;
		size_t length = decode_utf8(text, &code);

		if (code == '\t')
			str_add_char(out, ' ');
		else if (!length || code < 0x20 || code == 0x7f ||
			 begins_command(text, begins_word))
			str_addf(out, "\\x%02x", (unsigned char)text.text[0]);
		else if (is_treacherous(code))
			str_addf(out, "\\u{%04x}", (unsigned)code);
		else
			str_add_span(out, span_make(text.text, length));
		/* There are blanks beyond ASCII, too. */
		begins_word = code == ' ' || code == '\t' || code >= 0x80;
		text = span_skip(text, length ? length : 1);
	}
}

size_t
text_utf8_length(struct span text)
{
	uint32_t code;

	return text.length ? decode_utf8(text, &code) : 0;
}

/* How many bytes of ASCII it begins with. */
static size_t
ascii_length(struct span text)
{
	size_t length = 0;

	while (length < text.length &&
	       (unsigned char)(text.text[length] - 1) < 0x7f)
		length++;
	return length;
}

void
text_to_utf8(struct str *out, struct span text)
{
	while (text.length) {
		uint32_t code = 1;
		size_t length = ascii_length(text);

		if (!length)
			length = decode_utf8(text, &code);
		if (!length || code == 0)
			str_add(out, "\xef\xbf\xbd");
		else
			str_add_span(out, span_make(text.text, length));
		text = span_skip(text, length ? length : 1);
	}
}

/* Steps over one character, a byte that is none for one; gives its cells. */
static size_t
next_cells(struct span *text)
{
	uint32_t code = 0;
	size_t length = decode_utf8(*text, &code);

	*text = span_skip(*text, length ? length : 1);
	return length ? cells_of(code) : 1;
}

size_t
text_width(struct span text)
{
	size_t width = 0;

	while (text.length)
		width += next_cells(&text);
	return width;
}

size_t
text_characters(struct span text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += ((unsigned char)text.text[i] & 0xc0) != 0x80;
	return count;
}

/*
 * The longest beginning of `text` that `columns` have room for, accents and
 * all.  A wide character may leave the last column empty.
 */
static struct span
beginning(struct span text, size_t columns)
{
	struct span rest = text;
	size_t width = 0;
	size_t length;

	do {
		length = text.length - rest.length;
		if (rest.length)
			width += next_cells(&rest);
	} while (width <= columns && length < text.length);
	return span_make(text.text, length);
}

size_t
text_escape_cut(struct str *out, struct span text, size_t max)
{
	static const char cut[] = "...";
	struct str safe = STR_INIT;
	struct span shown;
	size_t width;

	text_escape(&safe, text);
	shown = str_span(&safe);
	width = text_width(shown);
	if (width > max) {
		size_t kept = max > strlen(cut) ? max - strlen(cut) : 0;

		shown = beginning(shown, kept);
		width = text_width(shown) + strlen(cut);
	}
	str_add_span(out, shown);
	if (shown.length < safe.length)
		str_add(out, cut);
	str_release(&safe);
	return width;
}

/*
 * Optimal string alignment distance: insertions, deletions, substitutions
 * and swapped neighbors each cost one.  Words longer than this are not typos.
 */
#define WORD_MAX 48

static unsigned
smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned
edit_distance(struct span a, struct span b)
{
	unsigned rows[3][WORD_MAX + 1];

	for (unsigned j = 0; j <= b.length; j++)
		rows[1][j] = j;
	for (unsigned i = 1; i <= a.length; i++) {
		unsigned *row = rows[(i + 1) % 3];
		const unsigned *above = rows[i % 3];
		const unsigned *twice = rows[(i + 2) % 3];

		row[0] = i;
		for (unsigned j = 1; j <= b.length; j++) {
			int ca = tolower((unsigned char)a.text[i - 1]);
			int cb = tolower((unsigned char)b.text[j - 1]);

			row[j] = smaller(above[j] + 1, row[j - 1] + 1);
			row[j] = smaller(row[j], above[j - 1] + (ca != cb));
			if (i > 1 && j > 1 &&
			    ca == tolower((unsigned char)b.text[j - 2]) &&
			    cb == tolower((unsigned char)a.text[i - 2]))
				row[j] = smaller(row[j], twice[j - 2] + 1);
		}
	}
	return rows[(a.length + 1) % 3][b.length];
}

const char *
text_nearest(struct span word,
    const char *(*next)(size_t i, const void *context), const void *context)
{
	unsigned best_distance = 0;
	const char *best = NULL;
	const char *candidate;

	if (word.length > WORD_MAX)
		return NULL;
	for (size_t i = 0; (candidate = next(i, context)) != NULL; i++) {
		struct span other = span_of(candidate);
		unsigned distance;

		if (other.length > WORD_MAX)
			continue;
		distance = edit_distance(word, other);
		/* A third of the word may be wrong; more is another word. */
		if (distance > 1 + word.length / 4 || distance >= other.length)
			continue;
		if (!best || distance < best_distance) {
			best = candidate;
			best_distance = distance;
		}
	}
	return best;
}

bool
text_glob_match(const char *pattern, const char *name)
{
	return fnmatch(pattern, name, FNM_CASEFOLD) == 0;
}
