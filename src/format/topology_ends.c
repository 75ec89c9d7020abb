/*
 * Two maps do the work: from "device number, port" to the cable that is in the
 * port, and from a label to the cable that wears it.
 */
#include "format/topology_ends.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/ifname.h"

struct topology_ends {
	struct topology *topology;
	const struct yaml_reader *yaml;
	struct map *ports;
	struct map *labels;
	const struct yaml_node *label_at; /* of the label seen last */
};

struct topology_ends *
topology_ends_new(struct topology *topology, const struct yaml_reader *yaml)
{
	struct topology_ends *ends = xcalloc(1, sizeof(*ends));

	ends->topology = topology;
	ends->yaml = yaml;
	ends->ports = map_new();
	ends->labels = map_new();
	return ends;
}

void
topology_ends_free(struct topology_ends *ends)
{
	map_free(ends->ports);
	map_free(ends->labels);
	free(ends);
}

/* Digits of the device, a colon, the port.  Ports have at most 255 bytes. */
struct port_key {
	char text[IFNAME_MAX + 32];
	size_t length;
};

static void
port_key_make(struct port_key *key, const struct endpoint *end)
{
	size_t port = strlen(end->port);
	size_t device = end->device;

	key->length = 0;
	do {
		key->text[key->length++] = (char)('0' + device % 10);
		device /= 10;
	} while (device);
	key->text[key->length++] = ':';
	if (port > IFNAME_MAX)
		bug("a port name of %zu bytes", port);
	memcpy(key->text + key->length, end->port, port);
	key->length += port;
}

static bool
find_cable(const struct topology_ends *ends, const struct endpoint *end,
    size_t *index)
{
	struct port_key key;

	port_key_make(&key, end);
	return map_find(ends->ports, span_make(key.text, key.length), index);
}

static void
claim_port(struct topology_ends *ends, const struct endpoint *end, size_t index)
{
	const struct topology *t = ends->topology;
	const struct cable *other;
	struct yaml_quote device;
	struct yaml_quote port;
	struct port_key key;
	size_t first;

	port_key_make(&key, end);
	if (map_add(ends->ports, span_make(key.text, key.length), index,
		&first))
		return;
	other = &t->cables[first];
	device = yaml_quote(span_of(t->devices[end->device].name));
	port = yaml_quote(span_of(end->port));
	if (other->place.line == end->place.line)
		diag_add(ends->yaml->diags, end->place, SEVERITY_ERROR,
		    "%s %s has two cables on this line", device.text,
		    port.text);
	else
		diag_add(ends->yaml->diags, end->place, SEVERITY_ERROR,
		    "%s %s already has a cable: see line %u", device.text,
		    port.text, other->place.line);
}

void
topology_ends_claim(struct topology_ends *ends, size_t index)
{
	const struct cable *cable = &ends->topology->cables[index];

	if (cable->state == CABLE_REMOVED)
		return;
	claim_port(ends, &cable->a, index);
	claim_port(ends, &cable->b, index);
}

void
topology_ends_label(struct topology_ends *ends, size_t index,
    const struct yaml_node *at)
{
	struct cable *cables = ends->topology->cables;
	bool same_entry = ends->label_at == at;
	size_t first;

	ends->label_at = at;
	if (map_add(ends->labels, span_of(cables[index].label), index,
		&first)) {
		cables[index].id = cables[index].label;
		return;
	}
	/* A label that is not unique names no cable. */
	cables[first].id = NULL;
	if (!same_entry)
		yaml_warning(ends->yaml, at,
		    "label \"%s\" is also on the cable on line %u",
		    yaml_quote(span_of(cables[index].label)).text,
		    cables[first].place.line);
}

static bool
same_port(const struct endpoint *a, const struct endpoint *b)
{
	return a->device == b->device &&
	       span_equal_nocase(span_of(a->port), span_of(b->port));
}

static bool
same_ports(const struct cable *x, const struct cable *y)
{
	return (same_port(&x->a, &y->a) && same_port(&x->b, &y->b)) ||
	       (same_port(&x->a, &y->b) && same_port(&x->b, &y->a));
}

/* A cable that must be gone and must be there. */
static void
check_removed(const struct topology_ends *ends, const struct cable *cable)
{
	static const char *const states[] = {
	    [CABLE_INSTALLED] = "installed",
	    [CABLE_PLANNED] = "planned",
	    [CABLE_REMOVED] = "removed",
	};
	const struct cable *other;
	size_t index;

	if (!find_cable(ends, &cable->a, &index))
		return;
	other = &ends->topology->cables[index];
	if (!same_ports(cable, other) ||
	    ends->yaml->diags->count >= DIAG_MAX / 2)
		return;
	diag_add(ends->yaml->diags, cable->place, SEVERITY_WARNING,
	    "this cable is to be removed, but line %u has it as %s",
	    other->place.line, states[other->state]);
}

void
topology_ends_finish(struct topology_ends *ends)
{
	struct topology *t = ends->topology;

	for (size_t i = 0; i < t->cable_count; i++) {
		struct cable *cable = &t->cables[i];

		if (!cable->id)
			cable->id = arena_printf(t->arena, "%s:%s--%s:%s",
			    t->devices[cable->a.device].name, cable->a.port,
			    t->devices[cable->b.device].name, cable->b.port);
		if (cable->state == CABLE_REMOVED)
			check_removed(ends, cable);
	}
}
