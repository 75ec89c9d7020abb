/*
 * NVIDIA's point-to-point lists, which its Cable Validation Tool reads: a sheet
 * for Ethernet, one for InfiniBand that names the columns of both ends alike,
 * and since 1.7.1 a sheet "Links".  Those come as xlsx; saved as CSV they are
 * read here.  Ports pass as they are, those of split ports ("swp1s0", "1/3") as
 * well: what a device calls them is for whoever compares names.
 *
 *	A-Rack,A-U,A-Node Name,A-Type,A-Port,Z-Rack,Z-RU,Z-Node Name,...
 *	R1,12,leaf1,Switch,swp1s0,R1,3,host1,Host,enp3s0
 */
#include "base/attr.h"
#include "format/cabling_formats.h"
#include "format/cabling_table.h"

/* clang-format off */
/* As documented: the unit is A-U on one side and Z-RU on the other. */
static const struct table_column written[] = {
	{ "A-Rack",      TABLE_A_RACK },
	{ "A-U",         TABLE_A_UNIT },
	{ "A-Node Name", TABLE_A_DEVICE },
	{ "A-Type",      TABLE_A_KIND },
	{ "A-Port",      TABLE_A_PORT },
	{ "Z-Rack",      TABLE_B_RACK },
	{ "Z-RU",        TABLE_B_UNIT },
	{ "Z-Node Name", TABLE_B_DEVICE },
	{ "Z-Type",      TABLE_B_KIND },
	{ "Z-Port",      TABLE_B_PORT },
};

static const struct table_column ethernet_columns[] = {
	{ "A-Node Name", TABLE_A_DEVICE },
	{ "A-Node",      TABLE_A_DEVICE },
	{ "A-Port",      TABLE_A_PORT },
	{ "A-Rack",      TABLE_A_RACK },
	{ "A-U",         TABLE_A_UNIT },
	{ "A-RU",        TABLE_A_UNIT },
	{ "A-Type",      TABLE_A_KIND },
	{ "Z-Node Name", TABLE_B_DEVICE },
	{ "Z-Node",      TABLE_B_DEVICE },
	{ "Z-Port",      TABLE_B_PORT },
	{ "Z-Rack",      TABLE_B_RACK },
	{ "Z-RU",        TABLE_B_UNIT },
	{ "Z-U",         TABLE_B_UNIT },
	{ "Z-Type",      TABLE_B_KIND },
	{ "Source-Ref",  TABLE_NOTE },
};

static const struct table_column infiniband_columns[] = {
	{ "Name",     TABLE_A_DEVICE },
	{ "HCA/Port", TABLE_A_PORT },
	{ "Port",     TABLE_A_PORT },
	{ "Rack",     TABLE_A_RACK },
	{ "U",        TABLE_A_UNIT },
	{ "Name",     TABLE_B_DEVICE },
	{ "HCA/Port", TABLE_B_PORT },
	{ "Port",     TABLE_B_PORT },
	{ "Rack",     TABLE_B_RACK },
	{ "U",        TABLE_B_UNIT },
};
/* clang-format on */

#define HOST "Host"

static const struct table_layout layouts[] = {
    {
	.columns = ethernet_columns,
	.count = COUNT_OF(ethernet_columns),
	.needs = TABLE_BOTH_ENDS,
	.host = HOST,
    },
    {
	.columns = infiniband_columns,
	.count = COUNT_OF(infiniband_columns),
	.needs = TABLE_BOTH_ENDS,
    },
};

static const struct table_format p2p = {layouts, COUNT_OF(layouts)};

static bool
is_p2p(const struct cabling_source *source)
{
	return cabling_table_is(&p2p, source);
}

static void
read_p2p(struct cabling_draft *draft, const struct cabling_source *source)
{
	cabling_table_read(&p2p, draft, source);
}

static void
add_cell(struct str *cell, const struct topology *t, const struct cable *cable,
    enum table_role role)
{
	const struct endpoint *end =
	    role == TABLE_A_KIND ? &cable->a : &cable->b;

	if (role == TABLE_A_KIND || role == TABLE_B_KIND)
		str_add(cell,
		    t->devices[end->device].collect ? "Switch" : HOST);
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
write_p2p(const struct topology *t, struct str *out)
{
	cabling_table_write(&output, t, out);
}

const struct cabling_format cabling_p2p = {
    .name = "p2p",
    .title = "NVIDIA's point-to-point list (CSV)",
    .is = is_p2p,
    .read = read_p2p,
    .write = write_p2p,
    .keeps = KEEPS_RACKS | KEEPS_UNITS | KEEPS_HOSTS,
    .takes = cabling_table_takes,
};
