/*
 * parse -- the front door: device output in any dialect as neighbors.
 *
 * Which dialect a text is in, the text itself tells: CDP as text (cdp.h), LLDP
 * as text of any platform (dialects.h), XML, JSON.  One capture may hold
 * several of them, one after another; the neighbors come in
 * the order of the text, each with the protocol by which it was heard.
 */
#ifndef PARSE_PARSE_H
#define PARSE_PARSE_H

#include <stdbool.h>

#include "base/span.h"
#include "model/neighbor.h"

/* What a text may hold; a set, so that several may be allowed at once. */
enum parse_dialect {
	PARSE_AUTO = 0, /* anything */
	PARSE_CDP = 1,
	PARSE_LLDP = 2,
	PARSE_XML = 4,
	PARSE_JSON = 8,
	/* What the devices of a platform print. */
	PARSE_ON_IOS = PARSE_CDP | PARSE_LLDP | PARSE_XML | PARSE_JSON,
	PARSE_ON_NXOS = PARSE_CDP | PARSE_LLDP | PARSE_XML | PARSE_JSON,
	PARSE_ON_IOSXR = PARSE_CDP | PARSE_LLDP | PARSE_XML,
	PARSE_ON_AIREOS = PARSE_CDP | PARSE_LLDP,
	PARSE_ON_CATOS = PARSE_CDP,
};

/*
 * Reads `text`, which must outlive the list: spans borrow from it.  Never
 * NULL; the caller frees the list.  No I/O, linear time.  Line numbers are
 * those of `text`.  Of a text in no dialect that `hint` allows the state is
 * NEIGHBORS_NONE.
 */
struct neighbor_list *parse_neighbors(struct span text,
    enum parse_dialect hint);

/*
 * The same into an arena that many lists share: for labs of a thousand devices,
 * all of whose neighbors are kept and go together.
 */
struct neighbor_list *parse_neighbors_in(struct arena *arena, struct span text,
    enum parse_dialect hint);

#endif
