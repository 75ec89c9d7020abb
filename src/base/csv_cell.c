/*
 * Where a comma is the decimal sign, spreadsheets split lines at ";" and know
 * no quotes in the middle of a cell: what stands behind one may begin a cell,
 * too.  So a text is gone through piece by piece, as it is split there.
 */
#include "base/csv_cell.h"

#include <stdbool.h>
#include <string.h>

#define BEGINS_FORMULA "=+-@"
#define NEEDS_QUOTES "\",\r\n;\t"

/*
 * A formula, or what only apostrophes keep from being one.  Some programs trim
 * a cell before they look at it.
 */
static bool
is_armed(struct span text)
{
	while (text.length && text.text[0] == '\'')
		text = span_skip(text, 1);
	while (text.length && span_is_blank_char(text.text[0]))
		text = span_skip(text, 1);
	return text.length && strchr(BEGINS_FORMULA, text.text[0]);
}

static void
add_disarmed(struct str *out, struct span text)
{
	bool begins = true;

	while (text.length) {
		if (begins && is_armed(text))
			str_add_char(out, '\'');
		begins = text.text[0] == ';';
		str_add_char(out, text.text[0]);
		text = span_skip(text, 1);
	}
}

void
csv_cell_restore(struct str *out, struct span cell)
{
	bool begins = true;

	while (cell.length) {
		bool mark = begins && cell.text[0] == '\'' && is_armed(cell);

		begins = cell.text[0] == ';';
		if (!mark)
			str_add_char(out, cell.text[0]);
		cell = span_skip(cell, 1);
	}
}

/* A row that begins with "#" is a comment to many readers. */
static bool
needs_quotes(const char *cell)
{
	return *cell == '#' || (*cell && strpbrk(cell, NEEDS_QUOTES));
}

void
csv_cell_add(struct str *out, struct span text)
{
	struct str cell = STR_INIT;
	bool quoted;

	add_disarmed(&cell, text);
	quoted = needs_quotes(str_text(&cell));
	if (quoted)
		str_add_char(out, '"');
	for (const char *c = str_text(&cell); *c; c++) {
		if (*c == '"')
			str_add_char(out, '"');
		str_add_char(out, *c);
	}
	if (quoted)
		str_add_char(out, '"');
	str_release(&cell);
}
