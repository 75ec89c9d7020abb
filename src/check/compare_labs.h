/*
 * compare_labs -- two topologies, one held against the other.
 */
#ifndef CHECK_COMPARE_LABS_H
#define CHECK_COMPARE_LABS_H

#include "model/difference.h"
#include "model/learned.h"

struct compared_lab {
	const struct topology *topology;
	const struct learned *learned; /* where it is from; NULL: a file */
};

/*
 * Neither is changed, and nothing is borrowed from them but what stands in
 * `old` and `new_` must outlive the result.  What is said of devices and cables
 * is compared as well where both are files, for a lab that was learnt from
 * devices has no labels; and where both were learnt, how the devices were
 * reached.  A cable that one end alone tells of is a cable, too.  Planned ones
 * count, removed ones do not.  Never NULL; free with compare_labs_free().
 */
struct difference *compare_labs(const struct compared_lab *old,
    const struct compared_lab *new_);
void compare_labs_free(struct difference *difference); /* NULL is fine */

#endif
