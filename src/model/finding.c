/*
 * Names of what findings are made of; see finding.h.
 */
#include "model/finding.h"

/* clang-format off */
static const struct {
	const char *name;
	enum severity severity;
} kinds[] = {
	[FINDING_DEVICE_SWAPPED]    = { "device-swapped",    SEVERITY_ERROR },
	[FINDING_DEVICE_MISNAMED]   = { "device-misnamed",   SEVERITY_ERROR },
	[FINDING_SHIFTED]           = { "shifted",           SEVERITY_ERROR },
	[FINDING_ROTATED]           = { "rotated",           SEVERITY_ERROR },
	[FINDING_SWAPPED]           = { "swapped",           SEVERITY_ERROR },
	[FINDING_CHAIN]             = { "chain",             SEVERITY_ERROR },
	[FINDING_WRONG_DEVICE]      = { "wrong-device",      SEVERITY_ERROR },
	[FINDING_WRONG_PORT]        = { "wrong-port",        SEVERITY_ERROR },
	[FINDING_MISSING]           = { "missing",           SEVERITY_ERROR },
	[FINDING_CONFLICT]          = { "conflict",          SEVERITY_ERROR },
	[FINDING_ONE_WAY]           = { "one-way",           SEVERITY_ERROR },
	[FINDING_EXTRA]             = { "extra",             SEVERITY_ERROR },
	[FINDING_AMBIGUOUS]         = { "ambiguous",         SEVERITY_WARNING },
	[FINDING_DEVICE_DARK]       = { "device-dark",       SEVERITY_WARNING },
	[FINDING_PLATFORM_MISMATCH] = { "platform-mismatch", SEVERITY_WARNING },
	[FINDING_DUPLEX_MISMATCH]   = { "duplex-mismatch",   SEVERITY_WARNING },
	[FINDING_VLAN_MISMATCH]     = { "vlan-mismatch",     SEVERITY_WARNING },
};

static const char *const verdict_names[] = {
	[VERDICT_OK]           = "ok",
	[VERDICT_OK_ONE_SIDED] = "ok-one-sided",
	[VERDICT_MISSING]      = "missing",
	[VERDICT_MISWIRED]     = "miswired",
	[VERDICT_ONE_WAY]      = "one-way",
	[VERDICT_UNVERIFIED]   = "unverified",
	[VERDICT_NOT_JUDGED]   = "not-judged",
};

static const char *const seen_by_names[] = {
	[SEEN_BY_BOTH] = "both",
	[SEEN_BY_A]    = "a",
	[SEEN_BY_B]    = "b",
};

static const char *const matched_by_names[] = {
	[MATCHED_BY_NOTHING]     = NULL,
	[MATCHED_BY_NAME]        = "name",
	[MATCHED_BY_ALIAS]       = "alias",
	[MATCHED_BY_DOMAIN]      = "domain",
	[MATCHED_BY_CUT_NAME]    = "cut-name",
	[MATCHED_BY_NAME_SERIAL] = "name(serial)",
	[MATCHED_BY_SERIAL_NAME] = "serial(name)",
	[MATCHED_BY_SERIAL]      = "serial",
	[MATCHED_BY_MAC]         = "mac",
	[MATCHED_BY_SYSTEM_NAME] = "system-name",
	[MATCHED_BY_ADDRESS]     = "address",
};

static const char *const since_names[] = {
	[SINCE_UNKNOWN] = NULL,
	[SINCE_NEW]     = "new",
	[SINCE_KNOWN]   = "known",
};

static const char *const action_names[] = {
	[STEP_UNPLUG]   = "unplug",
	[STEP_MOVE]     = "move",
	[STEP_PLUG]     = "plug",
	[STEP_ADD]      = "add",
	[STEP_REMOVE]   = "remove",
	[STEP_EXCHANGE] = "exchange",
	[STEP_RENAME]   = "rename",
};
/* clang-format on */

const char *
verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

const char *
finding_kind_name(enum finding_kind kind)
{
	return kinds[kind].name;
}

enum severity
finding_kind_severity(enum finding_kind kind)
{
	return kinds[kind].severity;
}

bool
finding_kind_from_name(struct span name, enum finding_kind *kind)
{
	for (size_t i = 0; i < FINDING_KIND_COUNT; i++) {
		if (span_is_nocase(name, kinds[i].name)) {
			*kind = (enum finding_kind)i;
			return true;
		}
	}
	return false;
}

const char *
finding_since_name(enum finding_since since)
{
	return since_names[since];
}

const char *
seen_by_name(enum seen_by seen_by)
{
	return seen_by_names[seen_by];
}

const char *
matched_by_name(enum matched_by matched_by)
{
	return matched_by_names[matched_by];
}

const char *
step_action_name(enum step_action action)
{
	return action_names[action];
}

bool
judgement_is_outdated(const struct judgement *judgement,
    const struct neighbor *heard)
{
	size_t low = 0;
	size_t high = judgement->outdated_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (judgement->outdated[middle] == heard)
			return true;
		if ((uintptr_t)judgement->outdated[middle] < (uintptr_t)heard)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

void
judgement_free(struct judgement *judgement)
{
	if (judgement)
		arena_free(judgement->arena);
}
