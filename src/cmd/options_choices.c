/*
 * The words of those options that take one of a few.
 */
#include <string.h>

#include "cmd/options_set.h"

/* clang-format off */
const struct choice color_choices[] = {
	{ "auto",   COLOR_AUTO },
	{ "always", COLOR_ALWAYS },
	{ "never",  COLOR_NEVER },
	{ NULL, 0 },
};

const struct choice os_choices[] = {
	{ "auto",   PARSE_AUTO },
	{ "ios",    PARSE_ON_IOS },
	{ "nxos",   PARSE_ON_NXOS },
	{ "iosxr",  PARSE_ON_IOSXR },
	{ "aireos", PARSE_ON_AIREOS },
	{ "catos",  PARSE_ON_CATOS },
	{ NULL, 0 },
};

const struct choice dialect_choices[] = {
	{ "auto",  PARSE_AUTO },
	{ "cdp",   PARSE_CDP },
	{ "lldp",  PARSE_LLDP },
	{ "xml",   PARSE_XML },
	{ "json",  PARSE_JSON },
	{ NULL, 0 },
};

const struct choice host_key_choices[] = {
	{ "strict",     HOST_KEYS_STRICT },
	{ "accept-new", HOST_KEYS_ACCEPT_NEW },
	{ "off",        HOST_KEYS_OFF },
	{ NULL, 0 },
};

const struct choice view_choices[] = {
	{ "network", PICTURE_NETWORK },
	{ "faults",  PICTURE_FAULTS },
	{ "rack",    PICTURE_RACK },
	{ NULL, 0 },
};

const struct choice subject_choices[] = {
	{ "desired",  SUBJECT_DESIRED },
	{ "observed", SUBJECT_OBSERVED },
	{ "compared", SUBJECT_COMPARED },
	{ NULL, 0 },
};

const struct choice fail_on_choices[] = {
	{ "error",      NOTICE_ERROR },
	{ "warning",    NOTICE_WARNING },
	{ "unverified", NOTICE_UNVERIFIED },
	{ NULL, 0 },
};

static const struct {
	const char *option;
	const struct choice *choices;
} all_choices[] = {
	{ "color",     color_choices },
	{ "os",        os_choices },
	{ "dialect",   dialect_choices },
	{ "host-keys", host_key_choices },
	{ "view",      view_choices },
	{ "show",      subject_choices },
	{ "fail-on",   fail_on_choices },
};
/* clang-format on */

const struct choice *
options_choices(const char *option)
{
	for (size_t i = 0; i < COUNT_OF(all_choices); i++) {
		if (strcmp(all_choices[i].option, option) == 0)
			return all_choices[i].choices;
	}
	return NULL;
}
