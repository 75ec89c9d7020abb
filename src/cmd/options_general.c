/*
 * The options of the whole program and of what it reads: the topology, the part
 * of it to look at, and how device output is to be understood.
 */
#include "cmd/options_set.h"

STRING_SETTER(inventory)
WORD_SETTER(limits)
WORD_SETTER(racks)
FLAG_SETTER(quiet)
FLAG_SETTER(verbose)
FLAG_SETTER(help)
FLAG_SETTER(version)
CHOICE_SETTER(color, color_mode, color_choices)
CHOICE_SETTER(os, parse_dialect, os_choices)
CHOICE_SETTER(dialect, parse_dialect, dialect_choices)

/* clang-format off */
static const struct option general_rows[] = {
	{ "color", 0, "WHEN", "auto, always or never; auto colours a terminal "
	    "unless NO_COLOR is set", set_color },
	{ "quiet", 'q', NULL, "no progress, no warnings, no notes",
	    set_quiet },
	{ "verbose", 'v', NULL, "show evidence and every step of every visit",
	    set_verbose },
	{ "help", 'h', NULL, "show this help", set_help },
	{ "version", 0, NULL, "show the version", set_version },
};

static const struct option topology_rows[] = {
	{ "inventory", 0, "FILE", "merge `devices:` and `defaults:` of this "
	    "YAML file into the topology", set_inventory },
};

static const struct option scope_rows[] = {
	{ "limit", 0, "PATTERN", "only these devices (glob; may be repeated)",
	    set_limits },
	{ "rack", 0, "PATTERN", "only the devices of these racks (glob; may "
	    "be repeated)", set_racks },
};

static const struct option dialect_rows[] = {
	{ "os", 0, "OS", "read only what these devices print: ios (IOS and "
	    "IOS-XE), nxos, iosxr, aireos, catos; default auto", set_os },
	{ "dialect", 0, "DIALECT", "read only this: cdp or lldp (text), "
	    "xml, json; default auto", set_dialect },
};
/* clang-format on */

GROUP(general, "General");
GROUP(topology, "Topology");
GROUP(scope, "Scope");
GROUP(dialect, "Reading");
