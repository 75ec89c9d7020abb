/*
 * Rows and their fields; see rows.h.
 */
#include "parse/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "parse/cdp.h"

#define END                                                                    \
	{                                                                      \
		NULL, VALUE_NONE, 0                                            \
	}

/* clang-format off */

/* NX-OS, `show cdp neighbors` with and without `detail`. */
static const struct value_row nxos_cdp[] = {
	{ "device_id",   VALUE_TEXT,       VALUE_AT(device_id) },
	{ "sysname",     VALUE_TEXT,       VALUE_AT(system_name) },
	{ "v4addr",      VALUE_ADDRESS,    VALUE_AT(entry_addresses) },
	{ "v6addr",      VALUE_ADDRESS,    VALUE_AT(entry_addresses) },
	{ "platform_id", VALUE_TEXT,       VALUE_AT(platform) },
	{ "capability",  VALUE_ITEM,       VALUE_AT(capabilities) },
	{ "intf_id",     VALUE_LOCAL_PORT, 0 },
	{ "port_id",     VALUE_PORT_ID,    0 },
	{ "ttl",         VALUE_NUMBER,     VALUE_AT(holdtime) },
	{ "version",     VALUE_LINES,      VALUE_AT(version) },
	{ "vtpname",     VALUE_TEXT,       VALUE_AT(vtp_domain) },
	{ "nativevlan",  VALUE_NUMBER,     VALUE_AT(native_vlan) },
	{ "duplexmode",  VALUE_TEXT,       VALUE_AT(duplex) },
	{ "mtu",         VALUE_NUMBER,     VALUE_AT(mtu) },
	{ "v4mgmtaddr",  VALUE_ADDRESS,    VALUE_AT(mgmt_addresses) },
	{ "v6mgmtaddr",  VALUE_ADDRESS,    VALUE_AT(mgmt_addresses) },
	END,
};

/* NX-OS, `show lldp neighbors detail`. */
static const struct value_row nxos_lldp[] = {
	{ "chassis_id",         VALUE_TEXT,       VALUE_AT(chassis_id) },
	{ "port_id",            VALUE_PORT_ID,    0 },
	{ "l_port_id",          VALUE_LOCAL_PORT, 0 },
	{ "port_desc",          VALUE_TEXT,       VALUE_AT(port_description) },
	{ "sys_name",           VALUE_TEXT,       VALUE_AT(system_name) },
	{ "sys_desc",           VALUE_LINES,      VALUE_AT(version) },
	{ "ttl",                VALUE_NUMBER,     VALUE_AT(holdtime) },
	{ "system_capability",  VALUE_LETTERS,    VALUE_AT(system_capabilities) },
	{ "enabled_capability", VALUE_LETTERS,    VALUE_AT(capabilities) },
	{ "mgmt_addr",          VALUE_ADDRESS,    VALUE_AT(mgmt_addresses) },
	{ "mgmt_addr_ipv6",     VALUE_ADDRESS,    VALUE_AT(mgmt_addresses) },
	{ "vlan_id",            VALUE_NUMBER,     VALUE_AT(native_vlan) },
	END,
};

/* NX-OS, `show lldp neighbors`: here `chassis_id` is a name, if any. */
static const struct value_row nxos_lldp_brief[] = {
	{ "chassis_id", VALUE_TEXT,       VALUE_AT(device_id) },
	{ "l_port_id",  VALUE_LOCAL_PORT, 0 },
	{ "hold_time",  VALUE_NUMBER,     VALUE_AT(holdtime) },
	{ "capability", VALUE_LETTERS,    VALUE_AT(capabilities) },
	{ "port_id",    VALUE_PORT_ID,    0 },
	{ "mgmt_addr",  VALUE_ADDRESS,    VALUE_AT(mgmt_addresses) },
	END,
};

/* IOS-XE, Cisco-IOS-XE-cdp-oper.  There `device-id` is a row number. */
static const struct value_row iosxe_cdp[] = {
	{ "device-name",      VALUE_TEXT,       VALUE_AT(device_id) },
	{ "local-intf-name",  VALUE_LOCAL_PORT, 0 },
	{ "port-id",          VALUE_PORT_ID,    0 },
	{ "capability",       VALUE_WORDS,      VALUE_AT(capabilities) },
	{ "platform-name",    VALUE_TEXT,       VALUE_AT(platform) },
	{ "version",          VALUE_LINES,      VALUE_AT(version) },
	{ "duplex",           VALUE_TEXT,       VALUE_AT(duplex) },
	{ "vty-mgmt-domain",  VALUE_QUOTED,     VALUE_AT(vtp_domain) },
	{ "native-vlan",      VALUE_NUMBER,     VALUE_AT(native_vlan) },
	{ "mgmt-address",     VALUE_ADDRESS,    VALUE_AT(mgmt_addresses) },
	END,
};

/* IOS-XE, Cisco-IOS-XE-lldp-oper. */
static const struct value_row iosxe_lldp[] = {
	{ "device-id",            VALUE_TEXT,       VALUE_AT(system_name) },
	{ "local-interface",      VALUE_LOCAL_PORT, 0 },
	{ "connecting-interface", VALUE_PORT_ID,    0 },
	{ "ttl",                  VALUE_NUMBER,     VALUE_AT(holdtime) },
	END,
};

/* IOS-XR, Cisco-IOS-XR-cdp-oper. */
static const struct value_row iosxr_cdp[] = {
	{ "receiving-interface-name", VALUE_LOCAL_PORT, 0 },
	{ "device-id",    VALUE_TEXT,    VALUE_AT(device_id) },
	{ "port-id",      VALUE_PORT_ID, 0 },
	{ "hold-time",    VALUE_NUMBER,  VALUE_AT(holdtime) },
	{ "capabilities", VALUE_WORDS,   VALUE_AT(capabilities) },
	{ "platform",     VALUE_TEXT,    VALUE_AT(platform) },
	{ "ipv4-address", VALUE_ADDRESS, VALUE_AT(entry_addresses) },
	{ "ipv6-address", VALUE_ADDRESS, VALUE_AT(entry_addresses) },
	{ "version",      VALUE_LINES,   VALUE_AT(version) },
	{ "vtp-domain",   VALUE_TEXT,    VALUE_AT(vtp_domain) },
	{ "native-vlan",  VALUE_NUMBER,  VALUE_AT(native_vlan) },
	{ "duplex",       VALUE_TEXT,    VALUE_AT(duplex) },
	{ "system-name",  VALUE_TEXT,    VALUE_AT(system_name) },
	END,
};

/* IOS-XR, Cisco-IOS-XR-ethernet-lldp-oper. */
static const struct value_row iosxr_lldp[] = {
	{ "receiving-interface-name", VALUE_LOCAL_PORT, 0 },
	{ "chassis-id",           VALUE_TEXT,    VALUE_AT(chassis_id) },
	{ "port-id-detail",       VALUE_PORT_ID, 0 },
	{ "port-description",     VALUE_TEXT,    VALUE_AT(port_description) },
	{ "system-name",          VALUE_TEXT,    VALUE_AT(system_name) },
	{ "system-description",   VALUE_LINES,   VALUE_AT(version) },
	{ "time-remaining",       VALUE_NUMBER,  VALUE_AT(holdtime) },
	{ "system-capabilities",  VALUE_LETTERS, VALUE_AT(system_capabilities) },
	{ "enabled-capabilities", VALUE_LETTERS, VALUE_AT(capabilities) },
	{ "ipv4-address",         VALUE_ADDRESS, VALUE_AT(mgmt_addresses) },
	{ "ipv6-address",         VALUE_ADDRESS, VALUE_AT(mgmt_addresses) },
	{ "port-vlan-id",         VALUE_NUMBER,  VALUE_AT(native_vlan) },
	END,
};

struct row_kind {
	const char *name;
	enum neighbor_protocol protocol;
	const struct value_row *fields;
};

/*
 * Early releases of IOS-XE spell the list as they do the container; a row
 * within a row begins anew, and one without a value is none.
 */
static const struct row_kind kinds[] = {
	{ "ROW_cdp_neighbor_detail_info", NEIGHBOR_CDP,  nxos_cdp },
	{ "ROW_cdp_neighbor_brief_info",  NEIGHBOR_CDP,  nxos_cdp },
	{ "ROW_nbor_detail",              NEIGHBOR_LLDP, nxos_lldp },
	{ "ROW_nbor",                     NEIGHBOR_LLDP, nxos_lldp_brief },
	{ "cdp-neighbor-detail",          NEIGHBOR_CDP,  iosxe_cdp },
	{ "cdp-neighbor-details",         NEIGHBOR_CDP,  iosxe_cdp },
	{ "cdp-neighbour-detail",         NEIGHBOR_CDP,  iosxe_cdp },
	{ "cdp-neighbour-details",        NEIGHBOR_CDP,  iosxe_cdp },
	{ "lldp-entry",                   NEIGHBOR_LLDP, iosxe_lldp },
	{ "cdp-neighbor",                 NEIGHBOR_CDP,  iosxr_cdp },
	{ "lldp-neighbor",                NEIGHBOR_LLDP, iosxr_lldp },
};

static const struct {
	const char *name;
	enum row_list part;
} parts[] = {
	{ "devices",   ROWS_BY_DEVICE },
	{ "summaries", ROWS_SUMMARY },
};
/* clang-format on */

static const struct row_kind *
find_kind(struct span name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (span_is(name, kinds[i].name))
			return &kinds[i];
	}
	return NULL;
}

bool
rows_is_row(struct span name)
{
	return find_kind(name) != NULL;
}

void
rows_init(struct rows *rows, struct neighbor_list *list)
{
	*rows = (struct rows){.list = list, .first = list->count};
}

void
rows_release(struct rows *rows)
{
	str_release(&rows->text);
	free(rows->part_of);
}

static void
close_row(struct rows *rows)
{
	if (rows->neighbor && rows->kind->protocol == NEIGHBOR_LLDP)
		value_name_lldp_neighbor(rows->neighbor);
	rows->neighbor = NULL;
	rows->kind = NULL;
	rows->field = NULL;
}

static void
open_row(struct rows *rows, const struct row_kind *kind, size_t line)
{
	close_row(rows);
	rows->kind = kind;
	rows->row_depth = rows->depth;
	rows->row_line = line;
}

/* The neighbor of the open row, which the first value makes. */
static struct neighbor *
need_neighbor(struct rows *rows)
{
	size_t place = rows->list->count - rows->first;

	if (rows->neighbor)
		return rows->neighbor;
	rows->neighbor = neighbor_list_add(rows->list);
	rows->neighbor->protocol = rows->kind->protocol;
	rows->neighbor->line = (uint32_t)rows->row_line;
	rows->part_of = grow_array(rows->part_of, place, &rows->capacity,
	    sizeof(*rows->part_of));
	rows->part_of[place] = (uint8_t)rows->part;
	return rows->neighbor;
}

static const struct value_row *
find_field(const struct row_kind *kind, struct span name)
{
	for (const struct value_row *row = kind->fields; row->name; row++) {
		if (span_is(name, row->name))
			return row;
	}
	return NULL;
}

static void
note_part(struct rows *rows, struct span name)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (rows->part == ROWS_IN_FULL &&
		    span_is(name, parts[i].name)) {
			rows->part = parts[i].part;
			rows->part_depth = rows->depth;
		}
	}
}

bool
rows_open(struct rows *rows, struct span name, size_t line)
{
	const struct row_kind *kind = find_kind(name);

	if (++rows->depth > ROWS_DEPTH_MAX ||
	    rows->list->count > CDP_NEIGHBORS_MAX)
		return false;
	str_clear(&rows->text);
	rows->field = NULL;
	if (kind) {
		open_row(rows, kind, line);
	} else if (rows->kind) {
		rows->field = find_field(rows->kind, name);
		rows->field_depth = rows->depth;
		rows->field_line = line;
	} else {
		note_part(rows, name);
	}
	return true;
}

bool
rows_text(struct rows *rows, struct span text)
{
	if (!rows->field)
		return true;
	if (text.length > ROWS_VALUE_MAX - rows->text.length)
		return false;
	str_add_span(&rows->text, text);
	return true;
}

/*
 * No other value has lines: a log line came in between, and was taken out
 * without its line ends.
 */
static struct span
without_line_ends(struct arena *arena, struct span value)
{
	char *copy;
	size_t length = 0;

	if (!span_find_char(value, '\n'))
		return value;
	copy = arena_array(arena, value.length, 1);
	for (size_t i = 0; i < value.length; i++) {
		if (value.text[i] != '\n')
			copy[length++] = value.text[i];
	}
	return span_make(copy, length);
}

static void
take_field(struct rows *rows)
{
	struct arena *arena = rows->list->arena;
	struct span value = span_trim(str_span(&rows->text));

	value = span_make(arena_span(arena, value), value.length);
	if (rows->field->kind != VALUE_LINES)
		value = without_line_ends(arena, value);
	value_set(need_neighbor(rows), arena, rows->field, value,
	    rows->field_line);
}

void
rows_close(struct rows *rows)
{
	if (rows->field && rows->field_depth == rows->depth)
		take_field(rows);
	rows->field = NULL;
	if (rows->kind && rows->row_depth == rows->depth)
		close_row(rows);
	if (rows->part != ROWS_IN_FULL && rows->part_depth == rows->depth)
		rows->part = ROWS_IN_FULL;
	if (rows->depth)
		rows->depth--;
}

/* Keeps the rows of the fullest list that the document has. */
static void
drop_repeats(struct rows *rows)
{
	struct neighbor_list *list = rows->list;
	uint8_t best = ROWS_SUMMARY;
	size_t kept = rows->first;

	for (size_t i = rows->first; i < list->count; i++) {
		if (rows->part_of[i - rows->first] < best)
			best = rows->part_of[i - rows->first];
	}
	for (size_t i = rows->first; i < list->count; i++) {
		if (rows->part_of[i - rows->first] == best)
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

void
rows_finish(struct rows *rows)
{
	if (rows->neighbor)
		rows->neighbor->truncated = true;
	close_row(rows);
	if (rows->list->count > rows->first)
		drop_repeats(rows);
}
