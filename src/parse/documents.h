/*
 * documents -- where in a session there are XML and JSON documents.
 *
 * A session may hold many, of which one or two are about neighbors: `show
 * clock | xml` before, a hello of NETCONF, a banner that begins with '<'.  They
 * are looked for up to the first entry of a listing; behind that, what looks
 * like a document may be the work of a neighbor.
 */
#ifndef PARSE_DOCUMENTS_H
#define PARSE_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "model/neighbor.h"
#include "parse/document.h"
#include "parse/lines.h"
#include "parse/parse.h"

struct document_search {
	struct line_reader reader;
	struct span rest; /* behind the latest whole document */
	size_t lines;     /* in front of that */
	size_t part;      /* how much of the text the next one gets first */
	size_t attempts;
	size_t failures;  /* attempts that took a look at all the rest */
	size_t found;     /* documents about neighbors */
	bool saw_listing; /* an entry begins: here end the documents */
	bool is_done;
};

/* `arena` must outlive the search. */
void document_search_init(struct document_search *search, struct span text,
    struct arena *arena);

/*
 * Reads what looks like the next document, appending its neighbors to `list`.
 * False when there is nothing more.  All calls together take linear time.
 */
bool document_search_next(struct document_search *search,
    enum parse_dialect hint, struct neighbor_list *list,
    struct document *document);

#endif
