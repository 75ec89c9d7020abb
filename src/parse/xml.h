/*
 * xml -- neighbors from XML: `| xml` of NX-OS, and what NETCONF answers.
 *
 * libxml2 reads, one event after another; no tree is built.  A document type
 * declaration ends the reading at once, so there are no entities to expand or
 * to fetch, and nothing is ever looked up on a network or a disk.
 */
#ifndef PARSE_XML_H
#define PARSE_XML_H

#include "base/span.h"
#include "model/neighbor.h"
#include "parse/document.h"

/*
 * Reads the document at the start of `text`, up to the end of its first
 * element, and appends its neighbors, `lines` added to their line numbers.
 * Linear time, no I/O.
 */
struct document xml_read(struct span text, size_t lines,
    struct neighbor_list *list);

#endif
