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
};

/*
 * Begins a picture of the devices of `topology`, which must outlive it.  With
 * `all` every device is drawn, else those that a cable or picture_mark() names.
 * `right` (borrowed) is what this picture calls a cable that is DRAWING_OK.
 */
struct picture *picture_begin(const struct topology *topology, bool all,
    const char *right);

/* The style in words, as the legend has it. */
const char *picture_style_name(const struct picture *picture,
    enum drawing_style style);

/* Where strings for picture_add() may be made. */
struct arena *picture_arena(struct picture *picture);

/* The number of a device that the plan does not know. */
size_t picture_foreign(struct picture *picture, const char *name);

/* Draws the device, as `look` and with `trouble` (borrowed) behind its name. */
void picture_mark(struct picture *picture, size_t device,
    enum drawing_look look, const char *trouble);

void picture_add(struct picture *picture, const struct picture_cable *cable);

/* Frees `picture` and returns the drawing; title and subtitle are copied. */
struct drawing *picture_finish(struct picture *picture, const char *title,
    const char *subtitle);

#endif
