/*
 * Sentences to lines.  Words are gathered one by one, already escaped and
 * coloured, in a buffer that knows how many columns it takes; a word moves to
 * the next line when it does not fit.  What may not be broken (a port's name
 * with its device's) simply never ends a word, so the comma behind a name
 * stays with it too.
 */
#include "report/prose.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* clang-format off */
static const struct {
	bool breaks;       /* at blanks */
	size_t max;        /* columns; 0: our own text, not escaped */
	const char *color; /* NULL: none */
} styles[] = {
	[PROSE_TEXT]    = { true,  0,               NULL },
	[PROSE_QUOTE]   = { true,  PROSE_QUOTE_MAX, NULL },
	[PROSE_NAME]    = { false, PROSE_NAME_MAX,  NULL },
	[PROSE_IS]      = { false, PROSE_NAME_MAX,  "\x1b[31m" },
	[PROSE_BELONGS] = { false, PROSE_NAME_MAX,  "\x1b[32m" },
	[PROSE_ERROR]   = { false, 0,               "\x1b[1;31m" },
	[PROSE_WARNING] = { false, 0,               "\x1b[1;33m" },
	[PROSE_RIGHT]   = { false, 0,               "\x1b[1;32m" },
	[PROSE_NEXT]    = { false, 0,               NULL },
};
/* clang-format on */

#define COLOR_OFF "\x1b[0m"

void
prose_release(struct prose *prose)
{
	str_release(&prose->text);
	free(prose->runs);
	*prose = (struct prose)PROSE_INIT;
}

void
prose_clear(struct prose *prose)
{
	str_clear(&prose->text);
	prose->count = 0;
}

void
prose_add(struct prose *prose, enum prose_style style, struct span text)
{
	prose->runs = grow_array(prose->runs, prose->count, &prose->capacity,
	    sizeof(*prose->runs));
	prose->runs[prose->count++] = (struct prose_run){
	    .style = style,
	    .start = prose->text.length,
	    .length = text.length,
	};
	str_add_span(&prose->text, text);
}

void
prose_say(struct prose *prose, const char *text)
{
	prose_add(prose, PROSE_TEXT, span_of(text));
}

void
prose_sayf(struct prose *prose, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	prose_say(prose, text);
}

void
prose_name(struct prose *prose, const char *name)
{
	prose_add(prose, PROSE_NAME, span_of(name ? name : ""));
}

void
prose_next(struct prose *prose)
{
	prose_add(prose, PROSE_NEXT, span_of(""));
}

static struct span
run_text(const struct prose *prose, const struct prose_run *run)
{
	return span_make(str_text(&prose->text) + run->start, run->length);
}

/* Our own words after a full stop; a name keeps its own letters. */
static void
add_capitalised(struct str *out, struct span text)
{
	if (text.length) {
		str_add_char(out, (char)toupper((unsigned char)text.text[0]));
		str_add_span(out, span_skip(text, 1));
	}
}

void
prose_flatten(const struct prose *prose, struct str *out)
{
	bool begins = false;

	for (size_t i = 0; i < prose->count; i++) {
		const struct prose_run *run = &prose->runs[i];

		if (run->style == PROSE_NEXT)
			str_add(out, ". ");
		else if (begins && run->style == PROSE_TEXT)
			add_capitalised(out, run_text(prose, run));
		else
			str_add_span(out, run_text(prose, run));
		begins = run->style == PROSE_NEXT;
	}
}

size_t
prose_escape(struct str *out, struct span text, size_t max)
{
	return text_escape_cut(out, text, max);
}

/* The line that is being filled and the word that will go onto it. */
struct page {
	const struct prose_layout *layout;
	struct str *out;
	struct str word;     /* escaped and coloured */
	size_t word_width;   /* columns */
	size_t column;       /* of the end of the line so far */
	size_t blanks;       /* between the line so far and the word */
	enum prose_style on; /* whose colour the word's end is in */
};

static void
set_color(struct page *page, enum prose_style style)
{
	if (!page->layout->color || page->on == style)
		return;
	if (styles[page->on].color)
		str_add(&page->word, COLOR_OFF);
	if (styles[style].color)
		str_add(&page->word, styles[style].color);
	page->on = style;
}

static void
add_blanks(struct str *out, size_t count)
{
	while (count--)
		str_add_char(out, ' ');
}

static void
end_word(struct page *page)
{
	size_t hang = text_width(span_of(page->layout->lead));

	set_color(page, PROSE_TEXT);
	if (!page->word_width)
		return;
	if (page->column > hang &&
	    page->column + page->blanks + page->word_width >
		page->layout->width) {
		str_add_char(page->out, '\n');
		add_blanks(page->out, hang);
		page->column = hang;
		page->blanks = 0;
	}
	add_blanks(page->out, page->blanks);
	str_add_span(page->out, str_span(&page->word));
	page->column += page->blanks + page->word_width;
	page->blanks = 0;
	str_clear(&page->word);
	page->word_width = 0;
}

static void
begin_sentence(struct page *page)
{
	str_add(page->out, page->layout->lead);
	page->column = text_width(span_of(page->layout->lead));
	page->blanks = 0;
}

/* Adds escaped text to the word, ending it at blanks where that is allowed. */
static void
add_run(struct page *page, enum prose_style style, struct span text)
{
	while (text.length) {
		const char *blank =
		    styles[style].breaks ? span_find_char(text, ' ') : NULL;
		struct span piece = text;

		if (blank)
			piece.length = (size_t)(blank - text.text);
		if (piece.length) {
			set_color(page, style);
			str_add_span(&page->word, piece);
			page->word_width += text_width(piece);
		}
		if (blank) {
			end_word(page);
			page->blanks++;
			piece.length++;
		}
		text = span_skip(text, piece.length);
	}
}

void
prose_wrap(const struct prose *prose, const struct prose_layout *layout,
    struct str *out)
{
	struct page page = {.layout = layout, .out = out, .on = PROSE_TEXT};
	struct str safe = STR_INIT;

	begin_sentence(&page);
	for (size_t i = 0; i < prose->count; i++) {
		const struct prose_run *run = &prose->runs[i];
		struct span text = run_text(prose, run);

		if (run->style == PROSE_NEXT) {
			end_word(&page);
			str_add_char(out, '\n');
			begin_sentence(&page);
		} else if (styles[run->style].max) {
			str_clear(&safe);
			prose_escape(&safe, text, styles[run->style].max);
			add_run(&page, run->style, str_span(&safe));
		} else {
			add_run(&page, run->style, text);
		}
	}
	end_word(&page);
	str_add_char(out, '\n');
	str_release(&page.word);
	str_release(&safe);
}
