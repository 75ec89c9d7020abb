/*
 * cabling_dot -- what a DOT file says, one thing after another.
 *
 * Of the grammar of DOT this keeps what a cabling plan is made of: nodes, edges
 * between ports of nodes, and attributes.  Subgraphs are a matter of drawing,
 * so their braces are only counted.  A mistake is one of the things that are
 * told; reading goes on in the next line, as plans have one edge in each.
 *
 *	graph G {
 *	    "leaf1":"swp51" -- "spine1":"swp1" [LLDP="match_type=ifname"]
 *	}
 */
#ifndef FORMAT_CABLING_DOT_H
#define FORMAT_CABLING_DOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "format/cabling_dot_lexer.h"

enum dot_event_kind {
	DOT_NODE,      /* ends[0], of which only the name counts */
	DOT_EDGE,      /* both ends; one that is a group has no device */
	DOT_ATTRIBUTE, /* name and value */
	DOT_TROUBLE,   /* text */
};

/* Whose attribute it is. */
enum dot_owner {
	DOT_OF_NOBODY,
	DOT_OF_GRAPH,
	DOT_OF_ALL,  /* of each node or edge that is to come */
	DOT_OF_NODE, /* of the node told last */
	DOT_OF_EDGE, /* of the edges told last */
};

struct dot_event {
	enum dot_event_kind kind;
	struct spot at;
	struct draft_end ends[2];
	enum dot_owner owner;
	size_t depth; /* of braces around an attribute: 1 in the graph's own */
	struct span name;
	struct span value;
	bool is_markup; /* the value */
	struct span text;
};

/* The deepest nesting of braces.  No plan has more than a few. */
#define DOT_DEPTH_MAX 256

/* Start with dot_open(); there is nothing to release. */
struct dot_reader {
	struct dot_lexer lexer;
	struct dot_token token; /* the next one */
	struct spot braces[DOT_DEPTH_MAX];
	size_t depth;
	struct draft_end end; /* the last one, where `has_end` */
	bool has_end;
	bool joined; /* to it, what comes next */
	bool in_list;
	struct spot list; /* where it was opened */
	enum dot_owner owner;
	bool done;
};

/*
 * Reads the head of the file, up to its first brace; false when it has none,
 * `reader->token` being what stands there instead.  What is read lives as long
 * as `text` and `arena`.
 */
MUST_CHECK bool dot_open(struct dot_reader *reader, struct span text,
    struct arena *arena);

/* The next thing that the file says; false at its end. */
bool dot_next(struct dot_reader *reader, struct dot_event *event);

#endif
