/*
 * The parts of sentences; see phrase.h.
 */
#include "report/phrase.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* More ports than this are not read but counted. */
#define PORTS_SHOWN 4

void
phrase_count(struct prose *prose, size_t count, const char *one,
    const char *many)
{
	prose_sayf(prose, "%zu %s", count, count == 1 ? one : many);
}

static void
add_name(struct prose *prose, enum prose_style style, const char *name)
{
	prose_add(prose, style, span_of(name ? name : ""));
}

void
phrase_port(struct prose *prose, enum prose_style style, struct port port)
{
	add_name(prose, style, port.device_name);
	if (port.name && *port.name) {
		add_name(prose, style, " ");
		add_name(prose, style, port.name);
	}
}

void
phrase_ends(struct prose *prose, struct port a, struct port b)
{
	phrase_port(prose, PROSE_NAME, a);
	prose_say(prose, " -- ");
	phrase_port(prose, PROSE_NAME, b);
}

static bool
same_device(struct port a, struct port b)
{
	if (a.device == DEVICE_FOREIGN && b.device == DEVICE_FOREIGN)
		return strcmp(a.device_name, b.device_name) == 0;
	return a.device == b.device;
}

bool
phrase_same_port(struct port a, struct port b)
{
	return same_device(a, b) && strcasecmp(a.name, b.name) == 0;
}

void
phrase_ports(struct prose *prose, const struct port *ports, size_t count)
{
	size_t shown = count > PORTS_SHOWN + 1 ? PORTS_SHOWN : count;

	for (size_t i = 0; i < shown; i++) {
		if (i > 0)
			prose_say(prose, i + 1 == count ? " and " : ", ");
		if (i > 0 && same_device(ports[i - 1], ports[i]))
			prose_name(prose, ports[i].name);
		else
			phrase_port(prose, PROSE_NAME, ports[i]);
	}
	if (shown < count)
		prose_sayf(prose, " and %zu more", count - shown);
}

/*
 * One part of a place.  `parts` counts them, so that commas stand in between;
 * "rack A1" is not to be torn apart.
 */
static void
add_part(struct prose *prose, size_t *parts, const char *what, const char *name)
{
	if (!name)
		return;
	prose_say(prose, (*parts)++ == 0 ? " (" : ", ");
	prose_name(prose, what);
	prose_name(prose, name);
}

static void
add_rack(struct prose *prose, const struct judgement *judgement, size_t index,
    size_t *parts)
{
	const struct device *device;
	char unit[24];

	if (index == DEVICE_FOREIGN)
		return;
	device = &judgement->topology->devices[index];
	add_part(prose, parts, "rack ", device->rack);
	snprintf(unit, sizeof(unit), "%u", device->unit);
	add_part(prose, parts, "unit ", device->unit ? unit : NULL);
}

static void
add_cable(struct prose *prose, const struct judgement *judgement, size_t index,
    size_t *parts)
{
	const struct cable *cable;

	if (index == PHRASE_NO_CABLE)
		return;
	cable = &judgement->topology->cables[index];
	add_part(prose, parts, "", cable->color);
	add_part(prose, parts, "", cable->label);
}

void
phrase_where(struct prose *prose, const struct judgement *judgement,
    size_t device, size_t cable)
{
	size_t parts = 0;

	add_rack(prose, judgement, device, &parts);
	add_cable(prose, judgement, cable, &parts);
	if (parts)
		prose_say(prose, ")");
}

struct port
phrase_end(const struct judgement *judgement, const struct endpoint *end)
{
	return (struct port){
	    .device = end->device,
	    .device_name = judgement->topology->devices[end->device].name,
	    .name = end->port,
	};
}
