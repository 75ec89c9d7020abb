/*
 * learn -- from what devices say to a plan that says the same.
 */
#ifndef CHECK_LEARN_H
#define CHECK_LEARN_H

#include <stddef.h>

#include "model/learned.h"
#include "model/observation.h"

/* One device that was visited, or should have been. */
struct learn_source {
	const char *device;
	enum platform platform; /* as found out; may be AUTO */
	struct observation seen;
};

/*
 * Makes a plan with which `verify` finds nothing to say of these sources.
 * `base` (may be NULL) knows more of some devices: hosts, racks, aliases.  What
 * only one end tells of, what is told in two ways and what fits several devices
 * is no cable but an ignore rule with a note.  Never NULL; the caller frees it
 * with learned_free().  Of the sources nothing is borrowed.
 */
struct learned *learn_run(const char *name, const struct topology *base,
    const struct learn_source *sources, size_t count);

#endif
