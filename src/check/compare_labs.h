/*
 * compare_labs -- two topologies, one held against the other.
 */
#ifndef CHECK_COMPARE_LABS_H
#define CHECK_COMPARE_LABS_H

#include <stdbool.h>

#include "model/difference.h"

/*
 * Neither is changed, and nothing is borrowed from them but what stands in
 * `old` and `new_` must outlive the result.  With `attributes` also what is
 * said of devices and cables is compared: a lab that was learnt from devices
 * has no labels.  Planned cables count as cables, removed ones do not.  Never
 * NULL; free with compare_labs_free().
 */
struct difference *compare_labs(const struct topology *old,
    const struct topology *new_, bool attributes);
void compare_labs_free(struct difference *difference); /* NULL is fine */

#endif
