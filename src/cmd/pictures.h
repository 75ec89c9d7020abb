/*
 * pictures -- the formats of pictures, and what is asked to be drawn.
 *
 * `graph` and every picture among the reports of `verify` go through here, so
 * that a format is the same wherever it is asked for.
 */
#ifndef CMD_PICTURES_H
#define CMD_PICTURES_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"
#include "cmd/options.h"
#include "report/picture.h"

struct picture_format {
	const char *name;
	bool binary; /* not for a terminal */
};

/* Format `i` of the table, or NULL behind the last. */
const struct picture_format *pictures_format_at(size_t i);

/* NULL, with the words for the user, when there is no such format. */
const struct picture_format *pictures_find(struct span name, struct err *err);

/*
 * Works out --view and --focus; fails when there is no such device.  `scope`
 * (borrowed) knows what --limit and --rack leave out.
 */
MUST_CHECK bool pictures_choose(const struct topology *topology,
    const struct observations *scope, const struct options *options,
    struct picture_choice *choice, struct err *err);

/*
 * The picture of a judgement; where racks are seen from the front, with the
 * numbers of the work order.  Free with drawing_free().
 */
struct drawing *pictures_draw(const struct judgement *judgement,
    const struct picture_choice *choice);

/* Appends the drawing, and frees it. */
MUST_CHECK bool pictures_render(struct drawing *drawing, const char *format,
    struct str *out, struct err *err);

#endif
