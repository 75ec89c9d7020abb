/*
 * picture_build -- from devices and cables to a drawing, whatever they mean.
 *
 * The three pictures differ in which cables they show and as what; grouping
 * devices, collecting the ports of each, counting and merging is the same for
 * all of them and stands here.
 */
#ifndef REPORT_PICTURE_BUILD_H
#define REPORT_PICTURE_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/drawing.h"
#include "model/topology.h"

struct picture; /* opaque; a drawing in the making */

/* All strings borrow from the arena of the picture, or outlive it. */
struct picture_cable {
	size_t a; /* devices: index in the topology, or picture_foreign() */
	size_t b;
	const char *port_a; /* canonical, "" when not known */
	const char *port_b;
	enum drawing_style style;
	enum drawing_arrow arrow;
	const char *label;
	const char *tooltip;
	const char *link; /* "" for none */
};

/*
 * Begins a picture of the devices of `topology`, which must outlive it: those
 * that picture_show() or a cable names.  `right` (borrowed) is what this
 * picture calls a cable that is DRAWING_OK.
 */
struct picture *picture_begin(const struct topology *topology,
    const char *right);

/* The style in words, as the legend has it. */
const char *picture_style_name(const struct picture *picture,
    enum drawing_style style);

/* Where strings for picture_add() may be made. */
struct arena *picture_arena(struct picture *picture);

/* The number of a device that the plan does not know. */
size_t picture_foreign(struct picture *picture, const char *name);

/* Draws the device, whether or not a cable names it. */
void picture_show(struct picture *picture, size_t device);

/* If drawn, it is drawn as `look`, `trouble` (borrowed) behind its name. */
void picture_mark(struct picture *picture, size_t device,
    enum drawing_look look, const char *trouble);

void picture_add(struct picture *picture, const struct picture_cable *cable);

/* Every cable gets a line and every port a row of its own, be they many. */
void picture_in_detail(struct picture *picture);

/*
 * Racks from the front: ports as they are on the device, and no lines, which
 * could show a device that is not asked for.  To be said before the first
 * cable is added.
 */
void picture_from_front(struct picture *picture);

/* Writes `number` on a port that a cable of the picture has, if it is shown. */
void picture_number_port(struct picture *picture, size_t device,
    const char *port, size_t number);

/* Frees `picture` and returns the drawing; title and subtitle are copied. */
struct drawing *picture_finish(struct picture *picture, const char *title,
    const char *subtitle);

#endif
