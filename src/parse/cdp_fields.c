/*
 * Labels and their values; see cdp_fields.h.
 *
 * The rows are those of IOS, IOS-XE, NX-OS, IOS-XR, AireOS (the controllers of
 * access points, which print as IOS does) and CatOS.  Labels without a
 * setter are here so that they are known as labels: they close an address list
 * and never continue a folded line.
 */
#include "parse/cdp_fields.h"

#include <string.h>

#include "base/attr.h"
#include "base/mem.h"

#define HOLDTIME_MAX 65535
#define VLAN_MAX 65535
#define MTU_MAX 1000000

static void
set_span(const struct cdp_entry *entry, struct span *field, struct span value)
{
	if (!entry->is_cut)
		*field = value;
}

static void
set_device_id(struct cdp_entry *entry, struct span value)
{
	set_span(entry, &entry->neighbor->device_id, value);
}

static void
set_system_name(struct cdp_entry *entry, struct span value)
{
	set_span(entry, &entry->neighbor->system_name, value);
}

/* What CatOS prints for a name that it was not told. */
static void
set_known_name(struct cdp_entry *entry, struct span value)
{
	if (!entry->is_catos || !span_is_nocase(value, "unknown"))
		set_system_name(entry, value);
}

/* CatOS: a port by slot and number, alone on its line. */
static void
set_our_port(struct cdp_entry *entry, struct span value)
{
	if (entry->is_cut)
		return;
	entry->neighbor->local_port = value;
	entry->neighbor->local_port_line = (uint32_t)entry->line;
}

static void
set_port_id(struct cdp_entry *entry, struct span value)
{
	struct neighbor *neighbor = entry->neighbor;

	if (entry->is_cut || !span_is_absent(neighbor->port_id))
		return;
	neighbor->port_id = value;
	neighbor->port_id_line = (uint32_t)entry->line;
}

/*
 * "Ethernet1/17, Port ID (outgoing port): Ethernet1/19"; XR prints the port
 * id on a line of its own.  The first comma that leads to it counts: the
 * local port is the device's own word, everything behind is the neighbor's.
 */
static void
set_interface(struct cdp_entry *entry, struct span value)
{
	struct span local = value;
	struct span rest = value;
	bool has_port = false;
	const char *comma;

	while (!has_port && (comma = span_find_char(rest, ',')) != NULL) {
		rest = span_skip_blanks(
		    span_skip(rest, (size_t)(comma - rest.text) + 1));
		has_port = span_starts_nocase(rest, "Port ID");
		if (has_port)
			local.length = (size_t)(comma - value.text);
	}
	if (has_port || !entry->is_cut) {
		entry->neighbor->local_port = span_trim(local);
		entry->neighbor->local_port_line = (uint32_t)entry->line;
	}
	if (has_port) {
		const char *colon = span_find_char(rest, ':');

		if (colon)
			set_port_id(entry,
			    span_trim(span_skip(rest,
				(size_t)(colon - rest.text) + 1)));
	}
}

static size_t
word_length(struct span s)
{
	size_t length = 0;

	while (length < s.length && s.text[length] != ' ' &&
	       s.text[length] != '\t')
		length++;
	return length;
}

static void
remember(struct cdp_entry *entry, struct span word)
{
	if (entry->word_count == entry->word_capacity)
		entry->words = grow_array(entry->words, entry->word_count,
		    &entry->word_capacity, sizeof(*entry->words));
	entry->words[entry->word_count++] = word;
}

/* What was remembered, as a list of its own. */
static void
recall(struct cdp_entry *entry, struct span_list *list)
{
	size_t count = entry->word_count;

	entry->word_count = 0;
	if (!count)
		return;
	list->items = arena_array(entry->arena, count, sizeof(*list->items));
	list->count = count;
	memcpy(list->items, entry->words, count * sizeof(*list->items));
}

/* Capabilities of more than one word, and how long their first word is. */
/* clang-format off */
static const struct { const char *text; size_t first; } long_capabilities[] = {
	{ "CVTA phone port",    4 },
	{ "Two-port Mac Relay", 8 },
	{ "IGMP Filtering",     4 },
};
/* clang-format on */

/* Takes one capability off the front of `rest`, which starts with one. */
static struct span
take_capability(struct span *rest)
{
	struct span name = span_make(rest->text, word_length(*rest));

	for (size_t i = 0; i < COUNT_OF(long_capabilities); i++) {
		size_t whole;

		if (name.length != long_capabilities[i].first ||
		    !span_starts_nocase(*rest, long_capabilities[i].text))
			continue;
		whole = strlen(long_capabilities[i].text);
		if (rest->length == whole || rest->text[whole] == ' ')
			name.length = whole;
	}
	*rest = span_skip_blanks(span_skip(*rest, name.length));
	return name;
}

static void
set_capabilities(struct cdp_entry *entry, struct span value)
{
	if (entry->is_cut)
		return;
	while (value.length)
		remember(entry, take_capability(&value));
	recall(entry, &entry->neighbor->capabilities);
}

/*
 * "cisco WS-C4948,  Capabilities: Router Switch".  The platform is the
 * neighbor's word and may itself hold a comma, so the last one that leads to
 * "Capabilities" counts.
 */
static void
set_platform(struct cdp_entry *entry, struct span value)
{
	struct span platform = value;
	struct span capabilities = SPAN_ABSENT;
	struct span rest = value;
	const char *comma;

	while ((comma = span_find_char(rest, ',')) != NULL) {
		struct span words;

		rest = span_skip_blanks(
		    span_skip(rest, (size_t)(comma - rest.text) + 1));
		if (!span_starts_nocase(rest, "Capabilities"))
			continue;
		words =
		    span_skip_blanks(span_skip(rest, strlen("Capabilities")));
		if (!words.length || words.text[0] != ':')
			continue;
		platform.length = (size_t)(comma - value.text);
		capabilities = span_trim(span_skip(words, 1));
	}
	if (!span_is_absent(capabilities)) {
		entry->neighbor->platform = span_trim(platform);
		set_capabilities(entry, capabilities);
	} else {
		set_span(entry, &entry->neighbor->platform, value);
	}
}

/* The number that `value` begins with: "133 sec", "1". */
static void
set_number(const struct cdp_entry *entry, int32_t *field, struct span value,
    long max)
{
	size_t digits = 0;
	long number;

	while (digits < value.length && value.text[digits] >= '0' &&
	       value.text[digits] <= '9')
		digits++;
	if (!entry->is_cut &&
	    (digits == value.length || value.text[digits] == ' ') &&
	    span_to_number(span_make(value.text, digits), max, &number))
		*field = (int32_t)number;
}

static void
set_holdtime(struct cdp_entry *entry, struct span value)
{
	set_number(entry, &entry->neighbor->holdtime, value, HOLDTIME_MAX);
}

static void
set_native_vlan(struct cdp_entry *entry, struct span value)
{
	set_number(entry, &entry->neighbor->native_vlan, value, VLAN_MAX);
}

static void
set_mtu(struct cdp_entry *entry, struct span value)
{
	set_number(entry, &entry->neighbor->mtu, value, MTU_MAX);
}

static void
set_duplex(struct cdp_entry *entry, struct span value)
{
	if (span_is_absent(entry->neighbor->duplex))
		set_span(entry, &entry->neighbor->duplex, value);
}

static void
set_vtp_domain(struct cdp_entry *entry, struct span value)
{
	if (span_is_absent(entry->neighbor->vtp_domain))
		set_span(entry, &entry->neighbor->vtp_domain, value);
}

/* IOS puts quotes around the domain, which are not part of it. */
static void
set_quoted_vtp_domain(struct cdp_entry *entry, struct span value)
{
	if (value.length >= 2 && value.text[0] == '\'' &&
	    value.text[value.length - 1] == '\'')
		value = span_trim(span_make(value.text + 1, value.length - 2));
	set_vtp_domain(entry, value);
}

/* The address itself, without "(link-local)" behind it. */
static void
add_address(struct cdp_entry *entry, struct span value)
{
	size_t length = word_length(value);

	if (!entry->list || !length || entry->is_cut)
		return;
	remember(entry, span_make(value.text, length));
}

/*
 * Opens a list.  Behind the colon stands nothing, a count (NX-OS), or the
 * first address itself.
 */
static void
open_list(struct cdp_entry *entry, struct span_list *list, struct span value)
{
	if (list->count)
		return; /* printed twice, under two labels */
	entry->list = list;
	if (span_find_char(value, '.') || span_find_char(value, ':'))
		add_address(entry, value);
}

static void
open_entry_addresses(struct cdp_entry *entry, struct span value)
{
	open_list(entry, &entry->neighbor->entry_addresses, value);
}

static void
open_mgmt_addresses(struct cdp_entry *entry, struct span value)
{
	open_list(entry, &entry->neighbor->mgmt_addresses, value);
}

/* CatOS has two labels that in other entries are those of other output. */
static void
set_own_capabilities(struct cdp_entry *entry, struct span value)
{
	if (entry->is_catos)
		set_capabilities(entry, value);
}

static void
open_own_addresses(struct cdp_entry *entry, struct span value)
{
	if (entry->is_catos)
		open_mgmt_addresses(entry, value);
}

static bool
is_whole_duplex(struct span value)
{
	return span_is_nocase(value, "full") || span_is_nocase(value, "half") ||
	       span_is_nocase(value, "auto");
}

static bool
is_whole_quoted(struct span value)
{
	return value.length >= 2 && value.text[0] == '\'' &&
	       value.text[value.length - 1] == '\'';
}

/* Four numbers, or six groups and more, and no open parenthesis. */
static bool
is_whole_address(struct span value)
{
	size_t dots = 0;

	if (!value.length || value.text[value.length - 1] == '.' ||
	    value.text[value.length - 1] == ':')
		return false;
	if (span_find_char(value, '('))
		return value.text[value.length - 1] == ')';
	for (size_t i = 0; i < value.length; i++)
		dots += value.text[i] == '.';
	return dots == 3 || span_find_char(value, ':');
}

/*
 * Behind a list's head addresses may follow, and half a name is another name:
 * without a line end these are never taken for whole.
 */
static bool
is_never_whole(struct span value)
{
	(void)value;
	return false;
}

/* clang-format off */
const struct cdp_label cdp_labels[] = {
	{ "Device ID",                   CDP_START,   set_device_id,         NULL },
	{ "System Name",                 CDP_FIELD,   set_known_name,        is_never_whole },
	{ "SysName",                     CDP_FIELD,   set_system_name,       NULL },
	{ "Entry address(es)",           CDP_FIELD,   open_entry_addresses,  is_never_whole },
	{ "Interface address(es)",       CDP_FIELD,   open_entry_addresses,  is_never_whole },
	{ "Management address(es)",      CDP_FIELD,   open_mgmt_addresses,   is_never_whole },
	{ "Mgmt address(es)",            CDP_FIELD,   open_mgmt_addresses,   is_never_whole },
	{ "IP address",                  CDP_ADDRESS, add_address,           is_whole_address },
	{ "IPv4 address",                CDP_ADDRESS, add_address,           is_whole_address },
	{ "IPv6 address",                CDP_ADDRESS, add_address,           is_whole_address },
	{ "Platform",                    CDP_FIELD,   set_platform,          NULL },
	{ "Interface",                   CDP_FIELD,   set_interface,         NULL },
	{ "Port ID (outgoing port)",     CDP_FIELD,   set_port_id,           NULL },
	{ "Holdtime",                    CDP_FIELD,   set_holdtime,          NULL },
	{ "Version",                     CDP_VERSION, NULL,                  NULL },
	{ "Advertisement version",       CDP_ADVERT,  NULL,                  NULL },
	{ "VTP Management Domain",       CDP_FIELD,   set_quoted_vtp_domain, is_whole_quoted },
	{ "VTP Management Domain Name",  CDP_FIELD,   set_vtp_domain,        NULL },
	{ "Native VLAN",                 CDP_FIELD,   set_native_vlan,       NULL },
	{ "Duplex",                      CDP_FIELD,   set_duplex,            is_whole_duplex },
	{ "Duplex Mode",                 CDP_FIELD,   set_duplex,            is_whole_duplex },
	{ "MTU",                         CDP_FIELD,   set_mtu,               NULL },
	{ "Second Port Status",          CDP_FIELD,   NULL,                  NULL },
	{ "Unidirectional Mode",         CDP_FIELD,   NULL,                  NULL },
	{ "Protocol Hello",              CDP_FIELD,   NULL,                  NULL },
	{ "Peer Source MAC",             CDP_FIELD,   NULL,                  NULL },
	{ "Spare Pair PoE",              CDP_FIELD,   NULL,                  NULL },
	{ "Spare Pair PD Config",        CDP_FIELD,   NULL,                  NULL },
	{ "Power drawn",                 CDP_FIELD,   NULL,                  NULL },
	{ "Power request id",            CDP_FIELD,   NULL,                  NULL },
	{ "Power request levels are",    CDP_FIELD,   NULL,                  NULL },
	{ "Power available id",          CDP_FIELD,   NULL,                  NULL },
	{ "Power available is",          CDP_FIELD,   NULL,                  NULL },
	{ "Physical Location",           CDP_FIELD,   NULL,                  NULL },
	{ "Location",                    CDP_FIELD,   NULL,                  NULL },
	{ "Local Interface MAC",         CDP_FIELD,   NULL,                  NULL },
	{ "Remote Interface MAC",        CDP_FIELD,   NULL,                  NULL },
	{ "DC_UUID",                     CDP_FIELD,   NULL,                  NULL },
	/* CatOS */
	{ "Port (Our Port)",             CDP_HEAD,    set_our_port,          NULL },
	{ "Device-ID",                   CDP_HEAD,    set_device_id,         NULL },
	{ "Device Addresses",            CDP_FIELD,   open_entry_addresses,  is_never_whole },
	{ "Management Addresses",        CDP_FIELD,   open_own_addresses,    is_never_whole },
	{ "Capabilities",                CDP_FIELD,   set_own_capabilities,  NULL },
	{ "Port-ID (Port on Neighbors's Device)", CDP_TAIL, set_port_id,     NULL },
	{ "Port-ID (Port on Neighbor's Device)", CDP_TAIL, set_port_id,      NULL },
	{ "System Object ID",            CDP_FIELD,   NULL,                  NULL },
	{ "Total cdp entries displayed", CDP_TOTAL,   NULL,                  NULL },
	{ "Total entries displayed",     CDP_TOTAL,   NULL,                  NULL },
	/* `show lldp neighbors detail` */
	{ "Chassis id",                  CDP_FOREIGN, NULL,                  NULL },
	{ "Local Intf",                  CDP_FOREIGN, NULL,                  NULL },
	{ "Local Interface",             CDP_FOREIGN, NULL,                  NULL },
};
/* clang-format on */

const size_t cdp_label_count = COUNT_OF(cdp_labels);

_Static_assert(COUNT_OF(cdp_labels) <= CDP_LABELS_MAX,
    "one bit of `seen` each");

bool
cdp_label_is_whole(const struct cdp_label *label, struct span value)
{
	return label->is_whole ? label->is_whole(value) : value.length > 0;
}

static uint64_t
bit_of(const struct cdp_label *label)
{
	return (uint64_t)1 << (label - cdp_labels);
}

bool
cdp_entry_has(const struct cdp_entry *entry, const struct cdp_label *label)
{
	return entry->seen & bit_of(label);
}

void
cdp_entry_set(struct cdp_entry *entry, const struct cdp_label *label,
    struct span value)
{
	bool again = cdp_entry_has(entry, label);

	entry->seen |= bit_of(label);
	entry->last = label;
	if (label->role == CDP_ADVERT || label->role == CDP_TAIL)
		entry->has_advert = true;
	if (label->role == CDP_ADDRESS) {
		label->set(entry, value);
		return;
	}
	cdp_entry_close_list(entry);
	if (label->set && !again)
		label->set(entry, value);
}

void
cdp_entry_close_list(struct cdp_entry *entry)
{
	struct span_list *list = entry->list;

	entry->list = NULL;
	if (list)
		recall(entry, list);
}
