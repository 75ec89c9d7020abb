/*
 * Cells and rows; see csv.h.
 */
#include "report/csv.h"

#include "base/csv_cell.h"
#include "report/prose.h"

void
csv_add(struct csv_row *row, struct span text)
{
	struct str safe = STR_INIT;

	prose_escape(&safe, text, CSV_CELL_MAX);
	if (row->cells++)
		str_add_char(row->out, ',');
	csv_cell_add(row->out, str_span(&safe));
	str_release(&safe);
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
