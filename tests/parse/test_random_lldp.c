/*
 * Random neighbors, told by `show lldp neighbors detail` in every dialect, and
 * read again: each value has to come back as it was, from the line on which it
 * stands, whatever the others are.
 *
 * What neighbors may say freely is chosen to mislead: descriptions that look
 * like labels, rules, counts or the end of an entry, names that are cut in the
 * table of older IOS, lines that NX-OS breaks at column 80.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../light.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/neighbor.h"
#include "parse/parse.h"

#define TEXTS 3000
#define TEXTS_LIGHT 60 /* under valgrind */
#define ENTRIES_MAX 6
#define WORDS_MAX 5

/* --- chance --------------------------------------------------------------- */

static uint64_t chance_state;

static size_t
chance(size_t below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 7;
	chance_state ^= chance_state << 17;
	return (size_t)((chance_state >> 11) % below);
}

#define ONE_OF(words) ((words)[chance(COUNT_OF(words))])

/* --- what a neighbor says --------------------------------------------------
 */

/* NULL, 0 or NEIGHBOR_NO_NUMBER: it does not say. */
struct said {
	char *local_port;
	char *chassis;
	char *port_id;
	char *description;
	char *name;
	const char *version[WORDS_MAX]; /* lines */
	size_t version_count;
	const char *system[WORDS_MAX]; /* capabilities */
	size_t system_count;
	const char *enabled[WORDS_MAX];
	size_t enabled_count;
	const char *ipv4;
	const char *ipv6;
	long hold;
	long vlan;
	size_t line; /* where all this was written */
	size_t local_port_line;
	size_t port_id_line;
};

static size_t
some_of(const char *const *words, size_t count, const char **chosen)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (chance(2))
			chosen[n++] = words[i];
	}
	return n;
}

static void
make_version(struct said *s)
{
	static const char *const lines[] = {
	    "Acme Switch Software (ASW-UNIV-M), Version 15.2(4)E7, RELEASE",
	    "Port id: Gi9/9", "Local Intf: Gi9/8", "Chassis id: 0200.dead.beef",
	    "Interface: Gi9/7,  Port ID (outgoing port): Gi9/6",
	    "Device ID: decoy", "Total entries displayed: 99",
	    "System Name: decoy.example.net", "Time remaining: soon",
	    "Vlan ID: 99", "------------------------------------------------",
	    "Copyright (c) 1990-2020 by <Example> & \"Systems\"",
	    "Technical Support: http://support.example.net/"};

	s->version_count = chance(WORDS_MAX);
	for (size_t i = 0; i < s->version_count; i++)
		s->version[i] = ONE_OF(lines);
}

/* `i` keeps apart what has to be: two entries alike are joined to no row. */
static struct said
make_said(size_t i)
{
	static const char *const ports[] = {"Gi1/0/%zu", "Eth1/%zu",
	    "TenGigE0/0/0/%zu", "PCI-E Slot %zu, Port 2", "0200.5e10.00%02zx",
	    "161115348%zu", "Bundle-Ether%zu", "vmnic%zu"};
	static const char *const names[] = {"core%zu", "core%zu.example.net",
	    "leaf-%zu", "SEP02005E1000%zu", "\xe6\xa0\xb8%zu",
	    "a-name-that-is-longer-than-any-column%zu.example.net"};
	static const char *const descriptions[] = {"to core, rack A%zu",
	    "- leaf%zu (Eth1/43) -", "2/1/%zu, \"to port 0/5/0/6\"",
	    "Port id: Gi9/%zu", "uplink: System Name: x%zu", "not %zu",
	    ("a description of more than eighty columns, as people write them "
	     "who have been told to be thorough, number %zu")};
	static const char *const letters[] = {"B", "R", "T", "W"};
	static const char *const ipv4[] = {NULL, "192.0.2.1", "198.51.100.9"};
	static const char *const ipv6[] = {NULL, "2001:db8::1", "fe80::1"};
	struct said s = {.hold = (long)chance(65536), .line = 0};

	s.local_port = str_printf("Gi1/0/%zu", i + 1);
	s.chassis = str_printf("0200.5e10.00%02zx", i);
	s.port_id = str_printf(ONE_OF(ports), i + 3);
	s.description = chance(3) ? str_printf(ONE_OF(descriptions), i) : NULL;
	s.name = chance(4) ? str_printf(ONE_OF(names), i) : NULL;
	make_version(&s);
	s.system_count = some_of(letters, COUNT_OF(letters), s.system);
	s.enabled_count = some_of(letters, COUNT_OF(letters), s.enabled);
	s.ipv4 = ONE_OF(ipv4);
	s.ipv6 = ONE_OF(ipv6);
	s.vlan = chance(2) ? (long)chance(4095) : NEIGHBOR_NO_NUMBER;
	return s;
}

static void
said_release(struct said *s)
{
	free(s->local_port);
	free(s->chassis);
	free(s->port_id);
	free(s->description);
	free(s->name);
}

/* --- writing -------------------------------------------------------------- */

/* The number of the line that is written next. */
static size_t
line_here(const struct str *out)
{
	size_t line = 1;

	for (size_t i = 0; i < out->length; i++)
		line += str_text(out)[i] == '\n';
	return line;
}

/* "LABEL: value", or what the dialect says where there is none. */
static void
add_value(struct str *out, const char *label, const char *value,
    const char *nothing)
{
	if (value)
		str_addf(out, "%s: %s\n", label, value);
	else
		str_addf(out, "%s%s\n", label, nothing);
}

static void
add_letters(struct str *out, const char *label, const char *const *letters,
    size_t count, const char *gap, const char *nothing)
{
	struct str list = STR_INIT;

	for (size_t i = 0; i < count; i++)
		str_addf(&list, "%s%s", i ? gap : "", letters[i]);
	add_value(out, label, count ? str_text(&list) : NULL, nothing);
	str_release(&list);
}

static void
add_version_lines(struct str *out, const struct said *s, const char *indent)
{
	for (size_t i = 0; i < s->version_count; i++)
		str_addf(out, "%s%s\n", indent, s->version[i]);
}

static const char rule[] = "------------------------------------------------\n";
static const char dash[] = " - not advertised";
static const char word[] = ": not advertised";

static void
add_addresses(struct str *out, const struct said *s, const char *forms[2])
{
	if (!s->ipv4 && !s->ipv6) {
		str_add(out, "Management Addresses - not advertised\n");
		return;
	}
	str_add(out, "Management Addresses:\n");
	if (s->ipv4)
		str_addf(out, "%s: %s\n", forms[0], s->ipv4);
	if (s->ipv6)
		str_addf(out, "%s: %s\n", forms[1], s->ipv6);
}

static void
add_ids(struct str *out, struct said *s)
{
	str_addf(out, "Chassis id: %s\n", s->chassis);
	s->port_id_line = line_here(out);
	str_addf(out, "Port id: %s\n", s->port_id);
	add_value(out, "Port Description", s->description, dash);
	add_value(out, "System Name", s->name, dash);
	if (s->version_count) {
		str_add(out, "\nSystem Description: \n");
		add_version_lines(out, s, "");
	} else {
		str_add(out, "System Description - not advertised\n");
	}
	str_addf(out, "\nTime remaining: %ld seconds\n", s->hold);
}

static void
add_ios_rest(struct str *out, struct said *s)
{
	static const char *forms[2] = {"    IP", "    IPV6"};

	add_ids(out, s);
	add_letters(out, "System Capabilities", s->system, s->system_count, ",",
	    dash);
	add_letters(out, "Enabled Capabilities", s->enabled, s->enabled_count,
	    ",", dash);
	add_addresses(out, s, forms);
	str_add(out, "Auto Negotiation - supported, enabled\n"
		     "Physical media capabilities:\n    1000baseT(FD)\n"
		     "Media Attachment Unit type: 30\n");
	if (s->vlan == NEIGHBOR_NO_NUMBER)
		str_add(out, "Vlan ID: - not advertised\n\n");
	else
		str_addf(out, "Vlan ID: %ld\n\n", s->vlan);
}

static void
add_ios(struct str *out, struct said *s)
{
	str_add(out, rule);
	s->line = s->local_port_line = line_here(out);
	str_addf(out, "Local Intf: %s\n", s->local_port);
	add_ios_rest(out, s);
}

/* The local port stands in the table in front alone. */
static void
add_older_ios(struct str *out, struct said *s)
{
	str_add(out, rule);
	s->line = line_here(out);
	add_ios_rest(out, s);
}

static void
add_row(struct str *out, struct said *s)
{
	const char *name = s->name ? s->name : s->chassis;

	s->local_port_line = line_here(out);
	str_addf(out, "%-20.20s%-15s%-11ld%-16s%s\n", name, s->local_port,
	    s->hold, s->enabled_count ? s->enabled[0] : "", s->port_id);
}

/* On a terminal of 80 columns, which block and label lines do not share. */
static void
add_folded(struct str *out, const char *label, const char *value)
{
	struct str line = STR_INIT;
	struct span rest;

	add_value(&line, label, value, word);
	rest = str_span(&line);
	for (; rest.length > 81; rest = span_skip(rest, 80)) {
		str_add_span(out, span_make(rest.text, 80));
		str_add_char(out, '\n');
	}
	str_add_span(out, rest);
	str_release(&line);
}

static void
add_nxos(struct str *out, struct said *s)
{
	s->line = line_here(out);
	str_addf(out, "Chassis id: %s\n", s->chassis);
	s->port_id_line = line_here(out);
	str_addf(out, "Port id: %s\n", s->port_id);
	s->local_port_line = line_here(out);
	str_addf(out, "Local Port id: %s\n", s->local_port);
	add_folded(out, "Port Description", s->description);
	add_value(out, "System Name", s->name, word);
	if (s->version_count) {
		str_add(out, "System Description: ");
		add_version_lines(out, s, "");
	} else {
		str_add(out, "System Description: not advertised\n");
	}
	str_addf(out, "Time remaining: %ld seconds\n", s->hold);
	add_letters(out, "System Capabilities", s->system, s->system_count,
	    ", ", word);
	add_letters(out, "Enabled Capabilities", s->enabled, s->enabled_count,
	    ", ", word);
	add_value(out, "Management Address", s->ipv4, word);
	add_value(out, "Management Address IPV6", s->ipv6, word);
	if (s->vlan == NEIGHBOR_NO_NUMBER)
		str_add(out, "Vlan ID: not advertised\n\n\n");
	else
		str_addf(out, "Vlan ID: %ld\n\n\n", s->vlan);
}

static void
add_xr(struct str *out, struct said *s)
{
	static const char *forms[2] = {"  IPv4 address", "  IPv6 address"};

	s->vlan = NEIGHBOR_NO_NUMBER;
	str_add(out, rule);
	s->line = s->local_port_line = line_here(out);
	str_addf(out, "Local Interface: %s\n", s->local_port);
	if (chance(2))
		str_add(out, "Parent Interface: Bundle-Ether1\n");
	add_ids(out, s);
	str_add(out, "Hold Time: 120 seconds\nAge: 4711 seconds\n");
	add_letters(out, "System Capabilities", s->system, s->system_count, ",",
	    ": N/A");
	add_letters(out, "Enabled Capabilities", s->enabled, s->enabled_count,
	    ",", ": N/A");
	add_addresses(out, s, forms);
	str_add(out, "\nPeer MAC Address: 02:00:5e:30:00:0f\n\n\n");
}

struct dialect {
	const char *name;
	const char *prompt;
	void (*add_entry)(struct str *out, struct said *s);
	bool needs_table;
};

/* clang-format off */
static const struct dialect dialects[] = {
	{ "IOS-XE",    "access1#",              add_ios,       false },
	{ "older IOS", "access2#",              add_older_ios, true },
	{ "NX-OS",     "leaf1# ",               add_nxos,      false },
	{ "IOS-XR",    "RP/0/RSP0/CPU0:xr1#",   add_xr,        false },
};
/* clang-format on */

static void
add_table(struct str *out, const struct dialect *dialect, struct said *said,
    size_t count)
{
	str_addf(out,
	    "%sshow lldp neighbors\n\n"
	    "Device ID           Local Intf     Hold-time  Capability      "
	    "Port ID\n",
	    dialect->prompt);
	for (size_t i = 0; i < count; i++)
		add_row(out, &said[i]);
	str_addf(out, "\nTotal entries displayed: %zu\n\n", count);
}

static void
add_text(struct str *out, const struct dialect *dialect, struct said *said,
    size_t count)
{
	bool in_shell = dialect->needs_table || chance(2);

	if (dialect->needs_table)
		add_table(out, dialect, said, count);
	if (in_shell)
		str_addf(out, "%sshow lldp neighbors detail\n",
		    dialect->prompt);
	for (size_t i = 0; i < count; i++)
		dialect->add_entry(out, &said[i]);
	str_addf(out, "Total entries displayed: %zu\n", count);
	if (in_shell)
		str_addf(out, "\n%s", dialect->prompt);
}

/* As a terminal gets it. */
static void
with_carriage_returns(struct str *text)
{
	struct str out = STR_INIT;

	for (size_t i = 0; i < text->length; i++) {
		if (str_text(text)[i] == '\n')
			str_add_char(&out, '\r');
		str_add_char(&out, str_text(text)[i]);
	}
	str_release(text);
	*text = out;
}

/* --- reading it again ------------------------------------------------------
 */

static bool
is_text(struct span found, const char *wanted)
{
	return wanted ? span_is(found, wanted) : span_is_absent(found);
}

static bool
are_words(const struct span_list *found, const char *const *wanted,
    size_t count)
{
	for (size_t i = 0; i < count && i < found->count; i++) {
		if (!span_is(found->items[i], wanted[i]))
			return false;
	}
	return found->count == count;
}

static bool
has_version(const struct neighbor *n, const struct said *s)
{
	struct str wanted = STR_INIT;
	bool ok;

	for (size_t i = 0; i < s->version_count; i++)
		str_addf(&wanted, "%s%s", i ? "\n" : "", s->version[i]);
	ok = is_text(n->version, s->version_count ? str_text(&wanted) : NULL);
	str_release(&wanted);
	return ok;
}

static bool
has_addresses(const struct neighbor *n, const struct said *s)
{
	const char *wanted[2];
	size_t count = 0;

	if (s->ipv4)
		wanted[count++] = s->ipv4;
	if (s->ipv6)
		wanted[count++] = s->ipv6;
	return are_words(&n->mgmt_addresses, wanted, count);
}

/* What came back another way than it was said; NULL: nothing. */
static const char *
find_difference(const struct neighbor *n, const struct said *s)
{
	const struct {
		const char *what;
		bool same;
	} rows[] = {
	    {"protocol", n->protocol == NEIGHBOR_LLDP && !n->truncated},
	    {"local port", is_text(n->local_port, s->local_port)},
	    {"chassis id", is_text(n->chassis_id, s->chassis)},
	    {"port id", is_text(n->port_id, s->port_id)},
	    {"description", is_text(n->port_description, s->description)},
	    {"system name", is_text(n->system_name, s->name)},
	    {"device id",
		is_text(n->device_id, s->name ? s->name : s->chassis)},
	    {"version", has_version(n, s)},
	    {"system capabilities",
		are_words(&n->system_capabilities, s->system, s->system_count)},
	    {"capabilities",
		are_words(&n->capabilities, s->enabled, s->enabled_count)},
	    {"addresses", has_addresses(n, s)},
	    {"hold time", n->holdtime == s->hold},
	    {"vlan", n->native_vlan == s->vlan},
	    {"line", n->line == s->line},
	    {"line of the local port",
		n->local_port_line == s->local_port_line},
	    {"line of the port id", n->port_id_line == s->port_id_line},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!rows[i].same)
			return rows[i].what;
	}
	return NULL;
}

static void
show_text(const struct str *text, uint64_t seed, const char *what)
{
	print_error("seed %" PRIu64 ", %s:\n", seed, what);
	fwrite(str_text(text), 1, text->length, stderr);
	fail();
}

static void
check_text(const struct str *text, const struct said *said, size_t count,
    uint64_t seed)
{
	struct neighbor_list *list =
	    parse_neighbors(str_span(text), PARSE_AUTO);

	if (list->state != NEIGHBORS_OK || list->count != count)
		show_text(text, seed,
		    list->explanation ? list->explanation : "their number");
	for (size_t i = 0; i < count; i++) {
		const char *what = find_difference(&list->items[i], &said[i]);

		if (what)
			show_text(text, seed, what);
	}
	neighbor_list_free(list);
}

static void
check_seed(const struct dialect *dialect, uint64_t seed)
{
	struct said said[ENTRIES_MAX];
	struct str text = STR_INIT;
	size_t count;

	chance_state = seed * 0x9e3779b97f4a7c15U + 1;
	for (size_t i = 0; i < 8; i++)
		chance(2);
	count = 1 + chance(ENTRIES_MAX);
	for (size_t i = 0; i < count; i++)
		said[i] = make_said(i);
	add_text(&text, dialect, said, count);
	if (chance(3) == 0)
		with_carriage_returns(&text);
	check_text(&text, said, count, seed);
	for (size_t i = 0; i < count; i++)
		said_release(&said[i]);
	str_release(&text);
}

static void
test_what_was_said_is_read_in_every_dialect(void **state)
{
	uint64_t texts = light(TEXTS, TEXTS_LIGHT);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(dialects); i++) {
		for (uint64_t seed = 1; seed <= texts; seed++)
			check_seed(&dialects[i], seed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_was_said_is_read_in_every_dialect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
