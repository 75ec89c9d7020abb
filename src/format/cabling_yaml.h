/*
 * cabling_yaml -- looking into other tools' YAML and JSON.
 *
 * Their files hold far more than we need, and what is not needed is passed
 * over without a word; so these take what is there, and absent is absent.
 */
#ifndef FORMAT_CABLING_YAML_H
#define FORMAT_CABLING_YAML_H

#include "format/cabling_draft.h"
#include "format/yaml_tree.h"

/* The value of `key` in a map; NULL when there is none, or `map` is no map. */
const struct yaml_node *cabling_yaml_get(const struct yaml_node *map,
    const char *key);

/* A text, or absent: NULL, null, a list or a map. */
struct span cabling_yaml_text(const struct yaml_node *node);

struct spot cabling_yaml_spot(const struct yaml_node *node);

/*
 * The list at `key` of a map; NULL, after saying to the draft that there should
 * be one, when there is none.
 */
const struct yaml_node *cabling_yaml_list(struct cabling_draft *draft,
    const struct yaml_node *map, const char *key);

#endif
