/*
 * What came of a visit: from one attempt to the next, and into the visit that
 * the rest of the program sees.
 */
#include "collect/session.h"

void
session_result_release(struct session_result *result)
{
	failure_clear(&result->failure);
	str_release(&result->text);
	algorithms_release(&result->algorithms);
}

/* Why it was asked in a shell belongs to why that failed. */
static void
add_reason(const struct failure *earlier, struct failure *failure)
{
	if (failure->status == VISIT_OK || earlier->remedy != REMEDY_SHELL ||
	    failure->remedy == REMEDY_LATER)
		return;
	str_add(&failure->text, "; by exec: ");
	str_add_span(&failure->text, str_span(&earlier->text));
}

void
session_result_replace(struct session_result *result,
    struct session_result *later)
{
	bool same_way = result->failure.remedy != REMEDY_SHELL &&
			result->failure.remedy != REMEDY_NEXT_FORM;

	/* An attempt that failed sooner keeps the text of its predecessor. */
	if (later->failure.status != VISIT_OK &&
	    later->text.length < result->text.length && same_way) {
		struct str text = later->text;

		later->text = result->text;
		result->text = text;
	}
	/* That it takes passwords after all: how it took this one tells more.
	 */
	if (result->password_is_spent && later->password_is_spent) {
		struct str words = later->failure.text;

		later->failure.text = result->failure.text;
		result->failure.text = words;
	}
	add_reason(&result->failure, &later->failure);
	session_result_release(result);
	*result = *later;
	*later = (struct session_result){0};
}

void
session_result_tell(struct session_result *result, struct visit *visit)
{
	visit->status = result->failure.status;
	visit->platform = result->platform;
	visit->hung_up_on_password = result->hung_up_on_password;
	visit->secret_refused = result->secret_refused;
	if (visit->status != VISIT_OK)
		visit->error = str_take(&result->failure.text);
	if (result->text.length || visit->status == VISIT_OK) {
		visit->length = result->text.length;
		visit->text = str_take(&result->text);
	}
	algorithms_release(&visit->algorithms);
	visit->algorithms = result->algorithms;
	result->algorithms = (struct algorithms){0};
	session_result_release(result);
}
