/*
 * pango -- the libraries that draw on paper, opened when they are needed.
 *
 * pangocairo brings thirty other libraries into a process, among them those of
 * X11.  Loading them takes longer than checking a hundred cables, and only the
 * work order as PDF has a use for them.  So the program is not linked to them;
 * their own headers say what each function looks like, and the names are looked
 * up on the first page that is drawn.
 */
#ifndef FORMAT_PANGO_H
#define FORMAT_PANGO_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include "base/attr.h"
#include "base/err.h"

/* Every function that pdf.c calls. */
/* clang-format off */
#define PANGO_FUNCTIONS(FUNCTION) \
	FUNCTION(cairo_create) \
	FUNCTION(cairo_destroy) \
	FUNCTION(cairo_line_to) \
	FUNCTION(cairo_move_to) \
	FUNCTION(cairo_pdf_surface_create_for_stream) \
	FUNCTION(cairo_pdf_surface_set_metadata) \
	FUNCTION(cairo_rectangle) \
	FUNCTION(cairo_set_line_width) \
	FUNCTION(cairo_show_page) \
	FUNCTION(cairo_status) \
	FUNCTION(cairo_stroke) \
	FUNCTION(cairo_surface_destroy) \
	FUNCTION(cairo_surface_finish) \
	FUNCTION(cairo_surface_status) \
	FUNCTION(g_object_unref) \
	FUNCTION(pango_cairo_context_set_resolution) \
	FUNCTION(pango_cairo_create_layout) \
	FUNCTION(pango_cairo_show_layout) \
	FUNCTION(pango_font_description_free) \
	FUNCTION(pango_font_description_from_string) \
	FUNCTION(pango_layout_get_context) \
	FUNCTION(pango_layout_get_size) \
	FUNCTION(pango_layout_set_alignment) \
	FUNCTION(pango_layout_set_auto_dir) \
	FUNCTION(pango_layout_set_font_description) \
	FUNCTION(pango_layout_set_single_paragraph_mode) \
	FUNCTION(pango_layout_set_text) \
	FUNCTION(pango_layout_set_width) \
	FUNCTION(pango_layout_set_wrap)
/* clang-format on */

/* glib hides this one behind a macro that changes its type. */
#undef g_object_unref

struct pango {
#define FUNCTION_FIELD(name) __typeof__(&name) name;
	PANGO_FUNCTIONS(FUNCTION_FIELD)
#undef FUNCTION_FIELD
};

/*
 * Opens the libraries and fills `pango`; they stay open until the program ends.
 * Fails with ERR_SYSTEM where they are not installed or lack a function, naming
 * which.
 */
MUST_CHECK bool pango_open(struct pango *pango, struct err *err);

#endif
