/*
 * topology_devices -- the devices of a plan, its defaults, and the inventory.
 */
#ifndef FORMAT_TOPOLOGY_DEVICES_H
#define FORMAT_TOPOLOGY_DEVICES_H

#include "format/yaml_fields.h"
#include "model/topology.h"

/* What one file says of devices. */
struct device_source {
	const struct yaml_reader *yaml;
	const struct yaml_node *defaults; /* a map, or NULL */
	const struct yaml_node *devices;  /* a map, or NULL */
};

/*
 * Fills topology->devices and by_name.  `inventory` may be NULL.  Each key of a
 * device is taken from the first of these that has it: the inventory's
 * device, the plan's device, the defaults of the file that has the device (the
 * inventory's where both do), the defaults of the other file.
 */
void topology_devices_read(struct topology *topology,
    const struct device_source *plan, const struct device_source *inventory);

#endif
