/*
 * yaml_secrets -- no password in a plan.
 *
 * Plans live in git and are mailed around, so a file with a password in it is
 * refused before anything else is made of it, wherever the password stands.
 */
#ifndef FORMAT_YAML_SECRETS_H
#define FORMAT_YAML_SECRETS_H

#include <stdbool.h>

#include "base/span.h"
#include "format/yaml_fields.h"

/* "password", "enable_secret", "SNMP-community", ... */
bool yaml_key_is_secret(struct span key);

/*
 * Reports every key below `node` that names a secret.  The keys of the map
 * `names` (may be NULL) itself are names that people chose, and are let pass.
 */
void yaml_refuse_secrets(const struct yaml_reader *r,
    const struct yaml_node *node, const struct yaml_node *names);

#endif
