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

int
report_exit_status(const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		if (finding->severity == SEVERITY_ERROR && !finding->waived)
			return STATUS_FAULT;
	}
	if (judgement->summary.unverified || judgement->ambiguity_count)
		return STATUS_UNVERIFIED;
	for (size_t i = 0; i < judgement->observations->count; i++) {
		if (report_is_in_trouble(judgement, i))
			return STATUS_UNVERIFIED;
	}
	return STATUS_RIGHT;
}
