/*
 * See graphviz_label.h.
 *
 * Every part of a box has a fixed size, so that lines meet the rows they belong
 * to whatever fonts the machine has.
 */
#include "format/graphviz_label.h"

#include "base/attr.h"
#include "format/graphviz_place.h"
#include "format/graphviz_text.h"

#define GREY "#57606a"
#define RED "#cf222e"
#define ORANGE "#bc4c00"

/* clang-format off */
static const struct graphviz_pen pens[] = {
	[DRAWING_OK]         = { "#8c959f", "solid", "#8c959f", "1",
	                         "#eaeef2", "#57606a", "thin grey" },
	[DRAWING_PLANNED]    = { "#0969da", "dashed", "#0969da", "0.8",
	                         "#ddf4ff", "#0550ae", "thin blue, dashed" },
	[DRAWING_UNVERIFIED] = { "#6e7781", "dotted", "#6e7781", "1.4",
	                         "#ffffff", "#57606a", "grey, dotted" },
	[DRAWING_WAIVED]     = { "#9a6700", "dashed", "#9a6700", "1.2",
	                         "#fff8c5", "#7d4e00", "brown, dashed" },
	[DRAWING_WANTED]     = { "#1a7f37", "dotted", "#1a7f37", "2.6",
	                         "#dafbe1", "#116329", "green, dotted" },
	[DRAWING_ONE_WAY]    = { "#8250df", "solid", "#8250df", "1.8",
	                         "#fbefff", "#6639ba", "violet arrow" },
	[DRAWING_EXTRA]      = { ORANGE, "solid", ORANGE ":#ffffff:" ORANGE, "1.4",
	                         "#ffe5d0", "#953800", "orange, double" },
	[DRAWING_MISSING]    = { RED, "dashed", RED, "2",
	                         "#ffebe9", "#a40e26", "red, dashed" },
	[DRAWING_CONFLICT]   = { "#bf3989", "dashed", "#bf3989", "3",
	                         "#ffeff7", "#99286e", "bold pink, dashed" },
	[DRAWING_WRONG]      = { RED, "solid", RED, "3",
	                         "#ffcecb", "#82071e", "bold red" },
};

static const struct graphviz_pen faint = {
	"#b8c0c8", "solid", "#b8c0c8", "0.6", "#eaeef2", "#57606a", "thin grey",
};

static const struct {
	const char *border;
	const char *fill;
	const char *style; /* of the border; "" for solid */
	const char *letter;
} looks[] = {
	[DRAWING_DEVICE]   = { "#424a53", "#ffffff", "",       "#1f2328" },
	[DRAWING_SILENT]   = { "#6e7781", "#eaeef2", "dashed", "#57606a" },
	[DRAWING_MISNAMED] = { RED,       "#ffebe9", "",       "#a40e26" },
	[DRAWING_FOREIGN]  = { ORANGE,    "#fff8f0", "dashed", "#953800" },
};
/* clang-format on */

#define TABLE                                                                  \
	"<TABLE CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" BORDER="

const struct graphviz_pen *
graphviz_pen(enum drawing_style style, bool crowd)
{
	if (crowd && style == DRAWING_OK)
		return &faint;
	return &pens[style];
}

/* The box of a device. */
struct frame {
	const struct drawing_node *node;
	const struct place_cells *cells;
	size_t number;  /* of the device */
	unsigned width; /* inside the border */
};

static void
add_font(struct str *out, unsigned size, const char *color)
{
	str_addf(out, "<FONT POINT-SIZE=\"%u\" COLOR=\"%s\">", size, color);
}

/* As a font of its own, because 2.42 loses some memory at each <B>. */
static void
add_bold_font(struct str *out, unsigned size, const char *color)
{
	str_addf(out,
	    "<FONT FACE=\"Helvetica-Bold\" POINT-SIZE=\"%u\" COLOR=\"%s\">",
	    size, color);
}

/* The name on the left, unit and trouble on the right. */
static void
add_header(struct str *out, const struct frame *frame)
{
	const struct drawing_node *node = frame->node;
	unsigned width = frame->width;
	const char *letter = looks[node->look].letter;
	unsigned name =
	    (unsigned)(PLACE_NAME_FONT *
		       graphviz_text_width(node->name, GRAPHVIZ_NAME_MAX));

	name = name + 8 < width ? name + 8 : width;
	str_addf(out,
	    "<TR><TD>%s\"0\"><TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" "
	    "HEIGHT=\"%u\" ALIGN=\"LEFT\"> ",
	    TABLE, name, PLACE_HEADER);
	add_bold_font(out, PLACE_NAME_FONT, letter);
	graphviz_text_html(out, node->name, GRAPHVIZ_NAME_MAX);
	str_addf(out,
	    "</FONT></TD><TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" "
	    "HEIGHT=\"%u\" ALIGN=\"RIGHT\">",
	    width - name, PLACE_HEADER);
	add_font(out, PLACE_SUB_FONT, letter);
	graphviz_text_html(out, node->sublabel, GRAPHVIZ_SUB_MAX);
	str_add(out, " </FONT></TD></TR></TABLE></TD></TR>");
}

static void
add_tooltip(struct str *out, const struct frame *frame, size_t number)
{
	const struct drawing_port *port = &frame->node->ports[number];

	/*
	 * Without a target, Graphviz would not write the tooltip; without an
	 * id, it would count on from the last picture of this process.
	 */
	str_addf(out, " ID=\"d%zu-p%zu\" TARGET=\"_self\" TOOLTIP=\"",
	    frame->number, number);
	graphviz_text_html(out, port->name, GRAPHVIZ_NAME_MAX);
	str_addf(out, ": %s\"", drawing_style_name(port->style));
}

/* In print and to many eyes, red and green are the same grey. */
static void
add_sign(struct str *out, enum drawing_style style)
{
	const char *sign = drawing_style_sign(style);

	if (sign[0] == '\0')
		return;
	graphviz_text_html(out, sign, GRAPHVIZ_NAME_MAX);
	str_add_char(out, ' ');
}

static void
add_row(struct str *out, const struct frame *frame, size_t number)
{
	const struct drawing_port *port = &frame->node->ports[number];
	const struct graphviz_pen *pen = &pens[port->style];

	str_addf(out,
	    "<TR><TD PORT=\"p%zu\" FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" "
	    "HEIGHT=\"%u\" BGCOLOR=\"%s\"",
	    number, frame->width, PLACE_ROW, pen->fill);
	add_tooltip(out, frame, number);
	str_add_char(out, '>');
	add_font(out, PLACE_ROW_FONT, pen->letter);
	add_sign(out, port->style);
	graphviz_text_html(out, port->label, GRAPHVIZ_NAME_MAX);
	str_add(out, "</FONT></TD></TR>");
}

static void
add_cell(struct str *out, const struct frame *frame, size_t number,
    unsigned width)
{
	const struct drawing_port *port = &frame->node->ports[number];
	const struct graphviz_pen *pen = &pens[port->style];

	str_addf(out,
	    "<TD PORT=\"p%zu\" FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" "
	    "HEIGHT=\"%u\" BGCOLOR=\"%s\"",
	    number, width, frame->cells->height - 1, pen->fill);
	add_tooltip(out, frame, number);
	str_add_char(out, '>');
	add_font(out, frame->cells->font, pen->letter);
	add_sign(out, port->style);
	graphviz_text_html(out, port->label, GRAPHVIZ_NAME_MAX);
	if (port->mark[0] != '\0') {
		str_add(out, " #");
		graphviz_text_html(out, port->mark, GRAPHVIZ_NAME_MAX);
	}
	str_add(out, "</FONT></TD>");
}

static void
open_cells(struct str *out)
{
	str_add(out,
	    "<TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" "
	    "CELLSPACING=\"0\"><TR>");
}

static void
add_gap(struct str *out, const struct frame *frame, unsigned width)
{
	str_addf(out, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%u\"></TD>",
	    width, frame->cells->height);
}

/* A gap takes what is left of the row, else the cells would be stretched. */
static void
close_cells(struct str *out, const struct frame *frame, unsigned left)
{
	if (left > 0)
		add_gap(out, frame, left);
	str_add(out, "</TR></TABLE></TD></TR>");
}

static void
add_cells(struct str *out, const struct frame *frame)
{
	const struct drawing_node *node = frame->node;
	unsigned width = frame->width;
	unsigned cell = place_cell_width(node, frame->cells);
	size_t per_row = place_cells_per_row(cell, width);
	size_t count = 0;

	for (size_t i = 0; i < node->port_count; i++) {
		if (node->ports[i].listed)
			continue;
		if (count == 0) {
			open_cells(out);
			add_gap(out, frame, 2);
		}
		add_cell(out, frame, i, cell);
		add_gap(out, frame, 1);
		if (++count == per_row) {
			close_cells(out, frame,
			    width - 2 - (unsigned)count * (cell + 1));
			count = 0;
		}
	}
	if (count > 0)
		close_cells(out, frame,
		    width - 2 - (unsigned)count * (cell + 1));
}

void
graphviz_label_node(struct str *out, const struct drawing *drawing,
    size_t number, double width)
{
	const struct drawing_node *node = &drawing->nodes[number];
	struct frame frame = {node, place_cells_of(drawing), number,
	    (unsigned)width - 2};

	str_addf(out, TABLE "\"1\" COLOR=\"%s\" BGCOLOR=\"%s\" STYLE=\"%s\">",
	    looks[node->look].border, looks[node->look].fill,
	    looks[node->look].style);
	add_header(out, &frame);
	for (size_t i = 0; i < node->port_count; i++) {
		if (node->ports[i].listed)
			add_row(out, &frame, i);
	}
	add_cells(out, &frame);
	str_add(out, "</TABLE>");
}

void
graphviz_label_edge(struct str *out, const struct drawing_edge *edge)
{
	str_addf(out, TABLE "\"0\" BGCOLOR=\"#ffffff\"><TR><TD>");
	add_font(out, PLACE_LABEL_FONT, pens[edge->style].letter);
	graphviz_text_html(out, edge->label, GRAPHVIZ_NAME_MAX);
	str_add(out, "</FONT></TD></TR></TABLE>");
}

void
graphviz_label_legend(struct str *out, const struct drawing_legend *row)
{
	unsigned width = (unsigned)place_legend_width(row);

	str_addf(out,
	    TABLE "\"0\"><TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" "
		  "HEIGHT=\"16\" ALIGN=\"LEFT\">",
	    width);
	add_font(out, PLACE_LEGEND_FONT, pens[row->style].letter);
	add_sign(out, row->style);
	graphviz_text_html(out, row->text, GRAPHVIZ_NAME_MAX);
	str_add(out, "</FONT></TD></TR></TABLE>");
}

void
graphviz_label_title(struct str *out, const struct drawing *drawing,
    bool legend)
{
	str_add(out, TABLE "\"0\"><TR><TD ALIGN=\"LEFT\">");
	add_bold_font(out, 22, "#1f2328");
	graphviz_text_html(out, drawing->title, 2 * GRAPHVIZ_NAME_MAX);
	str_add(out, "</FONT></TD></TR><TR><TD ALIGN=\"LEFT\">");
	add_font(out, 13, GREY);
	graphviz_text_html(out, drawing->subtitle, 4 * GRAPHVIZ_NAME_MAX);
	str_add(out, "</FONT></TD></TR>");
	for (size_t i = 0; legend && i < drawing->legend_count; i++) {
		const struct drawing_legend *row = &drawing->legends[i];
		const struct graphviz_pen *pen = &pens[row->style];

		str_add(out, "<TR><TD ALIGN=\"LEFT\">");
		add_font(out, PLACE_LEGEND_FONT, pen->letter);
		str_addf(out, "%s: ", pen->words);
		graphviz_text_html(out, row->text, GRAPHVIZ_NAME_MAX);
		str_add(out, "</FONT></TD></TR>");
	}
	str_add(out, "<TR><TD HEIGHT=\"10\"></TD></TR></TABLE>");
}
