/*
 * document -- an XML or JSON document that somebody took from a terminal.
 *
 * Structured output comes through the same session as any other.  On its way
 * it meets the pager and log lines, a terminal of 80 columns that breaks lines
 * in the middle of a word, and the framing of NETCONF 1.1, which may divide it
 * anywhere.  Unlike text, a document must be clean before a parser will have
 * it: all of that is taken out again, and whatever is in it still stands on the
 * line on which it was printed.
 */
#ifndef PARSE_DOCUMENT_H
#define PARSE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"
#include "model/neighbor.h"

/* Libraries count bytes in an int. */
#define DOCUMENT_MAX ((size_t)1 << 30)

/* What came of reading one document. */
struct document {
	size_t length;      /* how much of the text it was, all lines whole */
	bool is_whole;      /* it comes to its end */
	bool is_broken;     /* it is none, however the text goes on */
	bool is_recognized; /* false: nothing in it is known to us */
	enum neighbor_state state;
	const char *explanation; /* when the state is not OK */
};

/* One of the bytes by which XML and JSON are told from text: "<", "{", ... */
bool document_is_mark(char c);

/* Does a trimmed line begin with one? */
bool document_is_line(struct span line);

/* "#1234": what stands before a document in the framing of NETCONF 1.1. */
bool document_is_chunk(struct span line);

/*
 * Append the document `text` to `out`, as UTF-8: bytes that are none are taken
 * for Latin-1, which is what devices say they print.  In JSON a line end or a
 * tab within a string becomes its escape.  What has to be taken apart for this
 * lives in `arena`.  Linear time.
 */
void document_clean_xml(struct span text, struct arena *arena, struct str *out);
void document_clean_json(struct span text, struct arena *arena,
    struct str *out);

#endif
