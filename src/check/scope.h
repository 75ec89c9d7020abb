/*
 * scope -- what of the judgement is about the part of the lab that was asked
 * for.
 *
 * With --limit or --rack the whole plan is judged all the same, by all that was
 * seen: the cable that is where another should be may belong to a device that
 * nobody asked for, and a mistake that reaches beyond the part is the same
 * mistake.  Only then it is told of what touches the part, and of nothing else.
 */
#ifndef CHECK_SCOPE_H
#define CHECK_SCOPE_H

#include "check/comparison.h"

/*
 * Drops the drafts that touch no device in scope, and what else is heard of by
 * none.  Of the cables between devices outside, those in no finding that is
 * left are not judged.  Drafts have their ids already, so that a mistake has
 * the same one in any part.
 */
void scope_run(struct comparison *c);

#endif
