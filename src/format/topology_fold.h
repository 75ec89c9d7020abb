/*
 * topology_fold -- "leaf[1-4]:Eth1/49" in place of four lines.
 *
 * Cables of which only their ends are known, and whose two ends both count up
 * by one, each in one number, are written as one entry with a range on either
 * side.
 */
#ifndef FORMAT_TOPOLOGY_FOLD_H
#define FORMAT_TOPOLOGY_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/topology.h"

/* So many cables from number `first` on, in `order`, are one entry. */
struct fold {
	size_t first;
	size_t count;
};

struct folds {
	const struct topology *topology;
	size_t *order;      /* owned; of the cables, sorted for folding */
	struct fold *items; /* owned; in natural order of their first ends */
	size_t count;
};

void folds_make(struct folds *folds, const struct topology *topology);
void folds_release(struct folds *folds);

/*
 * The ends of a fold of at least two, as DEVICE:PORT with ranges; only where
 * fold->count is above one.
 */
void folds_add_ends(const struct folds *folds, const struct fold *fold,
    struct str *a, struct str *b);

#endif
