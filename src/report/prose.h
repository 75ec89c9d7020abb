/*
 * prose -- sentences with names in them, before anybody knows the page.
 *
 * The same sentence is shown on a terminal (wrapped, coloured, harmless) and
 * put into JSON (whole, as it is).  So the wording does not build a string but
 * a list of runs, and each run says what it is: our own words, somebody
 * else's words, or a name that must stay in one piece.
 */
#ifndef REPORT_PROSE_H
#define REPORT_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/span.h"
#include "base/str.h"

enum prose_style {
	PROSE_TEXT,    /* our own words; a line may end at each blank */
	PROSE_QUOTE,   /* words of a device or a file; likewise */
	PROSE_NAME,    /* of a port, device, rack, ...: never broken */
	PROSE_IS,      /* the name of the port where a plug is */
	PROSE_BELONGS, /* the name of the port where it belongs */
	PROSE_ERROR,   /* our own word for a fault, and for a warning */
	PROSE_WARNING,
	PROSE_RIGHT, /* our own word for what is put right */
	PROSE_NEXT,  /* no text: between two sentences */
};

struct prose_run {
	enum prose_style style;
	size_t start; /* in `text` */
	size_t length;
};

/* Start with PROSE_INIT; release with prose_release(). */
struct prose {
	struct str text; /* as it is, nothing escaped */
	struct prose_run *runs;
	size_t count;
	size_t capacity;
};

#define PROSE_INIT                                                             \
	{                                                                      \
		STR_INIT, NULL, 0, 0                                           \
	}

void prose_release(struct prose *prose);

/* Empties it but keeps its memory. */
void prose_clear(struct prose *prose);

void prose_add(struct prose *prose, enum prose_style style, struct span text);

/* Our own words. */
void prose_say(struct prose *prose, const char *text);
void prose_sayf(struct prose *prose, const char *format, ...) PRINTF_LIKE(2, 3);

/* A name, NULL meaning an empty one. */
void prose_name(struct prose *prose, const char *name);

/* Ends a sentence that another one follows. */
void prose_next(struct prose *prose);

/*
 * As one line of plain text, nothing escaped: ". " between sentences, and our
 * own words with a capital letter after it.
 */
void prose_flatten(const struct prose *prose, struct str *out);

struct prose_layout {
	size_t width;     /* columns */
	bool color;       /* ANSI sequences, ours only */
	const char *lead; /* our own text before each sentence: "  1. " */
};

/*
 * For reading on a terminal: each sentence begins on a line of its own after
 * `lead`, its further lines under its first word.  A line passes `width` only
 * where a single name does.
 */
void prose_wrap(const struct prose *prose, const struct prose_layout *layout,
    struct str *out);

/*
 * Appends `text` through text_escape(), at most `max` columns of it: a longer
 * one is cut and ends in "...".  Returns the columns taken.
 */
size_t prose_escape(struct str *out, struct span text, size_t max);

/* A name longer than this is no name but an attack; what is shown is cut. */
#define PROSE_NAME_MAX 120
#define PROSE_QUOTE_MAX 400

#endif
