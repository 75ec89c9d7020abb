/*
 * ansible -- Ansible's YAML inventories, read as inventories of ours.
 *
 * Labs often have one already: groups of hosts within groups, with variables
 * that hold for all in a group.  What it says of each host is put together here
 * and handed on as the `devices` of an ordinary inventory, whose values still
 * stand where they stand in the file, so that mistakes are found and told by
 * the same code.
 */
#ifndef FORMAT_ANSIBLE_H
#define FORMAT_ANSIBLE_H

#include <stdbool.h>

#include "format/yaml_fields.h"

/* Groups with `hosts`, `children` or `vars`, and no `devices`. */
bool ansible_is_inventory(const struct yaml_node *root);

/*
 * The hosts, as a map that the tree owns, with the keys host, port, username,
 * platform and collect; only those that are among `wanted`, a map of devices,
 * unless that is NULL.  Passwords are refused, and mistakes reported, by `r`.
 */
const struct yaml_node *ansible_read(const struct yaml_reader *r,
    struct yaml_tree *tree, const struct yaml_node *wanted);

#endif
