/*
 * Annotations on the plan; see verify_ci.h.  GitHub shows ten of each severity
 * for a step and the rest in the log only, so the worst come first, as
 * everywhere, and the totals come last.
 */
#include "report/verify_ci.h"

#include "report/github.h"
#include "report/status.h"
#include "report/totals.h"

static enum severity
severity_at(const struct finding *finding, enum notice_level level)
{
	if (finding->waived)
		return SEVERITY_NOTE;
	return notice_fails(finding, level) ? SEVERITY_ERROR
					    : finding->severity;
}

static void
add_finding(const struct judgement *judgement, const struct finding *finding,
    enum notice_level level, struct str *out)
{
	struct str message = STR_INIT;
	struct str title = STR_INIT;

	str_addf(&title, "%s %s", finding_kind_name(finding->kind),
	    finding->id);
	notice_message(judgement, finding, &message);
	github_command(out, severity_at(finding, level),
	    notice_place(judgement, finding), str_text(&title),
	    str_text(&message));
	str_release(&message);
	str_release(&title);
}

static void
add_trouble(const struct judgement *judgement, size_t device, struct str *out)
{
	struct str message = STR_INIT;

	notice_trouble(judgement, device, &message);
	github_command(out, SEVERITY_WARNING,
	    judgement->topology->devices[device].place,
	    "device without an answer", str_text(&message));
	str_release(&message);
}

void
report_verify_github(const struct judgement *judgement, enum notice_level level,
    struct str *out)
{
	struct str totals = STR_INIT;

	for (size_t i = 0; i < judgement->finding_count; i++)
		add_finding(judgement, &judgement->findings[i], level, out);
	for (size_t i = 0; i < judgement->topology->device_count; i++) {
		if (report_is_in_trouble(judgement, i))
			add_trouble(judgement, i, out);
	}
	totals_add_line(judgement, &totals);
	github_command(out, SEVERITY_NOTE, (struct place){0}, "cablecheck",
	    str_text(&totals));
	str_release(&totals);
}
