/*
 * places_state -- what places.c has found, for those that report it.
 */
#ifndef CHECK_PLACES_STATE_H
#define CHECK_PLACES_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/suspicion.h"
#include "model/finding.h"

struct places {
	size_t device_count;      /* of the topology, and of these arrays */
	uint32_t *place_of;       /* of the device that is called so */
	uint32_t *box_in;         /* what the device in a place is called */
	bool *names_only;         /* by place */
	struct misname *misnames; /* by device; .device == NONE: well named */
	enum verdict *before;     /* of each cable, by the names as heard */
	unsigned rounds;
};

#endif
