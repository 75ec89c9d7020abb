/*
 * suspicion -- which devices may not be what they are called.
 */
#ifndef CHECK_SUSPICION_H
#define CHECK_SUSPICION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/comparison.h"

/* A device that others hear under a name that is not its own. */
struct misname {
	uint32_t device;
	const char *name; /* as printed */
	uint32_t box;     /* the device of the plan called so; NONE: none is */
	bool names_only;  /* asked itself, it tells of the right neighbors */
};

/* Who is suspected, with good reason; see suspicion.c. */
struct suspicion {
	/*
	 * For each device, where the one that is called so really is.  NULL
	 * when nobody is in another's place.
	 */
	uint32_t *place_of;
	bool *names_only; /* for each place, as in struct misname */
	struct misname *misnames;
	size_t misname_count;
	size_t misname_capacity;
};

/*
 * Looks at the miswired cables.  False, with nothing to release, when they
 * raise no suspicion that stands.
 */
bool suspicion_find(const struct comparison *c, struct suspicion *suspicion);
void suspicion_release(struct suspicion *suspicion);

#endif
