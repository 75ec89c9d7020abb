/*
 * Labels of listings; see dialects.h and listing.h.  Labels whose value is not
 * taken are here so that they are known as labels: they close an address list
 * and never continue a folded line.
 */
#include "parse/dialects.h"

#include "base/attr.h"

/*
 * IOS, IOS-XE, NX-OS and IOS-XR in one table, because a label never means two
 * things.  The local port comes first (IOS-XE, XR), third (NX-OS), or not at
 * all (older IOS).
 */
/* clang-format off */
static const struct listing_label lldp_labels[] = {
	{ LISTING_HEAD,  { "Local Intf",                  VALUE_LOCAL_PORT, 0 } },
	{ LISTING_HEAD,  { "Local Interface",             VALUE_LOCAL_PORT, 0 } },
	{ LISTING_HEAD,  { "Local Intf service instance", VALUE_NONE, 0 } },
	{ LISTING_HEAD,  { "Parent Interface",            VALUE_NONE, 0 } },
	{ LISTING_HEAD,  { "Chassis id",                  VALUE_TEXT, VALUE_AT(chassis_id) } },
	{ LISTING_HEAD,  { "Port id",                     VALUE_PORT_ID, 0 } },
	{ LISTING_FIELD, { "Local Port id",               VALUE_LOCAL_PORT, 0 } },
	{ LISTING_FIELD, { "Port Description",            VALUE_TEXT, VALUE_AT(port_description) } },
	{ LISTING_FIELD, { "System Name",                 VALUE_TEXT, VALUE_AT(system_name) } },
	{ LISTING_BLOCK, { "System Description",          VALUE_TEXT, VALUE_AT(version) } },
	{ LISTING_BLOCK_END, { "Time remaining",          VALUE_NUMBER, VALUE_AT(holdtime) } },
	{ LISTING_FIELD, { "Hold Time",                   VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Age",                         VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "System Capabilities",         VALUE_LETTERS, VALUE_AT(system_capabilities) } },
	{ LISTING_FIELD, { "Enabled Capabilities",        VALUE_LETTERS, VALUE_AT(capabilities) } },
	{ LISTING_LIST,  { "Management Addresses",        VALUE_NONE, VALUE_AT(mgmt_addresses) } },
	{ LISTING_ADDRESS, { "IP",                        VALUE_ADDRESS, 0 } },
	{ LISTING_ADDRESS, { "IPV6",                      VALUE_ADDRESS, 0 } },
	{ LISTING_ADDRESS, { "IPv4 address",              VALUE_ADDRESS, 0 } },
	{ LISTING_ADDRESS, { "IPv6 address",              VALUE_ADDRESS, 0 } },
	{ LISTING_ADDRESS, { "Other",                     VALUE_ITEM, 0 } },
	{ LISTING_ADDRESS, { "OID",                       VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Management Address",          VALUE_ADDRESS, VALUE_AT(mgmt_addresses) } },
	{ LISTING_FIELD, { "Management Address IPV6",     VALUE_ADDRESS, VALUE_AT(mgmt_addresses) } },
	{ LISTING_FIELD, { "Auto Negotiation",            VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Physical media capabilities", VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Media Attachment Unit type",  VALUE_NONE, 0 } },
	{ LISTING_TAIL,  { "Vlan ID",                     VALUE_NUMBER, VALUE_AT(native_vlan) } },
	{ LISTING_TAIL,  { "Peer Source MAC",             VALUE_NONE, 0 } },
	{ LISTING_TAIL,  { "Peer MAC Address",            VALUE_NONE, 0 } },
	/* What phones and other end points add. */
	{ LISTING_FIELD, { "MED Information",             VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "MED Codes",                   VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Inventory information",       VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "H/W revision",                VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "F/W revision",                VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "S/W revision",                VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Serial number",               VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Manufacturer",                VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Model",                       VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Asset ID",                    VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Capabilities",                VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Device type",                 VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Network Policies",            VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "Power requirements",          VALUE_NONE, 0 } },
	{ LISTING_TAIL,  { "Location",                    VALUE_NONE, 0 } },
	{ LISTING_FIELD, { "PoE+ Power-via-MDI TLV",      VALUE_NONE, 0 } },
	{ LISTING_TAIL,  { "Power Allocated",             VALUE_NONE, 0 } },
	{ LISTING_TOTAL, { "Total entries displayed",     VALUE_NONE, 0 } },
};
/* clang-format on */

_Static_assert(COUNT_OF(lldp_labels) <= 64, "one bit per label");

const struct listing_dialect dialect_lldp = {
    .command = "show lldp neighbors detail",
    .word = "lldp",
    .protocol = NEIGHBOR_LLDP,
    .labels = lldp_labels,
    .label_count = COUNT_OF(lldp_labels),
    .has_brief = true,
};
