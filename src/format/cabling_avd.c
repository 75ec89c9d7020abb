/*
 * The lists of links that Arista's AVD writes into a fabric's documentation,
 * one of all links and one of those that have addresses.
 * (aristanetworks/avd, single-dc-l3ls/documentation/fabric)
 *
 *	Node Type,Node,Node Interface,Peer Type,Peer Node,Peer Interface,
 *	    Node Interface Enabled
 *	Type,Node,Node Interface,Leaf IP Address,Peer Type,Peer Node,
 *	    Peer Interface,Peer IP Address
 *
 * Nobody hears anything on an interface that is not enabled, whether its cable
 * is there or not, and that is what a plan calls `planned`.
 */
#include "base/attr.h"
#include "format/cabling_formats.h"
#include "format/cabling_table.h"

/* clang-format off */
static const struct table_column written[] = {
	{ "Node Type",              TABLE_A_KIND },
	{ "Node",                   TABLE_A_DEVICE },
	{ "Node Interface",         TABLE_A_PORT },
	{ "Peer Type",              TABLE_B_KIND },
	{ "Peer Node",              TABLE_B_DEVICE },
	{ "Peer Interface",         TABLE_B_PORT },
	{ "Node Interface Enabled", TABLE_STATE },
};

static const struct table_column columns[] = {
	{ "Node",                   TABLE_A_DEVICE },
	{ "Node Interface",         TABLE_A_PORT },
	{ "Node Type",              TABLE_A_KIND },
	{ "Type",                   TABLE_A_KIND },
	{ "Peer Node",              TABLE_B_DEVICE },
	{ "Peer Interface",         TABLE_B_PORT },
	{ "Peer Type",              TABLE_B_KIND },
	{ "Node Interface Enabled", TABLE_STATE },
};
/* clang-format on */

#define HOST "server"

static const char *
adapt(struct arena *arena, struct span *values)
{
	struct span *state = &values[TABLE_STATE];

	(void)arena;
	if (span_is_nocase(*state, "true"))
		*state = SPAN_ABSENT;
	else if (span_is_nocase(*state, "false"))
		*state = span_of("planned");
	return NULL;
}

static const struct table_layout layout = {
    .columns = columns,
    .count = COUNT_OF(columns),
    .needs = TABLE_BOTH_ENDS,
    .host = HOST,
    .adapt = adapt,
};

static const struct table_format avd = {&layout, 1};

static bool
is_avd(const struct cabling_source *source)
{
	return cabling_table_is(&avd, source);
}

static void
read_avd(struct cabling_draft *draft, const struct cabling_source *source)
{
	cabling_table_read(&avd, draft, source);
}

/* What a switch is to a fabric, a leaf or a spine, a plan does not know. */
static void
add_cell(struct str *cell, const struct topology *t, const struct cable *cable,
    enum table_role role)
{
	const struct endpoint *end =
	    role == TABLE_A_KIND ? &cable->a : &cable->b;

	if (role == TABLE_A_KIND || role == TABLE_B_KIND)
		str_add(cell, t->devices[end->device].collect ? "" : HOST);
	else if (role == TABLE_STATE)
		str_add(cell, cable->state == CABLE_PLANNED ? "False" : "True");
	else
		cabling_table_add(cell, t, cable, role);
}

static const struct table_output output = {
    .columns = written,
    .count = COUNT_OF(written),
    .always = COUNT_OF(written),
    .add = add_cell,
};

static void
write_avd(const struct topology *t, struct str *out)
{
	cabling_table_write(&output, t, out);
}

const struct cabling_format cabling_avd = {
    .name = "avd",
    .title = "Arista AVD's links (CSV)",
    .is = is_avd,
    .read = read_avd,
    .write = write_avd,
    .keeps = KEEPS_STATES | KEEPS_HOSTS,
    .takes = cabling_table_takes,
};
