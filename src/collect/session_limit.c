/*
 * Endings of a visit that no step has found: a device that goes too far.
 */
#include "collect/session_private.h"

enum step_result
session_fail_flooded(struct session *s, const char *doing)
{
	if (s->dialogue)
		session_keep_answer(s);
	return failure_set(&s->result.failure, VISIT_LIMIT, REMEDY_NONE,
	    "%s floods this program with SSH messages while %s, far more than "
	    "any device needs; is it the device that it should be? a larger "
	    "--max-output would not help",
	    s->plan.name, doing);
}
