/*
 * The exit status of `verify`; see status.h.  A fault outranks doubt: whoever
 * has a plug to move need not wait until the last device answers.
 */
#include "report/status.h"

enum {
	STATUS_RIGHT = 0,
	STATUS_FAULT = 1,
	STATUS_UNVERIFIED = 3,
};

bool
report_is_in_trouble(const struct judgement *judgement, size_t index)
{
	const struct observation *seen = &judgement->observations->items[index];

	return seen->status != VISIT_OK && !seen->not_wanted &&
	       !seen->out_of_scope;
}

static bool
is_all_verified(const struct judgement *judgement)
{
	if (judgement->summary.unverified || judgement->ambiguity_count)
		return false;
	for (size_t i = 0; i < judgement->observations->count; i++) {
		if (report_is_in_trouble(judgement, i))
			return false;
	}
	return true;
}

int
report_status_at(const struct judgement *judgement, enum notice_level level)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		if (notice_fails(&judgement->findings[i], level))
			return STATUS_FAULT;
	}
	if (notice_wants_all_verified(level) && !is_all_verified(judgement))
		return STATUS_UNVERIFIED;
	return STATUS_RIGHT;
}

int
report_exit_status(const struct judgement *judgement)
{
	return report_status_at(judgement, NOTICE_USUAL);
}
