/*
 * The commands, and how devices say no to them.
 *
 * IOS and IOS-XE answer an unknown or unauthorised exec with "Line has invalid
 * autocommand" and exit status 0, so the status tells nothing and the text is
 * what counts.  A long answer is never a refusal: neighbors print what they
 * like in their version texts.
 */
#include "collect/command.h"

#include <stddef.h>

#include "base/attr.h"

#define REFUSAL_MAX 1024

/* clang-format off */
static const struct command_set command_sets[] = {
	[PLATFORM_AUTO]  = { "show cdp neighbors detail", "terminal length 0" },
	[PLATFORM_IOS]   = { "show cdp neighbors detail", "terminal length 0" },
	[PLATFORM_NXOS]  = { "show cdp neighbors detail", "terminal length 0" },
	[PLATFORM_IOSXR] = { "show cdp neighbors detail", "terminal length 0" },
};

static const struct refusal refusals[] = {
	{ "Line has invalid autocommand",      true  }, /* IOS, IOS-XE */
	{ "% Invalid input",                   true  },
	{ "% Invalid command",                 true  }, /* NX-OS */
	{ "% Unrecognized command",            true  },
	{ "% Ambiguous command",               false },
	{ "% Incomplete command",              false },
	{ "Syntax error while parsing",        false }, /* NX-OS, exit 16 */
	{ "% Permission denied",               false }, /* NX-OS, exit 30 */
	{ "% This command is not authorized",  false }, /* IOS-XR task groups */
	{ "Command authorization failed",      false }, /* AAA */
	{ "% Authorization failed",            false },
};
/* clang-format on */

const struct command_set *
command_set_of(enum platform platform)
{
	return &command_sets[platform];
}

const struct refusal *
command_find_refusal(struct span answer, struct span *line)
{
	struct span rest = answer;

	if (answer.length > REFUSAL_MAX)
		return NULL;
	while (span_next_line(&rest, line)) {
		*line = span_trim(*line);
		for (size_t i = 0; i < COUNT_OF(refusals); i++) {
			if (span_starts_nocase(*line, refusals[i].text))
				return &refusals[i];
		}
	}
	return NULL;
}
