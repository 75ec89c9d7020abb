/*
 * map -- from names to numbers, without regard to ASCII case.
 *
 * Device names, aliases and port keys are all looked up this way.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct map; /* opaque; owns copies of its keys */

struct map *map_new(void);
/* A map that does tell A from a: for anchors and other people's keys. */
struct map *map_new_exact(void);
void map_free(struct map *map); /* NULL is fine */

/*
 * Adds `key` with `value`.  False, changing nothing, when the key is already
 * there; `*old` (if not NULL) is then its value.
 */
bool map_add(struct map *map, struct span key, size_t value, size_t *old);

/* Adds or overwrites. */
void map_set(struct map *map, struct span key, size_t value);

bool map_find(const struct map *map, struct span key, size_t *value);

size_t map_count(const struct map *map);

#endif
