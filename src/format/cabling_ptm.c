/*
 * The DOT files of Cumulus Linux's Prescriptive Topology Manager, and those of
 * NVIDIA's Cable Validation Tool, which are the same with a statement for each
 * switch.  (CumulusNetworks/ptm, topology.dot.sample)
 *
 *	graph G {
 *	    LLDP="match_type=ifname"
 *	    "leaf1" [role="leaf" os="cumulus"]            # CVT
 *	    "leaf1":"swp51" -- "spine1":"swp1" [BFD="default"]
 *	}
 *
 * How PTM probes a link, and with which templates, is no matter of cabling and
 * is passed over.  CVT is only read: it wants to know of each switch whether it
 * is a leaf or a spine, which a topology does not say.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/cabling_dot.h"
#include "format/cabling_formats.h"
#include "format/yaml_fields.h"

/* That many edges which are passed over are told one by one. */
#define TOLD_MAX 3

/*
 * PTM reads lines of 1024 bytes.  An edge that would be longer goes on in the
 * next line, name by name: one alone always fits.
 */
#define LINE_MAX_BYTES ((size_t)1000)

/* --- reading -------------------------------------------------------------- */

/* What a file says of a device. */
enum dot_role {
	ROLE_UNTOLD,
	ROLE_SWITCH,
	ROLE_HOST,
};

struct dot_plan {
	struct cabling_draft *draft;
	size_t passed_over;
	size_t node;      /* whose attributes are told */
	bool whole_names; /* count: `hostnametype` is "fqdn" */
	size_t dotted;    /* devices with a domain behind their names */
	struct spot dotted_at;
	enum dot_role *roles; /* by device; owned */
	size_t device_count;
	size_t capacity;
	bool stopped;
};

static bool
has_domain(struct span name)
{
	const char *dot = span_find_char(name, '.');

	return dot && dot > name.text && dot + 1 < name.text + name.length;
}

/*
 * The device of that name; DRAFT_NONE when it can be none.  Those that the
 * draft has from a cable that was refused are new here as well.
 */
static size_t
find_device(struct dot_plan *plan, struct span name, struct spot at)
{
	size_t device = draft_device(plan->draft, name, at);

	while (device != DRAFT_NONE && device >= plan->device_count) {
		plan->roles = grow_array(plan->roles, plan->device_count,
		    &plan->capacity, sizeof(*plan->roles));
		plan->roles[plan->device_count++] = ROLE_UNTOLD;
		if (has_domain(name) && !plan->dotted++)
			plan->dotted_at = at;
	}
	return device;
}

static void
on_node(struct dot_plan *plan, const struct dot_event *event)
{
	plan->node =
	    find_device(plan, event->ends[0].device, event->ends[0].at);
}

/* PTM takes edges without a port: it then does not check who answers. */
static void
pass_over(struct dot_plan *plan, const struct dot_event *event,
    const struct draft_end *end)
{
	if (plan->passed_over++ >= TOLD_MAX)
		return;
	if (end->device.text)
		draft_warning(plan->draft, event->at,
		    "an edge is passed over, for it names no port of %s",
		    yaml_quote(end->device).text);
	else
		draft_warning(plan->draft, event->at,
		    "an edge is passed over, for one end is a group of nodes");
}

static void
on_edge(struct dot_plan *plan, const struct dot_event *event)
{
	for (size_t i = 0; i < COUNT_OF(event->ends); i++) {
		if (!event->ends[i].port.text) {
			pass_over(plan, event, &event->ends[i]);
			return;
		}
	}
	/* A device that is none is told once, with its cable. */
	if (draft_cable(plan->draft, &event->ends[0], &event->ends[1]) ==
	    DRAFT_NONE)
		return;
	find_device(plan, event->ends[0].device, event->ends[0].at);
	find_device(plan, event->ends[1].device, event->ends[1].at);
}

/* A picture that `cablecheck graph` has made has a title like that. */
static bool
is_title(const struct dot_event *event)
{
	return event->owner == DOT_OF_GRAPH && event->depth == 1 &&
	       event->is_markup && span_is(event->name, "label");
}

static void
on_attribute(struct dot_plan *plan, const struct dot_event *event)
{
	if (is_title(event)) {
		draft_error(plan->draft, event->at,
		    "this is a drawing, whose ports are not those of devices: "
		    "convert the topology that it was made of");
		plan->stopped = true;
	} else if (event->owner == DOT_OF_GRAPH && event->depth == 1 &&
		   span_is_nocase(event->name, "hostnametype")) {
		plan->whole_names = span_is_nocase(event->value, "fqdn");
	} else if (event->owner == DOT_OF_NODE && plan->node != DRAFT_NONE &&
		   span_is_nocase(event->name, "role")) {
		plan->roles[plan->node] =
		    span_is_nocase(span_trim(event->value), "host")
			? ROLE_HOST
			: ROLE_SWITCH;
	}
}

static void
on_trouble(struct dot_plan *plan, const struct dot_event *event)
{
	draft_error(plan->draft, event->at, "%.*s", (int)event->text.length,
	    event->text.text);
}

/* clang-format off */
static void (*const on_event[])(struct dot_plan *plan,
    const struct dot_event *event) = {
	[DOT_NODE]      = on_node,
	[DOT_EDGE]      = on_edge,
	[DOT_ATTRIBUTE] = on_attribute,
	[DOT_TROUBLE]   = on_trouble,
};
/* clang-format on */

/* The roles that CVT knows are those of switches: all else is a host. */
static void
tell_hosts(struct dot_plan *plan)
{
	size_t untold = 0;

	for (size_t i = 0; i < plan->device_count; i++) {
		untold += plan->roles[i] == ROLE_UNTOLD;
		if (plan->roles[i] != ROLE_SWITCH)
			draft_device_set(plan->draft, i, DRAFT_COLLECT,
			    span_of("false"), (struct spot){1, 0});
	}
	if (untold)
		draft_note(plan->draft, (struct spot){1, 0},
		    "%zu device%s without a role %s taken for a host, which "
		    "nobody logs in to",
		    untold, untold == 1 ? "" : "s", untold == 1 ? "is" : "are");
}

/*
 * PTM compares names only up to their first dot, unless it is told otherwise.
 * Here they stay as they stand: what is cut off could not be put back.
 */
static void
tell_dots(const struct dot_plan *plan)
{
	if (plan->dotted && !plan->whole_names)
		draft_warning(plan->draft, plan->dotted_at,
		    "PTM compares names only up to the first dot (no "
		    "`hostnametype=fqdn`); here %zu device%s with one keep%s "
		    "the whole name",
		    plan->dotted, plan->dotted == 1 ? "" : "s",
		    plan->dotted == 1 ? "s" : "");
}

static void
read_dot(struct cabling_draft *draft, struct span text, bool has_roles)
{
	struct dot_plan plan = {.draft = draft, .node = DRAFT_NONE};
	struct arena *arena = arena_new();
	struct dot_reader reader;
	struct dot_event event;

	if (!dot_open(&reader, text, arena))
		draft_error(draft, reader.token.at,
		    "this does not begin with `graph NAME {`, as DOT does");
	else
		while (!plan.stopped && dot_next(&reader, &event))
			on_event[event.kind](&plan, &event);
	if (plan.passed_over > TOLD_MAX)
		draft_warning(draft, (struct spot){0, 0},
		    "passed over like that, too: %zu more",
		    plan.passed_over - TOLD_MAX);
	if (has_roles)
		tell_hosts(&plan);
	else
		tell_dots(&plan);
	free(plan.roles);
	arena_free(arena);
}

static void
read_ptm(struct cabling_draft *draft, const struct cabling_source *source)
{
	read_dot(draft, source->text, false);
}

static void
read_cvt(struct cabling_draft *draft, const struct cabling_source *source)
{
	read_dot(draft, source->text, true);
}

/* Our own drawings pass as well: to be told what they are. */
static bool
is_ptm(const struct cabling_source *source)
{
	struct arena *arena = arena_new();
	struct dot_reader reader;
	bool is = dot_open(&reader, source->text, arena);

	arena_free(arena);
	return is;
}

/* A node with a role, which the tools that draw DOT do not know. */
static bool
is_cvt(const struct cabling_source *source)
{
	struct arena *arena = arena_new();
	struct dot_reader reader;
	struct dot_event event;
	bool is = false;

	if (dot_open(&reader, source->text, arena))
		while (!is && dot_next(&reader, &event))
			is = event.kind == DOT_ATTRIBUTE &&
			     event.owner == DOT_OF_NODE &&
			     span_is_nocase(event.name, "role");
	arena_free(arena);
	return is;
}

/* --- writing -------------------------------------------------------------- */

/*
 * Inside quotes a backslash stands for itself, unless a quote follows: an odd
 * number of them before a quote or the end of the name cannot be written.
 */
static bool
can_be_quoted(const char *name)
{
	size_t backslashes = 0;

	for (; *name; name++) {
		if (*name == '"' && backslashes % 2)
			return false;
		backslashes = *name == '\\' ? backslashes + 1 : 0;
	}
	return backslashes % 2 == 0;
}

static bool
takes_cable(const struct topology *t, const struct cable *cable)
{
	return cable->state != CABLE_REMOVED &&
	       can_be_quoted(t->devices[cable->a.device].name) &&
	       can_be_quoted(cable->a.port) &&
	       can_be_quoted(t->devices[cable->b.device].name) &&
	       can_be_quoted(cable->b.port);
}

static void
add_quoted(struct str *out, const char *name)
{
	str_add_char(out, '"');
	for (; *name; name++) {
		if (*name == '"')
			str_add_char(out, '\\');
		str_add_char(out, *name);
	}
	str_add_char(out, '"');
}

/* With `gap` where an edge may go on in the next line. */
static void
add_edge(struct str *out, const struct topology *t, const struct cable *cable,
    const char *gap)
{
	add_quoted(out, t->devices[cable->a.device].name);
	str_addf(out, "%s:", gap);
	add_quoted(out, cable->a.port);
	str_addf(out, "%s -- ", gap);
	add_quoted(out, t->devices[cable->b.device].name);
	str_addf(out, "%s:", gap);
	add_quoted(out, cable->b.port);
}

static void
write_ptm(const struct topology *t, struct str *out)
{
	struct str edge = STR_INIT;

	str_add(out, "graph G {\n");
	for (size_t i = 0; i < t->cable_count; i++) {
		if (!takes_cable(t, &t->cables[i]))
			continue;
		str_clear(&edge);
		add_edge(&edge, t, &t->cables[i], "");
		if (edge.length > LINE_MAX_BYTES) {
			str_clear(&edge);
			add_edge(&edge, t, &t->cables[i], "\n    ");
		}
		str_addf(out, "    %s\n", str_text(&edge));
	}
	str_add(out, "}\n");
	str_release(&edge);
}

const struct cabling_format cabling_ptm = {
    .name = "ptm",
    .title = "a PTM topology (DOT)",
    .is = is_ptm,
    .read = read_ptm,
    .write = write_ptm,
    .takes = takes_cable,
};

const struct cabling_format cabling_cvt = {
    .name = "cvt",
    .title = "NVIDIA's cable validation topology (DOT)",
    .is = is_cvt,
    .read = read_cvt,
};
