/*
 * From cables to lines; see html_figure.h.
 *
 *   leaf1             spine1
 *   [Ethernet1/49 ]---[Ethernet1/4 ]     now
 *                \----[Ethernet1/3 ]     as planned
 *
 * A device stands left or right, opposite to the first neighbor that was
 * placed; a cable between two devices of one column bends around in the middle.
 */
#include "report/html_figure.h"

#include <string.h>

#include "base/text.h"
#include "report/html_text.h"
#include "report/phrase.h"

#define DEVICES_MAX 8
#define PORTS_MAX 24
#define CABLES_MAX 32

/* Where things are, in the units of the picture. */
#define BOX_WIDTH 220
#define RIGHT_X 360
#define PICTURE_WIDTH (RIGHT_X + BOX_WIDTH)
#define HEAD_HEIGHT 42
#define PORT_HEIGHT 26
#define GAP 14
#define NAME_SHOWN 28

struct figure_device {
	struct port name; /* of any of its ports */
	int column;       /* 0, 1, or -1: nowhere yet */
	int y;
	int height;
};

struct figure_port {
	struct port port;
	size_t device;
	int y;
};

struct figure_cable {
	size_t a; /* indices of ports */
	size_t b;
	bool now;
};

struct figure {
	struct figure_device devices[DEVICES_MAX];
	struct figure_port ports[PORTS_MAX];
	struct figure_cable cables[CABLES_MAX];
	size_t device_count;
	size_t port_count;
	size_t cable_count;
	int height;
};

static bool
is_same_device(struct port a, struct port b)
{
	a.name = b.name = "";
	return phrase_same_port(a, b);
}

static bool
find_device(struct figure *figure, struct port port, size_t *index)
{
	for (size_t i = 0; i < figure->device_count; i++) {
		*index = i;
		if (is_same_device(figure->devices[i].name, port))
			return true;
	}
	if (figure->device_count == DEVICES_MAX)
		return false;
	*index = figure->device_count++;
	figure->devices[*index] =
	    (struct figure_device){.name = port, .column = -1};
	return true;
}

static bool
find_port(struct figure *figure, struct port port, size_t *index)
{
	size_t device;

	for (size_t i = 0; i < figure->port_count; i++) {
		*index = i;
		if (phrase_same_port(figure->ports[i].port, port))
			return true;
	}
	if (figure->port_count == PORTS_MAX ||
	    !find_device(figure, port, &device))
		return false;
	*index = figure->port_count++;
	figure->ports[*index] =
	    (struct figure_port){.port = port, .device = device};
	return true;
}

static bool
add_cable(struct figure *figure, struct port a, struct port b, bool now)
{
	struct figure_cable cable = {.now = now};

	if (figure->cable_count == CABLES_MAX ||
	    !find_port(figure, a, &cable.a) || !find_port(figure, b, &cable.b))
		return false;
	figure->cables[figure->cable_count++] = cable;
	return true;
}

/* Planned ones first: what is there now is drawn over them. */
static bool
collect(struct figure *figure, const struct judgement *judgement,
    const struct finding *finding)
{
	for (size_t i = 0; i < finding->cable_count; i++) {
		const struct cable *cable =
		    &judgement->topology->cables[finding->cables[i]];

		if (cable->state != CABLE_REMOVED &&
		    !add_cable(figure, phrase_end(judgement, &cable->a),
			phrase_end(judgement, &cable->b), false))
			return false;
	}
	for (size_t i = 0; i < finding->observed_count; i++) {
		const struct observed_cable *cable =
		    &judgement->observed[finding->observed[i]];

		if (!add_cable(figure, cable->a, cable->b, true))
			return false;
	}
	return figure->cable_count > 0;
}

static void
choose_columns(struct figure *figure)
{
	for (size_t i = 0; i < figure->cable_count; i++) {
		const struct figure_cable *cable = &figure->cables[i];
		struct figure_device *a =
		    &figure->devices[figure->ports[cable->a].device];
		struct figure_device *b =
		    &figure->devices[figure->ports[cable->b].device];

		if (a->column < 0)
			a->column = b->column < 0 ? 0 : 1 - b->column;
		if (b->column < 0)
			b->column = 1 - a->column;
	}
}

/* Before port `index` on the same device, by natural order. */
static int
rank_of_port(const struct figure *figure, size_t index)
{
	const struct figure_port *port = &figure->ports[index];
	int rank = 0;

	for (size_t i = 0; i < figure->port_count; i++) {
		const struct figure_port *other = &figure->ports[i];
		int order =
		    text_natural_compare(other->port.name, port->port.name);

		if (other->device == port->device &&
		    (order < 0 || (order == 0 && i < index)))
			rank++;
	}
	return rank;
}

/* The next device of a column that has no place yet, by natural order. */
static struct figure_device *
next_device(struct figure *figure, int column)
{
	struct figure_device *next = NULL;

	for (size_t i = 0; i < figure->device_count; i++) {
		struct figure_device *device = &figure->devices[i];

		if (device->column == column && !device->y &&
		    (!next || text_natural_compare(device->name.device_name,
				  next->name.device_name) < 0))
			next = device;
	}
	return next;
}

static int
stack_devices(struct figure *figure, int column)
{
	struct figure_device *device;
	int y = 1;

	while ((device = next_device(figure, column)) != NULL) {
		device->height += HEAD_HEIGHT;
		device->y = y;
		y += device->height + GAP;
	}
	return y;
}

static void
place(struct figure *figure)
{
	int left;
	int right;

	for (size_t i = 0; i < figure->port_count; i++)
		figure->devices[figure->ports[i].device].height += PORT_HEIGHT;
	left = stack_devices(figure, 0);
	right = stack_devices(figure, 1);
	for (size_t i = 0; i < figure->port_count; i++) {
		struct figure_port *port = &figure->ports[i];

		port->y = figure->devices[port->device].y + HEAD_HEIGHT +
			  PORT_HEIGHT * rank_of_port(figure, i);
	}
	figure->height = (right > left ? right : left) - GAP + 2;
}

static int
left_of(int column)
{
	return column ? RIGHT_X : 0;
}

/* A text so short has room in its box when a phone makes the letters larger. */
#define TEXT_SHORT 20

static void
draw_text(struct str *out, int x, int y, const char *class, const char *text)
{
	str_addf(out, "<text x=\"%d\" y=\"%d\" class=\"%s%s\">", x, y, class,
	    strlen(text) > TEXT_SHORT ? " long" : "");
	html_text_add(out, span_of(text), NAME_SHOWN);
	str_add(out, "</text>\n");
}

/* "rack A1, unit 40": what the plan says of it. */
static void
draw_place(struct str *out, const struct judgement *judgement,
    const struct figure_device *device)
{
	struct str where = STR_INIT;
	const struct device *known;

	if (device->name.device == DEVICE_FOREIGN) {
		str_add(&where, "not in the plan");
	} else {
		known = &judgement->topology->devices[device->name.device];
		if (known->rack)
			str_addf(&where, "rack %s", known->rack);
		if (known->unit)
			str_addf(&where, "%sunit %u", known->rack ? ", " : "",
			    known->unit);
	}
	draw_text(out, left_of(device->column) + 10, device->y + 34, "where",
	    str_text(&where));
	str_release(&where);
}

static void
draw_devices(struct str *out, const struct judgement *judgement,
    const struct figure *figure)
{
	for (size_t i = 0; i < figure->device_count; i++) {
		const struct figure_device *device = &figure->devices[i];
		int x = left_of(device->column);

		str_addf(out,
		    "<rect class=\"box\" x=\"%d.5\" y=\"%d.5\" width=\"%d\" "
		    "height=\"%d\" rx=\"5\"/>\n",
		    x, device->y, BOX_WIDTH - 1, device->height);
		draw_text(out, x + 10, device->y + 18, "head",
		    device->name.device_name);
		draw_place(out, judgement, device);
	}
	for (size_t i = 0; i < figure->port_count; i++) {
		const struct figure_port *port = &figure->ports[i];
		int x = left_of(figure->devices[port->device].column);

		str_addf(out,
		    "<rect class=\"port\" x=\"%d\" y=\"%d\" width=\"%d\" "
		    "height=\"%d\" rx=\"3\"/>\n",
		    x + 6, port->y, BOX_WIDTH - 12, PORT_HEIGHT - 4);
		draw_text(out, x + 14, port->y + 16, "name",
		    *port->port.name ? port->port.name : "(unknown port)");
	}
}

/* The side of the port that looks to the middle. */
static void
draw_cables(struct str *out, const struct figure *figure)
{
	for (size_t i = 0; i < figure->cable_count; i++) {
		const struct figure_cable *cable = &figure->cables[i];
		const struct figure_port *a = &figure->ports[cable->a];
		const struct figure_port *b = &figure->ports[cable->b];
		int left = figure->devices[a->device].column;
		int right = figure->devices[b->device].column;
		int ax = left ? RIGHT_X + 6 : BOX_WIDTH - 6;
		int bx = right ? RIGHT_X + 6 : BOX_WIDTH - 6;
		int reach = left == right ? 110 : 75;
		int ay = a->y + PORT_HEIGHT / 2 - 2;
		int by = b->y + PORT_HEIGHT / 2 - 2;

		str_addf(out,
		    "<path class=\"%s\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n",
		    cable->now ? "now" : "goal", ax, ay,
		    left ? ax - reach : ax + reach, ay,
		    right ? bx - reach : bx + reach, by, bx, by);
	}
}

static bool
shows(const struct figure *figure, bool now)
{
	for (size_t i = 0; i < figure->cable_count; i++) {
		if (figure->cables[i].now == now)
			return true;
	}
	return false;
}

bool
html_figure_add(struct str *out, const struct judgement *judgement,
    const struct finding *finding)
{
	struct figure figure = {.height = 0};
	bool now;
	bool goal;

	if (!collect(&figure, judgement, finding))
		return false;
	choose_columns(&figure);
	place(&figure);
	now = shows(&figure, true);
	goal = shows(&figure, false);
	str_addf(out,
	    "<figure>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"These devices and "
	    "ports, with the cables between them\">\n",
	    PICTURE_WIDTH, figure.height);
	draw_devices(out, judgement, &figure);
	draw_cables(out, &figure);
	str_addf(out, "</svg>\n<figcaption>%s%s%s</figcaption>\n</figure>\n",
	    now ? "solid: as it is now" : "", now && goal ? "; " : "",
	    goal ? "dashed: as planned" : "");
	return true;
}
