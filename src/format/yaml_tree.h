/*
 * yaml_tree -- a YAML file as a small tree of texts, lists and maps.
 *
 * Every node remembers where it stands, so that whoever reads the tree can say
 * "lab.yaml:21:7".  libyaml does the syntax and stays behind this header; what
 * a key means is the business of the reader (see yaml_fields.h for help).
 *
 * Files are hostile: the size, the depth and the number of nodes have limits,
 * and an alias (*name) is a reference, not a copy, whose size is counted as if
 * it were one.  So a file that would unfold to billions of nodes is refused
 * after as much work as its bytes deserve.  Merge keys (<<) are already
 * resolved: no reader ever sees one.
 */
#ifndef FORMAT_YAML_TREE_H
#define FORMAT_YAML_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/diag.h"
#include "base/span.h"

#define YAML_DEPTH_MAX 64
#define YAML_NODES_MAX 10000000u /* that stand in the file */
#define YAML_ALIAS_MAX 4000000u  /* that aliases stand for, all together */

enum yaml_kind {
	YAML_KIND_TEXT, /* numbers, true and null are texts, too */
	YAML_KIND_LIST,
	YAML_KIND_MAP,
};

struct yaml_node {
	union {
		const char *text;        /* text: NUL behind it, NULs inside */
		struct yaml_node *first; /* list: item; map: key, value, key */
	};
	struct yaml_node *next; /* in the list or map that holds this node */
	uint32_t length;        /* bytes of a text, items, pairs */
	uint32_t line;
	uint32_t column;
	unsigned char kind; /* enum yaml_kind */
	bool quoted;        /* "null" in quotes is a word */
};

struct yaml_tree {
	struct arena *arena;    /* owned; holds every node and text */
	const char *file;       /* borrowed; for places */
	struct yaml_node *root; /* NULL: the file holds no value */
};

/*
 * Reads `text`, called `file` in messages, which must outlive every place made
 * from the tree.  Returns false when the text is no YAML or passes a limit: one
 * diagnostic says where and why, and `*tree` is empty but must still be
 * released.
 */
MUST_CHECK bool yaml_tree_read(struct yaml_tree *tree, const char *file,
    struct span text, struct diag_list *diags);

void yaml_tree_release(struct yaml_tree *tree);

/* The value of `key` in a map; NULL when there is none, or `map` is no map. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
