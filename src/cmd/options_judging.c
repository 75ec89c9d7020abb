/*
 * The options of how a lab is judged beside the plan: on which day,
 * compared with what, and why.
 */
#include "base/day.h"
#include "cmd/options_set.h"

STRING_SETTER(explain)
STRING_SETTER(baseline)

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
	{ "explain", 0, "ID", "instead of the report, all about one finding "
	    "(its id, or the start of it) or one cable (its label, or an end "
	    "as DEVICE:PORT)", set_explain },
	{ "baseline", 0, "EARLIER", "mark each finding as new or known and "
	    "show what is fixed since EARLIER: a snapshot, or a report of "
	    "verify --format json", set_baseline },
};

static const struct option baseline_rows[] = {
	{ "baseline", 0, "EARLIER", "in the first report and in --report, mark "
	    "each finding as new or known since EARLIER: a snapshot, or a "
	    "report of verify --format json", set_baseline },
};

static const struct option waivers_rows[] = {
	{ "today", 0, "DAY", "judge waivers as of this day, such as "
	    "2026-12-31 (default: when the snapshot was taken, or now)",
	    set_today },
};
/* clang-format on */

GROUP(judging, "Judging");
GROUP(baseline, "Judging");
GROUP(waivers, "Waivers");
