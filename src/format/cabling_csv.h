/*
 * cabling_csv -- the rows of a spreadsheet saved as text, one at a time.
 *
 * Which character divides the fields (a comma, a semicolon in half of Europe, a
 * tab) is seen from the first row, which names the columns.  Passed over are
 * blank rows, rows that are a comment ("# ordered in May"), and the line
 * "sep=;" that Excel writes on top.  Fields come without the blanks around
 * them; one in quotes may hold anything, line ends too.  Each row knows on
 * which line it begins, counted as an editor does.
 *
 * libcsv reads; what is here bounds it, counts lines, and lets the caller pull
 * rows instead of being called.
 */
#ifndef FORMAT_CABLING_CSV_H
#define FORMAT_CABLING_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"

/* No cabling list is wider, and no field of one is longer. */
#define CABLING_CSV_FIELDS_MAX 256
#define CABLING_CSV_FIELD_MAX ((size_t)64 << 10)

struct cabling_csv; /* opaque */

/* Valid until the next row is asked for. */
struct cabling_csv_row {
	const struct span *fields;
	size_t count;
	unsigned line;
};

/* `text` is borrowed, and holds no NUL. */
struct cabling_csv *cabling_csv_new(struct span text);
void cabling_csv_free(struct cabling_csv *csv); /* NULL is fine */

/* The next row; false behind the last one, or where reading cannot go on. */
bool cabling_csv_next(struct cabling_csv *csv, struct cabling_csv_row *row);

/*
 * Why reading did not go on to the end, and on which line that began; NULL when
 * it did.
 */
const char *cabling_csv_trouble(const struct cabling_csv *csv, unsigned *line);

/*
 * Are these the same name of a column?  Case does not count, nor do blanks,
 * underscores, hyphens: "A-Node Name" is "a_node_name".
 */
bool cabling_csv_same_name(struct span a, struct span b);

#endif
