/*
 * csv_cell -- one cell of a spreadsheet's row (RFC 4180).
 *
 * A spreadsheet runs a cell that begins with = + - or @ as a formula, and what
 * a device or a stranger's file says may well begin so.  Such a cell gets an
 * apostrophe in front, which is how spreadsheets themselves mark text, and so
 * does what follows a semicolon, at which some of them split.  One that begins
 * with apostrophes and goes on as a formula gets one more, so that the reader
 * of a cell can always tell what it was.
 */
#ifndef BASE_CSV_CELL_H
#define BASE_CSV_CELL_H

#include "base/span.h"
#include "base/str.h"

/* Appends the cell, disarmed and in quotes where it needs them. */
void csv_cell_add(struct str *out, struct span text);

/* Appends what a cell was before csv_cell_add(); its quotes are gone already.
 */
void csv_cell_restore(struct str *out, struct span cell);

#endif
