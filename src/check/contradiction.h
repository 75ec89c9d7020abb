/*
 * contradiction -- ports that are in several observed cables at once.
 *
 * A port takes one plug.  Where devices tell of two, one of them may be an
 * entry that has not expired yet; its hold time shows that, and it is dropped.
 * What is left after that is a hub, or a riddle: such a port is *crowded*, and
 * what is heard there is shown and not believed.
 */
#ifndef CHECK_CONTRADICTION_H
#define CHECK_CONTRADICTION_H

#include <stdbool.h>
#include <stdint.h>

#include "check/comparison.h"

/*
 * Drops the edges that are old entries.  The numbers of edges change; nothing
 * but the edges, their lists and `removed` may have been made of them yet.
 */
void contradiction_drop_old(struct comparison *c);

/* Marks the ports that are still in several edges. */
void contradiction_mark_crowded(struct comparison *c);

/* The one observed cable at a port that nothing speaks against, or NONE. */
uint32_t contradiction_trusted_edge(const struct comparison *c, uint32_t port);

/* True when one of its ports is crowded. */
bool contradiction_has_edge(const struct comparison *c, uint32_t edge);

#endif
