/*
 * yaml_merge -- the merge key: {<<: *common, host: 10.0.0.1}.
 *
 * People who know YAML keep what devices share under an anchor and merge it
 * in.  The pairs of the merged map (or maps: <<: [*a, *b]) are added behind
 * the map's own; a key that is there already wins, as does an earlier map.
 */
#ifndef FORMAT_YAML_MERGE_H
#define FORMAT_YAML_MERGE_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/diag.h"
#include "format/yaml_tree.h"

/* An unquoted <<. */
bool yaml_is_merge_key(const struct yaml_node *node);

/*
 * Replaces the merge keys of `map`, a complete map of `tree`, by what they
 * stand for.  False when one stands for no map: a diagnostic says so.
 */
MUST_CHECK bool yaml_merge(struct yaml_tree *tree, struct yaml_node *map,
    struct diag_list *diags);

#endif
