/*
 * desired -- which cables of the plan take part in the comparison.
 *
 * After these two stages, port_record.cable names the one desired cable of a
 * port, and the desired cables are a matching: no port has two.
 */
#ifndef CHECK_DESIRED_H
#define CHECK_DESIRED_H

#include "check/comparison.h"
#include "check/ignore.h"

/*
 * Interns the names of all ports of the plan, whose spelling people know best,
 * before any other, and adds to mentions[i] how often device i is spoken of.
 */
void desired_name(struct comparison *c, uint32_t *mentions);

/*
 * Numbers the ports of all cables and puts the installed ones in place,
 * except those at a port of an ignore rule (unverified, without a finding:
 * nobody wants to know) and those between devices outside the scope of the run
 * of which nothing is known (not judged).
 */
void desired_place(struct comparison *c, const struct ignore *ignore);

/*
 * Takes a cable out again, as if a rule ignored `port`, one of its two.  Of the
 * other one no rule says anything: who else is heard there is somebody.
 */
void desired_withdraw(struct comparison *c, size_t cable, uint32_t port);

/*
 * Lets planned cables in, and those between devices outside of which nothing is
 * known, if somebody has touched them: the cable is there
 * already, or one of its ports is used by a cable that no installed cable of
 * the plan has a claim on.  All other planned cables stay unjudged.
 * Also finds the cables that should have been removed and are still there.
 */
void desired_join_planned(struct comparison *c);

/* The cable that should have been removed and is this edge, or NONE. */
uint32_t desired_removed_cable(const struct comparison *c, uint32_t edge);

/* True when `cable` is at both its ports and so takes part. */
bool desired_takes_part(const struct comparison *c, size_t cable);

#endif
