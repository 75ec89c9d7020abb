/*
 * Layouts of CDP text; see cdp_text.h.
 *
 * An entry is a list of parts (name, addresses, ports, ...), each a small
 * function; a platform is the order in which it prints them and its own
 * variants of some.  So what differs between two platforms can be read off two
 * columns of function names.  XML is one more layout: cdp_xml.c.
 */
#include "lab/cdp_text.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "lab/cdp_entry.h"
#include "lab/manners.h"
#include "model/ifname.h"

#define DASHES_25 "-------------------------"
#define DASHES_40 "----------------------------------------"

/* --- values --------------------------------------------------------------- */

/* The same for the same seed and text, on every machine (FNV-1a). */
static uint32_t
hash(unsigned seed, const char *text, size_t number)
{
	uint32_t value = 2166136261u ^ seed;

	for (const char *c = text; *c; c++)
		value = (value ^ (unsigned char)*c) * 16777619u;
	for (; number; number >>= 8)
		value = (value ^ (unsigned char)number) * 16777619u;
	value ^= value >> 15;
	return value;
}

static const struct manners *
manners_of_index(const struct cdp_text *text, size_t index)
{
	return manners_of_device(&text->topology->devices[index],
	    &text->traits[index]);
}

void
cdp_text_add_serial(const struct cdp_text *text, size_t index, struct str *out)
{
	static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
	const struct device *device = &text->topology->devices[index];
	uint32_t value = hash(text->seed, device->name, 0);

	if (text->traits[index].serial || device->serial) {
		str_add(out, text->traits[index].serial
				 ? text->traits[index].serial
				 : device->serial);
		return;
	}
	str_addf(out, "FDO%02u%02u", 20 + value % 6, 1 + value / 6 % 52);
	for (int i = 0; i < 4; i++) {
		value = hash(value, device->name, (size_t)i + 1);
		str_add_char(out, letters[value % (sizeof(letters) - 1)]);
	}
}

void
cdp_text_add_name(const struct cdp_text *text, size_t index, struct str *out)
{
	const struct traits *traits = &text->traits[index];

	if (traits->is_factory_new)
		str_add(out, manners_of_index(text, index)->factory_name);
	else if (traits->name)
		str_add(out, traits->name);
	else
		str_add(out, text->topology->devices[index].name);
}

void
cdp_text_add_device_id(const struct cdp_text *text, size_t index,
    struct str *out)
{
	const struct device *device = &text->topology->devices[index];

	cdp_text_add_name(text, index, out);
	if (manners_of_index(text, index)->platform == PLATFORM_NXOS) {
		str_add_char(out, '(');
		cdp_text_add_serial(text, index, out);
		str_add_char(out, ')');
	} else if (device->domains.count > 0 &&
		   !text->traits[index].is_factory_new) {
		str_addf(out, ".%s", device->domains.items[0]);
	}
}

/*
 * What the device would call its management address: the host of the plan
 * where that is an address, otherwise one of those meant for examples.
 */
static void
add_address(const struct cdp_text *text, size_t index, struct str *out)
{
	const struct device *device = &text->topology->devices[index];
	uint32_t value = hash(text->seed, device->name, 0);
	struct in_addr address;

	if (!device->collect || text->traits[index].is_factory_new)
		return;
	if (inet_pton(AF_INET, device->host, &address) == 1)
		str_add(out, device->host);
	else
		str_addf(out, "10.%u.%u.%u", value >> 16 & 0xff,
		    value >> 8 & 0xff, 1 + (value & 0xff) % 254);
}

/* --- parts ---------------------------------------------------------------- */

static void
add_device_id(const struct entry *entry, struct str *out)
{
	str_addf(out, "Device ID: %s\n", entry->name);
}

static void
add_device_id_nxos(const struct entry *entry, struct str *out)
{
	str_addf(out, "Device ID:%s\n", entry->name);
	if (*entry->system_name)
		str_addf(out, "System Name: %s\n", entry->system_name);
	str_add(out, "\n");
}

static void
add_system_name_xr(const struct entry *entry, struct str *out)
{
	str_addf(out, "SysName : %s\n", entry->system_name);
}

static void
add_entry_address(const struct entry *entry, struct str *out)
{
	str_add(out, "Entry address(es): \n");
	if (*entry->address)
		str_addf(out, "  IP address: %s\n", entry->address);
}

static void
add_entry_address_nxos(const struct entry *entry, struct str *out)
{
	str_add(out, "Interface address(es):\n");
	if (*entry->address)
		str_addf(out, "    IPv4 Address: %s\n", entry->address);
}

static void
add_entry_address_xr(const struct entry *entry, struct str *out)
{
	str_add(out, "Entry address(es): \n");
	if (*entry->address)
		str_addf(out, "  IPv4 address: %s\n", entry->address);
}

static void
add_platform(const struct entry *entry, struct str *out)
{
	str_addf(out, "Platform: %s,  Capabilities: %s \n", entry->platform,
	    entry->capabilities);
}

static void
add_platform_nxos(const struct entry *entry, struct str *out)
{
	str_addf(out, "Platform: %s, Capabilities: %s\n", entry->platform,
	    entry->capabilities);
}

static void
add_ports(const struct entry *entry, struct str *out)
{
	str_addf(out, "Interface: %s,  Port ID (outgoing port): %s\n",
	    entry->sighting->local_port, entry->sighting->remote_port);
}

static void
add_ports_nxos(const struct entry *entry, struct str *out)
{
	str_addf(out, "Interface: %s, Port ID (outgoing port): %s\n",
	    entry->sighting->local_port, entry->sighting->remote_port);
}

static void
add_ports_xr(const struct entry *entry, struct str *out)
{
	str_addf(out, "Interface: %s\nPort ID (outgoing port): %s\n",
	    entry->sighting->local_port, entry->sighting->remote_port);
}

static void
add_holdtime(const struct entry *entry, struct str *out)
{
	str_addf(out, "Holdtime : %u sec\n\n", entry->holdtime);
}

static void
add_holdtime_nxos(const struct entry *entry, struct str *out)
{
	str_addf(out, "Holdtime: %u sec\n\n", entry->holdtime);
}

static void
add_version(const struct entry *entry, struct str *out)
{
	str_addf(out, "Version :\n%s\n\nadvertisement version: 2\n",
	    entry->version);
}

static void
add_version_nxos(const struct entry *entry, struct str *out)
{
	str_addf(out, "Version:\n%s\n\nAdvertisement Version: 2\n\n",
	    entry->version);
}

bool
entry_is_on_management_port(const struct entry *entry)
{
	return span_starts_nocase(span_of(entry->sighting->local_port), "mgmt");
}

const char *
entry_duplex(const struct entry *entry)
{
	return entry->sighting->settings.is_half_duplex ? "half" : "full";
}

unsigned
entry_vlan(const struct entry *entry)
{
	unsigned vlan = entry->sighting->settings.native_vlan;

	return vlan ? vlan : 1;
}

static void
add_vlan(const struct entry *entry, struct str *out)
{
	if (!entry->sighting->stranger)
		str_addf(out, "VTP Management Domain: ''\nNative VLAN: %u\n",
		    entry_vlan(entry));
	str_addf(out, "Duplex: %s\n", entry_duplex(entry));
}

static void
add_vlan_nxos(const struct entry *entry, struct str *out)
{
	if (!entry_is_on_management_port(entry))
		str_addf(out, "Native VLAN: %u\n", entry_vlan(entry));
	str_addf(out, "Duplex: %s\n\nMTU: 1500\n", entry_duplex(entry));
}

static void
add_vlan_xr(const struct entry *entry, struct str *out)
{
	str_addf(out, "Duplex: %s\n\n", entry_duplex(entry));
}

static void
add_management(const struct entry *entry, struct str *out)
{
	str_add(out, "Management address(es): \n");
	if (*entry->address)
		str_addf(out, "  IP address: %s\n", entry->address);
	str_add(out, "\n");
}

static void
add_management_nxos(const struct entry *entry, struct str *out)
{
	str_add(out, "Mgmt address(es):\n");
	if (*entry->address)
		str_addf(out, "    IPv4 Address: %s\n", entry->address);
}

/* clang-format off */
static const struct layout layouts[] = {
	{
		PLATFORM_IOS, DASHES_25,
		{
			add_device_id, add_entry_address, add_platform,
			add_ports, add_holdtime, add_version, add_vlan,
			add_management,
		},
		true,
		"% CDP is not enabled\n",
	},
	{
		PLATFORM_NXOS, DASHES_40,
		{
			add_device_id_nxos, add_entry_address_nxos,
			add_platform_nxos, add_ports_nxos, add_holdtime_nxos,
			add_version_nxos, add_vlan_nxos, add_management_nxos,
		},
		false,
		"CDP not enabled\n",
	},
	{
		PLATFORM_IOSXR, DASHES_25,
		{
			add_device_id, add_system_name_xr, add_entry_address_xr,
			add_platform, add_ports_xr, add_holdtime, add_version,
			add_vlan_xr,
		},
		false,
		"% CDP is not enabled\n",
	},
};
/* clang-format on */

/* --- answers -------------------------------------------------------------- */

static const struct layout *
layout_of(enum platform platform)
{
	for (size_t i = 0; i < COUNT_OF(layouts); i++) {
		if (layouts[i].platform == platform)
			return &layouts[i];
	}
	return &layouts[0];
}

static void
fill_stranger(const struct stranger *stranger, struct entry *entry)
{
	entry->name = stranger->device_id;
	entry->platform = stranger->platform;
	entry->capabilities = stranger->capabilities;
	entry->version = "unknown";
}

static void
fill_device(const struct manners *manners, const struct str *names,
    struct entry *entry)
{
	entry->name = str_text(&names[0]);
	entry->system_name =
	    manners->platform == PLATFORM_NXOS ? str_text(&names[1]) : "";
	entry->platform = manners->cdp_platform;
	entry->capabilities = manners->capabilities;
	entry->version = manners->version;
	entry->address = str_text(&names[2]);
}

/*
 * A device repeats itself every minute and is believed for three: what is left
 * of a live entry is two minutes and more, and of one that has missed two turns
 * less than one.
 */
static unsigned
holdtime_of(const struct cdp_text *text, const struct sighting *sighting)
{
	uint32_t value =
	    hash(text->seed, sighting->local_port, sighting->device);

	return sighting->is_old ? 11 + value % 40 : 121 + value % 59;
}

static void
add_entry(const struct cdp_text *text, const struct layout *layout,
    const struct sighting *sighting, struct str *out)
{
	struct entry entry = {.text = text,
	    .sighting = sighting,
	    .system_name = "",
	    .address = ""};
	struct str names[3] = {STR_INIT, STR_INIT, STR_INIT};

	entry.holdtime = holdtime_of(text, sighting);
	if (sighting->stranger) {
		fill_stranger(sighting->stranger, &entry);
	} else {
		cdp_text_add_device_id(text, sighting->device, &names[0]);
		cdp_text_add_name(text, sighting->device, &names[1]);
		add_address(text, sighting->device, &names[2]);
		fill_device(manners_of_index(text, sighting->device), names,
		    &entry);
	}
	if (text->version)
		entry.version = text->version;
	str_addf(out, "%s\n", layout->separator);
	for (size_t i = 0; i < PARTS_MAX && layout->parts[i]; i++)
		layout->parts[i](&entry, out);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		str_release(&names[i]);
}

void
cdp_text_add_detail(const struct cdp_text *text, size_t device, struct str *out)
{
	const struct layout *layout =
	    layout_of(manners_of_index(text, device)->platform);
	struct sighting *heard;
	size_t count;

	if (wiring_is_silent(text->wiring, device)) {
		str_add(out, layout->off);
		return;
	}
	heard = wiring_hear(text->wiring, device, &count);
	for (size_t i = 0; i < count; i++)
		add_entry(text, layout, &heard[i], out);
	if (layout->total)
		str_addf(out, "\nTotal cdp entries displayed : %zu\n", count);
	free(heard);
}

/* Some devices of a room have a release that closes with one more mark. */
static bool
is_older_release(const struct cdp_text *text, size_t device)
{
	return hash(text->seed, text->topology->devices[device].name, 1) % 3 ==
	       0;
}

void
cdp_text_add_xml(const struct cdp_text *text, size_t device, struct str *out)
{
	bool is_older = is_older_release(text, device);
	struct sighting *heard;
	size_t count;

	if (wiring_is_silent(text->wiring, device)) {
		str_add(out, cdp_xml_layout.off);
		return;
	}
	heard = wiring_hear(text->wiring, device, &count);
	cdp_xml_add_head(is_older, out);
	for (size_t i = 0; i < count; i++)
		add_entry(text, &cdp_xml_layout, &heard[i], out);
	cdp_xml_add_foot(is_older, out);
	free(heard);
}

/*
 * The table keeps the names short: the ports as "Eth 1/49", and a neighbor
 * too long for its column goes on a line of its own.
 */
static void
add_brief_row(const struct cdp_text *text, const struct sighting *sighting,
    struct str *out)
{
	const char *platform = "";
	struct str name = STR_INIT;
	struct str local = STR_INIT;
	struct str remote = STR_INIT;

	if (sighting->stranger) {
		str_add(&name, sighting->stranger->device_id);
		platform = sighting->stranger->platform;
	} else {
		cdp_text_add_device_id(text, sighting->device, &name);
		platform =
		    manners_of_index(text, sighting->device)->cdp_platform;
	}
	ifname_add_short(&local, sighting->local_port);
	ifname_add_short(&remote, sighting->remote_port);
	if (name.length > 16)
		str_addf(out, "%s\n%16s", str_text(&name), "");
	else
		str_addf(out, "%-16s", str_text(&name));
	str_addf(out, " %-17s %-9u %-11s %-9.9s %s\n", str_text(&local),
	    holdtime_of(text, sighting), sighting->stranger ? "H" : "R S I",
	    platform, str_text(&remote));
	str_release(&name);
	str_release(&local);
	str_release(&remote);
}

void
cdp_text_add_brief(const struct cdp_text *text, size_t device, struct str *out)
{
	struct sighting *heard;
	size_t count;

	if (wiring_is_silent(text->wiring, device)) {
		str_add(out,
		    layout_of(manners_of_index(text, device)->platform)->off);
		return;
	}
	heard = wiring_hear(text->wiring, device, &count);
	str_add(out, "Capability Codes: R - Router, S - Switch, H - Host, "
		     "I - IGMP\n\n");
	str_addf(out, "%-16s %-17s %-9s %-11s %-9s %s\n", "Device ID",
	    "Local Intrfce", "Holdtme", "Capability", "Platform", "Port ID");
	for (size_t i = 0; i < count; i++)
		add_brief_row(text, &heard[i], out);
	free(heard);
}
