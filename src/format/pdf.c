/*
 * The order on paper.
 *
 *   five-racks · work order 55591aac610d7ead         2026-11-26T11:17:41Z
 *   Rack A2   1 of 3
 *   ------------------------------------------------------------------------
 *   [ ]  1  unit 36  move     now in                move to
 *                             leaf12 Ethernet1/60   leaf12 Ethernet1/58
 *           cable C-0332, black, dac, 1m · other plug in leaf11 Ethernet1/58
 *   ------------------------------------------------------------------------
 *   Name ____________________   Date ____________
 *                                                             page 1 of 4
 *
 * "1 of 4" is known only at the end, so everything is laid out twice: the first
 * time onto a surface that keeps nothing, to count the pages.  Whatever comes
 * from outside goes through text_escape() and is plain text to pango, never
 * markup.
 */
#include "format/pdf.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "format/pango.h"

/* A4 in points, and what stays white. */
#define PAPER_WIDTH 595.276
#define PAPER_HEIGHT 841.89
#define MARGIN 40.0
#define RIGHT (PAPER_WIDTH - MARGIN)
#define BOTTOM (PAPER_HEIGHT - MARGIN - 24.0)

/* Columns of a line. */
#define COLUMN_NUMBER (MARGIN + 20.0)
#define COLUMN_UNIT (MARGIN + 46.0)
#define COLUMN_WHAT (MARGIN + 94.0)
#define COLUMN_NOW (MARGIN + 172.0)
#define COLUMN_GOAL (MARGIN + 346.0)
#define GAP 8.0

#define BOX 13.0
#define SIGN_HEIGHT 46.0

/* Characters of a text that are shown. */
#define TEXT_MAX 300

enum weight { PLAIN, SMALL, BOLD, TITLE, WEIGHTS };

/* clang-format off */
static const char *const font_names[WEIGHTS] = {
	[PLAIN] = "Sans 9.5",
	[SMALL] = "Sans 8",
	[BOLD]  = "Sans Bold 10.5",
	[TITLE] = "Sans Bold 18",
};
/* clang-format on */

struct pen {
	const struct pango *lib;
	cairo_t *cairo;
	PangoLayout *layout;
	PangoFontDescription *fonts[WEIGHTS];
	struct str text; /* scratch */
	const struct sheet *sheet;
	const struct sheet_page *page; /* NULL: remarks */
	size_t page_index;
	double y;
	unsigned number; /* of the paper page */
	unsigned total;  /* 0 while they are counted */
};

/* --- text ----------------------------------------------------------------- */

/* Where a text stands and how wide it may be. */
struct place {
	double x;
	double y;
	double width;
	enum weight weight;
	bool right; /* aligned */
};

/* Takes pen->text into the layout; returns its height. */
static double
lay_out(struct pen *pen, double width, enum weight weight)
{
	const struct pango *lib = pen->lib;
	int height = 0;

	lib->pango_layout_set_font_description(pen->layout, pen->fonts[weight]);
	lib->pango_layout_set_width(pen->layout, (int)(width * PANGO_SCALE));
	lib->pango_layout_set_text(pen->layout, str_text(&pen->text),
	    (int)pen->text.length);
	lib->pango_layout_get_size(pen->layout, NULL, &height);
	str_clear(&pen->text);
	return (double)height / PANGO_SCALE;
}

/* Draws what is in pen->text; returns its height. */
static double
draw_text(struct pen *pen, struct place place)
{
	const struct pango *lib = pen->lib;
	double height;

	lib->pango_layout_set_alignment(pen->layout,
	    place.right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	height = lay_out(pen, place.width, place.weight);
	lib->cairo_move_to(pen->cairo, place.x, place.y);
	lib->pango_cairo_show_layout(pen->cairo, pen->layout);
	return height;
}

/* How high that would be, without drawing it. */
static double
measure(struct pen *pen, const char *text, double width, enum weight weight)
{
	str_clear(&pen->text);
	text_escape_cut(&pen->text, span_of(text), TEXT_MAX);
	return lay_out(pen, width, weight);
}

static void
say(struct pen *pen, const char *text)
{
	str_add(&pen->text, text);
}

static void
quote(struct pen *pen, const char *text)
{
	text_escape_cut(&pen->text, span_of(text), TEXT_MAX);
}

static void
rule(struct pen *pen, double from, double to, double y)
{
	pen->lib->cairo_set_line_width(pen->cairo, 0.5);
	pen->lib->cairo_move_to(pen->cairo, from, y);
	pen->lib->cairo_line_to(pen->cairo, to, y);
	pen->lib->cairo_stroke(pen->cairo);
}

/* --- pages ---------------------------------------------------------------- */

static void
end_page(struct pen *pen)
{
	if (!pen->number)
		return;
	str_addf(&pen->text, "page %u of %u", pen->number, pen->total);
	draw_text(pen, (struct place){MARGIN, PAPER_HEIGHT - MARGIN - 10,
			   RIGHT - MARGIN, SMALL, true});
	pen->lib->cairo_show_page(pen->cairo);
}

static void
draw_title(struct pen *pen)
{
	const struct sheet_page *page = pen->page;
	size_t start;

	if (!page) {
		say(pen, "What no step does");
	} else {
		start = pen->text.length;
		quote(pen, page->title);
		pen->text.text[start] =
		    (char)toupper((unsigned char)pen->text.text[start]);
		if (page->visit > 1)
			str_addf(&pen->text, ", visit %zu", page->visit);
	}
	pen->y += draw_text(pen,
	    (struct place){MARGIN, pen->y, RIGHT - MARGIN - 90, TITLE, false});
	if (!page)
		return;
	str_addf(&pen->text, "stop %zu of %zu", pen->page_index + 1,
	    pen->sheet->page_count);
	draw_text(pen,
	    (struct place){RIGHT - 90, pen->y - 14, 90, PLAIN, true});
}

/* A new sheet of paper, with the header of what is on it. */
static void
begin_page(struct pen *pen)
{
	const struct sheet *sheet = pen->sheet;

	end_page(pen);
	pen->number++;
	pen->y = MARGIN;
	quote(pen, sheet->topology);
	say(pen, ": work order ");
	say(pen, sheet->id);
	draw_text(pen,
	    (struct place){MARGIN, pen->y, RIGHT - MARGIN - 170, SMALL, false});
	if (*sheet->taken_at) {
		say(pen, "as things were at ");
		quote(pen, sheet->taken_at);
		draw_text(pen,
		    (struct place){RIGHT - 170, pen->y, 170, SMALL, true});
	}
	/* A long name may take several lines. */
	pen->y +=
	    10 + measure(pen, sheet->topology, RIGHT - MARGIN - 170, SMALL);
	draw_title(pen);
	pen->y += 6;
	rule(pen, MARGIN, RIGHT, pen->y);
	pen->y += 6;
}

static void
need_room(struct pen *pen, double height)
{
	if (pen->y + height > BOTTOM)
		begin_page(pen);
}

/* --- lines ---------------------------------------------------------------- */

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

/* What helps to find the plug, one after the other. */
static void
say_details(struct pen *pen, const struct sheet_line *line)
{
	const struct {
		const char *what;
		const char *text;
	} facts[] = {
	    {"cable ", line->label},
	    {"", line->color},
	    {"", line->type},
	    {"", line->length},
	    {"other plug in ", line->other},
	    {"via ", line->via},
	    {"note: ", line->note},
	    {"look out: ", line->hint},
	};
	size_t said = 0;

	for (size_t i = 0; i < COUNT_OF(facts); i++) {
		if (!*facts[i].text)
			continue;
		if (said++)
			say(pen, i < 4 ? ", " : "   \xc2\xb7   ");
		say(pen, facts[i].what);
		quote(pen, facts[i].text);
	}
}

static double
details_height(struct pen *pen, const struct sheet_line *line)
{
	str_clear(&pen->text);
	say_details(pen, line);
	return lay_out(pen, RIGHT - COLUMN_UNIT, PLAIN);
}

static double
draw_port(struct pen *pen, double x, double width, const char *what,
    const char *text)
{
	double height;

	say(pen, what);
	height = draw_text(pen, (struct place){x, pen->y, width, SMALL, false});
	quote(pen, text);
	return height + draw_text(pen, (struct place){x, pen->y + height, width,
					   BOLD, false});
}

/* The goal, and its rack where that is another. */
static double
draw_goal(struct pen *pen, const struct sheet_line *line)
{
	double width = RIGHT - COLUMN_GOAL;
	double height =
	    draw_port(pen, COLUMN_GOAL, width, line->goal_is, line->goal);

	if (!*line->where)
		return height;
	quote(pen, line->where);
	return height +
	       draw_text(pen, (struct place){COLUMN_GOAL, pen->y + height,
				  width, PLAIN, false});
}

static void
draw_box(struct pen *pen, const struct sheet_line *line)
{
	pen->lib->cairo_set_line_width(pen->cairo, 0.9);
	pen->lib->cairo_rectangle(pen->cairo, MARGIN + 0.5, pen->y + 3, BOX,
	    BOX);
	pen->lib->cairo_stroke(pen->cairo);
	str_addf(&pen->text, "%zu", line->number);
	draw_text(pen, (struct place){COLUMN_NUMBER, pen->y + 3,
			   COLUMN_UNIT - COLUMN_NUMBER, BOLD, false});
	if (*line->unit) {
		say(pen, "unit ");
		quote(pen, line->unit);
		draw_text(pen, (struct place){COLUMN_UNIT, pen->y + 3,
				   COLUMN_WHAT - COLUMN_UNIT, PLAIN, false});
	}
	say(pen, line->what);
	draw_text(pen, (struct place){COLUMN_WHAT, pen->y + 3,
			   COLUMN_NOW - COLUMN_WHAT, BOLD, false});
}

/* No less than what will be drawn. */
static double
line_height(struct pen *pen, const struct sheet_line *line)
{
	double now =
	    measure(pen, line->now, COLUMN_GOAL - COLUMN_NOW - GAP, BOLD);
	double goal = measure(pen, line->goal, RIGHT - COLUMN_GOAL, BOLD);

	if (*line->where)
		goal += measure(pen, line->where, RIGHT - COLUMN_GOAL, PLAIN);
	return larger(now, goal) + measure(pen, line->now_is, 100, SMALL) +
	       details_height(pen, line) + 12;
}

static void
draw_line(struct pen *pen, const struct sheet_line *line)
{
	double height;

	need_room(pen, line_height(pen, line));
	draw_box(pen, line);
	height = draw_port(pen, COLUMN_NOW, COLUMN_GOAL - COLUMN_NOW - GAP,
	    line->now_is, line->now);
	height = larger(height, draw_goal(pen, line));
	pen->y += height + 2;
	say(pen, line->finding);
	height = draw_text(pen, (struct place){MARGIN, pen->y + 1,
				    COLUMN_UNIT - MARGIN, SMALL, false});
	say_details(pen, line);
	pen->y += larger(height,
	    draw_text(pen, (struct place){COLUMN_UNIT, pen->y,
			       RIGHT - COLUMN_UNIT, PLAIN, false}));
	pen->y += 5;
	rule(pen, MARGIN, RIGHT, pen->y);
	pen->y += 5;
}

static void
draw_signature(struct pen *pen)
{
	need_room(pen, SIGN_HEIGHT);
	pen->y += 24;
	say(pen, "Name");
	draw_text(pen, (struct place){MARGIN, pen->y, 60, PLAIN, false});
	rule(pen, MARGIN + 32, MARGIN + 250, pen->y + 12);
	say(pen, "Date");
	draw_text(pen, (struct place){MARGIN + 280, pen->y, 60, PLAIN, false});
	rule(pen, MARGIN + 310, RIGHT, pen->y + 12);
	pen->y += 22;
}

/* --- remarks -------------------------------------------------------------- */

static void
draw_remarks(struct pen *pen, const char *title,
    const struct sheet_remark *remarks, size_t count)
{
	double width = RIGHT - MARGIN;

	if (!count)
		return;
	need_room(pen, 40);
	say(pen, title);
	pen->y += 4 + draw_text(pen,
			  (struct place){MARGIN, pen->y, width, BOLD, false});
	for (size_t i = 0; i < count; i++) {
		need_room(pen,
		    measure(pen, remarks[i].text, width, PLAIN) +
			measure(pen, remarks[i].reason, width - 12, PLAIN) + 8);
		quote(pen, remarks[i].text);
		str_addf(&pen->text, " \xc2\xb7 %s", remarks[i].finding);
		pen->y += draw_text(pen,
		    (struct place){MARGIN, pen->y, width, PLAIN, false});
		quote(pen, remarks[i].reason);
		pen->y += 6 + draw_text(pen, (struct place){MARGIN + 12, pen->y,
						 width - 12, PLAIN, false});
	}
	pen->y += 8;
}

/* --- the whole ------------------------------------------------------------ */

static void
draw_remark_page(struct pen *pen)
{
	const struct sheet *sheet = pen->sheet;

	if (sheet->page_count && !sheet->blocked_count && !sheet->open_count)
		return;
	pen->page = NULL;
	begin_page(pen);
	if (!sheet->page_count && !sheet->blocked_count) {
		say(pen, "Nothing to plug: no finding has a step.");
		pen->y +=
		    12 + draw_text(pen, (struct place){MARGIN, pen->y,
					    RIGHT - MARGIN, PLAIN, false});
	}
	draw_remarks(pen, "These steps cannot be taken:", sheet->blocked,
	    sheet->blocked_count);
	draw_remarks(pen, "No step of this order repairs these:", sheet->open,
	    sheet->open_count);
}

static void
draw_sheet(struct pen *pen)
{
	for (size_t i = 0; i < pen->sheet->page_count; i++) {
		pen->page = &pen->sheet->pages[i];
		pen->page_index = i;
		begin_page(pen);
		for (size_t k = 0; k < pen->page->count; k++)
			draw_line(pen, &pen->page->lines[k]);
		draw_signature(pen);
	}
	draw_remark_page(pen);
	end_page(pen);
}

static void
pen_init(struct pen *pen, const struct pango *lib, const struct sheet *sheet,
    cairo_surface_t *surface)
{
	*pen = (struct pen){.lib = lib, .sheet = sheet};
	pen->cairo = lib->cairo_create(surface);
	pen->layout = lib->pango_cairo_create_layout(pen->cairo);
	/* A point is a point, whatever the screen is like. */
	lib->pango_cairo_context_set_resolution(lib->pango_layout_get_context(
						    pen->layout),
	    72);
	lib->pango_layout_set_wrap(pen->layout, PANGO_WRAP_WORD_CHAR);
	lib->pango_layout_set_single_paragraph_mode(pen->layout, TRUE);
	/* A name from right to left does not turn our words around. */
	lib->pango_layout_set_auto_dir(pen->layout, FALSE);
	for (size_t i = 0; i < WEIGHTS; i++)
		pen->fonts[i] =
		    lib->pango_font_description_from_string(font_names[i]);
}

static void
pen_release(struct pen *pen)
{
	const struct pango *lib = pen->lib;

	for (size_t i = 0; i < WEIGHTS; i++)
		lib->pango_font_description_free(pen->fonts[i]);
	lib->g_object_unref(pen->layout);
	lib->cairo_destroy(pen->cairo);
	str_release(&pen->text);
}

static cairo_status_t
keep(void *closure, const unsigned char *bytes, unsigned length)
{
	str_add_span(closure, span_make((const char *)bytes, length));
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
forget(void *closure, const unsigned char *bytes, unsigned length)
{
	(void)closure;
	(void)bytes;
	(void)length;
	return CAIRO_STATUS_SUCCESS;
}

static bool
is_date(const char *text)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";

	for (size_t i = 0; i < sizeof(form); i++) {
		if (form[i] == 'd' ? !isdigit((unsigned char)text[i])
				   : text[i] != form[i])
			return false;
	}
	return true;
}

/* cairo would write today's date, and no two files would be the same. */
static void
describe(const struct pango *lib, const struct sheet *sheet,
    cairo_surface_t *surface)
{
	struct str title = STR_INIT;

	text_escape_cut(&title, span_of(sheet->topology), TEXT_MAX);
	str_addf(&title, ": work order %s", sheet->id);
	lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
	    str_text(&title));
	lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
	    "cablecheck");
	lib->cairo_pdf_surface_set_metadata(surface,
	    CAIRO_PDF_METADATA_CREATE_DATE,
	    is_date(sheet->taken_at) ? sheet->taken_at
				     : "1970-01-01T00:00:00Z");
	str_release(&title);
}

/*
 * Draws everything to `out`, or nowhere when that is NULL; `*pages` is how many
 * there are, and becomes so.
 */
static bool
draw_all(const struct pango *lib, const struct sheet *sheet, struct str *out,
    unsigned *pages)
{
	cairo_surface_t *surface =
	    lib->cairo_pdf_surface_create_for_stream(out ? keep : forget, out,
		PAPER_WIDTH, PAPER_HEIGHT);
	struct pen pen;
	bool ok;

	describe(lib, sheet, surface);
	pen_init(&pen, lib, sheet, surface);
	pen.total = *pages;
	draw_sheet(&pen);
	*pages = pen.number;
	ok = lib->cairo_status(pen.cairo) == CAIRO_STATUS_SUCCESS;
	pen_release(&pen);
	lib->cairo_surface_finish(surface);
	ok = ok && lib->cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	lib->cairo_surface_destroy(surface);
	return ok;
}

bool
pdf_write_sheet(const struct sheet *sheet, struct str *out, struct err *err)
{
	struct pango lib;
	unsigned pages = 0;

	if (!pango_open(&lib, err))
		return false;
	if (draw_all(&lib, sheet, NULL, &pages) &&
	    draw_all(&lib, sheet, out, &pages))
		return true;
	return err_set(err, ERR_SYSTEM, "cairo cannot write this PDF");
}
