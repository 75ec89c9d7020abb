/*
 * bastion -- the machines in between: SSH servers through which devices are
 * reached that cannot be reached from here.
 *
 * A bastion is a target like a device (so it is resolved, its host key is
 * checked, somebody logs in to it, and it may have a bastion itself), but it is
 * asked for nothing than channels to others ("direct-tcpip").  The connection
 * of a visit is then a wire over such a channel, and the visit is none the
 * wiser.
 *
 * A session with a bastion opens one channel after another, and one dead
 * device would hold up all that follow for as long as the bastion tries to
 * reach it.  So there are several sessions, links, with each bastion; each
 * gives up on an opening after a few seconds; and more of them are made when
 * all are stuck.  The first one has to be let in before another is made: a
 * wrong password is refused once.
 */
#ifndef COLLECT_BASTION_H
#define COLLECT_BASTION_H

#include "collect/collect.h"
#include "collect/wire.h"

struct ssh_run;
struct bastions; /* all of a run; opaque */

/* Both are borrowed; `run` need not be filled yet. */
struct bastions *bastions_new(const struct ssh_run *run,
    const struct collect_settings *settings);

/*
 * Leaves them all; the loop must then run until that is done.  All wires must
 * have been freed.
 */
void bastions_close(struct bastions *bastions);
void bastions_free(struct bastions *bastions); /* NULL is fine */

/*
 * A wire to a place behind `bastion`, whose trouble is told as the wire's own:
 * one clear failure, with the name of the bastion.
 */
struct wire *bastion_wire_new(struct bastions *bastions,
    const struct collect_target *bastion, const struct wire_place *place);

#endif
