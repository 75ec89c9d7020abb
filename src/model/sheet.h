/*
 * sheet -- a work order as it lies on the cart: pages of numbered lines.
 *
 * report/ decides what the technician needs to read and the writers know how to
 * put it on paper or a screen; a sheet is what passes between them.  It is
 * self-contained: every string is a copy in its arena, as it was read and so
 * not yet harmless; whoever writes it out has to escape it.  No string is NULL:
 * what is not known is "".
 */
#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

#include <stddef.h>

#include "base/arena.h"

/* One thing to do. */
struct sheet_line {
	size_t number;      /* from 1, through all pages */
	const char *what;   /* "move", "take in hand", ... */
	const char *device; /* these four: where one begins */
	const char *port;
	const char *rack;
	const char *unit;
	const char *now; /* where the plug is, and the words before that: */
	const char *now_is;
	const char *goal; /* where it goes, likewise */
	const char *goal_is;
	const char *where; /* the goal's rack and unit, if elsewhere */
	const char *label; /* these five: of the cable, as the plan has it */
	const char *color;
	const char *type;
	const char *length;
	const char *via;     /* patch hops, in order */
	const char *other;   /* where its other plug is, with rack and unit */
	const char *note;    /* of the plan */
	const char *hint;    /* ours: what to look at first */
	const char *finding; /* id */
};

/* All that is done in one rack before going on to the next. */
struct sheet_page {
	const char *title; /* "rack A2" */
	size_t visit;      /* 2 for the second page about this rack */
	struct sheet_line *lines;
	size_t count;
};

/* Something that no line does, and why. */
struct sheet_remark {
	const char *finding; /* id */
	const char *text;
	const char *reason;
};

struct sheet {
	struct arena *arena;  /* owns all of this */
	const char *topology; /* its name */
	const char *id;
	const char *taken_at; /* "2026-11-23T08:00:00Z", or "" */
	const char *totals;   /* one sentence */
	struct sheet_page *pages;
	size_t page_count;
	size_t line_count;            /* on all pages */
	struct sheet_remark *blocked; /* steps that cannot be taken */
	size_t blocked_count;
	struct sheet_remark *open; /* findings that no step repairs */
	size_t open_count;
};

/* NULL is fine. */
void sheet_free(struct sheet *sheet);

#endif
