/*
 * The life of a drawing, and the names of its styles; see drawing.h.
 */
#include "model/drawing.h"

/* clang-format off */
static const char *const style_names[] = {
	[DRAWING_OK]         = "ok",
	[DRAWING_PLANNED]    = "planned",
	[DRAWING_UNVERIFIED] = "not verified",
	[DRAWING_WAIVED]     = "waived",
	[DRAWING_WANTED]     = "belongs here",
	[DRAWING_ONE_WAY]    = "one-way",
	[DRAWING_EXTRA]      = "extra",
	[DRAWING_MISSING]    = "missing",
	[DRAWING_CONFLICT]   = "in conflict",
	[DRAWING_WRONG]      = "in the wrong place",
};

/* To be found in every font. */
static const char *const style_signs[] = {
	[DRAWING_OK]         = "",
	[DRAWING_PLANNED]    = "",
	[DRAWING_UNVERIFIED] = "?",
	[DRAWING_WAIVED]     = "~",
	[DRAWING_WANTED]     = "\302\260", /* a little ring: empty as yet */
	[DRAWING_ONE_WAY]    = ">",
	[DRAWING_EXTRA]      = "+",
	[DRAWING_MISSING]    = "\302\254", /* "not" */
	[DRAWING_CONFLICT]   = "!",
	[DRAWING_WRONG]      = "\303\227", /* a cross */
};
/* clang-format on */

const char *
drawing_style_name(enum drawing_style style)
{
	return style_names[style];
}

const char *
drawing_style_sign(enum drawing_style style)
{
	return style_signs[style];
}

struct drawing *
drawing_new(void)
{
	struct arena *arena = arena_new();
	struct drawing *drawing = arena_alloc(arena, sizeof(*drawing));

	drawing->arena = arena;
	drawing->title = "";
	drawing->subtitle = "";
	return drawing;
}

void
drawing_free(struct drawing *drawing)
{
	if (drawing)
		arena_free(drawing->arena);
}
