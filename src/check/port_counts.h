/*
 * port_counts -- how many cables are seen at each port.
 *
 * A port holds one plug.  Where several cables are seen at it, there is a hub
 * in between, or a stale entry.
 */
#ifndef CHECK_PORT_COUNTS_H
#define CHECK_PORT_COUNTS_H

#include <stdbool.h>

#include "model/finding.h"

struct port_counts; /* opaque; borrows nothing */

/* Of the observed cables of `judgement`.  Never NULL. */
struct port_counts *port_counts_new(const struct judgement *judgement);
void port_counts_free(struct port_counts *counts);

/* Whether more than one is seen there. */
bool port_counts_is_shared(const struct port_counts *counts,
    const struct port *port);

#endif
