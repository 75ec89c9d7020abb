/*
 * faults_devices -- the `devices` part of the faults file.
 */
#ifndef LAB_FAULTS_DEVICES_H
#define LAB_FAULTS_DEVICES_H

#include "format/yaml_fields.h"
#include "lab/faults.h"

/*
 * Applies a map of device patterns; mistakes go to the reader's diagnostics.
 */
void faults_apply_devices(const struct yaml_reader *r,
    const struct yaml_node *map, const struct faults_target *target);

#endif
