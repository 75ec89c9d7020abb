/*
 * How each kind of router or switch counts what containerlab calls eth1, eth2,
 * and so on, from the pages of its kinds (srl-labs/containerlab,
 * docs/manual/kinds).  Not every eth1 is a first port: where the device keeps
 * that for its management, eth1 is the second.  XRd, a container, is told the
 * names of its ports by the kernel, which takes no "/" in them: there it is
 * "Gi0-0-0-0".
 */
#include "format/cabling_containerlab_ports.h"

#include <ctype.h>

#include "base/attr.h"

/* clang-format off */
static const struct {
	const char *kind;   /* or its beginning */
	const char *prefix; /* of all ports */
	long first;         /* the number of eth1 */
	long in_slot;       /* ports of each slot, counted from 0; 0: no slots */
} kinds[] = {
	{ "cisco_n9kv",     "Ethernet1/",             1, 0 },
	{ "vr-n9kv",        "Ethernet1/",             1, 0 },
	{ "n9kv",           "Ethernet1/",             1, 0 },
	{ "cisco_c8000v",   "GigabitEthernet",        2, 0 },
	{ "vr-c8000v",      "GigabitEthernet",        2, 0 },
	{ "cisco_csr",      "GigabitEthernet",        2, 0 },
	{ "vr-csr",         "GigabitEthernet",        2, 0 },
	{ "cisco_cat9kv",   "GigabitEthernet1/0/",    1, 0 },
	{ "vr-cat9kv",      "GigabitEthernet1/0/",    1, 0 },
	{ "cisco_iol",      "Ethernet",               1, 4 },
	{ "cisco_vios",     "GigabitEthernet0/",      1, 0 },
	{ "vr-vios",        "GigabitEthernet0/",      1, 0 },
	{ "cisco_xrv",      "GigabitEthernet0/0/0/",  0, 0 },
	{ "vr-xrv",         "GigabitEthernet0/0/0/",  0, 0 },
};

static const char *const dashed_kinds[] = { "cisco_xrd", "xrd" };
/* clang-format on */

/* More than any of them has. */
#define PORTS_MAX 9999

/* "eth1" and up; eth0 is the management port of each node. */
static bool
read_number(struct span port, long *number)
{
	return span_starts(port, "eth") &&
	       span_to_number(span_skip(port, 3), PORTS_MAX, number) &&
	       *number > 0;
}

/* "Gi0-0-0-0": letters, and numbers with dashes between them. */
static bool
is_dashed(struct span port)
{
	size_t letters = 0;
	size_t dashes = 0;

	while (
	    letters < port.length && isalpha((unsigned char)port.text[letters]))
		letters++;
	for (size_t i = letters; i < port.length; i++) {
		bool dash = port.text[i] == '-';

		if (!dash && !isdigit((unsigned char)port.text[i]))
			return false;
		if (dash && (i == letters || i + 1 == port.length ||
				port.text[i - 1] == '-'))
			return false;
		dashes += dash;
	}
	return letters && dashes;
}

static bool
slashed_name(struct span kind, struct span port, struct str *name)
{
	bool dashed = false;

	for (size_t i = 0; i < COUNT_OF(dashed_kinds); i++)
		dashed = dashed || span_is_nocase(kind, dashed_kinds[i]);
	if (!dashed || !is_dashed(port))
		return false;
	str_clear(name);
	for (size_t i = 0; i < port.length; i++)
		str_add_char(name, port.text[i] == '-' ? '/' : port.text[i]);
	return true;
}

bool
containerlab_port_name(struct span kind, struct span port, struct str *name)
{
	long number;
	size_t i = 0;

	if (slashed_name(kind, port, name))
		return true;
	while (i < COUNT_OF(kinds) && !span_starts_nocase(kind, kinds[i].kind))
		i++;
	if (i == COUNT_OF(kinds) || !read_number(port, &number))
		return false;
	number += kinds[i].first - 1;
	str_clear(name);
	str_add(name, kinds[i].prefix);
	if (kinds[i].in_slot)
		str_addf(name, "%ld/%ld", number / kinds[i].in_slot,
		    number % kinds[i].in_slot);
	else
		str_addf(name, "%ld", number);
	return true;
}
