/*
 * Two tables do the work: which cable is in a port, and which wears a label.
 */
#include "format/topology_ends.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "format/topology_slots.h"

struct topology_ends {
	struct topology *topology;
	const struct yaml_reader *yaml;
	struct topology_ports *ports; /* borrowed */
	struct topology_slots *labels;
	const struct yaml_node *label_at; /* of the label seen last */
};

struct topology_ends *
topology_ends_new(struct topology *topology, struct topology_ports *ports,
    const struct yaml_reader *yaml)
{
	struct topology_ends *ends = xcalloc(1, sizeof(*ends));

	ends->topology = topology;
	ends->yaml = yaml;
	ends->ports = ports;
	ends->labels = topology_slots_new();
	return ends;
}

void
topology_ends_free(struct topology_ends *ends)
{
	topology_slots_free(ends->labels);
	free(ends);
}

static bool
same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && a->column == b->column;
}

/*
 * Where the second cable of a port is told.  An entry that is an alias of YAML
 * (*one), or merges one (<<), has its ends where the anchor has them, which is
 * where the first cable stands; the mistake is where the alias is.
 */
static struct place
place_of_second(const struct endpoint *end, const struct cable *cable,
    const struct cable *first)
{
	bool is_shared = same_place(&end->place, &first->a.place) ||
			 same_place(&end->place, &first->b.place);

	return is_shared && !same_place(&cable->place, &first->place)
		   ? cable->place
		   : end->place;
}

static void
claim_port(struct topology_ends *ends, size_t index, enum cable_side side)
{
	const struct topology *t = ends->topology;
	const struct cable *cable = &t->cables[index];
	const struct endpoint *end =
	    side == CABLE_SIDE_A ? &cable->a : &cable->b;
	struct yaml_quote device;
	struct yaml_quote port;
	struct place where;
	unsigned line;
	size_t other;

	if (topology_ports_occupy(ends->ports, index, side, &other))
		return;
	where = place_of_second(end, cable, &t->cables[other]);
	line = t->cables[other].place.line;
	device = yaml_quote(span_of(t->devices[end->device].name));
	port = yaml_quote(span_of(end->port));
	if (line == where.line)
		diag_add(ends->yaml->diags, where, SEVERITY_ERROR,
		    "%s %s has two cables on this line", device.text,
		    port.text);
	else
		diag_add(ends->yaml->diags, where, SEVERITY_ERROR,
		    "%s %s already has a cable: see line %u", device.text,
		    port.text, line);
}

void
topology_ends_claim(struct topology_ends *ends, size_t index)
{
	const struct cable *cable = &ends->topology->cables[index];

	if (cable->state == CABLE_REMOVED)
		return;
	claim_port(ends, index, CABLE_SIDE_A);
	claim_port(ends, index, CABLE_SIDE_B);
}

void
topology_ends_claim_one(struct topology_ends *ends, size_t index,
    enum cable_side side)
{
	if (ends->topology->cables[index].state != CABLE_REMOVED)
		claim_port(ends, index, side);
}

/* A label that is looked for. */
struct wanted {
	const struct topology *topology;
	const char *label;
};

static bool
is_wanted(uint32_t number, const void *context)
{
	const struct wanted *wanted = context;

	return strcasecmp(wanted->topology->cables[number].label,
		   wanted->label) == 0;
}

void
topology_ends_label(struct topology_ends *ends, size_t index,
    const struct yaml_node *at)
{
	struct cable *cables = ends->topology->cables;
	struct wanted wanted = {ends->topology, cables[index].label};
	struct topology_sought sought = {topology_slots_hash(ends->labels, 0,
					     span_of(wanted.label)),
	    is_wanted, &wanted};
	bool same_entry = ends->label_at == at;
	uint32_t first;

	ends->label_at = at;
	if (!topology_slots_find(ends->labels, &sought, &first)) {
		cables[index].id = cables[index].label;
		topology_slots_add(ends->labels, sought.hash, (uint32_t)index);
		return;
	}
	/* A label that is not unique names no cable. */
	cables[first].id = NULL;
	if (!same_entry)
		yaml_warning(ends->yaml, at,
		    "label \"%s\" is also on the cable on line %u",
		    yaml_quote(span_of(wanted.label)).text,
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

	if (!topology_ports_find(ends->ports, &cable->a, &index))
		return;
	other = &ends->topology->cables[index];
	if (!same_ports(cable, other) ||
	    ends->yaml->diags->count >= DIAG_MAX / 2)
		return;
	diag_add(ends->yaml->diags, cable->place, SEVERITY_WARNING,
	    "this cable is to be removed, but line %u has it as %s",
	    other->place.line, states[other->state]);
}

static const char *
name_cable(const struct topology *t, const struct cable *cable,
    struct str *scratch)
{
	str_clear(scratch);
	str_add(scratch, t->devices[cable->a.device].name);
	str_add_char(scratch, ':');
	str_add(scratch, cable->a.port);
	str_add(scratch, "--");
	str_add(scratch, t->devices[cable->b.device].name);
	str_add_char(scratch, ':');
	str_add(scratch, cable->b.port);
	return arena_span(t->arena, str_span(scratch));
}

void
topology_ends_finish(struct topology_ends *ends)
{
	struct topology *t = ends->topology;
	struct str scratch = STR_INIT;

	for (size_t i = 0; i < t->cable_count; i++) {
		struct cable *cable = &t->cables[i];

		if (!cable->id)
			cable->id = name_cable(t, cable, &scratch);
		if (cable->state == CABLE_REMOVED)
			check_removed(ends, cable);
	}
	str_release(&scratch);
}
