/*
 * ifname -- the names of ports: short forms, long forms and their order.
 *
 * The plan says "Eth1/49", the device says "Ethernet1/49", its neighbor says
 * "Eth1/49" again.  All of them become one canonical long form here, from a
 * table of interface families.  Names of no known family ("vmnic2", "Port 1",
 * "eth0") pass unchanged; all names compare without regard to case.
 */
#ifndef MODEL_IFNAME_H
#define MODEL_IFNAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

/* A port name longer than this is no port name; it is cut. */
#define IFNAME_MAX 255

/*
 * The canonical long form of `name`, a copy in `arena`: "Gi1/0/1" and
 * "gigabitethernet 1/0/1" both give "GigabitEthernet1/0/1", "Gig3" gives
 * "GigabitEthernet3".  Blanks at the ends go, a known family's blank before
 * the numbers goes; an unknown name is otherwise unchanged.  The last letter or
 * digit of a name that is not cut stays the last, in this case or the other.
 */
char *ifname_canonical(struct arena *arena, struct span name);

/* As ifname_canonical(), appended to `out`. */
void ifname_add_canonical(struct str *out, struct span name);

/* A usual short form for tight places: "Ethernet1/49" gives "Eth1/49". */
void ifname_add_short(struct str *out, const char *canonical);

/* True when both names mean the same port: canonical forms, without case. */
bool ifname_equal(struct span a, struct span b);

/*
 * Natural order of canonical names: family by family, numbers by value, so
 * that Ethernet1/2 < Ethernet1/10.  0 only for equal names.
 */
int ifname_compare(const char *a, const char *b);

/*
 * When the letters of `name` are a short form that several families share
 * ("T1/1": TenGigabitEthernet? Tunnel?), fills `first` and `second` with two
 * of them and returns true.  Such a name is passed unchanged.
 */
bool ifname_is_ambiguous(struct span name, const char **first,
    const char **second);

#endif
