/*
 * drawing -- what a picture of cabling shows, before anybody draws it.
 *
 * report/ decides what is worth showing and format/ knows how to put lines on
 * paper; a drawing is what passes between them.  It says "this cable is
 * missing", never "dashed red", and holds no coordinates.  It is
 * self-contained: every string is a copy in its arena, as it was read and so
 * not yet harmless; whoever draws has to escape it.
 */
#ifndef MODEL_DRAWING_H
#define MODEL_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* What a line, or a port, means.  The worse, the further down. */
enum drawing_style {
	DRAWING_OK,
	DRAWING_PLANNED,    /* may be absent, and is */
	DRAWING_UNVERIFIED, /* nobody can tell */
	DRAWING_WAIVED,     /* wrong in some way that somebody answers for */
	DRAWING_WANTED,     /* where a plug that sits elsewhere belongs */
	DRAWING_ONE_WAY,    /* only the end with the arrow hears the other */
	DRAWING_EXTRA,      /* nobody asked for it */
	DRAWING_MISSING,
	DRAWING_CONFLICT, /* told of, but so is what cannot be true as well */
	DRAWING_WRONG,    /* there, but it should be elsewhere */
	DRAWING_STYLES
};

/* "ok", "planned", ..., in words for a legend. */
const char *drawing_style_name(enum drawing_style style);

/*
 * A sign for it, so that nothing rests on colour: "\303\227" (a cross) for a
 * plug in the wrong place.  "" for what is right.
 */
const char *drawing_style_sign(enum drawing_style style);

/* Stands for "no cluster" and "no port". */
#define DRAWING_NONE ((size_t)-1)

struct drawing_port {
	const char *name;  /* canonical */
	const char *label; /* as short as can be told apart on its device */
	const char *mark;  /* beside the label, "3": a step; "" for none */
	enum drawing_style style; /* the worst of its cables */
	/* Worth a line of its own, rather than a cell among the others. */
	bool listed;
};

enum drawing_look {
	DRAWING_DEVICE,
	DRAWING_SILENT,   /* of the plan, but it was not reached */
	DRAWING_MISNAMED, /* of the plan, but others know it by another name */
	DRAWING_FOREIGN,  /* not in the plan */
};

struct drawing_node {
	const char *name;     /* unlike every other node's, without case */
	const char *sublabel; /* unit, trouble; "" for nothing to say */
	enum drawing_look look;
	size_t cluster;             /* index, or DRAWING_NONE */
	unsigned unit;              /* 0: not known */
	struct drawing_port *ports; /* in natural order */
	size_t port_count;
};

enum drawing_arrow {
	DRAWING_NO_ARROW,
	DRAWING_ARROW_A,
	DRAWING_ARROW_B,
};

/* One cable, or several of the same style between the same two devices. */
struct drawing_edge {
	size_t a; /* indices of nodes */
	size_t b;
	size_t port_a; /* index within the node, or DRAWING_NONE */
	size_t port_b;
	enum drawing_style style;
	enum drawing_arrow arrow;
	size_t count;        /* of cables, at least 1 */
	const char *label;   /* "" for none */
	const char *tooltip; /* one sentence */
	const char *link;    /* where more is told of it; "" for nowhere */
	/*
	 * It joins the clusters of a and b, which have no part in it beyond
	 * that: all right cables between two racks of a large lab.
	 */
	bool of_clusters;
};

/* A rack, or another group of devices that belong together. */
struct drawing_cluster {
	const char *label;
	size_t first_node; /* its nodes stand together */
};

struct drawing_legend {
	enum drawing_style style;
	const char *text;
};

struct drawing {
	struct arena *arena; /* owns all of this */
	/* Racks as they look from the front: every port, and no cables. */
	bool elevation;
	const char *title;
	const char *subtitle;
	struct drawing_cluster *clusters; /* in natural order */
	size_t cluster_count;
	/* By cluster, then from the top of the rack, then by name. */
	struct drawing_node *nodes;
	size_t node_count;
	struct drawing_edge *edges;
	size_t edge_count;
	struct drawing_legend legends[DRAWING_STYLES];
	size_t legend_count;
};

/* An empty drawing.  Never NULL. */
struct drawing *drawing_new(void);
void drawing_free(struct drawing *drawing); /* NULL is fine */

#endif
