/*
 * The life of a drawing, and the names of its styles; see drawing.h.
 */
#include "model/drawing.h"

/* clang-format off */
static const char *const style_names[] = {
	[DRAWING_OK]         = "ok",
	[DRAWING_PLANNED]    = "planned",
	[DRAWING_UNVERIFIED] = "not verified",
	[DRAWING_WANTED]     = "belongs here",
	[DRAWING_ONE_WAY]    = "one-way",
	[DRAWING_EXTRA]      = "extra",
	[DRAWING_MISSING]    = "missing",
	[DRAWING_WRONG]      = "in the wrong place",
};
/* clang-format on */

const char *
drawing_style_name(enum drawing_style style)
{
	return style_names[style];
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
