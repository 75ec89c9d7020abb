/*
 * yaml_json -- the one thing in which JSON is no YAML.
 *
 * A character above U+FFFF is two escapes in JSON ("\ud83d\udd0c"), as most
 * programs write it; YAML has one for it ("\U0001f50c"), and libyaml takes no
 * other.
 */
#ifndef FORMAT_YAML_JSON_H
#define FORMAT_YAML_JSON_H

#include "base/arena.h"
#include "base/span.h"

/*
 * The text with YAML's escapes in place of JSON's, where it is JSON: a copy in
 * `arena`, or `text` itself when it has none.  Everything outside of strings
 * stays at its line and column.
 */
struct span yaml_from_json(struct span text, struct arena *arena);

#endif
