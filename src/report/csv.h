/*
 * csv -- rows for a spreadsheet (RFC 4180).
 *
 * No cell becomes a formula (base/csv_cell.h).  Control and reordering
 * characters are escaped as for a terminal, so a cell is always one line.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stddef.h>

#include "base/span.h"
#include "base/str.h"

/* Characters of a cell; what is longer is cut and ends in "...". */
#define CSV_CELL_MAX 8000

/* One row in the making: `struct csv_row row = {out};` begins it. */
struct csv_row {
	struct str *out;
	size_t cells;
};

void csv_add(struct csv_row *row, struct span text);

/* NULL is an empty cell. */
void csv_add_string(struct csv_row *row, const char *text);

/* 0, which stands for "not known" in places and units, is an empty cell. */
void csv_add_number(struct csv_row *row, size_t number);

/* Ends the row with CR LF; the next cell begins another one. */
void csv_end_row(struct csv_row *row);

#endif
