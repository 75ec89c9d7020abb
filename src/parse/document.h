/*
 * document -- an XML or JSON document that somebody took from a terminal.
 *
 * Structured output comes through the same session as any other: a prompt in
 * front, "]]>]]>" behind, and, when nobody turned them off, the pager's marks
 * and log lines within.  Unlike text, a document must be clean before a parser
 * will have it.
 */
#ifndef PARSE_DOCUMENT_H
#define PARSE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/neighbor.h"

/* Libraries count bytes in an int. */
#define DOCUMENT_MAX ((size_t)1 << 30)

/* What came of reading one document. */
struct document {
	size_t length;      /* how much of the text it was, all lines whole */
	bool is_recognized; /* false: nothing in it is known to us */
	enum neighbor_state state;
	const char *explanation; /* when the state is not OK */
};

/*
 * `text` without pager, colours, log lines and control bytes; the same line
 * numbers: where a line was taken out stands DOCUMENT_GAP alone, and nowhere
 * else.  `text` itself where there is nothing to clean.
 */
#define DOCUMENT_GAP '\x7f'
struct span document_clean(struct span text, struct arena *arena);

#endif
