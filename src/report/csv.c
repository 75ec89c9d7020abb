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

void
csv_add(struct csv_row *row, struct span text)
{
	struct str cell = STR_INIT;
	struct span word = span_trim(text);

	/* Some programs trim a cell before they look at it. */
	if (word.length && strchr(BEGINS_FORMULA, word.text[0]))
		str_add_char(&cell, '\'');
	prose_escape(&cell, text, CSV_CELL_MAX);
	if (row->cells++)
		str_add_char(row->out, ',');
	add_cell(row->out, str_text(&cell));
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
