/*
 * cdp -- the text of `show cdp neighbors detail` as neighbors.
 *
 * IOS, IOS-XE, NX-OS, IOS-XR, AireOS and CatOS print the same things in five
 * layouts, `show cdp entry *` like `show cdp neighbors detail`; which one it
 * is, the text itself tells, entry by entry.  Around and inside the output may
 * stand whatever a terminal session leaves behind: prompts, echoed commands,
 * log lines, pager marks, the output of other commands.  Everything is hostile:
 * what a neighbor sends is printed as it came.
 *
 * A neighbor's Version text may hold anything, even the picture of another
 * entry.  It ends only where the device's own "advertisement version: N" line
 * stands (all but CatOS print one after it), on CatOS before the device's own
 * two lines "Platform:" and "Port-ID (Port on Neighbors's Device):", and at a
 * prompt seen before with a command behind it.  Only in a text without a single
 * advertisement line, the work of human hands, a blank line ends it, or a
 * dashed line before a Device ID.  A neighbor that forges the whole sequence,
 * that line included, cannot be told from two real entries, unless the device
 * counts them
 * ("Total cdp entries displayed"); then the contradiction is reported.
 */
#ifndef PARSE_CDP_H
#define PARSE_CDP_H

#include "base/span.h"
#include "model/neighbor.h"

/*
 * Reading stops, and the list is truncated, behind this many: a few bytes make
 * an entry, and a gigabyte of them must not fill the memory.
 */
#define CDP_NEIGHBORS_MAX 1000000

/*
 * Reads `text`, which must outlive the list: spans borrow from it.  Never
 * NULL; the caller frees the list.  No I/O, no globals, linear time.  Line
 * numbers are those of `text`.  The list's state says whether this is the
 * whole answer; a truncated entry lacks every value that may have been cut
 * short, but keeps what there is of its version.  What a device says twice, in
 * answer to two commands, is in the list twice: they may differ, and choosing
 * is the judge's.
 */
struct neighbor_list *cdp_parse(struct span text);

/* The same into a list of the caller's, which is empty. */
void cdp_read(struct span text, struct neighbor_list *list);

#endif
