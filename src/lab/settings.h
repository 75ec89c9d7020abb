/*
 * settings -- what the `devices` part of the faults file may say of a device.
 *
 * One table: the name of each peculiarity, how its value is read, where it is
 * kept, and the line of help that `cablecheck-lab --help` shows.
 */
#ifndef LAB_SETTINGS_H
#define LAB_SETTINGS_H

#include "base/str.h"
#include "format/yaml_fields.h"
#include "lab/faults.h"

/*
 * Reads a map of settings and applies it to one device of `target`; mistakes go
 * to the reader's diagnostics.
 */
void settings_apply(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target, size_t device);

/* Appends a line or two for each setting. */
void settings_add_help(struct str *out);

/* One row of it: the help's first line says what `name` takes. */
void settings_add_help_row(const char *name, const char *help, struct str *out);

#endif
