/*
 * Cells and rows; see csv.h.
 */
#include "report/csv.h"

#include <string.h>

#include "report/prose.h"

#define BEGINS_FORMULA "=+-@"
#define NEEDS_QUOTES "\",\r\n;"

static void
add_cell(struct str *out, const char *cell)
{
	bool quoted = *cell && strpbrk(cell, NEEDS_QUOTES);

	if (quoted)
		str_add_char(out, '"');
	for (; *cell; cell++) {
		if (*cell == '"')
			str_add_char(out, '"');
		str_add_char(out, *cell);
	}
	if (quoted)
		str_add_char(out, '"');
}

/* Some programs trim a cell before they look at it. */
static bool
begins_formula(struct span text)
{
	text = span_trim(text);
	return text.length && strchr(BEGINS_FORMULA, text.text[0]);
}

/*
 * Where a comma is the decimal sign, spreadsheets split lines at ";" and know
 * no quotes in the middle of a cell: what stands behind one may begin a cell,
 * too.
 */
static void
add_defused(struct str *cell, struct span text)
{
	bool begins = true;

	while (text.length) {
		if (begins && begins_formula(text))
			str_add_char(cell, '\'');
		begins = text.text[0] == ';';
		str_add_char(cell, text.text[0]);
		text = span_skip(text, 1);
	}
}

void
csv_add(struct csv_row *row, struct span text)
{
	struct str safe = STR_INIT;
	struct str cell = STR_INIT;

	prose_escape(&safe, text, CSV_CELL_MAX);
	add_defused(&cell, str_span(&safe));
	if (row->cells++)
		str_add_char(row->out, ',');
	add_cell(row->out, str_text(&cell));
	str_release(&safe);
	str_release(&cell);
}

void
csv_add_string(struct csv_row *row, const char *text)
{
	csv_add(row, span_of(text ? text : ""));
}

void
csv_add_number(struct csv_row *row, size_t number)
{
	if (row->cells++)
		str_add_char(row->out, ',');
	if (number)
		str_addf(row->out, "%zu", number);
}

void
csv_end_row(struct csv_row *row)
{
	str_add(row->out, "\r\n");
	row->cells = 0;
}
