/*
 * picture_parts -- a picture in the making, for the files that make it.
 *
 *	picture_build.c   begins and ends it, seats the devices
 *	picture_cables.c  draws and merges the cables
 *	picture_ports.c   collects the ports of each device
 */
#ifndef REPORT_PICTURE_PARTS_H
#define REPORT_PICTURE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "report/picture_build.h"

struct figure {
	const char *name;
	const char *rack; /* NULL: not known */
	unsigned unit;
	enum drawing_look look;
	const char *trouble;
	bool shown;
	size_t node; /* in the drawing, once it has its place */
};

struct port_mark {
	size_t device;
	const char *port;
	size_t number;
};

struct picture {
	struct drawing *drawing;
	struct figure *figures; /* those of the topology, then foreign ones */
	size_t figure_count;
	size_t figure_capacity;
	struct map *foreign; /* name: figure */
	struct picture_cable *cables;
	size_t cable_count;
	size_t cable_capacity;
	struct port_mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	const char *right; /* what DRAWING_OK is called */
	bool detailed;     /* nothing is merged */
	bool dense;
	bool large;
};

/* One end of a cable. */
struct plug {
	size_t node;
	const char *port;
	enum drawing_style style;
	size_t *index; /* where the edge wants to know its port */
};

struct plug_list {
	struct plug *items;
	size_t count;
};

/* Right cables are interesting in bulk only; so are those nobody can judge. */
bool picture_merges(const struct picture *picture, enum drawing_style style);

/* Draws the cables between devices that have their seats. */
void picture_place_cables(struct picture *picture);

/* Gives each node its ports, and each edge the numbers of its own. */
void picture_place_plugs(struct picture *picture,
    const struct plug_list *plugs);

#endif
