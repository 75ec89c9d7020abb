/*
 * A topology as a Cisco cable plan: each cable once, under the chassis of its
 * first end, whose kind ("n9k") a topology does not know.  Chassis come in the
 * order of their first cables, which is all of an order that is there again
 * when the plan is read.  The samples write "eth1/1", so that is what becomes
 * of "Ethernet1/1".
 */
#include "format/cabling_cable_plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "format/cabling_plan_ports.h"
#include "model/ifname.h"

#define LONG_NAME "Ethernet"

#define SCHEMA "http://www.cisco.com/cableplan/Schema2"

/* clang-format off */
static const struct {
	const char *text;
	const char *written;
} escapes[] = {
	{ "&",            "&amp;" },
	{ "<",            "&lt;" },
	{ ">",            "&gt;" },
	{ "\"",           "&quot;" },
	/* No XML may hold U+FFFE and U+FFFF, whatever they stand for. */
	{ "\xef\xbf\xbe", "\xef\xbf\xbd" },
	{ "\xef\xbf\xbf", "\xef\xbf\xbd" },
};
/* clang-format on */

static bool
can_be_written(const char *name)
{
	return !strstr(name, "\xef\xbf\xbe") && !strstr(name, "\xef\xbf\xbf");
}

/* Would be one port again, and not a list of some. */
static bool
is_one_port(const char *port)
{
	struct plan_ports ports = {.runs = NULL};
	const char *trouble;
	bool is = can_be_written(port) && !strchr(port, ',') &&
		  plan_ports_read(&ports, span_of(port), &trouble) &&
		  ports.run_count == 1 && !ports.runs[0].is_range;

	plan_ports_release(&ports);
	return is;
}

bool
cable_plan_takes(const struct topology *t, const struct cable *cable)
{
	return cable->state != CABLE_REMOVED && is_one_port(cable->a.port) &&
	       is_one_port(cable->b.port) &&
	       can_be_written(t->devices[cable->a.device].name) &&
	       can_be_written(t->devices[cable->b.device].name);
}

static void
add_escaped(struct str *out, const char *text)
{
	struct span rest = span_of(text);

	while (rest.length) {
		size_t i = 0;

		while (i < COUNT_OF(escapes) &&
		       !span_starts(rest, escapes[i].text))
			i++;
		if (i < COUNT_OF(escapes)) {
			str_add(out, escapes[i].written);
			rest = span_skip(rest, strlen(escapes[i].text));
		} else {
			str_add_char(out, rest.text[0]);
			rest = span_skip(rest, 1);
		}
	}
}

static void
add_attribute(struct str *out, const char *name, const char *value)
{
	str_addf(out, " %s=\"", name);
	add_escaped(out, value);
	str_add_char(out, '"');
}

/* Short, where the short form means this port and no other. */
static void
add_port(struct str *out, const char *name, const char *port)
{
	size_t length = strlen(LONG_NAME);
	struct str brief = STR_INIT;
	struct str back = STR_INIT;

	if (strncmp(port, LONG_NAME, length) == 0 && strchr(port, '/')) {
		str_addf(&brief, "eth%s", port + length);
		ifname_add_canonical(&back, str_span(&brief));
	}
	add_attribute(out, name,
	    strcmp(str_text(&back), port) == 0 ? str_text(&brief) : port);
	str_release(&brief);
	str_release(&back);
}

static void
add_link(struct str *out, const struct topology *t, const struct cable *cable)
{
	str_add(out, "      <LINK_INFO");
	add_port(out, "sourcePort", cable->a.port);
	add_attribute(out, "destChassis", t->devices[cable->b.device].name);
	add_port(out, "destPort", cable->b.port);
	str_add(out, "/>\n");
}

/* Cables of one first device, in the order of the topology. */
struct chassis {
	size_t *cables;
	size_t count;
	size_t capacity;
};

static void
add_chassis(struct str *out, const struct topology *t, size_t device,
    const struct chassis *chassis)
{
	str_add(out, "    <CHASSIS_INFO");
	add_attribute(out, "sourceChassis", t->devices[device].name);
	str_add(out, ">\n");
	for (size_t i = 0; i < chassis->count; i++)
		add_link(out, t, &t->cables[chassis->cables[i]]);
	str_add(out, "    </CHASSIS_INFO>\n");
}

void
cable_plan_write(const struct topology *t, struct str *out)
{
	struct chassis *all = xcalloc(t->device_count + 1, sizeof(*all));
	size_t *order = xcalloc(t->device_count + 1, sizeof(*order));
	size_t count = 0;

	for (size_t i = 0; i < t->cable_count; i++) {
		size_t device = t->cables[i].a.device;
		struct chassis *chassis = &all[device];

		if (!cable_plan_takes(t, &t->cables[i]))
			continue;
		if (!chassis->count)
			order[count++] = device;
		chassis->cables = grow_array(chassis->cables, chassis->count,
		    &chassis->capacity, sizeof(*chassis->cables));
		chassis->cables[chassis->count++] = i;
	}
	str_add(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<CISCO_NETWORK_TYPES version=\"1.0\" xmlns=\"" SCHEMA "\"\n"
	    "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
	    "    xsi:schemaLocation=\"" SCHEMA
	    " nxos-cable-plan-schema.xsd\">\n"
	    "  <DATA_CENTER");
	add_attribute(out, "networkLocation", t->name);
	str_add(out, " idFormat=\"hostname\">\n");
	for (size_t i = 0; i < count; i++) {
		add_chassis(out, t, order[i], &all[order[i]]);
		free(all[order[i]].cables);
	}
	str_add(out, "  </DATA_CENTER>\n</CISCO_NETWORK_TYPES>\n");
	free(order);
	free(all);
}
