/*
 * Endings of a visit that no step has found: a device that goes too far.
 */
#include "collect/session_private.h"

#include "collect/screen.h"

#define SHOWN_MAX ((size_t)60)
#define LOOKED_AT ((size_t)400) /* at the end of a line, escapes and all */

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

void
session_tell_stop(const struct session *s, struct str *out)
{
	struct span said = s->dialogue ? dialogue_shown(s->dialogue)
				       : str_span(&s->result.text);
	struct span line = screen_open_line(said);
	struct str clean = STR_INIT;
	struct span seen;

	if (line.length > LOOKED_AT)
		line = span_skip(line, line.length - LOOKED_AT);
	screen_clean_line(line, &clean);
	seen = span_trim(str_span(&clean));
	if (seen.length) {
		str_add(out, "; it has stopped at \"");
		if (seen.length > SHOWN_MAX) {
			str_add(out, "...");
			seen = span_skip(seen, seen.length - SHOWN_MAX);
		}
		str_add_span(out, seen);
		str_add(out, "\"");
	}
	str_release(&clean);
}
