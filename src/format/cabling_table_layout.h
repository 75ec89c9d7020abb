/*
 * cabling_table_layout -- which layout of a format a cabling list has.
 *
 * The first row of a list names its columns, in nobody's order and with columns
 * that nobody asked for in between.
 */
#ifndef FORMAT_CABLING_TABLE_LAYOUT_H
#define FORMAT_CABLING_TABLE_LAYOUT_H

#include "format/cabling_csv.h"
#include "format/cabling_table.h"

/*
 * The role of a column of that name among those that are not taken yet (a mask
 * of TABLE_HAS()); TABLE_ROLES: it has none.
 */
enum table_role table_layout_role(const struct table_layout *layout,
    struct span name, unsigned taken);

/* The first layout that finds all that it needs in the row; otherwise NULL. */
const struct table_layout *table_layout_find(const struct table_format *format,
    const struct cabling_csv_row *row);

/* Says what the first layout of the format does not find in it. */
void table_layout_tell_missing(const struct table_format *format,
    struct cabling_draft *draft, const struct cabling_csv_row *row);

#endif
