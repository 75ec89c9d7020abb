/*
 * json -- neighbors from JSON: `| json` of NX-OS, and what RESTCONF answers.
 *
 * A scan over the text finds the rows (an object behind a row's name, or each
 * object of an array there) and their lines; jansson reads them one by one.
 * So a document of any size takes the memory of one row, a row that is broken
 * does not take the others with it, and what jansson would not have is put
 * right on the way: NX-OS repeats keys in one object, and a terminal breaks
 * lines within strings.
 */
#ifndef PARSE_JSON_H
#define PARSE_JSON_H

#include "base/span.h"
#include "model/neighbor.h"
#include "parse/document.h"

/*
 * Reads the document at the start of `text`, up to the end of its first value,
 * and appends its neighbors, `lines` added to their line numbers.  Linear
 * time, no I/O.
 */
struct document json_read(struct span text, size_t lines,
    struct neighbor_list *list);

#endif
