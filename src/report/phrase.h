/*
 * phrase -- the parts that the sentences of a report are made of.
 *
 * How a port is called, how a cable, how the place is told where it is found:
 * the same everywhere, so that a reader learns it once.
 */
#ifndef REPORT_PHRASE_H
#define REPORT_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/finding.h"
#include "report/prose.h"

/* Stands for "no cable of the plan", as in struct plan_step. */
#define PHRASE_NO_CABLE ((size_t)-1)

/* "1 cable", "14 cables". */
void phrase_count(struct prose *prose, size_t count, const char *one,
    const char *many);

/* "spine1 Ethernet1/6", in one piece; the device alone without a port. */
void phrase_port(struct prose *prose, enum prose_style style, struct port port);

/* "leaf1 Ethernet1/49 -- spine1 Ethernet1/3". */
void phrase_ends(struct prose *prose, struct port a, struct port b);

/* "spine1 Ethernet1/3, Ethernet1/4 and spine2 Ethernet1/1"; a few of many. */
void phrase_ports(struct prose *prose, const struct port *ports, size_t count);

/*
 * " (rack A1, unit 40, blue, C-0012)": as much of it as the plan says of the
 * device and of the cable, and nothing when it says nothing.  `device` may be
 * DEVICE_FOREIGN and `cable` PHRASE_NO_CABLE.
 */
void phrase_where(struct prose *prose, const struct judgement *judgement,
    size_t device, size_t cable);

/* One end of a cable of the plan, as a port. */
struct port phrase_end(const struct judgement *judgement,
    const struct endpoint *end);

bool phrase_same_port(struct port a, struct port b);

#endif
