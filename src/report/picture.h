/*
 * picture -- which devices, ports and cables a picture shows, and as what.
 *
 * Three pictures: the plan, what is really there, and the one held against
 * the other.  A picture of a big lab cannot show 700 right cables as 700 lines
 * and still be read, so right cables between the same two devices become one
 * line with a count; a cable with something wrong about it always has a line of
 * its own, and its two ports are listed by name.
 */
#ifndef REPORT_PICTURE_H
#define REPORT_PICTURE_H

#include "model/drawing.h"
#include "model/finding.h"
#include "model/observation.h"
#include "model/topology.h"
#include "model/work_order.h"

enum picture_view {
	PICTURE_NETWORK, /* everything */
	PICTURE_FAULTS,  /* what is wrong, and the devices it concerns */
	PICTURE_RACK,    /* racks from the front, port by port, no cables */
};

struct picture_choice {
	enum picture_view view;
	/* Only the cables of this device; DRAWING_NONE: of all. */
	size_t focus;
	/* Of devices out of scope only what others are joined to; NULL: all. */
	const struct observations *scope;
	/* Whose steps are written on the ports, from 1; NULL: none are. */
	const struct work_order *order;
};

#define PICTURE_CHOICE_INIT                                                    \
	{                                                                      \
		PICTURE_NETWORK, DRAWING_NONE, NULL, NULL                      \
	}

/* The plan.  Free with drawing_free(), as all of these. */
struct drawing *picture_of_topology(const struct topology *topology,
    const struct picture_choice *choice);

/* The cables that are there, as far as the devices of the plan say. */
struct drawing *picture_of_observed(const struct judgement *judgement,
    const struct picture_choice *choice);

/*
 * The plan and what is there, one held against the other.  What is waived is
 * drawn as such: see waiver_apply().
 */
struct drawing *picture_of_judgement(const struct judgement *judgement,
    const struct picture_choice *choice);

#endif
