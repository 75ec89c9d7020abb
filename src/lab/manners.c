/*
 * The rows; see manners.h.  Versions and models are true to life, so that
 * parsers meet the same commas, brackets and blank-free words as in the field.
 */
#include "lab/manners.h"

#include "base/attr.h"

#define BACK9 "\b\b\b\b\b\b\b\b\b"

/* clang-format off */
static const struct manners rows[] = {
	{
		.platform = PLATFORM_IOS,
		.ident = "Cisco-1.25",
		.one_channel = true,
		.exec_end = EXEC_END_BARE,
		.login_tries = 3,
		.prompt = "%s#",
		.more = " --More-- ",
		.more_erase = BACK9 "        " BACK9,
		.invalid = "%% Invalid input detected at '^' marker.",
		.ambiguous = "%% Ambiguous command:  \"%s\"",
		.incomplete = "%% Incomplete command.",
		.exec_refused = "Line has invalid autocommand \"%s\"",
		.exec_refused_status = 0,
		.exec_first = "\r\n",
		.exec_last_newline = false,
		.factory_name = "Switch",
		.cdp_platform = "cisco C9300-48T",
		.capabilities = "Router Switch IGMP",
		.version =
		    "Cisco IOS Software [Cupertino], Catalyst L3 Switch "
		    "Software (CAT9K_IOSXE), Version 17.9.4a, "
		    "RELEASE SOFTWARE (fc3)\n"
		    "Technical Support: http://www.cisco.com/techsupport\n"
		    "Copyright (c) 1986-2023 by Cisco Systems, Inc.\n"
		    "Compiled Fri 20-Oct-23 10:44 by mcpre",
		.model = "C9300-48T",
	},
	{
		.platform = PLATFORM_NXOS,
		.ident = "OpenSSH_8.3 PKIX[12.5.1]",
		.one_channel = false,
		.exec_end = EXEC_END_CLOSE,
		.login_tries = 3,
		.prompt = "%s# ",
		.more = "\033[7m--More--\033[27m",
		.more_erase = "\r\033[K",
		.folds_lines = true,
		.has_xml = true,
		.invalid = "%% Invalid command at '^' marker.",
		.ambiguous = "%% Ambiguous command at '^' marker. (\"%s\")",
		.incomplete = "%% Incomplete command at '^' marker.",
		.exec_refused = "Syntax error while parsing '%s'",
		.exec_refused_status = 16,
		.exec_first = "",
		.exec_last_newline = true,
		.factory_name = "switch",
		.cdp_platform = "N9K-C93180YC-FX",
		.capabilities = "Router Switch IGMP Filtering "
		    "Supports-STP-Dispute",
		.version =
		    "Cisco Nexus Operating System (NX-OS) Software, "
		    "Version 10.3(5)",
		.model = "Nexus9000 C93180YC-FX Chassis",
	},
	{
		.platform = PLATFORM_IOSXR,
		.ident = "Cisco-2.0",
		.one_channel = false,
		.exec_end = EXEC_END_CLOSE,
		.login_tries = 3,
		.prompt = "RP/0/RSP0/CPU0:%s#",
		.more = " --More-- ",
		.more_erase = BACK9 "         " BACK9,
		.time_stamp = "Mon Nov 23 08:00:00.123 UTC",
		.invalid = "%% Invalid input detected at '^' marker.",
		.ambiguous = "%% Ambiguous command:  \"%s\"",
		.incomplete = "%% Incomplete command.",
		.exec_refused = "%% Invalid input detected: \"%s\"",
		.exec_refused_status = 0,
		.exec_first = "\r\n",
		.exec_last_newline = true,
		.factory_name = "ios",
		.cdp_platform = "cisco ASR9K Series",
		.capabilities = "Router",
		.version =
		    "Cisco IOS XR Software, Version 7.5.2[Default]\n"
		    "Copyright (c) 2022 by Cisco Systems, Inc.",
		.model = "cisco ASR9K Series (Intel 686 F6M14S4)",
	},
};

/* What ends a page, and what wipes that out. */
static const struct {
	const char *more;
	const char *erase;
} pagers[] = {
	[PAGER_BACKSPACES] = { " --More-- ", BACK9 "        " BACK9 },
	[PAGER_INVERSE] = { "\033[7m--More--\033[27m", "\r\033[K" },
	[PAGER_RETURN] = { "--More--", "\r        \r" },
	[PAGER_ANGLES] = { "<--- More --->", "\r              \r" },
};

static const struct manners server = {
	.factory_name = "localhost",
	.cdp_platform = "Linux",
	.capabilities = "Host",
	.version = "Linux 6.1.0-18-amd64 #1 SMP x86_64",
};
/* clang-format on */

const struct manners *
manners_of(enum platform platform)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].platform == platform)
			return &rows[i];
	}
	return &rows[0];
}

void
manners_adapt(struct manners *own, const struct traits *traits)
{
	if (traits->ident)
		own->ident = traits->ident;
	if (traits->exec_end != EXEC_END_OF_PLATFORM)
		own->exec_end = traits->exec_end;
	if (traits->login_tries)
		own->login_tries = traits->login_tries;
	if (traits->time_stamp)
		own->time_stamp = traits->time_stamp;
	if (traits->pager != PAGER_OF_PLATFORM) {
		own->more = pagers[traits->pager].more;
		own->more_erase = pagers[traits->pager].erase;
	}
}

const struct manners *
manners_of_server(void)
{
	return &server;
}

const struct manners *
manners_of_device(const struct device *device, const struct traits *traits)
{
	if (!device->collect)
		return manners_of_server();
	return manners_of(traits->platform == PLATFORM_AUTO ? device->platform
							    : traits->platform);
}
