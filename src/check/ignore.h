/*
 * ignore -- the rules of the plan about what nobody wants to hear about.
 */
#ifndef CHECK_IGNORE_H
#define CHECK_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/neighbor.h"
#include "model/topology.h"

struct ignore; /* opaque */

/* Borrows `topology`.  Never NULL. */
struct ignore *ignore_new(const struct topology *topology);
void ignore_free(struct ignore *ignore); /* NULL is fine */

/*
 * True when this port is never judged: a rule with no word about who is heard
 * there matches it.  `port` is canonical.
 */
bool ignore_has_port(const struct ignore *ignore, size_t device,
    const char *port);

/*
 * True when it does not matter that `device` hears `heard` on `port`
 * (canonical): a rule matches with all that it names.
 */
bool ignore_has_neighbor(const struct ignore *ignore, size_t device,
    const char *port, const struct neighbor *heard);

#endif
