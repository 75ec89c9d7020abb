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

/* What banners may put before it is shorter. */
#define REFUSAL_MAX 16384

#define ASK "show cdp neighbors detail"
#define NO_PAGER "terminal length 0"

/* clang-format off */
static const struct command_set command_sets[] = {
	[PLATFORM_AUTO]  = { { { ASK, NULL } }, NO_PAGER },
	[PLATFORM_IOS]   = { { { ASK, NULL } }, NO_PAGER },
	/* XML cannot be mistaken, but old releases do not have it. */
	[PLATFORM_NXOS]  = { { { ASK " | xml", "<?xml" }, { ASK, NULL } },
			     NO_PAGER },
	[PLATFORM_IOSXR] = { { { ASK, NULL } }, NO_PAGER },
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
	{ "ERROR: % Invalid input",            true  }, /* ASA */
	{ "Incorrect usage",                   true  }, /* AireOS */
	{ "Incorrect input",                   true  },
	{ "% Unknown command",                 true  },
	{ "% Bad IP address or host name",     true  }, /* IOS takes it for one */
	{ "Password required, but none set",   false }, /* a bare VTY */
	{ "This (D)RP Node is not ready",      false }, /* IOS-XR, standby */
};
/* clang-format on */

const struct command_set *
command_set_of(enum platform platform)
{
	return &command_sets[platform];
}

const struct command_form *
command_form_of(const struct command_set *commands, unsigned form)
{
	while (
	    form > 0 && (form >= COMMAND_FORMS || !commands->forms[form].ask))
		form--;
	return &commands->forms[form];
}

bool
command_is_last_form(const struct command_set *commands, unsigned form)
{
	return command_form_of(commands, form) ==
	       command_form_of(commands, form + 1);
}

bool
command_is_answered(const struct command_set *commands, unsigned form,
    struct span answer)
{
	const char *sign = command_form_of(commands, form)->sign;

	/* A device that ignores the form and answers in text has answered. */
	return !sign || span_find(answer, sign) ||
	       span_find(answer, "Device ID");
}

const struct refusal *
command_find_refusal(struct span answer, struct span *line)
{
	struct span rest = answer;

	if (answer.length > REFUSAL_MAX || span_find(answer, "Device ID"))
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
