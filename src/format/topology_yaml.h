/*
 * topology_yaml -- reads the plan: which devices there are and which cables
 * join them.
 *
 * The file is YAML, written by people, so the mistakes in it matter as much as
 * the rest: all of them are found in one run, each with its line and column.
 * An inventory is a second file with only `devices` and `defaults`, merged
 * in key by key; where both speak, it wins.
 *
 *	topology_yaml.c     the top of the file, and the order of things
 *	topology_devices.c  devices, defaults, inventory
 *	topology_cables.c   cables and their ends
 *	topology_ends.c     what is wrong with all ends taken together
 *	topology_range.c    "leaf[1-4]:Eth1/[1-4]"
 *	topology_ignores.c  ignore rules
 */
#ifndef FORMAT_TOPOLOGY_YAML_H
#define FORMAT_TOPOLOGY_YAML_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/span.h"
#include "format/yaml_tree.h"
#include "model/topology.h"

#define TOPOLOGY_FILE_MAX ((size_t)64 << 20)
#define TOPOLOGY_CABLES_MAX 4000000u

/*
 * Reads the plan at `path` ("-" is standard input), and the inventory when it
 * is not NULL.  False when a file cannot be read at all or has more than
 * TOPOLOGY_FILE_MAX bytes.  Mistakes inside them are added to `diags`, which is
 * then sorted by place; if one of them is an error, `*topology` is NULL,
 * otherwise the caller frees it.
 */
MUST_CHECK bool topology_read(const char *path, const char *inventory,
    struct topology **topology, struct diag_list *diags, struct err *err);

/*
 * As topology_read(), over a text in memory that messages call `name`.  The
 * topology borrows nothing from it.
 */
MUST_CHECK bool topology_read_text(const char *name, struct span text,
    struct topology **topology, struct diag_list *diags, struct err *err);

/*
 * The same over a tree that somebody else has made, and keeps: its nodes stand
 * where the values stand in his file.
 */
void topology_read_tree(const struct yaml_tree *tree,
    struct topology **topology, struct diag_list *diags);

/* A file that is in memory already. */
struct topology_text {
	const char *name; /* as messages call it */
	struct span text;
};

/* The same over two texts; `inventory` may be NULL. */
MUST_CHECK bool topology_read_texts(const struct topology_text *plan,
    const struct topology_text *inventory, struct topology **topology,
    struct diag_list *diags, struct err *err);

#endif
