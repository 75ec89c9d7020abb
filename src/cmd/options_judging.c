/*
 * The options of how a lab is judged beside itself: on which day.
 */
#include "base/day.h"
#include "cmd/options_set.h"

static bool
set_today(struct options *options, const char *value, struct err *err)
{
	if (!day_is_valid(span_of(value)))
		return err_set(err, ERR_INPUT,
		    "'%s' is no day; one is written 2026-12-31", value);
	options->today = value;
	return true;
}

/* clang-format off */
static const struct option judging_rows[] = {
	{ "today", 0, "DAY", "judge waivers as of this day, such as "
	    "2026-12-31 (default: when the snapshot was taken, or now)",
	    set_today },
};
/* clang-format on */

GROUP(judging, "Judging");
