/*
 * cabling_yaml -- looking into other tools' YAML and JSON.
 *
 * Their files hold far more than we need, and what is not needed is passed
 * over without a word; so these take what is there, and absent is absent.
 */
#ifndef FORMAT_CABLING_YAML_H
#define FORMAT_CABLING_YAML_H

#include <stdbool.h>

#include "format/cabling_draft.h"
#include "format/yaml_tree.h"
#include "model/topology.h"

/* A text, or absent: NULL, null, a list or a map. */
struct span cabling_yaml_text(const struct yaml_node *node);

/* The text at a key of a map, or absent. */
struct span cabling_yaml_text_at(const struct yaml_node *map, const char *key);

struct spot cabling_yaml_spot(const struct yaml_node *node);

/* The list or map at a key of a map, or NULL. */
const struct yaml_node *cabling_yaml_list_at(const struct yaml_node *map,
    const char *key);
const struct yaml_node *cabling_yaml_map_at(const struct yaml_node *map,
    const char *key);

/*
 * The first list, anywhere in the tree, whose first item is a map with this
 * key; NULL when there is none.
 */
const struct yaml_node *cabling_yaml_find_list(const struct yaml_node *root,
    const char *key);

/*
 * A cable of a map that has its four names at four keys, and the cable's index
 * as draft_cable() has it.
 */
struct cabling_yaml_keys {
	const char *device_a;
	const char *port_a;
	const char *device_b;
	const char *port_b;
};

size_t cabling_yaml_cable(struct cabling_draft *draft,
    const struct yaml_node *map, const struct cabling_yaml_keys *keys);

/* Things in a file that are no cables: told once, and counted. */
struct cabling_passed {
	struct spot first;
	size_t count;
};

void cabling_pass(struct cabling_passed *passed, const struct yaml_node *node);

/* "WHAT is no cable: left out"; nothing where nothing was passed over. */
void cabling_passed_tell(struct cabling_draft *draft,
    const struct cabling_passed *passed, const char *what);

/* What a word for a kind of device means; a "*" at its end stands for more. */
struct cabling_kind {
	const char *word;
	const char *platform; /* NULL: nothing that we know */
	bool collect;         /* false: never logged in to */
};

/* Says it of the device.  The first row that fits counts; none: nothing. */
void cabling_kind_set(struct cabling_draft *draft, size_t device,
    const struct cabling_kind *kinds, size_t count,
    const struct yaml_node *word);

/*
 * The word to write for a device: that of the first row with its platform; ""
 * when there is none.
 */
const char *cabling_kind_of(const struct device *device,
    const struct cabling_kind *kinds, size_t count);

/* True of "192.0.2.1" and nothing else. */
bool cabling_is_ipv4(const char *host);

#endif
