/*
 * crew -- more threads to visit devices with, each with an event loop.
 *
 * What costs time in a visit is its cryptography, and one core does a few
 * hundred to a thousand handshakes a second.  Where that is the limit, visits
 * are shared among workers: threads that run sessions (see errand.h) and decide
 * nothing.  What is behind a bastion is no work for them, since its session
 * belongs to the loop of the scheduler.
 */
#ifndef COLLECT_CREW_H
#define COLLECT_CREW_H

#include <stddef.h>

#include "collect/collect.h"
#include "collect/ssh.h"

struct crew;   /* opaque */
struct worker; /* opaque; owned by its crew */

/* Whether a worker can visit it. */
bool crew_can_visit(const struct collect_target *target);

/*
 * How many threads a run should have, that of the scheduler included: as many
 * as were asked for, or as devices and cores suggest.
 */
size_t crew_threads(const struct collect_settings *settings,
    const struct collect_target *targets, size_t count);

/*
 * Starts so many workers, or fewer where the machine does not give more of
 * them.  `run` is that of the scheduler, whose loop their letters go to; it is
 * borrowed and may not change.
 */
struct crew *crew_new(const struct ssh_run *run, size_t workers);
size_t crew_count(const struct crew *crew);
struct worker *crew_worker(const struct crew *crew, size_t i);

/*
 * Lets the workers end and waits for that; all errands must have ended.  The
 * loop of the scheduler must then run until the crew's mailbox is closed.
 */
void crew_close(struct crew *crew);
void crew_free(struct crew *crew); /* NULL is fine */

#endif
