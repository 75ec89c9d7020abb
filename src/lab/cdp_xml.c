/*
 * `show cdp neighbors detail | xml`, as NX-OS prints it.
 *
 * A reply in the manner of NETCONF: elements that are called after the command,
 * and a row for each neighbor.  Their names differ from release to release, and
 * older ones close with the mark that ends a message of NETCONF.  What the
 * document declares, ISO-8859-1, is not asked of what neighbors say: their
 * bytes come as they are, as long as they are no markup.
 */
#include "lab/cdp_entry.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"

#define COMMAND "__XML__OPT_Cmd_show_cdp_neighbors_interface"
#define OLDER "__XML__OPT_Cmd_show_cdp_neighbors_detail___readonly__"
#define TABLE "TABLE_cdp_neighbor_detail_info"
#define ROW "ROW_cdp_neighbor_detail_info"

/* --- values --------------------------------------------------------------- */

static void
add_escaped(struct str *out, struct span value)
{
	for (size_t i = 0; i < value.length; i++) {
		switch (value.text[i]) {
		case '<':
			str_add(out, "&lt;");
			break;
		case '>':
			str_add(out, "&gt;");
			break;
		case '&':
			str_add(out, "&amp;");
			break;
		default:
			str_add_char(out, value.text[i]);
		}
	}
}

static void
add_value(struct str *out, const char *name, const char *value)
{
	str_addf(out, "       <%s>", name);
	add_escaped(out, span_of(value));
	str_addf(out, "</%s>\n", name);
}

static void
add_number(struct str *out, const char *name, unsigned long value)
{
	str_addf(out, "       <%s>%lu</%s>\n", name, value, name);
}

/* Words of a text that a row has one by one, and in another spelling. */
static const struct {
	const char *word;
	const char *value; /* NULL: it belongs to the word before it */
} capabilities[] = {
    {"IGMP", "IGMP_cnd_filtering"},
    {"Filtering", NULL},
    {"Supports-STP-Dispute", "Supports-STP-Dispute"},
};

static void
add_capability(struct span word, struct str *out)
{
	for (size_t i = 0; i < COUNT_OF(capabilities); i++) {
		if (!span_is(word, capabilities[i].word))
			continue;
		if (capabilities[i].value)
			add_value(out, "capability", capabilities[i].value);
		return;
	}
	str_add(out, "       <capability>");
	for (size_t i = 0; i < word.length; i++) {
		char letter = (char)tolower((unsigned char)word.text[i]);

		add_escaped(out, span_make(&letter, 1));
	}
	str_add(out, "</capability>\n");
}

/* --- parts ---------------------------------------------------------------- */

/* By slot and port, as a Nexus counts them. */
static unsigned long
index_of(const struct entry *entry)
{
	const char *name = entry->sighting->local_port;
	const char *slash = strrchr(name, '/');

	if (entry_is_on_management_port(entry) || !slash)
		return 83886080;
	return 436207616 + 512 * strtoul(slash + 1, NULL, 10) - 512;
}

static void
add_names(const struct entry *entry, struct str *out)
{
	add_number(out, "ifindex", index_of(entry));
	add_value(out, "device_id", entry->name);
	if (*entry->system_name)
		add_value(out, "sysname", entry->system_name);
}

static void
add_address(const struct entry *entry, struct str *out)
{
	add_number(out, "numaddr", *entry->address != '\0');
	if (*entry->address)
		add_value(out, "v4addr", entry->address);
}

static void
add_platform(const struct entry *entry, struct str *out)
{
	const char *word = entry->capabilities;

	add_value(out, "platform_id", entry->platform);
	while (*word) {
		size_t length = strcspn(word, " ");

		add_capability(span_make(word, length), out);
		word += length;
		word += strspn(word, " ");
	}
}

static void
add_ports(const struct entry *entry, struct str *out)
{
	add_value(out, "intf_id", entry->sighting->local_port);
	add_value(out, "port_id", entry->sighting->remote_port);
	add_number(out, "ttl", entry->holdtime);
}

static void
add_version(const struct entry *entry, struct str *out)
{
	add_value(out, "version", entry->version);
	add_value(out, "version_no", "v2");
}

static void
add_settings(const struct entry *entry, struct str *out)
{
	add_value(out, "vtpname", "null");
	if (!entry_is_on_management_port(entry)) {
		add_number(out, "nativevlan", entry_vlan(entry));
		add_value(out, "duplexmode", entry_duplex(entry));
	}
	add_number(out, "mtu", 1500);
}

static void
add_management(const struct entry *entry, struct str *out)
{
	add_number(out, "num_mgmtaddr", *entry->address != '\0');
	if (*entry->address)
		add_value(out, "v4mgmtaddr", entry->address);
	str_add(out, "      </" ROW ">\n");
}

const struct layout cdp_xml_layout = {
    .platform = PLATFORM_NXOS,
    .separator = "      <" ROW ">",
    .parts = {add_names, add_address, add_platform, add_ports, add_version,
	add_settings, add_management},
    .off = "CDP not enabled\n",
};

/* --- what stands around them ---------------------------------------------- */

void
cdp_xml_add_head(bool is_older, struct str *out)
{
	str_add(out,
	    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
	    "<nf:rpc-reply xmlns:nf=\"urn:ietf:params:xml:ns:netconf:base:1.0\""
	    " xmlns=\"http://www.cisco.com/nxos:1.0:cdpd\">\n"
	    " <nf:data>\n  <show>\n   <cdp>\n    <neighbors>\n"
	    "     <" COMMAND ">\n");
	if (is_older)
		str_add(out, "      <" OLDER ">\n");
	str_add(out, "      <__readonly__>\n      <" TABLE ">\n");
}

void
cdp_xml_add_foot(bool is_older, struct str *out)
{
	str_add(out, "      </" TABLE ">\n      </__readonly__>\n");
	if (is_older)
		str_add(out, "      </" OLDER ">\n");
	str_add(out, "     </" COMMAND ">\n    </neighbors>\n   </cdp>\n"
		     "  </show>\n </nf:data>\n</nf:rpc-reply>\n");
	if (is_older)
		str_add(out, "]]>]]>\n");
}
