/*
 * Cabling lists that people keep in spreadsheets: two devices and two ports in
 * each row, whatever the columns are called, and more where they have it.  One
 * of them is what `netlab report wiring` prints; it is a format of its own only
 * to be called by its name.
 *
 *	local_hostname,local_port,remote_hostname,remote_port
 *	leaf1,Eth1/49,spine1,Eth1/1
 *
 * Names of columns are compared without case, blanks, "_" and "-".
 */
#include "base/attr.h"
#include "format/cabling_formats.h"
#include "format/cabling_table.h"

/* clang-format off */
static const struct table_column columns[] = {
	{ "local_hostname",       TABLE_A_DEVICE },
	{ "a_device",             TABLE_A_DEVICE },
	{ "device",               TABLE_A_DEVICE },
	{ "device_a",             TABLE_A_DEVICE },
	{ "a_hostname",           TABLE_A_DEVICE },
	{ "hostname",             TABLE_A_DEVICE },
	{ "local_device",         TABLE_A_DEVICE },
	{ "local_host",           TABLE_A_DEVICE },
	{ "local_node",           TABLE_A_DEVICE },
	{ "local_switch",         TABLE_A_DEVICE },
	{ "source_device",        TABLE_A_DEVICE },
	{ "source_hostname",      TABLE_A_DEVICE },
	{ "source_host",          TABLE_A_DEVICE },
	{ "source_switch",        TABLE_A_DEVICE },
	{ "source",               TABLE_A_DEVICE },
	{ "src_device",           TABLE_A_DEVICE },
	{ "from_device",          TABLE_A_DEVICE },
	{ "switch",               TABLE_A_DEVICE },
	{ "local_port",           TABLE_A_PORT },
	{ "a_port",               TABLE_A_PORT },
	{ "port",                 TABLE_A_PORT },
	{ "port_a",               TABLE_A_PORT },
	{ "a_interface",          TABLE_A_PORT },
	{ "interface",            TABLE_A_PORT },
	{ "local_interface",      TABLE_A_PORT },
	{ "source_port",          TABLE_A_PORT },
	{ "source_interface",     TABLE_A_PORT },
	{ "src_port",             TABLE_A_PORT },
	{ "from_port",            TABLE_A_PORT },
	{ "remote_hostname",      TABLE_B_DEVICE },
	{ "b_device",             TABLE_B_DEVICE },
	{ "neighbor",             TABLE_B_DEVICE },
	{ "neighbor_device",      TABLE_B_DEVICE },
	{ "neighbour",            TABLE_B_DEVICE },
	{ "neighbour_device",     TABLE_B_DEVICE },
	{ "peer_device",          TABLE_B_DEVICE },
	{ "peer_hostname",        TABLE_B_DEVICE },
	{ "peer",                 TABLE_B_DEVICE },
	{ "device_b",             TABLE_B_DEVICE },
	{ "b_hostname",           TABLE_B_DEVICE },
	{ "z_device",             TABLE_B_DEVICE },
	{ "remote_device",        TABLE_B_DEVICE },
	{ "remote_host",          TABLE_B_DEVICE },
	{ "remote_node",          TABLE_B_DEVICE },
	{ "remote_switch",        TABLE_B_DEVICE },
	{ "destination_device",   TABLE_B_DEVICE },
	{ "destination_hostname", TABLE_B_DEVICE },
	{ "destination_host",     TABLE_B_DEVICE },
	{ "destination_switch",   TABLE_B_DEVICE },
	{ "destination",          TABLE_B_DEVICE },
	{ "dest_device",          TABLE_B_DEVICE },
	{ "dest_switch",          TABLE_B_DEVICE },
	{ "dst_device",           TABLE_B_DEVICE },
	{ "to_device",            TABLE_B_DEVICE },
	{ "remote_port",          TABLE_B_PORT },
	{ "b_port",               TABLE_B_PORT },
	{ "neighbor_port",        TABLE_B_PORT },
	{ "neighbor_interface",   TABLE_B_PORT },
	{ "neighbour_port",       TABLE_B_PORT },
	{ "neighbour_interface",  TABLE_B_PORT },
	{ "peer_port",            TABLE_B_PORT },
	{ "peer_interface",       TABLE_B_PORT },
	{ "port_b",               TABLE_B_PORT },
	{ "b_interface",          TABLE_B_PORT },
	{ "z_port",               TABLE_B_PORT },
	{ "remote_interface",     TABLE_B_PORT },
	{ "destination_port",     TABLE_B_PORT },
	{ "destination_interface", TABLE_B_PORT },
	{ "dest_port",            TABLE_B_PORT },
	{ "dst_port",             TABLE_B_PORT },
	{ "to_port",              TABLE_B_PORT },
	{ "local_rack",           TABLE_A_RACK },
	{ "a_rack",               TABLE_A_RACK },
	{ "source_rack",          TABLE_A_RACK },
	{ "rack",                 TABLE_A_RACK },
	{ "local_unit",           TABLE_A_UNIT },
	{ "a_unit",               TABLE_A_UNIT },
	{ "source_unit",          TABLE_A_UNIT },
	{ "unit",                 TABLE_A_UNIT },
	{ "remote_rack",          TABLE_B_RACK },
	{ "b_rack",               TABLE_B_RACK },
	{ "z_rack",               TABLE_B_RACK },
	{ "neighbor_rack",        TABLE_B_RACK },
	{ "neighbour_rack",       TABLE_B_RACK },
	{ "peer_rack",            TABLE_B_RACK },
	{ "destination_rack",     TABLE_B_RACK },
	{ "remote_unit",          TABLE_B_UNIT },
	{ "b_unit",               TABLE_B_UNIT },
	{ "z_unit",               TABLE_B_UNIT },
	{ "neighbor_unit",        TABLE_B_UNIT },
	{ "neighbour_unit",       TABLE_B_UNIT },
	{ "peer_unit",            TABLE_B_UNIT },
	{ "destination_unit",     TABLE_B_UNIT },
	{ "label",                TABLE_LABEL },
	{ "cable_label",          TABLE_LABEL },
	{ "cable",                TABLE_LABEL },
	{ "cable_id",             TABLE_LABEL },
	{ "state",                TABLE_STATE },
	{ "status",               TABLE_STATE },
	{ "color",                TABLE_COLOR },
	{ "colour",               TABLE_COLOR },
	{ "cable_color",          TABLE_COLOR },
	{ "type",                 TABLE_TYPE },
	{ "cable_type",           TABLE_TYPE },
	{ "media",                TABLE_TYPE },
	{ "length",               TABLE_LENGTH },
	{ "cable_length",         TABLE_LENGTH },
	{ "length_unit",          TABLE_LENGTH_UNIT },
	{ "note",                 TABLE_NOTE },
	{ "notes",                TABLE_NOTE },
	{ "description",          TABLE_NOTE },
	{ "comment",              TABLE_COMMENT },
	{ "comments",             TABLE_COMMENT },
	{ "remarks",              TABLE_COMMENT },
};

static const struct table_column netlab_columns[] = {
	{ "Link Name",          TABLE_LABEL },
	{ "Origin Device",      TABLE_A_DEVICE },
	{ "Origin Port",        TABLE_A_PORT },
	{ "Destination Device", TABLE_B_DEVICE },
	{ "Destination Port",   TABLE_B_PORT },
};

/* Those of other tools' names that need no explanation; the seed of many. */
static const struct table_column written[] = {
	{ "local_hostname",  TABLE_A_DEVICE },
	{ "local_port",      TABLE_A_PORT },
	{ "remote_hostname", TABLE_B_DEVICE },
	{ "remote_port",     TABLE_B_PORT },
	{ "local_rack",      TABLE_A_RACK },
	{ "local_unit",      TABLE_A_UNIT },
	{ "remote_rack",     TABLE_B_RACK },
	{ "remote_unit",     TABLE_B_UNIT },
	{ "label",           TABLE_LABEL },
	{ "state",           TABLE_STATE },
	{ "color",           TABLE_COLOR },
	{ "type",            TABLE_TYPE },
	{ "length",          TABLE_LENGTH },
	{ "note",            TABLE_NOTE },
};
/* clang-format on */

static const struct table_layout plain_layout = {
    .columns = columns,
    .count = COUNT_OF(columns),
    .needs = TABLE_BOTH_ENDS,
};

static const struct table_layout netlab_layout = {
    .columns = netlab_columns,
    .count = COUNT_OF(netlab_columns),
    .needs = TABLE_BOTH_ENDS,
};

static const struct table_format plain = {&plain_layout, 1};
static const struct table_format netlab = {&netlab_layout, 1};

static const struct table_output output = {
    .columns = written,
    .count = COUNT_OF(written),
    .always = 4,
    .removed = true,
};

static bool
is_plain(const struct cabling_source *source)
{
	return cabling_table_is(&plain, source);
}

static void
read_plain(struct cabling_draft *draft, const struct cabling_source *source)
{
	cabling_table_read(&plain, draft, source);
}

static void
write_plain(const struct topology *t, struct str *out)
{
	cabling_table_write(&output, t, out);
}

static bool
is_netlab(const struct cabling_source *source)
{
	return cabling_table_is(&netlab, source);
}

static void
read_netlab(struct cabling_draft *draft, const struct cabling_source *source)
{
	cabling_table_read(&netlab, draft, source);
}

const struct cabling_format cabling_plain = {
    .name = "csv",
    .title = "a cabling list (CSV)",
    .is = is_plain,
    .read = read_plain,
    .write = write_plain,
    .keeps = KEEPS_RACKS | KEEPS_UNITS | KEEPS_LABELS | KEEPS_STATES |
	     KEEPS_COLORS | KEEPS_TYPES | KEEPS_LENGTHS | KEEPS_NOTES,
};

const struct cabling_format cabling_netlab_wiring = {
    .name = "netlab-wiring",
    .title = "netlab's wiring report (CSV)",
    .is = is_netlab,
    .read = read_netlab,
};
