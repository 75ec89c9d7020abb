/*
 * work_order_ports -- ports by device and name, numbered as they are met.
 *
 * A judgement knows a port by what it is called, not by a number.  Making and
 * taking the steps of a plan only ever concerns the few ports of the findings.
 */
#ifndef CHECK_WORK_ORDER_PORTS_H
#define CHECK_WORK_ORDER_PORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/str.h"
#include "model/finding.h"

struct work_order_ports {
	struct map *numbers; /* owned */
	struct str key;      /* scratch */
};

#define WORK_ORDER_NO_PORT ((size_t)-1)

void work_order_ports_init(struct work_order_ports *ports);
void work_order_ports_release(struct work_order_ports *ports);

size_t work_order_ports_count(const struct work_order_ports *ports);

/*
 * The number of `port`, a new one if it was never met.  A port of a stranger,
 * or one whose name nobody knows, is not a place that can be free or taken:
 * WORK_ORDER_NO_PORT.
 */
size_t work_order_ports_add(struct work_order_ports *ports, struct port port);

/* As above, but WORK_ORDER_NO_PORT for one that was never met. */
size_t work_order_ports_find(struct work_order_ports *ports, size_t device,
    const char *name);

#endif
