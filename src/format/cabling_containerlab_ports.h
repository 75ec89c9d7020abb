/*
 * cabling_containerlab_ports -- what a node's ports are called on the device.
 *
 * containerlab lets any port be called as the Linux host in between calls it:
 * "eth1" is the first one that carries data.  The device itself has never heard
 * that name, and what it tells its neighbors depends on its kind.
 */
#ifndef FORMAT_CABLING_CONTAINERLAB_PORTS_H
#define FORMAT_CABLING_CONTAINERLAB_PORTS_H

#include <stdbool.h>

#include "base/span.h"
#include "base/str.h"

/*
 * True when the device has another name for this port, which then is in
 * `name`; false when the port is called by its own name, or nobody knows.
 */
bool containerlab_port_name(struct span kind, struct span port,
    struct str *name);

#endif
