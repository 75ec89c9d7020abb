/*
 * rows -- structured output as neighbors, whatever its syntax.
 *
 * XML and JSON say the same things by the same names: a row (the element
 * `ROW_cdp_neighbor_detail_info`, say) holds fields, some of them in further
 * elements.  xml.c and json.c turn their syntax into opening, text and closing;
 * here a table says which names are rows and what their fields are.  How the
 * wrappers around a row are called is of no interest, since that changes with
 * the command and the release.
 */
#ifndef PARSE_ROWS_H
#define PARSE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "base/str.h"
#include "model/neighbor.h"
#include "parse/values.h"

/* A value is not longer than this; nor are elements nested deeper. */
#define ROWS_VALUE_MAX ((size_t)1 << 20)
#define ROWS_DEPTH_MAX 64

struct row_kind;

/*
 * Which of the lists of IOS-XR a row stands in: it prints each neighbor once
 * in full, and once more in each of the others.
 */
enum row_list {
	ROWS_IN_FULL,
	ROWS_BY_DEVICE,
	ROWS_SUMMARY,
};

struct rows {
	struct neighbor_list *list;  /* borrowed; rows are appended */
	const struct row_kind *kind; /* of the open row, or NULL */
	struct neighbor *neighbor;   /* of the open row, once it has a value */
	size_t depth;
	size_t row_depth;
	size_t row_line;
	/* The field whose text is being read, or NULL. */
	const struct value_row *field;
	size_t field_depth;
	size_t field_line;
	struct str text; /* owned */
	enum row_list part;
	size_t part_depth;
	size_t first;     /* the first neighbor of this document */
	uint8_t *part_of; /* owned; a row_list for each one from there */
	size_t capacity;
};

/* Is `name` that of a row? */
bool rows_is_row(struct span name);

void rows_init(struct rows *rows, struct neighbor_list *list);
void rows_release(struct rows *rows);

/*
 * An element, or a key with its value, begins, ends; some of its text.  False
 * when a bound is passed: the document must not be read on.
 */
bool rows_open(struct rows *rows, struct span name, size_t line);
bool rows_text(struct rows *rows, struct span text);
void rows_close(struct rows *rows);

/*
 * The document ends, whole or not.  A row that is still open is marked as
 * truncated, less the value that was being read.
 */
void rows_finish(struct rows *rows);

#endif
